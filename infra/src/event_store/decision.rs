//! What comes of a command on a stream as it is? Nothing here reads or writes.

use super::execute::{Executed, Execution, NotExecuted};
use cqrs_es::Aggregate;
use cqrs_es::event_sink::EventSink;

pub(super) enum Decision<A: Aggregate> {
    /// The aggregate has taken them in already.
    Append(Vec<A::Event>),
    /// Nothing is to be appended: it is refused, decided on another version, or its effect already holds.
    Answer(Result<Executed, NotExecuted<A::Error>>),
}

/// Decides on a stream of `version` events. An aggregate that refuses, or has nothing to add, stays as it was.
pub(super) async fn decide<A: Aggregate<Services = ()>>(
    aggregate: &mut A,
    version: u64,
    execution: &Execution<'_>,
    command: A::Command,
) -> Decision<A> {
    if execution
        .expected
        .is_some_and(|expected| expected != version)
    {
        return Decision::Answer(Err(NotExecuted::Stale { actual: version }));
    }
    let sink = EventSink::default();
    if let Err(refusal) = aggregate.handle(command, &(), &sink).await {
        return Decision::Answer(Err(NotExecuted::Refused(refusal)));
    }
    let events = sink.collect().await;
    match events.is_empty() {
        true => Decision::Answer(Ok(execution.executed(version, 0))),
        false => Decision::Append(events),
    }
}
