//! What would go if somebody were erased? Looked up without changing anything, for whoever decides it.

use domain::ids::{AgencyId, TicketId};
use domain::personal::{ERASED, Subject};
use domain::ticket::Ticket;
use std::collections::{BTreeMap, BTreeSet};

use super::find::{self, Found};
use super::likeness::Likeness;
use super::traces::{self, Elsewhere, Mention, Tickets};
use super::{Erasure, ErasureFault, KEYS_LIKE, MENTIONS, RECEIPT, Receipt, Whom};
use crate::log::LogFault;
use cqrs_es::Aggregate;

/// How far an erasure goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Thoroughness {
    /// Texts of others stay although they name the person.
    pub keep_texts: bool,
    /// Entries with the same e-mail address or telephone number go too.
    pub alike: bool,
}

/// A ticket, by its identifier and by the number that people know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TicketNumber {
    pub number: u64,
    pub id: TicketId,
}

/// A file that would be deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileToGo {
    pub ticket: u64,
    pub name: String,
    /// In bytes.
    pub size: u64,
}

/// Everything that an erasure would do.
#[derive(Clone, Debug)]
pub struct Plan {
    pub whom: Whom,
    /// What the person is called, as it was written. Never to be stored or logged.
    pub known_as: Vec<String>,
    /// It was done before, and this came of it.
    pub done_before: Option<Receipt>,
    /// The tickets that concern the person: they stay.
    pub tickets: Vec<TicketNumber>,
    /// The tickets that lose free text.
    pub texts: Vec<TicketNumber>,
    pub files: Vec<FileToGo>,
    /// Probably the same person under another entry; erased too, if that was asked for.
    pub alike: Vec<Found>,
    /// Events that cannot be read: nobody knows whether they name the person.
    pub unreadable: u64,
    /// Whose keys are destroyed.
    pub(super) subjects: BTreeSet<Subject>,
    /// Whose entries are emptied.
    pub(super) entries: BTreeSet<Whom>,
}

impl Erasure {
    /// `None` if the agency knows nobody of that identifier.
    pub async fn plan(
        &self,
        agency: AgencyId,
        whom: Whom,
        how: Thoroughness,
    ) -> Result<Option<Plan>, ErasureFault> {
        let subject = whom.subject();
        let entry = self.entry(agency, whom).await?;
        let mentions = self.mentions(agency, &subject).await?;
        if entry.is_none() && mentions.is_empty() {
            return Ok(None);
        }
        let found = traces::tickets(&self.log, agency, &mentions, &subject).await?;
        let likeness = learned(whom, entry.as_ref(), &found);
        let named = self.named(agency, &likeness, &found.mentions, how).await?;
        let entries = entries(whom, &named, how);
        let mut subjects: BTreeSet<_> = entries.iter().map(|entry| entry.subject()).collect();
        subjects.extend(named.texts);
        for entry in &entries {
            subjects.extend(self.words(agency, &entry.subject()).await?);
        }
        let lost = self.lost(agency, whom, &subjects).await?;
        let files = to_go(&lost, &subjects);
        for entry in &entries {
            subjects.extend(yet_to_be_said(*entry, &found.mentions));
        }
        Ok(Some(Plan {
            whom,
            known_as: likeness.names().map(str::to_owned).collect(),
            done_before: self.receipt(agency, whom).await?,
            tickets: numbered(&found.mentions),
            texts: numbered(&lost.mentions),
            files,
            alike: find::known(named.alike, &subject),
            unreadable: found.unreadable + lost.unreadable + named.unreadable,
            subjects,
            entries,
        }))
    }

    async fn named(
        &self,
        agency: AgencyId,
        likeness: &Likeness,
        theirs: &BTreeMap<TicketId, Mention>,
        how: Thoroughness,
    ) -> Result<Elsewhere, ErasureFault> {
        if likeness.is_empty() {
            return Ok(Elsewhere::default());
        }
        let mut named = traces::elsewhere(&self.log, agency, likeness, theirs).await?;
        // Details of others are theirs to erase; see `alike`.
        named
            .texts
            .retain(|subject| subject.is_text() && !how.keep_texts);
        Ok(named)
    }

