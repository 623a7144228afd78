# Ce que lit une personne dont la demande n'a pas été exécutée.

problem-title-400 = Demande illisible
problem-title-401 = Connexion nécessaire
problem-title-403 = Action non autorisée
problem-title-404 = Introuvable
problem-title-405 = Méthode refusée
problem-title-408 = Envoi trop lent
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
problem-malformed_report = Le rapport n'est ni du JSON ni un formulaire.
problem-duplicate_field = Le champ « { $name } » est donné deux fois.
problem-too_many_fields = Il y a trop de champs dans cet envoi.
problem-body_not_expected = Cette demande ne doit rien envoyer.
problem-encoded_body = Le contenu ne doit pas être compressé.
problem-too_slow = L'envoi est arrivé trop lentement. Recommencez avec une meilleure connexion.
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
problem-ticket_unreadable = Ce ticket contient un événement illisible : rien ne peut y être fait tant que l'exploitant du logiciel ne l'a pas réparé. Rien n'a été modifié.
problem-fault = Une erreur interne empêche de répondre. Elle a été enregistrée.
problem-not_a_local_time = Écrivez une date et une heure locales, par exemple 2026-03-02T09:00.
problem-not_a_date = Écrivez une date, par exemple 2026-03-02.
problem-not_an_instant = Écrivez une date, une heure et un fuseau, par exemple 2026-03-02T09:00:00+01:00.
problem-unknown_value = Cette valeur n'est pas l'une de celles attendues.
problem-not_in_the_directory = Cette fiche n'existe pas dans l'annuaire.
problem-not_oneself = On ne s'efface pas soi-même : demandez à un autre administrateur.

# Les règles du ticket.
problem-ticket_not_opened = Ce ticket n'est pas encore ouvert.
problem-ticket_already_opened = Ce ticket est déjà ouvert.
problem-ticket_closed = Ce ticket est clos : rien ne peut plus y être ajouté.
problem-request_pending = Cette demande attend d'abord sa validation ou son annulation.
problem-request_not_pending = Ce ticket n'est pas, ou n'est plus, une demande en attente de validation : elle a peut-être été validée entre-temps.
problem-request_dismissed = Cette demande est annulée : rien ne peut plus y être ajouté.
problem-ticket_not_closed = Ce ticket n'est pas clos.
problem-reopening_not_allowed = Votre cabinet ne permet pas de rouvrir un ticket clos.
problem-unknown_assignment = Cet intervenant ne figure pas sur ce ticket.
problem-actor_not_allowed = Cette action n'est pas la vôtre.
problem-step_does_not_allow =
    L'étape actuelle ne le permet pas : { $step ->
        [awaiting_answer] « Attente du RDV d'intervention »
        [quote_requested] « Devis en attente de réception »
        [quote_promised] « Devis en attente de réception »
        [quote_received] « Devis reçu »
        [quote_in_approval] « Devis en attente d'approbation »
        [quote_disapproved] « Devis désapprouvé »
        [quote_approved] « Devis approuvé »
        [quote_accepted] « Devis accepté »
        [quote_refused] « Devis refusé »
        [planned] « Intervention planifiée »
        [on_site] « Intervenant sur place »
        [awaiting_completion] « Attente de fin d'intervention »
        [completed] « Intervention terminée »
        [invoice_requested] « Facture en attente de réception »
        [invoiced] « Facture reçue »
        [declined] « Intervention refusée »
        [cancelled] « Intervention annulée »
       *[other] « { $step } »
    }.
