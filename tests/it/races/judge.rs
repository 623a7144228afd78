//! Was it fair? The log holds what was acknowledged and nothing else, in an order that the rules allow; whoever lost was
//! told why, by something that had happened.

use anyhow::{Context as _, Result, bail, ensure};
use api::problem::Problem;
use api::text::Language;
use axum::http::StatusCode;
use domain::metadata::{CommandContext, Metadata};
use domain::ticket::{Ticket, TicketCommand, TicketEvent};
use infra::log::RecordedEvent;

use super::contender::{Contender, Deed};
use super::stage::{Race, Said, Stage};

/// How a race ended.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Whose effects stand in the log, in its order.
    pub won: Vec<&'static str>,
    /// Who was told no, and why.
    pub refused: Vec<(&'static str, String)>,
    /// Who found nothing left to do.
    pub idle: Vec<&'static str>,
}

/// What one command has left in the log.
struct Effect {
    metadata: Metadata,
    facts: Vec<TicketEvent>,
    /// The ticket's version after it.
    version: u64,
}

/// The ticket after each command, from before the race on.
struct Course {
    states: Vec<(u64, Ticket)>,
    effects: Vec<Effect>,
}

impl Course {
    async fn of(stage: &Stage, race: &Race) -> Result<Self> {
        let log = &stage.nodes[0].app.log;
        let events = log.stream(stage.agency(), race.order.id).await?;
        let (before, since) = events.split_at(usize::try_from(race.version)?);
        let mut ticket = Ticket::default();
        follow(&mut ticket, before);
        ensure!(ticket == race.ticket, "the past has changed");
        let mut course = Self {
            states: vec![(race.version, ticket.clone())],
            effects: vec![],
        };
        for of_a_command in since.chunk_by(|a, b| a.metadata.command == b.metadata.command) {
            let (first, last) = (&of_a_command[0], &of_a_command[of_a_command.len() - 1]);
            follow(&mut ticket, of_a_command);
            course.states.push((last.sequence, ticket.clone()));
            let facts = of_a_command.iter().filter_map(RecordedEvent::ticket_event);
            course.effects.push(Effect {
                metadata: first.metadata.clone(),
                facts: facts.cloned().collect(),
                version: last.sequence,
            });
        }
        Ok(course)
    }

    fn now(&self) -> &(u64, Ticket) {
        self.states.last().expect("the state before the race")
    }

    /// The ticket when it had so many events.
    fn at(&self, version: u64) -> Option<&Ticket> {
        let found = self.states.iter().find(|(known, _)| *known == version);
        found.map(|(_, ticket)| ticket)
    }

    fn effect_of(&self, contender: &Contender) -> Option<&Effect> {
        self.effects.iter().find(|effect| is_by(effect, contender))
    }
}

fn follow(ticket: &mut Ticket, events: &[RecordedEvent]) {
    for event in events {
        let fact = event.ticket_event().expect("a ticket's event");
        ticket.evolve(fact, &event.stamp());
    }
}

fn is_by(effect: &Effect, contender: &Contender) -> bool {
    let keyed = match (&effect.metadata.idempotency_key, contender.key()) {
        (Some(known), Some(key)) => known.ends_with(key),
        (Some(known), None) => known.starts_with("timer:"),
        (None, _) => false,
    };
    keyed && effect.metadata.actor == contender.by
}

/// Whether somebody else had asked the same before.
fn is_repeated(said: Option<&Said>) -> bool {
    said.is_some_and(|said| said.body["repeated"] == true && !said.unsure)
}

/// # Errors
/// Says what was not fair.
pub async fn judge(
    stage: &Stage,
    race: &Race,
    contenders: &[Contender],
    said: &[Option<Said>],
) -> Result<Outcome> {
    let course = Course::of(stage, race).await?;
    let mut outcome = Outcome::default();
    for (effect, (_, before)) in course.effects.iter().zip(&course.states) {
        let mut everybody = contenders.iter().zip(said);
        let by = everybody.find(|(it, said)| is_by(effect, it) && !is_repeated(said.as_ref()));
        let (by, _) = by.with_context(|| format!("nobody caused {:?}", effect.facts))?;
        let again = before.decide(&as_recorded(by, effect), &context(effect));
        ensure!(
            again.as_ref() == Ok(&effect.facts),
            "{}: decided again on the ticket as it was, {again:?}; in the log stands {:?}",
            by.name,
            effect.facts
        );
        ensure!(!outcome.won.contains(&by.name), "{} won twice", by.name);
        outcome.won.push(by.name);
    }
    for (contender, said) in contenders.iter().zip(said) {
        let name = contender.name;
        let was = course.effect_of(contender);
        match said {
            None if was.is_some() => {}
            Some(said) if said.status < 300 => {
                let version = said.body["version"].as_u64().context("a version")?;
                if let Some(effect) = was {
                    ensure!(version == effect.version, "{name} was told {version}");
                } else {
                    let then = course.at(version).context("a version that never was")?;
                    nothing_to_do(stage, contender, then)?;
                    outcome.idle.push(name);
                }
            }
            None => {
                let (_, now) = course.now();
                nothing_to_do(stage, contender, now)?;
                outcome.idle.push(name);
            }
            Some(said) => {
                ensure!(was.is_none(), "{name} was refused ({said:?}) what happened");
                let why = explained(stage, contender, said, &course.states)?;
                outcome.refused.push((name, why));
            }
        }
    }
    once_more(stage, race, (contenders, said), &course).await?;
    Ok(outcome)
}

