//! Who gets in, for how long, and what does a guesser learn?

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use domain::ids::AgencyId;
use domain::value::EmailAddress;
use harness::database::TestDatabase;
use infra::clock::Clock;
use infra::database::Kind;
use infra::staff::{NewToken, Role, Scope, SignInError, Staff, StaffMember, StaffRecord, Whence};
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

const AGENCY: AgencyId = AgencyId::new(Uuid::from_u128(1));
const EMAIL: &str = "claire.durand@cabinet-durand.example";
const PASSWORD: &str = "une phrase assez longue";

fn monday_at_nine() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 23, 8, 0, 0)
        .single()
        .expect("an instant")
}

fn password(text: &str) -> SecretString {
    SecretString::from(text)
}

struct Office {
    staff: Staff,
    clock: Clock,
    claire: StaffMember,
    _database: TestDatabase,
}

impl Office {
    async fn new(kind: Kind) -> Self {
        let database = TestDatabase::new(kind).await;
        let clock = Clock::fixed(monday_at_nine());
        let staff = Staff::new(database.database.clone(), clock.clone());
        let ids = staff.upsert(AGENCY, &[claire()]).await.expect("taken in");
        let claire = staff
            .member(AGENCY, ids[0])
            .await
            .expect("read")
            .expect("there");
        staff
            .set_password(&claire, password(PASSWORD))
            .await
            .expect("set");
        Self {
            staff,
            clock,
            claire,
            _database: database,
        }
    }

    async fn tries(&self, text: &str) -> Result<StaffMember, SignInError> {
        self.staff
            .authenticate(EMAIL, password(text), &Whence::default())
            .await
    }

    async fn signs_in(&self) -> String {
        let session = self
            .staff
            .sign_in(EMAIL, password(PASSWORD), &Whence::default(), "Firefox")
            .await
            .expect("signed in");
        session.token.expose_secret().to_owned()
    }
}

fn claire() -> StaffRecord {
    StaffRecord {
        external_key: "S1".to_owned(),
        email: EmailAddress::parse(EMAIL).expect("an address"),
        name: "Claire Durand".to_owned(),
        phone: None,
        roles: vec![Role::Administrator, Role::Manager],
    }
}

async fn the_right_password_lets_in_whatever_the_capitals_of_the_address(kind: Kind) {
    let office = Office::new(kind).await;
    let member = office
        .staff
        .authenticate(
            " Claire.Durand@Cabinet-Durand.EXAMPLE ",
            password(PASSWORD),
            &Whence::default(),
        )
        .await;
    assert_eq!(member.expect("let in"), office.claire);
}

async fn a_wrong_password_and_an_unknown_account_are_told_the_same(kind: Kind) {
    let office = Office::new(kind).await;
    let wrong = office.tries("wrong").await.expect_err("refused");
    let unknown = office
        .staff
        .authenticate(
            "nobody@else.example",
            password(PASSWORD),
            &Whence::default(),
        )
        .await
        .expect_err("refused");
    assert!(matches!(wrong, SignInError::Wrong));
    assert!(matches!(unknown, SignInError::Wrong));
}

async fn the_fifth_failure_in_a_row_locks_even_against_the_right_password(kind: Kind) {
    let office = Office::new(kind).await;
    for _ in 0..5 {
        assert!(matches!(
            office.tries("wrong").await,
            Err(SignInError::Wrong)
        ));
    }
    assert!(matches!(
        office.tries(PASSWORD).await,
        Err(SignInError::Locked { .. })
    ));
    office.clock.advance(TimeDelta::seconds(31));
    assert!(office.tries(PASSWORD).await.is_ok());
}

async fn an_account_that_does_not_exist_is_locked_likewise(kind: Kind) {
    let office = Office::new(kind).await;
    let mut last = None;
    for _ in 0..6 {
        last = office
            .staff
            .authenticate("nobody@else.example", password("x"), &Whence::default())
            .await
            .err();
    }
    assert!(matches!(last, Some(SignInError::Locked { .. })), "{last:?}");
}

