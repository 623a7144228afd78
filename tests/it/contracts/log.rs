//! Does the log keep its contract on both databases, stock and gathered?

use harness::contract::log::*;
use harness::on_each_store;

on_each_store!(
    all_streams_are_read_in_one_order_page_by_page,
    an_empty_log_has_its_head_at_the_start,
    a_slow_transaction_loses_nothing_to_a_reader,
    an_open_transaction_is_waited_for_not_passed_over,
    a_transaction_in_another_database_is_not_waited_for,
    an_unreadable_event_spoils_its_own_stream_only,
    an_event_of_no_known_aggregate_is_unreadable,
);
