//! How is a person erased, everywhere and for good?

use super::Tickets;
use crate::event_store::Fault;
use crate::event_store::execute::{Execution, NotExecuted};
use domain::ids::AgencyId;
use domain::metadata::{CommandContext, Metadata};
use domain::person::{ErasePerson, Person, PersonRefusal};
use domain::personal::Subject;
use uuid::Uuid;

impl Tickets {
    /// Destroys the subject's key, then says so in the log; followers clear their copies when they read it.
    ///
    /// In this order, because a follower that has cleared its copies may fold the same tickets again at once: by then
    /// nothing must be readable any more. A crash in between leaves the key destroyed and the copies standing, which
    /// calling this again repairs: until the key is marked as announced, [`crate::erasure`] does. Repeating it otherwise
    /// changes nothing.
    pub async fn erase_person(
        &self,
        agency: AgencyId,
        subject: Subject,
        context: CommandContext,
    ) -> Result<(), Fault> {
        self.sealing.destroy(agency, &subject).await?;
        crate::crash_point!(KeyDestroyed);
        self.forget();
        let metadata = Metadata::new(agency, &context);
        let request = context
            .request
            .as_deref()
            .unwrap_or(subject.as_str().as_bytes());
        let stream = stream_of(agency, &subject);
        let execution = Execution::new(&self.sealing, stream, metadata, None, request);
        let command = ErasePerson {
            subject: subject.clone(),
            at: context.at,
        };
        match self.stock.execute::<Person>(&execution, command).await {
            Ok(executed) => {
                self.announce(&executed);
                Ok(self.sealing.announced(agency, &subject).await?)
            }
            Err(not_executed) => Err(fault(not_executed)),
        }
    }
}

/// One stream a subject. Derived, so that two who erase the same person meet in the same stream.
fn stream_of(agency: AgencyId, subject: &Subject) -> Uuid {
    Uuid::new_v5(&agency.uuid(), subject.as_str().as_bytes())
}

fn fault(not_executed: NotExecuted<PersonRefusal>) -> Fault {
    match not_executed {
        NotExecuted::Fault(fault) => fault,
        NotExecuted::Refused(refusal) => match refusal {},
        NotExecuted::Conflict => {
            Fault::Store("others erased the same person at the same time".into())
        }
        NotExecuted::KeyReused => {
            Fault::Store("the idempotency key came with another request before".into())
        }
        NotExecuted::Stale { actual } => Fault::Store(format!("the stream is at {actual}").into()),
    }
}
