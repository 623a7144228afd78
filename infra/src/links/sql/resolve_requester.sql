SELECT agency, ticket, issued_at FROM requester_link WHERE token_hash = $1
