//! How does the opening page look, with what was typed still there?

use domain::ticket::{MOST_CONTRACTORS, Module};
use infra::directory::{Contractor, Property};
use projections::ticket_list::TicketRow;

use super::catalogue::Catalogue;
use super::order::{QUOTE, WATCHERS, is_typed, other, others_asked};
use super::view::{AskedView, OpenTicket, OpeningPage, WatcherFields};
use crate::pages::field::{Choice, Field, Hints, Maker, Problems, Typed};
use crate::pages::files::batch::ANY;
use crate::pages::frame::{Frame, State};
use crate::pages::people;
use crate::pages::say::Say;
use crate::pages::ticket::fields::{channels, contractor as contractor_fields};
use crate::pages::ticket::page::tone;
use crate::text::Language;

const SOURCES: [&str; 7] = [
    "phone",
    "email",
    "extranet",
    "letter",
    "visit",
    "desktop_software",
    "other",
];

/// In which language, within which frame, and of which request.
pub struct Around {
    pub t: Language,
    pub frame: Frame,
    pub asked: Option<AskedView>,
}

pub fn page<'p>(
    Around { t, frame, asked }: Around,
    catalogue: &Catalogue,
    typed: &'p Typed,
    problems: &'p Problems,
) -> OpeningPage<'p> {
    let make = &Maker { t, typed, problems };
    OpeningPage {
        t,
        frame,
        key: typed.get("key").to_owned(),
        action: match &asked {
            Some(asked) => format!("{}/validate", asked.href),
            None => "/tickets/new".to_owned(),
        },
        asked,
        kind_of_order: t.say(kind(false, typed)),
        kind_of_quote: t.say(kind(true, typed)),
        mission: make.radios("mission", "opening-mission", missions(t)),
        summary: problems.summary(t),
        module: make.radios("module", "opening-module", modules(t)),
        property_search: make
            .input("search", "property_search", "opening-property-search")
            .hints(no_completion()),
        properties: catalogue
            .properties
            .iter()
            .map(|p| property(p, typed))
            .collect(),
        property_none: none_found(t, typed),
        property_error: problems.of("property").unwrap_or_default().to_owned(),
        others: catalogue
            .open
            .iter()
            .map(|row| open_ticket(t, row))
            .collect(),
        requester_name: make.optional(make.line("requester.name", "opening-requester-name")),
        requester_email: make.optional(make.email("requester.email", "opening-requester-email")),
        requester_phone: make.optional(make.phone("requester.phone", "opening-requester-phone")),
        source: make.select("source", "opening-source", sources(t)),
        requested_on: make.input("date", "requested_on", "opening-requested-on"),
        requested_at: make.input("time", "requested_at", "opening-requested-at"),
        subject: make.line("subject", "opening-subject").hints(Hints {
            most: 200,
            ..Hints::default()
        }),
        description: make.optional(make.area("description", "opening-description", 6, 10_000)),
        original: make.optional(make.area("original_description", "opening-original", 5, 10_000)),
        original_typed: typed.some("original_description").is_some(),
        trade: make.select("trade", "opening-trade", trades(t, &catalogue.trades)),
        contractor_search: make
            .input("search", "contractor_search", "opening-contractor-search")
            .hints(no_completion()),
        contractors: contractors(t, catalogue, typed),
        contractor_error: problems.of("contractor").unwrap_or_default().to_owned(),
        contractor_name: make.optional(make.line("contractor.name", "opening-contractor-name")),
        contractor_email: make.optional(make.email("contractor.email", "opening-contractor-email")),
        contractor_phone: make.optional(make.phone("contractor.phone", "opening-contractor-phone")),
        channels: channels(make, "contractor.channels", "opening-channels"),
        instructions: make.optional(make.area(
            "contractor.instructions",
            "opening-instructions",
            2,
            2_000,
        )),
        others_asked: others_asked(typed),
        others_full: others_asked(typed) + 1 >= MOST_CONTRACTORS,
        other_contractors: others(make, catalogue),
        site_contact_typed: is_typed(typed, "site_contact."),
        site_contact_name: make.line("site_contact.name", "opening-contact-name"),
        site_contact_email: make
            .optional(make.email("site_contact.email", "opening-contact-email")),
        site_contact_phone: make
            .optional(make.phone("site_contact.phone", "opening-contact-phone")),
        site_contact_comment: make
            .optional(make.line("site_contact.comment", "opening-contact-comment")),
        site_contact_channels: channels(make, "site_contact.channels", "opening-contact-channels"),
        watchers: (0..WATCHERS).map(|n| watcher(make, n)).collect(),
        quote_days: number(make, "quote.every_days", "opening-quote-days", "90"),
        quote_times: number(make, "quote.at_most", "opening-quote-times", "20"),
        invoice_days: number(make, "invoice.every_days", "opening-invoice-days", "90"),
        invoice_times: number(make, "invoice.at_most", "opening-invoice-times", "20"),
        visit_hours: number(make, "visit_hours", "opening-visit-hours", "336"),
        files: make.optional(make.files(ANY, "opening-files")),
        files_to: make.radios("to", "files-to", audiences(t)).tall(),
        options: make
            .ticks("options", "opening-options", options(t, catalogue.module))
            .tall(),
    }
}

/// Whoever comes usually needs the photos.
fn audiences(t: Language) -> Vec<Choice> {
    ["contractors", "agency"]
        .map(|to| Choice::new(to, t.say(&format!("files-to-{to}"))))
        .into()
}

