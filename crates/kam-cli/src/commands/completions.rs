//! `kam completions`: a completion script for a shell.

use crate::arguments::{self, Arguments};
use crate::error::{Error, Result};
use crate::exit_code::ExitCode;
use crate::output::Output;
use clap::CommandFactory;
use std::io::Write;

/// Writes the script to standard output.
pub(super) fn run(asked: &arguments::Completions) -> Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(asked.shell, &mut Arguments::command(), "kam", &mut script);
    let mut output = Output::open();
    let written = output.write_all(&script).map_err(Error::from);
    output.close(written)?;
    Ok(ExitCode::Done)
}
