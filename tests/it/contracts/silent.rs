//! Does a database that says nothing, and does not hang up either, hold up nobody for long?

use harness::contract::silent::*;
use harness::on_both;

on_both!(
    a_silent_network_is_an_unknown_outcome,
    a_file_that_is_held_is_an_unknown_outcome,
    everything_else_is_bounded_and_recovers,
);
