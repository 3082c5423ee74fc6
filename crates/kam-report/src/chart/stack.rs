//! Bars of parts (账龄结构): one or several bars, each cut into the same parts in the same order.

use super::asked::{Asked, cell, millionths, text};
use super::bars::reach;
use super::geometry::map;
use super::letters::width;
use super::scale::Place;
use tera::{Error, Kwargs, State, Value};

/// How wide a bar is thought to be when deciding whether a text fits into a part, on a page and on a phone, in
/// hundredths.
const ON_PAGE: i128 = 52_000;
const ON_PHONE: i128 = 19_000;

/// One part of one bar.
struct Part {
    name: String,
    cell: Value,
    amount: Option<i128>,
}

/// Gives the bars of parts. Parts that are not above zero have no width; a row without any has no bar.
///
/// Arguments: `rows`, the column `label`; `parts`, the columns of the parts, `names`, their words; `share`,
/// whether each bar is as long as the others; `total`, a column written behind the bar; `format`, `places`.
pub(super) fn stack(arguments: &Kwargs, state: &State) -> Result<Value, Error> {
    let asked = Asked::new(arguments, state);
    let rows = asked.rows()?;
    let names = asked.list("names")?;
    let bars_of_parts = rows.iter().map(|row| parts(&asked, row)).collect::<Result<Vec<_>, _>>()?;
    let sum = |parts: &[Part]| above_zero(&parts.iter().map(|part| part.amount).collect::<Vec<_>>());
    let longest = bars_of_parts.iter().map(|parts| sum(parts)).max().unwrap_or(0);
    let is_share = asked.is_on("share")?;
    let labels = rows.iter().map(|row| asked.label(row)).collect::<Result<Vec<_>, _>>()?;
    let mut bars = Vec::with_capacity(rows.len());
    for ((row, parts), label) in rows.iter().zip(&bars_of_parts).zip(&labels) {
        let sum = sum(parts);
        bars.push(map([
            ("label", Value::from(label.as_str())),
            ("parts", bar(&asked, parts, if is_share { sum } else { longest })?),
            ("total", Value::from(asked.written(&asked.chosen(row, "total")?)?)),
            ("is_unknown", Value::from(parts.iter().all(|part| part.amount.is_none()))),
            ("is_empty", Value::from(sum == 0)),
        ]));
    }
    let key = names
        .iter()
        .enumerate()
        .map(|(index, name)| map([("index", Value::from(index)), ("name", Value::from(text(name)))]));
    Ok(map([("reach", reach(&labels)), ("bars", Value::from(bars)), ("key", Value::from(key.collect::<Vec<_>>()))]))
}

/// The parts of a row, in the order of their columns.
fn parts(asked: &Asked, row: &Value) -> Result<Vec<Part>, Error> {
    let names = asked.list("names")?;
    let part = |(index, column): (usize, &Value)| {
        let cell = cell(row, &text(column))?;
        let name = names.get(index).map(text).unwrap_or_default();
        Ok(Part { name, amount: millionths(&cell)?, cell })
    };
    asked.list("parts")?.iter().enumerate().map(part).collect()
}

/// The parts of one bar that have a width, each with its text if there is room for it.
fn bar(asked: &Asked, parts: &[Part], length: i128) -> Result<Value, Error> {
    let amounts: Vec<Option<i128>> = parts.iter().map(|part| part.amount).collect();
    let (sum, mut before) = (above_zero(&amounts), 0_i128);
    let mut drawn = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        let Some(amount) = part.amount.filter(|amount| *amount > 0) else { continue };
        let (from, to) = (hundredths(before, length), hundredths(before + amount, length));
        before += amount;
        let share = format!("{}%", percent(amount, sum));
        let taken = width(&share, 1_200) + 500;
        drawn.push(map([
            ("index", Value::from(index)),
            ("name", Value::from(part.name.as_str())),
            ("written", Value::from(asked.written(&part.cell)?)),
            ("share", Value::from(share)),
            ("has_room", Value::from(taken <= (to - from) * ON_PAGE / 10_000)),
            ("is_tight", Value::from(taken > (to - from) * ON_PHONE / 10_000)),
            ("x", Place(from).value()),
            ("width", Place(to - from).value()),
            ("middle", Place((from + to) / 2).value()),
        ]));
    }
    Ok(Value::from(drawn))
}

fn above_zero(parts: &[Option<i128>]) -> i128 {
    parts.iter().flatten().filter(|part| **part > 0).fold(0, |sum, part| sum.saturating_add(*part))
}

/// The place of an amount on a bar 100 units long.
fn hundredths(amount: i128, length: i128) -> i128 {
    (amount.saturating_mul(20_000) + length).div_euclid((length * 2).max(1))
}

/// Whole percent for within a bar; the exact amounts stand in its table.
fn percent(part: i128, sum: i128) -> i128 {
    (part.saturating_mul(200) + sum).div_euclid((sum * 2).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_below_zero_have_no_width() {
        assert_eq!(above_zero(&[Some(3), None, Some(-2), Some(4)]), 7);
        assert_eq!(above_zero(&[]), 0);
    }

    #[test]
    fn parts_meet_without_gaps() {
        let ends: Vec<_> = [0, 1, 2, 3].map(|part| hundredths(part, 3)).to_vec();
        assert_eq!(ends, [0, 3_333, 6_667, 10_000]);
        assert_eq!(percent(1, 3), 33);
    }
}
