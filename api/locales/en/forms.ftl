# What the forms of the pages ask to be looked at again.

problem-property_needed = Choose the property.
problem-contractor_needed = Choose a contractor, or type one in.
problem-not_a_time = Write a time, for instance 9:05.
problem-not_a_number = Write a whole number.
problem-malformed_form = The form cannot be read.
problem-tick_needed = Tick the box to confirm.

# What a field is called, away from it.

at-subject = Subject
at-description = Description
at-original_description = Original message
at-name = Name
at-email = E-mail
at-phone = Phone
at-channels = Channel
at-reason = Reason
at-text = Message
at-comment = Remark
at-date = Date
at-time = Time
at-minutes = Expected duration
at-repeated_hour = Hour
at-amount = Amount
at-number = Invoice number
at-dated = Invoice date
at-every_days = Invoice reminder
at-at_most = Number of reminders
at-visit_hours = Visit reminder
at-requested_on = Date of the request
at-requested_at = Time of the request
at-completed_on = Date of the end
at-to = To
at-signed_by = Who said it
at-contractor-name = Contractor's name
at-contractor-email = Contractor's e-mail
at-contractor-phone = Contractor's mobile
at-contractor-channels = How the contractor is told
at-contractor-instructions = Instructions
at-requester-name = Requester's name
at-requester-email = Requester's e-mail
at-requester-phone = Requester's phone
at-site_contact-name = Name of the contact on site
at-site_contact-email = E-mail of the contact on site
at-site_contact-phone = Phone of the contact on site
at-watchers-name = Name of the person to notify
at-watchers-email = E-mail of the person to notify
at-watchers-phone = Mobile of the person to notify
at-watchers-channels = How to notify
