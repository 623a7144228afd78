# The built-in mailbox, in place of a mail server and an SMS gateway.

mailbox-title = Messages sent
mailbox-what = No mail server is configured: what would have left can be read here.
mailbox-number = Ticket number
mailbox-all = All messages
mailbox-empty = No message
mailbox-empty-what = E-mails and SMS appear here as soon as a ticket sends some.
mailbox-when = Sent
mailbox-to = To
mailbox-subject = Message
mailbox-ticket = Ticket
mailbox-as-html = The message as it is displayed
mailbox-as-text = The message as plain text
mailbox-sms = SMS
mailbox-open-ticket = Open the ticket
