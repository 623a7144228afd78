//! On what does everything stand? A PostgreSQL of its own, a folder on the disk, and the product's program.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use harness::database::server::{self, Server};
use infra::database::{Database, Kind};
use sqlx::{Connection as _, Executor as _, PgConnection};
use tempfile::TempDir;
use uuid::Uuid;

use crate::options::{Options, Scale};

pub struct Stage {
    pub scale: Scale,
    pub kinds: Vec<Kind>,
    pub server: Server,
    pub product: PathBuf,
    /// Kept from one run to the next.
    pub cache: PathBuf,
    /// On the same disk; gone when the run is over.
    scratch: TempDir,
    /// Two runs at once would measure each other.
    _alone: File,
}

impl Stage {
    pub async fn set(options: &Options) -> Result<Self> {
        let cache = options.cache();
        std::fs::create_dir_all(&cache).with_context(|| cache.display().to_string())?;
        let alone = File::create(cache.join("lock"))?;
        alone.lock()?;
        let product = match &options.product {
            Some(program) => program.canonicalize()?,
            None => build()?,
        };
        let scratch = tempfile::Builder::new()
            .prefix("scratch")
            .tempdir_in(&cache)?;
        let stage = Self {
            scale: options.scale(),
            kinds: options.kinds(),
            server: server::durable(cache.join("postgres")),
            product,
            scratch,
            cache,
            _alone: alone,
        };
        stage.sweep().await?;
        Ok(stage)
    }

    /// A folder of its own.
    pub fn folder(&self) -> PathBuf {
        self.scratch
            .path()
            .join(Uuid::now_v7().simple().to_string())
    }

    /// The address of an empty database that nobody has used.
    pub async fn blank(&self, kind: Kind) -> Result<String> {
        match kind {
            Kind::Postgres => {
                let name = format!("run_{}", Uuid::now_v7().simple());
                self.administer(&format!("CREATE DATABASE {name}")).await?;
                Ok(self.server.url(&name))
            }
            Kind::Sqlite => Ok(sqlite(&self.folder().join("run.db"))),
        }
    }

    /// The same with its tables. Returns the address too.
    pub async fn migrated(&self, kind: Kind) -> Result<(String, Database)> {
        let url = self.blank(kind).await?;
        let database = Database::connect(&url).await?;
        database.migrate().await?;
        Ok((url, database))
    }

    pub async fn administer(&self, statement: &str) -> Result<()> {
        let mut connection = PgConnection::connect(&self.server.url("postgres")).await?;
        connection.execute(statement).await?;
        Ok(())
    }

    /// Drops what earlier runs have left on the server.
    async fn sweep(&self) -> Result<()> {
        let mut connection = PgConnection::connect(&self.server.url("postgres")).await?;
        let left: Vec<String> = sqlx::query_scalar(
            "SELECT datname FROM pg_database WHERE datname LIKE 'run\\_%' ORDER BY datname",
        )
        .fetch_all(&mut connection)
        .await?;
        for name in left {
            self.administer(&format!("DROP DATABASE {name} WITH (FORCE)"))
                .await?;
        }
        Ok(())
    }
}

pub fn sqlite(file: &Path) -> String {
    format!("sqlite://{}", file.display())
}

/// Has cargo make the product as it is shipped: by itself, without what the tests add to the crates that they share, and
/// in the profile for that.
fn build() -> Result<PathBuf> {
    let shipped = !cfg!(debug_assertions);
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["build", "--package", "api", "--bin", "maincourante"])
        .args(shipped.then_some("--profile=dist"))
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
        .status()
        .context("cargo cannot be started; name the program with --product")?;
    ensure!(status.success(), "the product does not build");
    let own = std::env::current_exe()?;
    let target = own.ancestors().nth(2).context("no folder of builds")?;
    let profile = if shipped { "dist" } else { "debug" };
    Ok(target.join(profile).join("maincourante"))
}
