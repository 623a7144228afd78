# La page que le demandeur ouvre par son lien personnel.

follow-number = Demande n° { $number }
follow-back = Revenir à ma demande
follow-gone-text = Le lien est peut-être incomplet ou trop ancien. Ouvrez-le à nouveau depuis le dernier message reçu, ou appelez l'agence.
follow-pending = Votre demande est enregistrée
follow-pending-lead = Un gestionnaire va l'examiner. Vous serez informé de sa décision.
follow-received = Votre demande est prise en charge
follow-asked = Un intervenant est sollicité
follow-words = Votre demande
follow-asked-lead = Nous vous indiquerons la date de sa venue.
follow-visit = Une intervention est prévue
follow-done = L'intervention est terminée
follow-dismissed = Votre demande est annulée
follow-dismissed-lead = L'agence n'y donne pas suite, pour la raison suivante. Pour toute question, appelez-la.
follow-closed = Le dossier est clos
follow-closed-lead = Pour toute question, appelez l'agence.
follow-step-received = Demande reçue
follow-step-contractor_asked = Intervenant sollicité
follow-step-visit = Date d'intervention
follow-step-done = Intervention terminée
follow-step-dismissed = Demande annulée
follow-step-closed = Dossier clos
follow-reached = Fait :
follow-to-come = À venir :
follow-you = Vous
follow-done-message = Votre message est envoyé à l'agence.
