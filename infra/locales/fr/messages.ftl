# What messages say. One block per occasion and reader: title, text (paragraphs apart by an empty line), the button's
# words, and the SMS. A block named -contractor, -staff or -site is for that reader; -other is for everybody else.
#
# $agency $number $subject $place $contractor $visit $previous $when $expected $asked $nth $of $amount $date $person
# $about (subject and place, shortened first in an SMS) $link

# ---- The frame of every message ----

subject-line = [Ticket n° { $number }] { $subject } – { $place }
greeting = Bonjour,
regards = Cordialement,
automatic = Message envoyé automatiquement par { $agency } au sujet du ticket n° { $number }.
personal-link = Ce lien vous est personnel et n’exige aucun compte : merci de ne pas le transférer.
written-out = Si le bouton ne fonctionne pas, copiez cette adresse dans votre navigateur :
sms-bare = { $agency } : ticket { $number }. { $link }
sms-message = { $agency } : { $text }

fact-subject = Objet
fact-place = Adresse
fact-visit = Rendez-vous
fact-visit-cancelled = Rendez-vous annulé
fact-previous = Au lieu du
fact-expected = Arrivée prévue
fact-description = Description
fact-instructions = Consignes
fact-contact = À contacter sur place
fact-landlord = Facture au nom de
fact-landlord-quote = Devis et facture au nom de
fact-contractor = Intervenant
fact-requester = Demandeur
fact-amount = Montant TTC
fact-invoice-number = Facture n°
fact-quotes = Devis TTC
fact-threshold = Seuil prévu au mandat
fact-completed = Terminé le
fact-signed-by = Répondu par
fact-recipient = Destinataire
fact-channel = Envoi par
fact-failure = Cause

quote-comment = Commentaire
quote-reason = Motif
quote-from = { $person } a écrit
quote-message = Message

channel-email = e-mail
channel-sms = SMS
reader-contractor = intervenant
reader-requester = demandeur
reader-landlord = propriétaire
reader-president = président du conseil syndical
reader-tenant = locataire
reader-site-contact = personne à contacter
reader-approver = personne sollicitée pour approbation
reader-watcher = personne à notifier
reader-staff = collaborateur
reader-informed = personne informée
failure-refused = l’adresse ou le numéro a été refusé
failure-expired = 24 heures d’essais sans succès
failure-unconfirmed = peut-être arrivé, mais rien ne le confirme
failure-no-address = aucune adresse ou aucun numéro utilisable

# ---- A client's request ----

request-submitted-staff =
    .title = Une demande attend votre validation
    .text = { $person } a déposé une demande : { $subject }. Elle porte le n° { $number }.

        Validez-la pour envoyer un intervenant, ou annulez-la en indiquant pourquoi : le demandeur en sera informé.
    .action = Examiner la demande
request-received-requester =
    .title = Votre demande est enregistrée
    .text = { $agency } a bien reçu votre demande « { $subject } ». Elle porte le n° { $number }.

        Un gestionnaire va l’examiner. Vous serez informé de sa décision, et vous pouvez suivre la demande et nous écrire depuis votre page.
    .action = Suivre ma demande
    .sms = { $agency } : demande { $number } reçue, { $about }. Suivi : { $link }
request-validated-requester =
    .title = Votre demande est prise en charge
    .text = { $agency } a donné suite à votre demande « { $subject } » : un intervenant est sollicité.

        Vous pouvez suivre les étapes et nous écrire depuis votre page.
    .action = Suivre ma demande
    .sms = { $agency } : demande { $number } prise en charge, { $about }. Suivi : { $link }
request-dismissed-requester =
    .title = Votre demande est annulée
    .text = { $agency } ne donne pas suite à votre demande « { $subject } » ; le motif figure ci-dessous.
    .action = Voir ma demande
    .sms = { $agency } : demande { $number } sans suite, { $about }. Motif : { $link }

