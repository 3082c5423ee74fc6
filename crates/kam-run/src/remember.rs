//! What a run leaves behind for those that come after it: rows of `run.*`.

use crate::error::Result;
use crate::ledger::Ledger;
use crate::plan::{Builds, WHOLE};
use crate::record::{self, BuildRow};
use chrono::{DateTime, Utc};
use kam_lake::{Destination, Replace, Rows, Staged, Writer, calendar};
use kam_project::{Layer, Quarter, TableName};
use serde::Serialize;

/// What built every table and quarter, once this run's builds stand.
pub(crate) fn remembered_builds(
    ledger: &Ledger,
    builds: &Builds,
    rendered: Vec<(String, String, String)>,
    run_id: &str,
) -> Vec<BuildRow> {
    let mut remembered = ledger.builds.clone();
    for build in &builds.tables {
        // A table that changed between whole and quarterly is remembered in one way only.
        let (table, is_whole) = (build.table.to_string(), build.quarters.is_empty());
        remembered.retain(|(name, quarter), _| *name != table || is_whole == (quarter == WHOLE));
    }
    let checks =
        builds.checks.iter().map(|(check, fingerprint)| (check.to_string(), WHOLE.to_owned(), fingerprint.clone()));
    let tables = builds.tables.iter().flat_map(|build| {
        let whole = [WHOLE.to_owned()];
        let quarters = if build.quarters.is_empty() { whole.to_vec() } else { build.quarters.clone() };
        quarters.into_iter().map(|quarter| (build.table.to_string(), quarter, build.fingerprint.clone()))
    });
    for (table_name, built_quarter, fingerprint) in tables.chain(checks).chain(rendered) {
        let key = (table_name.clone(), built_quarter.clone());
        let run_id = run_id.to_owned();
        remembered.insert(key, BuildRow { table_name, built_quarter, fingerprint, run_id });
    }
    remembered.into_values().collect()
}

/// Stages rows of a table of ours, in place of some or none that are there.
pub(crate) async fn stage(
    writer: &Writer,
    staged: &mut Staged,
    table: &record::RunTable,
    replace: Replace,
    rows: &[impl Serialize],
) -> Result<()> {
    let rows = Rows::held(table.schema(), vec![table.rows(rows)?]);
    let to = Destination { table: &table.name(), grain: &[], replace };
    Ok(writer.stage(staged, &to, rows).await?)
}

/// Adds rows to the end of a table of ours.
pub(crate) async fn append(
    writer: &Writer,
    staged: &mut Staged,
    table: &record::RunTable,
    rows: &[impl Serialize],
) -> Result<()> {
    stage(writer, staged, table, Replace::Nothing, rows).await
}

/// `run.quarters` of the lake: the quarters built, each with the cut-off it was built at.
pub(crate) async fn stage_quarters(
    writer: &Writer,
    staged: &mut Staged,
    quarters: &[Quarter],
    known_at: DateTime<Utc>,
) -> Result<()> {
    let table = TableName::new(Layer::Run, "quarters");
    let rows = calendar::quarter_rows(quarters, known_at)?;
    let replace = Replace::Quarters(quarters.iter().map(Quarter::label).collect());
    let grain = ["quarter".to_owned()];
    let to = Destination { table: &table, grain: &grain, replace };
    Ok(writer.stage(staged, &to, Rows::held(rows.schema(), vec![rows])).await?)
}
