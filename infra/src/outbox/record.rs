//! What became of an attempt, and what follows from it?

use chrono::{DateTime, Utc};

use super::claim::Claimed;
use super::state::State;
use super::{MARK_REPORTED, Outbox, PUT_BACK, RECORD, REPORT_DELIVERED, REPORT_UNDELIVERED};
use crate::database::{DatabaseFault, Value};
use crate::delivery::outcome::Outcome;
use crate::delivery::retry;

/// The row's next state.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Next {
    state: State,
    due_at: Option<DateTime<Utc>>,
    reason: Option<String>,
    gateway_reference: Option<String>,
    /// This attempt perhaps succeeded.
    uncertain: bool,
}

/// What a gateway reports of an SMS that it took. One of the two references names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub gateway_reference: Option<String>,
    /// The reference that we gave with it, which comes back even if the gateway's answer did not.
    pub our_reference: Option<String>,
    pub delivered: bool,
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
            uncertain: false,
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

    /// It perhaps arrived, and was tried as often as may be.
    pub async fn give_up(
        &self,
        claimed: &Claimed,
        now: DateTime<Utc>,
    ) -> Result<State, DatabaseFault> {
        self.settle(claimed, failed("unconfirmed".to_owned()), now)
            .await
    }

    /// Believes a delivery report. What has arrived has arrived, whatever else is reported before or after it. Says
    /// whether there was such a message that waited for the news.
    pub async fn report(&self, report: &Report, now: DateTime<Utc>) -> Result<bool, DatabaseFault> {
        let statement = if report.delivered {
            &REPORT_DELIVERED
        } else {
            &REPORT_UNDELIVERED
        };
        let params = [
            Value::Text(report.gateway_reference.clone()),
            Value::Text(report.our_reference.clone()),
            now.into(),
        ];
        Ok(self.database.execute(statement, &params).await? > 0)
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
            i64::from(next.uncertain).into(),
        ];
        self.database.execute(&RECORD, &params).await?;
        Ok(next.state)
    }
}

fn next(claimed: &Claimed, outcome: &Outcome, now: DateTime<Utc>) -> Next {
    let schedule = retry::schedule(claimed.channel);
    let first = claimed.first_attempt_at;
    match outcome {
        Outcome::Sent { reference } => Next {
            state: State::Sent,
            due_at: None,
            reason: None,
            gateway_reference: reference.clone(),
            uncertain: false,
        },
        Outcome::Failed { reason } => failed(reason.clone()),
        Outcome::Later {
            reason,
            retry_after,
        }
        | Outcome::Barred {
            reason,
            retry_after,
        } => {
            // This attempt certainly did not send it. An earlier one perhaps did.
            let state = if claimed.uncertain > 0 {
                State::Unknown
            } else {
                State::Later
            };
            match schedule.after_later(claimed.attempts, first, now, *retry_after) {
                Some(due_at) => again(state, due_at, reason),
                None => failed("expired".to_owned()),
            }
        }
        Outcome::Unknown { reason } => {
            let next = match schedule.after_unknown(claimed.uncertain + 1, first, now) {
                Some(due_at) => again(State::Unknown, due_at, reason),
                None => failed("unconfirmed".to_owned()),
            };
            Next {
                uncertain: true,
                ..next
            }
        }
    }
}

fn again(state: State, due_at: DateTime<Utc>, reason: &str) -> Next {
    Next {
        state,
        due_at: Some(due_at),
        reason: Some(reason.to_owned()),
        gateway_reference: None,
        uncertain: false,
    }
}

fn failed(reason: String) -> Next {
    Next {
        state: State::Failed,
        due_at: None,
        reason: Some(reason),
        gateway_reference: None,
        uncertain: false,
    }
}
