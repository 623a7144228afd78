//! Do timers keep their contract on both databases?

use harness::contract::timers::*;
use harness::on_both;

on_both!(
    what_the_ticket_says_is_armed,
    silent_mode_shows_on_the_row,
    nothing_fires_before_its_time,
    a_clock_that_is_set_back_loses_no_timer,
    several_nodes_fire_each_timer_once,
    a_timer_that_is_claimed_twice_fires_once,
    what_fired_waits_for_the_tickets_next_event,
    the_ticket_decides_whether_a_late_row_still_applies,
    after_an_outage_each_timer_fires_once,
    a_ticket_that_cannot_be_asked_is_asked_again,
    a_due_timer_among_many_is_found_at_once,
    tickets_of_two_agencies_do_not_meet,
);