problem-contractor_already_engaged = Un intervenant est déjà sollicité. Dites s'il est remplacé ou s'il reste.
problem-too_many_contractors = Un ticket prend { $at_most } intervenants au plus.
problem-no_single_step = Plusieurs intervenants avancent chacun de leur côté : il n'y a pas d'étape unique à annoncer à un tiers.
problem-no_email_for_quote_request = La demande de devis part toujours par e-mail : il faut une adresse.
problem-several_cannot_become_quote = Un ordre à plusieurs intervenants (ODSM) ne peut pas devenir un devis.
problem-quote_replaced_meanwhile = Le devis a été remplacé entre-temps : c'est la version { $current } qui compte. Relisez-le avant de décider.
problem-another_quote_kept = Un autre devis est déjà retenu sur ce ticket.
problem-promised_in_the_past = La date annoncée pour le devis est déjà passée.
problem-unknown_file = Ce fichier ne figure pas sur ce ticket.
problem-no_quote_to_approve = Aucun devis n'attend de décision sur ce ticket.
problem-unknown_approval = Cette demande d'approbation ne figure pas sur ce ticket.
problem-approval_no_longer_holds = Cette demande d'approbation ne vaut plus : elle a été remplacée, ou le cabinet a décidé sans elle.
problem-approval_already_decided = La réponse a déjà été donnée : elle ne peut l'être qu'une fois.
problem-approver_not_allowed = Cette personne ne décide pas des devis de ce bien.
problem-not_on_the_council = Seuls les autres membres du conseil syndical peuvent être informés d'une demande d'approbation.
problem-presence_not_asked = La présence sur place n'a pas été demandée pour cette intervention.
problem-slot_in_the_past = Ce créneau est déjà passé : il se terminait le { $ends_at }.
problem-visit_not_begun = L'intervention n'a pas encore commencé.
problem-ends_before_it_starts = La nouvelle fin doit être postérieure au début de l'intervention.
problem-arrival_in_the_past = L'heure d'arrivée annoncée est déjà passée.
problem-completed_in_the_future = La fin d'intervention ne peut pas être datée dans le futur.
problem-requested_in_the_future = La demande ne peut pas être datée dans le futur.
problem-no_email_for_channel = L'envoi par e-mail est coché : une adresse e-mail est nécessaire.
problem-no_mobile_for_channel = L'envoi par SMS est coché : un numéro de mobile est nécessaire.
problem-no_channel = Cochez au moins un moyen d'envoi : e-mail ou SMS.
problem-no_email_for_invoice_request = La demande de facture part par e-mail : il manque l'adresse de l'intervenant.
problem-not_on_the_ticket = Cette personne ne figure pas sur ce ticket.
problem-nobody_chosen = Choisissez au moins un destinataire.
problem-property_of_another_module = Ce bien relève de l'autre activité (syndic ou gérance).
problem-landlord_outside_gerance = Le nom du propriétaire ne se donne qu'en gérance.
problem-not_a_manager = Un ticket ne peut être transféré qu'à un gestionnaire.

# Les valeurs.
problem-empty_text = Ce texte est obligatoire.
problem-text_too_long = Ce texte est trop long : { $actual } caractères, { $max } au plus.
problem-control_character = Ce texte contient un caractère non imprimable.
problem-invalid_email = Cette adresse e-mail n'est pas valide.
problem-invalid_phone = Ce numéro de téléphone n'est pas valide.
problem-not_an_amount = Écrivez un montant en euros, par exemple 1250,50.
problem-more_than_two_decimals = Un montant a deux décimales au plus.
problem-amount_out_of_range = Le montant doit être compris entre 0,01 € et 10 000 000 €.
problem-local_time_does_not_exist = Cette heure n'existe pas : le { $local }, les horloges passent à l'heure d'été.
problem-local_time_is_repeated = Cette heure a lieu deux fois : le { $local }, les horloges passent à l'heure d'hiver. Indiquez laquelle.
problem-slot_too_short = Une intervention dure au moins 15 minutes.
problem-slot_too_long = Une intervention dure au plus 30 jours.
problem-reminder_days_out_of_range = Les relances se font tous les 0 à 90 jours.
problem-reminder_times_out_of_range = Les relances se font 0 à 20 fois.
problem-reminder_hours_out_of_range = Le rappel se fait 0 à 336 heures avant l'intervention.
problem-unknown_department = Le code postal de ce bien n'est pas français : ses jours fériés sont inconnus.
problem-link_not_valid = Ce lien n'est plus valable. Appelez le cabinet qui vous l'a envoyé.
problem-broken_off = L'envoi s'est interrompu. Recommencez.
problem-link_expired = Ce lien est trop ancien. Demandez-en un nouveau : il partira à l'adresse connue du cabinet.

# Files.
problem-file_empty = Ce fichier est vide.
problem-file_is_a_web_page = Les pages web et les dessins SVG ne sont pas acceptés : ils peuvent contenir des programmes.
problem-file_is_a_script = Ce fichier est un script : il n'est pas accepté.
problem-file_is_a_program = Ce fichier est un programme, quel que soit son nom : il n'est pas accepté.
problem-file_is_an_archive = Les archives ne sont pas acceptées. Envoyez les fichiers qu'elle contient.
problem-file_is_two_things = Ce fichier en cache un autre : il n'est pas accepté.
problem-file_holds_macros = Ce document contient des macros : enregistrez-le sans elles, ou en PDF.
problem-file_kind_not_taken = Ce genre de fichier n'est pas accepté. Envoyez une photo (JPEG, PNG, WebP, HEIC, GIF), un PDF, un document bureautique, un texte ou une vidéo (MP4, MOV).
problem-file_not_shown = Cette photo ne peut pas être montrée : le lieu où elle a été prise ne peut pas en être retiré. Demandez-la à l'agence.
problem-file_too_large = Ce fichier est trop volumineux : { $megabytes } Mo au plus.
problem-too_many_at_once = { $most } fichiers à la fois au plus : envoyez celui-ci et les suivants en une autre fois.
problem-too_many_files = Ce ticket a déjà { $most } documents, le plus qu'il peut en avoir.
