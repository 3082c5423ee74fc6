//! What is sold.

use crate::company::fen::Fen;

/// A product: listed once for all customers and quarters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Product {
    /// Material number, as `10.02.0007`.
    pub code: &'static str,
    /// Name, Chinese.
    pub name: &'static str,
    /// Product line, Chinese.
    pub line: &'static str,
    /// Specification, as `M20x1.5`.
    pub specification: &'static str,
    /// Unit of sale, as `件`.
    pub unit: &'static str,
    /// List price of one unit in the base year.
    pub list_price: Fen,
    /// Standard cost of one unit in the base year.
    pub standard_cost: Fen,
}

/// All products, by line.
pub const PRODUCTS: &[Product] = &[];
