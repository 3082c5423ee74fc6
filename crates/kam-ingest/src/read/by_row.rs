//! Reading row by row: any format, and every row however odd.

use super::{Portion, Totals};
use crate::admit::{Rule, Table, Value, admit_row};
use crate::drift::{self, Drift, Watch};
use crate::error::Error;
use crate::limits::{PORTION_BYTES, PORTION_ROWS};
use crate::rejected::{Objection, ReasonCode};
use crate::rows::{Fields, Row, Rows, signed};
use std::io::Read;
use std::sync::Arc;

/// A delivery's rows, one at a time.
pub(super) struct ByRow<R> {
    pub(super) rows: Rows<R>,
    file: String,
    rules: Arc<[Rule]>,
    table: Table,
    values: Vec<Value>,
    pub(super) watch: Watch,
    ended: bool,
}

impl<R: Read> ByRow<R> {
    pub(super) fn new(file: &str, rows: Rows<R>, rules: Arc<[Rule]>, table: Table, watch: Watch) -> Self {
        let values = Vec::with_capacity(rules.len());
        Self { rows, file: file.to_owned(), rules, table, values, watch, ended: false }
    }

    /// Some rows more, or none after the last; they are added to the totals.
    pub(super) fn portion(&mut self, totals: &mut Totals) -> Result<Option<Portion>, Error> {
        let (mut rejected, mut discarded) = (Vec::new(), Vec::new());
        let mut bytes = 0;
        while !self.ended && self.table.rows() + rejected.len() < PORTION_ROWS && bytes < PORTION_BYTES {
            let Some(mut row) = self.rows.advance()? else {
                self.ended = true;
                // Which keys JSON has is known only now.
                drift::refuse_frozen(&self.file, &self.rows.drifts(totals.rows_read))?;
                break;
            };
            bytes += row.size();
            totals.rows_read += 1;
            let row_number = signed(totals.rows_read);
            let (table, rules, values, watch) = (&mut self.table, &self.rules, &mut self.values, &mut self.watch);
            let admitted = row.fields().and_then(|fields| {
                watch.admit_row(rules, values, |at| fields.get(at))?;
                table.push(row_number, values, |at| fields.get(at));
                Ok(())
            });
            match admitted {
                Ok(()) => {
                    totals.rows_admitted += 1;
                    discarded.extend(watch.discarded_values(&row, row_number));
                }
                Err(objection) => {
                    let row = watch.rejected(&self.file, &row, row_number, objection)?;
                    totals.rows_discarded += u64::from(row.reason_code == ReasonCode::DiscardedRow);
                    totals.rows_rejected += 1;
                    rejected.push(row);
                }
            }
        }
        let rows = self.table.take().map_err(|source| Error::Batch { file: self.file.clone(), source })?;
        Ok((rows.num_rows() > 0 || !rejected.is_empty()).then_some(Portion { rows, rejected, discarded }))
    }

    /// How the file differs from what is declared, of so many rows: its names first, then its values.
    pub(super) fn drifts(&self, rows_read: u64) -> Vec<Drift> {
        let mut drifts = self.rows.drifts(rows_read);
        drifts.extend(self.watch.values());
        drifts
    }
}

/// Types a row into `values`; its fields hold the text.
pub(super) fn admit<'a>(row: &mut Row<'a>, rules: &[Rule], values: &mut Vec<Value>) -> Result<Fields<'a>, Objection> {
    let fields = row.fields()?;
    admit_row(rules, values, |at| fields.get(at))?;
    Ok(fields)
}
