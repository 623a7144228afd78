# What somebody reads whose request was not carried out.

problem-title-400 = Unreadable request
problem-title-401 = Sign-in needed
problem-title-403 = Not allowed
problem-title-404 = Not found
problem-title-405 = Method not allowed
problem-title-408 = Too slow
problem-title-409 = Not possible in the present state
problem-title-412 = Stale version
problem-title-413 = Too large
problem-title-415 = Unsupported format
problem-title-422 = Value refused
problem-title-429 = Too many requests
problem-title-500 = Internal error
problem-title-503 = Unavailable for the moment

problem-malformed_json = The JSON text is malformed (line { $line }, column { $column }).
problem-malformed_query = The parameter "{ $name }" cannot be read.
problem-malformed_header = The header { $name } cannot be read.
problem-malformed_report = The report is neither JSON nor a form.
problem-duplicate_field = The field "{ $name }" is given twice.
problem-too_many_fields = There are too many fields in this request.
problem-body_not_expected = This request must not send anything.
problem-encoded_body = The content must not be compressed.
problem-too_slow = The request arrived too slowly. Try again over a better connection.
problem-unknown_field = There is no field "{ $name }" here.
problem-missing_field = The field "{ $name }" is required.
problem-wrong_type = This field does not have the expected type.
problem-not_signed_in = Sign in, or send a valid access token.
problem-not_allowed = Your role does not allow this.
problem-missing_scope = This access token lacks the scope "{ $scope }".
problem-other_site = This request comes from another site and is refused.
problem-not_found = This does not exist, or is not accessible.
problem-method_not_allowed = This address does not accept this method.
problem-busy = Several people have just changed this ticket at once. Please try again.
problem-key_reused = This idempotency key was already used for another request.
problem-stale_version = This ticket has changed meanwhile: it is at version { $version }.
problem-too_large = This exceeds the permitted size.
problem-not_json = The content must be JSON (Content-Type: application/json).
problem-too_many_requests = Too many requests. Try again in { $seconds } s.
problem-unavailable = The service cannot answer for the moment. Try again shortly.
problem-ticket_unreadable = This ticket holds an event that cannot be read: nothing can be done on it until whoever runs this software has repaired it. Nothing was changed.
problem-fault = An internal error prevents an answer. It was recorded.
problem-not_a_local_time = Write a local date and time, such as 2026-03-02T09:00.
problem-not_a_date = Write a date, such as 2026-03-02.
problem-not_an_instant = Write a date, a time and an offset, such as 2026-03-02T09:00:00+01:00.
problem-unknown_value = This value is not one of those expected.
problem-not_in_the_directory = There is no such entry in the directory.
problem-not_oneself = Nobody erases oneself: ask another administrator.

# The ticket's rules.
problem-ticket_not_opened = This ticket is not open yet.
problem-ticket_already_opened = This ticket is open already.
problem-ticket_closed = This ticket is closed: nothing can be added to it.
problem-request_pending = This request must be validated or dismissed first.
problem-request_not_pending = This ticket is not, or no longer, a request waiting for validation: somebody may have validated it meanwhile.
problem-request_dismissed = This request was dismissed: nothing more can be added to it.
problem-ticket_not_closed = This ticket is not closed.
problem-reopening_not_allowed = Your agency does not allow a closed ticket to be reopened.
problem-unknown_assignment = This contractor is not on this ticket.
problem-actor_not_allowed = This is not yours to do.
problem-step_does_not_allow =
    The present step does not allow this: { $step ->
        [awaiting_answer] "Waiting for the appointment"
        [quote_requested] "Waiting for the quote"
        [quote_promised] "Waiting for the quote"
        [quote_received] "Quote received"
        [quote_in_approval] "Quote waiting for approval"
        [quote_disapproved] "Quote disapproved"
        [quote_approved] "Quote approved"
        [quote_accepted] "Quote accepted"
        [quote_refused] "Quote refused"
        [planned] "Visit planned"
        [on_site] "Contractor on site"
        [awaiting_completion] "Waiting for the end of the job"
        [completed] "Job completed"
        [invoice_requested] "Waiting for the invoice"
        [invoiced] "Invoice received"
        [declined] "Job declined"
        [cancelled] "Job cancelled"
       *[other] "{ $step }"
    }.
