//! Is the ticket what the specification says, whatever anybody does in whatever order?
//!
//! Stories of up to 60 acts are drawn at random. A reference, written from the specification alone, says of each act
//! whether it is refused and what it leads to; the product must agree, and must keep what always holds.
//!
//! `PROPTEST_CASES=100000` makes each of the tests longer, `PROPTEST_RNG_SEED=7` tells other stories.

mod act;
mod anything;
mod cast;
mod census;
mod command;
mod invariants;
mod likely;
mod props;
mod reference;
mod stored;
mod story;
mod sut;
mod world;

use act::Move;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest, prop_state_machine};
use reference::Reference;
use sut::Product;
use world::World;

use crate::ticket::Module;

impl ReferenceStateMachine for Reference {
    type State = Self;
    type Transition = Move;

    fn init_state() -> BoxedStrategy<Self> {
        (
            select(vec![Module::Syndic, Module::Gerance]),
            any::<bool>(),
            any::<bool>(),
        )
            .prop_map(|(module, has_president, ask_presence)| {
                Self::new(World {
                    module,
                    has_president,
                    ask_presence,
                })
            })
            .boxed()
    }

    fn transitions(state: &Self) -> BoxedStrategy<Move> {
        likely::next_move(state)
    }

    fn apply(state: Self, step: &Move) -> Self {
        state.after(step)
    }
}

/// The ticket as the product has it, under the eyes of the reference.
struct Stories;

impl StateMachineTest for Stories {
    type SystemUnderTest = Product;
    type Reference = Reference;

    fn init_test(reference: &Reference) -> Product {
        Product::new(reference)
    }

    fn apply(mut product: Product, reference: &Reference, step: Move) -> Product {
        product.follow(&step, reference);
        product
    }

    fn check_invariants(product: &Product, reference: &Reference) {
        invariants::same(&product.ticket, reference);
        invariants::same(&product.erased, reference);
    }
}

/// Always the same stories, unless the environment says otherwise.
#[expect(
    clippy::disallowed_methods,
    reason = "how much is tried is no matter of the domain"
)]
fn stories(seed: u64) -> ProptestConfig {
    let usual = ProptestConfig::default();
    let given = |name| std::env::var_os(name).is_some();
    ProptestConfig {
        cases: if given("PROPTEST_CASES") {
            usual.cases
        } else {
            2_500
        },
        rng_seed: match usual.rng_seed {
            RngSeed::Fixed(other) => RngSeed::Fixed(other.wrapping_add(seed)),
            RngSeed::Random => RngSeed::Fixed(seed),
        },
        failure_persistence: None,
        ..usual
    }
}

prop_state_machine! {
    #![proptest_config(stories(1))]
    #[test]
    fn a_first_quarter_of_the_stories_goes_as_specified(sequential 1..=60 => Stories);
}

prop_state_machine! {
    #![proptest_config(stories(2))]
    #[test]
    fn a_second_quarter_of_the_stories_goes_as_specified(sequential 1..=60 => Stories);
}

prop_state_machine! {
    #![proptest_config(stories(3))]
    #[test]
    fn a_third_quarter_of_the_stories_goes_as_specified(sequential 1..=60 => Stories);
}

prop_state_machine! {
    #![proptest_config(stories(4))]
    #[test]
    fn a_last_quarter_of_the_stories_goes_as_specified(sequential 1..=60 => Stories);
}
