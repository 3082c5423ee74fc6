//! The beginning of a file, cut by a dialect that is tried.

use crate::csv::{Cut, Dialect, Extent, Field, General};

/// The most rows of a sample.
pub(crate) const ROWS: usize = 2_000;

/// How far a quote may be from the one that closes it, where a sample ends between them, in bytes.
const OPEN_BYTES: usize = 200 * 1024;

/// The beginning of a file, or all of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sample<'a> {
    text: &'a str,
    /// Whether the file ends where the text does.
    is_all: bool,
}

/// A row of a sample.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct SampleRow {
    pub(crate) cells: Vec<String>,
    /// The line it begins on, from 1.
    pub(crate) line: u64,
    /// Blank lines stand before it.
    pub(crate) after_blank: bool,
}

impl<'a> Sample<'a> {
    /// A sample; of one that is cut off, the last row is not looked at.
    pub(crate) fn new(text: &'a str, is_all: bool) -> Self {
        Self { text, is_all }
    }

    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// Hands over row by row: the row's text and its fields, until told to stop.
    pub(crate) fn each_row(&self, dialect: &Dialect, mut take: impl FnMut(&'a str, &[Field]) -> bool) {
        let mut general = General::new(dialect);
        general.is_lenient = true;
        let literal = General::new(&Dialect { quote: None, ..dialect.clone() });
        let (mut at, mut fields) = (0, Vec::new());
        while let Some(window) = self.text.as_bytes().get(at..).filter(|window| !window.is_empty()) {
            let mut cut = general.cut(window, self.is_all, &mut fields);
            let is_open = matches!(cut, Cut::Unfinished { quote: Some(_) } | Cut::Unclosed { .. });
            if is_open && (self.is_all || window.len() > OPEN_BYTES) {
                // A quote that nothing closes is a letter.
                cut = literal.cut(window, self.is_all, &mut fields);
            }
            let Cut::Record(Extent { text, whole, .. }) = cut else { return };
            let row = self.text.get(at..at + text).unwrap_or_default();
            if whole == 0 || !take(row, &fields) {
                return;
            }
            at += whole;
        }
    }

    /// The rows, without blank lines.
    pub(crate) fn rows(&self, dialect: &Dialect) -> Vec<SampleRow> {
        let (mut rows, mut line, mut after_blank) = (Vec::new(), 1, false);
        self.each_row(dialect, |text, fields| {
            if text.is_empty() {
                (after_blank, line) = (true, line + 1);
                return true;
            }
            let cell = |field: &Field| dialect.unescaped(text.get(field.range()).unwrap_or_default());
            rows.push(SampleRow { cells: fields.iter().map(cell).collect(), line, after_blank });
            line += 1 + text.matches('\n').count() as u64;
            after_blank = false;
            rows.len() < ROWS
        });
        rows
    }
}
