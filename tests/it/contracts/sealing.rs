//! Is personal data sealed and erasable on both databases, stock and gathered?

use harness::contract::sealing::*;
use harness::on_each_store;

on_each_store!(
    nothing_personal_is_readable_at_rest,
    a_destroyed_key_leaves_the_files,
    an_erased_person_reads_as_erased_everywhere,
    another_node_reads_as_erased_at_once,
    an_erasure_cut_short_is_completed_by_repeating_it,
    what_is_said_of_an_erased_person_is_not_stored,
);
