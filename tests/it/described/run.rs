//! Is everything that is asked answered as described? By schemathesis, in all its phases; what it checks stands in
//! `schemathesis.toml`.
//!
//! Many more cases, on both databases: `DESCRIBED_EXAMPLES=250 cargo nextest run -p tests described::`, so many at random
//! for each operation.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use harness::on_both;
use infra::database::Kind;
use tokio::process::Command;

use super::scene::Scene;

on_both!(every_answer_is_one_that_is_described);

/// What is asked in each phase. What may be said and how it can be wrong is the same whatever the database is: the phases are
/// shared out, unless there is time for all of them twice.
struct Share {
    phases: &'static str,
    /// At random, for each operation.
    examples: u32,
    /// Fewer cases than that are no proof.
    at_least: u64,
}

impl Share {
    fn of(on: Kind) -> Self {
        let asked = std::env::var("DESCRIBED_EXAMPLES").ok();
        if let Some(examples) = asked.and_then(|it| it.parse().ok()) {
            return Self {
                phases: "examples,coverage,fuzzing,stateful",
                examples,
                at_least: 5_000,
            };
        }
        match on {
            Kind::Sqlite => Self {
                phases: "examples,coverage",
                examples: 1,
                at_least: 4_000,
            },
            Kind::Postgres => Self {
                phases: "fuzzing,stateful",
                examples: 6,
                at_least: 600,
            },
        }
    }
}

async fn every_answer_is_one_that_is_described(on: Kind) {
    let (scene, share) = (Scene::set(on).await, Share::of(on));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let settings = format!(
        "hooks = {:?}\n{}\n{}",
        beside("hooks.py"),
        std::fs::read_to_string(beside("schemathesis.toml")).expect("the settings"),
        scene.dictionaries()
    );
    let file = folder.path().join("schemathesis.toml");
    std::fs::write(&file, settings).expect("the settings with what is known");
    let output = Command::new("st")
        .arg("--config-file")
        .arg(&file)
        .args(["run", "--no-color", "--phases", share.phases])
        .args(["--max-examples", &share.examples.to_string()])
        .arg(format!("{}/api/openapi.json", scene.office.app.url))
        .env("MAINCOURANTE_TOKEN", scene.token())
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .current_dir(folder.path())
        .output()
        .await
        .expect("schemathesis, which `./test` installs into target/tools");
    let said = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{complained}");
    let cases = cases(&said);
    assert!(cases >= share.at_least, "only {cases} cases:\n{said}");
}

fn beside(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("it/described")
        .join(name)
}

/// `Test cases:` and below it `5688 generated, …`
fn cases(said: &str) -> u64 {
    let counted = said
        .split_once("Test cases:")
        .map(|(_, after)| after.trim());
    let number = counted.and_then(|it| it.split_whitespace().next());
    number
        .and_then(|it| it.replace(',', "").parse().ok())
        .unwrap_or(0)
}
