UPDATE follower SET token = token + 1 WHERE name = $1
