SELECT DISTINCT contractor_trade.trade
FROM contractor_trade
JOIN contractor ON contractor.agency = contractor_trade.agency AND contractor.id = contractor_trade.contractor
WHERE contractor_trade.agency = $1 AND contractor.active
ORDER BY contractor_trade.trade
