//! What a file may ask of us: every bound that keeps one delivery from taking the machine.

/// The longest row of a text file, in bytes. A longer one is an unclosed quote or not a table at all.
pub const RECORD_BYTES: usize = 1024 * 1024;

/// The most columns a file may have.
pub const COLUMNS: usize = 4_096;

/// The most rows, admitted and rejected together, that one [`Portion`](crate::Portion) holds.
pub const PORTION_ROWS: usize = 32_768;

/// The most bytes of file text that one portion is made of: long rows make portions of fewer rows.
pub const PORTION_BYTES: usize = 32 * 1024 * 1024;

/// How much of a file is asked for at a time, in bytes.
pub const CHUNK_BYTES: usize = 256 * 1024;

/// The most brackets that may be open in JSON at once.
pub const JSON_DEPTH: usize = 128;

/// The longest part of a JSON document that is kept beside its records, in bytes: a key, or the words of an error.
pub const CAUGHT_BYTES: usize = 64 * 1024;

/// The most bytes that packed bytes may unpack to.
pub const UNPACKED_BYTES: u64 = 64 * 1024 * 1024 * 1024;

/// How many times larger than its packed form something may be, once it is larger than [`UNPACKED_FREELY`].
pub const UNPACKED_TIMES: u64 = 500;

/// How large anything may unpack, however small it was, in bytes.
pub const UNPACKED_FREELY: u64 = 4 * 1024 * 1024;

/// The most members an archive may have.
pub const ARCHIVE_MEMBERS: usize = 65_536;

/// The largest workbook, in bytes: it is held while it is read.
pub const WORKBOOK_BYTES: u64 = 128 * 1024 * 1024;

/// The most bytes that all parts of a workbook may unpack to.
pub const WORKBOOK_UNPACKED: u64 = 2 * 1024 * 1024 * 1024;

/// The most bytes that the parts of a workbook beside its sheets may unpack to: its texts are held.
pub const WORKBOOK_STRINGS: u64 = 256 * 1024 * 1024;

/// The most rows of a sheet, as Excel has it.
pub const SHEET_ROWS: u32 = 1_048_576;

/// The most columns of a sheet, as Excel has it.
pub const SHEET_COLUMNS: usize = 16_384;

/// The most cells of a sheet that are read.
pub const SHEET_CELLS: u64 = 100_000_000;

/// The most bytes of rows that stand in a sheet's file once and are repeated, as `.ods` files may say; a cell counts 16 more, a row 256.
pub const SHEET_REPEATED: usize = 16 * 1024 * 1024;

/// About how much of a CSV file, or of lines of JSON, is typed at a time, in bytes: what stays near a processor while it is looked at.
pub const BLOCK_BYTES: usize = 1024 * 1024;
