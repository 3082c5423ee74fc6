//! Flat records of many lines, found quickly: objects of texts, numbers, truths and nulls.
//!
//! Nearly every line is such an object, with its keys in the order of the line before. First the places of all quotes,
//! backslashes and control characters are listed, then lines are walked from one such place to the next, and each key is
//! compared with the one expected. Any other line (nested, spaced by more than blanks, a key twice or with escapes, or no JSON
//! at all) is only found: whoever reads it says what it holds or what is wrong with it.

use super::record::{Plan, Seen, Target};
use crate::marks::Marks;
use std::collections::HashMap;

/// Walks over the lines of a block.
pub(crate) struct Flat<'a, F> {
    text: &'a [u8],
    /// Where quotes, backslashes and control characters stand.
    marks: Marks<'a, F>,
    at: usize,
    /// Lines so far.
    pub(crate) lines: u64,
    keys: Keys<'a>,
    /// The keys of the line at hand, and whether each has a value.
    present: Vec<(usize, bool)>,
}

/// A line of a block.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    pub(crate) start: usize,
    /// Where its line end begins.
    pub(crate) end: usize,
    /// How many lines of the block are before it.
    pub(crate) lines: u64,
    /// Whether its values were found.
    pub(crate) is_flat: bool,
}

/// The value of one column in one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cell {
    Null,
    /// Text as it stands in the block, from one byte to before another.
    Text(u32, u32),
    /// The same with its quotes, in which escapes stand for letters.
    Escaped(u32, u32),
    Number(u32, u32),
    Truth(bool),
    /// Text as it stands elsewhere.
    Kept(u32, u32),
}

/// The keys of a block, as they are met.
struct Keys<'a> {
    numbers: HashMap<&'a [u8], usize>,
    known: Vec<Key<'a>>,
    /// Which key came first in a line, then which came behind each.
    follows: Vec<usize>,
}

struct Key<'a> {
    name: &'a [u8],
    target: Target,
    /// The last line that had it, counted from 1.
    line: u64,
    /// How many flat lines had it, and how many with a value.
    records: u64,
    values: u64,
}

/// Begins to walk over UTF-8.
pub(crate) fn flat(text: &[u8]) -> Flat<'_, impl Fn(u8) -> bool> {
    let marks = Marks::new(text, |byte| (byte == b'"') | (byte == b'\\') | (byte < b' '));
    let keys = Keys { numbers: HashMap::new(), known: Vec::new(), follows: vec![0] };
    Flat { text, marks, at: 0, lines: 0, keys, present: Vec::new() }
}

impl<'a, F: Fn(u8) -> bool> Flat<'a, F> {
    /// The next line, or none behind the last. Of a flat one `cells` gets the values, where those that are NULL stand already.
    pub(crate) fn advance(&mut self, plan: &Plan, cells: &mut [Cell]) -> Option<Line> {
        if self.at >= self.text.len() {
            return None;
        }
        let (start, lines) = (self.at, self.lines);
        self.present.clear();
        let found = self.object(start, plan, cells);
        let end = self.pass_line_end();
        Some(Line { start, end, lines, is_flat: found == Some(end) })
    }

    /// Takes the line before as one whose keys count.
    pub(crate) fn count(&mut self) {
        for &(number, is_value) in &self.present {
            if let Some(key) = self.keys.known.get_mut(number) {
                key.records += 1;
                key.values += u64::from(is_value);
            }
        }
    }

    /// The keys that counted, of so many columns.
    pub(crate) fn seen(&self, columns: usize) -> Seen {
        let mut seen = Seen { found: vec![false; columns], ..Seen::default() };
        for key in self.keys.known.iter().filter(|key| key.records > 0) {
            match key.target {
                Target::Column(column) => seen.found.iter_mut().skip(column).take(1).for_each(|found| *found = true),
                Target::Undeclared => drop(seen.undeclared.insert(as_text(key.name).to_owned(), key.values)),
                Target::Below => {}
            }
        }
        seen
    }

    /// Reads a flat object; gives where it and the blanks behind it end.
    fn object(&mut self, start: usize, plan: &Plan, cells: &mut [Cell]) -> Option<usize> {
        let mut at = self.blanks(self.expected(b'{', self.blanks(start))?);
        if self.byte(at) == Some(b'}') {
            return Some(self.blanks(at + 1));
        }
        let mut before = 0;
        loop {
            let (name, behind) = self.plain_text(at)?;
            let number = self.keys.number(name, before, plan, self.lines + 1)?;
            before = number + 1;
            at = self.blanks(self.expected(b':', self.blanks(behind))?);
            let (cell, behind) = self.value(at)?;
            self.present.push((number, cell != Cell::Null));
            if let Some(Target::Column(column)) = self.keys.known.get(number).map(|key| key.target) {
                *cells.get_mut(column)? = cell;
            }
            at = self.blanks(behind);
            match self.byte(at)? {
                b',' => at = self.blanks(at + 1),
                b'}' => return Some(self.blanks(at + 1)),
                _ => return None,
            }
        }
    }

