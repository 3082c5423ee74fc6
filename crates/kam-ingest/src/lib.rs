//! Deliveries in, typed batches out. This crate never sees the lake.
//!
//! ```text
//! find ─► fingerprint ─► read ─► Portion { rows, rejected } … ─► finish ─► Totals
//! ```
//!
//! [`find`] resolves an extract's path below its connection's root: files, or the members of archives. [`fingerprint`]
//! identifies a delivery by its unpacked bytes, so that one already landed is not parsed again, however it is packed.
//! [`read()`] gives rows in portions of bounded size; every row of the file is in exactly one of them, admitted or
//! rejected, and [`Totals`] says so: `rows_read = rows_admitted + rows_rejected`.
//!
//! Four formats stand behind one seam: whatever a file is, it gives rows, and a row gives one text per declared column.
//! What a format types itself (JSON's numbers, a workbook's days) is spelled as the column declares it, so that one
//! place types everything, and a rule of an extract means the same in every format.
//!
//! What is wrong falls in one of two classes. A *row* with a bad value, too few or too many fields, or bytes that are
//! no text is rejected: it comes back as a [`RejectedRow`] with line, byte offset, column, value, a stable
//! [`ReasonCode`], a sentence, and the row as sent. A *file* that cannot be trusted as a whole is refused with an
//! [`Error`]: a required column missing, a name twice in the header, a quote or a bracket never closed, an answer that
//! is an error, packed bytes cut short, nothing in it at all. The error says whom to [`blame`](Error::blame), so the
//! run knows its exit code and whether to try again.
//!
//! | file | what it does |
//! |---|---|
//! | `delivery.rs` | finds files and members, fingerprints them |
//! | `archive.rs`, `unpack.rs` | list a ZIP archive; unpack members and gzip as they are read, within limits |
//! | `encoding.rs` | finds the encoding of text, and gives it as UTF-8 |
//! | `csv.rs` | cuts a CSV file into records, with their place and their bytes |
//! | `blocks.rs`, `csv/blocks.rs` | cut a file into blocks of records, wherever its format allows |
//! | `marks.rs`, `csv/fields.rs` | find all fields of a block of rows at once |
//! | `json/course.rs`, `json/token.rs`, `json/flat.rs` | find the values of lines that are flat records by the keys of the line before |
//! | `glance.rs` | looks at sixteen bytes at once |
//! | `json.rs` | does so with JSON, whole documents or lines, and reaches into their records |
//! | `workbook.rs` | gives the rows of a sheet |
//! | `header.rs` | says which declared column stands where |
//! | `rows.rs` | the seam: formats on one side, typing on the other |
//! | `drift.rs` | says how a file differs from what is declared, and what is done about it |
//! | `native.rs` | spells what a format types itself as the column declares it |
//! | `admit.rs` | types values: the only place that does |
//! | `admit/columns.rs`, `admit/plain.rs` | type whole columns, plain spellings quickly, all others by their rule |
//! | `read.rs` | ties these together, in portions, and counts |
//! | `read/by_row.rs`, `read/by_block.rs` | one row at a time; or a CSV file or lines of JSON block by block on all cores, with the same result |
//! | `infer.rs` | drafts a definition from files, with what speaks for each part of it |
//! | `given.rs` | the same for tables that people write by hand |
//! | `limits.rs` | what a file may ask of us |
//!
//! Nothing here reads the clock or the environment, prints, or panics over what a file holds.

mod admit;
mod archive;
mod blocks;
mod csv;
mod delivery;
mod drift;
mod encoding;
mod error;
mod given;
mod glance;
mod header;
mod infer;
mod json;
pub mod limits;
#[cfg(test)]
mod made;
mod marks;
mod native;
mod print;
mod read;
mod rejected;
mod rows;
mod sniff;
mod unpack;
mod workbook;

pub use admit::{ROW_NUMBER, arrow_schema};
pub use delivery::{Fingerprint, FoundFile, find, fingerprint};
pub use drift::{Drift, Evolved, evolved};
pub use encoding::{Doubt, Known, TextEncoding};
pub use error::{Blame, Error};
pub use given::admit_given;
pub use infer::{Inferred, Wanted, infer};
pub use print::{Asked, Printed, Told, print};
pub use read::{Portion, Reader, Totals, read, read_from};
pub use rejected::{ReasonCode, RejectedRow};
