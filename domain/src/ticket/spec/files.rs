//! Who sees which file: nobody sees what another contractor sent.

use rstest::rstest;

use super::details::photo;
use super::facts::{engaged, fact};
use super::given;
use super::lives::planned;
use super::people::*;
use super::quote_lives::{ASKED, ASKED_AGAIN};
use crate::actor::Actor;
use crate::ids::{AssignmentId, AttachmentId};
use crate::personal::Personal;
use crate::ticket::*;

const FILE: AttachmentId = AttachmentId::new(id(0xAA));
const AGENCY: Viewer = Viewer::Agency;
const THE_PLUMBER: Viewer = Viewer::Contractor(PLUMBER);
const THE_LOCKSMITH: Viewer = Viewer::Contractor(LOCKSMITH);
const REQUESTER: Viewer = Viewer::Requester;

fn to(assignment: AssignmentId) -> Audience {
    Audience::Contractor { assignment }
}

fn sent(to: Audience) -> TicketCommand {
    let attachment = Attachment { to, ..photo(0xAA) };
    TicketCommand::AttachFile { attachment }
}

/// Both are engaged, and somebody sends a file.
fn after(by: Actor, asked: Audience) -> Vec<Viewer> {
    let both = planned().into_iter().chain([fact(
        monday("10:00"),
        manager(),
        engaged(LOCKSMITH, the_locksmith()),
    )]);
    let when = given(both).when(tuesday("09:00"), by.clone(), sent(asked));
    let events = when.decision().unwrap();
    let mut ticket = Ticket::default();
    for event in &events {
        let stamp = Stamp {
            at: tuesday("09:00"),
            by: by.clone(),
        };
        ticket.evolve(event, &stamp);
    }
    let everybody = [AGENCY, THE_PLUMBER, THE_LOCKSMITH, REQUESTER];
    let sees = |viewer: &Viewer| ticket.file_for(*viewer, FILE).is_some();
    everybody.into_iter().filter(sees).collect()
}

#[rstest]
#[case::kept(manager(), Audience::Nobody, &[AGENCY])]
#[case::for_those_who_come(manager(), Audience::Contractors, &[AGENCY, THE_PLUMBER, THE_LOCKSMITH])]
#[case::for_one(manager(), to(LOCKSMITH), &[AGENCY, THE_LOCKSMITH])]
#[case::of_one(plumber(), Audience::Nobody, &[AGENCY, THE_PLUMBER])]
#[case::of_the_other(locksmith(), Audience::Nobody, &[AGENCY, THE_LOCKSMITH])]
#[case::of_the_request(Actor::Requester, Audience::Nobody, &[AGENCY, THE_PLUMBER, THE_LOCKSMITH, REQUESTER])]
fn a_file_is_seen_by(#[case] by: Actor, #[case] asked: Audience, #[case] seen_by: &[Viewer]) {
    assert_eq!(after(by, asked), seen_by);
}

/// Whatever a contractor asks for, another contractor does not get to see it.
#[rstest]
fn a_contractor_writes_to_the_agency_only(
    #[values(Audience::Contractors, to(LOCKSMITH), to(PLUMBER))] asked: Audience,
) {
    assert_eq!(after(plumber(), asked), [AGENCY, THE_PLUMBER]);
}

#[test]
fn nothing_is_sent_to_somebody_who_was_never_engaged() {
    given(planned())
        .when(tuesday("09:00"), manager(), sent(to(LOCKSMITH)))
        .then_refused(Refusal::UnknownAssignment);
}

#[test]
fn nobody_sends_a_file_to_a_ticket_that_they_have_no_part_in() {
    given(planned())
        .when(tuesday("09:00"), locksmith(), sent(Audience::Nobody))
        .then_refused(Refusal::UnknownAssignment);
}

#[rstest]
#[case::the_agency(manager(), AGENCY)]
#[case::a_contractor(plumber(), THE_PLUMBER)]
#[case::the_requester(Actor::Requester, REQUESTER)]
#[case::an_approver(Actor::Approver { approval: ASKED }, Viewer::Approver(ASKED))]
fn whoever_sent_a_file_is_known_by_it(#[case] by: Actor, #[case] sender: Viewer) {
    let file = TicketFile {
        attachment: photo(0xAA),
        by,
    };
    let other_approver = Viewer::Approver(ASKED_AGAIN);
    for viewer in [
        AGENCY,
        THE_PLUMBER,
        THE_LOCKSMITH,
        REQUESTER,
        Viewer::Approver(ASKED),
        other_approver,
    ] {
        assert_eq!(file.is_by(viewer), viewer == sender, "{viewer:?}");
        assert_eq!(
            file.is_for(viewer),
            viewer == sender || viewer == AGENCY,
            "{viewer:?}"
        );
    }
}

#[test]
fn of_a_file_whose_owner_was_erased_only_the_agency_sees_that_it_was_there() {
    let mut file = TicketFile {
        attachment: Attachment {
            to: to(PLUMBER),
            ..photo(0xAA)
        },
        by: plumber(),
    };
    assert!(file.is_for(THE_PLUMBER));
    file.attachment.name = Personal::erased(file.attachment.name.subject().clone());
    let seen_by = [AGENCY, THE_PLUMBER, REQUESTER].map(|viewer| file.is_for(viewer));
    assert_eq!(seen_by, [true, false, false]);
}

#[test]
fn a_file_for_nobody_else_is_stored_without_saying_so() {
    let stored = |to| serde_json::to_value(Attachment { to, ..photo(0xAA) }).unwrap();
    assert!(stored(Audience::Nobody).get("to").is_none());
    assert_eq!(stored(to(PLUMBER))["to"]["assignment"], PLUMBER.to_string());
    assert_eq!(stored(Audience::Contractors)["to"]["kind"], "contractors");
}
