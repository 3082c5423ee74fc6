//! The command line: every command and flag, with its help.

mod examples;
mod infer;
mod maintain;
mod read;
#[cfg(test)]
mod reference;

pub(crate) use infer::Infer;
pub(crate) use read::Read;

use bytesize::ByteSize;
use chrono::{DateTime, Utc};
use clap::{Args, Parser, Subcommand, ValueEnum};
use kam_sample::company::Quarter;
use std::path::PathBuf;

pub(crate) use maintain::{Compact, Maintain, MaintainTask, Vacuum, Verify};

/// Turns a company's extracts into Delta tables, measures and reports on its key accounts.
#[derive(Debug, Parser)]
#[command(name = "kam", version, after_help = examples::exit_codes(), disable_help_subcommand = true)]
pub(crate) struct Arguments {
    /// What goes with every command.
    #[command(flatten)]
    pub(crate) everywhere: Everywhere,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What goes with every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Everywhere")]
pub(crate) struct Everywhere {
    /// The project's folder; else the nearest one from here up that holds pipelines/project.toml
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) project: Option<PathBuf>,
    /// How much memory all queries may take together, as 4GiB; else `memory` of project.toml, else half of the machine's
    #[arg(long, global = true, value_name = "SIZE", env = "KAM_MEMORY")]
    pub(crate) memory: Option<ByteSize>,
    /// How progress and errors are written to standard error
    #[arg(long, global = true, value_name = "FORMAT", default_value = "text")]
    pub(crate) log_format: LogFormat,
    /// Say nothing but errors
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a small working project: extracts, deliveries, and the models between them and the measures
    #[command(after_help = examples::INIT)]
    Init(Init),
    /// Make a project on a made-up company, run it, and print the report to open
    #[command(after_help = examples::QUICKSTART)]
    Quickstart(Quickstart),
    /// Make up a company, and write what its CRM, ERP and service desk would deliver
    #[command(after_help = examples::SAMPLE)]
    Sample(Sample),
    /// Check every definition: file, line, what is wrong and what to do
    #[command(after_help = examples::VALIDATE)]
    Validate,
    /// Write all models in order as one SQL script
    #[command(after_help = examples::COMPILE)]
    Compile(Compile),
    /// Show what a run would do, and why
    #[command(after_help = examples::PLAN)]
    Plan(Plan),
    /// Land deliveries, build tables, check them, write the reports
    #[command(after_help = examples::RUN)]
    Run(Request),
    /// Land rows that were rejected and fit by now, after their extract was mended
    #[command(after_help = examples::REPLAY)]
    Replay(Replay),
    /// Write the reports of the last run again, one customer's page, or pages while their templates change
    #[command(after_help = examples::REPORT)]
    Report(Report),
    /// Ask the tables a question
    #[command(after_help = examples::SQL)]
    Sql(Sql),
    /// Draft the definition of an extract from its files, with what speaks for each part of it
    #[command(after_help = examples::INFER)]
    Infer(Box<Infer>),
    /// Print any file kam can read as one plain table, with what was found out about it
    #[command(after_help = examples::READ)]
    Read(Box<Read>),
    /// Show the last runs and deliveries, what was rejected and what is out of date
    #[command(after_help = examples::STATUS)]
    Status(Status),
    /// List the runs there were: when, how long, what they landed, rejected and built
    #[command(after_help = examples::HISTORY)]
    History(History),
    /// Keep the lake in order: look at it, prove it whole, take away what nobody needs
    #[command(after_help = examples::MAINTAIN)]
    Maintain(Maintain),
    /// List tables, pipelines and reports: what is built in, what is the project's own
    #[command(after_help = examples::LS)]
    Ls(Ls),
    /// Write a completion script for a shell
    #[command(after_help = examples::COMPLETIONS)]
    Completions(Completions),
}

/// `kam init`
#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The folder to make it in
    #[arg(value_name = "DIR", default_value = ".")]
    pub(crate) folder: PathBuf,
    /// A built-in system whose extracts it lands, as salesforce; may be given several times
    #[arg(long = "system", value_name = "SYSTEM")]
    pub(crate) systems: Vec<String>,
}

