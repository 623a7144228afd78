-- What a rebuild beside the live rows has set aside is nobody's matter yet.
SELECT agency, follower, aggregate_id, sequence, reason, parked_at, waiting
FROM parked
WHERE agency = $1
  AND aggregate_id = $2
  AND follower NOT LIKE '%+rebuild'
ORDER BY parked_at, follower
