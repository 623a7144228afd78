//! Chooses a role and nothing else.

use std::process::ExitCode;

use api::role::{self, Cli};
use clap::Parser;
use infra::discretion::discreet;
use mimalloc::MiMalloc;

/// Events are documents of many small pieces: taking and giving back memory was two fifths of the work of a follower with
/// the system's allocator.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match role::run(cli) {
        Ok(code) => code,
        Err(error) => {
            // Not through the log: its settings may be what is wrong. The causes follow on lines of their own.
            eprintln!("maincourante: {error}");
            error
                .chain()
                .skip(1)
                .for_each(|cause| eprintln!("  because: {}", discreet(cause)));
            ExitCode::FAILURE
        }
    }
}
