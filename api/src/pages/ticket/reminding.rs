//! What is reminded of on a ticket, and when, in one line?

use domain::value::{Cadence, ReminderPolicy};

use crate::pages::say::Say;
use crate::text::{self, Language};

/// What is reminded of, and when; of a quote only where one was asked for.
pub fn policy(t: Language, policy: &ReminderPolicy, priced: bool) -> String {
    let cadence = |of: &str, cadence: Cadence| {
        let (days, times) = (cadence.every_days(), cadence.at_most());
        let values = [("days", days.to_string()), ("times", times.to_string())];
        if days == 0 || times == 0 {
            t.say(&format!("fact-reminders-no-{of}"))
        } else {
            text::text(t, &format!("fact-reminders-{of}"), &values)
        }
    };
    let quote = priced.then(|| cadence("quote", policy.quote()));
    let visit = match policy.visit_hours() {
        0 => t.say("fact-reminders-no-visit"),
        hours => t.with("fact-reminders-visit", "hours", hours),
    };
    let rest = [cadence("invoice", policy.invoice()), visit];
    let said: Vec<String> = quote.into_iter().chain(rest).collect();
    said.join(&t.say("fact-reminders-and"))
}
