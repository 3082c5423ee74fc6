//! What a file was found to be, while its rows were handed over.

use super::open::Kind;
use crate::csv::Dialect;
use crate::encoding::TextEncoding;

/// What a file was found to be.
#[derive(Debug, Clone, Default)]
pub(crate) struct Found {
    pub(crate) kind: Kind,
    /// The member of an archive that was read.
    pub(crate) member: Option<String>,
    /// The encoding of a text.
    pub(crate) encoding: Option<TextEncoding>,
    /// The marks of a text file.
    pub(crate) dialect: Option<Dialect>,
    /// How many lines stand before the table.
    pub(crate) preamble_lines: u64,
    /// How many rows name the columns.
    pub(crate) header_rows: usize,
    /// The names as the file writes them, blanks and all; none without a header.
    pub(crate) names: Vec<String>,
    /// The keys that lead to the records of a JSON document.
    pub(crate) records: Vec<String>,
    /// Whether its records are arrays.
    pub(crate) is_positional: bool,
    /// How many rows stand behind the table.
    pub(crate) footer_rows: usize,
    /// The line another table begins on.
    pub(crate) next_table: Option<u64>,
}
