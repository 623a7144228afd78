-- The transaction that may write is the lock.
SELECT 1
