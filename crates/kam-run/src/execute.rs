//! Carries out a plan, tells about it, and remembers it.

use crate::alive::Scope;
use crate::build::{self, Building};
use crate::compile::{self, Compiled};
use crate::drift;
use crate::error::{Error, Result};
use crate::event::{Event, Outcome, Refusal, RunStatus};
use crate::hand_out::{ReportRequest, hand_out};
use crate::land::{self, Landing, LandingContext};
use crate::ledger::Ledger;
use crate::log::Log;
use crate::moment::{self, written};
use crate::plan::{self, Asked, Builds};
use crate::record::{self, RunRow};
use crate::remember::{append, remembered_builds, stage, stage_quarters};
use crate::render;
use crate::results::RunResults;
use crate::surroundings::{Request, Surroundings};
use crate::survey;
use chrono::{DateTime, Utc};
use kam_lake::{Location, Reader, Replace, Session, SessionSettings, Staged, Writer};
use kam_project::{Extract, Pipeline, Project, Quarter, TableName};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Runs a pipeline: lands new deliveries, builds what is out of date, checks it, renders reports, commits.
///
/// Tells about every step through `observer`. What data refuses is in the [`Outcome`]; an error means that
/// the run could not go on. Either way what was visible before stays visible, and `run.runs` remembers.
pub async fn run(
    project: &Project,
    request: &Request,
    around: &Surroundings,
    observer: &mut (dyn FnMut(Event) + Send),
) -> Result<Outcome> {
    let pipeline = request.pipeline(project)?;
    let lake = around.lake(project)?;
    let reader = Reader::open(&lake).await?;
    let project = Arc::new(reader.evolved(project).await?.into_owned());
    let compiled = compiled(&project).await?;
    let (now, last) = ((around.now)(), reader.head().run_id.clone());
    let started = moment::after(&last, now);
    let run_id = moment::run_id(started);
    let writer = Writer::open(&lake, &run_id, started).await?;
    let log = Log::new(run_id, around, observer);
    let mut run = Run { project, request, around, pipeline, compiled, started, lake, writer, log, is_recorded: false };
    run.log.tell(Event::Started { run_id: run.log.run_id.clone(), pipeline: pipeline.name.clone() });
    run.log.note(moment::note(&last, now));
    let result = run.work().await;
    let result = run.remembered(result).await;
    let (status, run_id) = (status_of(&result), run.log.run_id.clone());
    let written = run.results(status).ended(&result).write(&run.project.root);
    run.log.tell(Event::Finished { run_id, status });
    run.writer.close().await;
    // What ended the run says more than that its record could not be written either.
    result.and_then(|outcome| written.map(|()| outcome))
}

fn status_of(result: &Result<Outcome>) -> RunStatus {
    match result {
        Ok(outcome) => outcome.status,
        Err(Error::Stopped) => RunStatus::Stopped,
        Err(_) => RunStatus::Failed,
    }
}

async fn compiled(project: &Project) -> Result<Compiled> {
    compile::compile(project, Scope::Alive).await.map_err(|problems| Error::Definitions { problems })
}

struct Run<'a> {
    /// With the columns its extracts took over.
    project: Arc<Project>,
    request: &'a Request,
    around: &'a Surroundings,
    pipeline: &'a Pipeline,
    compiled: Compiled,
    started: DateTime<Utc>,
    lake: Location,
    writer: Writer,
    log: Log<'a>,
    /// Whether the run's own record is in a commit that stands.
    is_recorded: bool,
}

