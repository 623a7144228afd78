//! On what machine do the figures stand, and what else was it doing?

use std::fs::File;
use std::io::Write as _;
use std::os::unix::fs::FileExt as _;
use std::time::{Duration, Instant};

use anyhow::Result;
use sqlx::{Connection as _, PgConnection};

use crate::stage::Stage;

/// One line each, as a list in Markdown.
pub async fn describe(stage: &Stage) -> Result<Vec<String>> {
    let mut connection = PgConnection::connect(&stage.server.url("postgres")).await?;
    let postgres: String = sqlx::query_scalar("SHOW server_version")
        .fetch_one(&mut connection)
        .await?;
    let cores = std::thread::available_parallelism()?;
    Ok(vec![
        format!(
            "{cores} cores ({}), {} GB of memory, Linux {}",
            field("/proc/cpuinfo", "model name"),
            memory_gigabytes(),
            first_line("/proc/sys/kernel/osrelease")
        ),
        format!(
            "PostgreSQL {postgres}, fsync and synchronous_commit on, 512 MB of shared buffers; SQLite in WAL with synchronous=FULL"
        ),
        format!(
            "the disk: {:.0} writes of 8 kB a second, each with its fdatasync",
            fsyncs_per_second(stage)?
        ),
        format!("load average at the start: {}", load_average()),
    ])
}

/// How much was running in the last minute, this program included.
pub fn load_average() -> String {
    let line = first_line("/proc/loadavg");
    line.split_whitespace().next().unwrap_or("?").to_owned()
}

/// What `pg_test_fsync` measures under the name of PostgreSQL's default.
fn fsyncs_per_second(stage: &Stage) -> Result<f64> {
    let path = stage.folder().with_extension("fsync");
    let mut file = File::create(&path)?;
    file.write_all(&[0; 8_192])?;
    let (began, mut count) = (Instant::now(), 0);
    while began.elapsed() < Duration::from_secs(1) {
        file.write_all_at(&[count as u8; 8_192], 0)?;
        file.sync_data()?;
        count += 1;
    }
    Ok(f64::from(count) / began.elapsed().as_secs_f64())
}

fn memory_gigabytes() -> u64 {
    let text = field("/proc/meminfo", "MemTotal");
    let kilobytes = text.split_whitespace().next().and_then(|n| n.parse().ok());
    kilobytes.unwrap_or(0_u64).div_ceil(1 << 20)
}

fn field(file: &str, name: &str) -> String {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with(name));
    let value = line.and_then(|line| line.split_once(':'));
    value
        .map_or("unknown", |(_, value)| value.trim())
        .to_owned()
}

fn first_line(file: &str) -> String {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    text.lines().next().unwrap_or("unknown").to_owned()
}