# ---- Opening ----

ticket-opened-staff =
    .title = Ticket n° { $number } ouvert
    .text = Le ticket que vous venez d’ouvrir est enregistré sous le n° { $number }.

        Vous recevrez ici la réponse de l’intervenant et la suite du dossier.
    .action = Ouvrir le ticket
ticket-opened-site =
    .title = Une intervention se prépare
    .text = À la suite du signalement « { $subject } », { $agency } a demandé à { $contractor } d’intervenir.

        Vous êtes la personne à contacter sur place : l’intervenant pourra vous appeler pour convenir d’un rendez-vous. Nous vous en confirmerons la date.
    .sms = { $agency } : { $contractor } va vous appeler pour un RDV. Objet : { $about }.
ticket-opened-other =
    .title = Un ticket a été ouvert
    .text = { $agency } a ouvert le ticket n° { $number } : { $subject }. { $contractor } a été sollicité pour intervenir.

        Vous recevrez les étapes importantes : date de l’intervention, fin des travaux et clôture.
    .sms = { $agency } : ticket { $number } ouvert, { $about }. Intervenant : { $contractor }.
ticket-opened-several-staff =
    .title = Ticket n° { $number } ouvert
    .text = Le ticket que vous venez d’ouvrir est enregistré sous le n° { $number }. Ordre envoyé à : { $contractor }.

        Vous recevrez ici la réponse de chaque intervenant et la suite du dossier.
    .action = Ouvrir le ticket
ticket-opened-several-site =
    .title = Des interventions se préparent
    .text = À la suite du signalement « { $subject } », { $agency } a demandé à { $contractor } d’intervenir.

        Vous êtes la personne à contacter sur place : chaque intervenant pourra vous appeler pour convenir d’un rendez-vous. Nous vous confirmerons chaque date.
    .sms = { $agency } : plusieurs intervenants vont vous appeler, chacun pour un RDV. Objet : { $about }.
ticket-opened-several-other =
    .title = Un ticket a été ouvert
    .text = { $agency } a ouvert le ticket n° { $number } : { $subject }. { $contractor } ont été sollicités pour intervenir, chacun de son côté.

        Vous recevrez les étapes importantes : date de chaque intervention, fin des travaux et clôture.
    .sms = { $agency } : ticket { $number } ouvert, plusieurs intervenants sollicités, { $about }.

ticket-opened-quote-staff =
    .title = Ticket n° { $number } ouvert
    .text = Le ticket que vous venez d’ouvrir est enregistré sous le n° { $number }. Devis demandé à : { $contractor }.

        Vous recevrez ici le devis et la suite du dossier.
    .action = Ouvrir le ticket
ticket-opened-quote-other =
    .title = Un ticket a été ouvert
    .text = { $agency } a ouvert le ticket n° { $number } : { $subject }. Un devis a été demandé à { $contractor }.

        Vous recevrez les étapes importantes : acceptation du devis, date de l’intervention, fin des travaux et clôture.
    .sms = { $agency } : ticket { $number } ouvert, devis demandé à { $contractor }, { $about }.
ticket-opened-quotes-staff =
    .title = Ticket n° { $number } ouvert
    .text = Le ticket que vous venez d’ouvrir est enregistré sous le n° { $number }. Devis demandés à : { $contractor }.

        Vous recevrez ici chaque devis et la suite du dossier.
    .action = Ouvrir le ticket
ticket-opened-quotes-other =
    .title = Un ticket a été ouvert
    .text = { $agency } a ouvert le ticket n° { $number } : { $subject }. Des devis ont été demandés à { $contractor } ; un seul sera retenu.

        Vous recevrez les étapes importantes : acceptation du devis, date de l’intervention, fin des travaux et clôture.
    .sms = { $agency } : ticket { $number } ouvert, plusieurs devis demandés, { $about }.

# ---- The order and its answer ----

