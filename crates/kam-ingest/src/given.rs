//! Given tables: small CSV texts, typed by the same code as deliveries, but never with a row rejected.
//!
//! People write them, so every mistake is a problem with its place, and one is enough to refuse the table.

use crate::admit::{Rule, Table, Value, admit_row, rules};
use crate::csv::{Dialect, Record, Records, Row};
use crate::error::Error;
use crate::header::Layout;
use arrow_array::RecordBatch;
use kam_project::{Column, DriftPolicy, Given, Problem};
use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

/// The rows of a given table: the built-in ones, with the project's in place of those of the same key.
pub fn admit_given(given: &Given) -> Result<RecordBatch, Vec<Problem>> {
    let mut rows = Rows::new(given);
    let mut problems = Vec::new();
    for (file, text) in &given.texts {
        problems.extend(rows.add(file, text));
    }
    if problems.is_empty() {
        rows.into_batch().map_err(|error| vec![problem(&given.file, None, &error)])
    } else {
        Err(problems)
    }
}

/// Rows of all texts so far, the latest of each key.
struct Rows<'g> {
    given: &'g Given,
    kept: Vec<Option<Kept>>,
    places: HashMap<Vec<String>, usize>,
}

/// An admitted row: typed values, and the text of the declared columns.
struct Kept {
    values: Vec<Value>,
    texts: Vec<Option<String>>,
}

/// One row as it stands in its text.
struct Found {
    kept: Kept,
    line: u64,
    span: Range<usize>,
}

impl<'g> Rows<'g> {
    fn new(given: &'g Given) -> Self {
        Self { given, kept: Vec::new(), places: HashMap::new() }
    }

    /// Adds the rows of one text, and tells what is wrong with it.
    fn add(&mut self, file: &Path, text: &str) -> Vec<Problem> {
        let (found, mut problems) = match scan(self.given, file, text) {
            Ok(found) => found,
            Err(error) => return vec![problem(file, None, &error)],
        };
        let mut lines: HashMap<Vec<String>, u64> = HashMap::new();
        for row in found {
            let key = self.key(&row.kept);
            if let Some(first) = lines.insert(key.clone(), row.line).filter(|_| !key.is_empty()) {
                problems.push(self.repeated(file, &row, first));
            }
            self.keep(key, row.kept);
        }
        problems
    }

    /// Puts a row in, over an earlier one of the same key.
    fn keep(&mut self, key: Vec<String>, row: Kept) {
        if !key.is_empty() {
            let earlier = self.places.insert(key, self.kept.len());
            if let Some(place) = earlier.and_then(|at| self.kept.get_mut(at)) {
                *place = None;
            }
        }
        self.kept.push(Some(row));
    }

    /// The typed values of the key columns, as comparable text.
    fn key(&self, row: &Kept) -> Vec<String> {
        let columns = self.given.columns.iter().zip(row.values.iter().zip(&row.texts));
        let keys = columns.filter(|(column, _)| self.given.key.contains(&column.name));
        keys.map(|(_, (value, text))| match value {
            Value::Text | Value::Part { .. } => {
                format!("text {}", text.as_deref().and_then(|text| value.of_text(text)).unwrap_or_default())
            }
            other => format!("{other:?}"),
        })
        .collect()
    }

    fn repeated(&self, file: &Path, row: &Found, first: u64) -> Problem {
        Problem {
            file: file.to_owned(),
            span: Some(row.span.clone()),
            message: format!("line {} has the same {} as line {first}", row.line, self.given.key.join(", ")),
            detail: Some(format!("`{}` has one row for each {}.", self.given.table, self.given.key.join(", "))),
            hint: Some("keep one of the two rows".to_owned()),
        }
    }

    fn into_batch(self) -> Result<RecordBatch, Error> {
        let mut table = Table::without_row_number(&self.given.columns);
        for row in self.kept.iter().flatten() {
            table.push(0, &row.values, |at| row.texts.get(at)?.as_deref().map(Into::into));
        }
        table.take().map_err(|source| Error::Batch { file: self.given.file.display().to_string(), source })
    }
}

/// All rows of a text that can be typed, and the problems of those that cannot.
fn scan(given: &Given, file: &Path, text: &str) -> Result<(Vec<Found>, Vec<Problem>), Error> {
    let name = file.display().to_string();
    // Given tables are written as CSV everyone reads.
    let rules = rules(&given.columns, &given.key, &[String::new()])?;
    let dialect = Dialect::plain(',', Some(b'"'));
    let mut records = Records::open(text.as_bytes(), &name, dialect)?;
    let layout = match records.advance()? {
        Some(header) => Layout::of_header(&name, &header, &given.columns, &given.key, &DriftPolicy::default())?,
        None => return Err(Error::Empty { file: name }),
    };
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    while let Some(record) = records.advance()? {
        match judge(&record, &layout, &rules, &given.columns) {
            Ok(row) => found.push(row),
            Err((span, reason)) => problems.push(row_problem(file, record.line, span, &reason)),
        }
    }
    Ok((found, problems))
}

fn judge(
    record: &Record<'_>,
    layout: &Layout,
    rules: &[Rule],
    columns: &[Column],
) -> Result<Found, (Range<usize>, String)> {
    let row = Row { record: *record, layout };
    let field = |text, at| record.field(text, layout.places.get(at).copied().flatten()?);
    let mut values = Vec::with_capacity(columns.len());
    let admitted = row.checked_text().and_then(|text| {
        admit_row(rules, &mut values, |at| field(text, at))?;
        Ok(text)
    });
    let text = admitted.map_err(|objection| {
        let span = objection.column.as_deref().and_then(|column| field_span(record, layout, column));
        (span.unwrap_or_else(|| row_span(record)), objection.reason)
    })?;
    let texts = (0..columns.len()).map(|at| field(text, at).map(|text| text.into_owned())).collect();
    Ok(Found { kept: Kept { values, texts }, line: record.line, span: row_span(record) })
}

fn row_span(record: &Record<'_>) -> Range<usize> {
    let start = usize::try_from(record.offset).unwrap_or_default();
    start..start + record.raw.len()
}

fn field_span(record: &Record<'_>, layout: &Layout, column: &str) -> Option<Range<usize>> {
    let place = layout.names.iter().position(|name| name == column)?;
    let field = record.fields.get(place)?.range();
    let start = row_span(record).start;
    Some(start + field.start..start + field.end)
}

fn row_problem(file: &Path, line: u64, span: Range<usize>, reason: &str) -> Problem {
    Problem {
        file: file.to_owned(),
        span: Some(span),
        message: format!("line {line}: {reason}"),
        detail: None,
        hint: None,
    }
}

fn problem(file: &Path, span: Option<Range<usize>>, error: &Error) -> Problem {
    Problem { file: file.to_owned(), span, message: error.to_string(), detail: error.detail(), hint: error.hint() }
}

#[cfg(test)]
mod tests;
