//! Decides what a run has to do. A plan is a value: printed by `kam plan`, carried out by `kam run`.

use crate::alive::Scope;
use crate::compile::{self, Compiled, Kind, Relation};
use crate::drift;
use crate::error::{Error, Result};
use crate::fingerprint::Fingerprints;
use crate::ledger::Ledger;
use crate::pages::{Page, PagePlanner};
use crate::surroundings::{Request, Surroundings};
use crate::survey::{self, Moment, Standing};
use chrono::{DateTime, Utc};
use kam_lake::Reader;
use kam_project::{Pipeline, Project, Quarter, TableName};
use serde::Serialize;
use std::collections::BTreeSet;

/// What a run would do, in order.
#[derive(Debug, Clone, Serialize)]
pub struct Plan {
    /// The pipeline.
    pub pipeline: String,
    /// The steps; none means there is nothing to do.
    pub steps: Vec<Step>,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// What kind of thing.
    pub kind: StepKind,
    /// To which table or report.
    pub target: String,
    /// Why.
    pub reason: String,
    /// For which quarters; empty where the whole table is replaced.
    pub quarters: Vec<String>,
}

/// The kinds of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// Deliveries become raw rows.
    Land,
    /// A model becomes a table.
    Build,
    /// A check is asked what is wrong.
    Check,
    /// A report becomes a page.
    Render,
}

impl StepKind {
    /// As tables and people write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Land => "land",
            Self::Build => "build",
            Self::Check => "check",
            Self::Render => "render",
        }
    }
}

/// Says what [`run`](crate::run()) would do now, and why. Changes nothing.
///
/// Where deliveries are new, the plan takes it that they change rows; a snapshot that turns out to say
/// nothing new will leave the tables above it alone.
pub async fn plan(project: &Project, request: &Request, around: &Surroundings) -> Result<Plan> {
    let reader = Reader::open(&around.lake(project)?).await?;
    let project = &*reader.evolved(project).await?;
    let compiled = compile::compile(project, Scope::Alive).await.map_err(|problems| Error::Definitions { problems })?;
    let pipeline = request.pipeline(project)?;
    let asked = Asked { project, pipeline, request, around, now: (around.now)() };
    let ledger = Ledger::read(&reader).await?;
    let moments = survey::survey(&asked, &ledger)?;
    let mut steps: Vec<Step> = moments.iter().map(foreseen_step).collect();
    let lands = |moment: &&Moment<'_>| matches!(moment.standing, Standing::New | Standing::Replaces);
    let changed = moments.iter().filter(lands).map(|moment| moment.extract.table.clone()).collect();
    let builds = plan_builds(&asked, &compiled, &ledger, &changed)?;
    steps.extend(builds.steps(&compiled));
    Ok(Plan { pipeline: pipeline.name.clone(), steps })
}

/// What is asked of a plan, and around it.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub project: &'a Project,
    pub pipeline: &'a Pipeline,
    pub request: &'a Request,
    pub around: &'a Surroundings,
    pub now: DateTime<Utc>,
}

/// The same, with what is seen of drift before landing.
fn foreseen_step(moment: &Moment<'_>) -> Step {
    let step = land_step(moment);
    match drift::foreseen(moment) {
        Some(drift) => Step { reason: format!("{}; drift: {drift}", step.reason), ..step },
        None => step,
    }
}

pub(crate) fn land_step(moment: &Moment<'_>) -> Step {
    Step {
        kind: StepKind::Land,
        target: moment.extract.table.to_string(),
        reason: moment.reason(),
        quarters: Vec::new(),
    }
}

/// The second half of a run: what to build, for which quarters, and which pages to render.
#[derive(Default)]
pub(crate) struct Builds {
    /// The quarters SQL sees in `run.quarters`.
    pub quarters: Vec<Quarter>,
    /// Those of them whose tables are replaced.
    pub due: Vec<Quarter>,
    pub tables: Vec<Build>,
    pub pages: Vec<Page>,
    /// The fingerprints of all checks, if they are asked.
    pub checks: Vec<(TableName, String)>,
}

