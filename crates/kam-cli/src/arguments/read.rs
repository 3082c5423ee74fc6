//! What `kam read` is asked.

use clap::Args;
use std::path::PathBuf;

/// `kam read`
#[derive(Debug, Args)]
pub(crate) struct Read {
    /// The file: CSV of any kind, JSON, a workbook; packed by gzip, or in a ZIP archive
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Print rows as they come: make no header up, and leave no row out that does not fit
    #[arg(long)]
    pub(crate) as_text: bool,
    /// The encoding of the text, by its name in the WHATWG standard, as gb18030; else it is found
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
    /// What stands between cells, one character or several; `\t` is a tab
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) delimiter: Option<String>,
    /// The quote; an empty text for none
    #[arg(long, value_name = "CHARACTER", allow_hyphen_values = true)]
    pub(crate) quote: Option<String>,
    /// What stands before a quote within quotes: the quote itself, `\`, or an empty text for nothing
    #[arg(long, value_name = "CHARACTER", allow_hyphen_values = true)]
    pub(crate) escape: Option<String>,
    /// What ends a row, if not a line end; `\n` is a line feed
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) row_end: Option<String>,
    /// How many rows name the columns; their cells are joined by a space
    #[arg(long, value_name = "N")]
    pub(crate) header_lines: Option<usize>,
    /// How many lines stand before the table
    #[arg(long, value_name = "N")]
    pub(crate) preamble_lines: Option<u64>,
    /// How many rows stand behind the table
    #[arg(long, value_name = "N")]
    pub(crate) footer_lines: Option<usize>,
    /// Which of several tables of the file, from 1
    #[arg(long, value_name = "N", value_parser = table)]
    pub(crate) table: Option<usize>,
    /// The sheet of a workbook; else its first
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
    /// The member of a ZIP archive; may be left out where there is only one
    #[arg(long, value_name = "NAME")]
    pub(crate) member: Option<String>,
}

/// Reads the number of a table.
fn table(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|number| *number > 0).ok_or_else(|| "tables are counted from 1".into())
}
