# The files of a ticket, and who sees them.
files = Photos and documents
file-own = sent by you
file-from-agency = of the file
file-from-us = agency
file-from-requester = requester
file-to-nobody = seen by the agency only
file-to-contractors = seen by the contractors
file-to-one = seen by { $who }
file-size-kb = { $n } kB
file-size-mb = { $n } MB
decimal-point = .
