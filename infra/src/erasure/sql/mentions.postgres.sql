-- Whose a sealed value is stands beside it in the clear. A walk over the agency's events: nobody is erased often enough
-- for an index that every append would pay for.
SELECT DISTINCT aggregate_id
FROM events
WHERE agency = $1 AND aggregate_type = $2 AND payload::text LIKE $3
