//! Do followers keep their contract on both databases?

use harness::contract::followers::*;
use harness::contract::unhidden::*;
use harness::on_both;

on_both!(
    every_event_is_applied_once_and_in_order,
    what_comes_after_a_full_batch_is_followed_at_once,
    a_node_that_dies_in_mid_batch_neither_loses_nor_repeats,
    a_second_node_stands_by_and_still_tells_its_listeners,
    who_stands_by_tells_of_more_than_a_batch_too,
    who_slept_through_its_lease_writes_nothing,
    two_nodes_in_turns_lose_and_repeat_nothing,
    a_poisoned_ticket_stops_itself_only,
    a_parked_ticket_catches_up_when_it_is_tried_again,
    an_unreadable_event_parks_its_ticket,
    an_outage_parks_nothing,
    the_lag_says_how_much_waits_and_since_when,
    a_slow_transaction_loses_nothing_to_a_follower,
    a_follower_in_mid_batch_hides_nothing,
    a_follower_cannot_append,
);
