SELECT council_member.president, party.id, party.name, party.email, party.phone, party.street, party.postal_code,
       party.city, party.by_email, party.by_sms
FROM council_member
JOIN party ON party.agency = council_member.agency AND party.id = council_member.party
WHERE council_member.agency = $1 AND council_member.property = $2
ORDER BY council_member.president DESC, party.name, party.id
