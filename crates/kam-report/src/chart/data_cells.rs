//! The data behind a chart, for its table: each row's cells in the order of the columns, written.

use super::asked::{Asked, cell, text};
use super::geometry::map;
use crate::format::ABSENT;
use tera::value::Key;
use tera::{Error, Kwargs, State, Value};

/// Gives rows of cells. A column names a `name` and may name the filter `format` of its numbers, or the `prefix` of
/// the messages that are the words of its ids.
pub(super) fn data_cells(arguments: &Kwargs, state: &State) -> Result<Value, Error> {
    let asked = Asked::new(arguments, state);
    let columns = asked.list("columns")?;
    let line = |row: &Value| {
        Ok(Value::from(columns.iter().map(|column| one(state, row, column)).collect::<Result<Vec<_>, Error>>()?))
    };
    Ok(Value::from(asked.rows()?.iter().map(line).collect::<Result<Vec<_>, Error>>()?))
}

fn one(state: &State, row: &Value, column: &Value) -> Result<Value, Error> {
    let option = |name: &'static str| column.as_map().and_then(|column| column.get(&Key::Str(name)));
    let name = option("name").and_then(Value::as_str);
    let name = name.ok_or_else(|| Error::message("a column of a data table has no `name`"))?;
    let value = cell(row, name)?;
    let written = match (option("format").and_then(Value::as_str), option("prefix").and_then(Value::as_str)) {
        _ if value.is_none() => ABSENT.to_owned(),
        (Some(filter), _) => text(&state.call_filter(filter, &value, Kwargs::from([]))?),
        (None, Some(prefix)) => {
            text(&state.call_filter("listed", &value, Kwargs::from([("prefix", Value::from(prefix))]))?)
        }
        (None, None) => text(&value),
    };
    Ok(map([("written", Value::from(written)), ("is_number", Value::from(option("format").is_some()))]))
}
