//! `kam infer`: a definition drafted from files, with the evidence for each part of it.

use super::read::{written, written_alone};
use crate::arguments;
use crate::console::Console;
use crate::error::Result;
use crate::exit_code::ExitCode;
use crate::output::print;
use kam_ingest::{Asked, Inferred, Told, Wanted};

/// How many rows that do not fit are told one by one.
const TOLD_ROWS: u64 = 10;

/// Prints the definition to standard output; what is uncertain is said, too.
pub(super) fn run(asked: &arguments::Infer, console: Console) -> Result<ExitCode> {
    let mut rows = 0;
    let mut tell = |told: Told| match told {
        Told::Guess(sentence) => console.say(&sentence),
        Told::Row { line, reason, .. } => {
            rows += 1;
            if rows <= TOLD_ROWS {
                console.say(&format!("line {line} does not fit: {reason}"));
            }
        }
    };
    let inferred = kam_ingest::infer(&asked.files, &wanted(asked), &mut tell)?;
    if rows > TOLD_ROWS {
        console.say(&format!("… and {} rows more that do not fit", rows - TOLD_ROWS));
    }
    print(&inferred.toml)?;
    for doubt in &inferred.doubts {
        console.say(&format!("uncertain: {doubt}"));
    }
    Ok(account(&inferred, console))
}

/// What came of reading the files by the draft.
fn account(inferred: &Inferred, console: Console) -> ExitCode {
    let Inferred { place, rows, rejected, refused, .. } = inferred;
    if let Some(error) = refused {
        console.say(&format!("the definition is for {place}, and cannot read what it was drafted from: {error}"));
        return ExitCode::Refused;
    }
    console.say(&format!("the definition is for {place}; of {rows} rows read by it {rejected} are rejected"));
    if *rejected == 0 { ExitCode::Done } else { ExitCode::Refused }
}

fn wanted(asked: &arguments::Infer) -> Wanted {
    let records = asked.records.as_deref().filter(|path| !path.is_empty());
    Wanted {
        asked: Asked {
            member: asked.member.clone(),
            encoding: asked.encoding.clone(),
            sheet: asked.sheet.clone(),
            records: records.map(|path| path.split('.').map(str::to_owned).collect()).unwrap_or_default(),
            delimiter: asked.delimiter.as_deref().map(written),
            quote: asked.quote.as_deref().map(written),
            escape: asked.escape.as_deref().map(written_alone),
            row_end: asked.row_end.as_deref().map(written),
            header_lines: asked.header_lines.map(usize::from),
            preamble_lines: asked.preamble_lines.map(u64::from),
            footer_lines: asked.footer_lines.map(usize::from),
            table: None,
            as_text: false,
        },
        source: asked.source.clone(),
        table: asked.table.clone(),
        zone: asked.zone.clone(),
    }
}