async fn guesses_at_the_same_time_are_all_counted(kind: Kind) {
    let office = Office::new(kind).await;
    let guesses = (0..5).map(|_| office.tries("wrong"));
    futures::future::join_all(guesses).await;
    assert!(matches!(
        office.tries(PASSWORD).await,
        Err(SignInError::Locked { .. })
    ));
}

const STRANGER: Whence<'_> = Whence {
    address: "192.0.2.66",
    browser: None,
};

async fn whoever_fails_on_purpose_locks_out_nobody_else(kind: Kind) {
    let office = Office::new(kind).await;
    for _ in 0..6 {
        let guess = office
            .staff
            .authenticate(EMAIL, password("wrong"), &STRANGER);
        assert!(guess.await.is_err());
    }
    let stranger = office
        .staff
        .authenticate(EMAIL, password(PASSWORD), &STRANGER);
    assert!(matches!(stranger.await, Err(SignInError::Locked { .. })));
    assert!(office.tries(PASSWORD).await.is_ok());
}

async fn a_guesser_with_many_addresses_is_locked_and_a_known_browser_is_not(kind: Kind) {
    let office = Office::new(kind).await;
    let addresses: Vec<_> = (0..51).map(|host| format!("192.0.2.{host}")).collect();
    for address in &addresses {
        let whence = Whence {
            address,
            browser: None,
        };
        // One after the other: each is a first failure there, and none is locked by its own address.
        let guess = office.staff.authenticate(EMAIL, password("x"), &whence);
        assert!(matches!(guess.await, Err(SignInError::Wrong)));
    }
    let locked = office.tries(PASSWORD).await;
    assert!(matches!(locked, Err(SignInError::Locked { .. })));
    let known = Whence {
        browser: Some("own"),
        ..STRANGER
    };
    let let_in = office.staff.authenticate(EMAIL, password(PASSWORD), &known);
    assert!(let_in.await.is_ok());
    // Whoever stole a browser's cookie may guess as often as anybody else.
    for _ in 0..5 {
        let guess = office.staff.authenticate(EMAIL, password("x"), &known);
        assert!(matches!(guess.await, Err(SignInError::Wrong)));
    }
    let locked = office.staff.authenticate(EMAIL, password(PASSWORD), &known);
    assert!(matches!(locked.await, Err(SignInError::Locked { .. })));
}

async fn coming_in_forgets_earlier_failures(kind: Kind) {
    let office = Office::new(kind).await;
    for _ in 0..3 {
        for _ in 0..4 {
            assert!(office.tries("wrong").await.is_err());
        }
        assert!(office.tries(PASSWORD).await.is_ok());
    }
}

async fn a_session_lives_while_it_is_used_and_ends_after_twelve_idle_hours(kind: Kind) {
    let office = Office::new(kind).await;
    let token = office.signs_in().await;
    for _ in 0..3 {
        office.clock.advance(TimeDelta::hours(11));
        let signed_in = office
            .staff
            .session(&token)
            .await
            .expect("read")
            .expect("alive");
        assert_eq!(signed_in.staff, office.claire);
    }
    office.clock.advance(TimeDelta::hours(12));
    assert_eq!(office.staff.session(&token).await.expect("read"), None);
    assert_eq!(office.staff.end_idle_sessions().await.expect("swept"), 1);
}

async fn people_see_and_end_their_sessions(kind: Kind) {
    let office = Office::new(kind).await;
    let (here, there) = (office.signs_in().await, office.signs_in().await);
    let listed = office
        .staff
        .sessions(AGENCY, office.claire.id)
        .await
        .expect("listed");
    assert_eq!(listed.len(), 2);
    assert_eq!(listed[0].user_agent, "Firefox");

    office.staff.end_session(&here).await.expect("ended");
    assert_eq!(office.staff.session(&here).await.expect("read"), None);
    assert!(office.staff.session(&there).await.expect("read").is_some());

    let left = office
        .staff
        .sessions(AGENCY, office.claire.id)
        .await
        .expect("listed");
    let ended = office
        .staff
        .end_session_of(AGENCY, office.claire.id, left[0].id)
        .await;
    assert!(ended.expect("ended"));
    assert_eq!(office.staff.session(&there).await.expect("read"), None);
}

