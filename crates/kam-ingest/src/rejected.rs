//! Rows that were not admitted. A rejected row is data, not an error: it lands with its reason.

use std::fmt;

/// Why a row was rejected. The codes are stable: people filter `raw.rejected_rows` by them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReasonCode {
    /// `short_row`: fewer fields than columns.
    ShortRow,
    /// `long_row`: more fields than columns.
    LongRow,
    /// `stray_quote`: text follows a closing quote, so the field's end is in doubt.
    StrayQuote,
    /// `wrong_form`: no object or array where the record should be one.
    WrongForm,
    /// `repeated_key`: a key twice in one JSON object.
    RepeatedKey,
    /// `not_json`: a line that is no JSON.
    NotJson,
    /// `error_value`: a cell its workbook could not compute.
    ErrorValue,
    /// `not_utf8`: bytes that are no UTF-8 text.
    NotUtf8,
    /// `nul_byte`: a NUL byte, which no text holds.
    NulByte,
    /// `required_null`: NULL in a required or key column.
    RequiredNull,
    /// `unknown_value`: none of the values in `one_of`.
    UnknownValue,
    /// `pattern_unmatched`: the text does not match `pattern` as a whole.
    PatternUnmatched,
    /// `not_a_number`: no number in the declared spelling.
    NotANumber,
    /// `too_precise`: digits the type has no room for; nothing is rounded.
    TooPrecise,
    /// `out_of_range`: too large for the type.
    OutOfRange,
    /// `not_a_boolean`: none of the declared texts for true and false.
    NotABoolean,
    /// `not_a_date`: no date in any declared format.
    NotADate,
    /// `not_a_timestamp`: no time in any declared format.
    NotATimestamp,
    /// `no_such_time`: a local time the zone's clocks skipped, or a leap second.
    NoSuchTime,
    /// `ambiguous_time`: a local time the zone's clocks showed twice.
    AmbiguousTime,
}

impl ReasonCode {
    /// The code as `raw.rejected_rows` stores it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ShortRow => "short_row",
            Self::LongRow => "long_row",
            Self::StrayQuote => "stray_quote",
            Self::WrongForm => "wrong_form",
            Self::RepeatedKey => "repeated_key",
            Self::NotJson => "not_json",
            Self::ErrorValue => "error_value",
            Self::NotUtf8 => "not_utf8",
            Self::NulByte => "nul_byte",
            Self::RequiredNull => "required_null",
            Self::UnknownValue => "unknown_value",
            Self::PatternUnmatched => "pattern_unmatched",
            Self::NotANumber => "not_a_number",
            Self::TooPrecise => "too_precise",
            Self::OutOfRange => "out_of_range",
            Self::NotABoolean => "not_a_boolean",
            Self::NotADate => "not_a_date",
            Self::NotATimestamp => "not_a_timestamp",
            Self::NoSuchTime => "no_such_time",
            Self::AmbiguousTime => "ambiguous_time",
        }
    }
}

impl AsRef<str> for ReasonCode {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for ReasonCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One row that was not admitted, with its place, the offending value and the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedRow {
    /// The row's number among the file's data rows, from 1.
    pub row_number: i64,
    /// The line on which the row begins, from 1; of a workbook, the sheet's row.
    pub line: i64,
    /// Where the row begins in the file, in bytes; none in a workbook, which has no such place.
    pub byte_offset: Option<i64>,
    /// The first column that failed, as the file names it; none if the row failed as a whole.
    pub column: Option<String>,
    /// What stood in that column.
    pub value: Option<String>,
    /// The reason as a code.
    pub reason_code: ReasonCode,
    /// The reason as a sentence.
    pub reason: String,
    /// The row as sent, without its line end; of a workbook, with tabs between cells. Bytes that are no text are written `\xNN`.
    pub original: String,
}

/// Why a row cannot be admitted, before its place is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Objection {
    pub(crate) column: Option<String>,
    pub(crate) value: Option<String>,
    pub(crate) code: ReasonCode,
    pub(crate) reason: String,
}

impl Objection {
    /// An objection to the row as a whole.
    pub(crate) fn to_row(code: ReasonCode, reason: String) -> Self {
        Self { column: None, value: None, code, reason }
    }
}

/// A value as a sentence quotes it: at most 60 characters, on one line.
pub(crate) fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short.replace(['\r', '\n', '\t'], " ")
}
