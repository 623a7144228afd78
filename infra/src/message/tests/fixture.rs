//! A ticket on which everything happens, with ordinary data and with the longest there can be.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Europe::Paris;
use domain::actor::Actor;
use domain::calendar::Department;
use domain::ids::{AssignmentId, MessageId, StaffId, TicketId, WatcherId};
use domain::personal::{Personal, Subject};
use domain::ticket::{
    Addressee, Channel, Channels, EngagedContractor, Informed, Invoice, Module, NotFinished,
    Opening, Person, PersonDetails, PresenceAnswer, Property, PropertyKind, Recipient,
    ReminderKind, ReminderTrigger, Rules, SiteContact, Source, Team, TicketEvent as E, TicketType,
    Undelivered, Watcher,
};
use domain::value::{Amount, EmailAddress, PhoneNumber, ReminderPolicy, ShortText, Slot};
use uuid::Uuid;

use crate::message::address_book::{Letterhead, StaffCard};

pub const TICKET: TicketId = TicketId::new(Uuid::from_u128(0x1026));
pub const PART: AssignmentId = AssignmentId::new(Uuid::from_u128(0xa));
pub const MANAGER: StaffId = StaffId::new(Uuid::from_u128(0x51));
const CREATOR: StaffId = StaffId::new(Uuid::from_u128(0x52));
const ASSISTANT: StaffId = StaffId::new(Uuid::from_u128(0x53));

/// What varies in length.
pub struct Data {
    pub number: u64,
    pub subject: String,
    pub street: String,
    pub city: String,
    pub company: String,
    pub person: String,
    pub agency: String,
    pub link: String,
}

impl Data {
    pub fn ordinary() -> Self {
        Self {
            number: 1026,
            subject: "Fuite d'eau".into(),
            street: "4, rue Gilbert".into(),
            city: "Nancy".into(),
            company: "Plomberie Éluard".into(),
            person: "Hélène Œuvrard".into(),
            agency: "Cabinet Durand".into(),
            link: "https://suivi.cabinet-durand.fr/r/7Yk3mPq9RtVwXz2AbCdEfG".into(),
        }
    }

    pub fn longest() -> Self {
        Self {
            number: 99_999_999,
            subject: "Œuvre d’évacuation – « bouchée » "
                .repeat(10)
                .chars()
                .take(200)
                .collect::<String>()
                .trim()
                .into(),
            street:
                "Résidence de l’Épine-Blanche, bâtiment Ç, 1987 bis, boulevard du Maréchal-Lefèbvre"
                    .into(),
            city: "Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson".into(),
            company:
                "Établissements Hœffel, Lefèbvre & Cie – chauffage, plomberie, génie climatique"
                    .into(),
            person: "Marie-Françoise de la Rochefoucauld-Liancourt d’Œuvres".into(),
            agency: "Société lorraine de gestion immobilière et d’administration de biens".into(),
            link:
                "https://interventions.societe-lorraine-de-gestion.example/r/7Yk3mPq9RtVwXz2AbCdEfG"
                    .into(),
        }
    }

    pub fn letterhead(&self) -> Letterhead {
        Letterhead {
            name: self.agency.clone(),
            street: "12, place Stanislas".into(),
            postal_code: "54000".into(),
            city: "Nancy".into(),
            phone: Some("03 83 00 00 00".into()),
            email: Some("contact@cabinet-durand.example".into()),
            colour: "#1f4b6e".into(),
            sms_sender: "DURAND".into(),
            zone: Paris,
        }
    }

    fn details(&self, name: &str, mailbox: &str) -> PersonDetails {
        PersonDetails {
            name: name.to_owned(),
            email: Some(EmailAddress::parse(&format!("{mailbox}@exemple.fr")).unwrap()),
            phone: Some(PhoneNumber::parse("06 39 98 00 01").unwrap()),
        }
    }

    fn person(&self, mailbox: &str) -> Person {
        Person {
            party: None,
            details: Personal::new(subject(mailbox), self.details(&self.person, mailbox)),
        }
    }

