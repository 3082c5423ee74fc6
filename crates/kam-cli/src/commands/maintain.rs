//! `kam maintain`: look at the lake, prove it whole, put small files together, take away what nobody needs.

use super::{Desk, surroundings, wait};
use crate::arguments::{Compact, ListFormat, Maintain, MaintainTask, Vacuum, Verify};
use crate::columns::Columns;
use crate::diagnostics::Said;
use crate::error::Result;
use crate::exit_code::ExitCode;
use crate::output;
use bytesize::ByteSize;
use kam_run::maintain::{self, Compacted, Fault, Inspected, Vacuumed, Verified};

/// So many small files in a table are worth putting together.
const MANY: u64 = 10;

/// Does the task asked for.
pub(super) fn run(asked: &Maintain, desk: Desk<'_>) -> Result<ExitCode> {
    match &asked.task {
        MaintainTask::Inspect(asked) => inspect(asked.format, desk),
        MaintainTask::Verify(asked) => verify(asked, desk),
        MaintainTask::Compact(asked) => compact(asked, desk),
        MaintainTask::Vacuum(asked) => vacuum(asked, desk),
    }
}

fn inspect(format: ListFormat, desk: Desk<'_>) -> Result<ExitCode> {
    let project = desk.project()?;
    let found = wait(maintain::inspect(&project, &surroundings()))??;
    match format {
        ListFormat::Json => output::print_json(&found)?,
        ListFormat::Text => output::print(&inspected(&found))?,
    }
    Ok(told(&found.faults, desk))
}

fn verify(asked: &Verify, desk: Desk<'_>) -> Result<ExitCode> {
    let project = desk.project()?;
    if asked.store {
        wait(maintain::probe(&project, &surroundings()))??;
        output::print("the store keeps what a commit relies on\n")?;
        return Ok(ExitCode::Done);
    }
    let found = wait(maintain::verify(&project, &surroundings()))??;
    match asked.format {
        ListFormat::Json => output::print_json(&found)?,
        ListFormat::Text => output::print(&verified(&found))?,
    }
    Ok(told(&found.faults, desk))
}

fn compact(asked: &Compact, desk: Desk<'_>) -> Result<ExitCode> {
    let project = desk.project()?;
    let found = wait(maintain::compact(&project, &surroundings(), asked.dry_run))??;
    match asked.format {
        ListFormat::Json => output::print_json(&found)?,
        ListFormat::Text => output::print(&compacted(&found, asked.dry_run))?,
    }
    Ok(ExitCode::Done)
}

fn vacuum(asked: &Vacuum, desk: Desk<'_>) -> Result<ExitCode> {
    let project = desk.project()?;
    let keep = usize::try_from(asked.keep).unwrap_or(usize::MAX);
    let found = wait(maintain::vacuum(&project, &surroundings(), keep, asked.dry_run))??;
    match asked.format {
        ListFormat::Json => output::print_json(&found)?,
        ListFormat::Text if found.faults.is_empty() => output::print(&vacuumed(&found, asked.dry_run))?,
        ListFormat::Text => output::print("nothing is taken away from a damaged lake\n")?,
    }
    Ok(told(&found.faults, desk))
}

/// Tells each fault as an error; with any, the lake is not what it should be.
fn told(faults: &[Fault], desk: Desk<'_>) -> ExitCode {
    for fault in faults {
        let primary = format!("`{}` is damaged: {}", fault.path, fault.detail);
        let hint =
            "restore it from a backup of the lake; `kam run --force` makes tables and pages anew, but not landed rows";
        desk.console.error(&Said { primary, detail: None, hint: Some(hint.to_owned()) });
    }
    if faults.is_empty() { ExitCode::Done } else { ExitCode::Unreachable }
}

fn inspected(found: &Inspected) -> String {
    let mut columns = Columns::default();
    columns.row(["table", "version", "rows", "files", "small", "size"]);
    for table in &found.tables {
        let counts = [table.version, table.rows, table.files, table.small_files].map(|count| count.to_string());
        let [version, rows, files, small] = &counts;
        columns.row([table.name.as_str(), version, rows, files, small, &size(table.bytes)]);
    }
    let needed = size(found.needed_bytes);
    format!(
        "commit {} is what is visible, {} commits stand\n{} objects, {}; what is visible needs {needed}\n{}\n{}",
        found.commit,
        found.commits,
        found.objects,
        size(found.bytes),
        advice(found),
        columns.text()
    )
}

/// What to do about many small files, nothing where they are few: each run leaves one in every table that only grows.
fn advice(found: &Inspected) -> String {
    let many = found.tables.iter().filter(|table| table.small_files >= MANY);
    let (tables, files) = many.fold((0, 0), |(tables, files), table| (tables + 1, files + table.small_files));
    if tables == 0 {
        return String::new();
    }
    format!("{files} small files in {tables} tables: `kam maintain compact` puts them together\n")
}

fn compacted(found: &Compacted, is_rehearsal: bool) -> String {
    let mut columns = Columns::default();
    columns.row(["table", "small files", "into", "rows", "size"]);
    for table in &found.tables {
        let [files, into, rows] = [table.files, table.into_files, table.rows].map(|count| count.to_string());
        columns.row([table.name.as_str(), &files, &into, &rows, &size(table.bytes)]);
    }
    let list = if found.tables.is_empty() { String::new() } else { format!("\n{}", columns.text()) };
    let files: u64 = found.tables.iter().map(|table| table.files).sum();
    let [together, written] = match is_rehearsal {
        true => ["would be put together", "would be written"],
        false => ["put together", "written"],
    };
    format!(
        "{files} small files of {} tables {together}; {} checkpoints {written}\n{list}",
        found.tables.len(),
        found.checkpoints
    )
}

fn verified(found: &Verified) -> String {
    let mut text = format!(
        "{} commits, {} objects, {} read: {}\n",
        found.commits,
        found.objects,
        size(found.bytes),
        if found.faults.is_empty() {
            "all as written".to_owned()
        } else {
            format!("{} are not as written", found.faults.len())
        }
    );
    if found.unhashed > 0 {
        text += &format!(
            "of {} files only the length could be compared: they were written without a hash\n",
            found.unhashed
        );
    }
    text
}

fn vacuumed(found: &Vacuumed, is_rehearsal: bool) -> String {
    let verb = if is_rehearsal { "would be taken away" } else { "taken away" };
    format!("{} commits and {} objects {verb}, {}\n", found.commits, found.objects, size(found.bytes))
}

fn size(bytes: u64) -> String {
    ByteSize::b(bytes).to_string()
}
