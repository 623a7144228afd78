//! How is somebody erased by hand? Look for them, see what would go, repeat with `--yes`.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{ArgGroup, Args};
use domain::actor::Actor;
use domain::ids::AgencyId;
use infra::clock::Clock;
use infra::config::Settings;
use infra::database::LeftOver;
use infra::erasure::{Found, Plan, Receipt, Thoroughness, TicketNumber, Whom};
use uuid::Uuid;

use super::foundation;
use crate::state::App;

/// What a script learns when the agency knows nobody of that identifier, or nobody fits what was looked for.
const NOBODY: u8 = 3;
/// Numbers of tickets that are written out.
const SHOWN: usize = 12;

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("whom").args(["find", "party", "contractor", "person", "staff", "ticket_text"]))]
#[command(
    after_help = "Exit codes: 0 done (without --yes: shown), 1 failed, 2 misused, 3 nobody found."
)]
pub struct Options {
    /// Web name or identifier of the agency; needed where there are several.
    #[arg(long, value_name = "AGENCY")]
    agency: Option<String>,
    /// Look for a name, an e-mail address or a telephone number; erases nothing.
    #[arg(long, value_name = "TEXT")]
    find: Option<String>,
    /// Somebody of the directory.
    #[arg(long, value_name = "ID")]
    party: Option<Uuid>,
    /// A contractor of the directory.
    #[arg(long, value_name = "ID")]
    contractor: Option<Uuid>,
    /// Somebody who was typed into a ticket by hand (see --find).
    #[arg(long, value_name = "ID")]
    person: Option<Uuid>,
    /// A colleague who has left.
    #[arg(long, value_name = "ID")]
    staff: Option<Uuid>,
    /// Everything that was written on a ticket, and its files.
    #[arg(long, value_name = "TICKET")]
    ticket_text: Option<Uuid>,
    /// Leave texts of others as they are, although they name the person.
    #[arg(long)]
    keep_texts: bool,
    /// Erase entries with the same e-mail address or telephone number too.
    #[arg(long)]
    alike: bool,
    /// Do it. Without this, only what would be lost is shown.
    #[arg(long)]
    yes: bool,
    /// Then take what was overwritten out of the database's files too. Lists and sign-in wait meanwhile.
    #[arg(long)]
    compact: bool,
}

impl Options {
    fn whom(&self) -> Option<Whom> {
        let staff = self.staff.map(|id| Whom::Staff(id.into()));
        let party = self.party.map(|id| Whom::Party(id.into()));
        let contractor = self.contractor.map(|id| Whom::Contractor(id.into()));
        let text = self.ticket_text.map(|id| Whom::Text(id.into()));
        let person = self.person.map(Whom::Person);
        staff.or(party).or(contractor).or(text).or(person)
    }
}

pub async fn run(settings: Settings, options: Options) -> Result<ExitCode> {
    let database = foundation::migrated(&settings).await?;
    let app = foundation::lay(&settings, database.clone(), Clock::system())?;
    let outcome = carry_out(&app, &options, &mut io::stdout()).await;
    database.close().await;
    outcome
}

/// Everything but the database's beginning and end; what is said goes to `out`.
async fn carry_out(app: &App, options: &Options, out: &mut impl Write) -> Result<ExitCode> {
    let mut code = ExitCode::SUCCESS;
    if let Some(text) = &options.find {
        let found = app.erasure.find(agency(app, options).await?, text).await?;
        if found.is_empty() {
            writeln!(out, "nobody is called that, nor reached by it")?;
            code = ExitCode::from(NOBODY);
        }
        found.iter().try_for_each(|found| show_found(out, found))?;
    } else if let Some(whom) = options.whom() {
        code = erase(app, agency(app, options).await?, whom, options, out).await?;
    } else if !options.compact {
        bail!(
            "say whom: --find TEXT, --party, --contractor, --person, --staff or --ticket-text ID"
        );
    }
    if options.compact && (options.yes || options.whom().is_none()) {
        compact(app, out).await?;
    }
    Ok(code)
}

