//! One block of a CSV file: its rows typed column by column, and those that are not admitted one by one.

use super::by_row::admit;
use super::shape::{ROWS, Rows, Shape};
use crate::admit::{Typed, Value, Values};
use crate::blocks::{Block, Rest, Unreadable};
use crate::csv::{self, Dialect, FoundRows, Place, Plain, Records, Span, walk};
use crate::header::Layout;
use crate::json::Seen;
use crate::rejected::RejectedRow;
use crate::rows::{Row, signed};
use encoding_rs::Encoding;
use memchr::memchr_iter;
use std::borrow::Cow;

/// What the rows of a file have in common.
pub(super) struct Cells {
    pub(super) plain: Plain,
    /// The same, for what is read by itself.
    pub(super) dialect: Dialect,
    pub(super) layout: Layout,
}

impl Cells {
    pub(super) fn new(plain: Plain, layout: Layout) -> Self {
        Self { plain, dialect: Dialect::plain(char::from(plain.delimiter), plain.quote), layout }
    }
}

/// Types a block of rows.
pub(super) fn typed(shape: &Shape, cells: &Cells, block: &Block) -> Result<Rows, Unreadable> {
    let (text, refused) = legible(block.bytes());
    let width = cells.layout.names.len();
    let mut walk = walk(block.bytes(), cells.plain, width, refused);
    let mut typing = Typing {
        shape,
        cells,
        block,
        text: &text,
        columns: shape.columns(),
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
        let is_first = typing.numbers.is_empty();
        typing.add(&mut found)?;
        if is_first {
            typing.columns.iter_mut().for_each(|column| column.foresee(walk.passed(), text.len()));
        }
    }
    let Typing { columns, numbers, rejected, .. } = typing;
    let columns = shape.arrays(columns)?;
    Ok(Rows { columns, numbers, rejected, rows: walk.rows, lines: walk.lines, seen: Seen::default() })
}

/// The block as UTF-8, with a mark for each byte that is none, and where those and NUL stand.
fn legible(bytes: &[u8]) -> (Cow<'_, [u8]>, Vec<u32>) {
    let nuls = memchr_iter(0, bytes).map(|at| u32::try_from(at).unwrap_or(u32::MAX));
    let (text, mut refused) = in_utf_8(bytes);
    refused.extend(nuls);
    refused.sort_unstable();
    (text, refused)
}

/// Bytes as UTF-8, with a mark for each that is none, and where those stand.
pub(super) fn in_utf_8(bytes: &[u8]) -> (Cow<'_, [u8]>, Vec<u32>) {
    if Encoding::utf8_valid_up_to(bytes) == bytes.len() {
        return (Cow::Borrowed(bytes), Vec::new());
    }
    let (mut text, mut refused) = (Vec::with_capacity(bytes.len()), Vec::new());
    for chunk in bytes.utf8_chunks() {
        text.extend_from_slice(chunk.valid().as_bytes());
        for _ in chunk.invalid() {
            refused.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
            text.push(b'?');
        }
    }
    (Cow::Owned(text), refused)
}

/// A block's columns while they grow.
struct Typing<'a> {
    shape: &'a Shape,
    cells: &'a Cells,
    block: &'a Block,
    text: &'a [u8],
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
            set_apart(found, &self.bad, self.cells.layout.names.len());
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
        let (width, dialect) = (self.cells.layout.names.len(), &self.cells.dialect);
        let places = self.cells.layout.places.iter();
        for ((column, rule), &place) in self.columns.iter_mut().zip(self.shape.rules.iter()).zip(places) {
            let values = InRows { text: self.text, fields: &found.fields, width, place, dialect };
            column.extend(rule, &values, &mut self.bad);
        }
    }

    /// Reads one row by itself, for what is held against it.
    fn reject(&self, place: &Place) -> Result<RejectedRow, Unreadable> {
        let bytes = self.block.bytes().get(place.start..place.end).unwrap_or_default();
        let rest = Rest {
            input: std::io::empty(),
            file: self.shape.file.clone(),
            carried: bytes.to_vec(),
            line: place.lines,
            offset: self.block.offset + place.start as u64,
            ended: true,
        };
        let mut records = Records::resume(rest, self.cells.plain);
        let record = records.advance().map_err(|_| Unreadable)?.ok_or(Unreadable)?;
        let mut row = Row::Csv(csv::Row { record, layout: &self.cells.layout });
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
    text: &'a [u8],
    fields: &'a [Span],
    width: usize,
    place: Option<usize>,
    dialect: &'a Dialect,
}

impl Values for InRows<'_> {
    fn each(&self) -> impl Iterator<Item = Option<impl AsRef<[u8]>>> {
        self.fields.chunks_exact(self.width.max(1)).map(|row| {
            let span = row.get(self.place?)?;
            let inner = self.text.get(span.start as usize..span.end() as usize)?;
            Some(if span.is_escaped() { Cow::Owned(self.unescaped(inner)) } else { Cow::Borrowed(inner) })
        })
    }
}

impl InRows<'_> {
    fn unescaped(&self, inner: &[u8]) -> Vec<u8> {
        self.dialect.unescaped(std::str::from_utf8(inner).unwrap_or_default()).into_bytes()
    }
}
