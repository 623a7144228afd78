//! Whose are the files of a quote? Its contractor's; whoever is asked to approve sees it; the signed copy goes back.

use super::given;
use super::lives::then;
use super::people::*;
use super::quote_lives::*;
use crate::actor::Actor;
use crate::ids::AttachmentId;
use crate::personal::Personal;
use crate::ticket::*;

const SIGNED: AttachmentId = AttachmentId::new(id(0xF2));

/// The agency keeps a file for itself.
fn kept_by_agency(so_far: Vec<super::facts::Fact>) -> Vec<super::facts::Fact> {
    let mut file = attached(tuesday("16:00")).fact;
    if let TicketEvent::AttachmentAdded { attachment } = &mut file {
        attachment.id = SIGNED;
    }
    then(so_far, tuesday("16:00"), manager(), file)
}

fn sees(ticket: &Ticket, file: AttachmentId) -> bool {
    let viewer = Viewer::Contractor(PLUMBER);
    ticket.file_for(viewer, file).is_some()
}

#[test]
fn a_contractor_hands_in_no_file_but_their_own() {
    let engaged = engaged_for_a_quote(LOCKSMITH, the_locksmith());
    let so_far = then(quote_asked(), monday("09:40"), manager(), engaged);
    let give = TicketCommand::SubmitQuote {
        assignment: LOCKSMITH,
        quote: the_quote(),
        comment: None,
        signed_by: None,
    };
    given(so_far.clone())
        .when(tuesday("10:00"), locksmith(), give.clone())
        .then_refused(Refusal::UnknownFile);
    let entered = given(so_far).when(tuesday("10:00"), manager(), give);
    assert!(entered.decision().is_ok());
}

#[test]
fn the_signed_copy_is_for_its_contractor() {
    let mut ticket = given(kept_by_agency(kept())).ticket;
    assert!(!sees(&ticket, SIGNED));
    let sent = TicketEvent::SignedQuoteSent {
        assignment: PLUMBER,
        attachment: SIGNED,
        comment: None,
    };
    let stamp = Stamp {
        at: tuesday("17:00"),
        by: manager(),
    };
    ticket.evolve(&sent, &stamp);
    assert!(sees(&ticket, SIGNED));
    let other = Viewer::Contractor(LOCKSMITH);
    assert!(ticket.file_for(other, SIGNED).is_none());
}

#[test]
fn an_approver_sees_the_quotes_they_were_asked_about() {
    let shown = |ticket: &Ticket, approval| -> Vec<AttachmentId> {
        let files = ticket.files_for(Viewer::Approver(approval));
        files.map(|file| file.attachment.id).collect()
    };
    let ticket = given(kept_by_agency(in_approval())).ticket;
    assert_eq!(shown(&ticket, ASKED), [FILE]);
    assert_eq!(shown(&ticket, ASKED_AGAIN), []);
    // One that came since is not what they were asked about.
    let replaced = quote_replaced(2, the_quote());
    let since = then(disapproved(), tuesday("16:00"), plumber(), replaced);
    assert_eq!(shown(&given(since).ticket, ASKED), []);
}

#[test]
fn an_approver_attaches_nothing() {
    let TicketEvent::AttachmentAdded { attachment } = attached(tuesday("12:00")).fact else {
        unreachable!("a file");
    };
    given(in_approval())
        .when(
            tuesday("12:00"),
            Actor::Approver { approval: ASKED },
            TicketCommand::AttachFile { attachment },
        )
        .then_refused(Refusal::ActorNotAllowed);
}

#[test]
fn a_file_that_was_erased_is_shown_to_nobody_outside() {
    let erased = |mut ticket: Ticket| {
        for file in &mut ticket.attachments {
            let name = &mut file.attachment.name;
            *name = Personal::erased(name.subject().clone());
        }
        ticket
    };
    let asked = given(in_approval()).ticket;
    let viewer = Viewer::Approver(ASKED);
    assert!(asked.file_for(viewer, FILE).is_some());
    assert!(
        asked
            .file_for(Viewer::Approver(ASKED_AGAIN), FILE)
            .is_none()
    );
    assert!(asked.file_for(Viewer::Requester, FILE).is_none());
    assert!(erased(asked).file_for(viewer, FILE).is_none());

    let sent = TicketEvent::SignedQuoteSent {
        assignment: PLUMBER,
        attachment: SIGNED,
        comment: None,
    };
    let so_far = then(kept_by_agency(kept()), tuesday("17:00"), manager(), sent);
    let signed = given(so_far).ticket;
    assert!(sees(&signed, SIGNED));
    assert!(!sees(&erased(signed), SIGNED));
}

#[test]
fn of_several_quotes_an_approver_sees_the_files_of_all_and_of_no_other() {
    let ticket = given(kept_by_agency(in_approval())).ticket;
    let seen: Vec<_> = ticket.files_for(Viewer::Approver(ASKED)).collect();
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].attachment.id, FILE);
}
