//! Rows in, HTML out.
//!
//! **Knows** how a number, a date and a quarter are written in each language, how a curve is drawn, and
//! how a page is put together from templates, styles and translations that stand in memory.
//!
//! **Must never know** where rows come from. This crate cannot query: it is handed the rows of each of a
//! report's queries under the query's name, and a page that wants anything else is refused with the
//! template's name, line and column. It reads no file, no clock and no environment, so the same rows give
//! the same bytes.
//!
//! ```text
//! rows      Cell, Row, Rows: what a query returned
//!   │
//! render    Renderer: one per language; templates and texts are checked when it is made
//!   ├─ fan_out    one page per account: every row is checked to be its own
//!   ├─ examples   the rows of a gallery, which stand in files
//!   ├─ format     exact decimals to text; no number ever passes through a float
//!   ├─ messages   Fluent texts of one locale
//!   ├─ functions  the filters and functions templates may use
//!   ├─ scripts    what a page may run, and its hash
//!   └─ chart      geometry of a chart, in whole hundredths of a unit
//! ```
//!
//! A template formats and never computes: sums, shares and ranks come from SQL, geometry from
//! `chart`, words from Fluent.

mod chart;
mod error;
mod examples;
mod fan_out;
mod format;
mod functions;
mod messages;
mod render;
mod rows;
mod scripts;

pub use error::{Blame, Error};
pub use fan_out::{Account, EveryPage};
pub use format::{Decimal, Rounding};
pub use render::{About, Renderer};
pub use rows::{Cell, Row, Rows};
