//! What the queries of reports are asked of: tables as a commit leaves them, one quarter at a time.
//!
//! A query is planned when it is first asked, and asked again for every quarter: below it the rows of `run.quarters`
//! and `run.checks` are replaced. Queries of one report are asked side by side.

use crate::bound;
use crate::build::register_calendar;
use crate::cells;
use crate::error::{Error, Result};
use crate::record;
use crate::side_by_side::side_by_side;
use crate::slices::{Slicer, Wanted};
use arrow::array::{Array, RecordBatch, new_null_array};
use chrono::{DateTime, Utc};
use kam_lake::{Prepared, ReplaceableRows, Session, calendar};
use kam_project::{FanOut, Project, Quarter, Report};
use kam_report::{EveryPage, Rows};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A session with the tables reports read, and what a quarter's pages see of the run.
pub(crate) struct Sources<'a> {
    project: &'a Project,
    session: &'a Session,
    known_at: DateTime<Utc>,
    /// The rows of `run.checks`: a page shows the checks of its own run.
    checks: RecordBatch,
    shown_quarters: ReplaceableRows,
    shown_checks: ReplaceableRows,
    /// By the file of the query.
    prepared: BTreeMap<String, Arc<Prepared>>,
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
        self.rows(report, report.queries.keys()).await
    }

    /// The rows that all pages of a report per account share.
    pub(crate) async fn shared(
        &mut self,
        report: &Report,
        fan_out: &FanOut,
        bound: &BTreeSet<String>,
    ) -> Result<EveryPage> {
        self.shown_checks.replace(without_samples(&self.checks)?).await;
        let of_all = |name: &&String| **name != fan_out.accounts && !bound.contains(*name);
        let datasets = self.rows(report, report.queries.keys().filter(of_all)).await?;
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
        let of_one = |name: &&String| **name == fan_out.accounts || bound.contains(*name);
        let mut streams = BTreeMap::new();
        for (name, query) in self.prepared(report, report.queries.keys().filter(of_one)).await? {
            streams.insert(name, query.stream().await?);
        }
        let slicer = Slicer::over(&report.name, &fan_out.accounts, streams, wanted);
        #[cfg(test)]
        let slicer = slicer.planting(self.planted);
        Ok(slicer)
    }

    /// The bound queries of a report, by the columns its queries have here.
    pub(crate) async fn bound(&mut self, report: &Report, fan_out: &FanOut) -> Result<BTreeSet<String>> {
        let prepared = self.prepared(report, report.queries.keys()).await?;
        let columns = prepared.iter().map(|(name, query)| (name.as_str(), query.columns())).collect();
        let (bound, problems) = bound::of(self.project, report, fan_out, &columns);
        if problems.is_empty() { Ok(bound) } else { Err(Error::Definitions { problems }) }
    }

    /// The rows of one query of a report, as the engine holds them.
    pub(crate) async fn batches(&mut self, report: &Report, query: &String) -> Result<Vec<RecordBatch>> {
        let prepared = self.prepared(report, [query]).await?;
        let Some(query) = prepared.get(query) else { return Ok(Vec::new()) };
        Ok(query.collect().await?)
    }

    async fn rows(
        &mut self,
        report: &Report,
        queries: impl Iterator<Item = &String>,
    ) -> Result<BTreeMap<String, Rows>> {
        let jobs = self.prepared(report, queries).await?.into_iter().map(|(name, query)| async move {
            let batches = query.collect().await?;
            Ok((name, batches.iter().flat_map(cells::rows).collect()))
        });
        Ok(side_by_side(jobs).await?.into_iter().collect())
    }

    /// Queries of a report by name, planned now unless they were before.
    async fn prepared(
        &mut self,
        report: &Report,
        queries: impl IntoIterator<Item = &String>,
    ) -> Result<BTreeMap<String, Arc<Prepared>>> {
        let wanted: Vec<&String> = queries.into_iter().collect();
        let is_new = |name: &&String| !self.prepared.contains_key(&label(report, name));
        let jobs = wanted.iter().copied().filter(is_new).filter_map(|name| {
            let (label, sql) = (label(report, name), report.queries.get(name)?.sql.clone());
            let session = self.session.clone();
            Some(async move { Ok((label.clone(), Arc::new(session.prepare(&label, &sql).await?))) })
        });
        let planned = side_by_side(jobs.collect::<Vec<_>>()).await?;
        self.prepared.extend(planned);
        let known = |name: &String| Some((name.clone(), Arc::clone(self.prepared.get(&label(report, name))?)));
        Ok(wanted.into_iter().filter_map(known).collect())
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
    let failed = |source| Error::Rows { table: record::CHECKS.name().to_string(), source };
    RecordBatch::try_new(schema.clone(), columns.collect()).map_err(failed)
}
