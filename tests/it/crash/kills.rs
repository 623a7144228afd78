//! Is nothing lost and nothing done twice when the product is killed a hundred times?
//!
//! `CRASH_KILLS=3000` makes it so many (in campaigns of a hundred, each on an empty database), `CRASH_SEED=…` begins
//! with that seed instead of a new one, `CRASH_PROGRAM=…` kills another build of `product`. Alone, with its figures:
//!
//! ```text
//! CRASH_KILLS=3000 cargo nextest run -p tests crash::kills --no-capture
//! ```

use std::path::Path;

use harness::crash::campaign;
use harness::crash::figures::Figures;
use harness::crash::life::program;
use harness::on_both;
use infra::database::Kind;

/// Of one campaign.
const KILLS: usize = 100;

on_both!(nothing_is_lost_and_nothing_happens_twice);

async fn nothing_is_lost_and_nothing_happens_twice(on: Kind) {
    let program = program(env!("CARGO_BIN_EXE_product"));
    let (kills, first) = (number("CRASH_KILLS"), number("CRASH_SEED"));
    let kills = kills.map_or(KILLS, |kills| kills as usize);
    let first = first.unwrap_or_else(|| u64::from(std::process::id()) << 16);
    let mut figures = Figures::default();
    for seed in first.. {
        let left = kills.saturating_sub(figures.kills);
        if left == 0 || !figures.violations.is_empty() {
            break;
        }
        eprintln!("{on:?}: seed {seed}");
        figures.add(&one(on, &program, seed, left.min(KILLS)).await);
        eprintln!("{on:?}: {figures}");
    }
    assert!(figures.violations.is_empty(), "{on:?}: {figures}");
}

async fn one(on: Kind, program: &Path, seed: u64, kills: usize) -> Figures {
    campaign::run(on, program, seed, kills).await
}

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(
        text.parse()
            .unwrap_or_else(|_| panic!("{variable} is no number")),
    )
}
