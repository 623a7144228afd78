//! Does the event store keep its contract on both databases, stock and gathered?

use harness::contract::event_store::*;
use harness::on_each_store;

on_each_store!(
    what_was_appended_is_loaded,
    a_stale_version_is_told_the_actual_one,
    a_refused_command_changes_nothing,
    another_agency_has_no_such_ticket,
    rivals_on_one_ticket_lose_nothing,
    a_ticket_number_is_given_once,
    an_event_is_never_changed_or_deleted,
    a_replay_that_fails_does_not_look_complete,
    a_snapshot_comes_back_as_it_was,
    a_command_without_effect_appends_nothing,
);
