//! The whale curve (鲸鱼曲线): contribution reached from the most to the least profitable customer. It rises to
//! its peak, and falls by what unprofitable customers cost.

use super::asked::Asked;
use super::geometry::{Frame, map, marks, whole};
use super::letters::width;
use super::ranked_line::{rank_marks, ranked_line};
use super::scale::{Axis, Place, Scale};
use tera::{Error, Kwargs, State, Value};

const WIDE: Frame = Frame { width: 800, height: 330, left: 56, right: 790, top: 30, bottom: 286 };
const NARROW: Frame = Frame { width: 360, height: 280, left: 44, right: 354, top: 34, bottom: 234 };

/// Gives the geometry of the curve. Rows come ranked; rows whose amount is unknown are left out.
///
/// Arguments: `rows`, the column `cumulative` and, if given, `ratio`, written instead of the amount at peak and end;
/// `format`, `places`; `size`.
pub(super) fn whale_curve(arguments: &Kwargs, state: &State) -> Result<Value, Error> {
    let asked = Asked::new(arguments, state);
    let mut known = Vec::new();
    for row in asked.rows()? {
        if let Some(amount) = asked.number(row, "cumulative")? {
            known.push((row, amount));
        }
    }
    let reached: Vec<i128> = known.iter().map(|(_, amount)| *amount).collect();
    let (low, high) =
        reached.iter().fold((0, 0), |(low, high): (i128, i128), value| (low.min(*value), high.max(*value)));
    let axis = Axis::over(low, if low == high { 1_000_000 } else { high }, 4);
    let written = asked.marks(&axis.marks)?;
    let frame = asked.size()?.pick(WIDE, NARROW).beside(&written, asked.size()?.letters());
    let frame = Frame { right: frame.right - end_room(&asked, known.last().copied())?, ..frame };
    let up = Scale { low: axis.low, high: axis.high, start: Place::units(frame.bottom), end: Place::units(frame.top) };
    let (left, right) = (Place::units(frame.left), Place::units(frame.right));
    let across = Scale { low: 0, high: whole(known.len()), start: left, end: right };
    let peak = peak(&reached);
    let last = known.len().checked_sub(1);
    let mark = |index: usize| -> Result<Value, Error> {
        let (row, amount) = known[index];
        Ok(map([
            ("x", across.place(whole(index) + 1).value()),
            ("y", up.place(amount).value()),
            ("rank", Value::from(index + 1)),
            ("written", Value::from(asked.mark(amount)?)),
            ("ratio", asked.chosen(row, "ratio")?),
        ]))
    };
    Ok(frame.handed([
        ("customers", Value::from(known.len())),
        ("marks", marks(&axis, written, &up)),
        ("ranks", rank_marks(&across, known.len())),
        ("zero", up.place(0).value()),
        ("line", Value::from(ranked_line(&reached, &across, &up, peak))),
        ("peak", peak.filter(|peak| Some(*peak) != last).map_or(Ok(Value::none()), mark)?),
        ("peak_anchor", Value::from(peak_anchor(peak, known.len()))),
        ("last", last.map_or(Ok(Value::none()), mark)?),
    ]))
}

/// The room the text at the end takes, in whole units.
fn end_room(asked: &Asked, last: Option<(&Value, i128)>) -> Result<i128, Error> {
    let Some((row, amount)) = last else { return Ok(0) };
    let share = if asked.chosen(row, "ratio")?.is_none() { 0 } else { width(" 100%", asked.size()?.letters()) + 600 };
    Ok((width(&asked.mark(amount)?, asked.size()?.letters()) * 108 / 100 + share) / 100 + 8)
}

/// A label at the peak leans to the side with room.
fn peak_anchor(peak: Option<usize>, customers: usize) -> &'static str {
    match peak.map(|peak| (peak + 1) * 4 / customers.max(1)) {
        Some(0) => "start",
        Some(1 | 2) => "middle",
        _ => "end",
    }
}

/// The first customer after whom the curve is highest; none if it never rises.
fn peak(reached: &[i128]) -> Option<usize> {
    let highest = reached.iter().max().filter(|highest| **highest > 0)?;
    reached.iter().position(|value| value == highest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_is_where_the_curve_is_first_highest() {
        assert_eq!(peak(&[5, 9, 9, 7]), Some(1));
        assert_eq!(peak(&[-5]), None);
        assert_eq!(peak(&[]), None);
    }
}
