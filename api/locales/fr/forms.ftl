# Ce que les formulaires des pages demandent de revoir.

problem-property_needed = Choisissez le bien concerné.
problem-contractor_needed = Choisissez un intervenant, ou saisissez-en un à la main.
problem-not_a_time = Écrivez une heure, par exemple 9:05.
problem-not_a_number = Écrivez un nombre entier.
problem-malformed_form = Le formulaire reçu est illisible.
problem-tick_needed = Cochez la case pour confirmer.

# Comment un champ s'appelle, loin de lui.

at-subject = Objet
at-description = Description
at-original_description = Message d'origine
at-name = Nom
at-email = E-mail
at-phone = Téléphone
at-channels = Moyen d'envoi
at-reason = Raison
at-text = Message
at-comment = Remarque
at-date = Date
at-time = Heure
at-minutes = Durée prévue
at-repeated_hour = Heure
at-amount = Montant
at-number = Numéro de facture
at-dated = Date de facture
at-every_days = Relance de facture
at-at_most = Nombre de relances
at-visit_hours = Rappel de l'intervention
at-requested_on = Date de la demande
at-requested_at = Heure de la demande
at-completed_on = Date de fin
at-to = Destinataire
at-signed_by = Qui l'a dit
at-contractor-name = Nom de l'intervenant
at-contractor-email = E-mail de l'intervenant
at-contractor-phone = Mobile de l'intervenant
at-contractor-channels = Moyens de prévenir l'intervenant
at-contractor-instructions = Consignes
at-requester-name = Nom du demandeur
at-requester-email = E-mail du demandeur
at-requester-phone = Téléphone du demandeur
at-site_contact-name = Nom de la personne sur place
at-site_contact-email = E-mail de la personne sur place
at-site_contact-phone = Téléphone de la personne sur place
at-watchers-name = Nom de la personne à notifier
at-watchers-email = E-mail de la personne à notifier
at-watchers-phone = Mobile de la personne à notifier
at-watchers-channels = Moyens de notifier
