//! How a mail server may misbehave, as a table: what it says or does, what is known of a message then, and how many copies
//! its ledger holds in the end.

use harness::cabinet::PLUMBER_EMAIL;
use harness::mail_server::scripted::{Act, Heard, Script, Tls};

use Act::{Bytes, Drip, Endless, HangUp, Say, StaySilent};

/// What is known of the message to the contractor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    Sent,
    /// Certainly not sent yet, for this reason.
    Later(&'static str),
    /// The same, and the whole channel stands still.
    Stopped(&'static str),
    /// Perhaps sent, for this reason.
    Perhaps(&'static str),
    /// One or the other, by who was faster.
    Broken(&'static str),
    /// Certainly never, for this reason; the manager is called.
    Failed(&'static str),
}
use Known::{Broken, Failed, Later, Perhaps, Sent, Stopped};

/// How the server plays, what is known then, and how many copies it has taken when it has been ordinary again for a
/// while.
pub type Case = (&'static str, Script, Known, usize);

fn at(heard: Heard, act: Act) -> Script {
    Script::ordinary().on(heard, act)
}

fn only_the_plumber(heard: Heard, act: Act) -> Script {
    at(heard, act).only_to(PLUMBER_EMAIL)
}

pub fn refusals() -> Vec<Case> {
    use Heard::{Auth, Connection, Data, Ehlo, End, Mail, Rcpt, StartTls};
    let busy = "421 4.3.2 too busy";
    vec![
        (
            "greeting 421",
            at(Connection, Say(busy)),
            Later("smtp greeting: 421 4.3.2"),
            1,
        ),
        (
            "greeting 554",
            at(Connection, Say("554 no service")),
            Later("smtp greeting: 554"),
            1,
        ),
        (
            "EHLO 451",
            at(Ehlo, Say("451 not now")),
            Later("smtp greeting: 451"),
            1,
        ),
        (
            "EHLO 502",
            at(Ehlo, Say("502 what?")),
            Later("smtp greeting: 502"),
            1,
        ),
        (
            "STARTTLS 454",
            at(StartTls, Say("454 no TLS now")),
            Later("smtp starttls: 454"),
            1,
        ),
        (
            "STARTTLS 501",
            at(StartTls, Say("501 no")),
            Later("smtp starttls: 501"),
            1,
        ),
        (
            "AUTH 454",
            at(Auth, Say("454 4.7.0 later")),
            Later("smtp auth: 454 4.7.0"),
            1,
        ),
        (
            "AUTH 535",
            at(Auth, Say("535 5.7.8 refusé")),
            Stopped("smtp auth: 535 5.7.8"),
            1,
        ),
        (
            "MAIL 451",
            at(Mail, Say("451 4.3.0 later")),
            Later("smtp mail from: 451 4.3.0"),
            1,
        ),
        (
            "MAIL 530",
            at(Mail, Say("530 5.7.0 sign in")),
            Stopped("smtp mail from: 530 5.7.0"),
            1,
        ),
        (
            "MAIL 553",
            at(Mail, Say("553 5.1.8 sender?")),
            Stopped("smtp mail from: 553 5.1.8"),
            1,
        ),
        (
            "RCPT 451, grey-listed",
            at(Rcpt, Say("451 4.7.1 grey")),
            Later("smtp rcpt to: 451 4.7.1"),
            1,
        ),
        (
            "RCPT 550 of one recipient",
            only_the_plumber(Rcpt, Say("550 5.1.1 no such user")),
            Failed("smtp rcpt to: 550 5.1.1"),
            0,
        ),
        (
            "DATA 451",
            at(Data, Say("451 later")),
            Later("smtp data: 451"),
            1,
        ),
        (
            "DATA 554",
            only_the_plumber(Data, Say("554 no")),
            Failed("smtp data: 554"),
            0,
        ),
        (
            "full stop 452",
            at(End, Say("452 4.2.2 disk full")),
            Later("smtp content: 452 4.2.2"),
            1,
        ),
        (
            "full stop 552, too large",
            only_the_plumber(End, Say("552 5.3.4 too large")),
            Failed("smtp content: 552 5.3.4"),
            0,
        ),
        (
            "full stop 571 in another alphabet",
            only_the_plumber(End, Bytes(b"571 5.7.1 message refus\xe9\r\n")),
            Failed("smtp content: 571 5.7.1"),
            0,
        ),
    ]
}

pub fn breaks() -> Vec<Case> {
    use Heard::{Connection, Content, Data, End, Mail, Rcpt};
    let taken = |act| at(End, Act::take_and(act));
    vec![
        (
            "closes when idle",
            at(Mail, HangUp),
            Later("smtp mail from: the connection broke"),
            1,
        ),
        (
            "closes at once",
            at(Connection, HangUp),
            Later("smtp greeting: the connection broke"),
            1,
        ),
        (
            "closes at DATA",
            at(Data, HangUp),
            Later("smtp data: the connection broke"),
            1,
        ),
        (
            "421 while the content comes",
            at(Data, Say("354 go on\r\n421 4.3.2 closing")),
            Later("smtp content: 421 4.3.2"),
            1,
        ),
        (
            "silent at RCPT",
            at(Rcpt, StaySilent),
            Later("smtp rcpt to: no answer in time"),
            1,
        ),
        (
            "closes in the content",
            at(Content, HangUp),
            Broken("smtp content: the connection broke"),
            1,
        ),
        (
            "takes it and drops the reply",
            taken(HangUp),
            Perhaps("smtp content: the connection broke"),
            2,
        ),
        (
            "takes it and never answers",
            taken(StaySilent),
            Perhaps("smtp content: no answer in time"),
            2,
        ),
        (
            "never answers, takes nothing",
            at(End, StaySilent),
            Perhaps("smtp content: no answer in time"),
            1,
        ),
        (
            "closes after the full stop, takes nothing",
            at(End, HangUp),
            Perhaps("smtp content: the connection broke"),
            1,
        ),
    ]
}

pub fn not_to_be_trusted() -> Vec<Case> {
    use Heard::{Ehlo, StartTls};
    let injected =
        "220 go\r\n250-mx\r\n250 AUTH PLAIN\r\n235 in\r\n250 ok\r\n250 ok\r\n354 go\r\n250 queued";
    let no_tls = Later("smtp starttls: TLS was not agreed on");
    vec![
        (
            "a stranger's certificate",
            Script::ordinary().tls(Tls::OfAStranger),
            no_tls,
            1,
        ),
        (
            "no handshake at all",
            Script::ordinary().tls(Tls::Garbage),
            no_tls,
            1,
        ),
        (
            "STARTTLS not offered",
            at(Ehlo, Say("250-mx\r\n250 AUTH PLAIN")),
            Later("smtp starttls: the server does not offer what is needed"),
            1,
        ),
        (
            "replies slipped in before TLS",
            at(StartTls, Say(injected)),
            Later("smtp starttls: the server spoke out of turn"),
            1,
        ),
    ]
}

pub fn bad_manners() -> Vec<Case> {
    use Heard::{Data, Ehlo, End, Mail, Quit, Rcpt};
    let late = Later("smtp rcpt to: the server spoke out of turn");
    let unreadable = Perhaps("smtp content: the reply cannot be read");
    let contradicted = Perhaps("smtp content: the replies contradict each other");
    vec![
        (
            "one reply too many",
            at(Mail, Say("250 ok\r\n250 ok")),
            late,
            1,
        ),
        (
            "250 to DATA, a reply behind",
            at(Data, Say("250 ok")),
            Later("smtp data: 250"),
            1,
        ),
        (
            "takes it before it came",
            at(Data, Say("354 go on\r\n250 2.0.0 queued")),
            Later("smtp content: the server spoke out of turn"),
            1,
        ),
        (
            "a refusal behind a success",
            at(End, Say("250 ok\r\n554 no")),
            contradicted,
            2,
        ),
        (
            "the refusal comes at QUIT",
            at(Quit, Say("554 5.7.1 refused")),
            contradicted,
            2,
        ),
        (
            "354 after the content",
            at(End, Say("354 more")),
            Perhaps("smtp content: 354"),
            1,
        ),
        (
            "codes that differ",
            at(End, Say("250-taken\r\n550 refused")),
            unreadable,
            2,
        ),
        (
            "no reply but a page",
            at(End, Say("HTTP/1.1 200 OK")),
            unreadable,
            1,
        ),
        (
            "digits without end",
            at(Rcpt, Endless),
            Later("smtp rcpt to: the reply has no end"),
            1,
        ),
        (
            "digits without end after the content",
            at(End, Act::take_and(Endless)),
            Perhaps("smtp content: the reply has no end"),
            2,
        ),
        (
            "a drop at a time",
            at(Ehlo, Drip("250 slow mx")),
            Later("smtp greeting: no answer in time"),
            1,
        ),
    ]
}

pub fn harmless() -> Vec<Case> {
    use Heard::{Connection, End, Mail, Quit};
    vec![
        (
            "a greeting of many lines",
            at(Connection, Say("220-mx\r\n220-no spam\r\n220 ready")),
            Sent,
            1,
        ),
        ("a code alone", at(Mail, Say("250")), Sent, 1),
        (
            "words in another alphabet",
            at(End, Act::take_and(Bytes(b"250 accept\xe9\r\n"))),
            Sent,
            1,
        ),
        ("a lone line feed", at(Mail, Bytes(b"250 ok\n")), Sent, 1),
        ("closes instead of a goodbye", at(Quit, HangUp), Sent, 1),
        ("does not know QUIT", at(Quit, Say("502 what?")), Sent, 1),
        ("an ordinary server", Script::ordinary(), Sent, 1),
    ]
}
