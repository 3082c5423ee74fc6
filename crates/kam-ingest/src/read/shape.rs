//! What the blocks of a file have in common, and what comes of one.

use super::csv_block::{self, Cells};
use super::lines_block::{self, Keys};
use crate::admit::{Rule, Typed};
use crate::blocks::{Block, Unreadable};
use crate::json::Seen;
use crate::rejected::RejectedRow;
use arrow_array::ArrayRef;
use std::sync::Arc;

/// How many rows are typed at a time: as many as stay near the processor.
pub(super) const ROWS: usize = 1_024;

/// What the blocks of a file have in common.
pub(super) struct Shape {
    pub(super) file: String,
    pub(super) rules: Arc<[Rule]>,
    pub(super) form: Form,
}

/// What they have in common by their format.
pub(super) enum Form {
    Csv(Cells),
    Lines(Keys),
}

/// The rows of a block. Numbers and lines count from its beginning.
pub(super) struct Rows {
    pub(super) columns: Vec<ArrayRef>,
    /// The numbers of the admitted rows.
    pub(super) numbers: Vec<i64>,
    pub(super) rejected: Vec<RejectedRow>,
    pub(super) rows: u64,
    pub(super) lines: u64,
    /// The keys that were there, of a format that has keys in every row.
    pub(super) seen: Seen,
}

impl Shape {
    /// Types a block; one that holds a row no file may have is to be read row by row, which says what is wrong.
    pub(super) fn typed(&self, block: &Block) -> Result<Rows, Unreadable> {
        match &self.form {
            Form::Csv(cells) => csv_block::typed(self, cells, block),
            Form::Lines(keys) => lines_block::typed(self, keys, block),
        }
    }

    /// Columns without rows.
    pub(super) fn columns(&self) -> Vec<Typed> {
        self.rules.iter().map(|rule| Typed::new(rule.kind())).collect()
    }

    /// Columns as Arrow has them.
    pub(super) fn arrays(&self, columns: Vec<Typed>) -> Result<Vec<ArrayRef>, Unreadable> {
        let arrays = columns.into_iter().zip(self.rules.iter()).map(|(column, rule)| column.into_array(rule.kind()));
        arrays.collect::<Result<_, _>>().map_err(|_| Unreadable)
    }
}
