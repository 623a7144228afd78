SELECT ticket, version, number, created_at, modified_at, closed_at, module, type, status, status_rank, must_act,
       property, property_reference, property_name, property_address, subject, description, contractors,
       manager, assistant, accountant, creator, property_key, subject_key, contractors_key
FROM ticket_list
WHERE agency = $1
  AND generation = (SELECT generation FROM follower WHERE name = 'ticket_list')
