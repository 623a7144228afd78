//! Staff, channels and messages: who exactly is told, and how.

use super::*;

mod staff {
    use super::*;

    #[test]
    fn the_assistant_is_told_where_the_agency_wants_it() {
        let ordered = ordered_with_rules(|rules| rules.tell_assistant = true);
        assert_eq!(
            who(by_the_plumber(ordered, assignment_declined())),
            "manager:email assistant:email"
        );
    }

    #[test]
    fn the_manager_is_not_told_where_the_agency_does_not_want_it() {
        let ordered = ordered_with_rules(|rules| rules.tell_manager = false);
        assert_eq!(who(by_the_plumber(ordered, assignment_declined())), "");
    }

    #[test]
    fn the_creator_is_not_told_where_the_agency_does_not_want_it() {
        let opened = ordered_with_rules(|rules| rules.tell_creator = false)
            .into_iter()
            .take(1)
            .collect();
        assert_eq!(who(opened), "site_contact:sms watcher:email");
    }

    #[test]
    fn nobody_is_told_what_they_have_just_done() {
        assert_eq!(who(by_the_manager(ordered(), assignment_declined())), "");
    }

    #[test]
    fn a_colleague_s_entry_is_told_to_the_manager() {
        let colleague = Actor::Staff { id: COLLEAGUE };
        assert_eq!(
            who(then(
                ordered(),
                monday("11:00"),
                colleague,
                assignment_declined()
            )),
            "manager:email"
        );
    }

    #[test]
    fn a_delivery_that_failed_is_told_to_the_manager_whatever_the_settings() {
        let failed = TicketEvent::NotificationFailed(Undelivered {
            recipient: Recipient::Contractor {
                assignment: PLUMBER,
            },
            channel: Channel::Email,
            about: "ContractorEngaged".to_owned(),
            reason: "unknown_mailbox".to_owned(),
        });
        let mut opening = silent();
        opening.rules.tell_manager = false;
        let notices = told(then(
            ordered_with(opening),
            monday("09:01"),
            Actor::System,
            failed,
        ));
        assert_eq!(
            notices.iter().map(word).collect::<Vec<_>>(),
            ["manager:email"]
        );
        assert!(!notices[0].kept_back);
    }
}

mod channels {
    use super::*;

    fn done_by_sms_only() -> Vec<Fact> {
        let changed = TicketEvent::ContactDetailsChanged {
            assignment: PLUMBER,
            details: the_plumber().details,
            channels: Channels::SMS,
            generation: 1,
        };
        then(done(), friday("08:00"), manager(), changed)
    }

    #[test]
    fn an_invoice_is_asked_for_by_email_whatever_is_ticked() {
        assert_eq!(
            who(by_the_manager(done_by_sms_only(), invoice_requested())),
            "plumber:email plumber:sms"
        );
    }

    #[test]
    fn all_else_goes_by_what_is_ticked() {
        assert_eq!(
            who(by_the_manager(done_by_sms_only(), assignment_cancelled())),
            "plumber:sms"
        );
    }

    #[test]
    fn a_site_contact_without_a_channel_is_not_told() {
        let contact = SiteContact {
            channels: Channels::NONE,
            ..the_site_contact()
        };
        let opened = ordered_with(Opening {
            site_contact: Some(contact),
            ..the_opening()
        });
        assert_eq!(
            who(opened.into_iter().take(1).collect()),
            "manager:email watcher:email"
        );
    }

    #[test]
    fn whoever_has_two_titles_is_told_once() {
        let watching_too = Watcher {
            person: the_tenant(),
            channels: Channels::SMS,
            ..the_neighbour()
        };
        let opened = ordered_with(Opening {
            watchers: vec![watching_too],
            ..the_opening()
        });
        assert_eq!(
            who(opened.into_iter().take(1).collect()),
            "manager:email site_contact:sms"
        );
    }
}

mod messages {
    use super::*;
    use crate::ids::MessageId;
    use crate::value::{MessageText, Subject as SubjectLine};

    const MESSAGE: MessageId = MessageId::new(id(0xF1));

    fn sent_to(to: Addressee) -> TicketEvent {
        let subject = of_the_ticket(SubjectLine::parse("Code de la porte").unwrap());
        let text = of_the_ticket(MessageText::parse("Le code est 1234.").unwrap());
        TicketEvent::MessageSent {
            message: MESSAGE,
            to,
            subject,
            text,
        }
    }

    #[rstest]
    #[case::to_the_requester(Addressee::Requester, "requester:email")]
    #[case::to_the_contractor(Addressee::Contractor { assignment: PLUMBER }, "plumber:email plumber:sms")]
    fn go_to_the_addressee(#[case] to: Addressee, #[case] expected: &str) {
        assert_eq!(who(by_the_manager(planned(), sent_to(to))), expected);
    }

    #[test]
    fn go_to_a_contractor_by_the_channels_ticked() {
        let by_sms = TicketEvent::ContactDetailsChanged {
            assignment: PLUMBER,
            details: the_plumber().details,
            channels: Channels::SMS,
            generation: 1,
        };
        let to = Addressee::Contractor {
            assignment: PLUMBER,
        };
        let facts = by_the_manager(planned(), by_sms);
        assert_eq!(who(by_the_manager(facts, sent_to(to))), "plumber:sms");
    }

    #[test]
    fn to_the_agency_are_told_to_the_manager() {
        let text = of_the_ticket(MessageText::parse("Quel est le code ?").unwrap());
        let from = Addressee::Contractor {
            assignment: PLUMBER,
        };
        let received = TicketEvent::MessageReceived {
            message: MESSAGE,
            from,
            subject: None,
            text,
        };
        assert_eq!(who(by_the_plumber(planned(), received)), "manager:email");
    }

    #[test]
    fn to_third_parties_go_to_those_chosen() {
        let text = of_the_ticket(MessageText::parse("Travaux jeudi matin.").unwrap());
        let by_email = Informed {
            person: the_neighbour().person,
            channels: Channels::EMAIL,
        };
        let by_both = Informed {
            person: the_tenant(),
            channels: Channels::BOTH,
        };
        let persons = vec![by_email, by_both];
        let informed = TicketEvent::ThirdPartyInformed {
            message: MESSAGE,
            persons,
            text,
        };
        assert_eq!(
            who(by_the_manager(planned(), informed)),
            "informed_0:email informed_1:email informed_1:sms"
        );
    }

    #[test]
    fn leave_in_silent_mode_because_somebody_sends_them_on_purpose() {
        let life = by_the_manager(ordered_with(silent()), sent_to(Addressee::Requester));
        assert!(
            told(life)
                .iter()
                .all(|notice| notice.on_purpose && !notice.kept_back)
        );
    }
}
