//! How does the event-sourcing framework see a ticket? The bridge to cqrs-es, and nothing else.

use super::command::TicketCommand;
use super::event::{Stamp, Stamped};
use super::refusal::Refusal;
use super::state::Ticket;
use crate::metadata::CommandContext;
use cqrs_es::Aggregate;
use cqrs_es::event_sink::EventSink;

/// A command with what it comes with.
#[derive(Clone, Debug)]
pub struct Ask {
    pub command: TicketCommand,
    pub context: CommandContext,
}

impl Aggregate for Ticket {
    const TYPE: &'static str = "ticket";
    type Command = Ask;
    type Event = Stamped;
    type Error = Refusal;
    type Services = ();

    async fn handle(&mut self, ask: Ask, (): &(), sink: &EventSink<Self>) -> Result<(), Refusal> {
        let stamp = Stamp {
            at: ask.context.at,
            by: ask.context.actor.clone(),
        };
        for fact in self.decide(&ask.command, &ask.context)? {
            sink.write(
                Stamped {
                    stamp: stamp.clone(),
                    fact,
                },
                self,
            )
            .await;
        }
        Ok(())
    }

    fn apply(&mut self, event: Stamped) {
        self.evolve(&event.fact, &event.stamp);
    }
}
