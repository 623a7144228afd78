-- A rebuild is behind by nature, and one that was given up stays so: neither is work that stands still.
SELECT name, holder, position_transaction, position_global
FROM follower
WHERE name NOT LIKE '%+rebuild'
ORDER BY name
