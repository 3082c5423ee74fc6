//! The runs there were.

use crate::error::Result;
use crate::record;
use crate::surroundings::Surroundings;
use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::Int64Type;
use kam_lake::{Reader, Session, SessionSettings};
use kam_project::Project;
use serde::Serialize;

/// One run, with what it landed and found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PastRun {
    /// The run.
    pub run_id: String,
    /// Its pipeline.
    pub pipeline: String,
    /// done, refused, failed or stopped.
    pub status: String,
    /// When it began, UTC.
    pub started_at: String,
    /// How long it took.
    pub seconds: u64,
    /// The quarters it built, comma separated.
    pub quarters: String,
    /// Why it made nothing visible, where it did not.
    pub reason: Option<String>,
    /// Deliveries landed.
    pub deliveries_landed: u64,
    /// Deliveries refused.
    pub deliveries_refused: u64,
    /// Rows landed.
    pub rows_landed: u64,
    /// Rows rejected.
    pub rows_rejected: u64,
    /// Checks that found something.
    pub checks_failed: u64,
}

/// Reads the newest so many runs, the newest first. Runs that found nothing to do leave no row.
pub async fn history(project: &Project, around: &Surroundings, last: u32) -> Result<Vec<PastRun>> {
    let reader = Reader::open(&around.lake(project)?).await?;
    let session = Session::open(&SessionSettings::default())?;
    for table in [&record::RUNS, &record::DELIVERIES, &record::CHECKS] {
        if !reader.register(&session, &table.name()).await? {
            session.register_rows(&table.name(), table.schema(), Vec::new())?;
        }
    }
    let (_, batches) = session.query("run.runs", &format!("{RUNS}\nlimit {last}")).await?;
    Ok(batches.iter().flat_map(|batch| (0..batch.num_rows()).map(|row| past(batch, row))).collect())
}

const RUNS: &str = "with

deliveries_counted as (
    select
        run_id,
        count(case when status = 'landed' then 1 end) as landed,
        count(case when status = 'refused' then 1 end) as refused,
        sum(rows_landed) as rows_landed,
        sum(rows_rejected) as rows_rejected
    from run.deliveries
    group by run_id
),

checks_counted as (
    select run_id, count(*) as failed
    from run.checks
    where result = 'failed'
    group by run_id
)

select
    runs.run_id,
    runs.pipeline,
    runs.status,
    cast(runs.started_at as text) as started_at,
    runs.quarters,
    runs.reason,
    cast(date_part('epoch', runs.ended_at - runs.started_at) as bigint) as seconds,
    coalesce(deliveries_counted.landed, 0) as deliveries_landed,
    coalesce(deliveries_counted.refused, 0) as deliveries_refused,
    coalesce(deliveries_counted.rows_landed, 0) as rows_landed,
    coalesce(deliveries_counted.rows_rejected, 0) as rows_rejected,
    coalesce(checks_counted.failed, 0) as checks_failed
from run.runs as runs
left join deliveries_counted on runs.run_id = deliveries_counted.run_id
left join checks_counted on runs.run_id = checks_counted.run_id
order by runs.run_id desc";

fn past(batch: &RecordBatch, row: usize) -> PastRun {
    let text = |column: usize| {
        let column = batch.column(column).as_string::<i32>();
        (!column.is_null(row)).then(|| column.value(row).to_owned())
    };
    let count = |column: usize| {
        let column = batch.column(column).as_primitive_opt::<Int64Type>();
        column.and_then(|column| u64::try_from(column.value(row)).ok()).unwrap_or_default()
    };
    PastRun {
        run_id: text(0).unwrap_or_default(),
        pipeline: text(1).unwrap_or_default(),
        status: text(2).unwrap_or_default(),
        started_at: text(3).unwrap_or_default(),
        quarters: text(4).unwrap_or_default(),
        reason: text(5),
        seconds: count(6),
        deliveries_landed: count(7),
        deliveries_refused: count(8),
        rows_landed: count(9),
        rows_rejected: count(10),
        checks_failed: count(11),
    }
}
