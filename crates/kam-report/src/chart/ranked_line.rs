//! What curves over ranked customers share: marks on round ranks, and a line thinned to what can be seen.

use super::geometry::{map, whole};
use super::scale::{Axis, Scale};
use tera::Value;

/// Marks on round ranks, and one on the last customer unless a round one stands too near.
pub(super) fn rank_marks(across: &Scale, customers: usize) -> Value {
    let last = whole(customers);
    let axis = Axis::over(0, last, 5);
    let room = ((axis.high - axis.low) / 12).max(1);
    let round = axis.marks.iter().copied().filter(|&rank| rank < last - room);
    let mark = |rank: i128| map([("x", across.place(rank).value()), ("rank", Value::from(rank))]);
    Value::from(round.chain([last]).map(mark).collect::<Vec<_>>())
}

/// The line from nothing through what is reached. Points closer than a quarter unit to the last drawn one are
/// skipped, but for the last and the `kept` one.
pub(super) fn ranked_line(reached: &[i128], across: &Scale, up: &Scale, kept: Option<usize>) -> String {
    let mut drawn = format!("{} {}", across.place(0).written(), up.place(0).written());
    let mut before = across.place(0);
    for (index, value) in reached.iter().enumerate() {
        let x = across.place(whole(index) + 1);
        if x.0 - before.0 >= 25 || index + 1 == reached.len() || kept == Some(index) {
            drawn.push_str(&format!(" {} {}", x.written(), up.place(*value).written()));
            before = x;
        }
    }
    drawn
}