    /// The tickets of which free text goes with these subjects, as they read now.
    async fn lost(
        &self,
        agency: AgencyId,
        whom: Whom,
        subjects: &BTreeSet<Subject>,
    ) -> Result<Tickets, LogFault> {
        let losing: BTreeSet<TicketId> = subjects
            .iter()
            .filter_map(|subject| match Whom::of(subject) {
                Some(Whom::Text(ticket)) => Some(ticket),
                Some(_) | None => None,
            })
            .collect();
        let losing: Vec<_> = losing.into_iter().collect();
        traces::tickets(&self.log, agency, &losing, &whom.subject()).await
    }

    /// The tickets in which something belongs to this subject.
    async fn mentions(
        &self,
        agency: AgencyId,
        subject: &Subject,
    ) -> Result<Vec<TicketId>, ErasureFault> {
        let params = [
            agency.into(),
            Ticket::TYPE.into(),
            format!("%{subject}%").into(),
        ];
        let rows = self.database.fetch(&MENTIONS, &params).await?;
        let mut tickets = Vec::with_capacity(rows.len());
        for row in rows {
            // A stream that is not called by a UUID is no ticket of this product.
            tickets.extend(row.text("aggregate_id")?.parse::<TicketId>().ok());
        }
        Ok(tickets)
    }

    /// The texts that are somebody's own (or a ticket's, whoever wrote them), as far as there are any.
    async fn words(&self, agency: AgencyId, of: &Subject) -> Result<Vec<Subject>, ErasureFault> {
        let like = if of.is_text() {
            format!("{of}%")
        } else {
            format!("ticket:%/{of}")
        };
        let rows = self
            .database
            .fetch(&KEYS_LIKE, &[agency.into(), like.into()])
            .await?;
        rows.iter()
            .map(|row| Ok(Subject::from_stored(row.text("subject")?)))
            .collect()
    }

    pub(super) async fn receipt(
        &self,
        agency: AgencyId,
        whom: Whom,
    ) -> Result<Option<Receipt>, ErasureFault> {
        let params = [agency.into(), whom.subject().as_str().into()];
        let row = self.database.fetch_optional(&RECEIPT, &params).await?;
        let json = row.map(|row| row.json("receipt")).transpose()?;
        Ok(json.map(serde_json::from_value).transpose()?)
    }
}

/// What the directory and the tickets call somebody.
fn learned(whom: Whom, entry: Option<&Found>, found: &Tickets) -> Likeness {
    let mut likeness = match whom {
        Whom::Contractor(_) | Whom::Staff(_) => Likeness::of_company(),
        Whom::Party(_) | Whom::Person(_) | Whom::Text(_) => Likeness::default(),
    };
    if let Some(entry) = entry {
        entry.teach(&mut likeness);
    }
    for details in &found.details {
        likeness.learn_details(details);
    }
    likeness
}

/// Whose entries go.
fn entries(whom: Whom, named: &Elsewhere, how: Thoroughness) -> BTreeSet<Whom> {
    let alike = named.alike.keys().filter_map(Whom::of);
    let alike = alike.filter(|_| how.alike);
    alike.chain([whom]).collect()
}

fn to_go(lost: &Tickets, subjects: &BTreeSet<Subject>) -> Vec<FileToGo> {
    let files = lost.files.iter();
    files
        .filter(|file| subjects.contains(&file.subject))
        .map(|file| FileToGo {
            ticket: lost
                .mentions
                .get(&file.ticket)
                .map_or(0, |ticket| ticket.number),
            name: file.name.clone().unwrap_or_else(|| ERASED.to_owned()),
            size: file.size,
        })
        .collect()
}

/// Whoever holds a link to an open ticket may still answer: no key is to be made for that any more.
fn yet_to_be_said(whom: Whom, mentions: &BTreeMap<TicketId, Mention>) -> Vec<Subject> {
    match whom {
        Whom::Contractor(_) | Whom::Person(_) => mentions
            .iter()
            .filter(|(_, mention)| !mention.closed)
            .map(|(ticket, _)| Subject::words(&Subject::ticket(*ticket), &whom.subject()))
            .collect(),
        Whom::Party(_) | Whom::Staff(_) | Whom::Text(_) => Vec::new(),
    }
}

fn numbered(mentions: &BTreeMap<TicketId, Mention>) -> Vec<TicketNumber> {
    let mut numbered: Vec<_> = mentions
        .iter()
        .map(|(id, mention)| TicketNumber {
            number: mention.number,
            id: *id,
        })
        .collect();
    numbered.sort_unstable();
    numbered
}
