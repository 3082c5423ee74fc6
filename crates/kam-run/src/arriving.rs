//! A delivery's rows on their way to the lake, and the account kept of them.

use crate::control_totals::ControlTotals;
use crate::error::{Error, Refused, Result};
use crate::record::RejectedRow;
use crate::survey::Delivery;
use arrow::array::RecordBatch;
use kam_ingest::{Reader, Totals};
use kam_project::Extract;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::mpsc::{Receiver, Sender};

/// How many rejected rows of one delivery are kept; one that has more is refused whatever its limit.
const KEPT_REJECTIONS: usize = 100_000;

/// A delivery being read on a thread of its own, a few portions ahead of whoever takes its rows.
pub(crate) struct Arriving {
    portions: Receiver<Result<RecordBatch>>,
    account: SharedAccount,
}

impl Arriving {
    /// Begins to read.
    pub(crate) fn begin(extract: &Extract, delivery: &Delivery) -> Result<Self> {
        let reader = kam_ingest::read(extract, &delivery.found, &delivery.fingerprint)?;
        let (sender, portions) = tokio::sync::mpsc::channel(2);
        let account = SharedAccount::default();
        let (shared, surveyed, file) = (account.clone(), delivery.fingerprint.sha256.clone(), delivery.found.shown());
        tokio::task::spawn_blocking(move || read_on(reader, &sender, &shared, &surveyed, &file));
        Ok(Self { portions, account })
    }

    /// The next admitted rows, whose last column is `_row_number`; none after the last.
    pub(crate) async fn next_rows(&mut self) -> Result<Option<RecordBatch>> {
        self.portions.recv().await.transpose()
    }

    /// The account, once all rows have been taken.
    pub(crate) fn account(self, file: &str) -> Result<Account> {
        self.account.taken(file)
    }
}

/// Reads to the end of a delivery, or until nobody takes its rows any more.
fn read_on(
    mut reader: Reader,
    sender: &Sender<Result<RecordBatch>>,
    account: &SharedAccount,
    surveyed: &str,
    file: &str,
) {
    let (mut rejected, mut control) = (Vec::new(), ControlTotals::default());
    for portion in reader.by_ref() {
        let rows = portion.map_err(Error::from).and_then(|portion| {
            keep(&mut rejected, portion.rejected, file)?;
            keep(&mut rejected, portion.discarded, file)?;
            control.add(&portion.rows);
            Ok(portion.rows)
        });
        let failed = rows.is_err();
        if sender.blocking_send(rows).is_err() || failed {
            return;
        }
    }
    let totals = reader.finish();
    if totals.fingerprint.sha256 != surveyed {
        let changed = Refused {
            detail: format!("`{file}` changed while it was being read"),
            hint: Some("run again once its sender has finished writing it".to_owned()),
            drift: None,
        };
        // The other side has gone only if it failed first; then its error is the one to tell.
        let _ = sender.blocking_send(Err(Error::Refused { refusal: changed }));
        return;
    }
    account.put(Account { totals, control, rejected });
}

fn keep(kept: &mut Vec<kam_ingest::RejectedRow>, more: Vec<kam_ingest::RejectedRow>, file: &str) -> Result<()> {
    kept.extend(more);
    if kept.len() <= KEPT_REJECTIONS {
        return Ok(());
    }
    let refusal = Refused {
        detail: format!("more than {KEPT_REJECTIONS} rows of `{file}` were rejected. {}", first_rejection(kept)),
        hint: Some("compare the file with the columns its extract declares".to_owned()),
        drift: None,
    };
    Err(Error::Refused { refusal })
}

/// The account of one delivery while it is being read.
#[derive(Default)]
pub(crate) struct Account {
    pub totals: Totals,
    pub control: ControlTotals,
    pub rejected: Vec<kam_ingest::RejectedRow>,
}

impl Account {
    pub(crate) fn rejected_rows(&self, extract: &Extract, delivery: &Delivery) -> Vec<RejectedRow> {
        let row = |row: &kam_ingest::RejectedRow| RejectedRow {
            delivery_id: delivery.id.clone(),
            extract: extract.table.to_string(),
            file: delivery.found.name.clone(),
            member: delivery.found.member.clone(),
            row_number: row.row_number,
            line: Some(row.line),
            byte_offset: row.byte_offset,
            column: row.column.clone(),
            value: row.value.clone(),
            reason_code: row.reason_code.as_str().to_owned(),
            reason: row.reason.clone(),
            original: Some(row.original.clone()),
            shape_version: extract.shape_version.clone(),
            replayed_by: None,
        };
        self.rejected.iter().map(row).collect()
    }
}

/// An account shared with the stream that fills it.
#[derive(Clone, Default)]
pub(crate) struct SharedAccount(Arc<Mutex<Option<Account>>>);

impl SharedAccount {
    fn put(&self, account: Account) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(account);
    }

    pub(crate) fn taken(&self, file: &str) -> Result<Account> {
        let account = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        account.ok_or_else(|| Error::Died { part: format!("reading {file}") })
    }
}

pub(crate) fn first_rejection(rejected: &[kam_ingest::RejectedRow]) -> String {
    rejected.first().map_or_else(String::new, |row| format!("The first is in line {}: {}.", row.line, row.reason))
}
