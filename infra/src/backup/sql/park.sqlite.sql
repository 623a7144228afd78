-- What a follower had set aside, at the positions that its events have here.
INSERT INTO parked (agency, follower, aggregate_id, sequence, position_transaction, position_global, reason, parked_at, waiting, retry_asked)
SELECT value ->> '$.agency', value ->> '$.follower', value ->> '$.aggregate_id', value ->> '$.sequence', 0, log.position,
    value ->> '$.reason', value ->> '$.parked_at', value ->> '$.waiting', value ->> '$.retry_asked'
FROM json_each($1)
JOIN event_log AS log ON log.aggregate_id = value ->> '$.aggregate_id' AND log.sequence = value ->> '$.sequence'
