//! The way a dialect is cut: the plain one fast, any other one by its marks.

use super::dialect::{Dialect, Plain};
use super::{Cut, Field, General, cut};

/// How records are cut: the plain dialect fast, any other one.
pub(super) enum Cutter {
    Plain(Plain),
    General(Box<General>),
}

impl Cutter {
    pub(super) fn of(dialect: &Dialect) -> Self {
        dialect.as_plain().map_or_else(|| Self::General(Box::new(General::new(dialect))), Self::Plain)
    }

    pub(super) fn cut(&self, window: &[u8], last: bool, fields: &mut Vec<Field>) -> Cut {
        match self {
            Self::Plain(plain) => cut(window, last, *plain, fields),
            Self::General(general) => general.cut(window, last, fields),
        }
    }
}