    pub fn contractor(&self) -> EngagedContractor {
        EngagedContractor {
            contractor: None,
            details: Personal::new(subject("eluard"), self.details(&self.company, "eluard")),
            trade: Some("plomberie".into()),
            channels: Channels::BOTH,
            instructions: Some(short(
                "Toujours faire un devis au-dessus de 500 €.\nClés chez le gardien.",
            )),
        }
    }

    pub fn opening(&self) -> Opening {
        Opening {
            number: self.number,
            ticket_type: TicketType::ServiceOrder,
            module: Module::Gerance,
            property: Property {
                id: Uuid::from_u128(9).into(),
                kind: PropertyKind::Unit,
                module: Module::Gerance,
                reference: "0101-12".into(),
                name: "Résidence du Parc, lot 12".into(),
                street: self.street.clone(),
                postal_code: "54000".into(),
                city: self.city.clone(),
                department: Department::of_postal_code("54000").unwrap(),
                zone: Paris,
            },
            silent: false,
            requester: Some(self.person("requester")),
            source: Source::Phone,
            requested_at: at(0),
            subject: Personal::new(
                Subject::ticket(TICKET),
                self.subject.as_str().try_into().unwrap(),
            ),
            description: Personal::new(
                Subject::ticket(TICKET),
                "L'eau coule sous l'évier depuis ce matin.\nLe robinet d'arrêt est fermé."
                    .try_into()
                    .unwrap(),
            ),
            original_description: None,
            landlord: Some(self.person("landlord")),
            ask_presence: true,
            site_contact: Some(SiteContact {
                person: self.person("site"),
                comment: Some(short("Sonner deux fois, <b>2e</b> étage.")),
                channels: Channels::BOTH,
            }),
            watchers: vec![Watcher {
                id: WatcherId::new(Uuid::from_u128(7)),
                person: self.person("watcher"),
                channels: Channels::BOTH,
            }],
            reminder_policy: ReminderPolicy::default(),
            team: Team {
                manager: MANAGER,
                assistant: Some(ASSISTANT),
                accountant: None,
            },
            creator: CREATOR,
            rules: Rules {
                tell_assistant: true,
                ..Rules::default()
            },
            external_reference: None,
        }
    }

    pub fn staff(&self, name: &str) -> StaffCard {
        StaffCard {
            name: name.to_owned(),
            email: "sophie.martin@cabinet-durand.example".into(),
        }
    }
}

fn subject(mailbox: &str) -> Subject {
    Subject::person(Uuid::new_v5(&Uuid::NAMESPACE_URL, mailbox.as_bytes()))
}

fn short(text: &str) -> Personal<ShortText> {
    Personal::new(Subject::ticket(TICKET), text.try_into().unwrap())
}

fn said(text: &str) -> Option<Personal<ShortText>> {
    Some(short(text))
}

/// A Friday morning in November, and so many hours later.
pub fn at(hours: i64) -> DateTime<Utc> {
    "2026-11-20T09:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::hours(hours)
}

fn slot(day: u32) -> Slot {
    Slot::new(
        format!("2026-11-{day}T09:00:00").parse().unwrap(),
        120,
        Paris,
        None,
    )
    .unwrap()
}

pub fn staff() -> Actor {
    Actor::Staff { id: MANAGER }
}

pub fn contractor() -> Actor {
    Actor::Contractor { assignment: PART }
}

/// One thing that can happen: what came before it, and it.
pub struct Act {
    pub name: &'static str,
    pub before: Vec<E>,
    pub event: E,
    pub by: Actor,
}

fn act(name: &'static str, before: &[E], by: Actor, event: E) -> Act {
    Act {
        name,
        before: before.to_vec(),
        event,
        by,
    }
}

