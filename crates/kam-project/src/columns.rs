//! The types a column may have, in every definition alike.

use schemars::JsonSchema;
use serde::Deserialize;
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// The type of a column: small on purpose, so that both engines and every Delta reader agree on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColumnType {
    /// UTF-8 text.
    Text,
    /// 64-bit signed integer.
    Bigint,
    /// True or false.
    Boolean,
    /// A calendar day.
    Date,
    /// An instant, microseconds, UTC.
    Timestamp,
    /// An exact number: total digits (at most 38) and digits after the point.
    Decimal(u8, u8),
}

impl fmt::Display for ColumnType {
    /// Writes the type as SQL and as TOML spell it: `decimal(18,4)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text => f.write_str("text"),
            Self::Bigint => f.write_str("bigint"),
            Self::Boolean => f.write_str("boolean"),
            Self::Date => f.write_str("date"),
            Self::Timestamp => f.write_str("timestamp"),
            Self::Decimal(precision, scale) => write!(f, "decimal({precision},{scale})"),
        }
    }
}

/// Who may see a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "audience")]
pub enum Audience {
    /// Anyone.
    Public,
    /// The customer it speaks of.
    Customer,
    /// Our own people only.
    Internal,
    /// Our own people, with a lawful reason: it names a natural person.
    Personal,
}

/// Says why a text is not a column type, and which one was probably meant.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TypeError {
    /// No type is called so.
    #[error("there is no type `{text}`")]
    Unknown {
        /// What stood there.
        text: String,
        /// The type of ours for what other systems call so.
        ours: Option<&'static str>,
    },
    /// A decimal without its two numbers.
    #[error("`{text}` lacks its digits: in all, and after the point")]
    Digits {
        /// What stood there.
        text: String,
    },
    /// A decimal outside what 128 bits hold.
    #[error("`{text}` is outside what a decimal holds: 1 to 38 digits, of which at most all stand after the point")]
    Range {
        /// What stood there.
        text: String,
    },
}

impl FromStr for ColumnType {
    type Err = TypeError;

    /// Reads a type as TOML spells it.
    fn from_str(text: &str) -> Result<Self, TypeError> {
        match text {
            "text" => Ok(Self::Text),
            "bigint" => Ok(Self::Bigint),
            "boolean" => Ok(Self::Boolean),
            "date" => Ok(Self::Date),
            "timestamp" => Ok(Self::Timestamp),
            _ if text.starts_with("decimal") => decimal(text),
            _ => Err(TypeError::Unknown { text: text.into(), ours: ours(text) }),
        }
    }
}

fn decimal(text: &str) -> Result<ColumnType, TypeError> {
    let digits = || TypeError::Digits { text: text.into() };
    let inner = text.strip_prefix("decimal(").and_then(|rest| rest.strip_suffix(')'));
    let (precision, scale) = inner.and_then(|inner| inner.split_once(',')).ok_or_else(digits)?;
    let precision: u8 = precision.trim().parse().map_err(|_| digits())?;
    let scale: u8 = scale.trim().parse().map_err(|_| digits())?;
    if !(1..=38).contains(&precision) || scale > precision {
        return Err(TypeError::Range { text: text.into() });
    }
    Ok(ColumnType::Decimal(precision, scale))
}

/// What other systems call our types.
fn ours(text: &str) -> Option<&'static str> {
    let word = text.to_lowercase();
    let word = word.split(['(', ' ']).next().unwrap_or_default();
    match word {
        "string" | "varchar" | "char" | "nvarchar" | "str" | "utf8" => Some("text"),
        "int" | "integer" | "int64" | "int32" | "smallint" | "long" => Some("bigint"),
        "bool" | "bit" => Some("boolean"),
        "datetime" | "timestamptz" | "timestamp_tz" => Some("timestamp"),
        "float" | "double" | "real" | "numeric" | "number" | "money" => Some("decimal(18,4)"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_read_as_they_are_written() {
        for text in ["text", "bigint", "boolean", "date", "timestamp", "decimal(18,4)"] {
            assert_eq!(text.parse::<ColumnType>().map(|kind| kind.to_string()), Ok(text.into()));
        }
        assert_eq!("decimal(38, 0)".parse(), Ok(ColumnType::Decimal(38, 0)));
        assert!(matches!("decimal(40,2)".parse::<ColumnType>(), Err(TypeError::Range { .. })));
        assert!(matches!("decimal(4,5)".parse::<ColumnType>(), Err(TypeError::Range { .. })));
        assert!(matches!("decimal".parse::<ColumnType>(), Err(TypeError::Digits { .. })));
        assert!(matches!("int".parse::<ColumnType>(), Err(TypeError::Unknown { ours: Some("bigint"), .. })));
    }
}
