//! What ran, what was rejected, and what is out of date.

use crate::error::Result;
use crate::plan::{Plan, plan};
use crate::record;
use crate::surroundings::{Request, Surroundings};
use arrow::array::RecordBatch;
use kam_lake::{Reader, Session, SessionSettings};
use kam_project::Project;
use serde::Serialize;
use std::collections::BTreeMap;

/// The state of a project, as rows of text ready to be shown.
#[derive(Debug, Clone, Serialize)]
pub struct Status {
    /// The number of the newest commit; 0 before the first.
    pub commit: u64,
    /// The latest runs, newest first.
    pub runs: Vec<BTreeMap<String, String>>,
    /// The latest deliveries, newest first.
    pub deliveries: Vec<BTreeMap<String, String>>,
    /// How the latest deliveries differed from what is declared, newest first.
    pub drift: Vec<BTreeMap<String, String>>,
    /// The checks of the latest run that found something.
    pub failed_checks: Vec<BTreeMap<String, String>>,
    /// What a run would do now; none where that cannot be told.
    pub due: Option<Plan>,
    /// Why it cannot be told: a source out of reach is no reason to say nothing else.
    pub due_unknown: Option<String>,
}

/// Reads the state of a project. Changes nothing.
pub async fn status(project: &Project, request: &Request, around: &Surroundings) -> Result<Status> {
    let reader = Reader::open(&around.lake(project)?).await?;
    let session = Session::open(&SessionSettings::default())?;
    for table in record::TABLES {
        if !reader.register(&session, &table.name()).await? {
            session.register_rows(&table.name(), table.schema(), Vec::new())?;
        }
    }
    let runs = "select run_id, pipeline, status, quarters, coalesce(reason, '') as reason \
                from run.runs order by run_id desc limit 10";
    let deliveries = "select extract, file, status, rows_read, rows_landed, rows_rejected, rows_unchanged, \
                      coalesce(reason, '') as reason from run.deliveries \
                      order by run_id desc, extract, file limit 20";
    let drift = "select extract, file, kind, \"column\", policy, rows_affected, detail from run.drift \
                 order by run_id desc, extract, file, kind, \"column\" limit 20";
    let checks = "select check_name, severity, violation_count, coalesce(sample, '') as sample from run.checks \
                  where result = 'failed' and run_id = (select max(checks.run_id) from run.checks as checks) \
                  order by check_name";
    let (due, due_unknown) = match plan(project, request, around).await {
        Ok(plan) => (Some(plan), None),
        Err(error) => (None, Some(error.to_string())),
    };
    Ok(Status {
        commit: reader.head().number,
        runs: rows(&session, "run.runs", runs).await?,
        deliveries: rows(&session, "run.deliveries", deliveries).await?,
        drift: rows(&session, "run.drift", drift).await?,
        failed_checks: rows(&session, "run.checks", checks).await?,
        due,
        due_unknown,
    })
}

async fn rows(session: &Session, name: &str, sql: &str) -> Result<Vec<BTreeMap<String, String>>> {
    let (_, batches) = session.query(name, sql).await?;
    Ok(batches.iter().flat_map(|batch| (0..batch.num_rows()).map(|row| shown(batch, row))).collect())
}

fn shown(batch: &RecordBatch, row: usize) -> BTreeMap<String, String> {
    let schema = batch.schema();
    let cells = schema.fields().iter().zip(batch.columns());
    let cells = cells.map(|(field, column)| {
        let value = arrow::util::display::array_value_to_string(column, row).unwrap_or_default();
        (field.name().clone(), value)
    });
    cells.collect()
}
