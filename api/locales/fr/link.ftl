# La page que l'intervenant ouvre par son lien personnel.

link-number = Ordre de service n° { $number }
link-back = Revenir à l'ordre de service
link-description = Ce qu'il y a à faire
link-instructions = Consignes
link-contacts = Contacts
link-site-contact = Sur place
link-manager = Votre gestionnaire
link-calendar = Ajouter à mon agenda
link-correct = Corriger ma réponse
link-message = Écrire à l'agence
link-receipt = Confirmer la lecture
link-exchanges = Nos échanges
link-invoice-to = La facture est à établir au nom de { $name }.
link-renew = Recevoir un nouveau lien
link-renew-yes = Oui, envoyez-moi un nouveau lien, par e-mail ou SMS comme d’habitude
link-renewed = Un nouveau lien vient de vous être envoyé
link-renewed-text = Ouvrez le message le plus récent. Cette page peut être fermée.
link-gone = Ce lien n'est plus valable
link-gone-text = L'ordre de service a été annulé, ou un lien plus récent vous a été envoyé. En cas de doute, appelez l'agence.
link-unknown-text = L'adresse est peut-être incomplète : ouvrez-la à nouveau depuis le message reçu, sans rien couper.
link-expired = Ce lien a expiré
link-expired-text = Par sécurité, un lien ne dure qu'un temps. Demandez-en un nouveau : il sera envoyé uniquement aux coordonnées que l'agence connaît.
link-help = Aide
link-help-text =
    1. Choisissez une réponse : elle ouvre un court formulaire. Rien n'est envoyé avant son bouton.
    2. Indiquez votre nom : l'agence sait ainsi qui a répondu.
    3. Vous pouvez revenir ici à tout moment par le même lien, corriger votre réponse ou écrire à l'agence.
    4. Si la connexion se coupe, appuyez à nouveau : répondre deux fois est sans conséquence.
link-name = Votre nom
link-name-hint = Qui répond, pour l'entreprise ?
link-read-yes = J'ai lu cet ordre de service
link-comment = Remarque
link-reason = Raison

ask-awaiting_answer = Pouvez-vous intervenir ?
ask-planned = Votre rendez-vous
ask-planned-lead = Tout est en ordre. Nous vous écrirons avant le rendez-vous.
ask-presence = Êtes-vous sur place ?
ask-on_site = Vous êtes sur place
ask-on_site-lead = Dites-nous quand c'est terminé.
ask-awaiting_completion = L'intervention est-elle terminée ?
ask-completed = L'intervention est terminée
ask-completed-lead = Merci. Vous pouvez déjà nous envoyer votre facture.
ask-invoice_requested = Votre facture
ask-invoice_requested-lead = Indiquez son montant toutes taxes comprises.
ask-invoiced = Votre facture est reçue
ask-invoiced-lead = Merci. Il n'y a plus rien à faire.
ask-declined = Vous avez refusé cette intervention
ask-declined-lead = L'agence en est informée. Si c'est une erreur, appelez-la.
ask-closed = Ce dossier est clos
ask-closed-lead = Il n'y a plus rien à faire. Pour toute question, appelez l'agence.

answer-accept = J'accepte et je fixe le rendez-vous
answer-decline = Je ne peux pas intervenir
answer-slot = Proposer un autre rendez-vous
answer-cannot-come = Je ne peux pas venir
answer-on-site = Je suis sur place
answer-late = Je serai en retard
answer-postpone = Reporter
answer-impossible = Impossible aujourd'hui
answer-done = C'est terminé
answer-not-done = Ce n'est pas terminé
answer-quote = Un devis est nécessaire
answer-invoice = Envoyer la facture
answer-message = Écrire à l'agence
answer-read = Confirmer la lecture
answer-send = Envoyer ma réponse

arrival-time = Nouvelle heure d'arrivée
arrival-date = Date
completed-on = Terminé le
not-finished-how = Que prévoyez-vous ?
not-finished-new-end = Finir un peu plus tard, pendant cette visite
not-finished-new-slot = Revenir une autre fois
not-finished-date-hint = Pour finir plus tard, gardez le début de la visite et allongez la durée.
message-subject = Objet
message-text = Message
done-accept = Votre rendez-vous est enregistré. L'agence est prévenue.
done-decline = Votre refus est transmis à l'agence.
done-slot = Le nouveau rendez-vous est enregistré.
done-cannot-come = L'agence sait que vous ne pouvez pas venir.
done-on-site = Merci, bonne intervention.
done-late = L'agence sait que vous arriverez plus tard.
done-postpone = Le nouveau rendez-vous est enregistré.
done-impossible = L'agence sait que la visite n'aura pas lieu.
done-done = Merci, la fin de l'intervention est enregistrée.
done-not-done = La suite est enregistrée.
done-quote = L'agence sait qu'un devis est nécessaire.
done-invoice = Votre facture est enregistrée. Merci.
done-message = Votre message est transmis à l'agence.
done-read = La lecture est confirmée.
