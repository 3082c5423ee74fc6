//! Rows that were not admitted. A rejected row is data, not an error: it lands with its reason.

use std::fmt;

/// Makes [`ReasonCode`] of its variants, each with its code and what it means.
macro_rules! reason_codes {
    ($($variant:ident $code:literal $meaning:literal,)*) => {
        /// Why a row was rejected. The codes are stable: people filter `raw.rejected_rows` by them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum ReasonCode {
            $(
                #[doc = concat!("`", $code, "`: ", $meaning)]
                $variant,
            )*
        }

        impl ReasonCode {
            /// Every code there is.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The code as `raw.rejected_rows` stores it.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)*
                }
            }

            /// What it means, in a few words.
            pub fn meaning(self) -> &'static str {
                match self {
                    $(Self::$variant => $meaning,)*
                }
            }
        }
    };
}

reason_codes! {
    ShortRow "short_row" "fewer fields than columns.",
    LongRow "long_row" "more fields than columns.",
    StrayQuote "stray_quote" "text follows a closing quote, so the field's end is in doubt.",
    WrongForm "wrong_form" "no object or array where the record should be one.",
    RepeatedKey "repeated_key" "a key twice in one JSON object.",
    NotJson "not_json" "a line that is no JSON.",
    ErrorValue "error_value" "a cell its workbook could not compute.",
    NotUtf8 "not_utf8" "bytes that are no text in the encoding of their file.",
    NulByte "nul_byte" "a NUL byte, which no text holds.",
    RequiredNull "required_null" "NULL in a required or key column.",
    UnknownValue "unknown_value" "none of the values in `one_of`.",
    PatternUnmatched "pattern_unmatched" "the text does not match `pattern` as a whole.",
    NotANumber "not_a_number" "no number in the declared spelling.",
    TooPrecise "too_precise" "digits the type has no room for; nothing is rounded.",
    OutOfRange "out_of_range" "too large for the type.",
    NotABoolean "not_a_boolean" "none of the declared texts for true and false.",
    NotADate "not_a_date" "no date in any declared format.",
    NotATimestamp "not_a_timestamp" "no time in any declared format.",
    NoSuchTime "no_such_time" "a local time the zone's clocks skipped, a leap second, or a day only workbooks count.",
    AmbiguousTime "ambiguous_time" "a local time the zone's clocks showed twice.",
    UndeclaredColumn "undeclared_column" "a value in a column that is not declared, where such rows are left out.",
    DiscardedRow "discarded_row" "left out because the extract says so of this drift; not counted against `reject_limit`.",
    DiscardedValue "discarded_value" "not the row but one value is left out, because the extract says so of this drift: the row landed with NULL.",
    DoubledKey "doubled_key" "several rows of one delivery have the key and differ: none of them is believed.",
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
