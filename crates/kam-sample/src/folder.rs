//! The folder a sample goes into: what may lie there, and how a sample is known again.

use crate::deliver::delivery::Delivered;
use crate::error::{Error, Result};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The ledger of dirt.
pub(crate) const DIRT: &str = "dirt.csv";

/// The list of all files and their rows, by which a sample is known again.
const FILES: &str = "truth/files.csv";

/// What lies beside the deliveries.
const BESIDE: [&str; 5] = [DIRT, FILES, "truth/customers.csv", "truth/churn.csv", "truth/control_totals.csv"];

/// Removes an earlier sample; refuses if anything else lies there.
pub(crate) fn clear(folder: &Path) -> Result<()> {
    let mut found = BTreeSet::new();
    if folder.exists() {
        list(folder, "", &mut found)?;
    }
    let own = if found.contains(FILES) { own(folder)? } else { BTreeSet::new() };
    let strange: Vec<_> = found.difference(&own).take(5).cloned().collect();
    if !strange.is_empty() {
        return Err(Error::InTheWay { folder: folder.to_owned(), files: strange });
    }
    for file in found {
        let path = folder.join(file);
        fs::remove_file(&path).map_err(Error::writing(&path))?;
    }
    Ok(())
}

/// Writes the list of files.
pub(crate) fn mark(folder: &Path, delivered: &[Delivered]) -> Result<()> {
    let path = folder.join(FILES);
    let mut lines = csv::Writer::from_writer(Vec::new());
    let broken = |error: csv::Error| Error::Write { path: path.clone(), source: error.into() };
    lines.write_record(["file", "member", "rows"]).map_err(broken)?;
    for Delivered { file, member, rows } in delivered {
        lines.write_record([file, member, &rows.to_string()]).map_err(broken)?;
    }
    let text = lines.into_inner().map_err(|error| Error::Write { path: path.clone(), source: error.into_error() })?;
    fs::write(&path, text).map_err(Error::writing(&path))
}

/// The files the list names, and what lies beside them.
fn own(folder: &Path) -> Result<BTreeSet<String>> {
    let path = folder.join(FILES);
    let text = fs::read_to_string(&path).map_err(|source| Error::Read { path, source })?;
    let lines = text.lines().skip(1).filter_map(|line| line.split(',').next());
    Ok(lines.chain(BESIDE).map(str::to_owned).collect())
}

/// Files in and below a folder, by their paths from the first, with `/` between.
fn list(folder: &Path, before: &str, found: &mut BTreeSet<String>) -> Result<()> {
    let unreadable = |source| Error::Read { path: folder.to_owned(), source };
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = format!("{before}{}", entry.file_name().to_string_lossy());
        if entry.file_type().map_err(unreadable)?.is_dir() {
            list(&entry.path(), &format!("{name}/"), found)?;
        } else {
            found.insert(name);
        }
    }
    Ok(())
}
