//! One record's values for the declared columns.

use super::lines;
use super::pieces::{elements, members, reached, unquoted};
use crate::drift::{self, Drift};
use crate::encoding::WrittenIn;
use crate::header::nearest;
use crate::limits::COLUMNS;
use crate::native::Native;
use crate::rejected::{Objection, ReasonCode, shortened};
use crate::rows::place_objection;
use encoding_rs::UTF_8;
use kam_project::{Column, DriftKind, DriftMode, DriftPolicy};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

/// A record as sent, and its place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RawRecord<'a> {
    pub(crate) raw: &'a [u8],
    pub(crate) line: u64,
    /// Where it begins in the text, as decoded.
    pub(crate) offset: u64,
    /// What the text was in the file.
    pub(crate) written_in: WrittenIn,
}

impl RawRecord<'_> {
    /// Where it begins in the file as delivered, if its text was not decoded before it was counted.
    pub(crate) fn offset_in_file(&self) -> Option<u64> {
        (self.written_in.0 == UTF_8).then_some(self.offset)
    }
}

/// Where the declared columns are in a record.
pub(crate) struct Plan {
    columns: Vec<Column>,
    tree: Branch,
    form: Form,
    /// Which columns some record had.
    found: Vec<bool>,
    /// Keys nobody declared, and how many records have a value there.
    undeclared: BTreeMap<String, u64>,
    drift: DriftPolicy,
}

/// What a record looks like.
#[derive(Debug, Clone)]
pub(crate) enum Form {
    /// An object within a document.
    Object,
    /// An array, in the order of the declared columns.
    Positional,
    /// An object at a path within a line.
    Line { record: Vec<String> },
}

/// Which keys some records had.
#[derive(Default)]
pub(crate) struct Seen {
    /// Which columns.
    pub(crate) found: Vec<bool>,
    /// Keys nobody declared, and how many records have a value there.
    pub(crate) undeclared: BTreeMap<String, u64>,
}

/// Where the value of a key belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    Column(usize),
    /// Nowhere: columns are declared only below the key.
    Below,
    Undeclared,
}

/// The columns below one key.
#[derive(Default)]
struct Branch {
    column: Option<usize>,
    below: BTreeMap<String, Branch>,
}

/// One value for each declared column; none where NULL.
pub(crate) type Values<'a> = Vec<Option<Cow<'a, str>>>;

impl Plan {
    pub(crate) fn new(columns: &[Column], form: Form, drift: &DriftPolicy) -> Self {
        let mut tree = Branch::default();
        for (at, column) in columns.iter().enumerate() {
            tree.plant(column.source_name.split('.'), at);
            // A key may hold a dot itself.
            tree.plant(std::iter::once(column.source_name.as_str()), at);
        }
        Self {
            columns: columns.to_vec(),
            tree,
            form,
            found: vec![false; columns.len()],
            undeclared: BTreeMap::new(),
            drift: drift.clone(),
        }
    }