/// Everything that tells somebody something.
pub fn acts(data: &Data) -> Vec<Act> {
    let opened = E::TicketOpened(Box::new(data.opening()));
    let engaged = E::ContractorEngaged {
        assignment: PART,
        contractor: data.contractor(),
        generation: 1,
    };
    let (signed_by, none) = (said("Paul, technicien"), None);
    let accepted = E::OrderAccepted {
        assignment: PART,
        slot: slot(24),
        comment: said("Je sonnerai en arrivant."),
        signed_by: signed_by.clone(),
    };
    let completed = E::CompletionReported {
        assignment: PART,
        completed_on: "2026-11-24".parse().unwrap(),
        comment: said("Joint remplacé, essai en eau fait."),
        signed_by: signed_by.clone(),
    };
    let asked = E::InvoiceRequested {
        assignment: PART,
        comment: None,
    };
    let open = [opened.clone(), engaged.clone()];
    let planned = [opened.clone(), engaged.clone(), accepted.clone()];
    let done = [
        opened.clone(),
        engaged.clone(),
        accepted.clone(),
        completed.clone(),
    ];
    let due = [
        opened.clone(),
        engaged.clone(),
        accepted.clone(),
        completed.clone(),
        asked.clone(),
    ];
    let mut acts = vec![
        act("ouvert", &[], staff(), opened.clone()),
        act("ordre", &open[..1], staff(), engaged),
        act("accepté", &open, contractor(), accepted.clone()),
        act("accepté-saisi", &open, staff(), accepted),
        act(
            "refusé",
            &open,
            contractor(),
            E::AssignmentDeclined {
                assignment: PART,
                reason: short("Complet jusqu'à la fin du mois."),
                signed_by: signed_by.clone(),
            },
        ),
        act("fin", &planned, contractor(), completed),
        act("facture-demandée", &done, staff(), asked),
        act(
            "facture-refusée",
            &due,
            staff(),
            E::InvoiceRejected {
                assignment: PART,
                comment: short("Merci de la faire au nom du propriétaire."),
            },
        ),
        act(
            "facture-reçue",
            &due,
            contractor(),
            E::InvoiceReceived {
                assignment: PART,
                invoice: Invoice {
                    amount: Amount::from_cents(123_456).unwrap(),
                    number: said("F-2026-118"),
                    dated: None,
                    attachment: None,
                },
                comment: none.clone(),
                signed_by: signed_by.clone(),
            },
        ),
        act(
            "annulé",
            &planned,
            staff(),
            E::AssignmentCancelled {
                assignment: PART,
                reason: said("Le locataire a réparé lui-même."),
            },
        ),
        act(
            "clos",
            &planned,
            staff(),
            E::TicketClosed {
                comment: said("Vu avec le propriétaire."),
            },
        ),
        act(
            "transféré",
            &planned,
            staff(),
            E::TicketTransferred { to: ASSISTANT },
        ),
    ];
    acts.extend(visits(&planned, &signed_by));
    acts.extend(questions(&open, &planned, &due));
    acts.extend(conversation(data, &planned));
    acts
}

fn visits(planned: &[E], signed_by: &Option<Personal<ShortText>>) -> Vec<Act> {
    let answered = |name, answer| {
        let event = E::PresenceAnswered {
            assignment: PART,
            answer,
            comment: None,
            signed_by: signed_by.clone(),
        };
        act(name, planned, contractor(), event)
    };
    let proposed = E::SlotProposed {
        assignment: PART,
        slot: slot(26),
        comment: None,
        signed_by: signed_by.clone(),
    };
    let cancelled = E::SlotCancelled {
        assignment: PART,
        reason: short("Pièce en rupture."),
        signed_by: signed_by.clone(),
    };
    let denied = |next| E::CompletionDenied {
        assignment: PART,
        next,
        comment: None,
        signed_by: signed_by.clone(),
    };
    vec![
        act("autre-date", planned, contractor(), proposed.clone()),
        act("autre-date-saisie", planned, staff(), proposed),
        act(
            "confirmé",
            planned,
            staff(),
            E::SlotConfirmed { assignment: PART },
        ),
        act(
            "reporté",
            planned,
            staff(),
            E::SlotPostponed {
                assignment: PART,
                slot: slot(27),
                reason: said("Locataire absent."),
            },
        ),
        act("date-annulée", planned, contractor(), cancelled.clone()),
        act("date-annulée-saisie", planned, staff(), cancelled),
        answered("sur-place", PresenceAnswer::OnSite),
        answered(
            "en-retard",
            PresenceAnswer::Late {
                expected_at: slot(24).start() + TimeDelta::minutes(75),
            },
        ),
        answered("remis", PresenceAnswer::Postponed { slot: slot(25) }),
        answered(
            "impossible",
            PresenceAnswer::Impossible {
                reason: short("Véhicule en panne."),
            },
        ),
        act(
            "pas-fini",
            planned,
            contractor(),
            denied(NotFinished::NewEnd { slot: slot(24) }),
        ),
        act(
            "second-passage",
            planned,
            contractor(),
            denied(NotFinished::NewSlot { slot: slot(28) }),
        ),
        act(
            "devis",
            planned,
            contractor(),
            E::QuoteFoundNecessary {
                assignment: PART,
                comment: said("La colonne est à refaire."),
                signed_by: signed_by.clone(),
            },
        ),
    ]
}

