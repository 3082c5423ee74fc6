//! The rows of one table among what stands behind it: footers, other tables, rows that do not fit.
//!
//! Some rows are held back, so that what stands at the end, or where another table begins, is seen before it is printed.

use super::text::TextRow;
use super::{Asked, Press, mend, table};
use crate::csv::{Dialect, General, RowEnd};
use crate::error::Error;
use crate::sniff::{Kind, Layout, Profile};
use std::collections::VecDeque;

/// How many rows are held back.
const HELD: usize = 32;

/// Marks a single row may use instead of its file's.
const OTHER_DELIMITERS: [&str; 6] = [",", ";", "\t", "|", ":", " "];

/// What is known of the tables of a file, while it is read.
pub(super) struct Tables {
    header: Vec<String>,
    columns: Vec<Profile>,
    delimiter: String,
    others: Vec<General>,
    held: VecDeque<TextRow>,
    footer_lines: Option<usize>,
    /// The table being read, and the one wanted, from 1.
    current: usize,
    wanted: usize,
    is_chosen: bool,
}

impl Tables {
    pub(super) fn new(header: Vec<String>, layout: Layout, dialect: &Dialect, asked: &Asked) -> Self {
        let other = |delimiter: &&&str| ***delimiter != dialect.delimiter;
        let others = OTHER_DELIMITERS.iter().filter(other).map(|delimiter| {
            let row_end = RowEnd::Line;
            General::new(&Dialect { delimiter: (*delimiter).to_owned(), row_end, ..dialect.clone() })
        });
        Self {
            header,
            columns: layout.columns,
            delimiter: dialect.delimiter.clone(),
            others: others.collect(),
            held: VecDeque::new(),
            footer_lines: asked.footer_lines,
            current: 1,
            wanted: asked.table.unwrap_or(1),
            is_chosen: asked.table.is_some(),
        }
    }

    /// Takes a row; true once nothing more is wanted of the file.
    pub(super) fn take(&mut self, row: TextRow, press: &mut Press<'_>) -> Result<bool, Error> {
        self.held.push_back(row);
        if self.held.len() > self.footer_lines.unwrap_or_default().max(HELD) {
            return self.give(press);
        }
        Ok(false)
    }

