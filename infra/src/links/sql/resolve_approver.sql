SELECT agency, ticket, approval, issued_at FROM approver_link WHERE token_hash = $1
