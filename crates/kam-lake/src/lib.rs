//! Where rows rest and how they are asked.
//!
//! This crate knows object stores, Delta tables and the query engine. It is the sole writer of the
//! lake: [`Writer`] stages files where they will live and makes all of a commit visible at once, or
//! nothing. [`Reader`] follows the newest commit and can do nothing but read. [`Session`] is the one
//! door to the engine.
//!
//! It must never know what a delivery looks like, what a report says, or when to run.
//!
//! The order of a commit, and why nothing is lost or doubled whatever fails:
//!
//! 1. data files are written, under names nobody knows yet;
//! 2. `_kam/plan/N` is put if absent: the exact bytes of every Delta log entry to come. From here on
//!    the commit will happen, if need be by the next run;
//! 3. every Delta log entry is put if absent. One that is already there must hold our bytes: then an
//!    earlier try, or a retry inside the store's client, has written it;
//! 4. `_kam/commit/N` is put if absent: table to version. Readers follow it, so all tables move at once.
//!
//! Then, and never as a condition of it, tables whose log has grown get a checkpoint.

mod addition;
pub mod calendar;
mod checkpoint;
mod columns;
mod commit;
mod delta;
mod durable;
mod error;
mod evolved;
mod functions;
mod head;
mod held;
pub mod history;
mod leaving;
mod location;
mod lock;
mod log_window;
pub mod maintain;
mod memory;
mod pages;
mod parquet_file;
mod patient;
mod prepared;
mod read;
mod record;
mod remote;
mod replaceable;
mod row_groups;
mod scan;
#[cfg(test)]
mod scarce;
mod session;
mod staged;
mod statistics;
mod write;

pub mod dry_run;

pub use addition::Addition;
pub use columns::{arrow_field, arrow_type, spelled};
pub use commit::Writer;
pub use delta::{DataFile, TableState};
pub use error::{Blame, Error, Result};
pub use head::Head;
pub use location::Location;
pub use memory::{Reservation, limit_memory};
pub use patient::Patience;
pub use prepared::Prepared;
pub use read::Reader;
pub use replaceable::ReplaceableRows;
pub use session::{Rows, Session, SessionSettings};
pub use staged::{Destination, Replace, Staged};
