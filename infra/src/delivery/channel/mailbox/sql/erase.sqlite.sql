UPDATE mailbox_message
SET recipient = '[effacé]', subject = '[effacé]', body = '[effacé]', html = NULL, calendar = NULL,
    links = '[]', headers = '[]'
WHERE agency = $1 AND EXISTS (SELECT 1 FROM json_each(subjects) WHERE value = $2)
