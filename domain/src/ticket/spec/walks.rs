//! What holds on every path through a life, whatever people and deadlines do in whatever order?

use chrono::{DateTime, Duration, Utc};
use proptest::prelude::*;
use proptest::sample::select;

use super::acts::*;
use super::facts::*;
use super::given;
use super::lives::*;
use super::people::*;
use super::quote_lives::*;
use crate::actor::Actor;
use crate::ids::CommandId;
use crate::metadata::CommandContext;
use crate::policy::who_is_told::who_is_told;
use crate::ticket::*;
use crate::value::Slot;

/// One step of a walk: some time goes by, deadlines that came due fire, then somebody asks for something.
#[derive(Clone, Debug)]
struct Stride {
    minutes: i64,
    by: Actor,
    command: TicketCommand,
}

fn any_slot() -> impl Strategy<Value = Slot> {
    select(vec![
        on_thursday(),
        on_friday(),
        slot("2026-09-14", "09:00", 60),
        slot("2026-10-25", "00:30", 240),
    ])
}

fn any_command() -> impl Strategy<Value = TicketCommand> {
    let plain = select(vec![
        decline(),
        confirm(),
        cancel_slot(),
        answer_presence(PresenceAnswer::OnSite),
        answer_presence(impossible()),
        report_completion(THURSDAY),
        request_invoice(),
        submit(the_invoice()),
        reject_invoice(),
        remind_now(),
        cancel_assignment(),
        engage_locksmith(Others::Replace),
        engage_locksmith(Others::Keep),
        switch_silent_mode(true),
        switch_silent_mode(false),
        close(),
        reopen(true),
    ]);
    let with_slot = any_slot().prop_flat_map(|slot| {
        select(vec![
            accept(slot.clone()),
            propose(slot.clone()),
            postpone(slot.clone()),
            answer_presence(postponed_to(slot.clone())),
            answer_presence(late_until(slot.start())),
            deny_completion(NotFinished::NewSlot { slot: slot.clone() }),
            deny_completion(NotFinished::NewEnd { slot }),
        ])
    });
    prop_oneof![plain, with_slot, about_quotes()]
}

/// Versions that count and versions that do not, of either contractor.
fn about_quotes() -> impl Strategy<Value = TicketCommand> {
    let part = || select(vec![PLUMBER, LOCKSMITH]);
    let version = 1..4_u16;
    let decided = (part(), version, 0..2_u8).prop_map(|(part, version, what)| match what {
        0 => accept_quote_of(part, version),
        _ => approve(part, version),
    });
    let given = (part(), select(vec![90_000, 145_000])).prop_map(|(assignment, cents)| {
        TicketCommand::SubmitQuote {
            assignment,
            quote: quote_of(cents),
            comment: None,
            signed_by: None,
        }
    });
    let without_president = Deciders {
        president: None,
        ..the_council()
    };
    let plain = select(vec![
        promise(None),
        promise(Some(THURSDAY)),
        ask_for_a_quote(),
        refuse_quote(1),
        refuse_quote(2),
        send_signed_quote(),
        ask_the_president(),
        ask(ASKED_AGAIN, party(MEMBER, "M. Aubert"), without_president),
        disapprove(),
        TicketCommand::RemindApprover { approval: ASKED },
    ]);
    prop_oneof![decided, given, plain]
}

fn any_stride() -> impl Strategy<Value = Stride> {
    // The manager is at it most of the time.
    let by = select(vec![
        manager(),
        manager(),
        plumber(),
        locksmith(),
        approver(),
    ]);
    (0..4_000_i64, by, any_command()).prop_map(|(minutes, by, command)| Stride {
        minutes,
        by,
        command,
    })
}

/// A ticket on its way, and the deadlines that have fired.
struct Walk {
    ticket: Ticket,
    now: DateTime<Utc>,
    fired: Vec<Timer>,
}

impl Walk {
    fn begin(mission: Mission) -> Self {
        let begun = match mission {
            Mission::ServiceOrder => ordered(),
            Mission::Quote => quote_asked(),
        };
        Self {
            ticket: given(begun).ticket,
            now: monday("09:30"),
            fired: vec![],
        }
    }

    fn ask(&mut self, actor: &Actor, command: &TicketCommand) -> Decision {
        let context = CommandContext::new(CommandId::new(id(0xC0)), actor.clone(), self.now);
        let decision = self.ticket.decide(command, &context);
        let stamp = Stamp {
            at: self.now,
            by: actor.clone(),
        };
        for event in decision.iter().flatten() {
            self.ticket.evolve(event, &stamp);
            who_is_told(event, &stamp, &self.ticket);
        }
        decision
    }

