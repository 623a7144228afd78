//! The ticket list: which tickets, in which order, and how the page around them is addressed.

use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, NaiveTime, Utc};
use chrono_tz::Tz;
use domain::calendar::resolve_for_timer;
use projections::ticket_list::{
    Counts, Cursor, Direction, ListQuery, MatchedIn, Shown, Sort, TicketRow,
};

use super::view::{Column, Empty, ListPage, Row, Tab};
use crate::extract::Query;
use crate::pages::answer::{self, go, show};
use crate::pages::frame::State as Pill;
use crate::pages::say::Say;
use crate::pages::ticket::page::tone;
use crate::pages::when::Moments;
use crate::problem::Problem;
use crate::session::{Visitor, encoded};
use crate::state::App;
use crate::text::Language;

/// What the address says. Everything has its default, so that `/tickets` is the usual list.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    /// `all`: every manager's; else one's own.
    whose: String,
    /// `today`, `closed`, `all`; else those in progress.
    which: String,
    q: String,
    sort: String,
    /// `ascending`; else descending.
    order: String,
    after: String,
}

/// `GET /`
pub async fn home() -> answer::Shown {
    go("/tickets")
}

/// `GET /tickets`
pub async fn list(
    State(app): State<App>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> answer::Shown {
    app.settled(visitor.agency_id()).await;
    let now = app.clock.now();
    let today_began = day_began(now, visitor.agency.zone);
    let mine = (asked.whose != "all").then_some(visitor.me.id);
    let query = ListQuery {
        mine,
        shown: asked.shown(),
        search: Some(asked.q.trim().to_owned()).filter(|search| !search.is_empty()),
        sort: asked.sort.parse().unwrap_or_default(),
        direction: asked.direction(),
        after: asked.after.parse::<Cursor>().ok(),
        limit: 100,
        ..ListQuery::of(visitor.agency_id(), today_began)
    };
    let found = app.ticket_list.page(&query).await.map_err(Problem::fault)?;
    let counts = app
        .ticket_list
        .counts(query.agency, mine, today_began)
        .await
        .map_err(Problem::fault)?;
    let t = visitor.t;
    let moments = visitor.moments(&app);
    let page = ListPage {
        t,
        here: asked.address(),
        whose: whose(t, &asked),
        which: which(t, &asked, &counts),
        kept: asked.kept(),
        query: asked.q.clone(),
        columns: columns(t, &asked, query.sort),
        rows: found
            .rows
            .iter()
            .map(|found| row(&moments, found, query.search.as_deref()))
            .collect(),
        empty: empty(t, &asked),
        more: found
            .next
            .map(|next| {
                Asked {
                    after: next.to_string(),
                    ..asked.clone()
                }
                .address()
            })
            .unwrap_or_default(),
        frame: visitor.frame("tickets"),
    };
    show(StatusCode::OK, &page)
}

/// Midnight of the agency's day.
fn day_began(now: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    resolve_for_timer(
        now.with_timezone(&zone)
            .date_naive()
            .and_time(NaiveTime::MIN),
        zone,
    )
}

impl Asked {
    fn shown(&self) -> Shown {
        match self.which.as_str() {
            "today" => Shown::Today,
            "closed" => Shown::Closed,
            "all" => Shown::All,
            _ => Shown::InProgress,
        }
    }

    fn direction(&self) -> Direction {
        if self.order == "ascending" {
            Direction::Ascending
        } else {
            Direction::Descending
        }
    }

    fn pairs(&self) -> [(&'static str, &String); 6] {
        let Self {
            whose,
            which,
            q,
            sort,
            order,
            after,
        } = self;
        [
            ("whose", whose),
            ("which", which),
            ("q", q),
            ("sort", sort),
            ("order", order),
            ("after", after),
        ]
    }

    /// The address of this list; what is left out has its default.
    fn address(&self) -> String {
        let said = self
            .pairs()
            .into_iter()
            .filter(|(_, value)| !value.is_empty());
        let query: Vec<String> = said
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        if query.is_empty() {
            "/tickets".to_owned()
        } else {
            format!("/tickets?{}", query.join("&"))
        }
    }

    /// What a new search keeps.
    fn kept(&self) -> Vec<(&'static str, String)> {
        let kept = self
            .pairs()
            .into_iter()
            .filter(|(name, value)| !matches!(*name, "q" | "after") && !value.is_empty());
        kept.map(|(name, value)| (name, value.clone())).collect()
    }

    fn first_page(&self) -> Self {
        Self {
            after: String::new(),
            ..self.clone()
        }
    }
}

fn whose(t: Language, asked: &Asked) -> Vec<Tab> {
    [("", "list-mine"), ("all", "list-everybody")]
        .map(|(whose, label)| Tab {
            label: t.say(label),
            count: String::new(),
            href: Asked {
                whose: whose.to_owned(),
                ..asked.first_page()
            }
            .address(),
            current: asked.whose == whose,
        })
        .into()
}

fn which(t: Language, asked: &Asked, counts: &Counts) -> Vec<Tab> {
    let shown = [
        ("", "list-open", counts.in_progress),
        ("today", "list-today", counts.today),
        ("closed", "list-closed", counts.closed),
        ("all", "list-all", counts.all),
    ];
    shown
        .map(|(which, label, count)| Tab {
            label: t.say(label),
            count: count.to_string(),
            href: Asked {
                which: which.to_owned(),
                ..asked.first_page()
            }
            .address(),
            current: asked.which == which,
        })
        .into()
}

const COLUMNS: [(&str, Sort); 9] = [
    ("number", Sort::Number),
    ("created", Sort::Created),
    ("modified", Sort::Modified),
    ("status", Sort::Status),
    ("property", Sort::Property),
    ("subject", Sort::Subject),
    ("type", Sort::Type),
    ("contractors", Sort::Contractors),
    // The oldest is the one created first.
    ("age", Sort::Created),
];

fn columns(t: Language, asked: &Asked, sort: Sort) -> Vec<Column> {
    COLUMNS
        .map(|(name, by)| {
            let sorted = by == sort && name != "age";
            let turned = if sorted && asked.direction() == Direction::Descending {
                "ascending"
            } else {
                ""
            };
            let now = if asked.direction() == Direction::Descending {
                "descending"
            } else {
                "ascending"
            };
            let address = Asked {
                sort: by.code().to_owned(),
                order: turned.to_owned(),
                ..asked.first_page()
            };
            Column {
                name,
                label: t.say(&format!("col-{name}")),
                href: address.address(),
                sorted: if sorted { now } else { "" },
            }
        })
        .into()
}

fn row(moments: &Moments, found: &TicketRow, search: Option<&str>) -> Row {
    let t = moments.t;
    Row {
        href: format!("/tickets/{}", found.ticket),
        number: found.number.to_string(),
        created: moments.short(found.created_at),
        modified: moments.short(found.modified_at),
        state: Pill {
            tone: tone(found.urgency()),
            label: t.say(&format!("status-{}", found.status)),
        },
        property: found.property_name.clone(),
        address: found.property_address.clone(),
        subject: found.subject.clone(),
        tip: found.description.clone(),
        matched: search
            .map(|search| matched(t, found, search))
            .unwrap_or_default(),
        kind: found.ticket_type.clone(),
        contractors: found.contractors.join(", "),
        age: moments.age(found.created_at),
    }
}

/// In which columns the searched words were found.
fn matched(t: Language, found: &TicketRow, search: &str) -> String {
    let places = found.matches(search).into_iter().map(|place| match place {
        MatchedIn::Number => t.say("col-number"),
        MatchedIn::Property => t.say("col-property"),
        MatchedIn::Subject => t.say("col-subject"),
        MatchedIn::Contractor => t.say("col-contractors"),
        MatchedIn::Description => t.say("link-description"),
    });
    t.with(
        "list-matched",
        "where",
        places.collect::<Vec<_>>().join(", "),
    )
}

/// What to do when nothing is found: look further, or begin.
fn empty(t: Language, asked: &Asked) -> Empty {
    let everywhere = Asked {
        whose: "all".to_owned(),
        which: "all".to_owned(),
        ..asked.first_page()
    };
    let everybody = Asked {
        whose: "all".to_owned(),
        ..asked.first_page()
    };
    let (key, href) = if !asked.q.is_empty() {
        ("search", everywhere.address())
    } else if asked.whose != "all" {
        ("mine", everybody.address())
    } else {
        ("list", "/tickets/new".to_owned())
    };
    Empty {
        title: t.with(&format!("empty-{key}"), "query", &asked.q),
        text: t.say(&format!("empty-{key}-what")),
        href,
        go: t.say(&format!("empty-{key}-go")),
    }
}
