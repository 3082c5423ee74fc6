//! Pages laid out from what is committed, beside the reports and not among them: to try a template, or to see the page
//! of a customer who gets none.

use crate::alive;
use crate::error::{Error, Result};
use crate::fan_out::{self, Layout};
use crate::hand_out::{locales, write_if_different};
use crate::pages;
use crate::record;
use crate::slices::Wanted;
use crate::sources::Sources;
use crate::surroundings::Surroundings;
use arrow::array::{AsArray, RecordBatch};
use arrow::datatypes::{Int64Type, TimestampMicrosecondType};
use chrono::{DateTime, Utc};
use kam_lake::{Reader, Session, SessionSettings};
use kam_project::report::{CUSTOMER_ID, CUSTOMER_NAME};
use kam_project::{FanOut, Layer, Project, Quarter, Report, ReportKind, TableName, suggest};
use kam_report::{About, Renderer};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Which pages to lay out.
#[derive(Debug, Clone, Default)]
pub struct PreviewRequest {
    /// Of this quarter; else of the newest.
    pub quarter: Option<String>,
    /// In this language only.
    pub locale: Option<String>,
    /// The page of this customer and no other; else every report, of accounts the first page.
    pub account: Option<String>,
}

/// Lays out pages from the committed tables into `preview/` in the reports folder, and returns their paths.
pub async fn preview(project: &Project, wanted: &PreviewRequest, around: &Surroundings) -> Result<Vec<PathBuf>> {
    let reader = Reader::open(&around.lake(project)?).await?;
    let session = Session::open(&SessionSettings::of_many_queries())?;
    register(project, &reader, &session).await?;
    let (quarter, known_at) = quarter(project, &session, wanted.quarter.as_deref()).await?;
    let sources = Sources::open(project, &session, known_at, last_checks(&session).await?)?;
    sources.turn_to(quarter).await?;
    let mut preview = Preview {
        project,
        sources,
        reader: &reader,
        quarter: quarter.label(),
        renderers: Vec::new(),
        paths: Vec::new(),
    };
    preview.renderers = renderers(project, wanted.locale.as_deref())?;
    for report in alive::rendered(project) {
        match (&report.fan_out, &wanted.account) {
            (Some(fan_out), account) => preview.account(report, fan_out, account.as_deref()).await?,
            (None, None) => preview.page(report).await?,
            (None, Some(_)) => {}
        }
    }
    let nothing = || wanted.account.clone().map_or_else(|| quarter.label(), |account| format!("customer `{account}`"));
    if preview.paths.is_empty() { Err(Error::NoReport { wanted: nothing() }) } else { Ok(preview.paths) }
}

/// Lays out every gallery from the rows that stand in its own files, and returns the paths.
pub fn gallery(project: &Project, locale: Option<&str>) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    let renderers = renderers(project, locale)?;
    for report in project.reports.values().filter(|report| report.kind == ReportKind::Gallery) {
        for (locale, renderer) in &renderers {
            let failed = |source| Error::Gallery { report: report.name.clone(), locale: locale.clone(), source };
            let about = About { report, company: &project.settings.title, has_account_pages: false };
            let html = renderer.render_gallery(&about).map_err(failed)?;
            let target = folder(project).join(&report.name).join(format!("{locale}.html"));
            write_if_different(&target, &html)?;
            paths.push(target);
        }
    }
    if paths.is_empty() { Err(Error::NoGallery) } else { Ok(paths) }
}

fn folder(project: &Project) -> PathBuf {
    project.root.join(&project.settings.reports)
}

fn renderers(project: &Project, wanted: Option<&str>) -> Result<Vec<(String, Arc<Renderer>)>> {
    let renderer = |locale: &String| {
        let failed = |source| Error::Templates { locale: locale.clone(), source };
        Ok((locale.clone(), Arc::new(Renderer::new(&project.templates, locale).map_err(failed)?)))
    };
    locales(project, wanted)?.into_iter().map(renderer).collect()
}

struct Preview<'a> {
    project: &'a Project,
    sources: Sources<'a>,
    reader: &'a Reader,
    quarter: String,
    renderers: Vec<(String, Arc<Renderer>)>,
    paths: Vec<PathBuf>,
}

impl Preview<'_> {
    async fn page(&mut self, report: &Report) -> Result<()> {
        let datasets = self.sources.datasets(report).await?;
        let company = &self.project.settings.title;
        for (locale, renderer) in self.renderers.clone() {
            let has_account_pages = pages::has_account_pages(self.reader.head().reports.keys(), &self.quarter, &locale);
            let about = About { report, company, has_account_pages };
            let html = renderer.render(&about, datasets.clone()).map_err(|source| Error::Report {
                report: report.name.clone(),
                quarter: self.quarter.clone(),
                locale: locale.clone(),
                source,
            })?;
            self.keep(Path::new(&pages::key(&report.name, false, &self.quarter, &locale)), &html)?;
        }
        Ok(())
    }

    async fn account(&mut self, report: &Report, fan_out: &FanOut, asked: Option<&str>) -> Result<()> {
        let bound = self.sources.bound(report, fan_out).await?;
        let accounts = self.accounts(report, fan_out).await?;
        let wanted = match asked {
            Some(asked) => Wanted::Only(found(&accounts, asked, &self.quarter)?),
            None => Wanted::Listed,
        };
        let layout = Layout {
            report: Arc::new(report.clone()),
            company: self.project.settings.title.as_str().into(),
            quarter: self.quarter.clone(),
            renderers: self.renderers.clone(),
            shared: Arc::new(self.sources.shared(report, fan_out, &bound).await?),
        };
        let mut slicer = self.sources.slices(report, fan_out, &bound, wanted).await?;
        let Some(slice) = slicer.next().await? else { return Ok(()) };
        for (locale, html) in layout.pages(&slice)? {
            let key = pages::key(&report.name, true, &self.quarter, &locale);
            self.keep(&Path::new(&key).join(fan_out::file(slice.account.id)), &html)?;
        }
        Ok(())
    }

    /// Every account there is, by its key, with its name.
    async fn accounts(&mut self, report: &Report, fan_out: &FanOut) -> Result<BTreeMap<i64, String>> {
        let batches = self.sources.batches(report, &fan_out.accounts).await?;
        Ok(batches.iter().flat_map(names).collect())
    }

    fn keep(&mut self, below: &Path, html: &str) -> Result<()> {
        let target = folder(self.project).join("preview").join(below);
        write_if_different(&target, html)?;
        self.paths.push(target);
        Ok(())
    }
}

