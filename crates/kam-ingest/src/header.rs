//! The header against the shape: which declared column stands where in the file.
//!
//! The header is checked on the bytes as sent, before anything names a column for us: two columns of one name
//! would otherwise become one silently.

use crate::csv::Record;
use crate::error::Error;
use crate::limits::COLUMNS;
use kam_project::Column;
use std::collections::HashSet;
use std::fmt;

/// Where each declared column stands in the rows of a file.
#[derive(Debug)]
pub(crate) struct Layout {
    /// The names of the file's columns.
    pub(crate) names: Vec<String>,
    /// For each declared column its place in a row; none if the file has no such column.
    pub(crate) places: Vec<Option<usize>>,
    /// What is worth telling, though it refuses nothing.
    pub(crate) notes: Vec<Note>,
}

/// The names a file gives its columns.
pub(crate) struct Names {
    pub(crate) names: Vec<String>,
    /// The header as sent.
    pub(crate) original: String,
}

/// How a file drifted from its shape without being refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// A declared, optional column is not in the file: it is NULL in every row.
    MissingColumn {
        /// The column, as the shape names it.
        column: String,
    },
    /// A column of the file is not declared: it is not landed.
    UndeclaredColumn {
        /// The column, as the file names it.
        column: String,
    },
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingColumn { column } => {
                write!(f, "the file lacks the column `{column}`, which is NULL in every row")
            }
            Self::UndeclaredColumn { column } => {
                write!(f, "the file has a column `{column}` that is not declared and not landed")
            }
        }
    }
}

impl Layout {
    /// A file without header: columns stand as declared.
    pub(crate) fn declared(columns: &[Column]) -> Self {
        Self {
            names: columns.iter().map(|column| column.source_name.clone()).collect(),
            places: (0..columns.len()).map(Some).collect(),
            notes: Vec::new(),
        }
    }

    /// A file whose first record names its columns. Cells left blank name nothing.
    pub(crate) fn of_header(
        file: &str,
        header: &Record<'_>,
        columns: &[Column],
        key: &[String],
    ) -> Result<Self, Error> {
        Self::of_names(file, Names::of(file, header)?, columns, key)
    }

    /// A file whose columns have these names.
    pub(crate) fn of_names(file: &str, names: Names, columns: &[Column], key: &[String]) -> Result<Self, Error> {
        let Names { names, original: header } = names;
        refuse_twice(file, &names, &header)?;
        let places: Vec<_> = columns.iter().map(|column| place(&names, &column.source_name)).collect();
        if !columns.is_empty() && places.iter().all(Option::is_none) {
            return Err(Error::NoDeclaredColumn { file: file.to_owned(), header });
        }
        for (column, place) in columns.iter().zip(&places) {
            if place.is_none() && is_required(column, key) {
                return Err(missing(file, column, &names, header));
            }
        }
        let notes = notes(&names, columns, &places);
        Ok(Self { names, places, notes })
    }
}

impl Names {
    /// The names a record gives.
    pub(crate) fn of(file: &str, header: &Record<'_>) -> Result<Self, Error> {
        Ok(Self { names: names(file, header)?, original: header.original() })
    }

    /// These names with those of the row below, joined by a space; a blank cell adds nothing.
    pub(crate) fn above(self, below: &Self) -> Self {
        let width = self.names.len().max(below.names.len());
        let joined = |at| {
            let parts = [self.names.get(at), below.names.get(at)].into_iter().flatten();
            let parts = parts.map(|name: &String| name.trim()).filter(|name| !name.is_empty());
            parts.collect::<Vec<_>>().join(" ")
        };
        Self { names: (0..width).map(joined).collect(), original: format!("{}\n{}", self.original, below.original) }
    }
}

/// Whether a NULL in this column rejects a row: it is declared required, or part of the key.
pub(crate) fn is_required(column: &Column, key: &[String]) -> bool {
    column.required || key.contains(&column.name)
}

fn names(file: &str, header: &Record<'_>) -> Result<Vec<String>, Error> {
    if header.width > COLUMNS {
        return Err(Error::TooLarge { file: file.to_owned(), line: header.line, limit: format!("{COLUMNS} columns") });
    }
    if let Some(no_text) = header.written_in.no_text(header.raw, Some(header.offset)) {
        return Err(Error::NotUtf8 { file: file.to_owned(), finding: format!("Its header {}.", no_text.verdict) });
    }
    let text = std::str::from_utf8(header.raw).unwrap_or_default();
    Ok((0..header.width).filter_map(|at| header.field(text, at)).map(|name| name.into_owned()).collect())
}

fn refuse_twice(file: &str, names: &[String], header: &str) -> Result<(), Error> {
    let mut seen = HashSet::new();
    match names.iter().find(|name| !name.is_empty() && !seen.insert(name.as_str())) {
        Some(twice) => {
            Err(Error::DuplicateColumn { file: file.to_owned(), column: twice.clone(), header: header.to_owned() })
        }
        None => Ok(()),
    }
}

fn place(names: &[String], name: &str) -> Option<usize> {
    names.iter().position(|found| found == name)
}

fn missing(file: &str, column: &Column, names: &[String], header: String) -> Error {
    Error::MissingColumn {
        file: file.to_owned(),
        column: column.source_name.clone(),
        header,
        nearest: nearest(&column.source_name, names),
    }
}

fn notes(names: &[String], columns: &[Column], places: &[Option<usize>]) -> Vec<Note> {
    let missing = columns.iter().zip(places).filter(|(_, place)| place.is_none());
    let missing = missing.map(|(column, _)| Note::MissingColumn { column: column.source_name.clone() });
    let undeclared = names.iter().filter(|name| !columns.iter().any(|column| column.source_name == **name));
    missing.chain(undeclared.map(|name| Note::UndeclaredColumn { column: name.clone() })).collect()
}

/// The name most like the one sought, if any is like it at all.
pub(crate) fn nearest(sought: &str, names: &[String]) -> Option<String> {
    let plain =
        |name: &str| name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let likeness = |name: &String| strsim::jaro_winkler(&plain(sought), &plain(name));
    names.iter().filter(|name| likeness(name) > 0.85).max_by(|a, b| likeness(a).total_cmp(&likeness(b))).cloned()
}
