//! A definition drafted from files: what is declared of them, and what was seen that speaks for it.
//!
//! ```text
//! files ─► Survey (every row once) ─► Guess per column ─► keys ─► Draft ─► TOML ─► Proof (read as it will land)
//! ```
//!
//! Rows come as `kam read` finds them; deliveries are never read that way, so the draft is tried in the end by the reader that
//! lands them, and a column whose type would reject a row becomes text. Memory is bounded whatever the size of the files.
//! What values do not tell is not decided silently: it stays text, or the guess is told with its alternatives.

mod adding_up;
mod called;
mod column;
mod digests;
mod draft;
mod drafting;
mod evidence;
mod file_names;
mod form;
mod guess;
mod identity;
mod keys;
mod moments;
mod numbers;
mod proof;
mod spelt;
mod spelt_moment;
mod survey;
mod toml;
mod truths;

use crate::error::Error;
use crate::print::{Asked, Told};
use std::path::PathBuf;

/// What is said of the files and of the definition; the rest is found.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// How the files are written.
    pub asked: Asked,
    /// The system's name: the folder of the definition, and its connection.
    pub source: Option<String>,
    /// The table's name within its system.
    pub table: Option<String>,
    /// The IANA zone of times without an offset.
    pub zone: Option<String>,
}

/// A drafted definition.
#[derive(Debug)]
pub struct Inferred {
    /// The definition as its file would hold it.
    pub toml: String,
    /// Where it belongs below a project.
    pub place: String,
    /// What is uncertain, a sentence each.
    pub doubts: Vec<String>,
    /// Rows read by the definition, and those of them it rejects.
    pub rows: u64,
    /// The rows it rejects.
    pub rejected: u64,
    /// Why the definition cannot read a file at all.
    pub refused: Option<Error>,
}

/// Drafts one definition from files of one table; what is found out on the way is handed to `tell`.
///
/// # Errors
///
/// A file cannot be read, has no table, or is written in another way than the first; a name is none.
pub fn infer(files: &[PathBuf], wanted: &Wanted, tell: &mut dyn FnMut(Told)) -> Result<Inferred, Error> {
    drafting::infer(files, wanted, tell)
}

#[cfg(test)]
mod tests;
