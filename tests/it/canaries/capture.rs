//! What would the operator read who asked for everything? The lines of the whole process, at TRACE, as they are written.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, OnceLock};

use harness::canary::Canaries;
use infra::config::{Log, LogFormat};
use infra::telemetry;

/// Everything written so far.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("the lines").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Logs as the product does, but into memory. Before anything else.
pub fn everything() {
    lines();
}

fn lines() -> &'static Lines {
    static LINES: OnceLock<Lines> = OnceLock::new();
    LINES.get_or_init(|| {
        let lines = Lines::default();
        let (log, kept) = (
            Log {
                format: LogFormat::Json,
                filter: "trace".to_owned(),
            },
            lines.clone(),
        );
        let subscriber = telemetry::lines(&log, move || kept.clone(), false).expect("a filter");
        tracing::subscriber::set_global_default(subscriber).expect("nobody else logs");
        // A test that fails says why all the same.
        let aloud = std::panic::take_hook();
        telemetry::tell_panics_discreetly();
        let discreetly = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            discreetly(panic);
            aloud(panic);
        }));
        lines
    })
}

pub fn logged() -> String {
    let bytes = lines().0.lock().expect("the lines").clone();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// # Panics
/// When one of the texts was logged, in any form; or when nothing was logged that should have been.
pub fn assert_discreet(texts: &[(&str, &str)], told: &[&str]) {
    let (logged, canaries) = (logged(), Canaries::new(texts));
    for line in logged.lines() {
        let found = canaries.found_in(line.as_bytes());
        assert!(found.is_empty(), "{found:?} in {line}");
    }
    for words in told {
        assert!(
            logged.contains(words),
            "nothing was logged of {words:?}:\n{logged}"
        );
    }
}

/// The mechanism itself: what a library says of its innards is not written, what we say is.
#[test]
fn a_librarys_innards_are_held_back_whatever_the_filter_says() {
    everything();
    tracing::trace!(target: "axum::rejection", "Wqxrefus");
    tracing::debug!(target: "lettre::transport", "Wqxcourrier");
    tracing::debug!(target: "sqlx::query", "Wqxrequête");
    tracing::warn!(target: "sqlx::postgres::notice", "Wqxavis");
    tracing::info!(target: "sqlx::query", "a library's remark");
    tracing::trace!(target: "infra::outbox", "a step of our own");
    let typed = "Wqxpanique".to_owned();
    let broken = std::thread::spawn(move || panic!("{typed} is not expected")).join();
    assert!(broken.is_err());
    let broken = std::thread::spawn(|| panic!("fixed words")).join();
    assert!(broken.is_err());
    assert_discreet(
        &[
            ("rejection", "Wqxrefus"),
            ("mail", "Wqxcourrier"),
            ("statement", "Wqxrequête"),
            ("notice", "Wqxavis"),
            ("panic", "Wqxpanique"),
        ],
        &[
            "a library's remark",
            "a step of our own",
            "canaries/capture.rs",
            "fixed words",
        ],
    );
}
