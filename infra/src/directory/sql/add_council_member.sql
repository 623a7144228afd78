INSERT INTO council_member (agency, property, party, president)
VALUES ($1, $2, $3, $4)
