# The page that the requester opens by the personal link.

follow-number = Request no. { $number }
follow-back = Back to my request
follow-gone-text = The link may be incomplete or too old. Open it again from the latest message, or call the agency.
follow-pending = Your request is recorded
follow-pending-lead = A manager will look at it. You will be told what is decided.
follow-received = Your request is being taken care of
follow-asked = A contractor has been asked
follow-words = Your request
follow-asked-lead = We will tell you when somebody comes.
follow-visit = A visit is planned
follow-done = The job is done
follow-dismissed = Your request was dismissed
follow-dismissed-lead = The agency does nothing about it, for the following reason. If you have a question, call the agency.
follow-closed = The file is closed
follow-closed-lead = If you have a question, call the agency.
follow-step-received = Request received
follow-step-contractor_asked = Contractor asked
follow-step-visit = Date of the visit
follow-step-done = Job done
follow-step-dismissed = Request dismissed
follow-step-closed = File closed
follow-reached = Done:
follow-to-come = To come:
follow-you = You
follow-done-message = Your message has been sent to the agency.
