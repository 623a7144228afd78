INSERT INTO channel_stop (channel, since, until, times, reason)
VALUES ($1, $2, $3, 1, $4)
ON CONFLICT (channel) DO UPDATE
SET until = $3,
    times = channel_stop.times + 1,
    reason = $4
WHERE channel_stop.until <= $2
