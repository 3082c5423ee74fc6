//! The tables a run writes about itself, and their rows.

use crate::error::{Error, Result};
use arrow::array::RecordBatch;
use arrow::datatypes::{Schema, SchemaRef};
use arrow::json::ReaderBuilder;
use kam_lake::arrow_field;
use kam_project::{ColumnType, Layer, TableName};
use schemars::JsonSchema;
use serde::Serialize;
use std::sync::Arc;

/// A table of ours with its columns.
pub(crate) struct RunTable {
    layer: Layer,
    name: &'static str,
    columns: &'static [(&'static str, ColumnType)],
}

use ColumnType::{Bigint, Text, Timestamp};

/// One row per file read, refused or not. `rows_read = rows_landed + rows_rejected + rows_unchanged`.
pub(crate) const DELIVERIES: RunTable = RunTable {
    layer: Layer::Run,
    name: "deliveries",
    columns: &[
        ("delivery_id", Text),
        ("extract", Text),
        ("file", Text),
        ("member", Text),
        ("sha256", Text),
        ("bytes", Bigint),
        ("period", Text),
        ("known_from", Timestamp),
        ("encoding", Text),
        ("dialect", Text),
        ("shape_version", Text),
        ("rows_read", Bigint),
        ("rows_landed", Bigint),
        ("rows_rejected", Bigint),
        ("rows_unchanged", Bigint),
        ("rows_deleted", Bigint),
        ("control_totals", Text),
        ("status", Text),
        ("reason", Text),
        ("run_id", Text),
    ],
};

/// One row per way in which a delivery differs from what is declared.
pub(crate) const DRIFT: RunTable = RunTable {
    layer: Layer::Run,
    name: "drift",
    columns: &[
        ("delivery_id", Text),
        ("extract", Text),
        ("file", Text),
        ("member", Text),
        ("column", Text),
        ("kind", Text),
        ("policy", Text),
        ("detail", Text),
        ("rows_affected", Bigint),
        ("shape_version", Text),
        ("run_id", Text),
    ],
};

/// One row per row that was not admitted, and per value that was left out of one that was.
pub(crate) const REJECTED_ROWS: RunTable = RunTable {
    layer: Layer::Raw,
    name: "rejected_rows",
    columns: &[
        ("delivery_id", Text),
        ("extract", Text),
        ("file", Text),
        ("member", Text),
        ("row_number", Bigint),
        ("line", Bigint),
        ("byte_offset", Bigint),
        ("column", Text),
        ("value", Text),
        ("reason_code", Text),
        ("reason", Text),
        ("original", Text),
        ("shape_version", Text),
        ("replayed_by", Text),
    ],
};

/// One row per run.
pub(crate) const RUNS: RunTable = RunTable {
    layer: Layer::Run,
    name: "runs",
    columns: &[
        ("run_id", Text),
        ("pipeline", Text),
        ("started_at", Timestamp),
        ("ended_at", Timestamp),
        ("status", Text),
        ("reason", Text),
        ("quarters", Text),
        ("steps", Bigint),
        ("peak_memory_bytes", Bigint),
        ("kam_version", Text),
    ],
};

/// One row per step of a run.
pub(crate) const STEPS: RunTable = RunTable {
    layer: Layer::Run,
    name: "steps",
    columns: &[
        ("run_id", Text),
        ("step", Bigint),
        ("kind", Text),
        ("target", Text),
        ("reason", Text),
        ("milliseconds", Bigint),
        ("peak_memory_bytes", Bigint),
        ("rows", Bigint),
        ("status", Text),
        ("message", Text),
    ],
};

/// One row per check of a run.
pub(crate) const CHECKS: RunTable = RunTable {
    layer: Layer::Run,
    name: "checks",
    columns: &[
        ("run_id", Text),
        ("check_name", Text),
        ("description", Text),
        ("severity", Text),
        ("result", Text),
        ("violation_count", Bigint),
        ("sample", Text),
    ],
};

/// What every table and report was built from.
pub(crate) const BUILDS: RunTable = RunTable {
    layer: Layer::Run,
    name: "builds",
    columns: &[("table_name", Text), ("built_quarter", Text), ("fingerprint", Text), ("run_id", Text)],
};

