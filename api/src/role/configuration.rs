//! Which settings are there? The documented file, as it is.

use std::io::Write;

use anyhow::Result;

use super::DOCUMENTED;

pub fn run() -> Result<()> {
    Ok(std::io::stdout().write_all(DOCUMENTED.as_bytes())?)
}
