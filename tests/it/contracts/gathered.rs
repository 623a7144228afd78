//! Is what the stores promise true with many commands at once and a second process beside, on both databases?

use harness::contract::gathered::*;
use harness::on_each_store;

on_each_store!(
    commits_of_many_streams_go_in_whole,
    two_nodes_on_the_same_streams_lose_nothing,
    what_another_node_did_decides_at_once,
    a_version_is_compared_with_the_databases,
    a_repeated_command_is_not_refused_for_its_own_effect,
    keys_used_at_once_on_two_nodes_have_one_effect,
    a_commit_that_cannot_be_stored_fails_alone,
    a_caller_who_goes_away_leaves_everything_right,
    after_a_lost_connection_the_key_finds_the_truth,
    what_the_database_does_not_have_is_not_built_upon,
    a_stream_that_is_held_holds_up_no_other,
    streams_do_not_wait_for_one_another,
);