    /// The values of a record, or why it has none.
    pub(crate) fn values<'a>(&mut self, record: &RawRecord<'a>) -> Result<Values<'a>, Objection> {
        if let Some(no_text) = record.written_in.no_text(record.raw, record.offset_in_file()) {
            return Err(Objection::to_row(ReasonCode::NotUtf8, format!("the record {}", no_text.verdict)));
        }
        let text = std::str::from_utf8(record.raw).unwrap_or_default();
        match self.form.clone() {
            Form::Object => self.of_object(text),
            Form::Positional => self.of_array(text),
            Form::Line { record } => self.of_object(in_line(text, &record)?),
        }
    }

    /// Where the value of a record's own key belongs.
    pub(crate) fn target(&self, key: &str) -> Target {
        match self.tree.below.get(key) {
            Some(branch) => branch.column.map_or(Target::Below, Target::Column),
            None => Target::Undeclared,
        }
    }

    /// The keys the records had.
    pub(crate) fn into_seen(self) -> Seen {
        Seen { found: self.found, undeclared: self.undeclared }
    }

    /// Whether every key of other records can be remembered.
    pub(crate) fn has_room_for(&self, seen: &Seen) -> bool {
        self.undeclared.len() + seen.undeclared.len() < COLUMNS
    }

    /// Adds the keys other records had.
    pub(crate) fn add(&mut self, seen: &Seen) {
        self.found.iter_mut().zip(&seen.found).for_each(|(found, more)| *found |= more);
        for (key, rows) in &seen.undeclared {
            *self.undeclared.entry(key.clone()).or_default() += rows;
        }
    }

    /// How the keys differ from those declared, in so many records read.
    pub(crate) fn drifts(&self, rows_read: u64) -> Vec<Drift> {
        // Of no record at all nothing is missing.
        let is_any = self.found.contains(&true);
        let names: Vec<String> = self.undeclared.keys().cloned().collect();
        let missing = self.columns.iter().zip(&self.found).filter(|(_, found)| is_any && !**found);
        let missing = missing.map(|(column, _)| Drift { rows: rows_read, ..self.absent(column, &names) });
        let added = self.undeclared.iter().map(|(name, rows)| Drift { rows: *rows, ..drift::added(name, &self.drift) });
        missing.chain(added).collect()
    }

    /// A declared key that no record has; it may be there in other case, which JSON takes for another key.
    fn absent(&self, column: &Column, names: &[String]) -> Drift {
        let (name, kind) = (&column.source_name, DriftKind::Case);
        let Some(found) = names.iter().find(|found| found.to_lowercase() == name.to_lowercase()) else {
            return drift::missing(column, &self.drift, nearest(name, names));
        };
        let mode = match self.drift.mode(name, kind, false) {
            DriftMode::Evolve => DriftMode::Quarantine,
            mode => mode,
        };
        let detail = format!(
            "the file writes the column `{name}` as `{found}`, which is not taken for it: the column is NULL in every row"
        );
        drift::of_names(kind, name, mode, detail)
    }

    fn of_object<'a>(&mut self, text: &'a str) -> Result<Values<'a>, Objection> {
        let mut places = vec![None; self.columns.len()];
        let mut undeclared = Vec::new();
        self.tree.collect(text, "", &mut places, &mut undeclared)?;
        let mut unwelcome = None;
        for (column, value) in undeclared {
            let rows = u64::from(value != "null");
            if rows > 0 && self.drift.mode(&column, DriftKind::Added, false) == DriftMode::DiscardRow {
                unwelcome = unwelcome.or_else(|| Some(drift::undeclared(&column, value.to_owned())));
            }
            if self.undeclared.len() < COLUMNS || self.undeclared.contains_key(&column) {
                *self.undeclared.entry(column).or_default() += rows;
            }
        }
        let values = self.decoded(places)?;
        unwelcome.map_or(Ok(values), Err)
    }

    fn of_array<'a>(&mut self, text: &'a str) -> Result<Values<'a>, Objection> {
        let values = elements(text).ok_or_else(|| wrong_form("an array", text))?;
        let (width, declared) = (values.len(), self.columns.len());
        let reason = || format!("the row has {width} values where {declared} columns are declared");
        match width.cmp(&declared) {
            std::cmp::Ordering::Less => Err(Objection::to_row(ReasonCode::ShortRow, reason())),
            std::cmp::Ordering::Greater => Err(Objection::to_row(ReasonCode::LongRow, reason())),
            std::cmp::Ordering::Equal => self.decoded(values.into_iter().map(Some).collect()),
        }
    }

    fn decoded<'a>(&mut self, places: Vec<Option<&'a str>>) -> Result<Values<'a>, Objection> {
        let mut values = Vec::with_capacity(places.len());
        for ((raw, column), found) in places.into_iter().zip(&self.columns).zip(&mut self.found) {
            *found |= raw.is_some();
            values.push(raw.map_or(Ok(None), |raw| decoded(raw, column))?);
        }
        Ok(values)
    }
}

