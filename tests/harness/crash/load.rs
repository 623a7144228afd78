//! Who keeps the product busy? Callers, each with one ticket after the other, through its whole life.
//!
//! A caller whose request was not answered repeats it with its key, or leaves it, to be repeated when all is quiet.

use std::sync::atomic::Ordering;
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::task::JoinSet;
use uuid::Uuid;

use super::journal::{Reply, Request};
use super::office::{Heard, Office};
use super::script::{Part, Pen, today};

/// Whether callers call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    On,
    Paused,
    Over,
}

/// The callers of a campaign.
pub struct Load {
    mode: watch::Sender<Mode>,
    callers: JoinSet<()>,
    /// How many are in the middle of a request.
    busy: watch::Receiver<usize>,
}

impl Load {
    pub fn start(office: &Office, callers: usize, seed: u64) -> Self {
        let (mode, _) = watch::channel(Mode::Paused);
        let (busily, busy) = watch::channel(0);
        let mut all = JoinSet::new();
        for number in 0..callers {
            let caller = Caller {
                office: office.clone(),
                mode: mode.subscribe(),
                busy: busily.clone(),
                random: StdRng::seed_from_u64(seed ^ ((number as u64 + 1) << 32)),
            };
            all.spawn(caller.work());
        }
        Self {
            mode,
            callers: all,
            busy,
        }
    }

    pub fn go_on(&self) {
        self.mode.send_replace(Mode::On);
    }

    /// Returns once nobody is in the middle of anything.
    pub async fn pause(&mut self) {
        self.mode.send_replace(Mode::Paused);
        let _ = self.busy.wait_for(|busy| *busy == 0).await;
    }

    pub async fn end(mut self) {
        self.mode.send_replace(Mode::Over);
        while self.callers.join_next().await.is_some() {}
    }
}

struct Caller {
    office: Office,
    mode: watch::Receiver<Mode>,
    busy: watch::Sender<usize>,
    random: StdRng,
}

/// The request has no answer, or it was refused, or the load is over: this ticket is left as it is.
struct Left;

type Step<T> = Result<T, Left>;

impl Caller {
    async fn work(mut self) {
        let office = self.office.clone();
        while *self.mode.borrow() != Mode::Over {
            let seed = self.random.random();
            let pen = Pen {
                cabinet: &office.cabinet,
                random: StdRng::seed_from_u64(seed),
            };
            // Left tickets are what most of the deadlines are for.
            let _ = self.live(pen).await;
        }
    }

    /// A ticket's life, as far as it comes.
    async fn live(&mut self, mut pen: Pen<'_>) -> Step<()> {
        let opening = pen.opening();
        let part = self.opens(&opening).await?;
        self.chatters(&mut pen, part).await?;
        let sought = self.office.erasing.load(Ordering::Relaxed);
        if pen.chance(if sought { 100 } else { 15 }) {
            return self.erases(part).await;
        }
        if pen.chance(10) {
            return Ok(());
        }
        if pen.chance(12) {
            let no = json!({ "answer": "decline", "reason": "complet" });
            let request = self.answer(&mut pen, part, "answers", no);
            self.says(&request).await?;
            let closing = pen.on_ticket(part, "closures", json!({}));
            return self.says(&closing).await.map(|_| ());
        }
        self.visits(&mut pen, part).await?;
        self.bills(&mut pen, part).await
    }

    async fn opens(&mut self, request: &Request) -> Step<Part> {
        let ticket = self.says(request).await?;
        // The assignment's id is derived from the key; the ticket says it.
        let path = format!("{}/tickets/{ticket}", self.office.url);
        let cabinet = self.office.cabinet.clone();
        let token = cabinet.token(cabinet.manager);
        for _ in 0..200 {
            let read = self
                .office
                .client
                .get(&path)
                .bearer_auth(token)
                .send()
                .await;
            if let Ok(answer) = read
                && answer.status().is_success()
                && let Ok(body) = answer.json::<Value>().await
            {
                let id = body["assignments"][0]["id"].as_str().map(Uuid::parse_str);
                let assignment = id.and_then(Result::ok).ok_or(Left)?;
                return Ok(Part { ticket, assignment });
            }
            self.breathes(20).await;
        }
        Err(Left)
    }

    async fn chatters(&mut self, pen: &mut Pen<'_>, part: Part) -> Step<()> {
        for (percent, what) in [(25, "note"), (40, "file"), (20, "message")] {
            if pen.chance(percent) {
                let request = match what {
                    "note" => pen.note(part),
                    "file" => pen.upload(part),
                    _ => pen.message(part),
                };
                self.says(&request).await?;
            }
        }
        Ok(())
    }

