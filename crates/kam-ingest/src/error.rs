//! Why a delivery was refused, and who can do something about it.

mod detail;
mod hint;

use crate::encoding::Doubt;
use crate::unpack::Damage;
use kam_project::DriftKind;
use std::io;
use std::path::PathBuf;
use thiserror::Error;

/// Who can mend an error. It decides the exit code and whether trying again makes sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Blame {
    /// The delivery's content: talk to whoever sent it.
    Data,
    /// The place deliveries come from: wait, try again.
    Source,
    /// A definition: mend the project's folders.
    Definition,
    /// Ours.
    Bug,
}

/// A delivery that cannot be found, opened or read as declared.
#[derive(Debug, Error)]
pub enum Error {
    /// The extract names one file, and it is not there.
    #[error("no delivery for `{table}`: `{path}` is not in `{}`", root.display())]
    NoDelivery {
        /// The landed table.
        table: String,
        /// The path the extract asks for.
        path: String,
        /// The connection's root.
        root: PathBuf,
    },
    /// The extract's path leaves the connection's root, or cannot be a path below it.
    #[error("the path `{path}` of `{table}` {fault}")]
    BadPath {
        /// The landed table.
        table: String,
        /// The path the extract asks for.
        path: String,
        /// What is wrong with it.
        fault: &'static str,
    },
    /// The file's name does not tell when the sender knew it.
    #[error("the name of `{file}` does not tell when its sender knew it")]
    NameWithoutMoment {
        /// The file.
        file: String,
        /// The extract's pattern.
        pattern: String,
        /// The extract's strftime format.
        format: String,
    },
    /// A file or folder cannot be read.
    #[error("`{file}` cannot be read")]
    Unreadable {
        /// The file or folder.
        file: String,
        /// What the system says.
        source: io::Error,
    },
    /// A declared pattern is no regular expression.
    #[error("the pattern `{pattern}` of {place} is not a regular expression")]
    BadPattern {
        /// What declares it.
        place: String,
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        source: Box<regex::Error>,
    },
    /// A declared zone does not exist.
    #[error("the zone `{zone}` of column `{column}` does not exist")]
    UnknownZone {
        /// The column.
        column: String,
        /// The zone.
        zone: String,
    },
    /// Delimiter and quote cannot work.
    #[error("the format of `{file}` cannot be read: {fault}")]
    BadDialect {
        /// The file.
        file: String,
        /// What is wrong with it.
        fault: &'static str,
    },
    /// Nothing in the file: not even a header.
    #[error("`{file}` is empty")]
    Empty {
        /// The file.
        file: String,
    },
    /// The file, or its header, is not UTF-8.
    #[error("`{file}` is not UTF-8 text")]
    NotUtf8 {
        /// The file.
        file: String,
        /// What it seems to be, or where the first strange byte stands.
        finding: String,
    },
    /// The file begins with the mark of an encoding that is not the one declared, or that is not read.
    #[error("`{file}` begins with the byte order mark of {mark}")]
    WrongMark {
        /// The file.
        file: String,
        /// The encoding of the mark.
        mark: &'static str,
        /// The encodings declared.
        declared: Vec<String>,
    },
    /// Two encodings are about as likely.
    #[error("`{file}` may be {} or {}: its bytes do not tell which", doubt.readings[0].0, doubt.readings[1].0)]
    UnclearEncoding {
        /// The file.
        file: String,
        /// How it would read.
        doubt: Box<Doubt>,
    },
    /// A workbook of the kind before `.xlsx`, or one behind a password.
    #[error("`{file}` is a workbook of a kind that is not read")]
    OldWorkbook {
        /// The file.
        file: String,
    },
    /// A required or key column is not in the header.
    #[error("`{file}` lacks the required column `{column}`")]
    MissingColumn {
        /// The file.
        file: String,
        /// The column.
        column: String,
        /// The header as sent.
        header: String,
        /// The header's name that comes nearest.
        nearest: Option<String>,
    },
    /// Not one declared column is in the header.
    #[error("`{file}` has none of the declared columns")]
    NoDeclaredColumn {
        /// The file.
        file: String,
        /// The header as sent.
        header: String,
    },
    /// The header names a column twice.
    #[error("`{file}` names the column `{column}` twice in its header")]
    DuplicateColumn {
        /// The file.
        file: String,
        /// The column.
        column: String,
        /// The header as sent.
        header: String,
    },
    /// Its form differs where the extract freezes it.
    #[error("`{file}` has another form than declared, which its extract freezes")]
    Frozen {
        /// The file.
        file: String,
        /// In what it differs.
        kind: DriftKind,
        /// The column.
        column: String,
        /// How it differs, in a sentence without its full stop.
        finding: String,
    },
    /// A quote that is never closed would swallow the rest of the file.
    #[error("`{file}` opens a quote on line {line} and does not close it")]
    UnclosedQuote {
        /// The file.
        file: String,
        /// The line of the quote.
        line: u64,
        /// How many bytes it would swallow, as far as was read.
        swallowed: u64,
    },
    /// A row, or the number of columns, passes the limits.
    #[error("line {line} of `{file}` is too large: more than {limit}")]
    TooLarge {
        /// The file.
        file: String,
        /// The line.
        line: u64,
        /// The limit that was passed.
        limit: String,
    },
    /// A JSON document that is none.
    #[error("`{file}` is not JSON from line {line}, column {column} on: {fault}")]
    Malformed {
        /// The file.
        file: String,
        /// The line, from 1.
        line: u64,
        /// The character in the line, from 1.
        column: u64,
        /// What is wrong there.
        fault: String,
    },
    /// A JSON document without its records.
    #[error("`{file}` has no records at `{path}`")]
    NoRecords {
        /// The file.
        file: String,
        /// The path the extract declares.
        path: String,
    },
    /// An answer that says it is an error, delivered as if it were records.
    #[error("`{file}` is no delivery: it says that the request for it failed")]
    FailedAnswer {
        /// The file.
        file: String,
        /// The sender's words.
        message: Option<String>,
    },
    /// Packed or compressed bytes that cannot be trusted.
    #[error("`{file}` cannot be unpacked")]
    Damaged {
        /// The file.
        file: String,
        /// What is wrong with it, in a sentence.
        fault: String,
    },
    /// None of the archives has the member.
    #[error("no delivery for `{table}`: no archive has a member `{member}`")]
    NoMember {
        /// The landed table.
        table: String,
        /// The member the extract asks for.
        member: String,
        /// The members there are.
        members: Vec<String>,
    },
    /// The workbook lacks the sheet.
    #[error("`{file}` has no sheet `{sheet}`")]
    NoSheet {
        /// The file.
        file: String,
        /// The sheet the extract asks for.
        sheet: String,
        /// The sheets there are.
        sheets: Vec<String>,
    },
    /// The row that should name a sheet's columns is blank.
    #[error("`{file}` has no header in row {row}")]
    NoHeader {
        /// The file.
        file: String,
        /// The row the extract declares.
        row: u32,
    },
    /// What was read cannot be written.
    #[error("could not write what was read")]
    Unwritten {
        /// What the system says.
        source: io::Error,
    },
    /// An archive has several members, and none was named.
    #[error("`{file}` has several members")]
    SeveralMembers {
        /// The file.
        file: String,
        /// The members there are.
        members: Vec<String>,
    },
    /// A name asked for that is none.
    #[error("`{name}` cannot be a name")]
    NoName {
        /// What was asked for.
        name: String,
    },
    /// A zone asked for that is none.
    #[error("there is no time zone `{zone}`")]
    NoSuchZone {
        /// What was asked for.
        zone: String,
    },
    /// A file without rows of columns.
    #[error("`{file}` holds no table")]
    NoTable {
        /// The file.
        file: String,
    },
    /// Files that one definition is wanted of are written in different ways.
    #[error("`{file}` and `{first}` cannot be read by one definition: {finding}")]
    NotAlike {
        /// The file.
        file: String,
        /// The first of them.
        first: String,
        /// In what they differ.
        finding: String,
    },
    /// A definition drafted by us that is none: our mistake.
    #[error("the draft of `{file}` is no definition")]
    Undrafted {
        /// Where it would belong.
        file: String,
        /// What is wrong with it.
        finding: String,
    },
    /// Typed columns do not make a table: our mistake.
    #[error("the rows of `{file}` do not make a table")]
    Batch {
        /// The file.
        file: String,
        /// What Arrow says.
        source: arrow_schema::ArrowError,
    },
}

