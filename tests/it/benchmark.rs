//! Does the benchmark still run from end to end? In its smallest form, of which no time is judged.

use std::path::{Path, PathBuf};
use std::process::Command;

/// One a checkout, kept from one run to the next.
fn cache() -> PathBuf {
    let checkout = Path::new(env!("CARGO_MANIFEST_DIR"))
        .display()
        .to_string()
        .replace('/', "-");
    std::env::temp_dir().join(format!("main-courante-benchmark{checkout}"))
}

#[test]
fn every_figure_of_the_benchmark_is_measured_on_both_databases() {
    let benchmark = Path::new(env!("CARGO_BIN_EXE_benchmark"));
    let product = benchmark.with_file_name("maincourante");
    let mut command = Command::new(benchmark);
    command.arg("--tiny").arg("--cache").arg(cache());
    if product.exists() {
        command.arg("--product").arg(product);
    }
    let output = command.output().expect("the benchmark starts");
    let (told, complained) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{complained}");
    for figure in [
        "| pgbench, an insert, 4 clients |",
        "| SQLite, an insert a transaction, one writer |",
        "| serve, notes, 4 clients |",
        "| serve, openings, 4 clients |",
        "| serve --no-work, notes, 4 clients |",
        "| PostgreSQL, 500 commands/s: event to row |",
        "| SQLite, 500 commands/s: event to row |",
        "| PostgreSQL, empty: memory at rest |",
        "| SQLite, empty: start to ready |",
        "| PostgreSQL: `maincourante rebuild ticket-list` |",
        "| SQLite: `maincourante rebuild timers` |",
        "| PostgreSQL: 100 due every second, late by |",
        "| SQLite: 100 due every second, late by |",
    ] {
        assert!(
            told.contains(figure),
            "no {figure} in\n{told}\n{complained}"
        );
    }
}
