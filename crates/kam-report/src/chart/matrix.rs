//! Counts in a grid of two scales: class by impact and by strategic relevance.

use super::asked::{Asked, cell, text};
use super::geometry::map;
use tera::{Error, Kwargs, State, Value};

/// Gives the lines of the grid, top to bottom, each with its cells, left to right. Cells no row speaks of have no count.
///
/// Arguments: `rows`, the columns `across`, `up`, `count` and, if given, `label`; `levels`, the words of both
/// scales in the rows, from low to high.
pub(super) fn matrix(arguments: &Kwargs, state: &State) -> Result<Value, Error> {
    let asked = Asked::new(arguments, state);
    let (rows, levels) = (asked.rows()?, asked.list("levels")?);
    let mut largest = 0;
    for row in rows {
        largest = largest.max(asked.number(row, "count")?.unwrap_or(0));
    }
    let mut lines = Vec::with_capacity(levels.len());
    for up in levels.iter().rev() {
        let mut cells = Vec::with_capacity(levels.len());
        for across in levels {
            cells.push(one(&asked, rows, (across, up), largest)?);
        }
        lines.push(map([("level", up.clone()), ("cells", Value::from(cells))]));
    }
    Ok(map([("lines", Value::from(lines))]))
}

/// The cell of two levels; its shade is 0 to 4 by its count.
fn one(asked: &Asked, rows: &[Value], (across, up): (&Value, &Value), largest: i128) -> Result<Value, Error> {
    for row in rows {
        if asked.cell(row, "across")? == *across && asked.cell(row, "up")? == *up {
            let count = asked.number(row, "count")?.unwrap_or(0);
            let shade = if count <= 0 { 0 } else { 1 + (count * 4 - 1).div_euclid(largest.max(1)).clamp(0, 3) };
            let label = asked.word("label")?.map_or(Ok(Value::none()), |column| cell(row, column))?;
            return Ok(map([
                ("count", asked.cell(row, "count")?),
                ("shade", Value::from(shade)),
                ("label", label),
                ("across", Value::from(text(across))),
            ]));
        }
    }
    Ok(map([("count", Value::none()), ("shade", Value::from(0)), ("label", Value::none()), ("across", across.clone())]))
}
