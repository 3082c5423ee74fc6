//! One block of lines of JSON: flat records typed column by column, all others read one by one and typed with them.

use super::csv_block::in_utf_8;
use super::shape::{ROWS, Rows, Shape};
use crate::admit::{Typed, Values, admit_row};
use crate::blocks::{Block, Unreadable};
use crate::encoding::WrittenIn;
use crate::json::{Cell, Flat, Form, Line, Plan, RawRecord, flat, unquoted};
use crate::limits::RECORD_BYTES;
use crate::native::{Native, are_numbers_kept};
use crate::rejected::{Objection, RejectedRow};
use crate::rows::{Row, signed};
use kam_project::{Column, DriftPolicy, Extract, FormatKind};
use std::borrow::Cow;

/// What the lines of a file have in common.
pub(super) struct Keys {
    columns: Vec<Column>,
    form: Form,
    drift: DriftPolicy,
    /// Whether a line is its record.
    is_whole: bool,
    /// Whether numbers of each column are read as they stand.
    are_numbers_kept: Vec<bool>,
    are_all_kept: bool,
}

impl Keys {
    pub(super) fn new(extract: &Extract) -> Self {
        let record = match &extract.format.kind {
            FormatKind::Ndjson(ndjson) => ndjson.record.clone(),
            _ => Vec::new(),
        };
        let are_numbers_kept: Vec<bool> = extract.columns.iter().map(are_numbers_kept).collect();
        Self {
            columns: extract.columns.clone(),
            is_whole: record.is_empty(),
            form: Form::Line { record },
            drift: extract.drift.clone(),
            are_all_kept: !are_numbers_kept.contains(&false),
            are_numbers_kept,
        }
    }

    /// A plan that has seen no record.
    pub(super) fn plan(&self) -> Plan {
        Plan::new(&self.columns, self.form.clone(), &self.drift)
    }
}

/// Types a block of lines.
pub(super) fn typed(shape: &Shape, keys: &Keys, block: &Block) -> Result<Rows, Unreadable> {
    let (text, refused) = in_utf_8(block.bytes());
    let mut flat = flat(&text);
    let mut typing = Typing {
        shape,
        keys,
        block,
        text: &text,
        refused: &refused,
        plan: keys.plan(),
        kept: String::new(),
        cells: Vec::new(),
        lines: Vec::new(),
        columns: shape.columns(),
        numbers: Vec::new(),
        rejected: Vec::new(),
        bad: Vec::new(),
        rows: 0,
    };
    while typing.take(&mut flat)? {}
    typing.type_rows()?;
    let Typing { columns, numbers, mut rejected, mut plan, rows, .. } = typing;
    rejected.sort_unstable_by_key(|rejected| rejected.row_number);
    plan.add(&flat.seen(keys.columns.len()));
    Ok(Rows { columns: shape.arrays(columns)?, numbers, rejected, rows, lines: flat.lines, seen: plan.into_seen() })
}

/// A block's columns while they grow.
struct Typing<'a> {
    shape: &'a Shape,
    keys: &'a Keys,
    block: &'a Block,
    /// The block as UTF-8, and where bytes stand that were none.
    text: &'a [u8],
    refused: &'a [u32],
    /// Reads what is not flat.
    plan: Plan,
    /// Texts that do not stand in the block.
    kept: String,
    /// The values of the rows at hand, row after row, and their places with their numbers.
    cells: Vec<Cell>,
    lines: Vec<(Line, u64)>,
    columns: Vec<Typed>,
    numbers: Vec<i64>,
    rejected: Vec<RejectedRow>,
    bad: Vec<bool>,
    rows: u64,
}

impl<'a> Typing<'a> {
    /// Takes one line more; false behind the last.
    fn take(&mut self, flat: &mut Flat<'a>) -> Result<bool, Unreadable> {
        let begun = self.cells.len();
        self.cells.resize(begun + self.keys.columns.len(), Cell::Null);
        let Some(line) = flat.advance(&self.plan, self.cells.get_mut(begun..).unwrap_or_default()) else {
            self.cells.truncate(begun);
            return Ok(false);
        };
        if line.end - line.start >= RECORD_BYTES {
            return Err(Unreadable);
        }
        if self.keys.is_whole && line.is_flat && !self.holds_refused(line) && self.settle(begun, line.is_plain) {
            flat.count();
            self.rows += 1;
            self.lines.push((line, self.rows));
        } else {
            self.cells.truncate(begun);
            self.read_alone(line);
        }
        if self.lines.len() >= ROWS {
            let is_first = self.numbers.is_empty();
            self.type_rows()?;
            if is_first {
                self.columns.iter_mut().for_each(|column| column.foresee(line.end, self.text.len()));
            }
        }
        Ok(true)
    }

