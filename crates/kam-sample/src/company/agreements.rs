//! Contracts.

use chrono::NaiveDate;

use crate::company::fen::Fen;

/// A frame agreement of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    /// Salesforce id, beginning with `800`.
    pub id: String,
    /// Contract number, as `HT-2025-04711`.
    pub number: String,
    /// What it is called.
    pub name: String,
    /// Which of the company's CRM accounts holds it.
    pub account: usize,
    /// When it was asked for.
    pub requested: NaiveDate,
    /// When both had signed.
    pub signed: NaiveDate,
    /// Its first day.
    pub start: NaiveDate,
    /// The day after its last.
    pub end: NaiveDate,
    /// Notice to be given before the end.
    pub notice_days: u32,
    /// Its worth in a year.
    pub annual_amount: Fen,
    /// Whether it goes on unless somebody ends it.
    pub is_auto_renewed: bool,
    /// The contract that follows it, if signed by now: a place among the history's contracts.
    pub renewed_by: Option<usize>,
    /// When it was ended before its time.
    pub terminated: Option<NaiveDate>,
    /// Who looks after it: a place in [`crate::company::vendor::STAFF`].
    pub owner: usize,
}
