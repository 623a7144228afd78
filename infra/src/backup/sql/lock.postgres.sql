-- Whoever writes waits until the restore is over.
LOCK TABLE events, follower IN EXCLUSIVE MODE
