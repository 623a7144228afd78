# Ce que les formulaires des pages demandent de revoir.

problem-property_needed = Choisissez le bien concerné.
problem-contractor_needed = Choisissez un intervenant, ou saisissez-en un à la main.
problem-not_a_time = Écrivez une heure, par exemple 9:05.
problem-not_a_number = Écrivez un nombre entier.
problem-malformed_form = Le formulaire reçu est illisible.
problem-tick_needed = Cochez la case pour confirmer.
