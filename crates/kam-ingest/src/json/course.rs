//! The keys of a block's lines, each expected where it stood in the line before.

use super::record::{Plan, Seen, Target};
use std::collections::HashMap;

/// The keys as they are met.
///
/// A line that has the keys of the last line counted, in their order and with the same blanks, is on its course: it can have
/// no key twice, and nothing needs to be noted of it but the undeclared keys that have a value.
pub(super) struct Keys<'a> {
    text: &'a [u8],
    numbers: HashMap<&'a [u8], usize>,
    known: Vec<Key<'a>>,
    /// Which key came first in a line, then which came behind each.
    follows: Vec<usize>,
    /// The keys of the last line counted, and how many of them the line at hand has had; none once it has left them.
    course: Vec<usize>,
    taken: Option<usize>,
    /// The keys of a line that has left its course.
    present: Vec<usize>,
    /// The undeclared keys that have a value in the line at hand.
    valued: Vec<usize>,
    /// Lines so far.
    lines: u64,
}

struct Key<'a> {
    name: &'a [u8],
    spelled: Spelled<'a>,
    target: Target,
    /// The last line off its course that had it.
    line: u64,
    /// Whether a line counted had it, and how many had it with a value, if it is undeclared.
    is_counted: bool,
    values: u64,
}

/// A key with all that stands around it, from behind the value before it to its own value.
#[derive(Clone, Copy)]
struct Spelled<'a> {
    bytes: &'a [u8],
    /// Its first sixteen bytes and its last, and which of their bits there are: both are all of it if it has no more than sixteen.
    first: u128,
    last: u128,
    there: u128,
    /// Whether it begins a line, with the bracket of the object; else a comma stands before it.
    begins: bool,
}

/// A key met in a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Met {
    number: usize,
    pub(super) target: Target,
}

impl<'a> Keys<'a> {
    pub(super) fn new(text: &'a [u8]) -> Self {
        Self {
            text,
            numbers: HashMap::new(),
            known: Vec::new(),
            follows: vec![0],
            course: Vec::new(),
            taken: None,
            present: Vec::new(),
            valued: Vec::new(),
            lines: 0,
        }
    }

    /// Begins a line.
    pub(super) fn begin(&mut self) {
        self.lines += 1;
        self.valued.clear();
        self.present.clear();
        self.taken = (!self.course.is_empty()).then_some(0);
    }

    /// The key expected next, and where its value begins, if that is what stands at `at`.
    pub(super) fn expected(&mut self, at: usize) -> Option<(Met, usize)> {
        let taken = self.taken?;
        let number = *self.course.get(taken)?;
        let key = self.known.get(number)?;
        // Another line may have had it elsewhere.
        if key.spelled.begins != (taken == 0) {
            return None;
        }
        let value = key.spelled.behind(self.text, at)?;
        self.taken = Some(taken + 1);
        Some((Met { number, target: key.target }, value))
    }

    /// The key that stands there otherwise; none if the line has it twice.
    pub(super) fn met(&mut self, name: &'a [u8], spelled: &'a [u8], plan: &Plan) -> Option<Met> {
        self.leave();
        let begins = self.present.is_empty();
        let before = self.present.last().map_or(0, |number| number + 1);
        let expected = self.follows.get(before).copied().unwrap_or_default();
        let number = match self.known.get(expected) {
            Some(key) if key.name == name => expected,
            _ => self.sought(name, before, plan),
        };
        let line = self.lines;
        let key = self.known.get_mut(number)?;
        if key.line == line {
            return None;
        }
        key.line = line;
        if key.spelled.bytes != spelled {
            key.spelled = Spelled::new(spelled, begins);
        }
        self.present.push(number);
        Some(Met { number, target: key.target })
    }

    /// Notes that an undeclared key has a value.
    pub(super) fn value(&mut self, met: Met) {
        self.valued.push(met.number);
    }

    /// Takes the line at hand as one whose keys count.
    pub(super) fn count(&mut self) {
        if self.taken != Some(self.course.len()) {
            self.leave();
            for &number in &self.present {
                self.known.iter_mut().skip(number).take(1).for_each(|key| key.is_counted = true);
            }
            std::mem::swap(&mut self.course, &mut self.present);
        }
        for &number in &self.valued {
            self.known.iter_mut().skip(number).take(1).for_each(|key| key.values += 1);
        }
    }

    /// The keys that counted, of so many columns.
    pub(super) fn seen(&self, columns: usize) -> Seen {
        let mut seen = Seen { found: vec![false; columns], ..Seen::default() };
        for key in self.known.iter().filter(|key| key.is_counted) {
            match key.target {
                Target::Column(column) => seen.found.iter_mut().skip(column).take(1).for_each(|found| *found = true),
                Target::Undeclared => drop(seen.undeclared.insert(as_text(key.name).to_owned(), key.values)),
                Target::Below => {}
            }
        }
        seen
    }

    /// Leaves the course: from here on every key of the line is noted.
    fn leave(&mut self) {
        let Some(taken) = self.taken.take() else { return };
        self.present.extend(self.course.iter().take(taken));
        for &number in &self.present {
            self.known.iter_mut().skip(number).take(1).for_each(|key| key.line = self.lines);
        }
    }

    fn sought(&mut self, name: &'a [u8], before: usize, plan: &Plan) -> usize {
        let next = self.known.len();
        let number = *self.numbers.entry(name).or_insert(next);
        if number == next {
            let (target, spelled) = (plan.target(as_text(name)), Spelled::new(name, false));
            self.known.push(Key { name, spelled, target, line: 0, is_counted: false, values: 0 });
            self.follows.push(0);
        }
        if let Some(follows) = self.follows.get_mut(before) {
            *follows = number;
        }
        number
    }
}

impl<'a> Spelled<'a> {
    fn new(bytes: &'a [u8], begins: bool) -> Self {
        let mut short = [0; 16];
        short.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
        let first = u128::from_le_bytes(short);
        let last = bytes.last_chunk().map_or(first, |last| u128::from_le_bytes(*last));
        let missing = 16_usize.saturating_sub(bytes.len());
        let there = u32::try_from(8 * missing).ok().and_then(|bits| u128::MAX.checked_shr(bits)).unwrap_or_default();
        Self { bytes, first, last, there, begins }
    }

    /// Where it ends if it stands at `at`; at the end of all bytes it need not be found.
    fn behind(&self, text: &[u8], at: usize) -> Option<usize> {
        let length = self.bytes.len();
        let wrong = differs(text, at, self.first)? | differs(text, at + length.saturating_sub(16), self.last)?;
        let is_there = wrong & self.there == 0 && (length <= 32 || text.get(at..at + length)? == self.bytes);
        is_there.then_some(at + length)
    }
}

/// The bits in which sixteen bytes differ from those given.
fn differs(text: &[u8], at: usize, given: u128) -> Option<u128> {
    let bytes = text.get(at..)?.first_chunk()?;
    Some(u128::from_le_bytes(*bytes) ^ given)
}

fn as_text(utf_8: &[u8]) -> &str {
    std::str::from_utf8(utf_8).unwrap_or_default()
}
