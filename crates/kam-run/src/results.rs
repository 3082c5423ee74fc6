//! `run_results.json`: what a run did, for whoever started it. Written whatever happened.

use crate::error::{Error, Result};
use crate::event::{Outcome, Refusal, RunStatus};
use crate::hand_out::write_if_different;
use crate::record::{CheckRow, StepRow};
use schemars::{JsonSchema, schema_for};
use serde::Serialize;
use std::path::Path;

/// The file, in the project's folder.
const FILE: &str = "run_results.json";

/// What a run did.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "run_results")]
pub(crate) struct RunResults<'a> {
    /// The run: its moment in UTC. Later runs sort behind earlier ones.
    pub run_id: &'a str,
    /// The pipeline that ran.
    pub pipeline: &'a str,
    /// When it began, RFC 3339.
    pub started_at: String,
    /// When it ended, RFC 3339.
    pub ended_at: String,
    /// How it ended.
    pub status: RunStatus,
    /// The newest commit, where the run came to an end.
    pub commit: Option<u64>,
    /// The version of kam.
    pub kam_version: &'static str,
    /// What it did, in order.
    pub steps: &'a [StepRow],
    /// What its checks found.
    pub checks: &'a [CheckRow],
    /// What it refused.
    pub refusals: &'a [Refusal],
    /// What kept the run from going on.
    pub error: Option<String>,
}

/// The JSON Schema of `run_results.json`.
pub fn run_results_schema() -> String {
    let text = serde_json::to_string_pretty(&schema_for!(RunResults<'static>)).unwrap_or_default();
    format!("{text}\n")
}

impl<'a> RunResults<'a> {
    /// Takes over how the run ended.
    pub(crate) fn ended(mut self, result: &'a Result<Outcome>) -> Self {
        match result {
            Ok(outcome) => {
                (self.status, self.commit) = (outcome.status, Some(outcome.commit));
                self.refusals = &outcome.refusals;
            }
            Err(error) => {
                let detail = error.detail().map(|detail| format!(": {detail}"));
                self.error = Some(format!("{error}{}", detail.unwrap_or_default()));
            }
        }
        self
    }

    /// Writes the file.
    pub(crate) fn write(&self, root: &Path) -> Result<()> {
        let target = root.join(FILE);
        let json = serde_json::to_string_pretty(self)
            .map_err(|source| Error::Output { path: target.display().to_string(), source: source.into() })?;
        write_if_different(&target, &json)
    }
}
