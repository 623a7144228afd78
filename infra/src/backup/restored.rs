//! How do the rows of a backup come in? All of them in one transaction, the events one after the other.

use std::path::Path;

use chrono::{DateTime, Utc};
use data_encoding::HEXLOWER;
use futures::TryStreamExt;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use super::fault::BackupFault;
use super::keys::{self, Erased, Keys};
use super::manifest::Manifest;
use super::part::{self, Part};
use super::restore::must_be_empty;
use super::table::Table;
use super::{
    APPEND, BATCH, FOLLOW_ON, HOLD, LOCK, LOG, LOG_PART, PARK, PARKED_PART, catalogue, make,
};
use crate::database::{Database, DatabaseFault, Kind, Row, Statement, Tx};
use crate::delivery::channel::mailbox::Mailbox;
use crate::progress::Progress;

pub(super) struct Rows<'a> {
    pub(super) folder: &'a Path,
    pub(super) manifest: &'a Manifest,
    pub(super) kind: Kind,
}

/// What comes in.
struct Coming<'a> {
    name: &'static str,
    /// Whose columns the lines have; none for the events, which are made for their statement.
    table: Option<&'a Table>,
    into: Into,
    /// How many lines there are.
    given: u64,
}

/// How a batch of lines is taken in.
enum Into {
    Statement(&'static Statement),
    Assembled(String),
}

impl Rows<'_> {
    /// Nobody writes from here on; whoever did so before is found.
    pub(super) async fn lock_and_insist_on_empty(&self, tx: &mut Tx) -> Result<(), BackupFault> {
        tx.execute(&LOCK, &[]).await?;
        for table in must_be_empty() {
            let rows = tx.fetch_assembled(&any_row(self.kind, table), &[]).await?;
            empty(table, &rows)?;
        }
        Ok(())
    }

    /// Takes the keys in; says whose are destroyed.
    pub(super) async fn keys(
        &self,
        tx: &mut Tx,
        keys: &Keys,
        progress: &mut Progress,
    ) -> Result<Vec<Erased>, BackupFault> {
        let table = &catalogue::SEALING_KEY;
        let columns: Vec<_> = table.columns.iter().map(|(n, _)| (*n).to_owned()).collect();
        let mut erased = Vec::new();
        let lines = keys.lines()?.inspect(|line| {
            if let Ok(line) = line
                && line["wrapped"].is_null()
            {
                erased.extend(keys::owner(line));
            }
        });
        let into = Into::Assembled(table.insert(self.kind, &columns));
        progress.begin("restoring the keys", "keys", Some(keys.count));
        let coming = Coming {
            name: table.name,
            table: Some(table),
            into,
            given: keys.count,
        };
        self.take_in(tx, lines, coming, progress).await?;
        Ok(erased)
    }

    pub(super) async fn log(
        &self,
        tx: &mut Tx,
        progress: &mut Progress,
    ) -> Result<(), BackupFault> {
        let part = self.part(LOG_PART)?;
        let coming = Coming {
            name: "events",
            table: None,
            into: Into::Statement(&APPEND),
            given: part.rows,
        };
        self.take_part(tx, part, coming, progress).await
    }

    pub(super) async fn tables(
        &self,
        tx: &mut Tx,
        progress: &mut Progress,
    ) -> Result<(), BackupFault> {
        for table in catalogue::carried() {
            // A table that is younger than the backup has no part in it.
            let Some(part) = self.manifest.part(table.name) else {
                continue;
            };
            let coming = Coming {
                name: table.name,
                table: Some(table),
                into: Into::Assembled(table.insert(self.kind, &part.columns)),
                given: part.rows,
            };
            self.take_part(tx, part, coming, progress).await?;
        }
        let part = self.part(PARKED_PART)?;
        let coming = Coming {
            name: catalogue::PARKED.name,
            table: Some(&catalogue::PARKED),
            into: Into::Statement(&PARK),
            given: part.rows,
        };
        self.take_part(tx, part, coming, progress).await
    }

    async fn take_part(
        &self,
        tx: &mut Tx,
        part: &Part,
        coming: Coming<'_>,
        progress: &mut Progress,
    ) -> Result<(), BackupFault> {
        progress.begin(format!("restoring {}", part.name), "rows", Some(part.rows));
        let lines = part::lines(self.folder, part)?;
        self.take_in(tx, lines, coming, progress).await
    }

    /// Has the followers whose rows are carried go on where they stood.
    pub(super) async fn followers(&self, tx: &mut Tx) -> Result<(), BackupFault> {
        for (name, events) in &self.manifest.followed {
            if *events > 0 {
                let events = i64::try_from(*events).unwrap_or(i64::MAX);
                let placed = tx
                    .execute(&FOLLOW_ON, &[name.into(), events.into()])
                    .await?;
                taken("follower", 1, placed)?;
            }
        }
        Ok(())
    }

