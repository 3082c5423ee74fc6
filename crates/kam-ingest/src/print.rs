//! Any file kam can read, as one plain table: RFC 4180, the header first.
//!
//! Nothing is declared here; what a person says is taken, the rest is found and told in sentences. A delivery is never
//! read this way: what lands is declared.

mod found;
mod mend;
mod open;
mod path;
mod records;
mod sheet;
mod table;
mod tables;
mod text;

use crate::error::Error;
use std::io::Write;
use std::path::Path;

pub(crate) use found::Found;
pub(crate) use open::Kind;
pub(crate) use sheet::lines_above_table;
pub(crate) use table::RowSink;

/// What is said of a file; the rest is found.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The member of an archive.
    pub member: Option<String>,
    /// The encoding of the text, by its name in the WHATWG standard.
    pub encoding: Option<String>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The keys that lead to the records of a JSON document; none if it is the document itself.
    pub records: Vec<String>,
    /// What stands between fields.
    pub delimiter: Option<String>,
    /// The quote; an empty text for none.
    pub quote: Option<String>,
    /// What stands before a quote within quotes: the quote itself, another character, or an empty text for nothing.
    pub escape: Option<String>,
    /// What ends a row.
    pub row_end: Option<String>,
    /// How many rows name the columns.
    pub header_lines: Option<usize>,
    /// How many lines stand before the table.
    pub preamble_lines: Option<u64>,
    /// How many rows stand behind the table.
    pub footer_lines: Option<usize>,
    /// Which of several tables, from 1.
    pub table: Option<usize>,
    /// Whether rows are printed as they come: no header made up, none left out that does not fit.
    pub as_text: bool,
}

/// Something worth telling about a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// How the file was understood, a sentence.
    Guess(String),
    /// A row that does not fit.
    Row {
        /// The line it begins on, from 1.
        line: u64,
        /// What is wrong with it.
        reason: String,
        /// Whether it was left out.
        left_out: bool,
    },
}

/// The account of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Printed {
    /// Rows printed, without the header.
    pub rows: u64,
    /// Rows left out, or read against the rules of their dialect.
    pub faulty: u64,
    /// Whether rows were left out, or, not printed as text, another table.
    pub is_partial: bool,
}

/// Prints the table of a file; what is found out on the way is handed to `tell`.
pub fn print(path: &Path, asked: &Asked, out: &mut dyn Write, tell: &mut dyn FnMut(Told)) -> Result<Printed, Error> {
    let (printed, _) = hand_over(path, asked, &mut table::Paper { out }, tell)?;
    Ok(printed)
}

/// Hands the rows of a file's table over; with the account of them, what the file was found to be.
pub(crate) fn hand_over(
    path: &Path,
    asked: &Asked,
    rows: &mut dyn RowSink,
    tell: &mut dyn FnMut(Told),
) -> Result<(Printed, Found), Error> {
    let (printed, found) = (Printed::default(), Found::default());
    let mut press = Press { rows, tell, printed, found, as_text: asked.as_text };
    let opened = open::open(path, asked, &mut press)?;
    match opened.kind {
        Kind::Text => text::print(&opened.file, opened.input, opened.written_in, asked, &mut press)?,
        Kind::Json => records::print_document(&opened.file, opened.input, &opened.again, asked, &mut press)?,
        Kind::Lines => records::print_lines(&opened.file, opened.input, &opened.again, &mut press)?,
        Kind::Workbook => sheet::print(&opened.file, opened.input, asked, &mut press)?,
    }
    Ok((press.printed, press.found))
}

/// Where rows go, and what is said of them.
pub(crate) struct Press<'a> {
    rows: &'a mut dyn RowSink,
    tell: &'a mut dyn FnMut(Told),
    printed: Printed,
    found: Found,
    as_text: bool,
}

impl Press<'_> {
    /// Tells how the file was understood.
    fn guess(&mut self, sentence: impl Into<String>) {
        (self.tell)(Told::Guess(sentence.into()));
    }

    /// Prints the names of columns.
    fn header<S: AsRef<str>>(&mut self, names: &[S]) -> Result<(), Error> {
        let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        self.rows.header(&names)
    }

    /// Prints a row.
    fn row<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<(), Error> {
        self.printed.rows += 1;
        let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
        self.rows.row(&cells)
    }

    /// Tells of a row that does not fit.
    fn fault(&mut self, line: u64, reason: String, left_out: bool) {
        self.printed.faulty += 1;
        self.printed.is_partial |= left_out;
        (self.tell)(Told::Row { line, reason, left_out });
    }
}