problem-contractor_already_engaged = A contractor is already engaged. Say whether the new one replaces or joins them.
problem-too_many_contractors = One ticket takes { $at_most } contractors at most.
problem-no_single_step = Several contractors go on side by side: there is no single step to inform a third party of.
problem-no_email_for_quote_request = The request for a quote always goes by e-mail: an address is needed.
problem-several_cannot_become_quote = An order to several contractors (ODSM) cannot become a quote.
problem-quote_replaced_meanwhile = The quote was replaced meanwhile: version { $current } counts. Read it again before deciding.
problem-another_quote_kept = Another quote is kept on this ticket already.
problem-promised_in_the_past = The date promised for the quote has already passed.
problem-unknown_file = This file is not on this ticket.
problem-no_quote_to_approve = No quote waits for a decision on this ticket.
problem-unknown_approval = This request for approval is not on this ticket.
problem-approval_no_longer_holds = This request for approval no longer holds: it was replaced, or the agency decided without it.
problem-approval_already_decided = The answer has been given already: it can be given once only.
problem-approver_not_allowed = This person does not decide on quotes of this property.
problem-not_on_the_council = Only other members of the council can be informed of a request for approval.
problem-presence_not_asked = On-site presence was not asked for on this visit.
problem-slot_in_the_past = This slot is already over: it ended on { $ends_at }.
problem-visit_not_begun = The visit has not begun yet.
problem-ends_before_it_starts = The new end must be later than the start of the visit.
problem-arrival_in_the_past = The announced time of arrival is already over.
problem-completed_in_the_future = A completion cannot be dated in the future.
problem-requested_in_the_future = A request cannot be dated in the future.
problem-no_email_for_channel = E-mail is ticked: an e-mail address is needed.
problem-no_mobile_for_channel = SMS is ticked: a mobile number is needed.
problem-no_channel = Tick at least one channel: e-mail or SMS.
problem-no_email_for_invoice_request = The invoice request goes by e-mail: the contractor's address is missing.
problem-not_on_the_ticket = This person is not on this ticket.
problem-nobody_chosen = Choose at least one recipient.
problem-property_of_another_module = This property belongs to the other activity (syndic or gérance).
problem-landlord_outside_gerance = The landlord is named in gérance only.
problem-not_a_manager = A ticket can only be transferred to a manager.

# Values.
problem-empty_text = This text is required.
problem-text_too_long = This text is too long: { $actual } characters, at most { $max }.
problem-control_character = This text contains a character that cannot be printed.
problem-invalid_email = This e-mail address is not valid.
problem-invalid_phone = This phone number is not valid.
problem-not_an_amount = Write an amount in euros, such as 1250.50.
problem-more_than_two_decimals = An amount has at most two decimals.
problem-amount_out_of_range = The amount must lie between €0.01 and €10,000,000.
problem-local_time_does_not_exist = This time does not exist: on { $local } the clocks change to summer time.
problem-local_time_is_repeated = This time comes twice: on { $local } the clocks change to winter time. Say which one is meant.
problem-slot_too_short = A visit takes at least 15 minutes.
problem-slot_too_long = A visit takes at most 30 days.
problem-reminder_days_out_of_range = Reminders come every 0 to 90 days.
problem-reminder_times_out_of_range = Reminders come 0 to 20 times.
problem-reminder_hours_out_of_range = The visit reminder comes 0 to 336 hours before.
problem-unknown_department = The postal code of this property is not French: its public holidays are unknown.
problem-link_not_valid = This link is no longer valid. Call the agency that sent it to you.
problem-broken_off = The upload broke off. Please try again.
problem-link_expired = This link is too old. Ask for another: it will go to the address that the agency knows.

# Files.
problem-file_empty = This file is empty.
problem-file_is_a_web_page = Web pages and SVG drawings are not accepted: they can hold programs.
problem-file_is_a_script = This file is a script and is not accepted.
problem-file_is_a_program = This file is a program, whatever its name, and is not accepted.
problem-file_is_an_archive = Archives are not accepted. Send the files that it holds.
problem-file_is_two_things = This file hides another one and is not accepted.
problem-file_holds_macros = This document holds macros: save it without them, or as PDF.
problem-file_kind_not_taken = This kind of file is not accepted. Send a photo (JPEG, PNG, WebP, HEIC, GIF), a PDF, an office document, a text or a video (MP4, MOV).
problem-file_not_shown = This photo cannot be shown: the place where it was taken cannot be removed from it. Ask the agency for it.
problem-file_too_large = This file is too large: at most { $megabytes } MB.
problem-too_many_at_once = At most { $most } files at a time: send this one and those after it another time.
problem-too_many_files = This ticket has { $most } documents already, as many as it may have.
