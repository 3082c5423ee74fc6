//! Computes a project's models from rows held in the hand: for worked examples, without any lake.

use crate::alive::Scope;
use crate::build::register_calendar;
use crate::compile::{self, Compiled, Kind, Relation};
use crate::error::{Error, Result};
use crate::record;
use arrow::array::RecordBatch;
use chrono::{DateTime, Utc};
use kam_lake::{Session, SessionSettings};
use kam_project::{Project, Quarter, TableName};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A project's models, planned once, to be computed over the rows of many examples.
pub struct Rehearsal {
    compiled: Compiled,
}

/// What one rehearsal starts from.
pub struct Props<'a> {
    /// The project; what is given in it may differ from the one planned, what is declared may not.
    pub project: &'a Project,
    /// Rows that take the place of the tables they are named for (`entity.invoice_lines`, `previous.customers`).
    pub rows: &'a BTreeMap<TableName, RecordBatch>,
    /// The quarters to build.
    pub quarters: &'a [Quarter],
    /// Until when rows count as known.
    pub known_at: DateTime<Utc>,
}

impl Rehearsal {
    /// Plans every model of a project; refuses one whose definitions hold mistakes.
    pub async fn of(project: &Project) -> Result<Self> {
        let compiled =
            compile::compile(project, Scope::Everything).await.map_err(|problems| Error::Definitions { problems })?;
        Ok(Self { compiled })
    }

    /// Computes some tables and all they read, and returns the session that holds the results.
    ///
    /// What is not given is empty, or the project's own given rows. Checks are left as queries to be asked. The SQL is
    /// the shipped SQL, and nothing is stored.
    pub async fn compute(&self, props: &Props<'_>, wanted: &BTreeSet<TableName>) -> Result<Session> {
        let session = Session::open(&SessionSettings::default())?;
        self.register(&session, props)?;
        let quarters: Vec<String> = props.quarters.iter().map(Quarter::label).collect();
        for relation in self.needed(props, wanted) {
            compute(&session, relation, &quarters).await?;
        }
        Ok(session)
    }

    /// Registers everything that no query makes.
    fn register(&self, session: &Session, props: &Props<'_>) -> Result<()> {
        let Props { project, rows, quarters, known_at } = *props;
        for given in project.given.values() {
            let own = kam_ingest::admit_given(given).map_err(|problems| Error::Definitions { problems })?;
            session.register_rows(&given.table, own.schema(), vec![own])?;
        }
        for table in record::TABLES {
            session.register_rows(&table.name(), table.schema(), Vec::new())?;
        }
        for (table, columns) in &self.compiled.previous {
            session.register_rows(table, Arc::clone(columns), Vec::new())?;
        }
        register_calendar(session, project, quarters, known_at)?;
        for (table, batch) in rows {
            session.register_rows(table, batch.schema(), vec![batch.clone()])?;
        }
        for extract in project.extracts.values().filter(|extract| !rows.contains_key(&extract.table)) {
            let landed = kam_lake::history::landed_schema(extract);
            session.register_rows(&extract.table, landed, Vec::new())?;
        }
        Ok(())
    }

    /// The queries that make the wanted tables, each after those it reads.
    fn needed(&self, props: &Props<'_>, wanted: &BTreeSet<TableName>) -> Vec<&Relation> {
        let mut wanted = wanted.clone();
        let made = |table: &TableName| !props.rows.contains_key(table) && !props.project.extracts.contains_key(table);
        let mut needed = Vec::new();
        for relation in self.compiled.relations.iter().rev() {
            if wanted.contains(&relation.table) && made(&relation.table) {
                wanted.extend(relation.reads.iter().cloned());
                needed.push(relation);
            }
        }
        needed.reverse();
        needed
    }
}

async fn compute(session: &Session, relation: &Relation, quarters: &[String]) -> Result<()> {
    match relation.kind {
        Kind::Whole | Kind::Quarterly => {
            let query = relation.asked_for(quarters);
            let made = session.compute(&relation.table, &query, &relation.grain).await?;
            let (columns, batches) = (made.schema(), made.collect().await?);
            session.register_rows(&relation.table, columns, batches)?;
        }
        Kind::View | Kind::Check(_) => session.register_view(&relation.table, &relation.sql).await?,
    }
    Ok(())
}
