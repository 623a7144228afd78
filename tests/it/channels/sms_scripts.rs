//! How an SMS gateway may misbehave, as a table: what it answers and whether it took the SMS, what is known then, and how
//! many copies its ledger holds in the end.

use harness::sms_gateway::scripted::{Play, Reply};

use super::proof::Provider;
use Provider::{Brevo, Gateway, Ovh};
use Reply::{HangUp, Http, Reset, ResetAtOnce, StaySilent, TenMegabytes, Truncated};

/// What is known of the SMS to the contractor, and when it is tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    Sent,
    /// Certainly not sent yet: in so many minutes again.
    Later(i64),
    /// The same, and the whole channel stands still for so many minutes.
    Stopped(i64),
    /// Perhaps sent: again in an hour, if no report comes.
    Perhaps,
    /// One or the other, by who was faster.
    Broken,
    /// Certainly never; the manager is called.
    Failed,
}
use Known::{Broken, Failed, Later, Perhaps, Sent, Stopped};

/// By which gateway, how it plays, what is known then, and how many copies it has taken when it has been ordinary again
/// for some hours.
pub type Case = (Provider, &'static str, Play, Known, usize);

fn refuses(reply: Reply) -> Play {
    Play::refuses(reply)
}

fn takes(reply: Reply) -> Play {
    Play::takes(reply)
}

fn status(status: &'static str) -> Play {
    refuses(Http(status, &[], ""))
}

pub fn refusals() -> Vec<Case> {
    let busy = |header: &'static [&'static str]| refuses(Http("503 Busy", header, ""));
    vec![
        (Gateway, "503", status("503 Busy"), Later(1), 1),
        (
            Gateway,
            "503, in 20 minutes",
            busy(&["Retry-After: 1200"]),
            Later(20),
            1,
        ),
        (
            Gateway,
            "503, until a date",
            busy(&[
                "Date: Mon, 02 Mar 2026 08:00:00 GMT",
                "Retry-After: Mon, 02 Mar 2026 08:30:00 GMT",
            ]),
            Later(30),
            1,
        ),
        (
            Gateway,
            "503, until a date long past",
            busy(&[
                "Date: Mon, 02 Mar 2026 08:00:00 GMT",
                "Retry-After: Thu, 01 Jan 1970 00:00:00 GMT",
            ]),
            Later(1),
            1,
        ),
        (
            Gateway,
            "503, in a hundred years",
            busy(&["Retry-After: 3155760000"]),
            Later(240),
            1,
        ),
        (
            Gateway,
            "503, in more than fits",
            busy(&["Retry-After: 99999999999999999999999999"]),
            Later(240),
            1,
        ),
        (
            Gateway,
            "503, soon or so",
            busy(&["Retry-After: -5 minutes"]),
            Later(1),
            1,
        ),
        (
            Gateway,
            "400, the number",
            status("400 Bad Request"),
            Failed,
            0,
        ),
        (
            Gateway,
            "422, the number",
            status("422 Unprocessable"),
            Failed,
            0,
        ),
        (
            Gateway,
            "200 with an error inside",
            refuses(Http("200 OK", &[], r#"{"error":"bad_number"}"#)),
            Failed,
            0,
        ),
    ]
}

pub fn accounts() -> Vec<Case> {
    let limited = |header: &'static [&'static str]| refuses(Http("429 Slow down", header, ""));
    vec![
        (Gateway, "429", limited(&[]), Stopped(1), 1),
        (
            Gateway,
            "429, in 10 minutes",
            limited(&["Retry-After: 600"]),
            Stopped(10),
            1,
        ),
        (
            Gateway,
            "429, in a hundred years",
            limited(&["Retry-After: 3155760000"]),
            Stopped(240),
            1,
        ),
        (Gateway, "401", status("401 Unauthorized"), Stopped(1), 1),
        (
            Gateway,
            "402, no credit",
            status("402 Payment Required"),
            Stopped(1),
            1,
        ),
        (Gateway, "403", status("403 Forbidden"), Stopped(1), 1),
        (
            Gateway,
            "404, nothing there",
            status("404 Not Found"),
            Stopped(1),
            1,
        ),
        (
            Gateway,
            "a redirect",
            refuses(Http("307 Moved", &["Location: http://127.0.0.1:1/sms"], "")),
            Stopped(1),
            1,
        ),
    ]
}

pub fn breaks() -> Vec<Case> {
    vec![
        (
            Gateway,
            "never answers, has taken it",
            takes(StaySilent),
            Perhaps,
            2,
        ),
        (
            Gateway,
            "never answers, takes nothing",
            refuses(StaySilent),
            Perhaps,
            1,
        ),
        (
            Gateway,
            "reset before the request",
            refuses(ResetAtOnce),
            Broken,
            1,
        ),
        (
            Gateway,
            "reset after the request, taken",
            takes(Reset),
            Perhaps,
            2,
        ),
        (
            Gateway,
            "reset after the request, not taken",
            refuses(Reset),
            Perhaps,
            1,
        ),
        (Gateway, "hangs up, has taken it", takes(HangUp), Perhaps, 2),
    ]
}

pub fn bad_answers() -> Vec<Case> {
    let broken = r#"{"id": }"#;
    let page = "<html><h1>502 Bad Gateway</h1></html>";
    vec![
        (
            Gateway,
            "500, has taken it",
            takes(Http("500 Oops", &[], "")),
            Perhaps,
            2,
        ),
        (
            Gateway,
            "502 with a page",
            refuses(Http("502 Bad Gateway", &[], page)),
            Perhaps,
            1,
        ),
        (
            Gateway,
            "200 with a page",
            refuses(Http("200 OK", &[], page)),
            Perhaps,
            1,
        ),
        (
            Gateway,
            "200 with nothing",
            takes(Http("200 OK", &[], "")),
            Perhaps,
            2,
        ),
        (
            Gateway,
            "200 with invalid JSON",
            takes(Http("200 OK", &[], broken)),
            Perhaps,
            2,
        ),
        (Gateway, "200 that breaks off", takes(Truncated), Perhaps, 2),
        (
            Gateway,
            "200 with ten megabytes",
            takes(TenMegabytes),
            Perhaps,
            2,
        ),
        (
            Gateway,
            "200 without a reference",
            takes(Http("200 OK", &[], r#"{"id":null}"#)),
            Perhaps,
            2,
        ),
        (
            Gateway,
            "200 with a reference that no database takes",
            takes(Http(
                "200 OK",
                &[],
                r#"{"status":"accepted","id":"a\u0000b"}"#,
            )),
            Perhaps,
            2,
        ),
        (Gateway, "an ordinary gateway", Play::ordinary(), Sent, 1),
    ]
}

pub fn others() -> Vec<Case> {
    let invalid = r#"{"ids":[],"validReceivers":[],"invalidReceivers":["+33639981234"]}"#;
    let poor = r#"{"code":"not_enough_credits","message":"no"}"#;
    let wrong = r#"{"code":"invalid_parameter","message":"phone"}"#;
    vec![
        (Ovh, "OVHcloud", Play::ordinary(), Sent, 1),
        (
            Ovh,
            "OVHcloud, number refused in a success",
            refuses(Http("200 OK", &[], invalid)),
            Failed,
            0,
        ),
        (
            Ovh,
            "OVHcloud, nobody in a success",
            takes(Http("200 OK", &[], "{}")),
            Perhaps,
            2,
        ),
        (
            Ovh,
            "OVHcloud, a signature refused",
            status("403 Forbidden"),
            Stopped(1),
            1,
        ),
        (Ovh, "OVHcloud, breaks off", takes(Truncated), Perhaps, 2),
        (Ovh, "OVHcloud, silent", takes(StaySilent), Perhaps, 2),
        (Brevo, "Brevo", Play::ordinary(), Sent, 1),
        (
            Brevo,
            "Brevo, no credit",
            refuses(Http("402 Payment", &[], poor)),
            Stopped(1),
            1,
        ),
        (
            Brevo,
            "Brevo, number refused",
            refuses(Http("400 Bad", &[], wrong)),
            Failed,
            0,
        ),
        (
            Brevo,
            "Brevo, 201 without an id",
            takes(Http("201 Created", &[], "{}")),
            Perhaps,
            2,
        ),
        (
            Brevo,
            "Brevo, key refused",
            status("401 Unauthorized"),
            Stopped(1),
            1,
        ),
    ]
}
