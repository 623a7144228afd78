# The page that a contractor opens by their personal link.

link-number = Service order no. { $number }
link-back = Back to the service order
link-description = What there is to do
link-instructions = Instructions
link-contacts = Contacts
link-site-contact = On site
link-manager = Your manager
link-calendar = Add to my calendar
link-correct = Correct my answer
link-message = Write to the agency
link-receipt = Confirm that I have read it
link-exchanges = Our exchanges
link-invoice-to = The invoice is to be made out to { $name }.
link-renew = Get a new link
link-renew-yes = Yes, send me a new link, by e-mail or SMS as usual
link-renewed = A new link has just been sent to you
link-renewed-text = Open the latest message. You can close this page.
link-gone = This link is no longer valid
link-gone-text = The service order was cancelled, or a newer link was sent to you. If in doubt, call the agency.
link-unknown-text = The address may be incomplete: open it again from the message, without cutting anything.
link-expired = This link has expired
link-expired-text = For safety, a link lasts only for a time. Ask for a new one: it is sent only to the details that the agency knows.
link-help = Help
link-help-text =
    1. Choose an answer: it opens a short form. Nothing is sent before its button.
    2. Give your name, so that the agency knows who answered.
    3. You can come back here at any time by the same link, correct your answer or write to the agency.
    4. If the connection is lost, press again: answering twice does no harm.
link-name = Your name
link-name-hint = Who answers for the company?
link-read-yes = I have read this service order
link-comment = Remark
link-reason = Reason

ask-awaiting_answer = Can you do this job?
ask-planned = Your appointment
ask-planned-lead = All is well. We shall write to you before the appointment.
ask-presence = Are you on site?
ask-on_site = You are on site
ask-on_site-lead = Tell us when it is done.
ask-awaiting_completion = Is the job done?
ask-completed = The job is done
ask-completed-lead = Thank you. You can send us your invoice already.
ask-invoice_requested = Your invoice
ask-invoice_requested-lead = Give its amount including tax.
ask-invoiced = Your invoice has been received
ask-invoiced-lead = Thank you. There is nothing more to do.
ask-declined = You have declined this job
ask-declined-lead = The agency has been told. If this is a mistake, call them.
ask-closed = This case is closed
ask-closed-lead = There is nothing more to do. For any question, call the agency.

answer-accept = I accept and set the appointment
answer-decline = I cannot do this job
answer-slot = Propose another appointment
answer-cannot-come = I cannot come
answer-on-site = I am on site
answer-late = I shall be late
answer-postpone = Postpone
answer-impossible = Impossible today
answer-done = It is done
answer-not-done = It is not done
answer-quote = A quote is needed
answer-invoice = Send the invoice
answer-message = Write to the agency
answer-read = Confirm that I have read it
answer-send = Send my answer

arrival-time = New time of arrival
arrival-date = Date
completed-on = Done on
not-finished-how = What do you plan?
not-finished-new-end = To finish a little later, during this visit
not-finished-new-slot = To come again
not-finished-date-hint = To finish later, keep the beginning of the visit and lengthen it.
message-subject = Subject
message-text = Message
done-accept = Your appointment is recorded. The agency has been told.
done-decline = Your refusal has been passed on to the agency.
done-slot = The new appointment is recorded.
done-cannot-come = The agency knows that you cannot come.
done-on-site = Thank you, and good work.
done-late = The agency knows that you will arrive later.
done-postpone = The new appointment is recorded.
done-impossible = The agency knows that the visit will not take place.
done-done = Thank you, the end of the job is recorded.
done-not-done = What comes next is recorded.
done-quote = The agency knows that a quote is needed.
done-invoice = Your invoice is recorded. Thank you.
done-message = Your message has been passed on to the agency.
done-read = Your reading is confirmed.
