//! Rows of a sheet on their way from the thread that reads them to the one that types them: many in a few allocations.

use super::cells::{Cell, Days};
use super::shared_texts::SharedTexts;
use chrono::NaiveDateTime;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// Some rows of a sheet.
#[derive(Default)]
pub(crate) struct Batch {
    texts: String,
    cells: Vec<Packed>,
    rows: Vec<Row>,
    /// Where the texts of the row that is being gathered begin.
    begun: usize,
    /// What its cells of [`Kind::Shared`] refer to.
    shared: Arc<SharedTexts>,
}

struct Row {
    line: u32,
    cells: Range<usize>,
    bytes: usize,
}

struct Packed {
    column: u32,
    kind: Kind,
}

/// A cell without its text, which stands elsewhere.
enum Kind {
    Text(Place),
    Shared(u32),
    Truth(bool),
    Number(Place, Days),
    Moment(NaiveDateTime),
    Error(Place),
}

/// Where a text stands among a batch's.
#[derive(Clone, Copy)]
struct Place {
    start: u32,
    bytes: u32,
}

/// One row of a sheet.
#[derive(Clone, Copy)]
pub(crate) struct SheetRow<'a> {
    /// Its number in the sheet, from 1.
    pub(crate) line: u32,
    cells: &'a [Packed],
    bytes: usize,
    batch: &'a Batch,
}

impl Batch {
    /// An empty one whose cells may refer to these texts.
    pub(super) fn sharing(shared: &Arc<SharedTexts>) -> Self {
        Self { shared: Arc::clone(shared), ..Self::default() }
    }

    pub(super) fn shared(&self) -> &Arc<SharedTexts> {
        &self.shared
    }

    pub(super) fn rows(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn row(&self, at: usize) -> Option<SheetRow<'_>> {
        let row = self.rows.get(at)?;
        let cells = self.cells.get(row.cells.clone()).unwrap_or_default();
        Some(SheetRow { line: row.line, cells, bytes: row.bytes, batch: self })
    }

    /// Adds a cell to the row that is being gathered, and tells about how many bytes it holds.
    pub(super) fn push(&mut self, column: usize, cell: &Cell<'_>) -> usize {
        let kind = match cell {
            Cell::Text(text) => Kind::Text(self.place(text)),
            Cell::Truth(truth) => Kind::Truth(*truth),
            Cell::Number { text, days } => Kind::Number(self.place(text), *days),
            Cell::Moment(moment) => Kind::Moment(*moment),
            Cell::Error(text) => Kind::Error(self.place(text)),
        };
        self.cells.push(Packed { column: narrow(column), kind });
        cell.size()
    }

    /// The same of a cell that holds a shared text. None if there is no such text.
    pub(super) fn push_shared(&mut self, column: usize, at: u32) -> Option<usize> {
        let size = self.shared.get(at)?.len();
        if size > 0 {
            self.cells.push(Packed { column: narrow(column), kind: Kind::Shared(at) });
        }
        Some(size)
    }

    /// Ends the row that is being gathered.
    pub(super) fn end_row(&mut self, line: u32, bytes: usize) {
        let cells = self.ended()..self.cells.len();
        self.begun = self.texts.len();
        let row = self.cells.get_mut(cells.clone()).unwrap_or_default();
        if !row.is_sorted_by_key(|cell| cell.column) {
            row.sort_by_key(|cell| cell.column);
        }
        if !cells.is_empty() {
            self.rows.push(Row { line, cells, bytes });
        }
    }

    /// Drops the row that is being gathered.
    pub(super) fn drop_row(&mut self) {
        self.cells.truncate(self.ended());
        self.texts.truncate(self.begun);
    }

    /// How many cells the row that is being gathered has.
    pub(super) fn gathered(&self) -> usize {
        self.cells.len() - self.ended()
    }

    /// How many cells the ended rows have.
    fn ended(&self) -> usize {
        self.rows.last().map_or(0, |row| row.cells.end)
    }

    fn place(&mut self, text: &str) -> Place {
        let start = narrow(self.texts.len());
        self.texts.push_str(text);
        Place { start, bytes: narrow(text.len()) }
    }

    fn text(&self, place: Place) -> &str {
        let start = place.start as usize;
        self.texts.get(start..start + place.bytes as usize).unwrap_or_default()
    }

    fn cell(&self, kind: &Kind) -> Cell<'_> {
        let text = |place: &Place| Cow::Borrowed(self.text(*place));
        match kind {
            Kind::Text(place) => Cell::Text(text(place)),
            Kind::Shared(at) => Cell::Text(Cow::Borrowed(self.shared.get(*at).unwrap_or_default())),
            Kind::Truth(truth) => Cell::Truth(*truth),
            Kind::Number(place, days) => Cell::Number { text: text(place), days: *days },
            Kind::Moment(moment) => Cell::Moment(*moment),
            Kind::Error(place) => Cell::Error(text(place)),
        }
    }
}

impl<'a> SheetRow<'a> {
    /// The cells that are not empty, with their columns from 0, in order.
    pub(crate) fn cells(self) -> impl Iterator<Item = (usize, Cell<'a>)> {
        self.cells.iter().map(move |cell| (cell.column as usize, self.batch.cell(&cell.kind)))
    }

    /// The first cell of a column, if it has any.
    pub(crate) fn cell(self, column: usize) -> Option<Cell<'a>> {
        let is_before = |cell: &Packed| (cell.column as usize) < column;
        // Nearly every row has all its cells, so that each stands where its column says.
        let is_there = self.cells.get(column).is_some_and(|cell| cell.column as usize == column)
            && column.checked_sub(1).and_then(|before| self.cells.get(before)).is_none_or(is_before);
        let at = if is_there { column } else { self.cells.partition_point(is_before) };
        let cell = self.cells.get(at).filter(|cell| cell.column as usize == column)?;
        Some(self.batch.cell(&cell.kind))
    }

    /// How many columns there are up to its last cell.
    pub(crate) fn width(self) -> usize {
        self.cells.last().map_or(0, |cell| cell.column as usize + 1)
    }

    /// The row with a tab between cells.
    pub(crate) fn original(self) -> String {
        let shown =
            |at| self.cell(at).map(|cell| cell.shown().replace(['\t', '\r', '\n', '\0'], " ")).unwrap_or_default();
        (0..self.width()).map(shown).collect::<Vec<_>>().join("\t")
    }

    /// About how many bytes it holds.
    pub(crate) fn size(self) -> usize {
        self.bytes
    }
}

/// A batch's texts and a sheet's columns are far fewer than 2^32: both are bounded.
fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
