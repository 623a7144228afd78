//! How soon does the product answer, and how much memory does it take when nobody asks anything of it?

use std::time::Duration;

use anyhow::Result;
use infra::database::Kind;

use crate::product::{Product, SERVE};
use crate::report::{Floor, Report, Row, median, name};
use crate::stage::Stage;

/// From the start of the process, migrations included, to the first answer that it is ready.
const EMPTY: Duration = Duration::from_secs(1);
/// After it came to rest.
const IDLE_MEGABYTES: f64 = 60.0;
/// How long it is left alone before its memory is read.
const REST: Duration = Duration::from_secs(5);

pub async fn measure(stage: &Stage, report: &mut Report) -> Result<()> {
    report.table("Start-up and memory, on an empty database");
    for kind in &stage.kinds {
        let (mut seconds, mut megabytes) = (Vec::new(), Vec::new());
        for _ in 0..stage.scale.rounds {
            let url = stage.blank(*kind).await?;
            let mut product = Product::start(&stage.product, &SERVE, &url, stage.folder())?;
            seconds.push(product.ready().await?.as_secs_f64());
            tokio::time::sleep(REST.min(stage.scale.turn * 2)).await;
            megabytes.push(product.memory()?.resident_megabytes());
            product.stop().await?;
        }
        report.row(start(
            &format!("{}, empty", name(*kind)),
            median(seconds),
            EMPTY,
        ));
        report.row(idle(*kind, median(megabytes)));
    }
    Ok(())
}

/// A start of so many seconds.
pub fn start(what: &str, seconds: f64, floor: Duration) -> Row {
    Row {
        what: format!("{what}: start to ready"),
        ratio: Some(floor.as_secs_f64() / seconds),
        figure: format!("{seconds:.2} s"),
        beside: String::new(),
        floor: Some(Floor {
            asked: format!("< {} s", floor.as_secs()),
            met: seconds < floor.as_secs_f64(),
        }),
    }
}

fn idle(kind: Kind, megabytes: f64) -> Row {
    Row {
        what: format!("{}, empty: memory at rest", name(kind)),
        ratio: Some(IDLE_MEGABYTES / megabytes),
        figure: format!("{megabytes:.0} MB"),
        beside: String::new(),
        floor: Some(Floor {
            asked: format!("< {IDLE_MEGABYTES:.0} MB"),
            met: megabytes < IDLE_MEGABYTES,
        }),
    }
}