    /// Reads the log again as it stands here, in its order, and compares it with what was backed up.
    pub(super) async fn insist_on_the_same_log(
        &self,
        tx: &mut Tx,
        progress: &mut Progress,
    ) -> Result<(), BackupFault> {
        let part = self.part(LOG_PART)?;
        progress.begin("comparing the log", "events", Some(part.rows));
        let mut content = Sha256::new();
        let mut rows = tx.stream(&LOG);
        while let Some(row) = rows.try_next().await? {
            content.update(part::canonical(&make::event(&row)?));
            progress.advance(1);
        }
        progress.end();
        if HEXLOWER.encode(&content.finalize()) == part.content_sha256 {
            Ok(())
        } else {
            Err(BackupFault::Differs(
                "the log reads otherwise here".to_owned(),
            ))
        }
    }

    fn part(&self, name: &str) -> Result<&Part, BackupFault> {
        self.manifest
            .part(name)
            .ok_or_else(|| BackupFault::damaged(self.folder, format!("it has no part {name}")))
    }

    /// Takes every line in, in batches; fails unless as many rows came of them.
    async fn take_in(
        &self,
        tx: &mut Tx,
        lines: impl Iterator<Item = Result<Json, BackupFault>>,
        coming: Coming<'_>,
        progress: &mut Progress,
    ) -> Result<(), BackupFault> {
        let Coming {
            name, table, into, ..
        } = &coming;
        let (mut batch, mut count) = (Vec::with_capacity(BATCH), 0);
        for line in lines {
            let mut line = line?;
            if let Some(table) = table {
                table.prepare(self.kind, &mut line).map_err(|column| {
                    BackupFault::damaged(self.folder, format!("{name}: {column} cannot be read"))
                })?;
            }
            batch.push(line);
            if batch.len() == BATCH {
                progress.advance(batch.len() as u64);
                count += into.take(tx, std::mem::take(&mut batch)).await?;
            }
        }
        progress.advance(batch.len() as u64);
        count += into.take(tx, batch).await?;
        progress.end();
        taken(name, coming.given, count)
    }
}

impl Into {
    async fn take(&self, tx: &mut Tx, lines: Vec<Json>) -> Result<u64, DatabaseFault> {
        if lines.is_empty() {
            return Ok(0);
        }
        let params = [Json::Array(lines).into()];
        match self {
            Self::Statement(statement) => tx.execute(statement, &params).await,
            Self::Assembled(sql) => tx.execute_assembled(sql, &params).await,
        }
    }
}

fn taken(table: &'static str, given: u64, taken: u64) -> Result<(), BackupFault> {
    if given == taken {
        Ok(())
    } else {
        Err(BackupFault::NotTaken {
            table,
            given,
            taken,
        })
    }
}

/// Says so if anything at all is in the way.
pub(super) async fn insist_on_empty(database: &Database) -> Result<(), BackupFault> {
    for table in must_be_empty() {
        let sql = any_row(database.kind(), table);
        empty(table, &database.fetch_assembled(&sql, &[]).await?)?;
    }
    Ok(())
}

/// `event_log` exists in one of the two databases only.
fn any_row(kind: Kind, table: &str) -> String {
    let table = match (kind, table) {
        (Kind::Postgres, "event_log") => "events",
        (Kind::Postgres | Kind::Sqlite, table) => table,
    };
    format!("SELECT 1 AS found FROM {table} LIMIT 1")
}

fn empty(table: &str, rows: &[Row]) -> Result<(), BackupFault> {
    if rows.is_empty() {
        Ok(())
    } else {
        Err(BackupFault::NotEmpty(table.to_owned()))
    }
}

/// Empties the kept messages that name people whose key is destroyed: they were erased after the backup, or before it.
pub(super) async fn clear(tx: &mut Tx, erased: &[Erased]) -> Result<(), DatabaseFault> {
    for (agency, subject) in erased {
        Mailbox::erase(tx, *agency, subject).await?;
    }
    Ok(())
}

/// Has the messages that had not left stay for ever; says how many.
pub(super) async fn hold(tx: &mut Tx, now: DateTime<Utc>) -> Result<u64, DatabaseFault> {
    tx.execute(&HOLD, &[now.into()]).await
}

/// How many messages will leave once somebody works.
pub(super) async fn waiting(tx: &mut Tx) -> Result<u64, DatabaseFault> {
    let waiting = "SELECT count(*) AS messages FROM outbox
        WHERE state IN ('due', 'attempted', 'later', 'unknown')";
    let rows = tx.fetch_assembled(waiting, &[]).await?;
    let count = rows.first().map(|row| row.int("messages")).transpose()?;
    Ok(count.unwrap_or_default().unsigned_abs())
}
