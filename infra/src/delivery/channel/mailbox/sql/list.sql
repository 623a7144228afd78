SELECT id, ticket, channel, recipient, subject, body, html, calendar, links, headers, sent_at
FROM mailbox_message
WHERE agency = $1 AND (ticket = $2 OR $2 IS NULL)
ORDER BY sent_at DESC, id DESC
LIMIT $3
