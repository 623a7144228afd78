//! What becomes of a ticket that two managers, a contractor and a deadline are at in the same moment?
//!
//! Ten scenes of fifty races on each database: through the product's own router and its own timer worker, on four nodes.
//! A failure names its seed; the same seed gives the same race.

mod conductor;
mod contender;
mod judge;
mod orders;
mod quotes;
mod requests;
mod stage;
mod tally;

use conductor::{Part, Plan};
use contender::Contender;
use stage::{Race, Said, Stage};
use tally::Tally;

/// Lets them race, and judges. Of each group in `only_one`, no two may win.
async fn race(
    stage: &Stage,
    tally: &mut Tally,
    race: &Race,
    contenders: &[Contender],
    only_one: &[&str],
) {
    let plan = Plan::of(race.seed, contenders.len(), stage.nodes.len());
    if plan.warm {
        stage.warm(race).await;
    }
    let parts: Vec<Part<Option<Said>>> = contenders
        .iter()
        .zip(&plan.nodes)
        .map(|(contender, node)| contender.part(stage.nodes[*node].clone()))
        .collect();
    let played = plan.play(parts).await;
    let judged = judge::judge(stage, race, contenders, &played.said).await;
    let place = || {
        format!(
            "seed {} on {}: {plan:?}, {:?}",
            race.seed, race.order.id, played.steps
        )
    };
    let outcome = judged.unwrap_or_else(|unfair| panic!("{unfair:#}\n{}", place()));
    let winners = outcome.won.iter().filter(|name| only_one.contains(name));
    assert!(winners.count() <= 1, "{outcome:?}\n{}", place());
    assert_eq!(plan.is_patient(), !played.steps.is_empty());
    tally.take(contenders, race.seed, &outcome, &played.steps);
}
