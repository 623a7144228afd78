SELECT channel, since, until, times, reason
FROM channel_stop
ORDER BY channel
