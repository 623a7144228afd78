//! Does every SMS fit, and does its link stay whole?

use domain::policy::occasion::Occasion;
use domain::ticket::Recipient;

use super::fixture::Data;
use super::{Sample, samples};
use crate::message::gsm7::{ONE_PART, septets};

#[test]
fn every_sms_is_one_part_with_its_link_whole() {
    for data in [Data::ordinary(), Data::longest()] {
        for sample in samples(&data) {
            let Some(sms) = sample.sms() else { continue };
            let length = septets(&sms.text)
                .unwrap_or_else(|| panic!("{}: not GSM-7: {}", sample.name, sms.text));
            let own_words = sample.notice.occasion == Occasion::ThirdPartyInformed;
            assert!(
                length <= ONE_PART || own_words,
                "{}: {length}: {}",
                sample.name,
                sms.text
            );
            if sample.notice.recipient == Recipient::Requester {
                assert!(sms.text.ends_with(&data.link.replace("/r/", "/d/")));
            }
            if let Recipient::Approver { .. } = sample.notice.recipient {
                assert!(sms.text.ends_with(&data.link.replace("/r/", "/a/")));
            }
            if let Recipient::Contractor { .. } = sample.notice.recipient
                && !is_over(&sample)
            {
                assert!(
                    sms.text.ends_with(&data.link) || sms.text.contains(&data.link),
                    "{}",
                    sms.text
                );
                assert_eq!(sms.links, std::slice::from_ref(&data.link));
            }
        }
    }
}

/// Nothing is asked any more, so there is nothing to open.
fn is_over(sample: &Sample) -> bool {
    matches!(
        sample.notice.occasion,
        Occasion::AssignmentCancelled
            | Occasion::QuoteCancelled
            | Occasion::QuoteRefused
            | Occasion::TicketClosed
    )
}

#[test]
fn an_address_that_leaves_no_room_still_arrives_whole() {
    let mut data = Data::longest();
    data.link = format!(
        "https://{}.example/r/7Yk3mPq9RtVwXz2AbCdEfG",
        "un-sous-domaine-sans-fin".repeat(4)
    );
    for sample in samples(&data) {
        let Some(sms) = sample
            .sms()
            .filter(|_| matches!(sample.notice.recipient, Recipient::Contractor { .. }))
        else {
            continue;
        };
        assert!(
            is_over(&sample) || sms.text.contains(&data.link),
            "{}: {}",
            sample.name,
            sms.text
        );
    }
}
