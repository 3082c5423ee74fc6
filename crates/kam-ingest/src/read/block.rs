//! One block of a CSV file: its rows typed column by column, and those that are not admitted one by one.

use super::by_row::admit;
use crate::admit::{Rule, Typed, Value, Values};
use crate::csv::{self, Block, Dialect, FoundRows, Place, Plain, Records, Rest, Span, Unreadable, Walk};
use crate::header::Layout;
use crate::rejected::RejectedRow;
use crate::rows::{Row, signed};
use arrow_array::ArrayRef;
use memchr::memchr_iter;
use std::borrow::Cow;
use std::sync::Arc;

/// How many rows are typed at a time: as many as stay near the processor.
const ROWS: usize = 1_024;

/// What the blocks of a file have in common.
pub(super) struct Shape {
    pub(super) file: String,
    pub(super) plain: Plain,
    /// The same, for what is read by itself.
    pub(super) dialect: Dialect,
    pub(super) layout: Layout,
    pub(super) rules: Arc<[Rule]>,
}

/// The rows of a block. Numbers and lines count from its beginning.
pub(super) struct Rows {
    pub(super) columns: Vec<ArrayRef>,
    /// The numbers of the admitted rows.
    pub(super) numbers: Vec<i64>,
    pub(super) rejected: Vec<RejectedRow>,
    pub(super) rows: u64,
    pub(super) lines: u64,
}

/// Types a block; one that holds a row no file may have is to be read row by row, which says what is wrong.
pub(super) fn typed(shape: &Shape, block: &Block) -> Result<Rows, Unreadable> {
    let (text, refused) = legible(&block.bytes);
    let width = shape.layout.names.len();
    let mut walk = Walk::new(&block.bytes, shape.plain, width, refused);
    let mut typing = Typing {
        shape,
        block,
        text: &text,
        columns: shape.rules.iter().map(|rule| Typed::new(rule.kind())).collect(),
        numbers: Vec::new(),
        rejected: Vec::new(),
        bad: Vec::new(),
    };
    let mut found = FoundRows::default();
    loop {
        walk.take(ROWS, &mut found)?;
        if found.places.is_empty() && found.odd.is_empty() {
            break;
        }
        typing.add(&mut found)?;
    }
    let Typing { columns, numbers, rejected, .. } = typing;
    let columns = columns.into_iter().zip(shape.rules.iter()).map(|(column, rule)| column.into_array(rule.kind()));
    let columns = columns.collect::<Result<Vec<_>, _>>().map_err(|_| Unreadable)?;
    Ok(Rows { columns, numbers, rejected, rows: walk.rows, lines: walk.lines })
}

/// The block as text, with a mark for each byte that is none, and where those and NUL stand.
fn legible(bytes: &[u8]) -> (Cow<'_, str>, Vec<u32>) {
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let mut refused: Vec<u32> = memchr_iter(0, bytes).map(place).collect();
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (Cow::Borrowed(text), refused);
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for _ in chunk.invalid() {
            refused.push(place(text.len()));
            text.push('?');
        }
    }
    refused.sort_unstable();
    (Cow::Owned(text), refused)
}

/// A block's columns while they grow.
struct Typing<'a> {
    shape: &'a Shape,
    block: &'a Block,
    text: &'a str,
    columns: Vec<Typed>,
    numbers: Vec<i64>,
    rejected: Vec<RejectedRow>,
    bad: Vec<bool>,
}

impl Typing<'_> {
    /// Adds some rows.
    fn add(&mut self, found: &mut FoundRows) -> Result<(), Unreadable> {
        self.type_columns(found);
        if self.bad.contains(&true) {
            let begun = self.numbers.len();
            self.columns.iter_mut().for_each(|column| column.truncate(begun));
            set_apart(found, &self.bad, self.shape.layout.names.len());
            self.type_columns(found);
        }
        self.numbers.extend(found.places.iter().map(|place| signed(place.number)));
        found.odd.iter().try_for_each(|place| {
            self.rejected.push(self.reject(place)?);
            Ok(())
        })
    }

    fn type_columns(&mut self, found: &FoundRows) {
        self.bad.clear();
        self.bad.resize(found.places.len(), false);
        let (width, dialect) = (self.shape.layout.names.len(), &self.shape.dialect);
        let places = self.shape.layout.places.iter();
        for ((column, rule), &place) in self.columns.iter_mut().zip(self.shape.rules.iter()).zip(places) {
            let values = InRows { text: self.text, fields: &found.fields, width, place, dialect };
            column.extend(rule, &values, &mut self.bad);
        }
    }

    /// Reads one row by itself, for what is held against it.
    fn reject(&self, place: &Place) -> Result<RejectedRow, Unreadable> {
        let bytes = self.block.bytes.get(place.start..place.end).unwrap_or_default();
        let mut records = Records::resume(Rest {
            input: std::io::empty(),
            file: self.shape.file.clone(),
            dialect: self.shape.plain,
            carried: bytes.to_vec(),
            line: place.lines,
            offset: self.block.offset + place.start as u64,
            ended: true,
        });
        let record = records.advance().map_err(|_| Unreadable)?.ok_or(Unreadable)?;
        let mut row = Row::Csv(csv::Row { record, layout: &self.shape.layout });
        let mut values: Vec<Value> = Vec::with_capacity(self.shape.rules.len());
        match admit(&mut row, &self.shape.rules, &mut values) {
            Err(objection) => Ok(row.rejected(signed(place.number), objection)),
            Ok(_) => Err(Unreadable),
        }
    }
}

/// Takes the bad rows out of those that have the form they should have.
fn set_apart(found: &mut FoundRows, bad: &[bool], width: usize) {
    let (mut fields, mut places) = (Vec::with_capacity(found.fields.len()), Vec::with_capacity(found.places.len()));
    for ((place, spans), bad) in found.places.iter().zip(found.fields.chunks(width.max(1))).zip(bad) {
        if *bad {
            found.odd.push(*place);
        } else {
            places.push(*place);
            fields.extend_from_slice(spans);
        }
    }
    found.odd.sort_unstable_by_key(|place| place.number);
    (found.fields, found.places) = (fields, places);
}

/// A column of some rows.
struct InRows<'a> {
    text: &'a str,
    fields: &'a [Span],
    width: usize,
    place: Option<usize>,
    dialect: &'a Dialect,
}

impl Values for InRows<'_> {
    fn each(&self) -> impl Iterator<Item = Option<Cow<'_, str>>> {
        self.fields.chunks_exact(self.width.max(1)).map(|row| {
            let span = row.get(self.place?)?;
            let inner = self.text.get(span.start as usize..span.end() as usize)?;
            Some(if span.is_escaped() { Cow::Owned(self.dialect.unescaped(inner)) } else { Cow::Borrowed(inner) })
        })
    }
}
