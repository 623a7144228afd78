# What the forms of the pages ask to be looked at again.

problem-property_needed = Choose the property.
problem-contractor_needed = Choose a contractor, or type one in.
problem-others_needed = Say what becomes of those engaged already.
problem-decision_needed = Choose your answer.
problem-not_a_time = Write a time, for instance 9:05.
problem-not_a_number = Write a whole number.
problem-malformed_form = The form cannot be read.
problem-tick_needed = Tick the box to confirm.

# What a field is called, away from it.

named-subject = Subject
named-description = Description
named-original_description = Original message
named-name = Name
named-email = E-mail
named-phone = Phone
named-channels = Channel
named-reason = Reason
named-text = Message
named-comment = Remark
named-date = Date
named-time = Time
named-minutes = Expected duration
named-repeated_hour = Hour
named-amount = Amount
named-number = Invoice number
named-dated = Invoice date
named-every_days = Invoice reminder
named-at_most = Number of reminders
named-visit_hours = Visit reminder
named-requested_on = Date of the request
named-requested_at = Time of the request
named-completed_on = Date of the end
named-to = To
named-signed_by = Who said it
named-contractor-name = Contractor's name
named-contractor-email = Contractor's e-mail
named-contractor-phone = Contractor's mobile
named-contractor-channels = How the contractor is told
named-contractor-instructions = Instructions
named-requester-name = Requester's name
named-requester-email = Requester's e-mail
named-requester-phone = Requester's phone
named-site_contact-name = Name of the contact on site
named-site_contact-email = E-mail of the contact on site
named-site_contact-phone = Phone of the contact on site
named-watchers-name = Name of the person to notify
named-watchers-email = E-mail of the person to notify
named-watchers-phone = Mobile of the person to notify
named-watchers-channels = How to notify
named-quote-every_days = Quote reminder
named-quote-at_most = Number of quote reminders
named-informed = For information
