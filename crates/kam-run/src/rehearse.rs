//! Computes a project's models from rows held in the hand: for worked examples, without any lake.

use crate::build::register_calendar;
use crate::compile::{self, Kind};
use crate::error::{Error, Result};
use crate::record;
use arrow::array::RecordBatch;
use chrono::{DateTime, Utc};
use kam_lake::{Session, SessionSettings};
use kam_project::{Project, Quarter, TableName};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Computes every model of a project for some quarters, and returns the session that holds the results.
///
/// `rows` take the place of the tables they are named for (`entity.invoice_lines`, `previous.customers`,
/// `given.parameters`); what is not given is empty, or the project's own given rows. Checks are left as
/// queries to be asked. The SQL is the shipped SQL, and nothing is stored.
pub async fn rehearse(
    project: &Project,
    rows: &BTreeMap<TableName, RecordBatch>,
    quarters: &[Quarter],
    known_at: DateTime<Utc>,
) -> Result<Session> {
    let compiled = compile::compile(project).await.map_err(|problems| Error::Definitions { problems })?;
    let session = Session::open(&SessionSettings::default())?;
    for given in project.given.values() {
        let own = kam_ingest::admit_given(given).map_err(|problems| Error::Definitions { problems })?;
        session.register_rows(&given.table, own.schema(), vec![own])?;
    }
    for table in record::TABLES {
        session.register_rows(&table.name(), table.schema(), Vec::new())?;
    }
    for (table, columns) in &compiled.previous {
        session.register_rows(table, Arc::clone(columns), Vec::new())?;
    }
    register_calendar(&session, project, quarters, known_at)?;
    for (table, batch) in rows {
        session.register_rows(table, batch.schema(), vec![batch.clone()])?;
    }
    for extract in project.extracts.values().filter(|extract| !rows.contains_key(&extract.table)) {
        let landed = kam_lake::history::landed_schema(extract);
        session.register_rows(&extract.table, landed, Vec::new())?;
    }
    let computed = compiled
        .relations
        .iter()
        .filter(|relation| !rows.contains_key(&relation.table) && !project.extracts.contains_key(&relation.table));
    for relation in computed {
        match relation.kind {
            Kind::Whole | Kind::Quarterly => {
                let made = session.compute(&relation.table, &relation.sql, &relation.grain).await?;
                let (columns, batches) = (made.schema(), made.collect().await?);
                session.register_rows(&relation.table, columns, batches)?;
            }
            Kind::View | Kind::Check(_) => session.register_view(&relation.table, &relation.sql).await?,
        }
    }
    Ok(session)
}
