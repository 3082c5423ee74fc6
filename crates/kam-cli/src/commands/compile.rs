//! `kam compile`: all models in order as one script.

use super::{Desk, surroundings, wait};
use crate::arguments::{self, Dialect};
use crate::error::Result;
use crate::exit_code::ExitCode;
use crate::output;

/// Writes the script to standard output.
pub(super) fn run(asked: &arguments::Compile, desk: Desk<'_>) -> Result<ExitCode> {
    let project = desk.project()?;
    let (pipeline, quarter) = (asked.pipeline.clone(), asked.quarter.clone());
    let request = kam_run::Request { pipeline, quarter, ..kam_run::Request::default() };
    let script = wait(kam_run::compile(&project, asked.dialect.into(), &request, &surroundings()))??;
    output::print(&script)?;
    Ok(ExitCode::Done)
}

impl From<Dialect> for kam_run::Dialect {
    fn from(dialect: Dialect) -> Self {
        match dialect {
            Dialect::Datafusion => Self::DataFusion,
            Dialect::Duckdb => Self::DuckDb,
        }
    }
}