order-sent-contractor =
    .title = Demande d’intervention
    .text = { $agency } vous demande d’intervenir pour : { $subject }.

        Merci de nous indiquer la date à laquelle vous interviendrez, ou de nous dire si vous ne pouvez pas vous en charger. Une minute suffit.
    .action = Répondre à la demande
    .sms = { $agency } : intervention demandée, { $about }. Votre réponse : { $link }
link-renewed-contractor =
    .title = Votre nouveau lien
    .text = Vos coordonnées ont changé pour ce ticket. Voici votre lien à jour : il remplace celui que vous aviez reçu.
    .action = Ouvrir ma page
    .sms = { $agency } : votre nouveau lien pour { $about } : { $link }
answer-reminder-contractor =
    .title = Votre réponse est attendue
    .text = Nous vous avons demandé le { $asked } d’intervenir pour : { $subject }. Sauf erreur de notre part, votre réponse ne nous est pas parvenue.

        Merci de nous indiquer une date, ou de décliner si vous ne pouvez pas vous en charger : nous pourrons alors nous organiser autrement.
    .action = Répondre à la demande
    .sms = { $agency } : votre réponse est attendue, { $about }. Date ou refus : { $link }
order-accepted-contractor =
    .title = Rendez-vous enregistré
    .text = Comme convenu, votre intervention est enregistrée { $visit }.

        Si cette date ne vous convient plus, proposez-en une autre depuis votre page.
    .action = Voir le rendez-vous
    .sms = { $agency } : RDV enregistré le { $when }, { $about }. { $link }
order-accepted-staff =
    .title = Intervention acceptée
    .text = { $contractor } interviendra { $visit }.
    .action = Ouvrir le ticket
order-accepted-other =
    .title = Une intervention est prévue
    .text = { $contractor } interviendra { $visit }, pour : { $subject }.
    .sms = { $agency } : intervention le { $when } par { $contractor }, { $about }.
order-declined-staff =
    .title = Intervention refusée
    .text = { $contractor } ne prendra pas cette intervention en charge.

        Vous pouvez contacter un autre intervenant depuis le ticket.
    .action = Contacter un autre intervenant

# ---- The quote ----

quote-request-contractor =
    .title = Demande de devis
    .text = { $agency } vous demande un devis pour : { $subject }.

        Merci de l’envoyer depuis votre page avec son montant TTC, d’indiquer quand nous le recevrons, ou de nous dire si vous ne pouvez pas vous en charger. Si une visite est utile, convenez-en directement avec la personne à contacter.
    .action = Répondre à la demande
    .sms = { $agency } : devis demandé, { $about }. Votre réponse : { $link }
quote-reminder-contractor =
    .title = Votre devis est attendu
    .text = Nous vous avons demandé le { $asked } un devis pour : { $subject }. Sauf erreur de notre part, il ne nous est pas parvenu.

        Merci de l’envoyer depuis votre page, ou de décliner si vous ne pouvez pas vous en charger : nous pourrons alors nous organiser autrement.
    .action = Envoyer le devis
    .sms = { $agency } : votre devis est attendu, { $about }. Envoi ou refus : { $link }
quote-received-staff =
    .title = Devis reçu
    .text = Devis de { $contractor } : { $amount } TTC.

        Vous pouvez l’accepter, le refuser ou le soumettre à approbation.
    .action = Voir le devis
quote-replaced-staff =
    .title = Devis remplacé
    .text = { $contractor } a remplacé son devis : { $amount } TTC. Le précédent ne vaut plus.

        Vous pouvez l’accepter, le refuser ou le soumettre à approbation.
    .action = Voir le devis
quote-declined-staff =
    .title = Demande de devis déclinée
    .text = { $contractor } ne remettra pas de devis.

        Vous pouvez contacter un autre intervenant depuis le ticket.
    .action = Contacter un autre intervenant
