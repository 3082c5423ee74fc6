//! Models become tables nobody sees yet; checks ask them what is wrong.

use crate::compile::{Compiled, Kind, Relation};
use crate::error::{Error, Result};
use crate::event::{Refusal, StepStatus};
use crate::log::Log;
use crate::plan::{self, Builds};
use crate::record::{self, CheckRow};
use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use chrono::{DateTime, Utc};
use kam_lake::{Destination, Replace, ReplaceableRows, Session, Staged, Writer, calendar};
use kam_project::{Layer, Project, Quarter, Severity, TableName};

/// What a build works with.
pub(crate) struct Building<'a> {
    pub project: &'a Project,
    pub compiled: &'a Compiled,
    pub builds: &'a Builds,
    pub writer: &'a Writer,
    pub session: Session,
    pub known_at: DateTime<Utc>,
    #[cfg(test)]
    pub planted: Option<fn(&mut crate::slices::Slice)>,
}

/// How many offending rows a check shows.
const SAMPLE: usize = 5;

/// Registers everything models start from, as it stands after landing.
pub(crate) async fn open_session(building: &Building<'_>) -> Result<()> {
    let session = &building.session;
    for extract in building.project.extracts.values() {
        building.writer.register_history(session, &Staged::default(), extract).await?;
    }
    for given in building.project.given.values() {
        let rows = kam_ingest::admit_given(given).map_err(|problems| Error::Definitions { problems })?;
        session.register_rows(&given.table, rows.schema(), vec![rows])?;
    }
    register_calendar(session, building.project, &building.builds.quarters, building.known_at)?;
    for table in record::TABLES {
        let name = table.name();
        if !building.writer.register(session, &Staged::default(), &name).await? {
            session.register_rows(&name, table.schema(), Vec::new())?;
        }
    }
    for (table, columns) in &building.compiled.previous {
        register_previous(building, table, columns).await?;
    }
    Ok(())
}

/// Registers `run.quarters`, `run.calendar` and `run.months`; what holds the first of them.
pub(crate) fn register_calendar(
    session: &Session,
    project: &Project,
    quarters: &[Quarter],
    known_at: DateTime<Utc>,
) -> Result<ReplaceableRows> {
    let tables = calendar::Tables::of(project.settings.calendar())?;
    let hold = |name: &str, rows: RecordBatch| {
        session.register_rows(&TableName::new(Layer::Run, name), rows.schema(), vec![rows])
    };
    hold("calendar", tables.quarters)?;
    hold("months", tables.months)?;
    Ok(hold("quarters", calendar::quarter_rows(quarters, known_at)?)?)
}

/// `previous.x` is the table of that name as last committed; empty before.
async fn register_previous(building: &Building<'_>, previous: &TableName, declared: &SchemaRef) -> Result<()> {
    let layers = [Layer::Conformed, Layer::Marts];
    let mut tables = layers.map(|layer| TableName::new(layer, previous.name.as_str())).into_iter();
    if let Some(table) = tables.find(|table| building.project.models.contains_key(table)) {
        building.writer.register_previous(&building.session, &table, declared).await?;
    }
    Ok(())
}

/// Builds what is out of date, asks every check, and tells what was found wrong.
pub(crate) async fn build(building: &Building<'_>, staged: &mut Staged, log: &mut Log<'_>) -> Result<Vec<Refusal>> {
    let mut refusals = Vec::new();
    for relation in &building.compiled.relations {
        match relation.kind {
            Kind::View => building.session.register_view(&relation.table, &relation.sql).await?,
            Kind::Whole | Kind::Quarterly => table(building, staged, log, relation).await?,
            Kind::Check(severity) if !building.builds.checks.is_empty() => {
                refusals.extend(check(building, log, relation, severity).await?);
            }
            Kind::Check(_) => {}
        }
    }
    Ok(refusals)
}

async fn table(building: &Building<'_>, staged: &mut Staged, log: &mut Log<'_>, relation: &Relation) -> Result<()> {
    if let Some(build) = building.builds.of(&relation.table) {
        let replace = match relation.kind {
            Kind::Quarterly => Replace::Quarters(build.quarters.iter().cloned().collect()),
            _ => Replace::All,
        };
        let step = log.begin(&build.step())?;
        let query = relation.asked_for(&build.quarters);
        let staging = stage(building, staged, relation, &query, replace).await;
        log.end_with(step, staging.map(|()| staged.new_rows(&relation.table)))?;
    }
    building.writer.register(&building.session, staged, &relation.table).await?;
    Ok(())
}

async fn stage(
    building: &Building<'_>,
    staged: &mut Staged,
    relation: &Relation,
    query: &str,
    replace: Replace,
) -> Result<()> {
    let rows = building.session.compute(&relation.table, query, &relation.grain).await?;
    let to = Destination { table: &relation.table, grain: &relation.grain, replace };
    Ok(building.writer.stage(staged, &to, rows).await?)
}

async fn check(
    building: &Building<'_>,
    log: &mut Log<'_>,
    relation: &Relation,
    severity: Severity,
) -> Result<Option<Refusal>> {
    let step = log.begin(&plan::check_step(relation))?;
    let (_, offending) = building.session.query(&relation.table.to_string(), &relation.sql).await?;
    let count: usize = offending.iter().map(RecordBatch::num_rows).sum();
    let description =
        building.project.models.get(&relation.table).map_or_else(String::new, |model| model.header.description.clone());
    let sample = (count > 0).then(|| shown(&offending));
    let status = match (count, severity) {
        (0, _) => StepStatus::Done,
        (_, Severity::Warn) => StepStatus::Warned,
        (_, Severity::Block) => StepStatus::Failed,
    };
    log.end(step, Some(count as u64), status, sample.clone());
    log.checks.push(CheckRow {
        run_id: log.run_id.clone(),
        check_name: relation.table.name.clone(),
        description: description.clone(),
        severity: if severity == Severity::Block { "block" } else { "warn" },
        result: if count == 0 { "passed" } else { "failed" },
        violation_count: count as u64,
        sample: sample.clone(),
    });
    Ok((status == StepStatus::Failed).then(|| Refusal {
        what: format!("the build, by check `{}`", relation.table.name),
        detail: format!("{description} {count} rows say otherwise: {}", sample.unwrap_or_default()),
        hint: Some("what was visible before still is; mend the data or the model and run again".to_owned()),
    }))
}

/// The first offending rows in one line: `customer_id = 7, quarter = 2026Q3; …`.
fn shown(batches: &[RecordBatch]) -> String {
    let rows = batches.iter().flat_map(|batch| (0..batch.num_rows()).map(move |row| shown_row(batch, row)));
    rows.take(SAMPLE).collect::<Vec<_>>().join("; ")
}

fn shown_row(batch: &RecordBatch, row: usize) -> String {
    let schema = batch.schema();
    let cells = schema.fields().iter().zip(batch.columns()).map(|(field, column)| {
        let value = arrow::util::display::array_value_to_string(column, row).unwrap_or_default();
        format!("{} = {value}", field.name())
    });
    cells.collect::<Vec<_>>().join(", ")
}
