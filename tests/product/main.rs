//! What does the crash rig kill? The product, as `maincourante` starts it, in a build that has the places to die at.

use std::io::Read;
use std::process::ExitCode;

use api::role::{self, Cli};
use clap::Parser;
use infra::files::small::ARGUMENT;

fn main() -> ExitCode {
    // Whoever draws has a PDF coming in there.
    if std::env::args().nth(1).as_deref() != Some(ARGUMENT) {
        std::thread::spawn(end_with_the_rig);
    }
    match role::run(Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("product: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// A rig that is killed itself closes this end of the pipe, and leaves nothing running.
fn end_with_the_rig() {
    // Nothing is ever written into it; a failure to read it is an end too.
    let _ = std::io::stdin().read(&mut [0]);
    std::process::exit(0);
}