quote-accepted-contractor =
    .title = Votre devis est accepté
    .text = { $agency } accepte votre devis pour : { $subject }.

        Convenez d’une date avec la personne à contacter, puis indiquez-la depuis votre page.
    .action = Indiquer la date
    .sms = { $agency } : votre devis est accepté, { $about }. Date d'intervention : { $link }
quote-accepted-site =
    .title = Un devis a été accepté
    .text = { $agency } a accepté le devis de { $contractor } pour : { $subject }.

        Vous êtes la personne à contacter sur place : l’intervenant pourra vous appeler pour convenir d’un rendez-vous. Nous vous en confirmerons la date.
    .sms = { $agency } : { $contractor } va vous appeler pour un RDV. Objet : { $about }.
quote-accepted-other =
    .title = Un devis a été accepté
    .text = { $agency } a accepté le devis de { $contractor } pour : { $subject }. La date de l’intervention vous sera communiquée.
    .sms = { $agency } : devis de { $contractor } accepté, { $about }.
slot-reminder-contractor =
    .title = Votre date d’intervention est attendue
    .text = Nous attendons votre date d’intervention depuis le { $asked }, pour : { $subject }.

        Merci d’en convenir avec la personne à contacter et de l’indiquer depuis votre page.
    .action = Indiquer la date
    .sms = { $agency } : votre date d'intervention est attendue, { $about } : { $link }
quote-refused-contractor =
    .title = Votre devis n’est pas retenu
    .text = { $agency } ne donne pas suite à votre devis pour « { $subject } ». Vous n’avez plus rien à faire pour ce dossier. Merci du temps que vous y avez consacré.
    .sms = { $agency } : votre devis n'est pas retenu, { $about }. Merci de votre réponse.
quote-cancelled-contractor =
    .title = Devis plus attendu
    .text = { $agency } n’attend plus votre devis pour « { $subject } ». Vous n’avez plus rien à faire pour ce dossier.
    .sms = { $agency } : votre devis n'est plus attendu. { $about }.
signed-quote-contractor =
    .title = Devis signé
    .text = { $agency } met à votre disposition le devis signé pour : { $subject }. Vous le trouverez sur votre page.
    .action = Voir le devis signé
    .sms = { $agency } : devis signé disponible, { $about } : { $link }
visit-off-other =
    .title = Rendez-vous annulé
    .text = L’intervention de { $contractor } prévue { $previous } n’aura pas lieu : un devis doit d’abord être établi. Nous vous indiquerons la suite.
    .sms = { $agency } : l'intervention du { $when } ({ $contractor }) est annulée, un devis suit, { $about }.

# ---- The approval ----

approval-request-approver =
    .title = Votre accord est demandé
    .text = { $agency } vous soumet un devis pour : { $subject }.

        Merci de l’approuver ou de le désapprouver depuis votre page. Vous ne pourrez répondre qu’une fois.
    .action = Voir et répondre
    .sms = { $agency } : votre accord est demandé sur un devis, { $about }. Réponse : { $link }
approval-request-several-approver =
    .title = Votre accord est demandé
    .text = { $agency } vous soumet plusieurs devis pour : { $subject }.

        Merci d’en approuver un depuis votre page, ou de les désapprouver tous. Vous ne pourrez répondre qu’une fois.
    .action = Voir et répondre
    .sms = { $agency } : votre choix est demandé entre plusieurs devis, { $about }. Réponse : { $link }
approval-reminder-approver =
    .title = Votre réponse est attendue
    .text = Nous vous avons demandé votre accord pour : { $subject }. Sauf erreur de notre part, votre réponse ne nous est pas parvenue.

        Sans elle, l’intervention ne peut pas avoir lieu.
    .action = Voir et répondre
    .sms = { $agency } : votre accord est toujours attendu, { $about }. Réponse : { $link }
