//! How a column spells its values, beyond what its type says by itself.

use schemars::JsonSchema;
use serde::Deserialize;

/// The spellings a column declares; the default takes only what every program writes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spelling {
    /// How numbers below zero are written; empty means with a minus before them.
    pub negative: Vec<Negative>,
    /// What may stand beside a number, the longest text first.
    pub units: Vec<Unit>,
    /// The sizes of the groups between thousands marks, from the right, the last one for all others; empty means 3.
    pub groups: Vec<u8>,
    /// Whether digits, letters and marks may be of full width, as in `１２３．５０`.
    pub full_width: bool,
    /// What is taken off texts: a blank from both ends, anything else once from the end.
    pub trim: Vec<String>,
    /// The first of the hundred years that two digits can mean.
    pub first_year: Option<i32>,
}

/// How a number below zero is written, told by the number one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[schemars(rename = "negative")]
pub enum Negative {
    /// A minus before it.
    #[serde(rename = "-1")]
    Before,
    /// A minus behind it, as SAP writes.
    #[serde(rename = "1-")]
    After,
    /// Round brackets, as accountants write.
    #[serde(rename = "(1)")]
    Brackets,
}

impl Negative {
    /// All of them, as they are written.
    pub(crate) const ALL: [(&str, Self); 3] = [("-1", Self::Before), ("1-", Self::After), ("(1)", Self::Brackets)];
}

/// A text that may stand before or behind a number, and what it multiplies it by: `mantissa × 10^exponent`, above zero.
///
/// The empty text speaks of numbers beside which no unit stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// What stands there.
    pub text: String,
    /// The digits of the factor, not ending in 0.
    pub mantissa: i128,
    /// Its power of ten.
    pub exponent: i32,
}

impl Unit {
    /// Whether the unit changes the number beside it.
    pub fn scales(&self) -> bool {
        (self.mantissa, self.exponent) != (1, 0)
    }
}

/// A way of writing moments that strftime has no letters for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedFormat {
    /// Days counted by a workbook, 1 being 1900-01-01, and 60 a day that never was.
    Excel1900,
    /// Days counted by a workbook, 0 being 1904-01-01.
    Excel1904,
    /// Time since 1970-01-01 UTC in units of `10^-n` seconds.
    Epoch(u8),
    /// 99999999 less the digits of `%Y%m%d`, as SAP keeps days whose latest comes first.
    Inverted,
}

impl NamedFormat {
    /// All of them with their names.
    pub const ALL: [(&str, Self); 6] = [
        ("excel_1900", Self::Excel1900),
        ("excel_1904", Self::Excel1904),
        ("epoch_seconds", Self::Epoch(0)),
        ("epoch_milliseconds", Self::Epoch(3)),
        ("epoch_microseconds", Self::Epoch(6)),
        ("inverted", Self::Inverted),
    ];

    /// The format of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, format)| *format)
    }
}
