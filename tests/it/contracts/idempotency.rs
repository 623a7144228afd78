//! Is a request that is sent twice carried out once, on both databases, stock and gathered?

use harness::contract::idempotency::*;
use harness::on_each_store;

on_each_store!(
    a_key_used_again_later_gives_the_first_answer,
    a_key_used_twice_at_once_has_one_effect,
    a_key_with_another_request_is_an_error,
    a_key_belongs_to_one_agency,
    only_the_first_event_of_a_commit_carries_the_key,
);