impl Branch {
    fn plant<'a>(&mut self, mut steps: impl Iterator<Item = &'a str>, column: usize) {
        match steps.next() {
            Some(step) => self.below.entry(step.to_owned()).or_default().plant(steps, column),
            None => self.column = Some(column),
        }
    }

    /// Puts the values of an object's members, and of the objects below, to their columns.
    fn collect<'a>(
        &self,
        object: &'a str,
        prefix: &str,
        places: &mut [Option<&'a str>],
        undeclared: &mut Vec<(String, &'a str)>,
    ) -> Result<(), Objection> {
        let members = members(object).ok_or_else(|| wrong_form("an object", object))?;
        let mut seen = HashSet::with_capacity(members.len());
        for (raw_key, value) in members {
            let key = if raw_key.contains('\\') { unescaped(raw_key)? } else { Cow::Borrowed(raw_key) };
            let Some(branch) = self.below.get(key.as_ref()) else {
                undeclared.push((format!("{prefix}{key}"), value));
                if seen.insert(key.clone()) { continue } else { return Err(repeated(&key)) }
            };
            if !seen.insert(key.clone()) {
                return Err(repeated(&key));
            }
            if let Some(place) = branch.column.and_then(|column| places.get_mut(column)) {
                *place = Some(value);
            }
            if !branch.below.is_empty() && value.starts_with('{') {
                branch.collect(value, &format!("{prefix}{key}."), places, undeclared)?;
            }
        }
        Ok(())
    }
}

/// The record in a line, or why there is none.
fn in_line<'a>(line: &'a str, path: &[String]) -> Result<&'a str, Objection> {
    if let Some((column, fault)) = lines::fault(line) {
        let reason = format!("the line is not JSON: at its character {column}, {fault}");
        return Err(Objection::to_row(ReasonCode::NotJson, reason));
    }
    let value = line.trim_matches([' ', '\t', '\r', '\n']);
    reached(value, path).ok_or_else(|| {
        let reason = format!("the line holds nothing at `{}`", path.join("."));
        Objection::to_row(ReasonCode::WrongForm, reason)
    })
}

/// A raw value as the text its column's rule reads.
fn decoded<'a>(raw: &'a str, column: &Column) -> Result<Option<Cow<'a, str>>, Objection> {
    match raw.as_bytes().first() {
        Some(b'n') => Ok(None),
        Some(b't') => Ok(Some(Native::Truth(true).text(column))),
        Some(b'f') => Ok(Some(Native::Truth(false).text(column))),
        Some(b'"') => {
            let text = unquoted(raw).ok_or_else(|| {
                place_objection(column, raw, ReasonCode::NotUtf8, "holds an escape that is half a character")
            })?;
            if text.contains('\0') {
                return Err(place_objection(
                    column,
                    &text.replace('\0', "\\x00"),
                    ReasonCode::NulByte,
                    "holds a NUL byte",
                ));
            }
            Ok(Some(text))
        }
        Some(b'{' | b'[') => Ok(Some(Cow::Borrowed(raw))),
        _ => Ok(Some(Native::Number(Cow::Borrowed(raw)).text(column))),
    }
}

fn unescaped(key: &str) -> Result<Cow<'_, str>, Objection> {
    let text = serde_json::from_str(&format!("\"{key}\""));
    text.map(Cow::Owned).map_err(|_| {
        let reason = format!("the key `{}` holds an escape that is half a character", shortened(key));
        Objection::to_row(ReasonCode::NotUtf8, reason)
    })
}

fn wrong_form(wanted: &str, value: &str) -> Objection {
    let reason = format!("`{}` stands where {wanted} should", shortened(value));
    Objection::to_row(ReasonCode::WrongForm, reason)
}

fn repeated(key: &str) -> Objection {
    Objection::to_row(ReasonCode::RepeatedKey, format!("the key `{}` stands twice in one object", shortened(key)))
}
