//! Which value does a key have? Environment before the operator's file before the documented default.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use config::{Config, ConfigError, File, FileFormat, Value, ValueKind};

use super::check::{Complaint, check};
use super::settings::Settings;

/// Stands before every environment variable that sets a key.
const PREFIX: &str = "MAINCOURANTE_";

/// Why the settings cannot be used, in words for the operator.
#[derive(Debug, thiserror::Error)]
pub enum ConfigFault {
    #[error("the configuration cannot be read: {}", told(.0))]
    Unreadable(#[from] ConfigError),
    #[error("unknown environment variable{}: {}", if .0.len() > 1 { "s" } else { "" }, .0.join(", "))]
    UnknownVariables(Vec<String>),
    #[error("the configuration is not valid:{}", .0.iter().map(|c| format!("\n  - {c}")).collect::<String>())]
    Invalid(Vec<Complaint>),
}

/// Reads, layers and checks the settings.
///
/// `documented` is the text of the file that lists every key; `environment` is all of it, of which only the
/// variables that begin with `MAINCOURANTE_` are looked at.
pub fn load(
    documented: &str,
    own_file: Option<&Path>,
    environment: impl IntoIterator<Item = (String, String)>,
) -> Result<Settings, ConfigFault> {
    let defaults = Config::builder()
        .add_source(File::from_str(documented, FileFormat::Toml))
        .build()?;
    let overrides = overrides(&defaults, environment)?;

    let mut layers = Config::builder().add_source(defaults);
    if let Some(path) = own_file {
        layers = layers.add_source(File::from(path).format(FileFormat::Toml));
    }
    for (key, value) in overrides {
        layers = layers.set_override(key, value)?;
    }
    let settings: Settings = layers.build()?.try_deserialize()?;

    let complaints = check(&settings);
    if complaints.is_empty() {
        Ok(settings)
    } else {
        Err(ConfigFault::Invalid(complaints))
    }
}

/// The environment's values by key; a variable that names no documented key is refused, since it is a slip of the pen.
fn overrides(
    defaults: &Config,
    environment: impl IntoIterator<Item = (String, String)>,
) -> Result<Vec<(String, ValueKind)>, ConfigFault> {
    let keys = documented_keys(defaults);
    let mut found = Vec::new();
    let mut unknown = BTreeSet::new();
    for (variable, text) in environment {
        if !variable.starts_with(PREFIX) {
            continue;
        }
        match keys.get(&variable) {
            Some((key, default)) => found.push((key.clone(), as_kind_of(default, text))),
            None => {
                unknown.insert(variable);
            }
        }
    }
    if unknown.is_empty() {
        Ok(found)
    } else {
        Err(ConfigFault::UnknownVariables(unknown.into_iter().collect()))
    }
}

/// Which key, in which file, and what was expected: never what stands there, which may be a secret.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "another crate's enum, which may grow"
)]
fn told(error: &ConfigError) -> String {
    let named = |name: &Option<String>| name.clone().unwrap_or_default();
    match error {
        // Further lines of a parser's message show the line of the file.
        ConfigError::FileParse { uri, cause } => {
            let cause = cause.to_string();
            format!(
                "{}: {}",
                named(uri),
                cause.lines().next().unwrap_or_default()
            )
        }
        ConfigError::Type {
            expected,
            key,
            origin,
            ..
        } => {
            format!("{} must be {expected} (in {})", named(key), named(origin))
        }
        ConfigError::At { error, key, .. } => format!("{}: {}", named(key), told(error)),
        other => other.to_string(),
    }
}

/// Environment variable → key and its default.
fn documented_keys(defaults: &Config) -> BTreeMap<String, (String, ValueKind)> {
    let mut keys = BTreeMap::new();
    let mut open: Vec<(String, Value)> = defaults
        .cache
        .clone()
        .into_table()
        .unwrap_or_default()
        .into_iter()
        .collect();
    while let Some((path, value)) = open.pop() {
        if let ValueKind::Table(table) = value.kind {
            open.extend(
                table
                    .into_iter()
                    .map(|(key, value)| (format!("{path}.{key}"), value)),
            );
        } else {
            let variable = format!("{PREFIX}{}", path.replace('.', "_").to_uppercase());
            keys.insert(variable, (path, value.kind));
        }
    }
    keys
}

/// Lists are separated by semicolons; the rest is read as the default's type when the settings are filled in.
fn as_kind_of(default: &ValueKind, text: String) -> ValueKind {
    if matches!(default, ValueKind::Array(_)) {
        let items = text
            .split(';')
            .map(str::trim)
            .filter(|item| !item.is_empty());
        return ValueKind::Array(items.map(|item| Value::new(None, item)).collect());
    }
    ValueKind::String(text)
}