    /// The end of the file: what is held is the end of the table, or stands behind it.
    pub(super) fn finish(&mut self, press: &mut Press<'_>) -> Result<(), Error> {
        if let Some(lines) = self.footer_lines {
            let footer = self.held.split_off(self.held.len().saturating_sub(lines));
            press.found.footer_rows = footer.len();
            self.tell_footer(footer.front(), footer.back(), press);
        }
        while !self.held.is_empty() {
            if self.give(press)? {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Gives the first row held away; true once nothing more is wanted.
    fn give(&mut self, press: &mut Press<'_>) -> Result<bool, Error> {
        if let Some(begins) = self.another_table() {
            let ends: Vec<TextRow> = self.held.drain(..begins).collect();
            self.tell_footer(ends.first(), ends.last(), press);
            return self.next_table(press);
        }
        if self.is_end() {
            self.tell_footer(self.held.front(), self.held.back(), press);
            press.found.footer_rows = self.held.len();
            self.held.clear();
            return Ok(false);
        }
        if let Some(row) = self.held.pop_front().filter(|_| self.current == self.wanted) {
            self.print(&row, press)?;
        }
        Ok(false)
    }

    /// Whether all rows held stand behind the table; only asked of the end to any effect.
    fn is_end(&self) -> bool {
        let is_short = self.held.len() < HELD;
        self.footer_lines.is_none()
            && is_short
            && !self.held.is_empty()
            && self.held.iter().all(|row| self.is_footer(row))
    }

    /// Whether a row says something about the table instead of being one of its rows.
    fn is_footer(&self, row: &TextRow) -> bool {
        let width = self.columns.len();
        let filled = row.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
        if width < 2 {
            return false;
        }
        if filled == 0 {
            return true;
        }
        let is_of_table = row.cells.len() == width || row.cells.len() + 1 == width;
        let fits = row.cells.iter().zip(&self.columns).any(|(cell, column)| {
            Kind::of(cell) != Kind::Empty && (column.is_typed() || column.is_coded()) && column.fits(cell)
        });
        let is_thin = filled <= (width / 4).max(1);
        is_thin
            && !fits
            && (!is_of_table
                || width > 2 && filled == 1 && self.columns.iter().skip(1).any(|column| column.never_empty()))
    }

    /// How many of the rows held stand before another table, if one begins among them right after this one's end.
    fn another_table(&self) -> Option<usize> {
        let at = self.held.iter().take_while(|row| self.footer_lines.is_none() && self.is_footer(row)).count();
        self.begins_table(at).then_some(at)
    }

    /// Whether another table begins with the row held at `at`.
    fn begins_table(&self, at: usize) -> bool {
        let Some(row) = self.held.get(at) else { return false };
        let width = self.columns.len();
        if !self.header.is_empty() && row.cells == self.header && width > 1 {
            return true;
        }
        let next: Vec<&TextRow> = self.held.iter().skip(at + 1).take(3).collect();
        let goes_on = !next.is_empty() && next.iter().all(|next| next.cells.len() == row.cells.len());
        if row.cells.len() < 2 || !goes_on {
            return false;
        }
        let is_apart = row.after_blank || at > 0;
        let names = row.cells.iter().all(|cell| !cell.trim().is_empty() && !Kind::of(cell).is_typed());
        let values = next.iter().any(|row| row.cells.iter().any(|cell| Kind::of(cell).is_typed()));
        if row.cells.len() != width {
            return names && values || is_apart && next.len() > 1;
        }
        let typed = self.columns.iter().filter(|column| column.is_typed()).count();
        let against = row
            .cells
            .iter()
            .zip(&self.columns)
            .filter(|(cell, column)| column.is_typed() && !Kind::of(cell).is_typed())
            .count();
        names && values && typed > 0 && against == typed && (typed > 1 || is_apart)
    }

    /// Goes on to the table that begins; true if the one wanted has been printed.
    fn next_table(&mut self, press: &mut Press<'_>) -> Result<bool, Error> {
        let Some(line) = self.held.front().map(|row| row.line) else { return Ok(true) };
        if self.current == self.wanted {
            press.found.next_table = Some(line);
            press.guess(format!(
                "Another table begins on line {line} and is left out; `--table {}` reads it.",
                self.current + 1
            ));
            press.printed.is_partial |= !self.is_chosen && !press.as_text;
            return Ok(true);
        }
        self.current += 1;
        let width = self.held.front().map_or(0, |row| row.cells.len());
        let is_named = self.held.front().is_some_and(|row| row.cells.iter().all(|cell| !Kind::of(cell).is_typed()));
        let body = self.held.iter().skip(usize::from(is_named)).filter(|row| row.cells.len() == width);
        self.columns = Profile::of_columns(width, body.map(|row| row.cells.as_slice()));
        self.header =
            if is_named { self.held.pop_front().map(|row| row.cells).unwrap_or_default() } else { Vec::new() };
        if self.current == self.wanted && (is_named || !press.as_text) {
            let names = if press.as_text { self.header.clone() } else { table::names(&self.header, width) };
            press.header(&names)?;
        }
        Ok(false)
    }

    fn tell_footer(&self, first: Option<&TextRow>, last: Option<&TextRow>, press: &mut Press<'_>) {
        if let (Some(first), Some(last), true) = (first, last, self.current == self.wanted) {
            press.guess(if first.line == last.line {
                format!("Line {} stands behind the table and is left out.", first.line)
            } else {
                format!("Lines {} to {} stand behind the table and are left out.", first.line, last.line)
            });
        }
    }

    /// Prints a row, put right if need be, or tells why it is left out.
    fn print(&self, row: &TextRow, press: &mut Press<'_>) -> Result<(), Error> {
        let (width, found) = (self.columns.len(), row.cells.len());
        if found == width && !row.mended && !row.no_text {
            return press.row(&row.cells);
        }
        let wrong = if row.no_text {
            "it holds bytes that are no text".to_owned()
        } else if found == width {
            "a quote in it marks nothing".to_owned()
        } else {
            format!("it has {found} {} where the table has {width} columns", if found == 1 { "cell" } else { "cells" })
        };
        if !press.as_text {
            press.fault(row.line, wrong, true);
            return Ok(());
        }
        let (cells, how) = self.put_right(row);
        press.fault(row.line, format!("{wrong}; {how}"), false);
        press.row(&cells)
    }

    /// A row of the table's width, if there is a way to one; else padded, or as it is.
    fn put_right(&self, row: &TextRow) -> (Vec<String>, String) {
        let (width, found) = (self.columns.len(), row.cells.len());
        if found == width {
            let how = if row.no_text { "they are written `\\xNN`" } else { "it is read as a letter" };
            return (row.cells.clone(), how.to_owned());
        }
        if let Some(mended) = mend::mended(&row.cells, &self.columns, &self.delimiter) {
            return (mended.cells, mended.how);
        }
        if let Some((cells, delimiter)) = self.by_another_delimiter(row) {
            return (cells, format!("it was read with `{delimiter}` between cells"));
        }
        let mut cells = row.cells.clone();
        if found < width {
            cells.resize(width, String::new());
            return (cells, "empty cells were put at its end".to_owned());
        }
        (cells, "it is printed as it is".to_owned())
    }

    fn by_another_delimiter(&self, row: &TextRow) -> Option<(Vec<String>, String)> {
        let raw = row.raw.as_str();
        self.others.iter().find_map(|general| {
            let mut fields = Vec::new();
            let crate::csv::Cut::Record(_) = general.cut(raw.as_bytes(), true, &mut fields) else { return None };
            let piece =
                |field: &crate::csv::Field| Some((general.dialect.unescaped(raw.get(field.range())?), field.quoted));
            let pieces: Vec<_> = fields.iter().filter_map(piece).collect();
            let cells = mend::aligned(&pieces, &self.columns, &general.dialect.delimiter)?;
            Some((cells, general.dialect.delimiter.clone()))
        })
    }
}
