//! What the queries of reports are asked of: tables as a commit leaves them, one quarter at a time.
//!
//! A query is planned when it is first asked, and asked again for every quarter: below it the rows of `run.quarters`
//! and `run.checks` are replaced.

use crate::bound;
use crate::build::register_calendar;
use crate::cells;
use crate::error::{Error, Result};
use crate::record;
use crate::slices::{Slicer, Wanted};
use arrow::array::{Array, RecordBatch, new_null_array};
use chrono::{DateTime, Utc};
use kam_lake::{HeldTable, Prepared, Session, calendar};
use kam_project::{FanOut, Project, Quarter, Report};
use kam_report::{EveryPage, Rows};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// A session with the tables reports read, and what a quarter's pages see of the run.
pub(crate) struct Sources<'a> {
    project: &'a Project,
    session: &'a Session,
    known_at: DateTime<Utc>,
    /// The rows of `run.checks`: a page shows the checks of its own run.
    checks: RecordBatch,
    shown_quarters: HeldTable,
    shown_checks: HeldTable,
    prepared: BTreeMap<String, Prepared>,
    /// Changes what was cut for an account, to see whether that is noticed.
    #[cfg(test)]
    planted: Option<fn(&mut crate::slices::Slice)>,
}

impl<'a> Sources<'a> {
    /// Prepares to ask, in a session where what reports read stands as known at that moment.
    pub(crate) fn open(
        project: &'a Project,
        session: &'a Session,
        known_at: DateTime<Utc>,
        checks: RecordBatch,
    ) -> Result<Self> {
        let shown_quarters = register_calendar(session, project, &[], known_at)?;
        let shown_checks = session.register_rows(&record::CHECKS.name(), checks.schema(), Vec::new())?;
        Ok(Self {
            project,
            session,
            known_at,
            checks,
            shown_quarters,
            shown_checks,
            prepared: BTreeMap::new(),
            #[cfg(test)]
            planted: None,
        })
    }

    /// Plants something in every slice.
    #[cfg(test)]
    pub(crate) fn planting(mut self, planted: Option<fn(&mut crate::slices::Slice)>) -> Self {
        self.planted = planted;
        self
    }

    /// Makes one quarter the one that is asked about.
    pub(crate) async fn turn_to(&self, quarter: Quarter) -> Result<()> {
        self.shown_quarters.replace(calendar::quarter_rows(&[quarter], self.known_at)?).await;
        Ok(())
    }

    /// The rows of every query of a report that has one page.
    pub(crate) async fn datasets(&mut self, report: &Report) -> Result<BTreeMap<String, Rows>> {
        self.shown_checks.replace(self.checks.clone()).await;
        let mut datasets = BTreeMap::new();
        for name in report.queries.keys() {
            datasets.insert(name.clone(), self.rows(report, name).await?);
        }
        Ok(datasets)
    }

    /// The rows that all pages of a report per account share.
    pub(crate) async fn shared(
        &mut self,
        report: &Report,
        fan_out: &FanOut,
        bound: &BTreeSet<String>,
    ) -> Result<EveryPage> {
        self.shown_checks.replace(without_samples(&self.checks)?).await;
        let mut datasets = BTreeMap::new();
        let of_all = |name: &str| name != fan_out.accounts && !bound.contains(name);
        for name in report.queries.keys().filter(|name| of_all(name)) {
            datasets.insert(name.clone(), self.rows(report, name).await?);
        }
        EveryPage::of(datasets).map_err(|source| Error::EveryPage { report: report.name.clone(), source })
    }

    /// The accounts of a report with their rows, as they arrive.
    pub(crate) async fn slices(
        &mut self,
        report: &Report,
        fan_out: &FanOut,
        bound: &BTreeSet<String>,
        wanted: Wanted,
    ) -> Result<Slicer> {
        let mut streams = BTreeMap::new();
        for name in report.queries.keys() {
            if *name == fan_out.accounts || bound.contains(name) {
                streams.insert(name.clone(), self.prepared(report, name).await?.stream().await?);
            }
        }
        let slicer = Slicer::over(&report.name, &fan_out.accounts, streams, wanted);
        #[cfg(test)]
        let slicer = slicer.planting(self.planted);
        Ok(slicer)
    }

    /// The bound queries of a report, by the columns its queries have here.
    pub(crate) async fn bound(&mut self, report: &Report, fan_out: &FanOut) -> Result<BTreeSet<String>> {
        let mut columns = BTreeMap::new();
        for name in report.queries.keys() {
            columns.insert(name.as_str(), self.prepared(report, name).await?.columns());
        }
        let (bound, problems) = bound::of(self.project, report, fan_out, &columns);
        if problems.is_empty() { Ok(bound) } else { Err(Error::Definitions { problems }) }
    }

    /// The rows of one query of a report, as the engine holds them.
    pub(crate) async fn batches(&mut self, report: &Report, query: &str) -> Result<Vec<RecordBatch>> {
        Ok(self.prepared(report, query).await?.collect().await?)
    }

    async fn rows(&mut self, report: &Report, query: &str) -> Result<Rows> {
        Ok(self.batches(report, query).await?.iter().flat_map(cells::rows).collect())
    }

    async fn prepared(&mut self, report: &Report, query: &str) -> Result<&Prepared> {
        let label = format!("{}/queries/{query}.sql", report.name);
        match self.prepared.entry(label) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(wanted) => {
                let sql = report.queries.get(query).map_or("", |query| query.sql.as_str());
                let prepared = self.session.prepare(wanted.key(), sql).await?;
                Ok(wanted.insert(prepared))
            }
        }
    }
}

/// The rows a check found wrong may be any customer's: no customer's page sees them.
fn without_samples(checks: &RecordBatch) -> Result<RecordBatch> {
    let schema = checks.schema();
    let columns = schema.fields().iter().zip(checks.columns()).map(|(field, column)| {
        if field.name() == "sample" { new_null_array(field.data_type(), column.len()) } else { column.clone() }
    });
    let failed = |source| Error::Rows { table: record::CHECKS.name().to_string(), source };
    RecordBatch::try_new(schema.clone(), columns.collect()).map_err(failed)
}
