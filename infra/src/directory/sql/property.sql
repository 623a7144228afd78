SELECT property.id, property.module, property.kind, property.reference, property.name, property.street,
       property.postal_code, property.city, property.building, property.landlord, property.tenant,
       property.works_threshold_cents, president.party AS president, landlord.name AS landlord_name,
       tenant.name AS tenant_name,
       manager.staff AS manager, assistant.staff AS assistant, accountant.staff AS accountant
FROM property
LEFT JOIN party AS landlord ON landlord.agency = property.agency AND landlord.id = property.landlord
LEFT JOIN party AS tenant ON tenant.agency = property.agency AND tenant.id = property.tenant
LEFT JOIN council_member AS president
  ON president.agency = property.agency AND president.property = property.id AND president.president
LEFT JOIN property_staff AS manager
  ON manager.agency = property.agency AND manager.property = property.id AND manager.role = 'manager'
LEFT JOIN property_staff AS assistant
  ON assistant.agency = property.agency AND assistant.property = property.id AND assistant.role = 'assistant'
LEFT JOIN property_staff AS accountant
  ON accountant.agency = property.agency AND accountant.property = property.id AND accountant.role = 'accountant'
WHERE property.agency = $1 AND property.id = $2
