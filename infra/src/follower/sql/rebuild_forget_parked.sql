DELETE FROM parked WHERE follower = $1
