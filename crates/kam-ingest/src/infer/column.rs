//! What is seen of one column while its values pass, in bounded memory.

use super::digests::{Digests, digest};
use super::moments::Moments;
use super::numbers::Numbers;
use std::collections::BTreeMap;

/// Words for nothing, as programs write them.
const NOTHING: [&str; 16] = [
    "NULL", "null", "Null", "(null)", "\\N", "N/A", "n/a", "#N/A", "NaN", "nan", "None", "none", "nil", "-", "--", "?",
];

/// Texts that stand for no day, where the others are days.
const NO_DAYS: [&str; 5] = ["00000000", "0000-00-00", "0000-00-00 00:00:00", "00.00.0000", "00/00/0000"];

/// How many different values are kept, to be shown or to be told as words.
const DIFFERENT: usize = 12;

/// How many digests stand for all values of a column where only their number is asked.
const SAMPLED: usize = 256;

/// How many different blank texts are kept.
const BLANKS: usize = 8;

/// A column, as far as it was seen.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    /// Its name in the file; blank where the file gives it none.
    pub(super) name: String,
    /// Rows, with a value or without.
    pub(super) rows: u64,
    /// Rows with nothing at all.
    pub(super) empty: u64,
    /// Values that are blanks alone.
    pub(super) blank: BTreeMap<String, u64>,
    /// Words for nothing, and how often they came.
    pub(super) nothing: BTreeMap<&'static str, u64>,
    /// Texts for no day.
    pub(super) no_days: BTreeMap<&'static str, u64>,
    /// All other values.
    pub(super) values: u64,
    /// The different ones, as long as they are few.
    few: Option<BTreeMap<String, u64>>,
    /// Values with blanks at an end.
    pub(super) edged: u64,
    /// The most characters of a value.
    pub(super) longest: usize,
    pub(super) numbers: Numbers,
    pub(super) moments: Moments,
    /// The first value that is no number, and the first that is no moment.
    pub(super) no_number: Option<String>,
    pub(super) no_moment: Option<String>,
    /// The first value of all.
    pub(super) first: Option<String>,
    /// Values of 32 hexadecimal digits, with or without the hyphens between.
    pub(super) uuids: u64,
    /// Digests of some values, to tell about how many there are.
    sample: Digests,
    /// Digests of all, as long as nearly none comes again.
    unique: Option<Digests>,
}

impl Seen {
    /// A column before its first value; those that join late lacked a value in all rows before.
    pub(super) fn new(name: &str, rows: u64) -> Self {
        let few = Some(BTreeMap::new());
        Self { name: name.to_owned(), rows, empty: rows, few, unique: Some(Digests::default()), ..Self::default() }
    }

    /// Takes the value of a row; `room` is how many digests may be kept of it.
    pub(super) fn take(&mut self, value: &str, room: usize) {
        self.rows += 1;
        let text = value.trim_matches(' ');
        if value.is_empty() {
            self.empty += 1;
        } else if text.is_empty() {
            if self.blank.len() < BLANKS || self.blank.contains_key(value) {
                *self.blank.entry(value.to_owned()).or_default() += 1;
            }
        } else if let Some(word) = NOTHING.iter().find(|word| **word == text) {
            *self.nothing.entry(word).or_default() += 1;
        } else {
            self.take_value(value, text, room);
        }
    }

    /// Takes the absence of a value.
    pub(super) fn take_nothing(&mut self) {
        self.rows += 1;
        self.empty += 1;
    }

    /// The different values with their counts, if they are few.
    pub(super) fn few(&self) -> Option<&BTreeMap<String, u64>> {
        self.few.as_ref().filter(|few| !few.is_empty())
    }

    /// Rows without a value, words for nothing counted in.
    pub(super) fn lacking(&self) -> u64 {
        self.rows - self.values
    }

    /// About how many different values there are.
    pub(super) fn distinct(&self) -> u64 {
        match (&self.few, &self.unique) {
            (Some(few), _) => few.len() as u64,
            (None, Some(unique)) => unique.distinct(),
            (None, None) => self.sample.distinct(),
        }
    }

    /// How many values came again, of one in how many; none once there were too many to count.
    pub(super) fn repeated(&self) -> Option<(u64, u64)> {
        self.unique.as_ref().map(|unique| (unique.repeated, unique.one_in()))
    }

    /// How many values came in an earlier file, too.
    pub(super) fn again(&self) -> u64 {
        self.unique.as_ref().map_or(0, |unique| unique.again)
    }

    /// The next file of several begins.
    pub(super) fn next_file(&mut self) {
        if let Some(unique) = &mut self.unique {
            unique.next_file();
        }
    }

    /// Whether digests of its values are kept.
    pub(super) fn may_be_key(&self) -> bool {
        self.unique.is_some()
    }

    fn take_value(&mut self, value: &str, text: &str, room: usize) {
        self.values += 1;
        self.edged += u64::from(text.len() < value.len());
        self.longest = self.longest.max(value.chars().count());
        if self.first.is_none() {
            self.first = Some(text.to_owned());
        }
        self.uuids += u64::from(is_uuid(text));
        self.take_kinds(text);
        self.take_few(text);
        let digest = digest([value]);
        self.sample.take(digest, SAMPLED);
        if let Some(unique) = &mut self.unique {
            unique.take(digest, room);
            // One in a hundred may come twice, and is told; what comes more often is no key.
            if unique.repeated > 20 + self.values / unique.one_in() / 100 {
                self.unique = None;
            }
        }
    }

    fn take_kinds(&mut self, text: &str) {
        if let Some(no_day) = NO_DAYS.iter().find(|no_day| **no_day == text) {
            *self.no_days.entry(no_day).or_default() += 1;
        } else if self.goes_on(self.moments.read, self.no_moment.is_some()) && !self.moments.take(text) {
            self.no_moment.get_or_insert_with(|| text.to_owned());
        }
        if self.goes_on(self.numbers.read, self.no_number.is_some()) && !self.numbers.take(text) {
            self.no_number.get_or_insert_with(|| text.to_owned());
        }
    }

    /// Whether it is worth looking for more of a kind: at most one value in a hundred was something else.
    fn goes_on(&self, read: u64, is_broken: bool) -> bool {
        !is_broken || (self.values - read) <= 3 + self.values / 100
    }

    fn take_few(&mut self, text: &str) {
        let Some(few) = &mut self.few else { return };
        if let Some(count) = few.get_mut(text) {
            *count += 1;
        } else if few.len() < DIFFERENT && text.len() <= 64 {
            few.insert(text.to_owned(), 1);
        } else {
            self.few = None;
        }
    }
}

/// Whether a text is 32 hexadecimal digits, hyphens and curly brackets aside.
fn is_uuid(text: &str) -> bool {
    matches!(text.len(), 32 | 36 | 38)
        && text.bytes().filter(u8::is_ascii_hexdigit).count() == 32
        && text.bytes().all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b'-' | b'{' | b'}'))
}