approval-information-other =
    .title = Une approbation est demandée
    .text = Pour votre information, { $agency } a demandé une approbation sur devis pour : { $subject }. Vous n’avez rien à faire.
    .sms = { $agency } : pour information, devis soumis à approbation, { $about }.
quote-approved-staff =
    .title = Devis approuvé
    .text = Le devis de { $contractor } est approuvé : { $amount } TTC.

        Il vous reste à valider l’acceptation pour que l’intervenant soit prévenu.
    .action = Valider l’acceptation
quotes-disapproved-staff =
    .title = Approbation refusée
    .text = L’approbation demandée pour « { $subject } » n’est pas donnée. Devis de : { $contractor }.

        Vous pouvez refuser, demander un autre devis ou solliciter à nouveau une approbation.
    .action = Ouvrir le ticket

# ---- The visit ----

slot-proposed-contractor =
    .title = Nouveau rendez-vous
    .text = Votre intervention est maintenant prévue { $visit }.

        Si cette date ne vous convient pas, proposez-en une autre depuis votre page.
    .action = Voir le rendez-vous
    .sms = { $agency } : nouveau RDV le { $when }, { $about }. { $link }
slot-proposed-staff =
    .title = Nouvelle date proposée
    .text = { $contractor } propose d’intervenir { $visit }.
    .action = Ouvrir le ticket
slot-proposed-other =
    .title = Nouvelle date d’intervention
    .text = { $contractor } interviendra { $visit }, pour : { $subject }.
    .sms = { $agency } : nouvelle date, intervention le { $when } par { $contractor }, { $about }.
slot-confirmed-contractor =
    .title = Rendez-vous confirmé
    .text = { $agency } confirme votre intervention { $visit }.
    .action = Voir le rendez-vous
    .sms = { $agency } : RDV confirmé le { $when }, { $about }. { $link }
slot-confirmed-staff =
    .title = Rendez-vous confirmé
    .text = L’intervention de { $contractor } est confirmée { $visit }.
    .action = Ouvrir le ticket
slot-confirmed-other =
    .title = Rendez-vous confirmé
    .text = L’intervention de { $contractor } est confirmée { $visit }, pour : { $subject }.
    .sms = { $agency } : intervention confirmée le { $when } par { $contractor }, { $about }.
slot-postponed-contractor =
    .title = Rendez-vous déplacé
    .text = { $agency } a déplacé votre intervention : elle est maintenant prévue { $visit }.

        Si cette date ne vous convient pas, proposez-en une autre depuis votre page.
    .action = Voir le rendez-vous
    .sms = { $agency } : RDV déplacé au { $when }, { $about }. { $link }
slot-postponed-staff =
    .title = Rendez-vous déplacé
    .text = L’intervention de { $contractor } est maintenant prévue { $visit }.
    .action = Ouvrir le ticket
slot-postponed-other =
    .title = Rendez-vous déplacé
    .text = L’intervention de { $contractor } est déplacée : elle est maintenant prévue { $visit }.
    .sms = { $agency } : intervention déplacée au { $when } ({ $contractor }), { $about }.
slot-cancelled-contractor =
    .title = Rendez-vous annulé
    .text = { $agency } a annulé le rendez-vous prévu { $previous }. L’intervention reste à faire.

        Merci de proposer une autre date depuis votre page.
    .action = Proposer une autre date
    .sms = { $agency } : RDV du { $when } annulé, { $about }. Autre date : { $link }
slot-cancelled-staff =
    .title = Rendez-vous annulé
    .text = Le rendez-vous de { $contractor } prévu { $previous } n’aura pas lieu. Une autre date est attendue.
    .action = Ouvrir le ticket
slot-cancelled-other =
    .title = Rendez-vous annulé
    .text = L’intervention de { $contractor } prévue { $previous } n’aura pas lieu. Nous vous indiquerons la nouvelle date.
    .sms = { $agency } : l'intervention du { $when } ({ $contractor }) est annulée, { $about }.
