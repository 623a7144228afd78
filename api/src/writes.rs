//! What has this process just written, that a list may not show yet?
//!
//! A reader of the list waits for it, bounded: whoever has just written sees it.

use crate::state::App;
use domain::actor::Actor;
use domain::ids::{AgencyId, CommandId, TicketId};
use domain::metadata::CommandContext;
use domain::ticket::TicketCommand;
use infra::tickets::{CommandError, Committed};
use projections::awaiting::AT_MOST;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

/// Tickets remembered per agency; beyond it, a list may be half a second old.
const MOST: usize = 1_000;

/// The latest version of each ticket that was written here and that no reader has waited for to the end.
#[derive(Debug, Default)]
pub struct RecentWrites(Mutex<HashMap<AgencyId, HashMap<TicketId, u64>>>);

impl RecentWrites {
    fn note(&self, agency: AgencyId, committed: &Committed) {
        let mut all = self.lock();
        let ours = all.entry(agency).or_default();
        if ours.len() < MOST || ours.contains_key(&committed.ticket) {
            let version = ours.entry(committed.ticket).or_default();
            *version = committed.version.max(*version);
        }
    }
    /// Left standing: whoever looks at the same time must wait for them as well.
    fn pending(&self, agency: AgencyId) -> HashMap<TicketId, u64> {
        self.lock().get(&agency).cloned().unwrap_or_default()
    }
    /// They can be seen, or were waited for in vain. What was written since stays.
    fn forget(&self, agency: AgencyId, writes: &HashMap<TicketId, u64>) {
        let mut all = self.lock();
        if let Some(ours) = all.get_mut(&agency) {
            ours.retain(|ticket, version| writes.get(ticket).is_none_or(|known| known < version));
            if ours.is_empty() {
                all.remove(&agency);
            }
        }
    }
    /// A panic elsewhere leaves whole entries behind, so that what is there can be used.
    fn lock(&self) -> MutexGuard<'_, HashMap<AgencyId, HashMap<TicketId, u64>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl App {
    /// What comes with a command: who asks, when, and under which key. A key comes with what is asked under it.
    pub fn context(&self, actor: Actor, keyed: Option<(String, Vec<u8>)>) -> CommandContext {
        let context = CommandContext::new(CommandId::new(Uuid::now_v7()), actor, self.clock.now());
        match keyed {
            Some((key, request)) => context.with_key(key).with_request(request),
            None => context,
        }
    }

    /// Carries a command out, and remembers it for whoever reads a list next.
    pub async fn execute(
        &self,
        agency: AgencyId,
        ticket: TicketId,
        command: TicketCommand,
        context: CommandContext,
        expected: Option<u64>,
    ) -> Result<Committed, CommandError> {
        let committed = self
            .tickets
            .execute(agency, ticket, command, context, expected)
            .await?;
        infra::crash_point!(BeforeAnswer);
        self.writes.note(agency, &committed);
        Ok(committed)
    }

    /// Waits until the list shows what was written here, at most half a second in all. Past it, an older list is
    /// better than none.
    pub async fn settled(&self, agency: AgencyId) {
        let writes = self.writes.pending(agency);
        if writes.is_empty() {
            return;
        }
        let all_shown = async {
            for (&ticket, &version) in &writes {
                if let Err(fault) = self
                    .ticket_list
                    .wait_for(agency, ticket, version, AT_MOST)
                    .await
                {
                    tracing::warn!(%fault, "cannot tell how far the list is");
                }
            }
        };
        // Running out of time is an answer too.
        let _ = tokio::time::timeout(AT_MOST, all_shown).await;
        self.writes.forget(agency, &writes);
    }
}
