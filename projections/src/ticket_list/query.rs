//! What can be asked of the list?

use super::cursor::Cursor;
use super::row::TicketRow;
use super::statement::page;
use super::{COUNTS, ROW, VERSION};
use crate::awaiting::until;
use chrono::{DateTime, Utc};
use domain::ids::{AgencyId, StaffId, TicketId};
use domain::ticket::Module;
use infra::database::{Database, DatabaseFault};
use infra::livefeed::LiveFeed;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::str::FromStr;
use std::time::Duration;

/// Which tickets of the agency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Shown {
    /// *En cours*: not closed.
    #[default]
    InProgress,
    /// *Du jour*: something happened on them since the agency's day began.
    Today,
    /// *Fermés*.
    Closed,
    /// *Tous*.
    All,
}

/// Each column of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    Number,
    /// Also what *age* sorts by, the other way round.
    Created,
    #[default]
    Modified,
    Status,
    Type,
    Property,
    Subject,
    Contractors,
}

impl Sort {
    pub const ALL: [Self; 8] = [
        Self::Number,
        Self::Created,
        Self::Modified,
        Self::Status,
        Self::Type,
        Self::Property,
        Self::Subject,
        Self::Contractors,
    ];

    /// As in a query string.
    pub fn code(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Created => "created",
            Self::Modified => "modified",
            Self::Status => "status",
            Self::Type => "type",
            Self::Property => "property",
            Self::Subject => "subject",
            Self::Contractors => "contractors",
        }
    }
}

/// No column of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no column of this list")]
pub struct NotAColumn;

impl FromStr for Sort {
    type Err = NotAColumn;
    fn from_str(code: &str) -> Result<Self, NotAColumn> {
        Self::ALL
            .into_iter()
            .find(|sort| sort.code() == code)
            .ok_or(NotAColumn)
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    Ascending,
    #[default]
    Descending,
}

/// One page of the list. `Default` has no agency; begin with [`ListQuery::of`].
#[derive(Clone, Debug)]
pub struct ListQuery {
    pub agency: AgencyId,
    /// *Mes tickets*: those on whose property this person is manager, assistant or accountant. `None`: everybody's.
    pub mine: Option<StaffId>,
    pub shown: Shown,
    pub module: Option<Module>,
    /// When the agency's day began, for [`Shown::Today`].
    pub today_began: DateTime<Utc>,
    /// Words that must all be found in number, property, subject, description or contractors; case and accents do not
    /// matter.
    pub search: Option<String>,
    pub sort: Sort,
    pub direction: Direction,
    /// The last row of the page before. Ignored if the list is sorted by another column now.
    pub after: Option<Cursor>,
    /// At most 500.
    pub limit: u32,
}

impl ListQuery {
    /// Everybody's tickets in progress, latest change first.
    pub fn of(agency: AgencyId, today_began: DateTime<Utc>) -> Self {
        Self {
            agency,
            mine: None,
            shown: Shown::default(),
            module: None,
            today_began,
            search: None,
            sort: Sort::default(),
            direction: Direction::default(),
            after: None,
            limit: 50,
        }
    }
}

/// What a query found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    pub rows: Vec<TicketRow>,
    /// Where the next page begins, if there is one.
    pub next: Option<Cursor>,
}

impl Page {
    /// Differs whenever the page shows something else: for an entity tag.
    pub fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        for row in &self.rows {
            // The subject tells an erased row from the one before it, which has the same version.
            (row.ticket, row.version, &row.subject, &row.contractors).hash(&mut hasher);
        }
        self.next
            .as_ref()
            .map(ToString::to_string)
            .hash(&mut hasher);
        hasher.finish()
    }
}

/// How many tickets stand behind each switch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Counts {
    pub in_progress: u64,
    pub today: u64,
    pub closed: u64,
    pub all: u64,
    /// Of those in progress: the blue ones.
    pub must_act: u64,
}

/// The list, for who only looks.
#[derive(Clone, Debug)]
pub struct TicketList {
    database: Database,
    feed: LiveFeed,
}

impl TicketList {
    /// `feed`: the one that this process's follower tells, so that waiting ends as soon as it can.
    pub fn new(database: &Database, feed: &LiveFeed) -> Self {
        Self {
            database: database.clone(),
            feed: feed.clone(),
        }
    }

    pub async fn page(&self, query: &ListQuery) -> Result<Page, DatabaseFault> {
        let limit = query.limit.clamp(1, 500) as usize;
        let (sql, params) = page(query, limit + 1);
        let rows = self.database.fetch_assembled(&sql, &params).await?;
        let mut rows = rows
            .iter()
            .map(TicketRow::read)
            .collect::<Result<Vec<_>, _>>()?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows
            .last()
            .filter(|_| more)
            .map(|row| Cursor::after(row, query.sort));
        Ok(Page { rows, next })
    }

    /// `mine` as in [`ListQuery`].
    pub async fn counts(
        &self,
        agency: AgencyId,
        mine: Option<StaffId>,
        today_began: DateTime<Utc>,
    ) -> Result<Counts, DatabaseFault> {
        let params = [agency.into(), mine.into(), today_began.into()];
        let Some(row) = self.database.fetch_optional(&COUNTS, &params).await? else {
            return Ok(Counts::default());
        };
        let count =
            |column| Ok::<_, DatabaseFault>(u64::try_from(row.int(column)?).unwrap_or_default());
        Ok(Counts {
            in_progress: count("in_progress")?,
            today: count("today")?,
            closed: count("closed")?,
            all: count("every")?,
            must_act: count("must_act")?,
        })
    }

    pub async fn row(
        &self,
        agency: AgencyId,
        ticket: TicketId,
    ) -> Result<Option<TicketRow>, DatabaseFault> {
        let row = self
            .database
            .fetch_optional(&ROW, &[agency.into(), ticket.into()])
            .await?;
        row.as_ref().map(TicketRow::read).transpose()
    }

    /// Waits until the row shows `version`, at most `at_most`. `false`: it does not yet; what is read now is older.
    pub async fn wait_for(
        &self,
        agency: AgencyId,
        ticket: TicketId,
        version: u64,
        at_most: Duration,
    ) -> Result<bool, DatabaseFault> {
        until(&self.feed, at_most, || async {
            let row = self
                .database
                .fetch_optional(&VERSION, &[agency.into(), ticket.into()])
                .await?;
            let reached = row
                .map(|row| row.int("version"))
                .transpose()?
                .unwrap_or_default();
            Ok(u64::try_from(reached).unwrap_or_default() >= version)
        })
        .await
    }
}
