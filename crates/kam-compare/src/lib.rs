//! What is new in a delivery: its rows compared with what is known of their keys.
//!
//! ```text
//! landed rows ─► Known ─┐
//!                       ├─► Difference ─► Changes ─► (landed) ─► Known
//! rows of a moment ─────┘
//! ```
//!
//! [`Known`] holds of every key the digest of its newest row, and walks through time with the moments that land.
//! [`Difference`] compares a moment's rows with it as they arrive, and holds no row that says nothing new. [`Changes`]
//! are what would land, and what is gone; [`LastKnown`] finds the rows of the latter among all that has landed.
//!
//! It must never know where rows come from or where they go: no file, no lake, no clock. It works row by row, and is a
//! crate of its own so that it is compiled optimised wherever it runs.

mod difference;
mod digest;
mod known;
mod last_known;
#[cfg(test)]
mod made;
mod versions;

pub use arrow::error::ArrowError as Error;
pub use difference::{Changes, Difference, Found, New, Part};
pub use digest::Digest;
pub use known::Known;
pub use last_known::LastKnown;
pub use versions::{ORIGIN, Version};

/// The crate's result. Nothing here can fail but columns that are not what they are declared to be.
pub type Result<T, E = Error> = std::result::Result<T, E>;