/// All of them.
pub(crate) const TABLES: [&RunTable; 7] = [&DELIVERIES, &DRIFT, &REJECTED_ROWS, &RUNS, &STEPS, &CHECKS, &BUILDS];

impl RunTable {
    pub(crate) fn name(&self) -> TableName {
        TableName::new(self.layer, self.name)
    }

    pub(crate) fn schema(&self) -> SchemaRef {
        let fields: Vec<_> = self.columns.iter().map(|(name, kind)| arrow_field(name, *kind)).collect();
        Arc::new(Schema::new(fields))
    }

    /// Rows from values whose fields are named as the columns; timestamps as RFC 3339 text.
    pub(crate) fn rows(&self, rows: &[impl Serialize]) -> Result<RecordBatch> {
        let failed = |source| Error::Rows { table: self.name().to_string(), source };
        let mut decoder =
            ReaderBuilder::new(self.schema()).with_batch_size(rows.len().max(1)).build_decoder().map_err(failed)?;
        decoder.serialize(rows).map_err(failed)?;
        let batch = decoder.flush().map_err(failed)?;
        Ok(batch.unwrap_or_else(|| RecordBatch::new_empty(self.schema())))
    }
}

/// A row of `run.deliveries`.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct DeliveryRow {
    pub delivery_id: String,
    pub extract: String,
    pub file: String,
    pub member: Option<String>,
    pub sha256: String,
    pub bytes: u64,
    pub period: Option<String>,
    pub known_from: String,
    pub encoding: Option<String>,
    pub dialect: String,
    pub shape_version: String,
    pub rows_read: u64,
    pub rows_landed: u64,
    pub rows_rejected: u64,
    pub rows_unchanged: u64,
    pub rows_deleted: u64,
    pub control_totals: Option<String>,
    pub status: &'static str,
    pub reason: Option<String>,
    pub run_id: String,
}

/// A row of `run.drift`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct DriftRow {
    pub delivery_id: String,
    pub extract: String,
    pub file: String,
    pub member: Option<String>,
    pub column: String,
    pub kind: &'static str,
    pub policy: &'static str,
    pub detail: String,
    pub rows_affected: u64,
    pub shape_version: String,
    pub run_id: String,
}

/// A row of `raw.rejected_rows`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RejectedRow {
    pub delivery_id: String,
    pub extract: String,
    pub file: String,
    pub member: Option<String>,
    pub row_number: i64,
    pub line: Option<i64>,
    pub byte_offset: Option<i64>,
    pub column: Option<String>,
    pub value: Option<String>,
    pub reason_code: String,
    pub reason: String,
    pub original: Option<String>,
    pub shape_version: String,
    pub replayed_by: Option<String>,
}

/// A row of `run.runs`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RunRow {
    pub run_id: String,
    pub pipeline: String,
    pub started_at: String,
    pub ended_at: String,
    pub status: &'static str,
    pub reason: Option<String>,
    pub quarters: String,
    pub steps: usize,
    pub peak_memory_bytes: Option<u64>,
    pub kam_version: &'static str,
}

/// A step: a row of `run.steps`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "step")]
pub(crate) struct StepRow {
    /// The run.
    pub run_id: String,
    /// Its number in the run, from 1.
    pub step: usize,
    /// land, build, check or render.
    pub kind: &'static str,
    /// The table, check or page.
    pub target: String,
    /// Why it was done.
    pub reason: String,
    /// How long it took.
    pub milliseconds: u64,
    /// The most memory the process held meanwhile.
    pub peak_memory_bytes: Option<u64>,
    /// Rows landed or built, rows a check found, pages written.
    pub rows: Option<u64>,
    /// done, warned or failed.
    pub status: &'static str,
    /// What was wrong.
    pub message: Option<String>,
}

/// What a check found: a row of `run.checks`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "check")]
pub(crate) struct CheckRow {
    /// The run.
    pub run_id: String,
    /// The check.
    pub check_name: String,
    /// What it asks for.
    pub description: String,
    /// block or warn.
    pub severity: &'static str,
    /// passed or failed.
    pub result: &'static str,
    /// How many rows say otherwise.
    pub violation_count: u64,
    /// The first of them.
    pub sample: Option<String>,
}

/// A row of `run.builds`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct BuildRow {
    pub table_name: String,
    pub built_quarter: String,
    pub fingerprint: String,
    pub run_id: String,
}
