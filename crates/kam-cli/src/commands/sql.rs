//! `kam sql`: one question to the committed tables.

use super::{Desk, variables, wait};
use crate::arguments::{self, RowsFormat};
use crate::error::{Error, Result};
use crate::exit_code::ExitCode;
use crate::output::Output;
use std::io::{self, IsTerminal};

/// Asks the question and writes the rows to standard output.
pub(super) fn run(asked: &arguments::Sql, desk: Desk<'_>) -> Result<ExitCode> {
    if asked.format == RowsFormat::Parquet && Output::is_terminal() {
        return Err(Error::Binary);
    }
    let project = desk.project()?;
    let query = query(asked, desk)?;
    let answer = wait(kam_serve::query(&project, &variables(), &query))??;
    let mut output = Output::open();
    let written = kam_serve::write(&answer, asked.format.into(), &mut output);
    output.close(written)?;
    Ok(ExitCode::Done)
}

fn query(asked: &arguments::Sql, desk: Desk<'_>) -> Result<String> {
    let query = match &asked.query {
        Some(query) => query.clone(),
        None => {
            if io::stdin().is_terminal() {
                desk.console.say("write the query, then end it with Ctrl-D");
            }
            io::read_to_string(io::stdin()).map_err(|source| Error::NoQuery { source })?
        }
    };
    if query.trim().is_empty() { Err(Error::EmptyQuery) } else { Ok(query) }
}

impl From<RowsFormat> for kam_serve::Format {
    fn from(format: RowsFormat) -> Self {
        match format {
            RowsFormat::Table => Self::Table,
            RowsFormat::Csv => Self::Csv,
            RowsFormat::Json => Self::Json,
            RowsFormat::Parquet => Self::Parquet,
        }
    }
}
