//! Which of two landed rows of one key is the newer word.

use crate::Result;
use arrow::array::{Array, ArrayRef, AsArray, RecordBatch, StringArray, TimestampMicrosecondArray};
use arrow::error::ArrowError;
use std::collections::HashMap;

/// The columns of landed rows that say which version each is, and whether it says that its key is gone.
pub const ORIGIN: [&str; 5] = ["_known_from", "_loaded_at", "_file", "_delivery_id", "_op"];

/// When and in which delivery something was said. Of two versions the greater is the newer word.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version<T = String> {
    /// When its sender knew it, in microseconds.
    pub known_from: i64,
    /// When it was read, in microseconds.
    pub loaded_at: i64,
    /// The file.
    pub file: T,
    /// The delivery.
    pub delivery_id: T,
}

impl Version {
    fn borrowed(&self) -> Version<&str> {
        let Self { known_from, loaded_at, .. } = *self;
        Version { known_from, loaded_at, file: &self.file, delivery_id: &self.delivery_id }
    }
}

impl Version<&str> {
    pub(crate) fn owned(&self) -> Version {
        let Self { known_from, loaded_at, .. } = *self;
        Version { known_from, loaded_at, file: self.file.to_owned(), delivery_id: self.delivery_id.to_owned() }
    }
}

impl PartialEq<Version<&str>> for Version {
    fn eq(&self, other: &Version<&str>) -> bool {
        self.borrowed() == *other
    }
}

/// All versions seen, by number: there are about as many as deliveries, and rows name them in four bytes.
#[derive(Default)]
pub(crate) struct Versions {
    seen: Vec<Version>,
    numbers: HashMap<Version, u32>,
    /// The one asked for last: rows of one delivery lie together.
    last: u32,
}

impl Versions {
    /// The number of a version, a new one if it was not seen.
    pub(crate) fn number(&mut self, version: &Version<&str>) -> u32 {
        if self.get(self.last).is_some_and(|last| last == version) {
            return self.last;
        }
        let next = u32::try_from(self.seen.len()).unwrap_or(u32::MAX);
        self.last = *self.numbers.entry(version.owned()).or_insert(next);
        if self.last == next {
            self.seen.push(version.owned());
        }
        self.last
    }

    pub(crate) fn get(&self, number: u32) -> Option<&Version> {
        self.seen.get(usize::try_from(number).unwrap_or(usize::MAX))
    }
}

/// The columns of landed rows that say which version each is.
pub(crate) struct Origins<'a> {
    known_from: &'a TimestampMicrosecondArray,
    loaded_at: &'a TimestampMicrosecondArray,
    files: &'a StringArray,
    deliveries: &'a StringArray,
    operations: &'a StringArray,
}

impl<'a> Origins<'a> {
    pub(crate) fn of(rows: &'a RecordBatch) -> Result<Self> {
        let columns = ORIGIN.map(|column| rows.column_by_name(column));
        Self::from(columns).ok_or_else(|| ArrowError::SchemaError(format!("landed rows need the columns {ORIGIN:?}")))
    }

    fn from([known_from, loaded_at, files, deliveries, operations]: [Option<&'a ArrayRef>; 5]) -> Option<Self> {
        Some(Self {
            known_from: known_from?.as_primitive_opt()?,
            loaded_at: loaded_at?.as_primitive_opt()?,
            files: files?.as_string_opt()?,
            deliveries: deliveries?.as_string_opt()?,
            operations: operations?.as_string_opt()?,
        })
    }

    pub(crate) fn version(&self, row: usize) -> Version<&'a str> {
        // A moment that is not known comes before all others, as NULLs do in queries.
        let moment = |moments: &TimestampMicrosecondArray| {
            if moments.is_null(row) { i64::MIN } else { moments.value(row) }
        };
        Version {
            known_from: moment(self.known_from),
            loaded_at: moment(self.loaded_at),
            file: self.files.value(row),
            delivery_id: self.deliveries.value(row),
        }
    }

    pub(crate) fn is_gone(&self, row: usize) -> bool {
        self.operations.value(row) == "delete"
    }
}
