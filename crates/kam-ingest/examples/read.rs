//! Reads every file of an extract to its end and drops the rows: the reader alone, for `benchmarks/landing.py`.
//!
//! ```text
//! read PROJECT ROOT raw.TABLE
//! ```
//!
//! Prints the seconds of reading, and where the system tells them, those of all processors for identifying a file and for reading it.

use kam_ingest::{find, fingerprint, read};
use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let [project, root, table] = asked.as_slice() else {
        return Err("read PROJECT ROOT raw.TABLE".into());
    };
    let loaded = kam_project::load(Path::new(project));
    let extract = loaded.project.extracts.values().find(|extract| extract.table.to_string() == *table);
    let extract = extract.ok_or_else(|| format!("no extract lands `{table}`: {:?}", loaded.problems))?;
    for found in find(extract, Path::new(root))? {
        let cpu = cpu_seconds();
        let before = fingerprint(&found)?;
        let (identified, began) = (cpu_seconds(), Instant::now());
        let mut reader = read(extract, &found, &before)?;
        let (mut rows, mut rejected) = (0, 0);
        for portion in reader.by_ref() {
            let portion = portion?;
            rows += portion.rows.num_rows();
            rejected += portion.rejected.len();
        }
        let totals = reader.finish();
        let seconds = began.elapsed().as_secs_f64();
        let bytes = totals.fingerprint.bytes;
        let spent = |from: Option<f64>, to: Option<f64>| from.zip(to).map_or(f64::NAN, |(from, to)| to - from);
        let (identifying, reading) = (spent(cpu, identified), spent(identified, cpu_seconds()));
        let cpu = format!("CPU {identifying:.2} s to identify, {reading:.2} s to read");
        writeln!(std::io::stdout(), "{seconds:.3} s, {cpu}, {bytes} bytes, {rows} rows, {rejected} rejected")?;
    }
    Ok(())
}

/// Seconds this process has spent on all processors, to the hundredth, as Linux counts them.
fn cpu_seconds() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/self/stat").ok()?;
    let ticks = told.rsplit_once(')')?.1.split_whitespace().skip(11).take(2).map(str::parse::<f64>);
    ticks.sum::<Result<f64, _>>().ok().map(|ticks| ticks / 100.0)
}
