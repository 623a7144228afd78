//! Does an operator erase somebody with the command alone, and what does the command say? The binary itself.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const PARTIES: &str = r#"[
    { "external_key": "WQXCLE", "name": "Zéphyrine Wqxmartin", "email": "wqx@canari.example", "phone": "06 39 98 71 31" },
    { "external_key": "P2", "name": "Léa Petit", "email": "lea.petit@courriel.example" }
]"#;

/// An agency taken in, with a person to be erased.
struct Agency {
    folder: TempDir,
}

impl Agency {
    fn taken_in() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let records = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/demo/data");
        let copy = folder.path().join("records");
        std::fs::create_dir(&copy).expect("a folder");
        for name in ["agency", "staff", "contractors"] {
            let name = format!("{name}.json");
            std::fs::copy(records.join(&name), copy.join(&name)).expect("copied");
        }
        std::fs::write(copy.join("parties.json"), PARTIES).expect("written");
        std::fs::write(copy.join("properties.json"), "[]").expect("written");
        let agency = Self { folder };
        agency.imports();
        agency
    }

    fn imports(&self) {
        let output = self.run(&["import", "records"]);
        assert!(output.status.success(), "{}", told(&output));
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_maincourante"))
            .current_dir(self.folder.path())
            .env_clear()
            .env("MAINCOURANTE_SECRETS_MASTER_KEY", KEY)
            .env("MAINCOURANTE_SECRETS_LINK_SECRET", KEY)
            .env("MAINCOURANTE_LOG_FILTER", "trace")
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .expect("ended")
    }

    fn file_holds(&self, text: &str) -> bool {
        let files = ["data/maincourante.db", "data/maincourante.db-wal"];
        files.iter().any(|file| {
            let bytes = std::fs::read(self.folder.path().join(file)).unwrap_or_default();
            bytes
                .windows(text.len())
                .any(|part| part == text.as_bytes())
        })
    }
}

/// Standard output, after that of the log.
fn told(output: &Output) -> String {
    let [log, said] = [&output.stderr, &output.stdout].map(|bytes| String::from_utf8_lossy(bytes));
    format!("{log}{said}")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn look_see_and_erase() {
    let agency = Agency::taken_in();
    assert!(agency.file_holds("Wqxmartin"));
    let found = agency.run(&["erase", "--find", "zephyrine wqx"]);
    let line = said(&found);
    let id = line.split_whitespace().nth(1).expect("an id").to_owned();
    assert_eq!(
        line,
        format!(
            "--party {id}  Zéphyrine Wqxmartin, wqx@canari.example, 06 39 98 71 31 (0 tickets)\n"
        )
    );

    let shown = agency.run(&["erase", "--party", &id]);
    assert_eq!(shown.status.code(), Some(0));
    assert!(said(&shown).contains("Nothing was erased. Repeat with --yes"));
    assert!(agency.file_holds("Wqxmartin"));

    let erased = agency.run(&["erase", "--party", &id, "--yes", "--compact"]);
    assert_eq!(erased.status.code(), Some(0), "{}", told(&erased));
    assert!(said(&erased).contains(&format!("erased party {id}")));
    assert!(
        !String::from_utf8_lossy(&erased.stderr).contains("Wqx"),
        "{}",
        told(&erased)
    );
    for text in ["Wqx", "wqx", "WQXCLE", "639987131"] {
        assert!(!agency.file_holds(text), "{text}");
    }

    // The accounting software sends everybody again.
    agency.imports();
    assert!(!agency.file_holds("Wqx"));
    assert!(agency.file_holds("Petit"));
    let again = agency.run(&["erase", "--party", &id, "--yes"]);
    assert!(
        said(&again).contains("was erased already"),
        "{}",
        told(&again)
    );
}

#[test]
fn what_cannot_be_done_is_told_by_exit_codes() {
    let agency = Agency::taken_in();
    let nobody = "01990000-1c00-7a10-8000-00000000d001";
    let code = |arguments: &[&str]| agency.run(arguments).status.code();
    assert_eq!(code(&["erase", "--party", nobody, "--yes"]), Some(3));
    assert_eq!(code(&["erase", "--find", "personne de ce nom"]), Some(3));
    assert_eq!(code(&["erase"]), Some(1));
    assert_eq!(
        code(&["erase", "--agency", "ailleurs", "--party", nobody]),
        Some(1)
    );
    assert_eq!(code(&["erase", "--party", "Wqxmartin"]), Some(2));
    assert_eq!(
        code(&["erase", "--party", nobody, "--staff", nobody]),
        Some(2)
    );
    assert_eq!(code(&["erase", "--compact"]), Some(0));
}
