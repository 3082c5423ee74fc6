//! The analysts' read-only window.
//!
//! This crate knows how to open the newest commit for reading, ask it one question, and write the answer down.
//! It must never know how rows come to be: nothing here can land, build or commit, and a question that would
//! change something is refused before it is planned.

mod answer;
mod error;
mod query;

pub use answer::{Answer, Format, write};
pub use error::{Blame, Error, Result};
pub use query::query;
