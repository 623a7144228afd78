SELECT state, channel, COUNT(*) AS messages
FROM outbox
GROUP BY state, channel
