SELECT agency, ticket, assignment, generation, issued_at FROM personal_link WHERE token_hash = $1
