DELETE FROM contractor_trade
WHERE agency = $1 AND contractor = $2
