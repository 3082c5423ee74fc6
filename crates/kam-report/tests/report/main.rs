//! The portfolio report, whole: its bytes, its refusals, and what hostile rows can do to it.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up should stop")]

mod charts;
mod colours;
mod gallery;
mod golden;
mod hostile;
mod refusals;
mod shelf;
mod texts;
