//! What holds on every path through a life, whatever people and deadlines do in whatever order?

use chrono::{DateTime, Duration, Utc};
use proptest::prelude::*;
use proptest::sample::select;

use super::acts::*;
use super::facts::*;
use super::given;
use super::lives::*;
use super::people::*;
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
    by_manager: bool,
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
    prop_oneof![plain, with_slot]
}

fn any_stride() -> impl Strategy<Value = Stride> {
    (0..4_000_i64, any::<bool>(), any_command()).prop_map(|(minutes, by_manager, command)| Stride {
        minutes,
        by_manager,
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
    fn begin() -> Self {
        Self {
            ticket: given(ordered()).ticket,
            now: monday("09:00"),
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
        assert!(at_work.count() <= 1 || self.ticket.is_several());
        assert!(!self.ticket.is_closed() || armed.is_empty());
        let stored = serde_json::to_value(&self.ticket).unwrap();
        assert_eq!(
            serde_json::from_value::<Ticket>(stored).unwrap(),
            self.ticket
        );
    }
}

/// A corrected invoice may be awaited of somebody whom another one followed.
fn is_at_work(step: StepCode) -> bool {
    !step.is_final() && step != StepCode::InvoiceRequested
}

/// What is said again on purpose is recorded again.
fn may_be_repeated(command: &TicketCommand) -> bool {
    matches!(command, TicketCommand::RemindNow { .. })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_walk_breaks_what_always_holds(strides in proptest::collection::vec(any_stride(), 1..40)) {
        let mut walk = Walk::begin();
        for stride in strides {
            walk.wait(stride.minutes);
            let actor = if stride.by_manager { manager() } else { plumber() };
            let before = walk.ticket.clone();
            let decision = walk.ask(&actor, &stride.command);
            if decision.is_err() {
                prop_assert_eq!(&before, &walk.ticket);
            }
            let led_to_something = decision.is_ok_and(|events| !events.is_empty());
            if led_to_something && !may_be_repeated(&stride.command) {
                let again = walk.ask(&actor, &stride.command);
                prop_assert!(again.is_err() || again == Ok(vec![]), "{:?} twice: {again:?}", stride.command);
            }
            walk.check();
        }
    }
}