    /// Spells the values of a flat row as their columns read them; false where it takes more than that.
    fn settle(&mut self, begun: usize, is_plain: bool) -> bool {
        if is_plain && self.keys.are_all_kept {
            return true;
        }
        let Self { cells, kept, keys, text, .. } = self;
        let within = |start: u32, end: u32| text.get(start as usize..end as usize).map(as_text).unwrap_or_default();
        let columns = keys.columns.iter().zip(&keys.are_numbers_kept);
        for (cell, (column, &are_numbers_kept)) in cells.iter_mut().skip(begun).zip(columns) {
            *cell = match *cell {
                Cell::Number(start, end) if !are_numbers_kept => {
                    keep(kept, &Native::Number(Cow::Borrowed(within(start, end))).text(column))
                }
                Cell::Truth(truth) => keep(kept, &Native::Truth(truth).text(column)),
                Cell::Escaped(start, end) => match unquoted(within(start, end)) {
                    Some(text) if !text.contains('\0') => keep(kept, &text),
                    _ => return false,
                },
                plain => plain,
            };
        }
        true
    }

    /// Reads a line as any line can be read.
    fn read_alone(&mut self, line: Line) {
        let record = self.record(line);
        if record.raw.iter().all(u8::is_ascii_whitespace) {
            return;
        }
        self.rows += 1;
        match self.plan.values(&record) {
            Ok(values) => {
                let cells =
                    values.into_iter().map(|value| value.map_or(Cell::Null, |text| keep(&mut self.kept, &text)));
                self.cells.extend(cells);
                self.lines.push((line, self.rows));
            }
            Err(objection) => self.reject((line, self.rows), objection),
        }
    }

    fn record(&self, line: Line) -> RawRecord<'a> {
        RawRecord {
            raw: self.block.bytes().get(line.start..line.end).unwrap_or_default(),
            line: line.lines,
            offset: self.block.offset + line.start as u64,
            written_in: WrittenIn::UTF_8,
        }
    }

    fn reject(&mut self, (line, number): (Line, u64), objection: Objection) {
        let row = Row::Json { record: self.record(line), plan: &mut self.plan };
        self.rejected.push(row.rejected(signed(number), objection));
    }

    /// Types the rows at hand.
    fn type_rows(&mut self) -> Result<(), Unreadable> {
        self.type_columns();
        if self.bad.contains(&true) {
            let begun = self.numbers.len();
            self.columns.iter_mut().for_each(|column| column.truncate(begun));
            self.set_apart()?;
            self.type_columns();
        }
        self.numbers.extend(self.lines.iter().map(|(_, number)| signed(*number)));
        self.lines.clear();
        self.cells.clear();
        self.kept.clear();
        Ok(())
    }

    fn type_columns(&mut self) {
        self.bad.clear();
        self.bad.resize(self.lines.len(), false);
        for (at, (column, rule)) in self.columns.iter_mut().zip(self.shape.rules.iter()).enumerate() {
            let width = self.keys.columns.len();
            let values = InLines { text: self.text, kept: self.kept.as_bytes(), cells: &self.cells, width, at };
            column.extend(rule, &values, &mut self.bad);
        }
    }

    /// Takes the bad rows out, each with what is held against it.
    fn set_apart(&mut self) -> Result<(), Unreadable> {
        let (cells, lines) = (std::mem::take(&mut self.cells), std::mem::take(&mut self.lines));
        let bad = std::mem::take(&mut self.bad);
        for ((row, line), bad) in cells.chunks(self.keys.columns.len().max(1)).zip(lines).zip(bad) {
            if bad {
                let objection = self.objection(row)?;
                self.reject(line, objection);
            } else {
                self.cells.extend_from_slice(row);
                self.lines.push(line);
            }
        }
        Ok(())
    }

    fn objection(&self, row: &[Cell]) -> Result<Objection, Unreadable> {
        let text = |at: usize| row.get(at).and_then(|cell| stands(*cell, self.text, self.kept.as_bytes()));
        let field = |at: usize| text(at).map(|text| Cow::Borrowed(as_text(text)));
        let mut values = Vec::with_capacity(row.len());
        admit_row(&self.shape.rules, &mut values, field).err().ok_or(Unreadable)
    }

    fn holds_refused(&self, line: Line) -> bool {
        let first = self.refused.partition_point(|&at| (at as usize) < line.start);
        self.refused.get(first).is_some_and(|&at| (at as usize) < line.end)
    }
}

/// A column of some rows.
struct InLines<'a> {
    text: &'a [u8],
    kept: &'a [u8],
    cells: &'a [Cell],
    width: usize,
    at: usize,
}

impl Values for InLines<'_> {
    fn each(&self) -> impl Iterator<Item = Option<impl AsRef<[u8]>>> {
        let cells = self.cells.iter().skip(self.at).step_by(self.width.max(1));
        cells.map(|cell| stands(*cell, self.text, self.kept))
    }
}

/// What a settled cell holds.
fn stands<'t>(cell: Cell, text: &'t [u8], kept: &'t [u8]) -> Option<&'t [u8]> {
    match cell {
        Cell::Text(start, end) | Cell::Number(start, end) => text.get(start as usize..end as usize),
        Cell::Kept(start, end) => kept.get(start as usize..end as usize),
        _ => None,
    }
}

fn keep(kept: &mut String, text: &str) -> Cell {
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let start = kept.len();
    kept.push_str(text);
    Cell::Kept(place(start), place(kept.len()))
}

fn as_text(utf_8: &[u8]) -> &str {
    std::str::from_utf8(utf_8).unwrap_or_default()
}