/// One table to build.
pub(crate) struct Build {
    pub table: TableName,
    pub reason: String,
    pub fingerprint: String,
    /// The quarters to replace; none for a table replaced whole.
    pub quarters: Vec<String>,
}

/// The quarter under which tables without quarters are remembered.
pub(crate) const WHOLE: &str = "all";

impl Builds {
    pub(crate) fn is_empty(&self) -> bool {
        self.tables.is_empty() && self.pages.is_empty() && self.checks.is_empty()
    }

    /// Whether a table is built in this run.
    pub(crate) fn of(&self, table: &TableName) -> Option<&Build> {
        self.tables.iter().find(|build| build.table == *table)
    }

    /// The steps in the order they are done: tables and checks as they come, then pages.
    pub(crate) fn steps(&self, compiled: &Compiled) -> Vec<Step> {
        let queries = compiled.relations.iter().filter_map(|relation| match relation.kind {
            Kind::Check(_) if !self.checks.is_empty() => Some(check_step(relation)),
            _ => self.of(&relation.table).map(Build::step),
        });
        queries.chain(self.pages.iter().map(Page::step)).collect()
    }
}

impl Build {
    pub(crate) fn step(&self) -> Step {
        Step {
            kind: StepKind::Build,
            target: self.table.to_string(),
            reason: self.reason.clone(),
            quarters: self.quarters.clone(),
        }
    }
}

pub(crate) fn check_step(relation: &Relation) -> Step {
    Step {
        kind: StepKind::Check,
        target: relation.table.to_string(),
        reason: "every build and every page is checked".to_owned(),
        quarters: Vec::new(),
    }
}

/// Compares what is declared with what was built: pure, given what landed.
pub(crate) fn plan_builds(
    asked: &Asked<'_>,
    compiled: &Compiled,
    ledger: &Ledger,
    changed: &BTreeSet<TableName>,
) -> Result<Builds> {
    let Asked { project, pipeline, request, .. } = *asked;
    let fingerprints = Fingerprints::of(project, compiled, &ledger.head);
    let wanted = maintained_quarters(asked, ledger)?;
    if wanted.is_empty() {
        return Ok(Builds::default());
    }
    let newest = wanted_quarters(project, pipeline, &Request::default(), asked.now)?.last().copied();
    let pages = PagePlanner { project, pipeline, ledger, fingerprints: &fingerprints, newest };
    let changed = downstream(compiled, changed);
    let planner = Planner { compiled, request, ledger, fingerprints: &fingerprints, changed, wanted };
    Ok(planner.builds(&pages))
}

struct Planner<'a> {
    compiled: &'a Compiled,
    request: &'a Request,
    ledger: &'a Ledger,
    fingerprints: &'a Fingerprints,
    changed: BTreeSet<TableName>,
    wanted: Vec<Quarter>,
}

