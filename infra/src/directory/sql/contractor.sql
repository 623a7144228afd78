SELECT contractor.id, contractor.company, contractor.email, contractor.phone, contractor.siret, contractor.instructions,
       contractor.by_email, contractor.by_sms, contractor.active,
       (SELECT string_agg(trade, '|') FROM contractor_trade
        WHERE contractor_trade.agency = contractor.agency AND contractor_trade.contractor = contractor.id) AS trades
FROM contractor
WHERE contractor.agency = $1 AND contractor.id = $2
