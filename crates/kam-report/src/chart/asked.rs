//! What a template asks of a chart: rows, the names of their columns, and how values are written.

use super::geometry::Size;
use crate::format::{ABSENT, Decimal};
use std::sync::Arc;
use tera::value::Key;
use tera::{Error, Kwargs, Map, State, Value};

/// The arguments of one call, with the filters that write its values.
pub(super) struct Asked<'a> {
    arguments: &'a Kwargs,
    state: &'a State<'a>,
}

impl<'a> Asked<'a> {
    /// Joins a call's arguments with what it may call.
    pub(super) fn new(arguments: &'a Kwargs, state: &'a State<'a>) -> Self {
        Self { arguments, state }
    }

    /// The rows to draw.
    pub(super) fn rows(&self) -> Result<&'a [Value], Error> {
        self.list("rows")
    }

    /// A list by its argument's name; none given is an empty one.
    pub(super) fn list(&self, argument: &'a str) -> Result<&'a [Value], Error> {
        match self.arguments.get::<&Value>(argument)?.filter(|value| !value.is_none()) {
            None => Ok(&[]),
            Some(value) => value
                .as_array()
                .ok_or_else(|| Error::message(format!("`{argument}` of a chart is {}; it takes a list", value.name()))),
        }
    }

    /// A word, where one is given: `none` and the empty text are none.
    pub(super) fn word(&self, argument: &'a str) -> Result<Option<&'a str>, Error> {
        let value = self.arguments.get::<&Value>(argument)?.filter(|value| !value.is_none());
        match value.map(|value| value.as_str().ok_or(value)) {
            None => Ok(None),
            Some(Ok(text)) => Ok(Some(text).filter(|text| !text.is_empty())),
            Some(Err(value)) => {
                Err(Error::message(format!("`{argument}` of a chart is {}; it takes a text", value.name())))
            }
        }
    }

    /// Whether a switch is on.
    pub(super) fn is_on(&self, argument: &'a str) -> Result<bool, Error> {
        Ok(self.arguments.get::<bool>(argument)?.unwrap_or(false))
    }

    /// `narrow` or `wide`.
    pub(super) fn size(&self) -> Result<Size, Error> {
        Ok(if self.word("size")? == Some("narrow") { Size::Narrow } else { Size::Wide })
    }

    /// A number given as an argument, in millionths.
    pub(super) fn given(&self, argument: &'a str) -> Result<Option<i128>, Error> {
        self.arguments.get::<&Value>(argument)?.map_or(Ok(None), millionths)
    }

    /// The cell of the column an argument names, or of the column called as the argument itself.
    pub(super) fn cell(&self, row: &Value, argument: &'a str) -> Result<Value, Error> {
        cell(row, self.word(argument)?.unwrap_or(argument))
    }

    /// The cell of the column an argument names, where it names one.
    pub(super) fn chosen(&self, row: &Value, argument: &'a str) -> Result<Value, Error> {
        self.word(argument)?.map_or(Ok(Value::none()), |column| cell(row, column))
    }

    /// The same as a number, in millionths.
    pub(super) fn number(&self, row: &Value, argument: &'a str) -> Result<Option<i128>, Error> {
        millionths(&self.cell(row, argument)?)
    }

    /// A row's label: its column's text, in the words of messages if a `prefix` is given, or by the filter `label_format`.
    pub(super) fn label(&self, row: &Value) -> Result<String, Error> {
        let value = self.cell(row, "label")?;
        if value.is_none() {
            return Ok(ABSENT.to_owned());
        }
        let value = match (self.word("prefix")?, self.word("label_format")?) {
            (Some(prefix), _) => {
                self.state.call_filter("listed", &value, Kwargs::from([("prefix", Value::from(prefix))]))?
            }
            (None, Some(filter)) => self.state.call_filter(filter, &value, Kwargs::from([]))?,
            (None, None) => value,
        };
        Ok(text(&value))
    }

    /// A value as the filter `format` writes it, money in short if none is named; `places` and `sign` go with it.
    pub(super) fn written(&self, value: &Value) -> Result<String, Error> {
        self.written_as("format", value)
    }

    /// The same by the filter another argument names.
    pub(super) fn written_as(&self, argument: &'a str, value: &Value) -> Result<String, Error> {
        if value.is_none() {
            return Ok(ABSENT.to_owned());
        }
        let mut options = Map::new();
        for name in ["places", "sign"] {
            if let Some(option) = self.arguments.get::<&Value>(name)?.filter(|option| !option.is_none()) {
                options.insert(name.into(), option.clone());
            }
        }
        let filter = match self.word(argument)? {
            None | Some("short") => {
                options.insert("style".into(), Value::from("short"));
                "money"
            }
            Some(filter) => filter,
        };
        Ok(text(&self.state.call_filter(filter, value, Kwargs::new(Arc::new(options)))?))
    }

    /// A place on an axis, written as the values are.
    pub(super) fn mark(&self, millionths: i128) -> Result<String, Error> {
        self.written(&Decimal::new(millionths, 6).into_value())
    }

    /// The marks of an axis as values are written, without a fraction if none of them has any.
    pub(super) fn marks(&self, marks: &[i128]) -> Result<Vec<String>, Error> {
        Ok(without_zero_fractions(marks.iter().map(|&mark| self.mark(mark)).collect::<Result<Vec<_>, Error>>()?))
    }
}

/// Texts without their fractions, if all of those are zero: a row of labels is read, not reckoned with.
pub(super) fn without_zero_fractions(texts: Vec<String>) -> Vec<String> {
    let bare: Option<Vec<String>> = texts.iter().map(|text| without_zero_fraction(text)).collect();
    bare.unwrap_or(texts)
}

/// `45.0%` as `45%`; none if there is a fraction that counts.
fn without_zero_fraction(text: &str) -> Option<String> {
    let Some((whole, rest)) = text.split_once('.') else { return Some(text.to_owned()) };
    let after = rest.trim_start_matches('0');
    (after.len() < rest.len() && !after.starts_with(|letter: char| letter.is_ascii_digit()))
        .then(|| format!("{whole}{after}"))
}

/// A row's cell; a column that is not there is the template's mistake.
pub(super) fn cell(row: &Value, column: &str) -> Result<Value, Error> {
    let found = row.as_map().and_then(|cells| cells.get(&Key::Str(column)));
    found.cloned().ok_or_else(|| Error::message(format!("the chart's rows have no column `{column}`")))
}

/// A number in millionths; NULL stays unknown.
pub(super) fn millionths(value: &Value) -> Result<Option<i128>, Error> {
    if value.is_none() { Ok(None) } else { Ok(Some(Decimal::from_value(value)?.millionths())) }
}

/// A value as text; what is unknown is a dash.
pub(super) fn text(value: &Value) -> String {
    if value.is_none() { ABSENT.to_owned() } else { value.as_str().map_or_else(|| value.to_string(), str::to_owned) }
}

#[cfg(test)]
mod tests {
    use super::without_zero_fraction;

    #[test]
    fn a_fraction_of_zeros_is_left_out() {
        let bare = ["45.0", "1,200.00%", "45.05", "45", "0.50"].map(without_zero_fraction);
        assert_eq!(bare, [Some("45".to_owned()), Some("1,200%".to_owned()), None, Some("45".to_owned()), None]);
    }
}
