SELECT id, ticket, channel, recipient, subject, body, html, calendar, links, headers, sent_at
FROM mailbox_message
WHERE agency = $1 AND id = $2
