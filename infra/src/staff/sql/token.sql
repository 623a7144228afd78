SELECT staff.agency, staff.id, staff.email, staff.name, staff.phone, staff.roles, staff.active,
       api_token.scopes, api_token.expires_at, api_token.last_used_at
FROM api_token
JOIN staff ON staff.agency = api_token.agency AND staff.id = api_token.staff
WHERE api_token.token_digest = $1
