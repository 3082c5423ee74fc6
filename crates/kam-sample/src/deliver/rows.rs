//! What every kind of file can do: take rows, and, where it can, take rows that are none.

use super::cell::Cell;
use crate::error::Result;
use chrono::{NaiveDate, NaiveDateTime};
use std::io::{self, Write};

/// A file, or a member of one, being written row by row.
pub(crate) trait RowWriter {
    /// Writes a row; gives the line it begins on, from 1.
    fn row(&mut self, cells: &[Cell<'_>]) -> Result<u64>;

    /// Writes a row broken in one of the ways this kind of file can be; gives its line.
    fn broken(&mut self, cells: &[Cell<'_>], breakage: Breakage) -> Result<u64>;

    /// How a row of this kind of file can be broken as a whole.
    fn breakages(&self) -> &'static [Breakage];

    /// Writes what ends the file.
    fn finish(self: Box<Self>) -> Result<()>;
}

/// How a row is broken as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Breakage {
    /// Its last value is missing.
    Short,
    /// It has a value too many.
    Long,
    /// It ends in the middle.
    Torn,
}

/// What stands in a row that is too long, after all that belongs there.
pub(crate) const SURPLUS: &str = "?";

/// Writes a day as `2026-09-30`.
pub(crate) fn spell_date(to: &mut Vec<u8>, date: NaiveDate) -> io::Result<()> {
    use chrono::Datelike;
    write!(to, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// Writes a time as `2026-09-30` and `18:05:59` with this between them.
pub(crate) fn spell_moment(to: &mut Vec<u8>, moment: NaiveDateTime, between: char) -> io::Result<()> {
    use chrono::Timelike;
    spell_date(to, moment.date())?;
    write!(to, "{between}{:02}:{:02}:{:02}", moment.hour(), moment.minute(), moment.second())
}

/// Writes milliseconds as `.723`.
pub(crate) fn spell_milliseconds(to: &mut Vec<u8>, moment: NaiveDateTime) -> io::Result<()> {
    write!(to, ".{:03}", moment.and_utc().timestamp_subsec_millis())
}
