//! Do the rows that follow the log keep their contract on both databases?

use harness::contract::rows::*;
use harness::on_both;

on_both!(
    a_row_shows_the_ticket_as_it_is,
    the_switches_and_their_counts_agree,
    my_tickets_are_those_of_my_properties,
    search_forgives_case_accents_and_order,
    every_column_sorts_and_pages_without_gap_or_repeat,
    one_reads_ones_own_write,
    open_screens_are_told_once_a_row_can_be_read,
    an_erased_person_leaves_every_row,
    a_rebuilt_list_equals_the_live_one,
    a_rebuild_repairs_what_a_hand_has_spoilt,
    rebuilt_timers_equal_the_live_ones,
    the_next_rebuild_discards_what_a_killed_one_left,
    an_erased_person_leaves_abandoned_rows_too,
    what_a_rebuild_read_before_an_erasure_is_not_written_after_it,
    an_erasure_passes_a_ticket_that_cannot_be_read,
    a_rebuild_ends_although_people_go_on_working,
    a_rebuild_whose_row_is_anothers_fails,
);
