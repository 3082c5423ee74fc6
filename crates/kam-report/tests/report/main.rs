//! The portfolio report, whole: its bytes, its refusals, and what hostile rows can do to it.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up should stop")]

mod charts;
mod colours;
mod every_chart;
mod fan_out;
mod gallery;
mod golden;
mod hostile;
mod overlay;
mod refusals;
mod scripts;
mod shelf;
mod texts;
