//! Reads every file of an extract to its end and drops the rows: the reader alone, for `benchmarks/landing.py`.
//!
//! ```text
//! read PROJECT ROOT raw.TABLE
//! ```

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
        let before = fingerprint(&found)?;
        let began = Instant::now();
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
        writeln!(std::io::stdout(), "{seconds:.3} s, {bytes} bytes, {rows} rows, {rejected} rejected")?;
    }
    Ok(())
}
