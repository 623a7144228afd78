//! Which tickets has background work set aside, and may it try them again?

use std::io::Write;

use anyhow::Result;
use clap::Args;
use infra::config::Settings;
use infra::follower::{ParkedLane, Parking};
use uuid::Uuid;

use super::foundation;

#[derive(Debug, Args)]
pub struct Options {
    /// Have these tickets tried again by whoever follows; all of them, if none is named.
    #[arg(long, value_name = "TICKET", num_args = 0..)]
    retry: Option<Vec<Uuid>>,
}

pub async fn run(settings: Settings, options: Options) -> Result<()> {
    let database = foundation::migrated(&settings).await?;
    let parking = Parking::new(database.clone());
    for lane in parking.everywhere().await? {
        let again = options
            .retry
            .as_ref()
            .is_some_and(|chosen| chosen.is_empty() || chosen.contains(&lane.aggregate_id));
        if again {
            parking
                .retry(lane.agency, &lane.follower, lane.aggregate_id)
                .await?;
        }
        show(&lane, again)?;
    }
    database.close().await;
    Ok(())
}

fn show(lane: &ParkedLane, again: bool) -> std::io::Result<()> {
    let ParkedLane {
        agency,
        follower,
        aggregate_id,
        sequence,
        reason,
        parked_at,
        waiting,
    } = lane;
    let mark = if again {
        "to be tried again"
    } else {
        "set aside"
    };
    let mut out = std::io::stdout();
    writeln!(
        out,
        "{aggregate_id} of agency {agency}: {mark} by {follower} at event {sequence}"
    )?;
    writeln!(
        out,
        "  since {parked_at}, {waiting} later events wait: {reason}"
    )
}