async fn erase(
    app: &App,
    agency: AgencyId,
    whom: Whom,
    options: &Options,
    out: &mut impl Write,
) -> Result<ExitCode> {
    let how = Thoroughness {
        keep_texts: options.keep_texts,
        alike: options.alike,
    };
    let Some(plan) = app.erasure.plan(agency, whom, how).await? else {
        writeln!(out, "the agency knows no {} {}", whom.kind(), whom.id())?;
        return Ok(ExitCode::from(NOBODY));
    };
    show_plan(out, &plan, how)?;
    if options.yes {
        let receipt = app.erasure.carry_out(agency, &plan, Actor::System).await?;
        show_receipt(out, whom, &receipt)?;
    } else {
        writeln!(
            out,
            "\nNothing was erased. Repeat with --yes: it cannot be undone."
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

async fn agency(app: &App, options: &Options) -> Result<AgencyId> {
    let agencies = app.directory.agencies().await?;
    let named = |name: &String| {
        let mut known = agencies.iter();
        known.find(|agency| agency.web_name == *name || agency.id.to_string() == *name)
    };
    match (&options.agency, agencies.as_slice()) {
        (Some(name), _) => match named(name) {
            Some(agency) => Ok(agency.id),
            None => bail!("there is no agency {name}"),
        },
        (None, [only]) => Ok(only.id),
        (None, []) => bail!("there is no agency yet"),
        (None, several) => {
            let names: Vec<_> = several
                .iter()
                .map(|agency| agency.web_name.as_str())
                .collect();
            bail!("name the agency with --agency: {}", names.join(", "))
        }
    }
}

fn show_found(out: &mut impl Write, found: &Found) -> io::Result<()> {
    let Found {
        whom,
        name,
        email,
        phone,
        tickets,
    } = found;
    write!(out, "--{} {}  {name}", whom.kind(), whom.id())?;
    if let Some(email) = email {
        write!(out, ", {email}")?;
    }
    if let Some(phone) = phone {
        write!(out, ", {}", phone.display_national())?;
    }
    writeln!(out, " ({tickets} tickets)")
}

fn show_plan(out: &mut impl Write, plan: &Plan, how: Thoroughness) -> io::Result<()> {
    let Plan {
        whom,
        known_as,
        tickets,
        texts,
        files,
        alike,
        unreadable,
        ..
    } = plan;
    writeln!(
        out,
        "{} {}: {}",
        whom.kind(),
        whom.id(),
        known_as.join("; ")
    )?;
    if let Some(receipt) = &plan.done_before {
        writeln!(out, "  was erased already, on {}", receipt.erased_at)?;
    }
    writeln!(
        out,
        "  stays, with facts, amounts and dates: {}",
        numbers(tickets)
    )?;
    writeln!(out, "  loses free text for ever: {}", numbers(texts))?;
    writeln!(out, "  files deleted: {}", files.len())?;
    for file in files {
        writeln!(
            out,
            "    ticket {}: {} ({} bytes)",
            file.ticket, file.name, file.size
        )?;
    }
    if !files.is_empty() {
        writeln!(
            out,
            "  Keep copies elsewhere of invoices that accounting law wants for ten years."
        )?;
    }
    if !alike.is_empty() {
        let fate = if how.alike {
            "go too"
        } else {
            "stay; --alike erases them too"
        };
        writeln!(out, "  with the same address or number ({fate}):")?;
        for found in alike {
            write!(out, "    ")?;
            show_found(out, found)?;
        }
    }
    if *unreadable > 0 {
        writeln!(
            out,
            "  {unreadable} events cannot be read, so nobody knows whom they name"
        )?;
    }
    Ok(())
}

fn numbers(tickets: &[TicketNumber]) -> String {
    if tickets.is_empty() {
        return "no ticket".to_owned();
    }
    let mut shown: Vec<_> = tickets
        .iter()
        .take(SHOWN)
        .map(|ticket| ticket.number.to_string())
        .collect();
    if tickets.len() > SHOWN {
        shown.push("…".to_owned());
    }
    format!("{} tickets ({})", tickets.len(), shown.join(", "))
}

fn show_receipt(out: &mut impl Write, whom: Whom, receipt: &Receipt) -> io::Result<()> {
    let Receipt {
        erased_at,
        tickets,
        texts,
        files,
        with,
    } = receipt;
    writeln!(
        out,
        "\nerased {} {} on {erased_at}: {} tickets stay, {} lost free text, {files} files deleted",
        whom.kind(),
        whom.id(),
        tickets.len(),
        texts.len()
    )?;
    with.iter()
        .try_for_each(|other| writeln!(out, "  with {other}"))
}

async fn compact(app: &App, out: &mut impl Write) -> Result<()> {
    let left_over = app.erasure.compact().await?;
    writeln!(out, "the database's files were written anew")?;
    for left in left_over {
        let words = match left {
            LeftOver::Checkpoint => {
                "not allowed to CHECKPOINT: old pages go with the server's next one, within minutes"
            }
            LeftOver::Statistics => {
                "not the owner of the database: have its owner run VACUUM (FULL) pg_catalog.pg_statistic"
            }
            LeftOver::OldTransaction => {
                "a transaction of the server stayed open for a minute: what it may see stays; repeat --compact"
            }
            LeftOver::WriteAheadLog => {
                "another process reads the write-ahead log: repeat --compact when it is idle"
            }
        };
        writeln!(out, "  {words}")?;
    }
    Ok(())
}