async fn a_new_password_ends_the_sessions_of_the_old_one(kind: Kind) {
    let office = Office::new(kind).await;
    let token = office.signs_in().await;
    office
        .staff
        .set_password(&office.claire, password("une autre"))
        .await
        .expect("set");
    assert_eq!(office.staff.session(&token).await.expect("read"), None);
    assert!(office.tries(PASSWORD).await.is_err());
    assert!(office.tries("une autre").await.is_ok());
}

async fn an_api_token_works_until_it_expires_or_is_revoked(kind: Kind) {
    let office = Office::new(kind).await;
    let new = |days| NewToken {
        name: "desktop".to_owned(),
        scopes: vec![Scope::ReadTickets, Scope::WriteTickets],
        expires_at: monday_at_nine() + TimeDelta::days(days),
    };
    let short = office
        .staff
        .issue_token(AGENCY, office.claire.id, new(1))
        .await
        .expect("issued");
    let long = office
        .staff
        .issue_token(AGENCY, office.claire.id, new(9))
        .await
        .expect("issued");

    let holder = office
        .staff
        .token(long.text.expose_secret())
        .await
        .expect("read")
        .expect("known");
    assert_eq!(holder.signed_in.staff, office.claire);
    assert_eq!(holder.scopes, [Scope::ReadTickets, Scope::WriteTickets]);
    let listed = office
        .staff
        .tokens(AGENCY, office.claire.id)
        .await
        .expect("listed");
    assert_eq!(
        listed
            .iter()
            .filter(|token| token.last_used_at.is_some())
            .count(),
        1
    );

    office.clock.advance(TimeDelta::days(2));
    assert_eq!(
        office
            .staff
            .token(short.text.expose_secret())
            .await
            .expect("read"),
        None
    );
    assert!(
        office
            .staff
            .revoke_token(AGENCY, office.claire.id, long.id)
            .await
            .expect("revoked")
    );
    assert_eq!(
        office
            .staff
            .token(long.text.expose_secret())
            .await
            .expect("read"),
        None
    );
}

harness::on_both!(
    the_right_password_lets_in_whatever_the_capitals_of_the_address,
    a_wrong_password_and_an_unknown_account_are_told_the_same,
    the_fifth_failure_in_a_row_locks_even_against_the_right_password,
    an_account_that_does_not_exist_is_locked_likewise,
    guesses_at_the_same_time_are_all_counted,
    a_flood_of_guesses_does_not_take_the_memory,
    whoever_fails_on_purpose_locks_out_nobody_else,
    a_guesser_with_many_addresses_is_locked_and_a_known_browser_is_not,
    coming_in_forgets_earlier_failures,
    a_session_lives_while_it_is_used_and_ends_after_twelve_idle_hours,
    people_see_and_end_their_sessions,
    a_new_password_ends_the_sessions_of_the_old_one,
    an_api_token_works_until_it_expires_or_is_revoked,
);

/// Each check of a password takes 19 MiB for its time.
async fn a_flood_of_guesses_does_not_take_the_memory(kind: Kind) {
    let office = Office::new(kind).await;
    let before = most_memory();
    let guesses = (0..48).map(|n| {
        let staff = office.staff.clone();
        async move {
            let name = format!("nobody-{n}@else.example");
            staff
                .authenticate(&name, password(PASSWORD), &Whence::default())
                .await
        }
    });
    let answers = futures::future::join_all(guesses).await;
    assert!(answers.iter().all(Result::is_err));
    let taken = most_memory() - before;
    assert!(taken < 400, "{taken} MiB");
}

/// The most that this process has had at any time, in MiB.
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("a Linux");
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kibibytes = line.and_then(|line| line.split_whitespace().nth(1));
    kibibytes
        .expect("a figure")
        .parse::<u64>()
        .expect("a number")
        / 1024
}
