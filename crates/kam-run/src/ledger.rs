//! What earlier runs have done.

use crate::error::Result;
use crate::record::{self, BuildRow};
use arrow::array::{Array, AsArray, RecordBatch};
use chrono::{DateTime, Utc};
use kam_lake::{Head, Reader, Session, SessionSettings};
use std::collections::{BTreeMap, BTreeSet};

/// The remembered part of the lake that planning needs.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    pub head: Head,
    /// Oldest first.
    pub deliveries: Vec<Landed>,
    /// Refused before, as it was sent and read.
    pub refused: BTreeSet<Content>,
    /// Fingerprints by table (or report) and quarter.
    pub builds: BTreeMap<(String, String), BuildRow>,
}

/// A delivery that needs no landing again.
#[derive(Debug, Clone)]
pub(crate) struct Landed {
    pub delivery_id: String,
    pub extract: String,
    pub file: String,
    /// The member of an archive, or the sheet of a workbook; empty if neither.
    pub member: String,
    pub sha256: String,
    pub known_from: DateTime<Utc>,
    pub shape_version: String,
    pub run_id: String,
    /// Whether it came late and none of its rows landed.
    pub is_late: bool,
}

/// A file's content, and by which shape it was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Content {
    pub extract: String,
    pub file: String,
    /// As of [`Landed::member`].
    pub member: String,
    pub sha256: String,
    pub shape_version: String,
}

/// Columns as [`landed`] takes them.
const DELIVERIES: &str =
    "select extract, file, sha256, known_from, shape_version, run_id, member, status, delivery_id from run.deliveries";

impl Ledger {
    /// Reads the newest commit's.
    pub(crate) async fn read(reader: &Reader) -> Result<Self> {
        let session = Session::open(&SessionSettings::default())?;
        let mut ledger = Self { head: reader.head().clone(), ..Self::default() };
        if reader.register(&session, &record::DELIVERIES.name()).await? {
            let sql = format!("{DELIVERIES} where status in ('landed', 'late') order by run_id, file, member");
            let (_, batches) = session.query("run.deliveries", &sql).await?;
            ledger.deliveries = batches.iter().flat_map(landed).collect();
            let (_, batches) =
                session.query("run.deliveries", &format!("{DELIVERIES} where status = 'refused'")).await?;
            ledger.refused = batches.iter().flat_map(landed).map(Landed::content).collect();
        }
        if reader.register(&session, &record::BUILDS.name()).await? {
            let sql = "select table_name, built_quarter, fingerprint, run_id from run.builds";
            let (_, batches) = session.query("run.builds", sql).await?;
            let rows = batches.iter().flat_map(builds);
            ledger.builds = rows.map(|row| ((row.table_name.clone(), row.built_quarter.clone()), row)).collect();
        }
        Ok(ledger)
    }

    /// Whether a table's quarter was built from this.
    pub(crate) fn is_built(&self, table: &str, quarter: &str, fingerprint: &str) -> bool {
        let key = (table.to_owned(), quarter.to_owned());
        self.builds.get(&key).is_some_and(|built| built.fingerprint == fingerprint)
    }
}

impl Landed {
    fn content(self) -> Content {
        let Self { extract, file, member, sha256, shape_version, .. } = self;
        Content { extract, file, member, sha256, shape_version }
    }
}

fn landed(batch: &RecordBatch) -> Vec<Landed> {
    let times = batch.column(3).as_primitive::<arrow::datatypes::TimestampMicrosecondType>();
    let row = |row: usize| Landed {
        extract: text(batch, 0, row),
        file: text(batch, 1, row),
        sha256: text(batch, 2, row),
        known_from: DateTime::from_timestamp_micros(times.value(row)).unwrap_or_default(),
        shape_version: text(batch, 4, row),
        run_id: text(batch, 5, row),
        member: text(batch, 6, row),
        is_late: text(batch, 7, row) == "late",
        delivery_id: text(batch, 8, row),
    };
    (0..batch.num_rows()).map(row).collect()
}

fn builds(batch: &RecordBatch) -> Vec<BuildRow> {
    let row = |row: usize| BuildRow {
        table_name: text(batch, 0, row),
        built_quarter: text(batch, 1, row),
        fingerprint: text(batch, 2, row),
        run_id: text(batch, 3, row),
    };
    (0..batch.num_rows()).map(row).collect()
}

fn text(batch: &RecordBatch, column: usize, row: usize) -> String {
    let column = batch.column(column).as_string::<i32>();
    if column.is_null(row) { String::new() } else { column.value(row).to_owned() }
}