impl Error {
    /// What an error while reading says: of packed bytes it may be the delivery's fault.
    pub(crate) fn of_reading(file: &str, source: io::Error) -> Self {
        match Damage::of(&source) {
            Some(damage) => Self::Damaged { file: file.to_owned(), fault: damage.0.clone() },
            None => Self::Unreadable { file: file.to_owned(), source },
        }
    }

    /// Who can mend it.
    pub fn blame(&self) -> Blame {
        match self {
            Self::NoDelivery { .. } | Self::NoMember { .. } | Self::Unreadable { .. } | Self::Unwritten { .. } => {
                Blame::Source
            }
            Self::BadPath { .. }
            | Self::BadPattern { .. }
            | Self::UnknownZone { .. }
            | Self::SeveralMembers { .. }
            | Self::NoName { .. }
            | Self::NoSuchZone { .. }
            | Self::BadDialect { .. } => Blame::Definition,
            Self::NameWithoutMoment { .. }
            | Self::Empty { .. }
            | Self::NotUtf8 { .. }
            | Self::WrongMark { .. }
            | Self::UnclearEncoding { .. }
            | Self::OldWorkbook { .. }
            | Self::MissingColumn { .. }
            | Self::NoDeclaredColumn { .. }
            | Self::DuplicateColumn { .. }
            | Self::Frozen { .. }
            | Self::UnclosedQuote { .. }
            | Self::TooLarge { .. }
            | Self::Malformed { .. }
            | Self::NoRecords { .. }
            | Self::FailedAnswer { .. }
            | Self::Damaged { .. }
            | Self::NoSheet { .. }
            | Self::NotAlike { .. }
            | Self::NoTable { .. }
            | Self::NoHeader { .. } => Blame::Data,
            Self::Batch { .. } | Self::Undrafted { .. } => Blame::Bug,
        }
    }

    /// The drift it is refused for: its kind, as tables write it, and the column; none if it is refused for something else.
    pub fn drift(&self) -> Option<(&'static str, &str)> {
        match self {
            Self::Frozen { kind, column, .. } => Some((kind.as_str(), column)),
            Self::MissingColumn { column, .. } => Some((DriftKind::Missing.as_str(), column)),
            Self::DuplicateColumn { column, .. } => Some(("duplicate", column)),
            _ => None,
        }
    }
}
