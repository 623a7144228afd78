//! What is a ticket made of? Its data, as it was when it was used: later changes of the directory do not reach it.

use super::files::Audience;
use super::kind::{Mission, TicketType};
use crate::calendar::{Department, QuietHours, WorkingDays};
use crate::ids::{AttachmentId, ContractorId, PartyId, PropertyId, StaffId, WatcherId};
use crate::personal::{Personal, Subject};
use crate::value::{
    Amount, Description, EmailAddress, PhoneNumber, ReminderPolicy, ShortText,
    Subject as SubjectLine,
};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// The activity that a ticket belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Module {
    /// Buildings owned in shares (*syndic de copropriété*).
    Syndic,
    /// Flats and buildings let on behalf of a landlord (*gérance*).
    Gerance,
}

/// How the agency learned of the problem. Informative; feeds statistics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    Phone,
    Email,
    Extranet,
    Letter,
    Visit,
    DesktopSoftware,
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PropertyKind {
    CoOwnership,
    Unit,
    SingleOwnerBuilding,
}

/// Where the work is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Property {
    pub id: PropertyId,
    pub kind: PropertyKind,
    pub module: Module,
    /// The agency's own reference of it.
    pub reference: String,
    pub name: String,
    pub street: String,
    pub postal_code: String,
    pub city: String,
    /// Whose public holidays hold there.
    pub department: Department,
    /// The zone in which visits are given. IANA name.
    pub zone: Tz,
}

/// How somebody can be reached. One sealed value: a name without its address is of no use to anybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonDetails {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<EmailAddress>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<PhoneNumber>,
}

/// Somebody whom the ticket concerns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The directory's entry, unless typed in by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<PartyId>,
    pub details: Personal<PersonDetails>,
}

/// The channels ticked for somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channels {
    #[serde(default)]
    pub email: bool,
    #[serde(default)]
    pub sms: bool,
}

impl Channels {
    pub const EMAIL: Self = Self {
        email: true,
        sms: false,
    };
    pub const SMS: Self = Self {
        email: false,
        sms: true,
    };
    pub const BOTH: Self = Self {
        email: true,
        sms: true,
    };
    pub const NONE: Self = Self {
        email: false,
        sms: false,
    };

    pub fn is_empty(self) -> bool {
        self == Self::NONE
    }
}

/// Whom the contractor calls to get in (*personne à contacter*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteContact {
    pub person: Person,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<Personal<ShortText>>,
    /// How they are warned; none means that nobody warns them.
    pub channels: Channels,
}

/// Who is told of the important steps (*personne à notifier*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watcher {
    pub id: WatcherId,
    pub person: Person,
    pub channels: Channels,
}

/// A contractor as engaged on a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EngagedContractor {
    /// The directory's entry, unless typed in by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contractor: Option<ContractorId>,
    pub details: Personal<PersonDetails>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trade: Option<String>,
    pub channels: Channels,
    /// Extra instructions of this ticket for this contractor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instructions: Option<Personal<ShortText>>,
}

/// Who looks after the property in the agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    pub manager: StaffId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assistant: Option<StaffId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accountant: Option<StaffId>,
}

/// The agency's settings as they were when the ticket was opened; a later change of them does not move its deadlines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    pub working_days: WorkingDays,
    pub quiet_hours: QuietHours,
    /// Hours between two answer reminders; 0 switches them off.
    pub answer_reminder_hours: u16,
    pub answer_reminders_at_most: u8,
    /// Minutes before the visit at which presence is asked for.
    pub presence_lead_minutes: u16,
    /// Minutes after the visit's end at which its completion is asked for.
    pub completion_margin_minutes: u16,
    pub tell_creator: bool,
    pub tell_manager: bool,
    pub tell_assistant: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            working_days: WorkingDays::default(),
            quiet_hours: QuietHours::default(),
            answer_reminder_hours: 24,
            answer_reminders_at_most: 2,
            presence_lead_minutes: 15,
            completion_margin_minutes: 10,
            tell_creator: true,
            tell_manager: true,
            tell_assistant: false,
        }
    }
}

/// Everything that is known when a ticket is opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// Unique in the agency, given once, in order, never reused.
    pub number: u64,
    pub ticket_type: TicketType,
    pub module: Module,
    pub property: Property,
    pub silent: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requester: Option<Person>,
    pub source: Source,
    pub requested_at: DateTime<Utc>,
    pub subject: Personal<SubjectLine>,
    pub description: Personal<Description>,
    /// What the requester wrote, untouched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_description: Option<Personal<Description>>,
    /// Gérance: in whose name quote and invoice are to be made out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub landlord: Option<Person>,
    #[serde(default, skip_serializing_if = "Clients::is_nobody")]
    pub clients: Clients,
    pub ask_presence: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site_contact: Option<SiteContact>,
    #[serde(default)]
    pub watchers: Vec<Watcher>,
    pub reminder_policy: ReminderPolicy,
    pub team: Team,
    pub creator: StaffId,
    pub rules: Rules,
    /// The key under which the desktop software knows the ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_reference: Option<String>,
}

/// For whom the agency looks after the place, as the directory had them when the ticket was opened: those to whom it may
/// write at every step, whether or not they have a part in the ticket.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clients {
    /// Syndic: of the owners' council, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub president: Option<Person>,
    /// Gérance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub landlord: Option<Person>,
    /// Gérance: of a unit that is let.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant: Option<Person>,
}

impl Clients {
    pub fn is_nobody(&self) -> bool {
        *self == Self::default()
    }
}

impl Opening {
    /// Gérance: in whose name quote and invoice are made out, or else whose the place is.
    pub fn owner(&self) -> Option<&Person> {
        self.landlord.as_ref().or(self.clients.landlord.as_ref())
    }
    /// To whom free text that is added now belongs.
    pub fn text(&self) -> Subject {
        let subject = self.subject.subject();
        if self.subject.is_erased() {
            subject.renewed()
        } else {
            subject.clone()
        }
    }
    /// What is left as it was stays whose it was: a client's words go with the client.
    pub(super) fn described(&self, anew: &Personal<Description>) -> Personal<Description> {
        let known = &self.description;
        if known.get() == anew.get() {
            known
        } else {
            anew
        }
        .clone()
    }
    /// Who goes to price something is asked whether they are there, whatever was chosen for orders.
    pub fn asks_presence(&self) -> bool {
        match self.ticket_type.mission() {
            Some(Mission::Quote) => true,
            Some(Mission::ServiceOrder) | None => self.ask_presence,
        }
    }
    /// To whom the words belong that a contractor adds now.
    pub fn words_of(&self, contractor: &EngagedContractor) -> Subject {
        self.words_by(&contractor.details)
    }
    /// The same, of anybody whom the ticket knows by these details.
    pub fn words_by(&self, details: &Personal<PersonDetails>) -> Subject {
        Subject::words(&self.text(), details.subject())
    }
}

/// What the contractor asks to be paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    /// Including tax.
    pub amount: Amount,
    /// The contractor's own number of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Personal<ShortText>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attachment: Option<AttachmentId>,
}

/// A file of the ticket; its bytes stand in the blob store under their SHA-256.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    pub id: AttachmentId,
    pub name: Personal<ShortText>,
    /// As read from the content, e.g. `image/jpeg`.
    pub media_type: String,
    /// In bytes.
    pub size: u64,
    /// Lower-case hexadecimal.
    pub sha256: String,
    #[serde(default, skip_serializing_if = "Audience::is_nobody")]
    pub to: Audience,
}
