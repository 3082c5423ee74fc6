//! What `kam infer` is asked.

use clap::Args;
use std::path::PathBuf;

/// `kam infer`
#[derive(Debug, Args)]
pub(crate) struct Infer {
    /// The file, or several of one table: CSV of any kind, JSON, a workbook; packed by gzip, or in a ZIP archive
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// The system it comes from: the folder of the definition and its connection; else the folder the file lies in
    #[arg(long, value_name = "NAME")]
    pub(crate) source: Option<String>,
    /// The table's name within its system; else that of the file
    #[arg(long, value_name = "NAME")]
    pub(crate) table: Option<String>,
    /// The zone of times without an offset, as Asia/Shanghai; else UTC is put down, and told as a guess
    #[arg(long, value_name = "ZONE")]
    pub(crate) zone: Option<String>,
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
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=16))]
    pub(crate) header_lines: Option<u16>,
    /// How many lines stand before the table
    #[arg(long, value_name = "N")]
    pub(crate) preamble_lines: Option<u32>,
    /// How many rows stand behind the table
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=1000))]
    pub(crate) footer_lines: Option<u16>,
    /// The sheet of a workbook; else its first
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
    /// The member of a ZIP archive; may be left out where there is only one
    #[arg(long, value_name = "NAME")]
    pub(crate) member: Option<String>,
    /// The keys that lead to the records of a JSON document, with dots between them; else the first array of objects
    #[arg(long, value_name = "PATH")]
    pub(crate) records: Option<String>,
}
