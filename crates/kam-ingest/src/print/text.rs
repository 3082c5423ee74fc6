//! Text with marks between fields: its dialect found, its rows printed as they are read.

use super::tables::Tables;
use super::{Asked, Press, table};
use crate::csv::{Dialect, Escape, General, Judge, Record, Records, RowEnd};
use crate::encoding::WrittenIn;
use crate::error::Error;
use crate::limits::COLUMNS;
use crate::sniff::{self, Declared, DeclaredLayout, Layout, Sample};
use std::io::{Cursor, Read};

/// How much of a file its dialect is told by, in bytes.
const SAMPLE_BYTES: usize = 256 * 1024;

/// A row as it was read.
#[derive(Debug, Clone, Default)]
pub(super) struct TextRow {
    pub(super) cells: Vec<String>,
    pub(super) line: u64,
    /// Blank lines stand before it.
    pub(super) after_blank: bool,
    /// It breaks the rules of the dialect.
    pub(super) mended: bool,
    /// It holds bytes that are no text.
    pub(super) no_text: bool,
    /// Its text, if it may have to be read by another delimiter.
    pub(super) raw: String,
}

/// Prints the table of a text file.
pub(super) fn print(
    file: &str,
    mut input: impl Read,
    written_in: WrittenIn,
    asked: &Asked,
    press: &mut Press<'_>,
) -> Result<(), Error> {
    let mut beginning = Vec::new();
    let read = input.by_ref().take(SAMPLE_BYTES as u64).read_to_end(&mut beginning);
    let count = read.map_err(|source| Error::of_reading(file, source))?;
    let text = readable(&beginning);
    if text.trim().is_empty() && count < SAMPLE_BYTES {
        return nothing(file, press);
    }
    let declared = declared(file, asked)?;
    let sample = Sample::new(without_lines(text, asked.preamble_lines.unwrap_or_default()), count < SAMPLE_BYTES);
    let dialect = sniff::dialect(&sample, &declared);
    let given = DeclaredLayout { preamble_lines: asked.preamble_lines.map(|_| 0), header_lines: asked.header_lines };
    let mut layout = sniff::layout(&sample.rows(&dialect), given);
    layout.preamble_lines += asked.preamble_lines.unwrap_or_default();
    tell(press, &dialect, &layout);
    press.found.dialect = Some(dialect.clone());
    (press.found.preamble_lines, press.found.header_rows) = (layout.preamble_lines, layout.header_rows);
    let mut records =
        Records::open(Cursor::new(&beginning).chain(input), file, dialect.clone())?.written_in(written_in);
    records.skip_lines(layout.preamble_lines)?;
    records.judged_by(Judge::new(General::new(&dialect), layout.columns.clone()));
    let header = header(&mut records, &layout, asked.table.is_none_or(|table| table == 1), press)?;
    let mut tables = Tables::new(header, layout, &dialect, asked);
    let mut before = records.line();
    while let Some(record) = records.advance()? {
        if record.width > COLUMNS {
            let limit = format!("{COLUMNS} columns");
            return Err(Error::TooLarge { file: file.to_owned(), line: record.line, limit });
        }
        let row = row(&record, before);
        before = row.line + 1 + row.raw.matches('\n').count() as u64;
        if tables.take(row, press)? {
            return Ok(());
        }
    }
    tables.finish(press)
}

/// A file without a row: nothing to print as text, else no table at all.
fn nothing(file: &str, press: &mut Press<'_>) -> Result<(), Error> {
    if !press.as_text {
        return Err(Error::Empty { file: file.to_owned() });
    }
    press.guess("The file is empty: it has no row and no header.");
    Ok(())
}

/// As much of a beginning as is UTF-8.
fn readable(beginning: &[u8]) -> &str {
    let beginning = beginning.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(beginning);
    match std::str::from_utf8(beginning) {
        Ok(text) => text,
        Err(error) => {
            beginning.get(..error.valid_up_to()).and_then(|sound| std::str::from_utf8(sound).ok()).unwrap_or("")
        }
    }
}

fn without_lines(text: &str, lines: u64) -> &str {
    let mut rest = text;
    for _ in 0..lines {
        let Some(at) = rest.find(['\r', '\n']) else { return "" };
        let line_end = if rest.get(at..).is_some_and(|end| end.starts_with("\r\n")) { 2 } else { 1 };
        rest = rest.get(at + line_end..).unwrap_or_default();
    }
    rest
}

