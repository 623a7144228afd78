//! Does the outbox keep its contract on both databases?

use harness::contract::outbox::{
    certain::*, claimed::*, delivered::*, hanging::*, quotes::*, staged::*,
};
use harness::on_both;

on_both!(
    an_event_is_told_once_to_each_by_each_channel,
    a_message_leaves_once,
    what_silent_mode_keeps_back_is_on_record_and_never_leaves,
    a_row_names_nobody,
    an_attempt_is_on_record_before_it_is_made,
    workers_that_claim_at_once_share_the_work,
    messages_to_one_person_keep_their_order,
    a_claim_without_a_result_reads_as_unknown,
    a_second_attempt_carries_the_same_reference,
    an_sms_that_was_perhaps_sent_waits_for_its_report,
    a_delivery_report_settles_a_message,
    a_report_finds_an_sms_whose_reference_was_never_heard,
    what_perhaps_arrived_is_never_said_not_to_have,
    perhaps_is_not_repeated_for_ever,
    a_channel_that_hangs_leaves_the_other_alone,
    a_message_that_hangs_leaves_the_others_alone,
    a_channel_that_is_refused_stands_still_and_says_so,
    who_waits_a_day_for_a_stopped_channel_is_told,
    the_result_of_an_overtaken_attempt_changes_nothing,
    a_failure_for_good_is_told_to_the_ticket_once,
    a_message_is_given_up_after_a_day,
    an_sms_waits_for_the_morning_unless_it_is_about_a_visit,
    what_is_far_too_late_does_not_leave,
    a_link_that_was_sent_opens_the_page_it_was_sent_for,
    the_mailbox_forgets_whoever_is_erased,
    a_quote_goes_its_way_from_request_to_visit,
    an_approver_s_link_opens_one_request,
    an_approver_who_is_erased_is_shown_nothing,
    an_order_that_becomes_a_quote_takes_its_visit_back,
    of_several_quotes_one_is_kept_and_the_others_are_told,
);
