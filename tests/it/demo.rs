//! Does the demo show what it promises, on both databases, and does the log keep its people's secrets?

use std::net::SocketAddr;
use std::path::Path;

use api::demo::{self, Credentials, Home, Pace};
use api::role::{DOCUMENTED, foundation};
use api::state::App;
use domain::ids::AgencyId;
use domain::ticket::{Module, PropertyKind};
use harness::database::TestDatabase;
use harness::on_both;
use harness::personal::everything_personal;
use infra::database::{Database, Kind, Statement};
use infra::directory::Agency;
use infra::staff::{Role, Whence};
use projections::ticket_list::{ListQuery, Shown};
use secrecy::SecretString;
use tempfile::TempDir;

struct Demo {
    app: App,
    agency: Agency,
    credentials: Credentials,
    folder: TempDir,
    test: TestDatabase,
}

impl Demo {
    async fn started(on: Kind) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let test = TestDatabase::new(on).await;
        let (app, credentials) = start(folder.path(), &test).await;
        let agency = app
            .directory
            .agencies()
            .await
            .expect("read")
            .pop()
            .expect("an agency");
        Self {
            app,
            agency,
            credentials,
            folder,
            test,
        }
    }

    fn id(&self) -> AgencyId {
        self.agency.id
    }
}

async fn start(folder: &Path, test: &TestDatabase) -> (App, Credentials) {
    let home = Home::open(folder).expect("a home");
    let listen: SocketAddr = "127.0.0.1:8080".parse().expect("an address");
    let settings = home
        .settings(DOCUMENTED, Some(&test.url), listen)
        .expect("settings");
    demo::fill(&home, &settings, &test.database)
        .await
        .expect("an agency");
    let pace = Pace::resume(&home, 60.0).expect("a clock");
    let app = foundation::lay(&settings, test.database.clone(), pace.clock()).expect("an app");
    let credentials = demo::credentials(&home, &settings, &app)
        .await
        .expect("credentials");
    (app, credentials)
}

async fn it_shows_an_agency_with_everybody_it_needs(demo: &Demo) {
    let directory = &demo.app.directory;
    let members = demo.app.staff.members(demo.id()).await.expect("read");
    let holding = |role| members.iter().filter(|member| member.has(role)).count();
    assert_eq!(
        [Role::Manager, Role::Assistant, Role::Accountant].map(holding),
        [3, 1, 1]
    );

    let syndic = directory
        .find_properties(demo.id(), Module::Syndic, "", 100)
        .await
        .expect("read");
    let gerance = directory
        .find_properties(demo.id(), Module::Gerance, "", 100)
        .await
        .expect("read");
    let buildings = gerance
        .iter()
        .filter(|property| property.kind == PropertyKind::SingleOwnerBuilding);
    assert_eq!((syndic.len(), buildings.count(), gerance.len()), (8, 2, 42));
    assert!(syndic.iter().any(|property| property.president.is_some()));
    assert!(
        syndic.iter().any(|property| property.president.is_none()),
        "a council without a president"
    );
    assert!(gerance.iter().all(|property| property.landlord.is_some()));

    let contractors = directory
        .find_contractors(demo.id(), "", 100)
        .await
        .expect("read");
    let trades = directory.trades(demo.id()).await.expect("read");
    assert_eq!((contractors.len(), trades.len()), (15, 8));
}

async fn its_tickets_stand_at_many_steps_and_nothing_of_them_is_overdue(demo: &Demo) {
    let now = demo.app.clock.now();
    let all = ListQuery {
        shown: Shown::All,
        limit: 100,
        ..ListQuery::of(demo.id(), now)
    };
    let rows = demo.app.ticket_list.page(&all).await.expect("a list").rows;
    assert!((28..=35).contains(&rows.len()), "{}", rows.len());
    let steps: std::collections::BTreeSet<_> = rows.iter().map(|row| row.status.as_str()).collect();
    assert!(steps.len() >= 8, "{steps:?}");
    assert!(rows.iter().any(|row| row.must_act) && rows.iter().any(|row| !row.must_act));
    // The demo's clock runs on while this test reads: what became due in the meantime is not what is meant.
    let oldest = demo
        .app
        .timers
        .oldest_due(now - chrono::TimeDelta::hours(1))
        .await
        .expect("timers");
    assert_eq!(oldest, None);
}

