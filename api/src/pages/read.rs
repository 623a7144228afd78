//! How does what was typed become a value? Each reader keeps the value, or puts the complaint beside its field.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use chrono_tz::Tz;
use domain::calendar::{RepeatedHour, resolve};
use domain::ids::AttachmentId;
use domain::personal::{Personal, Subject};
use domain::ticket::{Channels, Invoice, Quote};
use domain::value::{Amount, EmailAddress, PhoneNumber, ShortText, Slot, SlotError};

use super::field::{Problems, Typed};
use crate::json::input::within_reason;
use crate::problem::Problem;
use crate::text::Language;

/// Reads one form. Whatever cannot be read is remembered; [`Reader::done`] says whether anything was.
pub struct Reader<'f> {
    pub t: Language,
    pub typed: &'f Typed,
    pub problems: Problems,
}

impl<'f> Reader<'f> {
    pub fn new(t: Language, typed: &'f Typed) -> Self {
        Self {
            t,
            typed,
            problems: Problems::default(),
        }
    }

    /// The result of a reading, unless anything was wrong.
    pub fn done<T>(self, read: Option<T>) -> Result<T, Problems> {
        match read {
            Some(value) if self.problems.is_empty() => Ok(value),
            Some(_) | None => Err(self.problems),
        }
    }

    fn keep<T, E: Into<Problem>>(&mut self, field: &str, read: Result<T, E>) -> Option<T> {
        read.map_err(|error| self.complain(error.into().below(field)))
            .ok()
    }

    /// Puts a problem beside its field.
    pub fn complain(&mut self, problem: Problem) {
        self.problems.tell(&problem, self.t);
    }

    fn wrong(&mut self, field: &str, code: &'static str) {
        self.complain(Problem::invalid(field, code));
    }

    /// A value that must be there.
    pub fn text<T, E: Into<Problem>>(
        &mut self,
        field: &str,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Option<T> {
        self.keep(field, parse(self.typed.get(field)))
    }

    /// A value that may be missing. The outer option is missing where what is there cannot be read.
    pub fn maybe<T, E: Into<Problem>>(
        &mut self,
        field: &str,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Option<Option<T>> {
        match self.typed.some(field) {
            None => Some(None),
            Some(text) => self.keep(field, parse(text)).map(Some),
        }
    }

    pub fn email(&mut self, field: &str) -> Option<Option<EmailAddress>> {
        self.maybe(field, EmailAddress::parse)
    }

    pub fn phone(&mut self, field: &str) -> Option<Option<PhoneNumber>> {
        self.maybe(field, PhoneNumber::parse)
    }

    /// A remark about the ticket, if there is one.
    pub fn remark(
        &mut self,
        field: &str,
        subject: &Subject,
    ) -> Option<Option<Personal<ShortText>>> {
        let read = self.maybe(field, ShortText::parse)?;
        Some(read.map(|text| Personal::new(subject.clone(), text)))
    }

    /// A remark that must be there.
    pub fn reason(&mut self, field: &str, subject: &Subject) -> Option<Personal<ShortText>> {
        let text = self.text(field, ShortText::parse)?;
        Some(Personal::new(subject.clone(), text))
    }

    pub fn channels(&self, field: &str) -> Channels {
        Channels {
            email: self.typed.ticked(field, "email"),
            sms: self.typed.ticked(field, "sms"),
        }
    }

    pub fn date(&mut self, field: &str) -> Option<NaiveDate> {
        let read = NaiveDate::parse_from_str(self.typed.get(field), "%Y-%m-%d").ok();
        let read = read.filter(|day| within_reason(*day));
        if read.is_none() {
            self.wrong(field, "not_a_date");
        }
        read
    }

    pub fn time(&mut self, field: &str) -> Option<NaiveTime> {
        // Browsers add seconds where somebody set them.
        let text = self.typed.get(field).get(..5).unwrap_or_default();
        let read = NaiveTime::parse_from_str(text, "%H:%M").ok();
        if read.is_none() {
            self.wrong(field, "not_a_time");
        }
        read
    }

    pub fn number<N: std::str::FromStr>(&mut self, field: &str) -> Option<N> {
        let read = self.typed.get(field).parse().ok();
        if read.is_none() {
            self.wrong(field, "not_a_number");
        }
        read
    }

    fn local(&mut self, date: &str, time: &str) -> Option<NaiveDateTime> {
        let (date, time) = (self.date(date), self.time(time));
        Some(date?.and_time(time?))
    }

    fn repeated_hour(&self) -> Option<RepeatedHour> {
        match self.typed.get("slot.repeated_hour") {
            "first" => Some(RepeatedHour::First),
            "second" => Some(RepeatedHour::Second),
            _ => None,
        }
    }

    /// The fields `slot.date`, `slot.time`, `slot.minutes`.
    pub fn slot(&mut self, zone: Tz) -> Option<Slot> {
        let local = self.local("slot.date", "slot.time");
        let minutes = self.number("slot.minutes");
        let (local, minutes) = (local?, minutes?);
        let slot = Slot::new(local, minutes, zone, self.repeated_hour());
        self.keep("slot", slot)
    }

    /// A date and a time as one instant.
    pub fn instant(&mut self, date: &str, time: &str, zone: Tz) -> Option<DateTime<Utc>> {
        let local = self.local(date, time)?;
        let instant = resolve(local, zone, self.repeated_hour()).map_err(SlotError::from);
        self.keep(date, instant)
    }

    /// The fields `quote.amount` and `quote.attachment`, a file of the ticket.
    pub fn quote(&mut self) -> Option<Quote> {
        let amount = self.text("quote.amount", Amount::parse);
        let attachment = self.file("quote.attachment");
        Some(Quote {
            amount: amount?,
            attachment: attachment?,
        })
    }

    /// One of the ticket's files, or none.
    pub fn file(&mut self, field: &str) -> Option<Option<AttachmentId>> {
        let Some(typed) = self.typed.some(field) else {
            return Some(None);
        };
        let read = typed.parse().ok();
        if read.is_none() {
            self.wrong(field, "unknown_file");
        }
        read.map(Some)
    }

    /// The fields `invoice.amount`, `invoice.number`, `invoice.dated` and `invoice.attachment`, a file of the ticket.
    pub fn invoice(&mut self, subject: &Subject) -> Option<Invoice> {
        let amount = self.text("invoice.amount", Amount::parse);
        let number = self.remark("invoice.number", subject);
        let dated = match self.typed.some("invoice.dated") {
            None => Some(None),
            Some(_) => self.date("invoice.dated").map(Some),
        };
        let attachment = self.file("invoice.attachment");
        Some(Invoice {
            amount: amount?,
            number: number?,
            dated: dated?,
            attachment: attachment?,
        })
    }
}

/// Where a problem is shown, if the field that it names is made of several here.
pub fn beside(field: &str) -> &str {
    match field {
        "slot" | "slot.start" => "slot.date",
        "expected_at" => "slot.time",
        "requested_at" | "requested_on.start" => "requested_on",
        "name_landlord" => "options",
        other => other,
    }
}
