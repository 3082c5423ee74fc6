//! From one amount to another by steps (瀑布图): revenue less its costs is contribution.

use super::asked::Asked;
use super::bars::Extent;
use super::geometry::map;
use tera::{Error, Kwargs, State, Value};

/// One row: where its bar begins and ends.
struct Step {
    from: i128,
    to: i128,
    is_total: bool,
    is_unknown: bool,
}

/// Gives one bar per row: a total stands on zero, a step begins where the one before ended, and an unknown
/// step has no bar and moves nothing.
///
/// Arguments: `rows`, the columns `label`, `value` and `kind` (`total`, anything else is a step); `format`,
/// `places`; `prefix`.
pub(super) fn waterfall(arguments: &Kwargs, state: &State) -> Result<Value, Error> {
    let asked = Asked::new(arguments, state);
    let rows = asked.rows()?;
    let mut entries = Vec::with_capacity(rows.len());
    for row in rows {
        let is_total = asked.cell(row, "kind")?.as_str() == Some("total");
        entries.push((is_total, asked.number(row, "value")?));
    }
    let steps = steps(&entries);
    let extent = Extent::over(steps.iter().flat_map(|step| [step.from, step.to]));
    let mut bars = Vec::with_capacity(rows.len());
    for (index, (row, step)) in rows.iter().zip(&steps).enumerate() {
        let (x, width) = extent.bar(step.from, step.to);
        let joins_before = index > 0 && !step.is_total;
        let joins_after = index + 1 < steps.len();
        bars.push(map([
            ("label", Value::from(asked.label(row)?)),
            ("written", Value::from(asked.written(&asked.cell(row, "value")?)?)),
            ("x", x.value()),
            ("width", width.value()),
            ("before", if joins_before { extent.place(step.from).value() } else { Value::none() }),
            ("after", if joins_after { extent.place(step.to).value() } else { Value::none() }),
            ("is_total", Value::from(step.is_total)),
            ("is_unknown", Value::from(step.is_unknown)),
            ("is_negative", Value::from(step.to < step.from)),
            ("about", asked.chosen(row, "about")?),
            ("reason", asked.chosen(row, "reason")?),
        ]));
    }
    Ok(map([("zero", extent.place(0).value()), ("bars", Value::from(bars))]))
}

fn steps(entries: &[(bool, Option<i128>)]) -> Vec<Step> {
    let mut reached: i128 = 0;
    let step = |&(is_total, value): &(bool, Option<i128>)| {
        let from = if is_total { 0 } else { reached };
        let to = value.map_or(reached, |value| from.saturating_add(value));
        reached = to;
        let from = if value.is_none() { to } else { from };
        Step { from, to, is_total, is_unknown: value.is_none() }
    };
    entries.iter().map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_begins_where_the_one_before_ended() {
        let steps =
            steps(&[(true, Some(100)), (false, Some(-60)), (false, None), (false, Some(-50)), (true, Some(-10))]);
        let ends: Vec<_> = steps.iter().map(|step| (step.from, step.to)).collect();
        assert_eq!(ends, [(0, 100), (100, 40), (40, 40), (40, -10), (0, -10)]);
        assert!(steps[2].is_unknown && !steps[3].is_unknown);
    }

    #[test]
    fn extremes_do_not_overflow() {
        let steps = steps(&[(false, Some(i128::MAX)), (false, Some(i128::MAX))]);
        assert_eq!(steps[1].to, i128::MAX);
    }
}