async fn everybody_gets_in_with_what_it_prints(demo: &Demo) {
    assert_eq!(demo.credentials.accounts.len(), 5);
    for account in &demo.credentials.accounts {
        let password = SecretString::from(account.password.as_str());
        let member = demo
            .app
            .staff
            .authenticate(&account.email, password, &Whence::default())
            .await
            .expect("let in");
        assert_eq!(member.name, account.name);
    }
    let holder = demo
        .app
        .staff
        .token(&demo.credentials.api_token)
        .await
        .expect("read");
    assert!(holder.is_some());
    let (_, token) = demo
        .credentials
        .contractor_link
        .rsplit_once('/')
        .expect("a link");
    let grant = demo
        .app
        .links
        .resolve(token)
        .await
        .expect("read")
        .expect("given out");
    let loaded = demo
        .app
        .tickets
        .load(demo.id(), grant.ticket)
        .await
        .expect("read")
        .expect("a ticket");
    assert!(grant.holds(&loaded.ticket, demo.app.clock.now()));
}

async fn starting_again_keeps_everything_and_the_clock_goes_on(on: Kind) {
    let demo = Demo::started(on).await;
    let (head, before) = (
        demo.app.log.head().await.expect("a log"),
        demo.app.clock.now(),
    );
    let (app, credentials) = start(demo.folder.path(), &demo.test).await;
    assert_eq!(credentials, demo.credentials);
    assert_eq!(app.log.head().await.expect("a log"), head);
    assert!(app.clock.now() >= before);
}

/// The event tables as a backup would hold them.
async fn dumped(database: &Database) -> String {
    const EVENTS: Statement = Statement {
        name: "dump of the events",
        postgres: "SELECT CAST(payload AS text) || ' ' || CAST(metadata AS text) AS line FROM events",
        sqlite: "SELECT payload || ' ' || metadata AS line FROM events",
    };
    const SNAPSHOTS: Statement = Statement {
        name: "dump of the snapshots",
        postgres: "SELECT CAST(payload AS text) AS line FROM snapshots",
        sqlite: "SELECT payload AS line FROM snapshots",
    };
    let mut dump = String::new();
    for statement in [EVENTS, SNAPSHOTS] {
        for row in database.fetch(&statement, &[]).await.expect("a dump") {
            dump.push_str(&row.text("line").expect("a line"));
        }
    }
    dump
}

async fn the_log_holds_no_name_address_number_or_free_text(demo: &Demo) {
    let dump = dumped(&demo.test.database).await;
    assert!(
        dump.contains("TicketOpened") || dump.contains("co_ownership"),
        "a dump with something in it"
    );

    let mut secrets = Vec::new();
    for party in demo
        .app
        .directory
        .find_parties(demo.id(), "", 1_000)
        .await
        .expect("read")
    {
        secrets.push(party.name);
        secrets.extend(party.email.map(|email| email.to_string()));
        secrets.extend(party.phone.map(|phone| phone.to_string()));
    }
    for contractor in demo
        .app
        .directory
        .find_contractors(demo.id(), "", 1_000)
        .await
        .expect("read")
    {
        secrets.push(contractor.company);
        secrets.extend(contractor.email.map(|email| email.to_string()));
        secrets.extend(contractor.phone.map(|phone| phone.to_string()));
    }
    secrets.extend(everything_personal(&demo.app.log).await);
    assert!(secrets.len() > 300);
    for secret in secrets {
        assert!(!dump.contains(&secret), "{secret} stands in the log");
    }
}

async fn a_demo_that_was_cut_short_says_what_to_do(on: Kind) {
    let folder = tempfile::tempdir().expect("a folder");
    let test = TestDatabase::new(on).await;
    std::fs::write(folder.path().join("unfinished.json"), "{}").expect("written");
    let home = Home::open(folder.path()).expect("a home");
    let listen: SocketAddr = "127.0.0.1:8080".parse().expect("an address");
    let settings = home
        .settings(DOCUMENTED, Some(&test.url), listen)
        .expect("settings");
    let told = demo::fill(&home, &settings, &test.database)
        .await
        .expect_err("refused")
        .to_string();
    assert!(told.contains("Delete"), "{told}");
}

/// One start serves all that only looks: it takes seconds.
async fn it_shows_what_it_promises(on: Kind) {
    let demo = Demo::started(on).await;
    it_shows_an_agency_with_everybody_it_needs(&demo).await;
    its_tickets_stand_at_many_steps_and_nothing_of_them_is_overdue(&demo).await;
    everybody_gets_in_with_what_it_prints(&demo).await;
    the_log_holds_no_name_address_number_or_free_text(&demo).await;
}

on_both!(
    it_shows_what_it_promises,
    starting_again_keeps_everything_and_the_clock_goes_on,
    a_demo_that_was_cut_short_says_what_to_do,
);