fn questions(open: &[E], planned: &[E], due: &[E]) -> Vec<Act> {
    let remind = |reminder| E::ReminderSent {
        assignment: PART,
        reminder,
        trigger: ReminderTrigger::Due { nth: 1, of: 2 },
        kept_back: false,
    };
    vec![
        act(
            "relance-réponse",
            open,
            Actor::Timer,
            remind(ReminderKind::Answer),
        ),
        act(
            "rappel-visite",
            planned,
            Actor::Timer,
            remind(ReminderKind::Visit),
        ),
        act(
            "présence",
            planned,
            Actor::Timer,
            E::OnSitePresenceRequested {
                assignment: PART,
                kept_back: false,
            },
        ),
        act(
            "terminé?",
            planned,
            Actor::Timer,
            E::CompletionRequested {
                assignment: PART,
                kept_back: false,
            },
        ),
        act(
            "relance-fin",
            planned,
            Actor::Timer,
            remind(ReminderKind::Completion),
        ),
        act(
            "relance-facture",
            due,
            Actor::Timer,
            remind(ReminderKind::Invoice),
        ),
    ]
}

fn conversation(data: &Data, planned: &[E]) -> Vec<Act> {
    let text = |said: &str| Personal::new(Subject::ticket(TICKET), said.try_into().unwrap());
    let line = |said: &str| Personal::new(Subject::ticket(TICKET), said.try_into().unwrap());
    let message = MessageId::new(Uuid::from_u128(5));
    let sent = |to| E::MessageSent {
        message,
        to,
        subject: line("Fuite d'eau"),
        text: text("Pouvez-vous passer avant midi ?\n\nLe locataire part à 13 h."),
    };
    let informed = Informed {
        person: data.person("neighbour"),
        channels: Channels::BOTH,
    };
    let failure = Undelivered {
        recipient: Recipient::SiteContact,
        channel: Channel::Sms,
        about: "OrderAccepted".into(),
        reason: "refused".into(),
    };
    vec![
        act(
            "message-intervenant",
            planned,
            staff(),
            sent(Addressee::Contractor { assignment: PART }),
        ),
        act(
            "message-propriétaire",
            planned,
            staff(),
            sent(Addressee::Landlord),
        ),
        act(
            "message-reçu",
            planned,
            contractor(),
            E::MessageReceived {
                message,
                from: Addressee::Contractor { assignment: PART },
                subject: None,
                text: text("J'ai besoin du code de l'immeuble."),
            },
        ),
        act(
            "tiers-informé",
            planned,
            staff(),
            E::ThirdPartyInformed {
                message,
                persons: vec![informed],
                text: text(
                    "Bonjour, un plombier passera mardi dans la cuisine du 2e. L'eau sera coupée de 9 h à 11 h.",
                ),
            },
        ),
        act(
            "coordonnées",
            planned,
            staff(),
            E::ContactDetailsChanged {
                assignment: PART,
                details: data.contractor().details,
                channels: Channels::BOTH,
                generation: 2,
            },
        ),
        act(
            "non-remis",
            planned,
            Actor::System,
            E::NotificationFailed(failure),
        ),
    ]
}
