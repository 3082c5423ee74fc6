//! What a customer owes and pays, and what the books say about it.

use chrono::NaiveDate;

use crate::company::fen::Fen;
use crate::company::quarter::Month;

/// A receivable: one per invoice and credit note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receivable {
    /// Document number, as `YSD04711000012`.
    pub number: String,
    /// Its number in the ERP, unique among receivables.
    pub id: u64,
    /// Which of the company's ERP accounts owes it.
    pub account: usize,
    /// The invoice behind it: a place among the history's invoices.
    pub invoice: usize,
    /// The document's date.
    pub date: NaiveDate,
    /// The last day to pay it on time.
    pub due: NaiveDate,
    /// With VAT; negative for credit notes.
    pub gross: Fen,
    /// Days to pay, as agreed.
    pub terms_days: u32,
    /// Whether the customer contests it.
    pub is_disputed: bool,
}

/// A payment received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Document number, as `SKD04711000012`.
    pub number: String,
    /// Its number in the ERP, unique among receipts.
    pub id: u64,
    /// Which of the company's ERP accounts paid.
    pub account: usize,
    /// The day it arrived.
    pub date: NaiveDate,
    /// What arrived; some of it may be set against nothing (预收).
    pub amount: Fen,
}

/// Why an amount comes off a receivable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ApplicationKind {
    /// A payment.
    Cash,
    /// A discount for paying early.
    Discount,
    /// A credit note: the invoice's receivable gives and the credit note's takes, as two applications that add to
    /// nothing.
    Credit,
    /// Given up.
    WriteOff,
}

/// An amount set against a receivable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// Its number in the ERP, unique among applications.
    pub id: u64,
    /// A place among the history's receivables.
    pub receivable: usize,
    /// The day it counts.
    pub date: NaiveDate,
    /// What it takes off; negative on a credit note's receivable.
    pub amount: Fen,
    /// Why.
    pub kind: ApplicationKind,
    /// The payment it comes from, for cash: a place among the history's receipts.
    pub receipt: Option<usize>,
    /// The other receivable, for credit: a place among the history's receivables.
    pub counterpart: Option<usize>,
}

/// What the ledger says about one ERP account and month; months in which nothing moved and nothing stands are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LedgerMonth {
    /// Which of the company's ERP accounts.
    pub account: usize,
    /// The month.
    pub month: Month,
    /// Revenue without VAT.
    pub revenue: Fen,
    /// Cost of goods sold.
    pub cost: Fen,
    /// What was added to receivables, with VAT: invoices less credit notes.
    pub billed: Fen,
    /// What came off receivables, of every kind.
    pub settled: Fen,
    /// What was written off.
    pub written_off: Fen,
    /// What was owed at the month's end: payments set against nothing are not taken off.
    pub receivables: Fen,
}
