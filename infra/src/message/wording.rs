//! Which block of the catalogue speaks to this reader on this occasion?

use domain::policy::occasion::Occasion;
use domain::ticket::{NotFinished, PresenceAnswer, Recipient, TicketEvent, TicketType};

use super::texts::Texts;

/// The parts of one block.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    Title,
    Text,
    Action,
    Sms,
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Text => "text",
            Self::Action => "action",
            Self::Sms => "sms",
        }
    }
}

/// A block's name, most particular first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wording {
    names: Vec<String>,
}

impl Wording {
    pub(super) fn choose(occasion: Occasion, event: &TicketEvent, recipient: &Recipient) -> Self {
        let occasion = base(occasion, event);
        let names = readers(recipient)
            .iter()
            .map(|reader| format!("{occasion}-{reader}"))
            .collect();
        Self { names }
    }

    pub(super) fn part(&self, texts: &Texts, part: Part) -> Option<String> {
        self.names
            .iter()
            .find_map(|name| texts.find(&format!("{name}.{}", part.name())))
    }
}

fn readers(recipient: &Recipient) -> &'static [&'static str] {
    match recipient {
        Recipient::Contractor { .. } => &["contractor"],
        Recipient::Staff { .. } => &["staff"],
        Recipient::SiteContact => &["site", "other"],
        Recipient::Requester => &["requester", "other"],
        Recipient::Approver { .. } => &["approver", "other"],
        Recipient::Landlord
        | Recipient::President
        | Recipient::Tenant
        | Recipient::Watcher { .. }
        | Recipient::Informed { .. } => &["other"],
    }
}

fn base(occasion: Occasion, event: &TicketEvent) -> &'static str {
    match occasion {
        Occasion::RequestSubmitted => "request-submitted",
        Occasion::RequestReceived => "request-received",
        Occasion::RequestValidated => "request-validated",
        Occasion::RequestDismissed => "request-dismissed",
        Occasion::TicketOpened => opened(event),
        Occasion::OrderSent => "order-sent",
        Occasion::LinkRenewed => "link-renewed",
        Occasion::AnswerReminder => "answer-reminder",
        Occasion::OrderAccepted => "order-accepted",
        Occasion::OrderDeclined => "order-declined",
        Occasion::SlotProposed => "slot-proposed",
        Occasion::SlotConfirmed => "slot-confirmed",
        Occasion::SlotPostponed => "slot-postponed",
        Occasion::SlotCancelled => cancelled(event),
        Occasion::VisitReminder => "visit-reminder",
        Occasion::PresenceRequest => "presence-request",
        Occasion::PresenceAnswered => presence(event),
        Occasion::CompletionRequest => "completion-request",
        Occasion::CompletionReminder => "completion-reminder",
        Occasion::CompletionReported => "completion-reported",
        Occasion::CompletionDenied => denied(event),
        Occasion::QuoteFoundNecessary => "quote-found-necessary",
        Occasion::QuoteRequest => "quote-request",
        Occasion::QuoteReminder => "quote-reminder",
        Occasion::QuoteReceived => "quote-received",
        Occasion::QuoteReplaced => "quote-replaced",
        Occasion::QuoteDeclined => "quote-declined",
        Occasion::QuoteAccepted => "quote-accepted",
        Occasion::SlotReminder => "slot-reminder",
        Occasion::QuoteRefused => "quote-refused",
        Occasion::QuoteCancelled => "quote-cancelled",
        Occasion::SignedQuote => "signed-quote",
        Occasion::ApprovalRequest => asked(event),
        Occasion::ApprovalReminder => "approval-reminder",
        Occasion::ApprovalInformation => "approval-information",
        Occasion::QuoteApproved => "quote-approved",
        Occasion::QuotesDisapproved => "quotes-disapproved",
        Occasion::InvoiceRequest => "invoice-request",
        Occasion::InvoiceReminder => "invoice-reminder",
        Occasion::InvoiceRequestedAgain => "invoice-requested-again",
        Occasion::InvoiceReceived => "invoice-received",
        Occasion::AssignmentCancelled => "assignment-cancelled",
        Occasion::MessageSent => "message-sent",
        Occasion::MessageReceived => "message-received",
        Occasion::ThirdPartyInformed => "third-party-informed",
        Occasion::TicketTransferred => "ticket-transferred",
        Occasion::TicketClosed => "ticket-closed",
        Occasion::DeliveryFailed => "delivery-failed",
    }
}

fn opened(event: &TicketEvent) -> &'static str {
    let TicketEvent::TicketOpened(opening) = event else {
        return "ticket-opened";
    };
    match opening.ticket_type {
        TicketType::Pending | TicketType::ServiceOrder => "ticket-opened",
        TicketType::ServiceOrders => "ticket-opened-several",
        TicketType::Quote => "ticket-opened-quote",
        TicketType::Quotes => "ticket-opened-quotes",
    }
}

fn asked(event: &TicketEvent) -> &'static str {
    if let TicketEvent::ApprovalRequested { request, .. } = event
        && request.quotes.len() > 1
    {
        "approval-request-several"
    } else {
        "approval-request"
    }
}

/// A visit that a quote takes the place of is not looked for another date.
#[expect(clippy::wildcard_enum_match_arm, reason = "few facts call a visit off")]
fn cancelled(event: &TicketEvent) -> &'static str {
    match event {
        TicketEvent::QuoteRequested { .. } | TicketEvent::QuoteReceived { .. } => "visit-off",
        _ => "slot-cancelled",
    }
}

fn presence(event: &TicketEvent) -> &'static str {
    let TicketEvent::PresenceAnswered { answer, .. } = event else {
        return "presence-on-site";
    };
    match answer {
        PresenceAnswer::OnSite => "presence-on-site",
        PresenceAnswer::Late { .. } => "presence-late",
        PresenceAnswer::Postponed { .. } => "presence-postponed",
        PresenceAnswer::Impossible { .. } => "presence-impossible",
    }
}

fn denied(event: &TicketEvent) -> &'static str {
    let TicketEvent::CompletionDenied { next, .. } = event else {
        return "completion-new-slot";
    };
    match next {
        NotFinished::NewEnd { .. } => "completion-new-end",
        NotFinished::NewSlot { .. } => "completion-new-slot",
    }
}
