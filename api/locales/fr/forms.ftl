# Ce que les formulaires des pages demandent de revoir.

problem-property_needed = Choisissez le bien concerné.
problem-contractor_needed = Choisissez un intervenant, ou saisissez-en un à la main.
problem-others_needed = Dites ce que deviennent les intervenants déjà engagés.
problem-decision_needed = Choisissez votre réponse.
problem-not_a_time = Écrivez une heure, par exemple 9:05.
problem-not_a_number = Écrivez un nombre entier.
problem-malformed_form = Le formulaire reçu est illisible.
problem-tick_needed = Cochez la case pour confirmer.

# Comment un champ s'appelle, loin de lui.

named-subject = Objet
named-description = Description
named-original_description = Message d'origine
named-name = Nom
named-email = E-mail
named-phone = Téléphone
named-channels = Moyen d'envoi
named-reason = Raison
named-text = Message
named-comment = Remarque
named-date = Date
named-time = Heure
named-minutes = Durée prévue
named-repeated_hour = Heure
named-amount = Montant
named-number = Numéro de facture
named-dated = Date de facture
named-every_days = Relance de facture
named-at_most = Nombre de relances
named-visit_hours = Rappel de l'intervention
named-requested_on = Date de la demande
named-requested_at = Heure de la demande
named-completed_on = Date de fin
named-to = Destinataire
named-signed_by = Qui l'a dit
named-contractor-name = Nom de l'intervenant
named-contractor-email = E-mail de l'intervenant
named-contractor-phone = Mobile de l'intervenant
named-contractor-channels = Moyens de prévenir l'intervenant
named-contractor-instructions = Consignes
named-requester-name = Nom du demandeur
named-requester-email = E-mail du demandeur
named-requester-phone = Téléphone du demandeur
named-site_contact-name = Nom de la personne sur place
named-site_contact-email = E-mail de la personne sur place
named-site_contact-phone = Téléphone de la personne sur place
named-watchers-name = Nom de la personne à notifier
named-watchers-email = E-mail de la personne à notifier
named-watchers-phone = Mobile de la personne à notifier
named-watchers-channels = Moyens de notifier
named-quote-every_days = Relance de devis
named-quote-at_most = Nombre de relances de devis
named-informed = Pour information
