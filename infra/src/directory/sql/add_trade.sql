INSERT INTO contractor_trade (agency, contractor, trade)
VALUES ($1, $2, $3)
ON CONFLICT (agency, contractor, trade) DO NOTHING