fn nothing_to_do(stage: &Stage, contender: &Contender, then: &Ticket) -> Result<()> {
    let decided = then.decide(&contender.command, &asked_now(stage, contender));
    ensure!(
        decided == Ok(vec![]),
        "{} did nothing where there was {decided:?} to do",
        contender.name
    );
    Ok(())
}

/// The refusal is the one that the rules give on the ticket as it was after somebody else. Returns its code.
fn explained(
    stage: &Stage,
    contender: &Contender,
    said: &Said,
    states: &[(u64, Ticket)],
) -> Result<String> {
    let problem = &said.body;
    let is_that = |expected: &Problem| {
        said.status == expected.status().as_u16()
            && problem["code"] == expected.code()
            && problem["detail"] == expected.sentence(Language::French)
            && problem["version"].as_u64() == expected.version()
    };
    let reasons = states.iter().map(|state| refusals(stage, contender, state));
    let reasons: Vec<_> = reasons.collect();
    let at_the_outset = reasons.first().is_some_and(Vec::is_empty);
    ensure!(at_the_outset, "{} could never win", contender.name);
    let Some(reason) = reasons.iter().flatten().find(|it| is_that(it)) else {
        bail!("{} was told {said:?}; it was {reasons:?}", contender.name);
    };
    let (code, detail) = (reason.code(), reason.sentence(Language::French));
    Ok(format!("{} {code}: {detail}", said.status))
}

/// What the contender may be told by a ticket that stands like that. A link is looked at first, and may close just then.
fn refusals(
    stage: &Stage,
    contender: &Contender,
    (version, ticket): &(u64, Ticket),
) -> Vec<Problem> {
    let mut refusals = vec![];
    if let Deed::Asks { request, link } = &contender.deed {
        if link.is_some_and(|link| !link.holds(ticket)) {
            refusals.push(Problem::new(StatusCode::NOT_FOUND, "link_not_valid"));
        }
        if request.if_match.is_some_and(|seen| seen != *version) {
            return vec![Problem::stale(*version)];
        }
    }
    let decided = ticket.decide(&contender.command, &asked_now(stage, contender));
    refusals.extend(decided.err().map(Problem::from));
    refusals
}

fn asked_now(stage: &Stage, contender: &Contender) -> CommandContext {
    let now = stage.office.app.clock.now();
    CommandContext::new(uuid::Uuid::nil().into(), contender.by.clone(), now)
}

fn context(effect: &Effect) -> CommandContext {
    let Metadata { command, actor, .. } = effect.metadata.clone();
    CommandContext {
        on_behalf_of: effect.metadata.on_behalf_of.clone(),
        ..CommandContext::new(command, actor, effect.metadata.at)
    }
}

/// The command with what is only known from the log: new ids, and whose words they are.
fn as_recorded(contender: &Contender, effect: &Effect) -> TicketCommand {
    use TicketCommand as C;
    use TicketEvent as E;
    let last = effect.facts.last().expect("a fact");
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the others are known as they are"
    )]
    match (contender.command.clone(), last) {
        (
            C::EngageContractor { others, .. },
            E::ContractorEngaged {
                assignment,
                contractor,
                ..
            },
        ) => C::EngageContractor {
            assignment: *assignment,
            contractor: contractor.clone(),
            others,
        },
        (
            C::ValidateRequest { mission, .. },
            E::ContractorEngaged {
                assignment,
                contractor,
                ..
            },
        ) => match &effect.facts[0] {
            E::TicketOpened(opening) => C::ValidateRequest {
                mission,
                opening: opening.clone(),
                assignment: *assignment,
                contractor: contractor.clone(),
                others: vec![],
            },
            _ => contender.command.clone(),
        },
        (C::WriteToAgency { from, subject, .. }, E::MessageReceived { message, text, .. }) => {
            C::WriteToAgency {
                message: *message,
                from,
                subject,
                text: text.clone(),
            }
        }
        (command, _) => command,
    }
}

/// Whoever has won and asks again under the same key is told the same again, and nothing more happens; nothing is due
/// any more; and every node reads the same ticket.
async fn once_more(
    stage: &Stage,
    race: &Race,
    (contenders, said): (&[Contender], &[Option<Said>]),
    course: &Course,
) -> Result<()> {
    for effect in &course.effects {
        let twins: Vec<_> = contenders
            .iter()
            .zip(said)
            .filter(|(it, _)| is_by(effect, it))
            .filter_map(|(it, said)| said.as_ref().map(|said| (it, said)))
            .collect();
        let first = twins.iter().filter(|(_, said)| !is_repeated(Some(said)));
        let unsure = twins.iter().any(|(_, said)| said.unsure);
        ensure!(
            twins.is_empty() || unsure || first.count() == 1,
            "one of them did it: {twins:?}"
        );
        let Some((Deed::Asks { request, .. }, _)) = twins.first().map(|(it, s)| (&it.deed, s))
        else {
            continue;
        };
        let again = stage.nodes[race.seed as usize % stage.nodes.len()]
            .ask(request)
            .await;
        ensure!(
            again.status < 300
                && again.body["repeated"] == true
                && again.body["version"] == effect.version,
            "asked again: {again:?}"
        );
    }
    ensure!(!stage.nodes[0].fire().await, "something is still due");
    for node in &stage.nodes {
        let (ticket, version) = stage.load(node, race.order.id).await;
        let (last, now) = course.now();
        ensure!(version == *last, "{version} events, {last} of them known");
        ensure!(ticket == *now, "a node reads another ticket");
    }
    Ok(())
}