/// `kam quickstart`
#[derive(Debug, Args)]
pub(crate) struct Quickstart {
    /// The folder to make it in
    #[arg(value_name = "DIR", default_value = "kam-quickstart")]
    pub(crate) folder: PathBuf,
    /// How many customers the company has
    #[arg(long, value_name = "N", default_value_t = 120, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(crate) accounts: u32,
    /// How many quarters it delivers
    #[arg(long, value_name = "N", default_value_t = 12, value_parser = clap::value_parser!(u32).range(1..=80))]
    pub(crate) quarters: u32,
    /// Where chance begins: another number, another company
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
}

/// `kam sample`
#[derive(Debug, Args)]
pub(crate) struct Sample {
    /// The folder to write to: new, empty, or holding an earlier sample
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// How many customers, up to a million
    #[arg(long, value_name = "N", default_value_t = 120)]
    pub(crate) accounts: u32,
    /// How many quarters of history, up to 80
    #[arg(long, value_name = "N", default_value_t = 12)]
    pub(crate) quarters: u32,
    /// The last quarter told about
    #[arg(long, value_name = "QUARTER", default_value = "2026Q3", value_parser = quarter)]
    pub(crate) last_quarter: Quarter,
    /// Where chance begins: the same number gives the same company
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Which part of the rows is dirt, up to 0.5; each row of it is named in dirt.csv
    #[arg(long, value_name = "SHARE", default_value = "0", value_parser = millionths)]
    pub(crate) dirt: u32,
}

/// `kam compile`
#[derive(Debug, Args)]
pub(crate) struct Compile {
    /// The engine that is to read the script
    #[arg(long, default_value = "datafusion")]
    pub(crate) dialect: Dialect,
    /// The pipeline, a file of pipelines/; may be left out where there is only one
    #[arg(value_name = "PIPELINE")]
    pub(crate) pipeline: Option<String>,
    /// For this quarter only, as 2026Q3
    #[arg(long, value_name = "QUARTER")]
    pub(crate) quarter: Option<String>,
}

/// `kam plan`
#[derive(Debug, Args)]
pub(crate) struct Plan {
    /// What the run is asked for
    #[command(flatten)]
    pub(crate) request: Request,
    /// How the plan is written to standard output
    #[arg(long, default_value = "text")]
    pub(crate) format: ListFormat,
}

/// `kam run`
#[derive(Debug, Default, Args)]
pub(crate) struct Request {
    /// The pipeline, a file of pipelines/; may be left out where there is only one
    #[arg(value_name = "PIPELINE")]
    pub(crate) pipeline: Option<String>,
    /// Build this quarter only, as 2026Q3
    #[arg(long, value_name = "QUARTER")]
    pub(crate) quarter: Option<String>,
    /// Build even what is up to date
    #[arg(long)]
    pub(crate) force: bool,
    /// When the sender knew what is delivered, if the files' names do not tell: 2026-09-30T18:00:00Z
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(crate) extracted_at: Option<DateTime<Utc>>,
    /// Accept a snapshot that lacks more of the known keys than its loss_limit allows
    #[arg(long)]
    pub(crate) accept_loss: bool,
}

/// `kam replay`
#[derive(Debug, Args)]
pub(crate) struct Replay {
    /// The landed table, as raw.shop_sales; all that have rejected rows where it is left out
    #[arg(value_name = "TABLE")]
    pub(crate) extract: Option<String>,
    /// How it is written to standard output
    #[arg(long, default_value = "text")]
    pub(crate) format: ListFormat,
}

/// `kam report`
#[derive(Debug, Args)]
pub(crate) struct Report {
    /// Of this quarter only, as 2026Q3
    #[arg(long, value_name = "QUARTER")]
    pub(crate) quarter: Option<String>,
    /// In this language only, as zh-CN
    #[arg(long, value_name = "LOCALE")]
    pub(crate) locale: Option<String>,
    /// Lay out the page of this customer from the committed tables, even if a run gives it none
    #[arg(long, value_name = "ID", conflicts_with = "gallery")]
    pub(crate) account: Option<String>,
    /// Lay out the gallery: every component over example rows; no tables are needed
    #[arg(long, conflicts_with = "quarter")]
    pub(crate) gallery: bool,
    /// Lay the pages out again whenever a file of report-templates/ changes, until Ctrl-C
    #[arg(long)]
    pub(crate) watch: bool,
    /// Print a PDF beside each page, by the Chromium or Chrome that is installed
    #[arg(long)]
    pub(crate) pdf: bool,
}

