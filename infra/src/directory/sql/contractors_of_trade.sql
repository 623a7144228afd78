SELECT contractor.id, contractor.company, contractor.email, contractor.phone, contractor.siret, contractor.instructions,
       contractor.by_email, contractor.by_sms, contractor.active,
       (SELECT string_agg(trade, '|') FROM contractor_trade
        WHERE contractor_trade.agency = contractor.agency AND contractor_trade.contractor = contractor.id) AS trades
FROM contractor
JOIN contractor_trade AS wanted
  ON wanted.agency = contractor.agency AND wanted.contractor = contractor.id AND wanted.trade = $2
WHERE contractor.agency = $1 AND contractor.active
ORDER BY contractor.company, contractor.id