fn names(batch: &RecordBatch) -> Vec<(i64, String)> {
    let ids = batch.column_by_name(CUSTOMER_ID).and_then(|column| column.as_primitive_opt::<Int64Type>());
    let names = batch.column_by_name(CUSTOMER_NAME).and_then(|column| column.as_string_opt::<i32>());
    let (Some(ids), Some(names)) = (ids, names) else { return Vec::new() };
    (0..batch.num_rows()).map(|row| (ids.value(row), names.value(row).to_owned())).collect()
}

/// The customer asked for; else a sentence with those whose number or name is near.
fn found(accounts: &BTreeMap<i64, String>, asked: &str, quarter: &str) -> Result<i64> {
    let id = asked.trim().parse::<i64>().ok();
    if let Some(id) = id.filter(|id| accounts.contains_key(id)) {
        return Ok(id);
    }
    Err(Error::NoCustomer { asked: asked.to_owned(), quarter: quarter.to_owned(), near: near(accounts, asked) })
}

/// As many as fit in a sentence.
const NEAR: usize = 3;

fn near(accounts: &BTreeMap<i64, String>, asked: &str) -> Vec<String> {
    let lower = asked.trim().to_lowercase();
    let ids: Vec<String> = accounts.keys().map(i64::to_string).collect();
    let by_id = suggest::nearest(&lower, ids.iter().map(String::as_str));
    let by_name = suggest::nearest(&lower, accounts.values().map(String::as_str));
    let is_near = |(id, name): &(&i64, &String)| {
        by_id.is_some_and(|near| near == id.to_string())
            || by_name.is_some_and(|near| near == name.as_str())
            || (!lower.is_empty() && name.to_lowercase().contains(&lower))
    };
    accounts.iter().filter(is_near).take(NEAR).map(|(id, name)| format!("{id} (`{name}`)")).collect()
}

/// Registers everything the reports of a project read, as committed.
async fn register(project: &Project, reader: &Reader, session: &Session) -> Result<()> {
    for given in project.given.values() {
        let rows = kam_ingest::admit_given(given).map_err(|problems| Error::Definitions { problems })?;
        session.register_rows(&given.table, rows.schema(), vec![rows])?;
    }
    for table in record::TABLES {
        if !reader.register(session, &table.name()).await? {
            session.register_rows(&table.name(), table.schema(), Vec::new())?;
        }
    }
    let quarters = TableName::new(Layer::Run, "quarters");
    if !reader.register(session, &quarters).await? {
        return Err(Error::NoReport { wanted: "any quarter".to_owned() });
    }
    let queries = alive::rendered(project).flat_map(|report| report.queries.values());
    for table in queries.flat_map(|query| &query.reads).filter(|table| table.layer == Layer::Marts) {
        if !reader.register(session, table).await? {
            return Err(Error::NoReport { wanted: format!("`{table}`, which has not been built") });
        }
    }
    Ok(())
}

/// The quarter asked for, or the newest, and until when rows were known when it was built.
async fn quarter(project: &Project, session: &Session, asked: Option<&str>) -> Result<(Quarter, DateTime<Utc>)> {
    let (_, built) =
        session.query("run.quarters", "select quarter, known_at from run.quarters order by quarter").await?;
    let row = |batch: &RecordBatch, row: usize| {
        let label = batch.column(0).as_string::<i32>().value(row).to_owned();
        let known_at = batch.column(1).as_primitive::<TimestampMicrosecondType>().value(row);
        (label, DateTime::from_timestamp_micros(known_at).unwrap_or_default())
    };
    let mut built = built.iter().flat_map(|batch| (0..batch.num_rows()).map(move |at| row(batch, at)));
    let found = built.rfind(|(label, _)| asked.is_none_or(|asked| asked == label));
    let wanted = || asked.unwrap_or("any quarter").to_owned();
    let (label, known_at) = found.ok_or_else(|| Error::NoReport { wanted: wanted() })?;
    let quarter = project.settings.calendar().quarter(&label);
    let quarter = quarter.map_err(|error| Error::Quarter { quarter: label, detail: error.to_string() })?;
    Ok((quarter, known_at))
}

/// The checks of the last run that asked any.
async fn last_checks(session: &Session) -> Result<RecordBatch> {
    let sql = "select * from run.checks where run_id = (select max(checks.run_id) from run.checks as checks)";
    let (_, batches) = session.query("run.checks", sql).await?;
    let schema = record::CHECKS.schema();
    let failed = |source| Error::Rows { table: record::CHECKS.name().to_string(), source };
    let rows = arrow::compute::concat_batches(&batches.first().map_or(schema, RecordBatch::schema), &batches);
    rows.map_err(failed)
}
