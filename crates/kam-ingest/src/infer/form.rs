//! How files are read, as a draft declares it.

use super::draft::Entry;
use super::evidence::{counted, listed};
use super::survey::{Survey, Surveyed};
use super::toml::{list, text};
use crate::csv::{Dialect, Escape, RowEnd};
use crate::encoding::Known;
use crate::print::{Found, Kind};
use std::collections::BTreeSet;

/// How the columns of a file are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    /// By the names its header gives.
    ByName,
    /// By their places: it has no header, or one that does not tell its columns apart.
    ByPlace,
}

/// How the columns are to be found.
pub(super) fn naming(file: &Surveyed) -> Naming {
    let names = &file.found.names;
    if file.found.kind != Kind::Text {
        return Naming::ByName;
    }
    let mut seen = BTreeSet::new();
    let blanks = names.iter().filter(|name| name.is_empty()).count();
    let is_twice = names.iter().any(|name| !name.is_empty() && !seen.insert(name));
    let is_whole = names.len() == file.columns.len();
    if names.is_empty() || is_twice || blanks > 1 || !is_whole { Naming::ByPlace } else { Naming::ByName }
}

/// The entries of `[format]`.
pub(super) fn form(survey: &Survey, sheet: Option<&str>, records: &[String], null: &[String]) -> Vec<Entry> {
    let Some(file) = survey.files.first() else { return Vec::new() };
    let mut entries = match file.found.kind {
        Kind::Text => of_text(file, naming(file)),
        Kind::Json => of_document(file, records),
        Kind::Lines => vec![Entry::new("kind", text("ndjson"), "a JSON value on each line")],
        Kind::Workbook => of_workbook(&file.found, sheet),
    };
    if file.found.kind != Kind::Workbook {
        let at = 1.min(entries.len());
        entries.insert(at, encoding(survey));
    }
    if null.len() > 1 {
        entries.push(null_texts(survey, null));
    }
    entries
}

fn of_text(file: &Surveyed, naming: Naming) -> Vec<Entry> {
    let mut entries = vec![Entry::new("kind", text("csv"), "")];
    let found = &file.found;
    if let Some(dialect) = &found.dialect {
        entries.extend(marks(dialect, file));
    }
    entries.extend(lines(file, naming));
    entries
}

fn marks(dialect: &Dialect, file: &Surveyed) -> Vec<Entry> {
    let width = match file.printed.rows {
        0 => String::new(),
        rows => format!("{} {} cells", self::rows(rows), counted(file.columns.len() as u64)),
    };
    let mut entries = vec![if dialect.delimiter.is_empty() {
        Entry::new("delimiter", text("\u{1f}"), "each row is one cell: a mark that never comes")
    } else {
        Entry::new("delimiter", text(&dialect.delimiter), width)
    }];
    let quote = dialect.quote.map(|quote| char::from(quote).to_string());
    entries.push(match &quote {
        None => Entry::new("quote", text(""), "quotes mark nothing"),
        Some(quote) => Entry::new("quote", text(quote), ""),
    });
    match dialect.escape {
        Escape::Before(escape) => {
            let escape = char::from(escape).to_string();
            entries.push(Entry::new("escape", text(&escape), "it stands before quotes within quotes"));
        }
        Escape::None if dialect.quote.is_some() => {
            entries.push(Entry::new("escape", text(""), "quotes within quotes stand as they are"));
        }
        Escape::None | Escape::Doubled => {}
    }
    if let RowEnd::Text(end) = &dialect.row_end {
        entries.push(Entry::new("row_end", text(end), "every row ends so"));
    }
    entries
}

