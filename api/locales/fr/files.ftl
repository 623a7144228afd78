# Les fichiers d'un ticket, et qui les voit.
files = Photos et documents
file-own = envoyé par vous
file-from-agency = du dossier
file-from-us = cabinet
file-from-requester = demandeur
file-to-nobody = visible du cabinet seul
file-to-contractors = visible des intervenants
file-to-one = visible de { $who }
file-size-kb = { $n } ko
file-size-mb = { $n } Mo
decimal-point = ,
