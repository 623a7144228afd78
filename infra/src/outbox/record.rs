//! What became of an attempt, and what follows from it?

use chrono::{DateTime, Utc};
use domain::ticket::Channel;

use super::claim::Claimed;
use super::state::State;
use super::{MARK_REPORTED, Outbox, PUT_BACK, RECORD, REPORT};
use crate::database::{DatabaseFault, Value};
use crate::delivery::outcome::Outcome;
use crate::delivery::retry::{self, Schedule};

/// The row's next state.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Next {
    state: State,
    due_at: Option<DateTime<Utc>>,
    reason: Option<String>,
    gateway_reference: Option<String>,
}

impl Outbox {
    /// Records it, unless a later attempt is already on record.
    ///
    /// `leaves_at` says when something that is ready at a moment may leave: the quiet hours hold for second attempts too.
    pub async fn record(
        &self,
        claimed: &Claimed,
        outcome: &Outcome,
        now: DateTime<Utc>,
        leaves_at: impl Fn(DateTime<Utc>) -> DateTime<Utc>,
    ) -> Result<State, DatabaseFault> {
        let mut next = next(claimed, outcome, now);
        next.due_at = next.due_at.map(leaves_at);
        self.settle(claimed, next, now).await
    }

    /// It is not to leave any more.
    pub async fn suppress(
        &self,
        claimed: &Claimed,
        reason: &'static str,
        now: DateTime<Utc>,
    ) -> Result<State, DatabaseFault> {
        let next = Next {
            state: State::Suppressed,
            due_at: None,
            reason: Some(reason.to_owned()),
            gateway_reference: None,
        };
        self.settle(claimed, next, now).await
    }

    /// Nothing was tried: the claim does not count, and the message is due again then.
    pub async fn put_back(
        &self,
        claimed: &Claimed,
        until: DateTime<Utc>,
    ) -> Result<(), DatabaseFault> {
        let params = [
            claimed.agency.into(),
            claimed.id.into(),
            claimed.attempts.into(),
            until.into(),
        ];
        self.database.execute(&PUT_BACK, &params).await?;
        Ok(())
    }

    /// A delivery report: what the gateway says became of what it took. Says whether there was such a message.
    pub async fn report(
        &self,
        gateway_reference: &str,
        delivered: bool,
        now: DateTime<Utc>,
    ) -> Result<bool, DatabaseFault> {
        let (state, reason) = if delivered {
            (State::Delivered, None)
        } else {
            (State::Failed, Some("undelivered"))
        };
        let params = [
            gateway_reference.into(),
            state.code().into(),
            now.into(),
            Value::Text(reason.map(str::to_owned)),
        ];
        Ok(self.database.execute(&REPORT, &params).await? > 0)
    }

    /// The ticket knows that this one failed.
    pub async fn mark_reported(
        &self,
        agency: domain::ids::AgencyId,
        id: uuid::Uuid,
    ) -> Result<(), DatabaseFault> {
        self.database
            .execute(&MARK_REPORTED, &[agency.into(), id.into()])
            .await?;
        Ok(())
    }

    async fn settle(
        &self,
        claimed: &Claimed,
        next: Next,
        now: DateTime<Utc>,
    ) -> Result<State, DatabaseFault> {
        let params = [
            claimed.agency.into(),
            claimed.id.into(),
            claimed.attempts.into(),
            next.state.code().into(),
            Value::Time(next.due_at),
            Value::Time(next.state.is_settled().then_some(now)),
            Value::Text(next.reason),
            Value::Text(next.gateway_reference),
        ];
        self.database.execute(&RECORD, &params).await?;
        Ok(next.state)
    }
}

fn schedule(channel: Channel) -> &'static Schedule {
    match channel {
        Channel::Email => &retry::EMAIL,
        Channel::Sms => &retry::SMS,
    }
}

fn next(claimed: &Claimed, outcome: &Outcome, now: DateTime<Utc>) -> Next {
    let schedule = schedule(claimed.channel);
    let first = claimed.first_attempt_at;
    match outcome {
        Outcome::Sent { reference } => Next {
            state: State::Sent,
            due_at: None,
            reason: None,
            gateway_reference: reference.clone(),
        },
        Outcome::Failed { reason } => failed(reason.clone()),
        Outcome::Later {
            reason,
            retry_after,
        } => again(
            State::Later,
            schedule.after_later(claimed.attempts, first, now, *retry_after),
            reason,
        ),
        Outcome::Unknown { reason } => {
            again(State::Unknown, schedule.after_unknown(first, now), reason)
        }
    }
}

fn again(state: State, due_at: Option<DateTime<Utc>>, reason: &str) -> Next {
    match due_at {
        Some(_) => Next {
            state,
            due_at,
            reason: Some(reason.to_owned()),
            gateway_reference: None,
        },
        None => failed("expired".to_owned()),
    }
}

fn failed(reason: String) -> Next {
    Next {
        state: State::Failed,
        due_at: None,
        reason: Some(reason),
        gateway_reference: None,
    }
}
