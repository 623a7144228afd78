SELECT name, holder, position_transaction, position_global
FROM follower
ORDER BY name
