//! Is everything there that was said, and nothing twice? Looked at while nothing runs.

mod copy;
mod erased;
mod files;
mod said;
mod sent;
mod timers;

use std::collections::HashSet;

use chrono::{DateTime, Utc};

use super::site::Site;

pub use said::Said;

/// Messages whose attempt was on record when a life ended: which life, which reference.
pub type InDoubt = HashSet<(u32, String)>;

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    pub violations: Vec<String>,
    pub said: Said,
    /// Messages taken more than once, each after an attempt that was recorded as unknown.
    pub copies: usize,
    /// Tickets whose texts are gone for good.
    pub erased: usize,
}

/// Compares all there is, at the moment at which the child's clock stood.
pub async fn everything(site: &Site, in_doubt: &InDoubt, now: DateTime<Utc>) -> Findings {
    let mut findings = Findings::default();
    let database = site.connect().await;
    findings.said = said::compare(&database, &site.office.journal, &mut findings.violations).await;
    findings.copies =
        sent::compare(&database, &site.ledger, in_doubt, &mut findings.violations).await;
    timers::compare(&database, now, &mut findings.violations).await;
    let gone = erased::compare(&database, &site.office.journal, &mut findings.violations).await;
    findings.erased = gone.len();
    files::compare(site, &gone, &mut findings.violations);
    database.close().await;
    copy::compare(site, now, &mut findings.violations).await;
    findings.violations.extend(site.office.journal.scandals());
    findings.violations.extend(site.program.outcries());
    findings
}
