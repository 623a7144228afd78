//! Can today's code read every fact that was ever stored? `examples/` holds one of each type and version, and of
//! each shape that an answer may take: `<type>.<version>[.<shape>].json`. They are added to and never edited.

use std::path::{Path, PathBuf};

use serde::de::value::Error as Captured;
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde_json::Value;

use crate::ticket::{Stamped, Ticket, TicketEvent};
use cqrs_es::DomainEvent;

fn examples() -> Vec<(PathBuf, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ticket/examples");
    let files = std::fs::read_dir(folder).unwrap();
    files.map(|file| read(file.unwrap().path())).collect()
}

#[expect(clippy::disallowed_methods, reason = "the examples are files")]
fn read(path: PathBuf) -> (PathBuf, Value) {
    let written = std::fs::read_to_string(&path).unwrap();
    let value = serde_json::from_str(&written)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    (path, value)
}

fn stamped(path: &Path, value: &Value) -> Stamped {
    Stamped::deserialize(value).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// `OrderAccepted.1` of `…/OrderAccepted.1.json` and of `…/OrderAccepted.1.late.json`.
fn type_and_version(path: &Path) -> String {
    let name = path.file_stem().unwrap().to_str().unwrap();
    name.splitn(3, '.').take(2).collect::<Vec<_>>().join(".")
}

#[test]
fn every_stored_fact_can_be_read_and_nothing_of_it_is_lost() {
    for (path, value) in examples() {
        let read = stamped(&path, &value);
        assert_eq!(
            serde_json::to_value(&read).unwrap(),
            value,
            "{}",
            path.display()
        );
        let stored_as = format!("{}.{}", read.event_type(), read.event_version());
        assert_eq!(stored_as, type_and_version(&path));
    }
}

#[test]
fn every_type_of_fact_has_an_example() {
    let known: Vec<String> = examples()
        .iter()
        .map(|(path, _)| type_and_version(path))
        .collect();
    let missing: Vec<String> = all_types()
        .iter()
        .map(|name| format!("{name}.1"))
        .filter(|wanted| !known.contains(wanted))
        .collect();
    assert_eq!(
        missing,
        Vec::<String>::new(),
        "write an example of each into src/ticket/examples"
    );
}

#[test]
fn the_stored_name_of_a_fact_is_its_type() {
    for (path, value) in examples() {
        let name = stamped(&path, &value).fact.name();
        assert!(all_types().contains(&name), "{name}");
    }
}

#[test]
fn the_fold_takes_every_stored_fact() {
    let mut ticket = Ticket::default();
    for (path, value) in examples() {
        let read = stamped(&path, &value);
        ticket.evolve(&read.fact, &read.stamp);
        assert_eq!(ticket.modified_at, Some(read.stamp.at));
    }
}

fn all_types() -> Vec<&'static str> {
    names_of::<TicketEvent>()
}

/// The names that serde would accept, taken from serde itself, so that no list here can be forgotten.
pub(super) fn names_of<T: for<'de> Deserialize<'de>>() -> Vec<&'static str> {
    struct Names<'a>(&'a mut Vec<&'static str>);

    impl<'de> Deserializer<'de> for Names<'_> {
        type Error = Captured;

        fn deserialize_enum<V: Visitor<'de>>(
            self,
            _name: &'static str,
            variants: &'static [&'static str],
            _visitor: V,
        ) -> Result<V::Value, Captured> {
            self.0.extend(variants);
            Err(Captured::custom("only the names are wanted"))
        }

        fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, Captured> {
            Err(Captured::custom("not an enum"))
        }

        serde::forward_to_deserialize_any! {
            bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
            newtype_struct seq tuple tuple_struct map struct identifier ignored_any
        }
    }

    let mut names = vec![];
    let _ = T::deserialize(Names(&mut names));
    assert!(!names.is_empty());
    names
}
