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
