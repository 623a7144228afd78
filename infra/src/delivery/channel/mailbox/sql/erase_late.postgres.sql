-- For a message that was written before somebody was erased and kept after the mailbox was cleared.
UPDATE mailbox_message
SET recipient = '[effacé]', subject = '[effacé]', body = '[effacé]', html = NULL, calendar = NULL,
    links = '[]', headers = '[]'
WHERE agency = $1 AND id = $2 AND EXISTS (
    SELECT 1
    FROM sealing_key
    WHERE sealing_key.agency = $1 AND sealing_key.destroyed_at IS NOT NULL
      AND sealing_key.subject IN (SELECT jsonb_array_elements_text(mailbox_message.subjects))
)
