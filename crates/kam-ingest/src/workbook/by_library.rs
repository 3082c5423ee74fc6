//! A sheet's cells as the library reads them: any workbook, and what is wrong with one in its words.

use super::cells::{Cell, Days, iso_moment, moment, spelled};
use super::sender::{Sender, Stop};
use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};
use std::borrow::Cow;
use std::io::Cursor;

/// Sends the rows of a sheet.
pub(super) fn read(sender: &mut Sender, bytes: &[u8], wanted: Option<&str>) -> Result<(), Stop> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|error| sender.damaged(&error))?;
    let sheets = workbook.sheet_names();
    let found = sheets.iter().find(|name| wanted.is_none_or(|wanted| wanted == name.as_str())).cloned();
    let Some(sheet) = found else { return Err(sender.no_sheet(wanted, sheets)) };
    let is_1904 = workbook.has_1904_epoch();
    let mut cells = workbook.worksheet_cells_reader(&sheet).map_err(|error| sender.damaged(&error))?;
    while let Some(cell) = cells.next_cell().map_err(|error| sender.damaged(&error))? {
        let (line, column) = cell.get_position();
        sender.begin_row(line.saturating_add(1))?;
        if let Some(value) = typed(cell.get_value(), is_1904) {
            sender.push(usize::try_from(column).unwrap_or(usize::MAX), &value)?;
        }
    }
    sender.end_row()
}

/// A cell's value; none if it is empty.
fn typed<'a>(value: &'a DataRef<'_>, is_1904: bool) -> Option<Cell<'a>> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::Int(number) => Cell::Number { text: number.to_string().into(), days: Days::Spelled { is_1904 } },
        DataRef::Float(number) => {
            Cell::Number { text: spelled(*number).into(), days: Days::Counted { days: *number, is_1904 } }
        }
        DataRef::String(text) => return stated(text),
        DataRef::SharedString(text) => return stated(text),
        DataRef::Bool(truth) => Cell::Truth(*truth),
        DataRef::DateTime(shown) => shown_moment(*shown, is_1904),
        DataRef::DateTimeIso(text) => iso_moment(text),
        DataRef::DurationIso(text) => Cell::Text(Cow::Borrowed(text)),
        DataRef::Error(error) => Cell::Error(error.to_string().into()),
    })
}

fn stated(text: &str) -> Option<Cell<'_>> {
    (!text.is_empty()).then_some(Cell::Text(Cow::Borrowed(text)))
}

/// A number shown as a day or time; one shown as a span of time, or that is no day there is, stays a number.
fn shown_moment(shown: ExcelDateTime, is_1904: bool) -> Cell<'static> {
    let number = shown.as_f64();
    match moment(number, is_1904).filter(|_| shown.is_datetime()) {
        Some(moment) => Cell::Moment(moment),
        None => Cell::Number { text: spelled(number).into(), days: Days::Never },
    }
}