    /// What was written is to go; the deadlines of the ticket go on.
    async fn erases(&mut self, part: Part) -> Step<()> {
        self.waits_for_leave().await?;
        while !self.office.erases(part.ticket).await && *self.mode.borrow() != Mode::Over {
            self.breathes(60).await;
        }
        self.busy.send_modify(|busy| *busy -= 1);
        Ok(())
    }

    async fn visits(&mut self, pen: &mut Pen<'_>, part: Part) -> Step<()> {
        let slot = pen.slot(self.office.face.now());
        let yes = json!({ "answer": "accept", "slot": slot });
        let request = self.answer(pen, part, "answers", yes);
        self.says(&request).await?;
        if pen.chance(20) {
            let slot = json!({ "slot": pen.slot(self.office.face.now()) });
            let request = pen.on_part(part, "slot-postponements", slot);
            self.says(&request).await?;
        }
        if pen.chance(20) {
            return Err(Left);
        }
        if pen.chance(70) {
            let here = pen.on_part(part, "presence-answers", json!({ "answer": "on_site" }));
            self.says(&here).await?;
        }
        Ok(())
    }

    async fn bills(&mut self, pen: &mut Pen<'_>, part: Part) -> Step<()> {
        let mut done = json!({ "completed_on": today(self.office.face.now()) });
        let at_once = pen.chance(40);
        if at_once {
            done["invoice"] = json!({ "amount": "248,50", "number": "F-1" });
        }
        let request = pen.on_part(part, "completions", done);
        self.says(&request).await?;
        if !at_once {
            let request = pen.on_part(part, "invoice-requests", json!({}));
            self.says(&request).await?;
            if pen.chance(30) {
                return Ok(());
            }
            let invoice = json!({ "invoice": { "amount": "99.90" } });
            let request = self.answer(pen, part, "invoices", invoice);
            self.says(&request).await?;
        }
        let closing = pen.on_ticket(part, "closures", json!({}));
        self.says(&closing).await.map(|_| ())
    }

    /// By the contractor's own link, or entered by the agency.
    fn answer(&self, pen: &mut Pen<'_>, part: Part, kind: &'static str, body: Value) -> Request {
        if pen.chance(50) {
            return pen.on_part(part, kind, body);
        }
        let grant = infra::links::Grant {
            agency: self.office.cabinet.id,
            ticket: part.ticket.into(),
            assignment: part.assignment.into(),
            generation: 1,
        };
        let token = self.office.links.token(&grant);
        pen.by_link(token.reveal(), kind, body)
    }

    /// Says it until it is answered, or gives up; gives back the ticket that answered.
    async fn says(&mut self, request: &Request) -> Step<Uuid> {
        self.waits_for_leave().await?;
        let outcome = self.insists(request).await;
        self.busy.send_modify(|busy| *busy -= 1);
        let pause = if self.random.random_bool(0.15) {
            1_500
        } else {
            150
        };
        self.breathes(pause).await;
        outcome
    }

    async fn insists(&mut self, request: &Request) -> Step<Uuid> {
        loop {
            match self.office.say(request).await {
                Heard::Reply(reply) => {
                    if self.random.random_bool(0.05) {
                        // Said twice although it was answered.
                        self.office.say(request).await;
                    }
                    return match reply {
                        Reply::Done { ticket, .. } => Ok(ticket),
                        Reply::Refused { .. } => Err(Left),
                    };
                }
                Heard::Nothing if self.random.random_bool(0.3) => return Err(Left),
                Heard::Nobody if *self.mode.borrow() == Mode::Over => return Err(Left),
                Heard::Nothing | Heard::Nobody => self.breathes(60).await,
            }
        }
    }

    /// Returns once the caller may call, and counts it as busy from then on.
    async fn waits_for_leave(&mut self) -> Step<()> {
        loop {
            let mode = self.mode.wait_for(|mode| *mode != Mode::Paused).await;
            if !matches!(mode.map(|mode| *mode), Ok(Mode::On)) {
                return Err(Left);
            }
            // Counted first, asked again after: whoever pauses the load sees one or the other.
            self.busy.send_modify(|busy| *busy += 1);
            if *self.mode.borrow() == Mode::On {
                return Ok(());
            }
            self.busy.send_modify(|busy| *busy -= 1);
        }
    }

    async fn breathes(&mut self, at_most: u64) {
        let pause = self.random.random_range(5..at_most.max(6));
        tokio::time::sleep(Duration::from_millis(pause)).await;
    }
}