/// What stands before the table, and behind it.
fn lines(file: &Surveyed, naming: Naming) -> Vec<Entry> {
    let found = &file.found;
    let before = found.preamble_lines;
    let header = u64::try_from(found.header_rows).unwrap_or_default();
    let mut entries = match (naming, found.header_rows) {
        (Naming::ByName, 1) => vec![Entry::new("header", "true", "its cells look like names")],
        (Naming::ByName, rows) => {
            vec![Entry::new("header_lines", rows.to_string(), "their cells are joined by a blank")]
        }
        (Naming::ByPlace, 0) => {
            vec![Entry::new("header", "false", "the first row looks like all others: name the columns below")]
        }
        (Naming::ByPlace, _) => {
            let names = listed(&found.names, 12);
            let reason = format!("it does not tell the columns apart, so they are taken by their places: {names}");
            vec![Entry::new("header", "false", reason)]
        }
    };
    let passed = if naming == Naming::ByPlace { before + header } else { before };
    if passed > 0 {
        let what = match (before, passed - before) {
            (_, 0) => "they stand before the table",
            (0, _) => "the header is passed over",
            _ => "they stand before the table, with the header that is passed over",
        };
        entries.push(Entry::new("preamble_lines", passed.to_string(), what));
    }
    if found.footer_rows > 0 {
        entries.push(Entry::new("footer_lines", found.footer_rows.to_string(), "they stand behind the table"));
    }
    entries
}

fn of_document(file: &Surveyed, records: &[String]) -> Vec<Entry> {
    let mut entries = vec![Entry::new(
        "kind",
        text("json"),
        format!("one document with its records, {}", counted(file.printed.rows)),
    )];
    if file.found.is_positional {
        let what = "records are arrays, their values in the order of the columns below; the first names them, and is read as a row";
        entries.push(Entry::new("positional", "true", what));
    }
    if !records.is_empty() {
        entries.push(Entry::new("records", text(&records.join(".")), "the first array of objects"));
    }
    entries
}

fn of_workbook(found: &Found, sheet: Option<&str>) -> Vec<Entry> {
    let mut entries = vec![Entry::new("kind", text("xlsx"), "")];
    entries.extend(sheet.map(|sheet| Entry::new("sheet", text(sheet), "")));
    if found.preamble_lines > 0 {
        let row = found.preamble_lines + 1;
        entries.push(Entry::new("header_row", row.to_string(), "the first row that is one of a table"));
    }
    entries
}

/// The encoding, if any byte tells it and all files have the same.
fn encoding(survey: &Survey) -> Entry {
    let of_files = survey.files.iter().filter_map(|file| file.found.encoding);
    let mut names: Vec<String> = Vec::new();
    for encoding in of_files.clone() {
        if !names.contains(&encoding.name()) {
            names.push(encoding.name());
        }
    }
    let evidence = match of_files.map(|encoding| encoding.known).next() {
        _ if names.len() > 1 => "not all files have the same: tried in this order",
        Some(Known::Declared) => "as it was said",
        Some(Known::Marked) => "the file begins with its mark",
        _ => "its bytes read as nothing else",
    };
    let is_unmarked =
        |encoding: crate::encoding::TextEncoding| encoding.known == Known::Found && encoding.name() == "utf-8";
    let is_found = survey.files.iter().all(|file| file.found.encoding.is_none_or(is_unmarked));
    if is_found && !survey.is_beyond_ascii {
        return Entry::remark(
            "All is plain ASCII so far: `encoding` is left out, so that it is found anew for each delivery.",
        );
    }
    match names.as_slice() {
        [name] => Entry::new("encoding", text(name), evidence),
        names => Entry::new("encoding", list(names), evidence),
    }
}

fn null_texts(survey: &Survey, null: &[String]) -> Entry {
    let told = null.iter().filter(|text| !text.is_empty()).map(|text| {
        let of_column = |column: &super::column::Seen| {
            let words = column.nothing.iter().filter(|(word, _)| **word == text.as_str()).map(|(_, count)| *count);
            let blanks = column.blank.iter().filter(|(blank, _)| *blank == text).map(|(_, count)| *count);
            words.chain(blanks).sum::<u64>()
        };
        let columns = survey.columns.iter().filter(|column| of_column(column) > 0).count();
        let times: u64 = survey.columns.iter().map(of_column).sum();
        format!("`{text}` stands {} times, in {columns} columns", counted(times))
    });
    Entry::new("null", list(null), told.collect::<Vec<_>>().join("; "))
}

fn rows(rows: u64) -> String {
    if rows == 1 { "1 row has".to_owned() } else { format!("all {} rows have", counted(rows)) }
}
