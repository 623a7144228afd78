//! On what do the tests stand? On both databases, each test on one of its own.
//!
//! PostgreSQL: a copy of a migrated template on the shared server, dropped with the test. SQLite: a file in a
//! temporary folder. Tests are plain functions of a [`Kind`]; [`on_both!`](crate::on_both) makes two of each.

pub mod server;

use std::fs::File;
use std::time::UNIX_EPOCH;

use infra::database::{Database, Kind};
use sqlx::{Connection as _, Executor as _, PgConnection};
use tempfile::TempDir;
use uuid::Uuid;

/// A migrated, empty database that nobody else uses.
pub struct TestDatabase {
    pub database: Database,
    pub url: String,
    _home: Home,
}

/// Where it lives, and what goes away with it.
enum Home {
    Postgres { _name: Dropped },
    Sqlite { _folder: TempDir },
}

impl TestDatabase {
    pub async fn new(kind: Kind) -> Self {
        match kind {
            Kind::Postgres => Self::postgres().await,
            Kind::Sqlite => Self::sqlite().await,
        }
    }

    async fn postgres() -> Self {
        let template = template().await;
        let name = format!("test_{}", Uuid::now_v7().simple());
        administer(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        let url = server::shared().url(&name);
        let database = Database::connect(&url)
            .await
            .expect("a database on the shared server");
        Self {
            database,
            url,
            _home: Home::Postgres {
                _name: Dropped::on_the_shared_server(name),
            },
        }
    }

    async fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let url = format!("sqlite://{}", folder.path().join("test.db").display());
        let database = Database::connect(&url).await.expect("a new database file");
        database.migrate().await.expect("migrations");
        Self {
            database,
            url,
            _home: Home::Sqlite { _folder: folder },
        }
    }
}

/// An empty, unmigrated database, for tests of the migrations themselves. Returns its address and what keeps it.
pub async fn blank(kind: Kind) -> (String, impl Sized) {
    match kind {
        Kind::Postgres => {
            let name = format!("blank_{}", Uuid::now_v7().simple());
            administer(&format!("CREATE DATABASE {name}")).await;
            (
                server::shared().url(&name),
                Home::Postgres {
                    _name: Dropped::on_the_shared_server(name),
                },
            )
        }
        Kind::Sqlite => {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let url = format!("sqlite://{}", folder.path().join("blank.db").display());
            (url, Home::Sqlite { _folder: folder })
        }
    }
}

/// A copy of a database that nobody uses at the moment, beside it on whichever server it is. Returns its address and
/// what keeps it.
pub async fn copy_of(kind: Kind, url: &str) -> (String, impl Sized) {
    match kind {
        Kind::Postgres => {
            let (server, original) = on_its_server(url);
            let name = format!("copy_{}", Uuid::now_v7().simple());
            let mut there = PgConnection::connect(&server("postgres"))
                .await
                .expect("the server");
            for statement in [
                format!(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{original}'"
                ),
                format!("CREATE DATABASE {name} TEMPLATE {original}"),
            ] {
                there.execute(statement.as_str()).await.expect("a copy");
            }
            let kept = Dropped {
                server: server("postgres"),
                name: name.clone(),
            };
            (server(&name), Home::Postgres { _name: kept })
        }
        Kind::Sqlite => {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let file = folder.path().join("copy.db");
            let mut original = sqlx::SqliteConnection::connect(url)
                .await
                .expect("the database file");
            original
                .execute(format!("VACUUM INTO '{}'", file.display()).as_str())
                .await
                .expect("a copy");
            let copy = format!("sqlite://{}", file.display());
            (copy, Home::Sqlite { _folder: folder })
        }
    }
}

/// How other databases of the same server are addressed, and what this one is called.
fn on_its_server(url: &str) -> (impl Fn(&str) -> String, &str) {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let (server, name) = path.rsplit_once('/').expect("a database's address");
    (move |name: &str| format!("{server}/{name}?{query}"), name)
}

/// The migrated database that others are copied from: one for each build of the tests, since a build may bring
/// other migrations.
async fn template() -> String {
    let name = format!("template_{}", build());
    let server = server::shared();
    let _preparing: File = server.lock("template");
    let mut connection = administrator().await;
    let there: bool =
        sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)")
            .bind(&name)
            .fetch_one(&mut connection)
            .await
            .expect("the list of databases");
    if !there {
        // Under another name until it is whole: a test that is killed here leaves no half-made template.
        let draft = format!("draft_{}", Uuid::now_v7().simple());
        administer(&format!("CREATE DATABASE {draft}")).await;
        let database = Database::connect(&server.url(&draft))
            .await
            .expect("the template");
        database.migrate().await.expect("migrations");
        drop(database);
        administer(&format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{draft}'"
        ))
        .await;
        administer(&format!("ALTER DATABASE {draft} RENAME TO {name}")).await;
    }
    name
}

/// What tells this build of the test program from another.
fn build() -> u64 {
    let program = std::env::current_exe()
        .and_then(std::fs::metadata)
        .expect("the test program");
    let built = program.modified().expect("a time of modification");
    let since = built.duration_since(UNIX_EPOCH).expect("a time after 1970");
    since.as_nanos() as u64 ^ program.len()
}

async fn administrator() -> PgConnection {
    PgConnection::connect(&server::shared().url("postgres"))
        .await
        .expect("the shared server")
}

async fn administer(statement: &str) {
    let mut connection = administrator().await;
    connection
        .execute(statement)
        .await
        .unwrap_or_else(|error| panic!("{statement}: {error}"));
}

/// A database that is dropped with its test, also when the test panics. If the test is killed, the database
/// goes with the server.
struct Dropped {
    server: String,
    name: String,
}

impl Dropped {
    fn on_the_shared_server(name: String) -> Self {
        let server = server::shared().url("postgres");
        Self { server, name }
    }
}

impl Drop for Dropped {
    fn drop(&mut self) {
        let (name, server) = (&self.name, self.server.clone());
        let statement = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        // The test's own runtime may be shutting down: a thread with one of its own.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            let dropped = async {
                let mut there = PgConnection::connect(&server).await?;
                there.execute(statement.as_str()).await
            };
            // A server of the test's own may be gone, and its databases with it.
            runtime.map(|runtime| runtime.block_on(dropped))
        });
        let _ = dropping.join();
    }
}

/// Makes of each `async fn name(on: Kind)` two tests, `on_postgres::name` and `on_sqlite::name`.
///
/// A function that is left out of the list is dead code, and the lints say so.
#[macro_export]
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name(infra::database::Kind::Postgres).await;
            })+
        }
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name(infra::database::Kind::Sqlite).await;
            })+
        }
    };
}
