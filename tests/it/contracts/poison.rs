//! Does what cannot be processed stop nothing but itself, on both databases?

use harness::contract::poison::*;
use harness::on_both;

on_both!(
    a_panic_of_ours_parks_the_ticket_that_causes_it,
    a_damaged_key_stops_its_own_ticket_only,
    a_ticket_that_is_set_aside_makes_no_timer_late,
);