visit-reminder-contractor =
    .title = Rappel de votre intervention
    .text = Vous intervenez { $visit }, pour : { $subject }.

        Un empêchement ? Proposez une autre date dès maintenant depuis votre page.
    .action = Voir le rendez-vous
    .sms = { $agency } : rappel, RDV le { $when }, { $about }. Un empêchement : { $link }

# ---- On the day ----

presence-request-contractor =
    .title = Êtes-vous sur place ?
    .text = Votre intervention est prévue { $visit }.

        Merci de nous dire si vous êtes sur place, en retard ou empêché.
    .action = Je réponds
    .sms = { $agency } : êtes-vous sur place pour { $about } ? Répondez : { $link }
presence-on-site-staff =
    .title = Intervenant sur place
    .text = { $contractor } est sur place.
    .action = Ouvrir le ticket
presence-late-staff =
    .title = Intervenant en retard
    .text = { $contractor } aura du retard : son arrivée est maintenant prévue { $expected }.
    .action = Ouvrir le ticket
presence-late-other =
    .title = L’intervenant aura du retard
    .text = { $contractor } aura du retard : son arrivée est maintenant prévue { $expected }.
    .sms = { $agency } : { $contractor } aura du retard, arrivée le { $when }, { $about }.
presence-postponed-staff =
    .title = Intervention reportée
    .text = { $contractor } a reporté son intervention : elle est maintenant prévue { $visit }.
    .action = Ouvrir le ticket
presence-postponed-other =
    .title = Intervention reportée
    .text = { $contractor } a reporté son intervention : elle est maintenant prévue { $visit }.
    .sms = { $agency } : intervention reportée au { $when } ({ $contractor }), { $about }.
presence-impossible-staff =
    .title = Intervention impossible
    .text = { $contractor } ne pourra pas intervenir { $previous } comme prévu. Une autre date est attendue.
    .action = Ouvrir le ticket
presence-impossible-other =
    .title = L’intervention n’aura pas lieu
    .text = { $contractor } ne pourra pas intervenir { $previous } comme prévu. Nous vous indiquerons la nouvelle date.
    .sms = { $agency } : l'intervention du { $when } ({ $contractor }) n'aura pas lieu, { $about }.
completion-request-contractor =
    .title = L’intervention est-elle terminée ?
    .text = Votre intervention était prévue { $visit }.

        Merci de nous dire si elle est terminée. Vous pouvez indiquer dès maintenant le montant de votre facture.
    .action = Je réponds
    .sms = { $agency } : intervention terminée ? { $about }. Répondez : { $link }
completion-reminder-contractor =
    .title = L’intervention est-elle terminée ?
    .text = Sauf erreur de notre part, vous ne nous avez pas encore dit si l’intervention prévue { $visit } est terminée.
    .action = Je réponds
    .sms = { $agency } : rappel, intervention terminée ? { $about }. Répondez : { $link }
completion-reported-staff =
    .title = Intervention terminée
    .text = { $contractor } a terminé son intervention { $date }.

        Vous pouvez demander la facture, la saisir, ou clore le ticket.
    .action = Ouvrir le ticket
completion-reported-other =
    .title = Intervention terminée
    .text = { $contractor } a terminé son intervention { $date }, pour : { $subject }.
    .sms = { $agency } : intervention de { $contractor } terminée, { $about }.
completion-new-end-staff =
    .title = Intervention pas encore terminée
    .text = { $contractor } n’a pas terminé et prévoit d’être sur place { $visit }.
    .action = Ouvrir le ticket
completion-new-slot-staff =
    .title = Un second passage est nécessaire
    .text = { $contractor } n’a pas terminé et reviendra { $visit }.
    .action = Ouvrir le ticket
quote-found-necessary-staff =
    .title = Un devis est nécessaire
    .text = D’après { $contractor }, un devis est nécessaire avant d’aller plus loin.
    .action = Ouvrir le ticket

