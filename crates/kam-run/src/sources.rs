//! What the queries of reports are asked of: tables as a commit leaves them, one quarter at a time.

use crate::bound;
use crate::build::register_calendar;
use crate::cells;
use crate::error::Result;
use crate::record;
use crate::slices::{Slicer, Wanted};
use arrow::array::{Array, RecordBatch, new_null_array};
use chrono::{DateTime, Utc};
use kam_lake::Session;
use kam_project::{FanOut, Model, Project, Quarter, Report};
use kam_report::{EveryPage, Rows};
use std::collections::{BTreeMap, BTreeSet};

/// A session with the tables reports read, and what a quarter's pages see of the run.
pub(crate) struct Sources<'a> {
    pub project: &'a Project,
    pub session: &'a Session,
    pub known_at: DateTime<Utc>,
    /// The rows of `run.checks`: a page shows the checks of its own run.
    pub checks: RecordBatch,
    /// Changes what was cut for an account, to see whether that is noticed.
    #[cfg(test)]
    pub planted: Option<fn(&mut crate::slices::Slice)>,
}

impl Sources<'_> {
    /// Makes one quarter the one that is asked about.
    pub(crate) fn turn_to(&self, quarter: Quarter) -> Result<()> {
        register_calendar(self.session, self.project, &[quarter], self.known_at)
    }

    /// The rows of every query of a report that has one page.
    pub(crate) async fn datasets(&self, report: &Report) -> Result<BTreeMap<String, Rows>> {
        self.show_checks(self.checks.clone())?;
        let mut datasets = BTreeMap::new();
        for (name, query) in &report.queries {
            datasets.insert(name.clone(), self.rows(report, name, query).await?);
        }
        Ok(datasets)
    }

    /// The rows that all pages of a report per account share.
    pub(crate) async fn shared(
        &self,
        report: &Report,
        fan_out: &FanOut,
        bound: &BTreeSet<String>,
    ) -> Result<EveryPage> {
        self.show_checks(without_samples(&self.checks)?)?;
        let mut datasets = BTreeMap::new();
        let of_all = |name: &str| name != fan_out.accounts && !bound.contains(name);
        for (name, query) in report.queries.iter().filter(|(name, _)| of_all(name)) {
            datasets.insert(name.clone(), self.rows(report, name, query).await?);
        }
        EveryPage::of(datasets).map_err(|source| crate::error::Error::EveryPage { report: report.name.clone(), source })
    }

    /// The accounts of a report with their rows, as they arrive.
    pub(crate) async fn slices(
        &self,
        report: &Report,
        fan_out: &FanOut,
        bound: &BTreeSet<String>,
        wanted: Wanted,
    ) -> Result<Slicer> {
        let mut streams = BTreeMap::new();
        for (name, query) in &report.queries {
            if *name == fan_out.accounts || bound.contains(name) {
                streams.insert(name.clone(), self.session.stream(&label(report, name), &query.sql).await?);
            }
        }
        let slicer = Slicer::over(&report.name, &fan_out.accounts, streams, wanted);
        #[cfg(test)]
        let slicer = slicer.planting(self.planted);
        Ok(slicer)
    }

    /// The bound queries of a report, by the columns its queries have here.
    pub(crate) async fn bound(&self, report: &Report, fan_out: &FanOut) -> Result<BTreeSet<String>> {
        let mut columns = BTreeMap::new();
        for (name, query) in &report.queries {
            columns.insert(name.as_str(), self.session.columns(&query.table, &query.sql).await?);
        }
        let (bound, problems) = bound::of(self.project, report, fan_out, &columns);
        if problems.is_empty() { Ok(bound) } else { Err(crate::error::Error::Definitions { problems }) }
    }

    async fn rows(&self, report: &Report, name: &str, query: &Model) -> Result<Rows> {
        let (_, batches) = self.session.query(&label(report, name), &query.sql).await?;
        Ok(batches.iter().flat_map(cells::rows).collect())
    }

    fn show_checks(&self, rows: RecordBatch) -> Result<()> {
        Ok(self.session.register_rows(&record::CHECKS.name(), rows.schema(), vec![rows])?)
    }
}

fn label(report: &Report, query: &str) -> String {
    format!("{}/queries/{query}.sql", report.name)
}

/// The rows a check found wrong may be any customer's: no customer's page sees them.
fn without_samples(checks: &RecordBatch) -> Result<RecordBatch> {
    let schema = checks.schema();
    let columns = schema.fields().iter().zip(checks.columns()).map(|(field, column)| {
        if field.name() == "sample" { new_null_array(field.data_type(), column.len()) } else { column.clone() }
    });
    let failed = |source| crate::error::Error::Rows { table: record::CHECKS.name().to_string(), source };
    RecordBatch::try_new(schema.clone(), columns.collect()).map_err(failed)
}
