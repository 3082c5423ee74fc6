//! Whole columns typed at once, straight into what Arrow holds.

use super::plain::{self, Quick};
use super::table::data_type;
use super::{Rule, Value};
use crate::rejected::Objection;
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, Int64Array, StringArray, TimestampMicrosecondArray,
};
use arrow_buffer::{BooleanBuffer, NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::ArrowError;
use kam_project::ColumnType;
use std::sync::Arc;

/// One column, as long as it grows.
pub(crate) struct Typed {
    cells: Cells,
    /// Which cells are not NULL.
    valid: Vec<bool>,
}

enum Cells {
    Text { bytes: Vec<u8>, ends: Vec<i32> },
    Bigint(Vec<i64>),
    Boolean(Vec<bool>),
    Date(Vec<i32>),
    Timestamp(Vec<i64>),
    Decimal(Vec<i128>),
}

/// The values of a column in some rows.
pub(crate) trait Values {
    /// One for each row, in UTF-8; none where the row has no such value.
    fn each(&self) -> impl Iterator<Item = Option<impl AsRef<[u8]>>>;
}

impl Typed {
    pub(crate) fn new(kind: ColumnType) -> Self {
        let cells = match kind {
            ColumnType::Text => Cells::Text { bytes: Vec::new(), ends: vec![0] },
            ColumnType::Bigint => Cells::Bigint(Vec::new()),
            ColumnType::Boolean => Cells::Boolean(Vec::new()),
            ColumnType::Date => Cells::Date(Vec::new()),
            ColumnType::Timestamp => Cells::Timestamp(Vec::new()),
            ColumnType::Decimal(..) => Cells::Decimal(Vec::new()),
        };
        Self { cells, valid: Vec::new() }
    }

    /// Makes room for cells like those so far, which came of `done` bytes of `all`.
    pub(crate) fn foresee(&mut self, done: usize, all: usize) {
        // A little more, as no stretch of a file is like the next.
        let more = |len: usize| len.saturating_mul(all.saturating_sub(done)) / done.max(1) + len / 2;
        self.valid.reserve(more(self.valid.len()));
        match &mut self.cells {
            Cells::Text { bytes, ends } => {
                bytes.reserve(more(bytes.len()));
                ends.reserve(more(ends.len()));
            }
            Cells::Bigint(values) | Cells::Timestamp(values) => values.reserve(more(values.len())),
            Cells::Boolean(values) => values.reserve(more(values.len())),
            Cells::Date(values) => values.reserve(more(values.len())),
            Cells::Decimal(values) => values.reserve(more(values.len())),
        }
    }

    /// Keeps the first cells only.
    pub(crate) fn truncate(&mut self, len: usize) {
        self.valid.truncate(len);
        match &mut self.cells {
            Cells::Text { bytes, ends } => {
                ends.truncate(len + 1);
                bytes.truncate(ends.last().map_or(0, |&end| usize::try_from(end).unwrap_or_default()));
            }
            Cells::Bigint(values) | Cells::Timestamp(values) => values.truncate(len),
            Cells::Boolean(values) => values.truncate(len),
            Cells::Date(values) => values.truncate(len),
            Cells::Decimal(values) => values.truncate(len),
        }
    }

    /// Types one value of each row; rows whose value its rule does not admit are marked in `bad`.
    pub(crate) fn extend(&mut self, rule: &Rule, values: &impl Values, bad: &mut [bool]) {
        let valid = &mut self.valid;
        match (&mut self.cells, rule.quick()) {
            (Cells::Text { bytes, ends }, quick) => {
                let is_plain = *quick == Quick::Text;
                valid.reserve(bad.len());
                ends.reserve(bad.len());
                for (text, bad) in values.each().zip(bad) {
                    let kept = rule.text(text.as_ref().map(AsRef::as_ref), is_plain);
                    *bad |= kept.is_err();
                    let kept = kept.ok().flatten();
                    valid.push(kept.is_some());
                    bytes.extend_from_slice(kept.unwrap_or_default());
                    ends.push(i32::try_from(bytes.len()).unwrap_or(i32::MAX));
                }
            }
            (Cells::Bigint(cells), quick) => {
                let is_plain = *quick == Quick::Whole;
                let plain = |text: &[u8]| if is_plain { plain::whole(text) } else { None };
                fill(rule, (values, bad), (cells, valid), plain, Value::bigint);
            }
            (Cells::Decimal(cells), &Quick::Decimal { mark, whole, scale }) => {
                let plain = |text: &[u8]| plain::decimal(text, mark, whole, scale);
                fill(rule, (values, bad), (cells, valid), plain, Value::decimal);
            }
            (Cells::Date(cells), Quick::Moment { parts, .. }) => {
                let parts = parts.as_deref();
                fill(rule, (values, bad), (cells, valid), |text| plain::date(text, parts), Value::date);
            }
            (Cells::Timestamp(cells), Quick::Moment { parts, zone }) => {
                let parts = parts.as_deref();
                fill(
                    rule,
                    (values, bad),
                    (cells, valid),
                    |text| plain::timestamp(text, parts, *zone),
                    Value::timestamp,
                );
            }
            (Cells::Boolean(cells), _) => fill(rule, (values, bad), (cells, valid), |_| None, Value::boolean),
            (Cells::Decimal(cells), _) => fill(rule, (values, bad), (cells, valid), |_| None, Value::decimal),
            (Cells::Date(cells), _) => fill(rule, (values, bad), (cells, valid), |_| None, Value::date),
            (Cells::Timestamp(cells), _) => fill(rule, (values, bad), (cells, valid), |_| None, Value::timestamp),
        }
    }

    /// The column as Arrow has it.
    pub(crate) fn into_array(self, kind: ColumnType) -> Result<ArrayRef, ArrowError> {
        let valid = self.valid;
        let nulls = valid.contains(&false).then(|| NullBuffer::new(BooleanBuffer::from(valid)));
        Ok(match self.cells {
            Cells::Text { bytes, ends } => {
                let ends = OffsetBuffer::new(ScalarBuffer::from(ends));
                Arc::new(StringArray::try_new(ends, bytes.into(), nulls)?)
            }
            Cells::Bigint(values) => Arc::new(Int64Array::try_new(values.into(), nulls)?),
            Cells::Boolean(values) => Arc::new(BooleanArray::new(BooleanBuffer::from(values), nulls)),
            Cells::Date(values) => Arc::new(Date32Array::try_new(values.into(), nulls)?),
            Cells::Timestamp(values) => {
                let values = TimestampMicrosecondArray::try_new(values.into(), nulls)?;
                Arc::new(values.with_data_type(data_type(kind)))
            }
            Cells::Decimal(values) => {
                let values = Decimal128Array::try_new(values.into(), nulls)?;
                Arc::new(values.with_data_type(data_type(kind)))
            }
        })
    }
}

/// Types a value of each row: quickly if it is spelled plainly, else by the rule.
fn fill<T: Copy + Default>(
    rule: &Rule,
    (values, bad): (&impl Values, &mut [bool]),
    (cells, valid): (&mut Vec<T>, &mut Vec<bool>),
    plain: impl Fn(&[u8]) -> Option<T>,
    of_rule: impl Fn(Value) -> Option<T>,
) {
    let begun = cells.len();
    cells.resize(begun + bad.len(), T::default());
    valid.resize(begun + bad.len(), true);
    let (cells, valid) = (cells.iter_mut().skip(begun), valid.iter_mut().skip(begun));
    for (((text, bad), cell), valid) in values.each().zip(bad).zip(cells).zip(valid) {
        let text = text.as_ref().map(AsRef::as_ref);
        let quick = text.filter(|text| !rule.means_null(text)).and_then(&plain);
        let value = quick.or_else(|| match rule.admit(text.map(as_text)) {
            Ok(value) => of_rule(value),
            Err(_) => {
                *bad = true;
                None
            }
        });
        match value {
            Some(value) => *cell = value,
            None => *valid = false,
        }
    }
}

impl Value {
    fn bigint(self) -> Option<i64> {
        if let Self::Bigint(value) = self { Some(value) } else { None }
    }

    fn boolean(self) -> Option<bool> {
        if let Self::Boolean(value) = self { Some(value) } else { None }
    }

    fn date(self) -> Option<i32> {
        if let Self::Date(value) = self { Some(value) } else { None }
    }

    fn timestamp(self) -> Option<i64> {
        if let Self::Timestamp(value) = self { Some(value) } else { None }
    }

    fn decimal(self) -> Option<i128> {
        if let Self::Decimal(value) = self { Some(value) } else { None }
    }
}

impl Rule {
    /// What lands of a text, if anything; an objection to a text that is not admitted.
    fn text<'t>(&self, value: Option<&'t [u8]>, is_plain: bool) -> Result<Option<&'t [u8]>, Objection> {
        match value {
            Some(text) if is_plain && !self.means_null(text) => Ok(value),
            _ => {
                let value = value.map(as_text);
                let admitted = self.admit(value)?;
                Ok(value.and_then(|text| admitted.of_text(text)).map(str::as_bytes))
            }
        }
    }
}

/// UTF-8 as text.
fn as_text(utf_8: &[u8]) -> &str {
    std::str::from_utf8(utf_8).unwrap_or_default()
}
