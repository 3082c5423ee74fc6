//! Decide, then do.
//!
//! This crate is the only place where deliveries, lake and reports meet. It compares what is declared with
//! what is there ([`plan()`]), does it ([`run()`]), tells about it as [`Event`]s, and remembers it in `run.*`.
//!
//! It must never know how a file is parsed, how a commit is made, or how a page looks; and it prints nothing.
//!
//! A run makes two commits. The first lands deliveries as raw rows. The second makes models, checks and
//! reports visible together, or nothing; what happened is recorded either way.

mod alive;
mod arriving;
mod bound;
mod build;
mod cells;
pub mod clock;
mod compile;
mod control_totals;
mod drift;
mod duckdb;
mod error;
mod event;
mod execute;
mod facts;
mod fan_out;
mod fingerprint;
mod hand_out;
mod keyed;
mod known;
mod land;
mod ledger;
mod log;
pub mod maintain;
mod memory;
mod moment;
mod origin;
mod pages;
mod past;
mod plan;
mod preview;
mod record;
mod rehearse;
mod remember;
mod render;
mod replay;
mod results;
mod side_by_side;
mod slices;
mod sources;
mod status;
mod stop;
mod surroundings;
mod survey;
mod validate;

pub use duckdb::{Dialect, compile};
pub use error::{Blame, Error, Result};
pub use event::{Event, Outcome, Refusal, RunStatus, StepStatus};
pub use execute::run;
pub use hand_out::{ReportRequest, report};
pub use kam_lake::limit_memory;
pub use past::{PastRun, history};
pub use plan::{Plan, Step, StepKind, plan};
pub use preview::{PreviewRequest, gallery, preview};
pub use rehearse::{Props, Rehearsal};
pub use replay::{Replayed, replay};
pub use results::run_results_schema;
pub use status::{Status, status};
pub use stop::Stop;
pub use surroundings::{Request, Surroundings};
pub use validate::validate;
