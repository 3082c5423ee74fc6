//! What a run tells while it works, and what it comes to.

use crate::plan::StepKind;
use schemars::JsonSchema;
use serde::Serialize;
use std::path::PathBuf;

/// One thing that happened. Told as a fact; others decide how to show it.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// The run begins.
    Started {
        /// Its id.
        run_id: String,
        /// Its pipeline.
        pipeline: String,
    },
    /// How many steps are known to lie ahead, counted from the first.
    Planned {
        /// The number of the last step known.
        steps: usize,
    },
    /// A step begins.
    StepStarted {
        /// Its number, from 1.
        number: usize,
        /// What it does.
        kind: StepKind,
        /// To which thing.
        target: String,
        /// Why.
        reason: String,
    },
    /// A step has ended.
    StepFinished {
        /// Its number, from 1.
        number: usize,
        /// What it did.
        kind: StepKind,
        /// To which thing.
        target: String,
        /// How many rows it wrote or found.
        rows: Option<u64>,
        /// How long it took.
        milliseconds: u64,
        /// How it ended.
        status: StepStatus,
        /// What is worth saying about it.
        message: Option<String>,
    },
    /// Something worth knowing that stops nothing.
    Noted {
        /// It, in a sentence.
        message: String,
    },
    /// A delivery differs from what is declared.
    Drifted {
        /// The landed table.
        extract: String,
        /// The file, with its member if it has one.
        file: String,
        /// In what: a kind of drift, as `run.drift` writes it.
        kind: &'static str,
        /// What was done about it.
        policy: &'static str,
        /// The columns.
        columns: Vec<String>,
        /// It, in a sentence.
        message: String,
    },
    /// A commit stands.
    Committed {
        /// Its number.
        number: u64,
        /// How many tables it moved.
        tables: usize,
    },
    /// The run has ended.
    Finished {
        /// Its id.
        run_id: String,
        /// How.
        status: RunStatus,
    },
}

/// How a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StepStatus {
    /// As it should.
    Done,
    /// With something the report will say.
    Warned,
    /// With something that keeps the build from becoming visible.
    Failed,
}

impl StepStatus {
    /// As tables write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Warned => "warned",
            Self::Failed => "failed",
        }
    }
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RunStatus {
    /// Everything is visible.
    Done,
    /// Everything was up to date.
    NothingToDo,
    /// Data was refused; what was visible before still is.
    Refused,
    /// It could not go on.
    Failed,
    /// Somebody stopped it.
    Stopped,
}

impl RunStatus {
    /// As tables write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::NothingToDo => "nothing_to_do",
            Self::Refused => "refused",
            Self::Failed => "failed",
            Self::Stopped => "stopped",
        }
    }
}

/// One thing a run refused, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Refusal {
    /// What was refused.
    pub what: String,
    /// Why, in full sentences.
    pub detail: String,
    /// What to do.
    pub hint: Option<String>,
}

/// What a run came to.
#[derive(Debug, Clone, Serialize)]
pub struct Outcome {
    /// The run.
    pub run_id: String,
    /// How it ended.
    pub status: RunStatus,
    /// The number of the newest commit.
    pub commit: u64,
    /// The pages now in the reports folder.
    pub reports: Vec<PathBuf>,
    /// What was refused.
    pub refusals: Vec<Refusal>,
}
