//! What the folders say.
//!
//! A kam project is a folder of TOML, SQL, templates and CSV, laid over the definitions built into the binary.
//! This crate reads both and returns one [`Project`] of checked values, or every [`Problem`] at once: each with
//! its file, its place, and what to do. It knows how definitions are written, which file defines which table,
//! who may read whom, in which order models are built, and how the fiscal calendar runs.
//!
//! It must never know what the tables hold. It opens no connection, reads no table, no environment and no
//! clock, and links no query engine: of SQL it borrows the parser alone. It never fails and never stops at the
//! first mistake, since whoever mends definitions wants to mend them once.
//!
//! The way through: [`load()`] walks the files ([`overlay`]), each noun's module reads its own kind into a checked
//! value, and what takes two files to see is checked last. [`Graph`] and [`Calendar`] answer the planner.

mod agreement;
pub mod calendar;
pub mod columns;
mod connection;
mod dependencies;
mod dialect;
pub mod entity;
pub mod extract;
pub mod given;
pub mod glob;
pub mod graph;
mod header;
mod layers;
pub mod load;
pub mod model;
pub mod name;
pub mod overlay;
pub mod pipeline;
mod place;
pub mod problem;
pub mod project;
pub mod report;
pub mod schema;
mod settings;
mod shape;
pub mod spelling;
mod sql;
pub mod suggest;
mod written;

pub use agreement::RUN_TABLES;
pub use calendar::{Calendar, CalendarError, Month, Quarter};
pub use columns::{Audience, ColumnType, TypeError};
pub use entity::{Entity, EntityColumn, EntityKind};
pub use extract::{
    AddsUp, Column, CsvEscape, CsvFormat, DriftKind, DriftMode, DriftPolicy, Extract, FailedAnswer, Format, FormatKind,
    JsonFormat, KnownFrom, NdjsonFormat, OnResend, Source, XlsxFormat,
};
pub use given::Given;
pub use graph::Graph;
pub use load::{Loaded, load, load_builtins_only, load_over};
pub use model::{ColumnNote, Header, Model, Severity};
pub use name::{Layer, NameError, TableName};
pub use pipeline::Pipeline;
pub use problem::Problem;
pub use project::{Connection, Project, Settings};
pub use report::{FanOut, RenderedQuarters, Report, ReportKind, RowsFile, Templates};
pub use schema::schemas;
pub use spelling::{NamedFormat, Negative, Spelling, Unit};