    /// Time goes by; each deadline that comes due on the way fires at its time.
    fn wait(&mut self, minutes: i64) {
        let until = self.now + Duration::minutes(minutes);
        while let Some(next) = self.ticket.deadlines().first().cloned() {
            if next.due_at > until {
                break;
            }
            self.now = self.now.max(next.due_at);
            self.fire(next.timer);
        }
        self.now = until;
    }

    fn fire(&mut self, timer: Timer) {
        let command = TicketCommand::FireTimer { timer };
        let first = self.ask(&Actor::Timer, &command);
        assert_eq!(
            first.map(|events| events.len()),
            Ok(1),
            "an armed deadline that is due leads to something"
        );
        assert!(!self.fired.contains(&timer), "{timer} fired before");
        self.fired.push(timer);
        assert_eq!(
            self.ask(&Actor::Timer, &command),
            Ok(vec![]),
            "firing twice is firing once"
        );
    }

    fn check(&self) {
        let mut armed: Vec<Timer> = self
            .ticket
            .deadlines()
            .iter()
            .map(|deadline| deadline.timer)
            .collect();
        assert!(armed.iter().all(|timer| !self.fired.contains(timer)));
        let count = armed.len();
        armed.sort();
        armed.dedup();
        assert_eq!(armed.len(), count, "no deadline is armed twice");
        assert!(self.ticket.status().is_some());
        let at_work = self
            .ticket
            .assignments
            .iter()
            .filter(|part| is_at_work(part.step_code()));
        assert!(at_work.count() <= 1 || self.ticket.engages_several());
        self.check_quotes();
        assert!(!self.ticket.is_closed() || armed.is_empty());
        let stored = serde_json::to_value(&self.ticket).unwrap();
        assert_eq!(
            serde_json::from_value::<Ticket>(stored).unwrap(),
            self.ticket
        );
    }
}

impl Walk {
    /// One quote is kept at most, an amount comes from a quote that is kept or from an invoice, and whatever is in
    /// approval waits for somebody.
    fn check_quotes(&self) {
        let parts = &self.ticket.assignments;
        let kept = parts.iter().filter(|part| part.is_kept()).count();
        assert!(kept <= 1, "{kept} quotes are kept");
        let invoiced = parts.iter().any(|part| part.invoice.is_some());
        let has_amount = self.ticket.amount_in_cents().is_some();
        assert_eq!(has_amount, kept == 1 || invoiced);
        let in_approval = |part: &Assignment| part.step_code() == StepCode::QuoteInApproval;
        assert_eq!(
            parts.iter().any(in_approval),
            self.ticket.open_approval().is_some()
        );
    }
}

/// What a type may become, and nothing else.
fn may_become(from: TicketType, to: TicketType) -> bool {
    use TicketType as T;
    matches!(
        (from, to),
        (T::ServiceOrder, T::Quote | T::ServiceOrders) | (T::Quote, T::Quotes)
    )
}

/// A corrected invoice may be awaited of somebody whom another one followed.
fn is_at_work(step: StepCode) -> bool {
    !step.is_final() && step != StepCode::InvoiceRequested
}

/// What is said again on purpose is recorded again.
fn may_be_repeated(command: &TicketCommand) -> bool {
    matches!(
        command,
        TicketCommand::RemindNow { .. } | TicketCommand::RemindApprover { .. }
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_walk_breaks_what_always_holds(
        mission in select(vec![Mission::ServiceOrder, Mission::Quote]),
        strides in proptest::collection::vec(any_stride(), 1..40),
    ) {
        let mut walk = Walk::begin(mission);
        for stride in strides {
            walk.wait(stride.minutes);
            let actor = stride.by.clone();
            let before = walk.ticket.clone();
            let decision = walk.ask(&actor, &stride.command);
            if decision.is_err() {
                prop_assert_eq!(&before, &walk.ticket);
            }
            let (was, is) = (before.ticket_type(), walk.ticket.ticket_type());
            prop_assert!(was == is || was.zip(is).is_some_and(|(was, is)| may_become(was, is)));
            let led_to_something = decision.is_ok_and(|events| !events.is_empty());
            if led_to_something && !may_be_repeated(&stride.command) {
                let again = walk.ask(&actor, &stride.command);
                prop_assert!(again.is_err() || again == Ok(vec![]), "{:?} twice: {again:?}", stride.command);
            }
            walk.check();
        }
    }
}
