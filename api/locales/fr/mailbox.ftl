# La messagerie intégrée, qui tient lieu de serveur d'e-mails et de passerelle SMS.

mailbox-title = Messages envoyés
mailbox-what = Aucun serveur d'e-mails n'est configuré : ce qui serait parti se lit ici.
mailbox-number = Numéro de ticket
mailbox-all = Tous les messages
mailbox-empty = Aucun message
mailbox-empty-what = Les e-mails et les SMS apparaissent ici dès qu'un ticket en envoie.
mailbox-when = Envoyé
mailbox-to = Destinataire
mailbox-subject = Message
mailbox-ticket = Ticket
mailbox-as-html = Le message tel qu'il s'affiche
mailbox-as-text = Le message en texte seul
mailbox-sms = SMS
mailbox-open-ticket = Ouvrir le ticket
