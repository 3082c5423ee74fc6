//! A definition in the making: everything its file will say.

use super::evidence::share;
use super::guess::Guess;

/// A definition, each part of it with what was seen.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    /// What is said before anything is declared.
    pub(super) heading: Vec<String>,
    /// What is landed, from where, and how it adds up.
    pub(super) opening: Vec<Entry>,
    /// How a file is read.
    pub(super) format: Vec<Entry>,
    /// What is said of columns together.
    pub(super) of_columns: Vec<String>,
    pub(super) columns: Vec<Column>,
}

/// A key and its value.
#[derive(Debug, Clone, Default)]
pub(super) struct Entry {
    pub(super) key: &'static str,
    /// The value as TOML.
    pub(super) toml: String,
    /// What stands behind it.
    pub(super) evidence: String,
    /// What stands before it, on lines of their own.
    pub(super) doubts: Vec<String>,
}

/// A column.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) source_name: String,
    pub(super) name: String,
    pub(super) guess: Guess,
    pub(super) required: bool,
    /// Its own texts for NULL, if they are not those of the format.
    pub(super) null: Option<Vec<String>>,
    pub(super) rows: u64,
    pub(super) lacking: u64,
}

impl Entry {
    pub(super) fn new(key: &'static str, toml: impl Into<String>, evidence: impl Into<String>) -> Self {
        Self { key, toml: toml.into(), evidence: evidence.into(), doubts: Vec::new() }
    }

    /// A sentence in the place of an entry.
    pub(super) fn remark(sentence: impl Into<String>) -> Self {
        Self::default().doubting(sentence)
    }

    pub(super) fn doubting(mut self, doubt: impl Into<String>) -> Self {
        self.doubts.push(doubt.into());
        self
    }
}

impl Column {
    /// What was seen of it, in one sentence.
    pub(super) fn evidence(&self) -> String {
        let mut said = self.guess.evidence.clone();
        if self.lacking > 0 && self.lacking < self.rows {
            said.push(format!("no value in {}", share(self.lacking, self.rows)));
        } else if self.lacking == 0 && self.rows > 0 {
            said.push("never empty".to_owned());
        }
        said.join("; ")
    }
}
