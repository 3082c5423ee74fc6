//! The rows of a sheet, as far as it has any.

use super::{Asked, Press, open, table};
use crate::error::Error;
use crate::unpack::Stream;
use crate::workbook::{SheetRow, SheetRows};
use std::path::Path;

/// How many rows of a sheet its table is looked for in.
const SAMPLE_ROWS: usize = 200;

/// Prints a sheet: the one asked for, or the first.
pub(super) fn print(file: &str, input: Stream, asked: &Asked, press: &mut Press<'_>) -> Result<(), Error> {
    let mut rows = SheetRows::open(file, asked.sheet.as_deref(), input)?;
    let skipped = asked.preamble_lines.unwrap_or_default();
    press.guess(match &asked.sheet {
        Some(sheet) => format!("It is a workbook; its sheet `{sheet}` is read."),
        None => "It is a workbook; its first sheet is read.".to_owned(),
    });
    let mut width = 0;
    let mut is_first = true;
    while rows.advance()? {
        let Some(row) = rows.row() else { break };
        if u64::from(row.line) <= skipped {
            continue;
        }
        let cells = cells(row);
        if is_first {
            // A sheet is as wide as the row that names its columns.
            (width, is_first) = (cells.len(), false);
            press.found.names.clone_from(&cells);
            (press.found.preamble_lines, press.found.header_rows) = (u64::from(row.line).saturating_sub(1), 1);
            if press.as_text {
                press.header(&cells)?
            } else {
                press.header(&table::names(&cells, width))?
            }
            continue;
        }
        print_row(row.line, cells, width, press)?;
    }
    if is_first && !press.as_text {
        return Err(Error::Empty { file: file.to_owned() });
    }
    Ok(())
}

/// How many rows stand above the table of a workbook's sheet, as far as its first rows tell; none of other files.
pub(crate) fn lines_above_table(path: &Path, sheet: Option<&str>) -> Result<Option<u64>, Error> {
    let file = path.display().to_string();
    if !open::is_workbook_file(&file, path)? {
        return Ok(None);
    }
    let mut rows = SheetRows::open(&file, sheet, open::plain(&file, path)?)?;
    let mut sample = Vec::new();
    while sample.len() < SAMPLE_ROWS && rows.advance()? {
        let Some(row) = rows.row() else { break };
        let filled = row.cells().filter(|(_, cell)| !cell.clone().shown().trim().is_empty()).count();
        sample.push((u64::from(row.line), filled));
    }
    // A title fills a cell or two; the row that names the columns is about as full as the fullest.
    let fullest = sample.iter().map(|(_, filled)| *filled).max().unwrap_or_default();
    let header = sample.iter().find(|(_, filled)| *filled > 0 && filled * 2 > fullest);
    Ok(Some(header.map_or(0, |(line, _)| line.saturating_sub(1))))
}

fn print_row(line: u32, mut cells: Vec<String>, width: usize, press: &mut Press<'_>) -> Result<(), Error> {
    if cells.len() > width {
        let reason = format!("it has {} cells where the sheet has {width} columns", cells.len());
        let is_left_out = !press.as_text;
        press.fault(u64::from(line), reason, is_left_out);
        if is_left_out {
            return Ok(());
        }
    }
    cells.resize(cells.len().max(width), String::new());
    press.row(&cells)
}

fn cells(row: SheetRow<'_>) -> Vec<String> {
    let mut cells = vec![String::new(); row.width()];
    for (at, cell) in row.cells() {
        if let Some(slot) = cells.get_mut(at) {
            *slot = cell.shown().into_owned();
        }
    }
    cells
}
