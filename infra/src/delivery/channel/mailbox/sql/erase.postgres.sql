UPDATE mailbox_message
SET recipient = '[effacé]', subject = '[effacé]', body = '[effacé]', html = NULL, calendar = NULL,
    links = '[]', headers = '[]'
WHERE agency = $1 AND subjects @> jsonb_build_array($2::text)
