UPDATE outbox
SET state = $4,
    due_at = COALESCE($5, due_at),
    settled_at = $6,
    reason = $7,
    gateway_reference = COALESCE($8, gateway_reference),
    uncertain = uncertain + CASE state WHEN 'attempted' THEN $9 ELSE 0 END,
    leased_until = NULL
WHERE agency = $1
  AND id = $2
  AND attempts = $3
  AND state IN ('attempted', 'unknown')
