//! To whom do words on a ticket belong, and what becomes of them when somebody is erased?

use super::given;
use super::lives::*;
use super::people::*;
use super::requests::*;
use crate::personal::{Personal, Subject};
use crate::ticket::*;
use crate::value::{Description, Subject as SubjectLine};

fn described(subject: Subject, words: &str) -> Personal<Description> {
    Personal::new(subject, Description::parse(words).unwrap())
}

#[test]
fn free_text_belongs_to_the_ticket() {
    assert_eq!(the_opening().text(), Subject::ticket(TICKET));
}

#[test]
fn a_ticket_whose_text_was_erased_takes_new_text() {
    let opening = Opening {
        subject: Personal::erased(Subject::ticket(TICKET)),
        ..the_opening()
    };
    assert_eq!(opening.text(), Subject::ticket(TICKET).renewed());
}

#[test]
fn what_a_contractor_writes_goes_with_the_ticket_and_with_the_contractor() {
    let plumber = the_plumber();
    let words = the_opening().words_of(&plumber);
    assert!(words.is_text());
    assert!(words.are_words_of(plumber.details.subject()));
    assert!(!words.are_words_of(the_locksmith().details.subject()));
}

#[test]
fn a_client_s_words_that_nobody_changed_stay_the_client_s() {
    let ticket = given(validated()).ticket;
    let client = ticket.opening.unwrap().original_description.unwrap();
    let words = client.get().unwrap().as_str().to_owned();
    let amend = |description| TicketCommand::AmendDetails {
        subject: of_the_ticket(SubjectLine::parse("Fuite, suite").unwrap()),
        description,
    };
    let description_after = |so_far, asked| -> Personal<Description> {
        let when = given(so_far).when(tuesday("09:00"), manager(), amend(asked));
        let decided = when.decision().unwrap();
        let [TicketEvent::DetailsAmended { description, .. }] = &decided[..] else {
            panic!("amended: {decided:?}");
        };
        description.clone()
    };
    let theirs = Opening {
        description: client.clone(),
        ..the_opening()
    };
    let typed_again = described(Subject::ticket(TICKET), &words);
    assert_eq!(
        description_after(ordered_with(theirs.clone()), typed_again),
        client
    );
    let anew = described(Subject::ticket(TICKET), "Couper l’eau.");
    assert_eq!(description_after(ordered_with(theirs), anew.clone()), anew);
}