    fn value(&mut self, at: usize) -> Option<(Cell, usize)> {
        match self.byte(at)? {
            b'"' => self.text(at),
            b'-' | b'0'..=b'9' => {
                let end = at + number_length(self.text.get(at..)?)?;
                Some((Cell::Number(place(at), place(end)), end))
            }
            b'n' => self.word(at, b"null", Cell::Null),
            b't' => self.word(at, b"true", Cell::Truth(true)),
            b'f' => self.word(at, b"false", Cell::Truth(false)),
            _ => None,
        }
    }

    fn word(&self, at: usize, word: &[u8], cell: Cell) -> Option<(Cell, usize)> {
        self.text.get(at..)?.starts_with(word).then_some((cell, at + word.len()))
    }

    /// A text without escapes, and where it ends with its quote.
    fn plain_text(&mut self, at: usize) -> Option<(&'a [u8], usize)> {
        match self.text(at)? {
            (Cell::Text(start, end), behind) => Some((self.text.get(start as usize..end as usize)?, behind)),
            _ => None,
        }
    }

    /// A text in quotes, and where it ends with them.
    fn text(&mut self, at: usize) -> Option<(Cell, usize)> {
        // What stands before a value may be a control character too.
        if self.marks.place() != at || self.byte(at) != Some(b'"') {
            return None;
        }
        self.marks.pass(1);
        let mut is_escaped = false;
        loop {
            let end = self.marks.place();
            let byte = self.byte(end).filter(|byte| matches!(byte, b'"' | b'\\'))?;
            self.marks.pass(1);
            if byte == b'"' {
                let cell = if is_escaped {
                    Cell::Escaped(place(at), place(end + 1))
                } else {
                    Cell::Text(place(at + 1), place(end))
                };
                return Some((cell, end + 1));
            }
            is_escaped = true;
            // A quote or backslash behind it is a letter. A line end is none, and no JSON.
            if self.marks.place() == end + 1 && self.byte(end + 1).is_some_and(|byte| byte >= b' ') {
                self.marks.pass(1);
            }
        }
    }

    /// Where the line ends without its line end, which is passed.
    fn pass_line_end(&mut self) -> usize {
        let feed = loop {
            let at = self.marks.place();
            if self.byte(at).is_none_or(|byte| byte == b'\n') {
                break at;
            }
            self.marks.pass(1);
        };
        self.marks.pass(1);
        self.lines += u64::from(feed < self.text.len());
        let before = feed.checked_sub(1).filter(|&before| before >= self.at);
        self.at = feed + 1;
        before.filter(|&before| self.byte(before) == Some(b'\r')).unwrap_or(feed)
    }

    fn expected(&self, byte: u8, at: usize) -> Option<usize> {
        (self.byte(at) == Some(byte)).then_some(at + 1)
    }

    /// Where the blanks that begin here end.
    fn blanks(&self, mut at: usize) -> usize {
        while self.byte(at) == Some(b' ') {
            at += 1;
        }
        at
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.get(at).copied()
    }
}

impl<'a> Keys<'a> {
    /// The number of a key behind another (one more than its number; none behind the beginning of a line); none if the line has it twice.
    fn number(&mut self, name: &'a [u8], before: usize, plan: &Plan, line: u64) -> Option<usize> {
        let expected = self.follows.get(before).copied().unwrap_or_default();
        let number = match self.known.get(expected) {
            Some(key) if key.name == name => expected,
            _ => self.sought(name, before, plan),
        };
        let key = self.known.get_mut(number)?;
        let is_first = key.line != line;
        key.line = line;
        is_first.then_some(number)
    }

    fn sought(&mut self, name: &'a [u8], before: usize, plan: &Plan) -> usize {
        let next = self.known.len();
        let number = *self.numbers.entry(name).or_insert(next);
        if number == next {
            self.known.push(Key { name, target: plan.target(as_text(name)), line: 0, records: 0, values: 0 });
            self.follows.push(0);
        }
        if let Some(follows) = self.follows.get_mut(before) {
            *follows = number;
        }
        number
    }
}

/// How many bytes a number takes, as JSON spells it.
fn number_length(text: &[u8]) -> Option<usize> {
    let digits = |from: usize| text.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
    let sign = usize::from(text.first() == Some(&b'-'));
    let whole = digits(sign);
    if whole == 0 || whole > 1 && text.get(sign) == Some(&b'0') {
        return None;
    }
    let mut end = sign + whole;
    if text.get(end) == Some(&b'.') {
        let fraction = digits(end + 1);
        end = (fraction > 0).then_some(end + 1 + fraction)?;
    }
    if matches!(text.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(text.get(end + 1), Some(b'+' | b'-')));
        let exponent = digits(end + 1 + sign);
        end = (exponent > 0).then_some(end + 1 + sign + exponent)?;
    }
    Some(end)
}

fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn as_text(utf_8: &[u8]) -> &str {
    std::str::from_utf8(utf_8).unwrap_or_default()
}
