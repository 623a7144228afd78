//! Where does the demo keep what it must find again? In one folder, readable by nobody else.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use data_encoding::BASE64;
use infra::config::{self, Settings};
use rand::RngExt;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

pub struct Home {
    folder: PathBuf,
}

/// Drawn once: what is sealed with the first stays readable, links made from the second stay good.
#[derive(Serialize, Deserialize)]
struct Secrets {
    master_key: String,
    link_secret: String,
}

/// What a browser on this machine calls the address.
fn reachable(mut listen: SocketAddr) -> SocketAddr {
    if listen.ip().is_unspecified() {
        listen.set_ip(Ipv4Addr::LOCALHOST.into());
    }
    listen
}

impl Home {
    pub fn open(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder)
            .with_context(|| format!("the folder {} cannot be made", folder.display()))?;
        let folder = folder.canonicalize()?;
        Ok(Self { folder })
    }

    /// The documented defaults, then what the demo wishes, then the environment, then what the demo insists on.
    pub fn settings(
        &self,
        documented: &str,
        database_url: Option<&str>,
        listen: SocketAddr,
    ) -> Result<Settings> {
        let secrets = self.secrets()?;
        let embedded = format!("sqlite://{}", self.path("maincourante.db").display());
        let wishes = [
            ("SERVER_PUBLIC_URL", format!("http://{}", reachable(listen))),
            ("LOG_FILTER", "warn,api::role=info".to_owned()),
        ];
        let insists = [
            ("SECRETS_MASTER_KEY", secrets.master_key),
            ("SECRETS_LINK_SECRET", secrets.link_secret),
            ("FILES_DIRECTORY", self.path("files").display().to_string()),
            ("SERVER_LISTEN", listen.to_string()),
            ("DATABASE_URL", database_url.map_or(embedded, str::to_owned)),
        ];
        let variable = |(key, value)| (format!("MAINCOURANTE_{key}"), value);
        let environment = wishes
            .into_iter()
            .map(variable)
            .chain(std::env::vars())
            .chain(insists.into_iter().map(variable));
        Ok(config::load(documented, None, environment)?)
    }

    fn secrets(&self) -> Result<Secrets> {
        if let Some(secrets) = self.read("secrets.json")? {
            return Ok(secrets);
        }
        let drawn = || BASE64.encode(&rand::rng().random::<[u8; 32]>());
        let secrets = Secrets {
            master_key: drawn(),
            link_secret: drawn(),
        };
        self.write("secrets.json", &secrets)?;
        Ok(secrets)
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// What a file of the folder says, if it is there.
    pub(super) fn read<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>> {
        let path = self.path(name);
        if !path.exists() {
            return Ok(None);
        }
        let text = fs::read_to_string(&path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        let value = serde_json::from_str(&text);
        Ok(Some(value.with_context(|| {
            format!("{} is damaged", path.display())
        })?))
    }

    /// Writes a file of the folder whole or not at all, for its owner only.
    pub(super) fn write(&self, name: &str, value: &impl Serialize) -> Result<()> {
        let path = self.path(name);
        let draft = self.path(&format!("{name}.draft"));
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&draft)?;
        file.write_all(serde_json::to_string_pretty(value)?.as_bytes())?;
        file.write_all(b"\n")?;
        file.sync_all()?;
        fs::rename(&draft, &path).with_context(|| format!("{} cannot be written", path.display()))
    }

    pub(super) fn remove(&self, name: &str) -> Result<()> {
        match fs::remove_file(self.path(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            Ok(()) | Err(_) => Ok(()),
        }
    }
}
