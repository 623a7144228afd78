//! Do positions and leases keep their contract on both databases?

use harness::contract::checkpoints::*;
use harness::on_both;

on_both!(
    a_new_follower_starts_where_the_log_does,
    the_next_holder_goes_on_where_the_last_one_got_to,
    one_node_holds_it_at_a_time,
    of_many_who_ask_at_once_one_gets_it,
    a_lease_that_ran_out_is_taken_over,
    a_fenced_out_holder_cannot_commit,
    a_late_release_does_not_take_it_from_the_next,
    what_is_rolled_back_leaves_the_position,
);