fn open_ticket(t: Language, row: &TicketRow) -> OpenTicket {
    OpenTicket {
        href: format!("/tickets/{}", row.ticket),
        number: row.number.to_string(),
        subject: row.subject.clone(),
        state: State {
            tone: tone(row.urgency()),
            label: t.say(&format!("status-{}", row.status)),
        },
    }
}

fn no_completion() -> Hints {
    Hints {
        autocomplete: "off",
        ..Hints::default()
    }
}

fn number(make: &Maker<'_>, name: &str, label: &str, most: &str) -> Field {
    make.input("number", name, label).hints(Hints {
        min: "0".into(),
        max: most.into(),
        ..Hints::default()
    })
}

/// Which type follows from what was entered.
fn kind(priced: bool, typed: &Typed) -> &'static str {
    match (priced, others_asked(typed) > 0) {
        (false, false) => "opening-kind",
        (false, true) => "opening-kind-several",
        (true, false) => "opening-kind-quote",
        (true, true) => "opening-kind-quotes",
    }
}

fn missions(t: Language) -> Vec<Choice> {
    ["service_order", QUOTE]
        .map(|mission| Choice::new(mission, t.say(&format!("mission-{mission}"))))
        .into()
}

fn modules(t: Language) -> Vec<Choice> {
    [Module::Syndic, Module::Gerance]
        .map(people::module_code)
        .map(|module| Choice::new(module, t.say(&format!("module-{module}"))))
        .into()
}

fn sources(t: Language) -> Vec<Choice> {
    SOURCES
        .map(|source| Choice::new(source, t.say(&format!("source-{source}"))))
        .into()
}

fn trades(t: Language, trades: &[String]) -> Vec<Choice> {
    let all = Choice::new("", t.say("opening-trade-all"));
    [all]
        .into_iter()
        .chain(trades.iter().map(|trade| Choice::new(trade, trade)))
        .collect()
}

fn property(property: &Property, typed: &Typed) -> Choice {
    let id = property.id.to_string();
    let people = [
        property.landlord_name.as_deref(),
        property.tenant_name.as_deref(),
    ];
    let hints = [Some(property.address.to_string())]
        .into_iter()
        .chain(people.map(|name| name.map(str::to_owned)));
    let chosen = typed.get("property") == id;
    Choice::new(id, format!("{} – {}", property.reference, property.name))
        .hint(hints.flatten().collect::<Vec<_>>().join(" · "))
        .chosen_if(chosen)
}

fn none_found(t: Language, typed: &Typed) -> String {
    t.say(if typed.some("property_search").is_some() {
        "opening-property-unknown"
    } else {
        "opening-property-none"
    })
}

fn contractors(t: Language, catalogue: &Catalogue, typed: &Typed) -> Vec<Choice> {
    let by_hand = Choice::new("hand", t.say("opening-contractor-by-hand"))
        .hint(t.say("opening-contractor-by-hand-hint"))
        .chosen_if(typed.get("contractor") == "hand");
    catalogue
        .contractors
        .iter()
        .map(|c| contractor(t, c, typed))
        .chain([by_hand])
        .collect()
}

/// Trades, addresses and the usual channels: what decides whether more has to be typed.
fn contractor(t: Language, known: &Contractor, typed: &Typed) -> Choice {
    let id = known.id.to_string();
    let email = known.email.as_ref().map(ToString::to_string);
    let phone = known.phone.as_ref().map(|phone| phone.display_national());
    let ticked = [
        (known.channels.email, "channel-email"),
        (known.channels.sms, "channel-sms"),
    ];
    let usual: Vec<String> = ticked
        .into_iter()
        .filter(|(on, _)| *on)
        .map(|(_, key)| t.say(key))
        .collect();
    let usual = (!usual.is_empty()).then(|| usual.join(" + "));
    let parts = [Some(known.trades.join(", ")), email, phone, usual];
    let chosen = typed.get("contractor") == id;
    Choice::new(id, &known.company)
        .hint(parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
        .chosen_if(chosen)
}

fn others(make: &Maker<'_>, catalogue: &Catalogue) -> Vec<(String, Vec<Field>)> {
    let each = 0..others_asked(make.typed);
    each.map(|n| {
        let title = make.t.with("opening-other-contractor", "n", n + 2);
        let none = "opening-other-contractor-none";
        (
            title,
            contractor_fields(&catalogue.everybody, make, &other(n), none),
        )
    })
    .collect()
}

fn watcher(make: &Maker<'_>, n: usize) -> WatcherFields {
    let prefix = format!("watchers[{n}].");
    let named = |field: &str| format!("{prefix}{field}");
    WatcherFields {
        title: make.t.say(if n == 0 {
            "opening-watcher"
        } else {
            "opening-watcher-another"
        }),
        open: is_typed(make.typed, &prefix),
        name: make.line(&named("name"), "opening-contact-name"),
        email: make.optional(make.email(&named("email"), "opening-contact-email")),
        phone: make.optional(make.phone(&named("phone"), "opening-contact-phone")),
        channels: channels(make, &named("channels"), "opening-watcher-channels"),
    }
}

fn options(t: Language, module: Module) -> Vec<Choice> {
    let option = |name: &str| {
        Choice::new(name, t.say(&format!("opening-{name}")))
            .hint(t.say(&format!("opening-{name}-hint")))
    };
    let landlord = (module == Module::Gerance).then(|| option("landlord"));
    [option("presence"), option("silent")]
        .into_iter()
        .chain(landlord)
        .collect()
}
