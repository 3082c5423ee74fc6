//! The truth beside the deliveries: who is who, who left and why, and what everything adds up to.

use std::io;
use std::path::Path;

use crate::company::{CompanyHistory, Settings};

/// Writes `customers.csv`, `churn.csv` and `control_totals.csv`, one history at a time.
#[derive(Debug)]
pub struct TruthWriter {}

impl TruthWriter {
    /// Begins the files in `folder`, which must exist.
    ///
    /// # Errors
    /// Whatever the file system says.
    pub fn create(_folder: &Path, _settings: &Settings) -> io::Result<Self> {
        Ok(Self {})
    }

    /// Adds one customer.
    ///
    /// # Errors
    /// Whatever the file system says.
    pub fn add(&mut self, _history: &CompanyHistory) -> io::Result<()> {
        Ok(())
    }

    /// Writes the totals and ends the files.
    ///
    /// # Errors
    /// Whatever the file system says.
    pub fn finish(self) -> io::Result<()> {
        Ok(())
    }
}
