//! JSON: documents and lines, cut into records, and records into values.
//!
//! JSON readers hold a whole document, or stop at its first mistake without its place. Here the grammar is followed
//! byte by byte, so that a document of any size is read in the memory of one record, a malformed one is refused with
//! line and column, and a rejected record keeps its own bytes. Numbers are never turned into floats: a value reaches
//! its column as it was spelled.

mod bytes;
mod course;
mod document;
mod flat;
mod grammar;
mod lines;
mod pieces;
mod record;
mod token;

pub(crate) use document::Document;
pub(crate) use flat::{Cell, Flat, Line, flat};
pub(crate) use lines::{Lines, fault as line_fault};
pub(crate) use pieces::{elements, members, text_end, unquoted};
pub(crate) use record::{Form, Plan, RawRecord, Seen};

#[cfg(test)]
mod tests;
