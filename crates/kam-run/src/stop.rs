//! The wish to stop a run, told from outside and heard between its steps.

use crate::error::{Error, Result};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A wish to stop that whoever listens for signals can tell a run, at any time and from any thread.
///
/// The run ends after the step at hand; what it had landed stands, what it was building never becomes visible.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Asks the run to stop.
    pub fn ask(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// An error once somebody asked.
    pub(crate) fn heard(&self) -> Result<()> {
        if self.0.load(Ordering::Relaxed) { Err(Error::Stopped) } else { Ok(()) }
    }
}
