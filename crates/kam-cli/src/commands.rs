//! From the command line to the command's own file.

mod compile;
mod completions;
mod history;
mod infer;
mod init;
mod ls;
mod maintain;
mod plan;
mod quickstart;
mod read;
mod replay;
mod report;
mod run;
mod sample;
mod sql;
mod status;
mod stopping;
mod validate;

use crate::arguments::{Arguments, Command, Everywhere, Request};
use crate::console::Console;
use crate::error::{Error, Result};
use crate::exit_code::ExitCode;
use clap::Parser;
use kam_project::{Loaded, Project};
use kam_run::Surroundings;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Reads the command line and does what it says.
pub(crate) fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(answer) => {
            answer.print().ok();
            return if answer.use_stderr() { ExitCode::Wrong } else { ExitCode::Done };
        }
    };
    let console = Console::new(&arguments.everywhere);
    match dispatch(&arguments, console) {
        Ok(code) => code,
        Err(Error::ReaderGone) => ExitCode::Done,
        Err(error) => {
            console.error(&error.said());
            error.exit_code()
        }
    }
}

fn dispatch(arguments: &Arguments, console: Console) -> Result<ExitCode> {
    let desk = Desk { everywhere: &arguments.everywhere, console };
    match &arguments.command {
        Command::Init(asked) => init::run(asked, console),
        Command::Quickstart(asked) => quickstart::run(asked, &arguments.everywhere, console),
        Command::Sample(asked) => sample::run(asked, console),
        Command::Completions(asked) => completions::run(asked),
        Command::Validate => validate::run(desk),
        Command::Compile(asked) => compile::run(asked, desk),
        Command::Plan(asked) => plan::run(asked, desk),
        Command::Run(asked) => run::run(asked, desk),
        Command::Replay(asked) => replay::run(asked, desk),
        Command::Infer(asked) => infer::run(asked, console),
        Command::Read(asked) => read::run(asked, console),
        Command::Report(asked) => report::run(asked, desk),
        Command::Sql(asked) => sql::run(asked, desk),
        Command::Status(asked) => status::run(asked, desk),
        Command::History(asked) => history::run(asked, desk),
        Command::Maintain(asked) => maintain::run(asked, desk),
        Command::Ls(asked) => ls::run(asked, desk),
    }
}

/// What every command on a project works with.
#[derive(Debug, Clone, Copy)]
struct Desk<'a> {
    everywhere: &'a Everywhere,
    console: Console,
}

impl Desk<'_> {
    /// The project, if its definitions hold no mistake; else all of them have been told.
    fn project(self) -> Result<Project> {
        let loaded = self.load()?;
        self.refuse(&loaded, &loaded.problems)?;
        Ok(loaded.project)
    }

    /// The project as its files say it, mistakes and all.
    fn load(self) -> Result<Loaded> {
        let root = match &self.everywhere.project {
            Some(folder) => folder.clone(),
            None => nearest_project()?,
        };
        let loaded = kam_project::load(&root);
        self.limit_memory(&loaded.project);
        Ok(loaded)
    }

    /// As the command line says, else as the project does.
    fn limit_memory(self, project: &Project) {
        let asked = self.everywhere.memory.map(|size| size.as_u64()).or(project.settings.memory);
        if let Some(bytes) = asked.and_then(|bytes| usize::try_from(bytes).ok()) {
            kam_run::limit_memory(bytes);
        }
    }

    /// Tells mistakes in the definitions; any is one too many.
    fn refuse(self, loaded: &Loaded, problems: &[kam_project::Problem]) -> Result<()> {
        for problem in problems {
            self.console.problem(problem, loaded);
        }
        if problems.is_empty() { Ok(()) } else { Err(Error::Problems { count: problems.len() }) }
    }
}

/// The folder of the project around the one this command was started in.
fn nearest_project() -> Result<PathBuf> {
    let folder = std::env::current_dir().map_err(|source| Error::NoFolder { source })?;
    let found = folder.ancestors().find(|folder| is_project(folder)).map(Path::to_owned);
    found.ok_or(Error::NoProject { folder })
}

fn is_project(folder: &Path) -> bool {
    folder.join("pipelines/project.toml").is_file()
}

/// What surrounds a run of this process.
fn surroundings() -> Surroundings {
    Surroundings::of(variables())
}

/// The environment, without what is not text.
fn variables() -> BTreeMap<String, String> {
    #[expect(clippy::disallowed_methods, reason = "the one place the environment is read")]
    let all = std::env::vars_os();
    all.filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?))).collect()
}

/// Waits for work that reads and writes tables.
fn wait<T>(work: impl Future<Output = T>) -> Result<T> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    Ok(runtime.map_err(|source| Error::Threads { source })?.block_on(work))
}

impl From<&Request> for kam_run::Request {
    fn from(asked: &Request) -> Self {
        Self {
            pipeline: asked.pipeline.clone(),
            quarter: asked.quarter.clone(),
            force: asked.force,
            extracted_at: asked.extracted_at,
            accept_loss: asked.accept_loss,
        }
    }
}
