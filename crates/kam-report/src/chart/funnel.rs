//! Stages of selling (销售漏斗): how many stand in each, what they are worth, and how many go on.

use super::asked::Asked;
use super::bars::Extent;
use super::geometry::map;
use tera::{Error, Kwargs, State, Value};

/// Gives one bar per stage, as long as its count.
///
/// Arguments: `rows`, the columns `label` and `count` and, if given, `amount` and `conversion` (the part that
/// reached the next stage, a ratio); `format` of the amount; `prefix`.
pub(super) fn funnel(arguments: &Kwargs, state: &State) -> Result<Value, Error> {
    let asked = Asked::new(arguments, state);
    let rows = asked.rows()?;
    let counts = rows.iter().map(|row| asked.number(row, "count")).collect::<Result<Vec<_>, _>>()?;
    let extent = Extent::over(counts.iter().copied().flatten());
    let mut stages = Vec::with_capacity(rows.len());
    for (row, count) in rows.iter().zip(counts) {
        let (x, width) = extent.bar(0, count.unwrap_or(0));
        stages.push(map([
            ("label", Value::from(asked.label(row)?)),
            ("count", asked.cell(row, "count")?),
            ("amount", Value::from(asked.written(&asked.chosen(row, "amount")?)?)),
            ("conversion", asked.chosen(row, "conversion")?),
            ("x", x.value()),
            ("width", width.value()),
            ("is_unknown", Value::from(count.is_none())),
        ]));
    }
    Ok(map([("stages", Value::from(stages))]))
}