impl Planner<'_> {
    fn builds(&self, pages: &PagePlanner<'_>) -> Builds {
        let quarters: Vec<Quarter> =
            self.wanted.iter().filter(|quarter| self.is_due(&quarter.label())).copied().collect();
        let labels: Vec<String> = quarters.iter().map(Quarter::label).collect();
        let tables: Vec<Build> = self.compiled.stored().filter_map(|relation| self.build(relation, &labels)).collect();
        let pages = pages.pages(&self.wanted, &labels);
        let checks = self.checks(!tables.is_empty() || !pages.is_empty());
        // Where only whole tables are built, models still see the quarters there are.
        let due = quarters.clone();
        let quarters = if quarters.is_empty() { self.wanted.clone() } else { quarters };
        Builds { quarters, due, tables, pages, checks }
    }

    /// All checks, if anything is built or rendered, or if one of them is new or says something else.
    fn checks(&self, is_building: bool) -> Vec<(TableName, String)> {
        let checks = self.compiled.relations.iter().filter(|relation| matches!(relation.kind, Kind::Check(_)));
        let checks: Vec<TableName> = checks.map(|relation| relation.table.clone()).collect();
        let is_due = is_building || checks.iter().any(|check| self.reason(check, WHOLE).is_some());
        let checks = checks.into_iter().filter(|_| is_due);
        checks.map(|check| (check.clone(), self.fingerprints.table(&check).to_owned())).collect()
    }

    /// Whether some table lacks a quarter, or built it from something else.
    fn is_due(&self, quarter: &str) -> bool {
        let mut quarterly = self.compiled.relations.iter().filter(|relation| relation.kind == Kind::Quarterly);
        quarterly.any(|relation| self.reason(&relation.table, quarter).is_some())
    }

    fn build(&self, relation: &Relation, due: &[String]) -> Option<Build> {
        let quarters = if relation.kind == Kind::Quarterly { due } else { &[] };
        let reason = match relation.kind {
            Kind::Quarterly => due.iter().find_map(|quarter| self.reason(&relation.table, quarter))?,
            _ => self.reason(&relation.table, WHOLE)?,
        };
        Some(Build {
            table: relation.table.clone(),
            reason: reason.to_owned(),
            fingerprint: self.fingerprints.table(&relation.table).to_owned(),
            quarters: quarters.to_vec(),
        })
    }

    fn reason(&self, table: &TableName, quarter: &str) -> Option<&'static str> {
        let key = (table.to_string(), quarter.to_owned());
        let fingerprint = self.fingerprints.table(table);
        match self.ledger.builds.get(&key) {
            _ if self.request.force => Some("asked for with --force"),
            None => Some("not built yet"),
            Some(built) if built.fingerprint != fingerprint => Some("its query or what it reads has changed"),
            Some(_) if self.changed.contains(table) => Some("new deliveries below it"),
            Some(_) => None,
        }
    }
}

/// Every query that reads one of these landed tables, directly or through others.
fn downstream(compiled: &Compiled, landed: &BTreeSet<TableName>) -> BTreeSet<TableName> {
    let mut found = landed.clone();
    for relation in &compiled.relations {
        if relation.reads.iter().any(|read| found.contains(read)) {
            found.insert(relation.table.clone());
        }
    }
    found
}

/// The pipeline's quarters, and those built before: what was once published stays true to its inputs.
fn maintained_quarters(asked: &Asked<'_>, ledger: &Ledger) -> Result<Vec<Quarter>> {
    let Asked { project, pipeline, request, .. } = *asked;
    let mut quarters = wanted_quarters(project, pipeline, request, asked.now)?;
    if request.quarter.is_none() {
        let calendar = project.settings.calendar();
        quarters.extend(ledger.builds.keys().filter_map(|(_, quarter)| calendar.quarter(quarter).ok()));
        quarters.sort();
        quarters.dedup();
    }
    Ok(quarters)
}

pub(crate) fn wanted_quarters(
    project: &Project,
    pipeline: &Pipeline,
    request: &Request,
    now: DateTime<Utc>,
) -> Result<Vec<Quarter>> {
    let calendar = project.settings.calendar();
    let wrong = |quarter: &str, detail: String| Error::Quarter { quarter: quarter.to_owned(), detail };
    let read = |label: &str| calendar.quarter(label).map_err(|e| wrong(label, e.to_string()));
    let closed = calendar
        .last_closed(now.date_naive())
        .ok_or_else(|| wrong("the last closed", "the clock lies outside the calendar".to_owned()))?;
    let last = match &pipeline.last_quarter {
        Some(label) => read(label)?.min(closed),
        None => closed,
    };
    let first = match &pipeline.first_quarter {
        Some(label) => read(label)?,
        None => last,
    };
    let all = calendar.quarters_between(first, last);
    let Some(asked) = &request.quarter else {
        return Ok(all);
    };
    let asked = read(asked)?;
    if all.contains(&asked) {
        return Ok(vec![asked]);
    }
    let range = format!("pipeline `{}` builds {} to {}", pipeline.name, first.label(), last.label());
    Err(wrong(&asked.label(), range))
}
