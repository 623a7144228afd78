//! Is this process alive, and does the work go forward? Ready means progress, not merely being there.

use crate::state::App;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use chrono::{DateTime, TimeDelta, Utc};
use domain::ticket::Channel;
use infra::follower::{Parking, lag};
use infra::outbox::Stop;
use serde::Serialize;
use std::collections::HashMap;

/// A due message, a due timer or an event that nobody has followed for longer than this means that work stands still.
const TOO_OLD: TimeDelta = TimeDelta::minutes(5);

pub fn routes() -> Router<App> {
    Router::new()
        .route("/health/live", get(alive))
        .route("/health/ready", get(ready))
}

async fn alive() -> Json<Alive> {
    Json(Alive { status: "alive" })
}

#[derive(Serialize)]
struct Alive {
    status: &'static str,
}

/// How far behind the work is, in seconds of the machine's clock. Null: not at all.
#[derive(Debug, Default, Serialize)]
pub struct Readiness {
    status: &'static str,
    pub database: bool,
    pub oldest_due_timer_seconds: Option<i64>,
    pub oldest_due_message_seconds: Option<i64>,
    pub followers: Vec<FollowerReadiness>,
    /// Channels whose account is refused or was asked to wait. The settings need looking at; the pages work, so that this
    /// does not make the process unready.
    pub stopped_channels: Vec<StoppedChannel>,
}

#[derive(Debug, Serialize)]
pub struct StoppedChannel {
    pub channel: Channel,
    pub since: DateTime<Utc>,
    /// Then one message is tried.
    pub until: DateTime<Utc>,
    /// A code, never a server's words.
    pub reason: String,
}

#[derive(Debug, Serialize)]
pub struct FollowerReadiness {
    pub name: String,
    /// Some node holds its lease.
    pub followed: bool,
    /// About how many events it has not seen.
    pub behind: u64,
    pub waiting_seconds: Option<i64>,
    /// Tickets that it has set aside because it cannot process them. They stop nobody else, so they do not make
    /// the work stand still; `maincourante parked` lists them.
    pub parked: u64,
}

async fn ready(State(app): State<App>) -> (StatusCode, Json<Readiness>) {
    let mut readiness = observe(&app).await;
    let ready = readiness.goes_forward();
    readiness.status = if ready { "ready" } else { "not ready" };
    let status = if ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (status, Json(readiness))
}

/// Looks at everything that could stand still. What cannot be looked at stands still.
pub async fn observe(app: &App) -> Readiness {
    match look(app).await {
        Ok(readiness) => readiness,
        Err(fault) => {
            tracing::warn!(%fault, "cannot tell whether the work goes forward");
            Readiness::default()
        }
    }
}

async fn look(app: &App) -> Result<Readiness, infra::follower::FollowerFault> {
    let now = app.clock.now();
    // A demo's clock that runs fast makes nobody wait longer.
    let seconds = |since: DateTime<Utc>| app.clock.span_of_machine(now - since).num_seconds();
    let followers = lag(&app.database, &app.log).await?;
    let parked: HashMap<_, _> = Parking::new(app.database.clone())
        .counts()
        .await?
        .into_iter()
        .collect();
    let followers = followers.into_iter().map(|lag| FollowerReadiness {
        parked: parked.get(&lag.follower).copied().unwrap_or_default(),
        name: lag.follower,
        followed: lag.is_followed,
        behind: lag.events,
        waiting_seconds: lag.waiting_since.map(seconds),
    });
    Ok(Readiness {
        status: "",
        database: true,
        oldest_due_timer_seconds: app.timers.oldest_due(now).await?.map(seconds),
        oldest_due_message_seconds: app.outbox.oldest_due(now).await?.map(seconds),
        followers: followers.collect(),
        stopped_channels: app.outbox.stops().await?.into_iter().map(stopped).collect(),
    })
}

fn stopped(stop: Stop) -> StoppedChannel {
    StoppedChannel {
        channel: stop.channel,
        since: stop.since,
        until: stop.until,
        reason: stop.reason,
    }
}

impl Readiness {
    fn goes_forward(&self) -> bool {
        let late =
            |seconds: Option<i64>| seconds.is_some_and(|seconds| seconds > TOO_OLD.num_seconds());
        self.database
            && !late(self.oldest_due_timer_seconds)
            && !late(self.oldest_due_message_seconds)
            && !self
                .followers
                .iter()
                .any(|follower| late(follower.waiting_seconds))
    }

    /// Shows the same figures to collectors.
    pub fn record(&self) {
        let figure = |seconds: Option<i64>| seconds.unwrap_or_default() as f64;
        metrics::gauge!("oldest_due_timer_age_seconds").set(figure(self.oldest_due_timer_seconds));
        metrics::gauge!("oldest_due_message_age_seconds")
            .set(figure(self.oldest_due_message_seconds));
        for channel in [Channel::Email, Channel::Sms] {
            let stopped = self
                .stopped_channels
                .iter()
                .any(|stop| stop.channel == channel);
            let name = match channel {
                Channel::Email => "email",
                Channel::Sms => "sms",
            };
            metrics::gauge!("channel_stopped", "channel" => name).set(f64::from(u8::from(stopped)));
        }
        for follower in &self.followers {
            let labels = [("follower", follower.name.clone())];
            metrics::gauge!("follower_behind_events", &labels).set(follower.behind as f64);
            metrics::gauge!("follower_waiting_age_seconds", &labels)
                .set(figure(follower.waiting_seconds));
            metrics::gauge!("follower_parked_tickets", &labels).set(follower.parked as f64);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_that_stands_still_is_not_ready() {
        let fresh = Readiness {
            database: true,
            oldest_due_timer_seconds: Some(3),
            ..Readiness::default()
        };
        assert!(fresh.goes_forward());
        let late = Readiness {
            database: true,
            oldest_due_message_seconds: Some(301),
            ..Readiness::default()
        };
        assert!(!late.goes_forward());
        assert!(!Readiness::default().goes_forward());
    }
}
