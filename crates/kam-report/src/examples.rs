//! The rows of a gallery, which stand in files of its own: `rows/<name>.json`.
//!
//! A file holds whatever the page wants to loop over, mostly a list of rows or a map of such lists by what they show.
//! `"1.50"` is an exact number, `null` is unknown, a whole number and any other text are what they say.

use crate::Error;
use crate::format::Decimal;
use kam_project::RowsFile;
use tera::{Map, Value};

/// Reads a file of rows into what a template loops over.
pub(crate) fn read(rows: &RowsFile) -> Result<Value, Error> {
    let refused = |reason: String| Error::Examples { file: rows.file.display().to_string(), reason };
    let written = serde_json::from_str(&rows.text).map_err(|error| refused(error.to_string()))?;
    value(written).map_err(refused)
}

fn value(written: serde_json::Value) -> Result<Value, String> {
    use serde_json::Value as Written;
    Ok(match written {
        Written::Null => Value::none(),
        Written::Bool(truth) => Value::from(truth),
        Written::Number(number) => match number.as_i64() {
            Some(whole) => Value::from(whole),
            None => return Err(format!("`{number}` is no whole number")),
        },
        Written::String(text) => exact(&text).map_or_else(|| Value::from(text), Decimal::into_value),
        Written::Array(parts) => Value::from(parts.into_iter().map(value).collect::<Result<Vec<_>, _>>()?),
        Written::Object(parts) => {
            let mut map = Map::new();
            for (name, part) in parts {
                map.insert(name.into(), value(part)?);
            }
            Value::from(map)
        }
    })
}

/// A text of digits with a point among them, a minus before.
fn exact(text: &str) -> Option<Decimal> {
    let (whole, fraction) = text.split_once('.')?;
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !are_digits(whole.strip_prefix('-').unwrap_or(whole)) || !are_digits(fraction) {
        return None;
    }
    Some(Decimal::new(format!("{whole}{fraction}").parse().ok()?, i8::try_from(fraction.len()).ok()?))
}
