INSERT INTO mailbox_message
    (agency, id, ticket, channel, recipient, subject, body, html, calendar, links, subjects, headers, sent_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
ON CONFLICT (agency, id) DO NOTHING
