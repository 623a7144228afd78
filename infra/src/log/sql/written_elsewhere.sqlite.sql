-- A file is the same wherever it is opened.
SELECT 1 AS found
WHERE false
