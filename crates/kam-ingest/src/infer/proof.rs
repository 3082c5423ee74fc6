//! A draft tried on the files it was made from, by the very reader that will land them.

use crate::delivery::{find, fingerprint};
use crate::error::Error;
use crate::read::read;
use crate::rejected::RejectedRow;
use kam_project::Extract;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What came of it.
#[derive(Debug, Default)]
pub(super) struct Proof {
    pub(super) rows: u64,
    pub(super) rejected: u64,
    /// By the column a row was rejected for, blank if for the row as a whole: how often, and the first reason with its line.
    pub(super) reasons: BTreeMap<String, (u64, String)>,
    /// Why a file is refused as a whole.
    pub(super) refused: Option<Error>,
}

/// Reads all files by a definition.
pub(super) fn prove(extract: &Extract, files: &[PathBuf]) -> Proof {
    let mut proof = Proof::default();
    for file in files {
        if let Err(error) = proof.read(extract, file) {
            proof.refused.get_or_insert(error);
        }
    }
    proof
}

impl Proof {
    fn read(&mut self, extract: &Extract, file: &Path) -> Result<(), Error> {
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let mut wanted = extract.clone();
        wanted.from.path = name.into_owned();
        for found in find(&wanted, folder)? {
            let mut reader = read(&wanted, &found, &fingerprint(&found)?)?;
            for portion in reader.by_ref() {
                for rejected in portion?.rejected {
                    self.take(rejected);
                }
            }
            let totals = reader.finish();
            self.rows += totals.rows_read;
            self.rejected += totals.rows_rejected;
        }
        Ok(())
    }

    fn take(&mut self, row: RejectedRow) {
        let (count, _) = self
            .reasons
            .entry(row.column.unwrap_or_default())
            .or_insert_with(|| (0, format!("line {}: {}", row.line, row.reason)));
        *count += 1;
    }
}
