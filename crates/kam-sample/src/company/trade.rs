//! What a customer ordered and was billed.

use chrono::NaiveDate;

use crate::company::fen::Fen;

/// A sales order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Document number, as `XSDD04711000012`.
    pub number: String,
    /// Its number in the ERP, unique among orders.
    pub id: u64,
    /// Which of the company's ERP accounts ordered.
    pub account: usize,
    /// When.
    pub date: NaiveDate,
    /// When it should be there.
    pub promised: NaiveDate,
    /// When it was; empty while it is not.
    pub delivered: Option<NaiveDate>,
    /// Whether it was called off: then it is neither delivered nor billed.
    pub is_cancelled: bool,
    /// What was ordered.
    pub lines: Vec<Line>,
}

/// A line of an order, an invoice or a credit note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// A place in [`crate::company::PRODUCTS`].
    pub product: usize,
    /// Units; negative on credit notes, and none where a credit note only cuts the price.
    pub quantity: i64,
    /// List price of one unit.
    pub list_price: Fen,
    /// Discount in hundredths of a percent of list.
    pub discount: u32,
    /// The line after discount, without VAT; negative on credit notes.
    pub net: Fen,
    /// VAT, 13 %.
    pub tax: Fen,
    /// Standard cost of the goods; negative on credit notes that take goods back, nothing where only the price was cut.
    pub cost: Fen,
}

/// An invoice, or a credit note where it refers to one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invoice {
    /// Document number, as `XSFP04711000012`.
    pub number: String,
    /// Its number in the ERP, unique among invoices.
    pub id: u64,
    /// Number on the tax invoice, 20 digits.
    pub tax_number: String,
    /// Which of the company's ERP accounts is billed.
    pub account: usize,
    /// The day it counts for revenue.
    pub date: NaiveDate,
    /// The order billed: a place among the history's orders.
    pub order: usize,
    /// The invoice it takes back from, for credit notes (红字): a place among the history's invoices.
    pub credits: Option<usize>,
    /// What was billed.
    pub lines: Vec<Line>,
}

impl Line {
    /// The line at list price, before discount, without VAT.
    #[must_use]
    pub fn at_list(&self) -> Fen {
        Fen(self.list_price.0 * self.quantity)
    }

    /// The line with VAT.
    #[must_use]
    pub fn gross(&self) -> Fen {
        self.net + self.tax
    }
}

impl Order {
    /// The order without VAT.
    #[must_use]
    pub fn net(&self) -> Fen {
        self.lines.iter().map(|line| line.net).sum()
    }
}

impl Invoice {
    /// Whether it is a credit note.
    #[must_use]
    pub fn is_credit_note(&self) -> bool {
        self.credits.is_some()
    }

    /// What it bills without VAT.
    #[must_use]
    pub fn net(&self) -> Fen {
        self.lines.iter().map(|line| line.net).sum()
    }

    /// What it bills with VAT.
    #[must_use]
    pub fn gross(&self) -> Fen {
        self.lines.iter().map(Line::gross).sum()
    }

    /// What the goods cost.
    #[must_use]
    pub fn cost(&self) -> Fen {
        self.lines.iter().map(|line| line.cost).sum()
    }
}
