-- What a follower had set aside, at the positions that its events have here.
INSERT INTO parked (agency, follower, aggregate_id, sequence, position_transaction, position_global, reason, parked_at, waiting, retry_asked)
SELECT line.agency, line.follower, line.aggregate_id, line.sequence, e.transaction_id::text::bigint, e.global_position,
    line.reason, line.parked_at, line.waiting, line.retry_asked
FROM jsonb_to_recordset($1) AS line (
    agency uuid, follower text, aggregate_id uuid, sequence bigint, reason text, parked_at timestamptz, waiting bigint,
    retry_asked boolean
)
JOIN events AS e ON e.aggregate_id = line.aggregate_id::text AND e.sequence = line.sequence