fn declared(file: &str, asked: &Asked) -> Result<Declared, Error> {
    let mark = |written: &Option<String>| match written.as_deref().map(str::as_bytes) {
        None => Ok(None),
        Some([]) => Ok(Some(None)),
        Some([byte]) => Ok(Some(Some(*byte))),
        Some(_) => Err(Error::BadDialect { file: file.to_owned(), fault: "quote and escape must be ASCII characters" }),
    };
    let quote = mark(&asked.quote)?;
    let escape = mark(&asked.escape)?.map(|escape| match escape {
        None => Escape::None,
        Some(escape) if quote.is_none_or(|quote| quote == Some(escape)) && escape == b'"' => Escape::Doubled,
        Some(escape) if quote == Some(Some(escape)) => Escape::Doubled,
        Some(escape) => Escape::Before(escape),
    });
    let declared = Declared {
        delimiter: asked.delimiter.clone().filter(|delimiter| !delimiter.is_empty()),
        quote,
        escape,
        row_end: asked.row_end.clone().map(RowEnd::Text),
    };
    let whole = Dialect {
        delimiter: declared.delimiter.clone().unwrap_or_else(|| ",".to_owned()),
        quote: quote.unwrap_or_default(),
        escape: escape.unwrap_or(Escape::Doubled),
        row_end: declared.row_end.clone().unwrap_or(RowEnd::Line),
    };
    match whole.fault() {
        Some(fault) => Err(Error::BadDialect { file: file.to_owned(), fault }),
        None => Ok(declared),
    }
}

/// Tells how the file was understood.
fn tell(press: &mut Press<'_>, dialect: &Dialect, layout: &Layout) {
    press.guess(dialect.sentence());
    match layout.preamble_lines {
        0 => {}
        1 => press.guess("Line 1 stands before the table and is left out."),
        lines => press.guess(format!("Lines 1 to {lines} stand before the table and are left out.")),
    }
    let columns = layout.columns.len().max(layout.names.len());
    press.guess(match layout.header_rows {
        0 => format!("The table has {columns} columns and no header."),
        1 => format!("The table has {columns} columns; its first row is the header."),
        rows => format!("The table has {columns} columns; its first {rows} rows are the header, joined by a space."),
    });
}

/// Reads the header, and prints it if its table is the one wanted; the names as they were read.
fn header<R: Read>(
    records: &mut Records<R>,
    layout: &Layout,
    is_wanted: bool,
    press: &mut Press<'_>,
) -> Result<Vec<String>, Error> {
    let mut rows = Vec::new();
    for _ in 0..layout.header_rows {
        let line = records.line();
        let Some(record) = records.advance()? else { break };
        let row = row(&record, line);
        rows.push(sniff::SampleRow { cells: row.cells, line: row.line, after_blank: row.after_blank });
    }
    let width = layout.columns.len();
    let mut names = sniff::joined(&rows);
    if names.len() == width + 1
        && let [(blank, _)] =
            names.iter().enumerate().filter(|(_, name)| name.trim().is_empty()).collect::<Vec<_>>()[..]
    {
        press.guess(format!("The header has a cell too many: the blank one, the {}th, is left out.", blank + 1));
        names.remove(blank);
    }
    press.found.names.clone_from(&names);
    if press.as_text && !rows.is_empty() {
        names.resize(names.len().max(width), String::new());
    }
    if is_wanted && !press.as_text {
        press.header(&table::names(&names, width))?;
    } else if is_wanted && !rows.is_empty() {
        press.header(&names)?;
    }
    Ok(names)
}

fn row(record: &Record<'_>, expected: u64) -> TextRow {
    let raw = record.original();
    let cell = |at| {
        let text = std::str::from_utf8(record.raw).ok();
        let whole = text.and_then(|text| record.field(text, at)).map(std::borrow::Cow::into_owned);
        whole.unwrap_or_else(|| record.raw_field(at))
    };
    TextRow {
        cells: (0..record.fields.len()).map(cell).collect(),
        line: record.line,
        after_blank: record.line > expected,
        no_text: std::str::from_utf8(record.raw).is_err(),
        mended: record.mended || record.fields.iter().any(|field| field.stray),
        raw,
    }
}