# ---- The invoice ----

invoice-request-contractor =
    .title = Votre facture
    .text = Votre intervention « { $subject } » est terminée : merci de nous envoyer votre facture depuis votre page, avec son montant TTC.
    .action = Envoyer la facture
    .sms = { $agency } : merci d'envoyer votre facture, { $about } : { $link }
invoice-reminder-contractor =
    .title = Votre facture est attendue
    .text = Nous vous avons demandé le { $asked } votre facture pour l’intervention « { $subject } ». Sauf erreur de notre part, elle ne nous est pas parvenue.
    .action = Envoyer la facture
    .sms = { $agency } : votre facture est attendue, { $about } : { $link }
invoice-requested-again-contractor =
    .title = Facture à corriger
    .text = La facture reçue pour l’intervention « { $subject } » ne peut pas être acceptée en l’état. Merci de nous en envoyer une nouvelle depuis votre page.
    .action = Envoyer la facture corrigée
    .sms = { $agency } : facture à corriger, { $about }. Détails : { $link }
invoice-received-staff =
    .title = Facture reçue
    .text = { $contractor } a envoyé sa facture : { $amount } TTC.

        Vous pouvez la vérifier, la redemander si elle est fausse, ou clore le ticket.
    .action = Voir la facture

# ---- The end ----

assignment-cancelled-contractor =
    .title = Intervention annulée
    .text = { $agency } annule la demande d’intervention « { $subject } ». Vous n’avez plus rien à faire pour ce dossier ; merci de ne pas vous déplacer.
    .sms = { $agency } : intervention annulée, merci de ne pas vous déplacer. { $about }.
ticket-closed-contractor =
    .title = Dossier clos
    .text = { $agency } a clos le dossier « { $subject } ». Vous n’avez plus rien à faire.
    .sms = { $agency } : dossier clos, plus rien n'est attendu de vous. { $about }.
ticket-closed-staff =
    .title = Ticket n° { $number } clos
    .text = Le ticket « { $subject } » est clos. Son journal reste consultable.
    .action = Ouvrir le ticket
ticket-closed-other =
    .title = Ticket clos
    .text = Le ticket n° { $number } « { $subject } » est clos.
    .sms = { $agency } : ticket { $number } clos, { $about }.

# ---- Conversation ----

message-sent-contractor =
    .title = Un message de { $agency }
    .text = { $agency } vous écrit au sujet de : { $subject }.
    .action = Lire et répondre
    .sms = { $agency } : un message pour vous, { $about }. Lire et répondre : { $link }
message-sent-requester =
    .title = Un message de { $agency }
    .text = { $agency } vous écrit au sujet de : { $subject }.
    .action = Lire et répondre
message-sent-approver =
    .title = Un message de { $agency }
    .text = { $agency } vous écrit au sujet de : { $subject }.
    .action = Lire et répondre
    .sms = { $agency } : un message pour vous, { $about }. Lire et répondre : { $link }
message-sent-other =
    .title = Un message de { $agency }
    .text = { $agency } vous écrit au sujet de : { $subject }.
message-received-staff =
    .title = Nouveau message
    .text = { $person } vous écrit au sujet de : { $subject }.
    .action = Lire et répondre
third-party-informed-other =
    .title = Pour votre information
    .text = { $agency } vous informe au sujet de : { $subject }.
ticket-transferred-staff =
    .title = Un ticket vous est confié
    .text = Le ticket n° { $number } « { $subject } » vous a été transféré.
    .action = Ouvrir le ticket
delivery-failed-staff =
    .title = Un message n’a pas pu être remis
    .text = Un message de ce ticket n’est pas arrivé, ou rien ne confirme qu’il soit arrivé. Il ne sera plus envoyé de lui-même.

        Vérifiez l’adresse ou le numéro, ou prévenez la personne autrement.
    .action = Ouvrir le ticket
