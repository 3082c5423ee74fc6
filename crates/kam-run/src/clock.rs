//! The only clock.

use chrono::{DateTime, Utc};

/// This moment. Nothing a model computes depends on it; it dates deliveries, runs and log entries.
#[expect(clippy::disallowed_methods, reason = "this is the only clock")]
pub fn now() -> DateTime<Utc> {
    Utc::now()
}
