DELETE FROM channel_stop
WHERE channel = $1
