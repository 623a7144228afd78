SELECT id, ticket, channel, recipient, subject, body, html, calendar, links, headers, sent_at
FROM mailbox_message
WHERE agency = $1 AND ($2 IS NULL OR ticket = $2)
ORDER BY sent_at DESC, id DESC
LIMIT $3
