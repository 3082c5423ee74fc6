//! The header against the shape: which declared column stands where in the file.
//!
//! The header is checked on the bytes as sent, before anything names a column for us: two columns of one name
//! would otherwise become one silently.

use crate::csv::Record;
use crate::drift::{self, Drift};
use crate::error::Error;
use crate::limits::COLUMNS;
use kam_project::{Column, DriftKind, DriftMode, DriftPolicy};
use std::collections::HashSet;

/// Where each declared column stands in the rows of a file.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    /// The names of the file's columns.
    pub(crate) names: Vec<String>,
    /// For each declared column its place in a row; none if the file has no such column.
    pub(crate) places: Vec<Option<usize>>,
    /// How the names differ from those declared.
    pub(crate) drifts: Vec<Drift>,
    /// Columns whose values put a row aside: their places and names.
    pub(crate) unwelcome: Vec<(usize, String)>,
}

/// The names a file gives its columns.
pub(crate) struct Names {
    pub(crate) names: Vec<String>,
    /// The header as sent.
    pub(crate) original: String,
}

impl Layout {
    /// A file without header: columns stand as declared.
    pub(crate) fn declared(columns: &[Column]) -> Self {
        Self {
            names: columns.iter().map(|column| column.source_name.clone()).collect(),
            places: (0..columns.len()).map(Some).collect(),
            drifts: Vec::new(),
            unwelcome: Vec::new(),
        }
    }

    /// A file whose first record names its columns. Cells left blank name nothing.
    pub(crate) fn of_header(
        file: &str,
        header: &Record<'_>,
        columns: &[Column],
        key: &[String],
        drift: &DriftPolicy,
    ) -> Result<Self, Error> {
        Self::of_names(file, Names::of(file, header)?, columns, key, drift)
    }

    /// A file whose columns have these names.
    pub(crate) fn of_names(
        file: &str,
        names: Names,
        columns: &[Column],
        key: &[String],
        drift: &DriftPolicy,
    ) -> Result<Self, Error> {
        let Names { names, original: header } = names;
        refuse_twice(file, &names, &header)?;
        let (mut places, mut drifts) = (Vec::with_capacity(columns.len()), Vec::new());
        for column in columns {
            let exact = place(&names, &column.source_name);
            places.push(exact.or_else(|| in_other_case(&names, columns, column, drift, &mut drifts)));
        }
        if !columns.is_empty() && places.iter().all(Option::is_none) {
            return Err(Error::NoDeclaredColumn { file: file.to_owned(), header });
        }
        for (column, place) in columns.iter().zip(&places) {
            if place.is_none() && is_required(column, key) {
                return Err(missing(file, column, &names, header));
            }
        }
        let unwelcome = of_columns(&names, columns, &places, drift, &mut drifts);
        drifts.extend(reordered(&places, columns, drift));
        drift::refuse_frozen(file, &drifts)?;
        Ok(Self { names, places, drifts, unwelcome })
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

/// The place of a declared column that the file writes in other case, if it is taken for it; what is said of that.
fn in_other_case(
    names: &[String],
    columns: &[Column],
    column: &Column,
    drift: &DriftPolicy,
    drifts: &mut Vec<Drift>,
) -> Option<usize> {
    let sought = column.source_name.to_lowercase();
    let is_it = |name: &String| name.to_lowercase() == sought && !is_declared(name, columns);
    let place = names.iter().position(is_it)?;
    let (name, mode) = (names.get(place)?, drift.mode(&column.source_name, DriftKind::Case, false));
    let end = match mode {
        DriftMode::Evolve => "is taken for it",
        _ => "is not taken for it: the column is NULL in every row",
    };
    let detail = format!("the file writes the column `{}` as `{name}`, which {end}", column.source_name);
    drifts.push(drift::of_names(DriftKind::Case, &column.source_name, mode, detail));
    (mode == DriftMode::Evolve).then_some(place)
}

fn is_declared(name: &str, columns: &[Column]) -> bool {
    columns.iter().any(|column| column.source_name == name)
}

/// Adds the columns too few and too many; of the latter, those whose values put a row aside.
fn of_columns(
    names: &[String],
    columns: &[Column],
    places: &[Option<usize>],
    drift: &DriftPolicy,
    drifts: &mut Vec<Drift>,
) -> Vec<(usize, String)> {
    let is_told = |name: &String| drifts.iter().any(|drift| drift.column.to_lowercase() == name.to_lowercase());
    let is_added = |(place, name): &(usize, &String)| {
        !is_declared(name, columns) && !places.contains(&Some(*place)) && !is_told(name)
    };
    let undeclared: Vec<(usize, &String)> = names.iter().enumerate().filter(is_added).collect();
    let absent: Vec<&Column> =
        columns.iter().zip(places).filter(|(_, place)| place.is_none()).map(|(it, _)| it).collect();
    let absent: Vec<&Column> = absent.into_iter().filter(|column| !is_told(&column.source_name)).collect();
    let others: Vec<String> = undeclared.iter().map(|(_, name)| (*name).clone()).collect();
    let missing = absent.iter().map(|column| drift::missing(column, drift, nearest(&column.source_name, &others)));
    let missing: Vec<Drift> = missing.collect();
    let added: Vec<Drift> = undeclared.iter().map(|(_, name)| drift::added(name, drift)).collect();
    let puts_aside = undeclared.iter().zip(&added).filter(|(_, drift)| drift.mode == DriftMode::DiscardRow);
    let unwelcome = puts_aside.map(|((place, name), _)| (*place, (*name).clone())).collect();
    drifts.extend(missing.into_iter().chain(added));
    unwelcome
}

/// Columns in another order than declared, where that is frozen; else they are found by name, and nothing has drifted.
fn reordered(places: &[Option<usize>], columns: &[Column], drift: &DriftPolicy) -> Option<Drift> {
    let there: Vec<(usize, &Column)> =
        places.iter().zip(columns).filter_map(|(at, column)| Some(((*at)?, column))).collect();
    let (_, column) = there.windows(2).find_map(|pair| match pair {
        [one, next] => (one.0 > next.0).then_some(*next),
        _ => None,
    })?;
    let (name, kind) = (&column.source_name, DriftKind::Reordered);
    let mode = drift.mode(name, kind, false);
    let detail = format!("the file's columns stand in another order than declared, from `{name}` on");
    (mode == DriftMode::Freeze).then(|| drift::of_names(kind, name, mode, detail))
}

/// The name most like the one sought, if any is like it at all.
pub(crate) fn nearest(sought: &str, names: &[String]) -> Option<String> {
    let plain =
        |name: &str| name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let likeness = |name: &String| strsim::jaro_winkler(&plain(sought), &plain(name));
    names.iter().filter(|name| likeness(name) > 0.85).max_by(|a, b| likeness(a).total_cmp(&likeness(b))).cloned()
}