impl<'a> Run<'a> {
    fn asked<'p>(&self, project: &'p Project) -> Asked<'p>
    where
        'a: 'p,
    {
        let Self { pipeline, request, around, started, .. } = *self;
        Asked { project, pipeline, request, around, now: started }
    }

    fn results(&self, status: RunStatus) -> RunResults<'_> {
        RunResults {
            run_id: &self.log.run_id,
            pipeline: &self.pipeline.name,
            started_at: written(self.started),
            ended_at: written((self.around.now)()),
            status,
            commit: None,
            kam_version: env!("CARGO_PKG_VERSION"),
            steps: &self.log.steps,
            checks: &self.log.checks,
            refusals: &[],
            error: None,
        }
    }

    async fn work(&mut self) -> Result<Outcome> {
        let refusals = self.land().await?;
        if !refusals.is_empty() {
            return self.outcome(RunStatus::Refused, refusals).await;
        }
        let ledger = self.ledger().await?;
        let builds = plan::plan_builds(&self.asked(&self.project), &self.compiled, &ledger, &BTreeSet::new())?;
        self.log.plan(builds.steps(&self.compiled).len());
        if builds.is_empty() {
            return self.without_build().await;
        }
        let refusals = self.build(&ledger, &builds).await?;
        let status = if refusals.is_empty() { RunStatus::Done } else { RunStatus::Refused };
        self.outcome(status, refusals).await
    }

    /// Ends a run that had at most to land what changes no table, or before the first quarter has closed.
    async fn without_build(&mut self) -> Result<Outcome> {
        if self.log.steps.is_empty() {
            return self.outcome(RunStatus::NothingToDo, Vec::new()).await;
        }
        let mut staged = Staged::default();
        self.stage_run(&mut staged, RunStatus::Done, None, &[]).await?;
        self.commit(staged).await?;
        self.is_recorded = true;
        self.outcome(RunStatus::Done, Vec::new()).await
    }

    /// The first commit: new deliveries become raw rows.
    async fn land(&mut self) -> Result<Vec<Refusal>> {
        let ledger = self.ledger().await?;
        let now = self.started;
        let project = Arc::clone(&self.project);
        let moments = survey::survey(&self.asked(&project), &ledger)?;
        self.log.plan(moments.len());
        let run_id = self.log.run_id.clone();
        let accept_loss = self.request.accept_loss;
        let context =
            LandingContext { writer: &self.writer, run_id: &run_id, now, accept_loss, refused: &ledger.refused };
        let mut landing = Landing::default();
        for moments in moments.chunk_by(|one, next| one.extract.table == next.extract.table) {
            landing.join(land::land_extract(&context, moments, &mut self.log).await?);
        }
        if !landing.deliveries.is_empty() {
            landing.stage_records(&self.writer).await?;
            self.commit(std::mem::take(&mut landing.staged)).await?;
        }
        self.take_over(landing.evolved).await?;
        Ok(landing.refusals)
    }

    /// From here on extracts have the columns they took over while landing, and models see them.
    async fn take_over(&mut self, evolved: BTreeMap<TableName, Extract>) -> Result<()> {
        let of_project = |table: &TableName| self.project.extracts.get(table);
        let is_as_before = |(table, extract): (&TableName, &Extract)| {
            of_project(table).is_some_and(|it| drift::same_columns(it, extract))
        };
        if evolved.iter().all(is_as_before) {
            return Ok(());
        }
        let mut project = Project::clone(&self.project);
        project.extracts.extend(evolved);
        self.compiled = compiled(&project).await?;
        self.project = Arc::new(project);
        Ok(())
    }

    /// The second commit: models, checks and reports, together with what is remembered of them.
    async fn build(&mut self, ledger: &Ledger, builds: &Builds) -> Result<Vec<Refusal>> {
        let building = Building {
            project: &self.project,
            compiled: &self.compiled,
            builds,
            writer: &self.writer,
            session: Session::open(&SessionSettings::of_many_queries())?,
            known_at: self.started,
            #[cfg(test)]
            planted: self.around.planted,
        };
        let mut staged = Staged::default();
        build::open_session(&building).await?;
        let refusals = build::build(&building, &mut staged, &mut self.log).await?;
        if !refusals.is_empty() {
            return Ok(refusals);
        }
        render::render(&building, &mut staged, &mut self.log).await?;
        let rendered = render::fingerprints(&building, &staged);
        let rows = remembered_builds(ledger, builds, rendered, &self.log.run_id);
        stage(&self.writer, &mut staged, &record::BUILDS, Replace::All, &rows).await?;
        stage_quarters(&self.writer, &mut staged, &builds.due, self.started).await?;
        self.stage_run(&mut staged, RunStatus::Done, None, &builds.due).await?;
        self.commit(staged).await?;
        self.is_recorded = true;
        Ok(Vec::new())
    }

    /// Records a run that made nothing visible; a run that succeeded was recorded with its own commit.
    async fn remembered(&mut self, result: Result<Outcome>) -> Result<Outcome> {
        if self.is_recorded {
            return result;
        }
        let (status, reason) = match &result {
            Ok(Outcome { status: RunStatus::Refused, refusals, .. }) => {
                let reasons = refusals.iter().map(|refusal| refusal.detail.as_str());
                (RunStatus::Refused, reasons.collect::<Vec<_>>().join("\n"))
            }
            Ok(_) => return result,
            Err(error) => (status_of(&result), error.to_string()),
        };
        let mut staged = Staged::default();
        let recorded = async {
            self.stage_run(&mut staged, status, Some(reason), &[]).await?;
            self.commit(staged).await
        };
        match (recorded.await, result) {
            (Ok(()), Ok(outcome)) => Ok(Outcome { commit: self.writer.head().number, ..outcome }),
            // The first error says more than that it could not be recorded either.
            (_, Err(error)) | (Err(error), Ok(_)) => Err(error),
        }
    }

    async fn stage_run(
        &self,
        staged: &mut Staged,
        status: RunStatus,
        reason: Option<String>,
        quarters: &[Quarter],
    ) -> Result<()> {
        let run = RunRow {
            run_id: self.log.run_id.clone(),
            pipeline: self.pipeline.name.clone(),
            started_at: written(self.started),
            ended_at: written((self.around.now)()),
            status: status.as_str(),
            reason,
            quarters: quarters.iter().map(Quarter::label).collect::<Vec<_>>().join(", "),
            steps: self.log.steps.len(),
            peak_memory_bytes: self.log.peak_memory(),
            kam_version: env!("CARGO_PKG_VERSION"),
        };
        append(&self.writer, staged, &record::RUNS, &[run]).await?;
        append(&self.writer, staged, &record::STEPS, &self.log.steps).await?;
        append(&self.writer, staged, &record::CHECKS, &self.log.checks).await
    }

    async fn commit(&mut self, staged: Staged) -> Result<()> {
        let tables = staged.len();
        let head = self.writer.commit(staged, (self.around.now)()).await?;
        let number = head.number;
        self.log.tell(Event::Committed { number, tables });
        Ok(())
    }

    async fn ledger(&self) -> Result<Ledger> {
        Ledger::read(&Reader::open(&self.lake).await?).await
    }

    /// Hands out the committed pages, also after a run that crashed before it could.
    async fn outcome(&self, status: RunStatus, refusals: Vec<Refusal>) -> Result<Outcome> {
        let reader = Reader::open(&self.lake).await?;
        let reports = hand_out(&self.project, &reader, &ReportRequest::default()).await?;
        let (run_id, commit) = (self.log.run_id.clone(), reader.head().number);
        Ok(Outcome { run_id, status, commit, reports, refusals })
    }
}