/// `kam sql`
#[derive(Debug, Args)]
pub(crate) struct Sql {
    /// One SELECT over committed tables; read from standard input if left out
    #[arg(value_name = "QUERY")]
    pub(crate) query: Option<String>,
    /// How the rows are written to standard output
    #[arg(long, default_value = "table")]
    pub(crate) format: RowsFormat,
}

/// `kam status`
#[derive(Debug, Args)]
pub(crate) struct Status {
    /// The pipeline, a file of pipelines/; may be left out where there is only one
    #[arg(value_name = "PIPELINE")]
    pub(crate) pipeline: Option<String>,
    /// How it is written to standard output
    #[arg(long, default_value = "text")]
    pub(crate) format: ListFormat,
}

/// `kam history`
#[derive(Debug, Args)]
pub(crate) struct History {
    /// How many runs, the newest first
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) last: u32,
    /// How it is written to standard output
    #[arg(long, default_value = "text")]
    pub(crate) format: ListFormat,
}

/// `kam ls`
#[derive(Debug, Args)]
pub(crate) struct Ls {
    /// How the list is written to standard output
    #[arg(long, default_value = "text")]
    pub(crate) format: ListFormat,
}

/// `kam completions`
#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell
    pub(crate) shell: clap_complete::Shell,
}

/// How talk is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// Lines for people; a progress bar on a terminal
    Text,
    /// One JSON object per line
    Json,
}

/// The engine a script is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Dialect {
    /// As kam itself runs it
    Datafusion,
    /// With stand-ins for kam's own functions
    Duckdb,
}

/// How lists are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// Lines for people
    Text,
    /// One JSON value
    Json,
}

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RowsFormat {
    /// A table for people
    Table,
    /// Comma-separated, with a header
    Csv,
    /// One JSON object per line
    Json,
    /// A Parquet file
    Parquet,
}

/// Reads a moment with its offset.
fn moment(text: &str) -> Result<DateTime<Utc>, String> {
    let read = DateTime::parse_from_rfc3339(text);
    read.map(|moment| moment.to_utc()).map_err(|_| "write it as 2026-09-30T18:00:00Z".into())
}

/// Reads a quarter.
fn quarter(text: &str) -> Result<Quarter, String> {
    let read = text.split_once('Q').and_then(|(year, number)| Some((year.parse().ok()?, number.parse().ok()?)));
    match read {
        Some((year, number)) if (1990..=2100).contains(&year) && (1..=4).contains(&number) => {
            Ok(Quarter { year, number })
        }
        _ => Err("write it as 2026Q3, from 1990Q1 to 2100Q4".into()),
    }
}

/// Reads a share as parts of a million: `0.02` is 20,000.
fn millionths(text: &str) -> Result<u32, String> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = format!("{whole}{fraction:0<6}");
    let is_plain = fraction.len() <= 6 && digits.bytes().all(|digit| digit.is_ascii_digit()) && !whole.is_empty();
    let read = is_plain.then(|| digits.parse().ok()).flatten();
    read.ok_or_else(|| "write it as 0.02, with at most six digits after the point".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definitions_hold_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_moment_has_an_offset() {
        let read = moment("2026-09-30T20:00:00+02:00").map(|moment| moment.to_rfc3339());
        assert_eq!(read.as_deref(), Ok("2026-09-30T18:00:00+00:00"));
        assert!(moment("2026-09-30").is_err());
    }

    #[test]
    fn quarters_and_shares_are_read_exactly() {
        assert_eq!(quarter("2026Q3"), Ok(Quarter { year: 2026, number: 3 }));
        assert!(["2026", "2026Q5", "Q3", "26Q1"].iter().all(|text| quarter(text).is_err()));
        assert_eq!(millionths("0.02"), Ok(20_000));
        assert_eq!(millionths("0"), Ok(0));
        assert_eq!(millionths("1.5"), Ok(1_500_000));
        assert!(["", ".", "-0.1", "2 %", "0.0000001", "1e-3"].iter().all(|text| millionths(text).is_err()));
    }
}
