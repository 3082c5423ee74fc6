//! `kam read`: any file as one plain table, with what was found out about it.

use crate::arguments;
use crate::console::Console;
use crate::error::{Error, Result};
use crate::exit_code::ExitCode;
use crate::output::Output;
use kam_ingest::{Asked, Printed, Told};
use std::io::Write;

/// How many rows that do not fit are told one by one.
const TOLD_ROWS: u64 = 100;

/// Prints the file to standard output.
pub(super) fn run(asked: &arguments::Read, console: Console) -> Result<ExitCode> {
    let mut output = Output::open();
    let mut rows = 0;
    let mut tell = |told: Told| match told {
        Told::Guess(sentence) => console.say(&sentence),
        Told::Row { line, reason, left_out } => {
            rows += 1;
            if rows <= TOLD_ROWS {
                let fate = if left_out { " is left out" } else { "" };
                console.say(&format!("line {line}{fate}: {reason}"));
            }
        }
    };
    let printed = kam_ingest::print(&asked.file, &wanted(asked), &mut output, &mut tell);
    // What was read before a fault is good, and is not kept back.
    output.flush().ok();
    let printed = output.close(printed)?;
    account(printed, rows, console);
    Ok(if printed.is_partial { ExitCode::Refused } else { ExitCode::Done })
}

fn account(printed: Printed, told: u64, console: Console) {
    let rows = |count: u64| if count == 1 { "1 row".to_owned() } else { format!("{count} rows") };
    if told > TOLD_ROWS {
        console.say(&format!("… and {} more that do not fit", rows(told - TOLD_ROWS)));
    }
    let faulty = if printed.faulty == 0 { String::new() } else { format!("; {} did not fit", rows(printed.faulty)) };
    console.say(&format!("{} printed{faulty}", rows(printed.rows)));
}

fn wanted(asked: &arguments::Read) -> Asked {
    Asked {
        member: asked.member.clone(),
        encoding: asked.encoding.clone(),
        sheet: asked.sheet.clone(),
        records: Vec::new(),
        delimiter: asked.delimiter.as_deref().map(written),
        quote: asked.quote.as_deref().map(written),
        escape: asked.escape.as_deref().map(written_alone),
        row_end: asked.row_end.as_deref().map(written),
        header_lines: asked.header_lines,
        preamble_lines: asked.preamble_lines,
        footer_lines: asked.footer_lines,
        table: asked.table,
        as_text: asked.as_text,
    }
}

/// Marks as they are written on a command line: a tab and line ends by their escapes.
pub(super) fn written(text: &str) -> String {
    text.replace("\\t", "\t").replace("\\r", "\r").replace("\\n", "\n")
}

/// One mark: a backslash alone is one.
pub(super) fn written_alone(text: &str) -> String {
    if text == "\\\\" { "\\".to_owned() } else { text.to_owned() }
}

impl From<kam_ingest::Error> for Error {
    fn from(error: kam_ingest::Error) -> Self {
        Self::Read(Box::new(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_written_by_their_escapes() {
        assert_eq!(written("\\t"), "\t");
        assert_eq!(written("&|\\r\\n"), "&|\r\n");
        assert_eq!(written_alone("\\"), "\\");
    }
}
