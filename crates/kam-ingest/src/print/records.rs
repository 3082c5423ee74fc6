//! JSON records as rows: a column for every key there is, in the order they first come.
//!
//! The file is read twice: once for its keys, once for its rows, so that neither has to be held.

use super::open::Again;
use super::{Asked, Press, path};
use crate::error::Error;
use crate::json::{Document, Lines, RawRecord, elements, line_fault, members, unquoted};
use crate::limits::COLUMNS;
use kam_project::JsonFormat;
use std::collections::{BTreeMap, HashMap};
use std::io::Read;

/// The columns of a file's records.
#[derive(Default)]
struct Columns {
    names: Vec<String>,
    places: HashMap<String, usize>,
    /// The most values of a record that is an array.
    width: usize,
}

/// Prints the records of a document.
pub(super) fn print_document(
    file: &str,
    input: impl Read,
    again: &Again,
    asked: &Asked,
    press: &mut Press<'_>,
) -> Result<(), Error> {
    press.guess("It is a JSON document.");
    let mut records = asked.records.clone();
    if records.is_empty() {
        records = path::to_records(&beginning(file, again)?);
    }
    if !records.is_empty() {
        press.guess(format!("Its records are at `{}`.", records.join(".")));
    }
    press.found.records.clone_from(&records);
    let format = JsonFormat { records, ..JsonFormat::default() };
    let mut columns = Columns::default();
    let mut document = Document::open(&format, input, file)?;
    while let Some(record) = document.advance()? {
        if let Some(text) = text(&record) {
            columns.take(file, record.line, text)?;
        }
    }
    let mut document = Document::open(&format, again.open(file)?, file)?;
    let mut is_first = true;
    while let Some(record) = document.advance()? {
        columns.print(&record, None, is_first, press)?;
        is_first = false;
    }
    Ok(())
}

/// Prints the records of a file that has one on each line.
pub(super) fn print_lines(file: &str, input: impl Read, again: &Again, press: &mut Press<'_>) -> Result<(), Error> {
    press.guess("It has a JSON value on each line.");
    let mut columns = Columns::default();
    let mut lines = Lines::open(input, file)?;
    while let Some(record) = lines.advance()? {
        if let Some(text) = text(&record).filter(|text| line_fault(text).is_none()) {
            columns.take(file, record.line, text)?;
        }
    }
    let mut lines = Lines::open(again.open(file)?, file)?;
    let mut is_first = true;
    while let Some(record) = lines.advance()? {
        let fault = text(&record).and_then(line_fault);
        columns.print(&record, fault, is_first, press)?;
        is_first = false;
    }
    Ok(())
}

/// As much of a document as its records are looked for in.
fn beginning(file: &str, again: &Again) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let read = again.open(file)?.take(path::LOOKED_AT).read_to_end(&mut bytes);
    read.map_err(|source| Error::of_reading(file, source))?;
    Ok(bytes)
}

fn text<'a>(record: &RawRecord<'a>) -> Option<&'a str> {
    std::str::from_utf8(record.raw).ok().map(str::trim)
}

impl Columns {
    /// Learns the keys of a record.
    fn take(&mut self, file: &str, line: u64, text: &str) -> Result<(), Error> {
        if let Some(values) = elements(text) {
            self.width = self.width.max(values.len());
        }
        let mut cells = BTreeMap::new();
        let mut order = Vec::new();
        flatten(text, "", &mut cells, &mut order);
        for key in order {
            if !self.places.contains_key(&key) {
                self.places.insert(key.clone(), self.names.len());
                self.names.push(key);
            }
        }
        if self.names.len().max(self.width) > COLUMNS {
            let limit = format!("{COLUMNS} columns");
            return Err(Error::TooLarge { file: file.to_owned(), line, limit });
        }
        Ok(())
    }

    fn print(
        &self,
        record: &RawRecord<'_>,
        fault: Option<(usize, String)>,
        is_first: bool,
        press: &mut Press<'_>,
    ) -> Result<(), Error> {
        let text = text(record);
        let values = text.and_then(elements);
        if is_first && !self.names.is_empty() {
            press.found.names.clone_from(&self.names);
            press.header(&self.names)?;
        }
        if let (Some(values), true) = (&values, self.names.is_empty()) {
            let mut cells: Vec<String> = values.iter().map(|value| spelled(value)).collect();
            cells.resize(self.width, String::new());
            press.found.is_positional = true;
            // The first of arrays names the columns, as people write it.
            return if is_first { press.header(&cells) } else { press.row(&cells) };
        }
        let is_object = text.is_some_and(|text| text.starts_with('{'));
        if fault.is_some() || !is_object {
            let reason = match fault {
                Some((column, fault)) => format!("it is not JSON: at its character {column}, {fault}"),
                None => "it is no object".to_owned(),
            };
            press.fault(record.line, reason, true);
            return Ok(());
        }
        let (mut cells, mut order) = (BTreeMap::new(), Vec::new());
        flatten(text.unwrap_or_default(), "", &mut cells, &mut order);
        let row: Vec<&str> = self.names.iter().map(|name| cells.get(name).map_or("", String::as_str)).collect();
        press.row(&row)
    }
}

/// The values of an object by their keys; those of objects within it by their paths, with dots.
fn flatten(object: &str, prefix: &str, cells: &mut BTreeMap<String, String>, order: &mut Vec<String>) {
    for (key, value) in members(object).unwrap_or_default() {
        let key = unquoted(&format!("\"{key}\"")).map_or_else(|| key.to_owned(), std::borrow::Cow::into_owned);
        let path = format!("{prefix}{key}");
        if members(value).is_some_and(|members| !members.is_empty()) {
            flatten(value, &format!("{path}."), cells, order);
        } else if cells.insert(path.clone(), spelled(value)).is_none() {
            order.push(path);
        }
    }
}

/// A value as a cell: a text without its quotes, nothing for null, all else as it is spelled.
fn spelled(value: &str) -> String {
    match value {
        "null" => String::new(),
        _ => unquoted(value).map_or_else(|| value.to_owned(), std::borrow::Cow::into_owned),
    }
}
