SELECT payload #>> '{fact,AttachmentAdded,attachment,name,$subject}' AS subject
FROM events
WHERE agency = $1 AND event_type = 'AttachmentAdded' AND payload::text LIKE $2
