//! Names that could be confused, each a type of its own.

use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// The layer a table lives in: the first half of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layer {
    /// Rows current at the run's `known_at`, as sent.
    Raw,
    /// Every version of every raw row.
    History,
    /// Renamed and cast, still one system.
    Staging,
    /// The union of what every system feeds.
    Entity,
    /// One customer, one invoice, whoever sent it.
    Conformed,
    /// Measures per customer and quarter.
    Marts,
    /// Queries that return what is wrong.
    Checks,
    /// What people decide and no system knows.
    Given,
    /// What the run says about itself.
    Run,
    /// A table as last committed.
    Previous,
}

impl Layer {
    /// Every layer, in the order rows travel.
    pub const ALL: [Self; 10] = [
        Self::Raw,
        Self::History,
        Self::Staging,
        Self::Entity,
        Self::Conformed,
        Self::Marts,
        Self::Checks,
        Self::Given,
        Self::Run,
        Self::Previous,
    ];

    /// The layer's name as SQL writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Raw => "raw",
            Self::History => "history",
            Self::Staging => "staging",
            Self::Entity => "entity",
            Self::Conformed => "conformed",
            Self::Marts => "marts",
            Self::Checks => "checks",
            Self::Given => "given",
            Self::Run => "run",
            Self::Previous => "previous",
        }
    }
}

/// The name of a table: layer and name, `marts.value_contribution`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TableName {
    /// The layer.
    pub layer: Layer,
    /// The name within the layer: lower-case letters, digits and underscores.
    pub name: String,
}

impl TableName {
    /// Joins a layer and a name.
    pub fn new(layer: Layer, name: impl Into<String>) -> Self {
        Self { layer, name: name.into() }
    }
}

impl fmt::Display for TableName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.layer.as_str(), self.name)
    }
}

impl FromStr for Layer {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let found = Self::ALL.into_iter().find(|layer| layer.as_str() == text);
        found.ok_or_else(|| NameError::Layer { text: text.into() })
    }
}

impl FromStr for TableName {
    type Err = NameError;

    /// Reads `marts.value_contribution`.
    fn from_str(text: &str) -> Result<Self, NameError> {
        let (layer, name) = text.split_once('.').ok_or_else(|| NameError::Parts { text: text.into() })?;
        if !is_name(name) {
            return Err(NameError::Letters { text: name.into() });
        }
        Ok(Self::new(layer.parse()?, name))
    }
}

/// Says why a text is not a name.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NameError {
    /// There is no such layer.
    #[error("there is no layer `{text}`")]
    Layer {
        /// What stood there.
        text: String,
    },
    /// The layer or the name is missing.
    #[error("`{text}` is not a layer and a name with a point between them")]
    Parts {
        /// What stood there.
        text: String,
    },
    /// It holds characters a name may not have.
    #[error("`{text}` is not made of lower-case letters, digits and underscores, a letter first")]
    Letters {
        /// What stood there.
        text: String,
    },
}

/// Whether a text may name a table, a system, a report or a connection.
pub fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written() {
        assert_eq!("marts.abc_2".parse(), Ok(TableName::new(Layer::Marts, "abc_2")));
        assert_eq!("mart.abc".parse::<TableName>(), Err(NameError::Layer { text: "mart".into() }));
        assert!("marts.Abc".parse::<TableName>().is_err());
        assert!("abc".parse::<TableName>().is_err());
    }
}
