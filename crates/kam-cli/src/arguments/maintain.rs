//! The command line of `kam maintain`.

use super::ListFormat;
use clap::{Args, Subcommand};

/// `kam maintain`
#[derive(Debug, Args)]
pub(crate) struct Maintain {
    /// What to do
    #[command(subcommand)]
    pub(crate) task: MaintainTask,
}

/// What there is to do for a lake.
#[derive(Debug, Subcommand)]
pub(crate) enum MaintainTask {
    /// List tables with their versions, rows, files and sizes; changes nothing
    Inspect(Inspect),
    /// Read every object that a commit names and compare it with what was written; changes nothing
    Verify(Verify),
    /// Put small files of tables together into few, rows unchanged, and write checkpoints of long logs
    Compact(Compact),
    /// Take away all but the newest commits, what only the others named, and what crashes left behind
    Vacuum(Vacuum),
}

/// `kam maintain inspect`
#[derive(Debug, Args)]
pub(crate) struct Inspect {
    /// How it is written to standard output
    #[arg(long, default_value = "text")]
    pub(crate) format: ListFormat,
}

/// `kam maintain verify`
#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// Try instead whether the store keeps what a commit relies on
    #[arg(long)]
    pub(crate) store: bool,
    /// How it is written to standard output
    #[arg(long, default_value = "text")]
    pub(crate) format: ListFormat,
}

/// `kam maintain compact`
#[derive(Debug, Args)]
pub(crate) struct Compact {
    /// Say what would be put together, and leave it
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// How it is written to standard output
    #[arg(long, default_value = "text")]
    pub(crate) format: ListFormat,
}

/// `kam maintain vacuum`
#[derive(Debug, Args)]
pub(crate) struct Vacuum {
    /// How many commits stay, the newest; two at least
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u32).range(2..))]
    pub(crate) keep: u32,
    /// Say what would be taken away, and leave it
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// How it is written to standard output
    #[arg(long, default_value = "text")]
    pub(crate) format: ListFormat,
}
