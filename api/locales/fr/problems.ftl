# Ce que lit une personne dont la demande n'a pas été exécutée.

problem-title-400 = Demande illisible
problem-title-401 = Connexion nécessaire
problem-title-403 = Action non autorisée
problem-title-404 = Introuvable
problem-title-405 = Méthode refusée
problem-title-409 = Impossible dans l'état actuel
problem-title-412 = Version périmée
problem-title-413 = Envoi trop volumineux
problem-title-415 = Format non pris en charge
problem-title-422 = Valeur refusée
problem-title-429 = Trop de demandes
problem-title-500 = Erreur interne
problem-title-503 = Service momentanément indisponible

problem-malformed_json = Le texte JSON est mal formé (ligne { $line }, colonne { $column }).
problem-malformed_query = Le paramètre « { $name } » est illisible.
problem-malformed_header = L'en-tête { $name } est illisible.
problem-unknown_field = Le champ « { $name } » n'existe pas ici.
problem-missing_field = Le champ « { $name } » est obligatoire.
problem-wrong_type = Ce champ n'a pas le type attendu.
problem-not_signed_in = Connectez-vous, ou joignez un jeton d'accès valide.
problem-not_allowed = Votre rôle ne permet pas cette action.
problem-missing_scope = Ce jeton d'accès n'a pas l'étendue « { $scope } ».
problem-other_site = Cette demande vient d'un autre site : elle est refusée.
problem-not_found = Ceci n'existe pas, ou n'est pas accessible.
problem-method_not_allowed = Cette adresse n'accepte pas cette méthode.
problem-busy = Ce ticket vient d'être modifié par plusieurs personnes à la fois. Recommencez.
problem-key_reused = Cette clé d'idempotence a déjà servi pour une autre demande.
problem-stale_version = Ce ticket a changé entre-temps : il en est à la version { $version }.
problem-too_large = L'envoi dépasse la taille permise.
problem-not_json = Le contenu doit être du JSON (Content-Type: application/json).
problem-too_many_requests = Trop de demandes. Recommencez dans { $seconds } s.
problem-unavailable = Le service ne peut pas répondre pour le moment. Recommencez dans quelques instants.
problem-fault = Une erreur interne empêche de répondre. Elle a été enregistrée.
