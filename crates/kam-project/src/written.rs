//! TOML as people wrote it: every mistake in a file found in one reading, each with its place.
//!
//! Serde stops at the first mistake. So a mistaken entry is taken out and the rest is read again, until nothing
//! is left to say; what comes out may therefore be incomplete, and counts only when there was nothing to say.

mod sentence;

use crate::problem::Problem;
use crate::suggest;
use serde::de::DeserializeOwned;
use std::ops::Range;
use std::path::Path;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer, Error};

/// A text people wrote, with the TOML in it at the same positions as in their file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Written<'a> {
    /// The file, as shown to people.
    pub(crate) file: &'a Path,
    /// The TOML.
    pub(crate) toml: &'a str,
}

impl Written<'_> {
    /// Reads the TOML into a value; without one, at least one problem was added.
    pub(crate) fn read<T: DeserializeOwned>(self, problems: &mut Vec<Problem>) -> Option<T> {
        let (mut table, mut errors) = DeTable::parse_recoverable(self.toml);
        if !errors.is_empty() {
            errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
            problems.extend(errors.first().map(|error| self.syntax(error)));
            return None;
        }
        let root = table.span();
        let mut removed: Vec<Entry> = Vec::new();
        loop {
            let error = match T::deserialize(Deserializer::from(table.clone())) {
                Ok(value) => return removed.is_empty().then_some(value),
                Err(error) => error,
            };
            let span = error.span().unwrap_or_default();
            if !removed.iter().any(|entry| entry.explains(&error, &span)) {
                problems.push(self.problem(&error, &table));
            }
            removed.push(remove(&mut table, &span)?);
            if span == root {
                return None;
            }
        }
    }

    fn syntax(self, error: &Error) -> Problem {
        let span = error.span().unwrap_or_default();
        let word = self.toml.get(span.clone()).unwrap_or_default().trim_matches(['"', '\'']);
        sentence::syntax(error.message(), word, Problem::new(self.file, "").at(span))
    }

    fn problem(self, error: &Error, table: &Spanned<DeTable<'_>>) -> Problem {
        let span = error.span().unwrap_or_default();
        let key = key_of(table.get_ref(), &span);
        let problem = sentence::of(error.message(), key, Problem::new(self.file, ""));
        if span == table.span() || span.is_empty() { problem } else { problem.at(span) }
    }
}

/// The key whose name or value stands at a place.
fn key_of<'a>(table: &'a DeTable<'_>, span: &Range<usize>) -> Option<&'a str> {
    table.iter().find_map(|(key, value)| {
        if key.span() == *span || value.span() == *span {
            return Some(key.get_ref().as_ref());
        }
        within(value.get_ref(), span).then_some(())?;
        match value.get_ref() {
            DeValue::Table(inner) => key_of(inner, span).or(Some(key.get_ref().as_ref())),
            _ => Some(key.get_ref().as_ref()),
        }
    })
}

/// Whether a value holds another that stands at a place.
fn within(value: &DeValue<'_>, span: &Range<usize>) -> bool {
    match value {
        DeValue::Table(table) => table
            .iter()
            .any(|(key, value)| key.span() == *span || value.span() == *span || within(value.get_ref(), span)),
        DeValue::Array(array) => array.iter().any(|value| value.span() == *span || within(value.get_ref(), span)),
        _ => false,
    }
}

/// An entry that was taken out: its table's place, and its name.
struct Entry {
    table: Range<usize>,
    key: String,
}

impl Entry {
    /// Whether an error says no more than that this entry is gone, or was misspelt.
    fn explains(&self, error: &Error, span: &Range<usize>) -> bool {
        let missing = error.message().strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'));
        self.table == *span && suggest::nearest(&self.key, missing).is_some()
    }
}

/// Takes out the entry whose name or value stands at a place.
fn remove(table: &mut Spanned<DeTable<'_>>, span: &Range<usize>) -> Option<Entry> {
    let place = table.span();
    remove_within(table.get_mut(), place, span)
}

fn remove_within(table: &mut DeTable<'_>, place: Range<usize>, span: &Range<usize>) -> Option<Entry> {
    let found = table.iter().find_map(|(key, value)| {
        let here = key.span() == *span || value.span() == *span;
        let inside = here || within(value.get_ref(), span);
        inside.then(|| (key.clone(), here))
    });
    let (key, here) = found?;
    if !here && let Some(value) = table.get_mut(&key) {
        let place = value.span();
        if let DeValue::Table(inner) = value.get_mut() {
            return remove_within(inner, place, span);
        }
    }
    table.remove(&key).map(|_| Entry { table: place, key: key.get_ref().to_string() })
}
