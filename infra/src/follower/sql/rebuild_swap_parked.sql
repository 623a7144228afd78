UPDATE parked SET follower = $2 WHERE follower = $1
