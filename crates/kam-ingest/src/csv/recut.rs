//! Reads again what does not fit a table: a quote too many, a mark that is missing beside a quote.
//!
//! A row read by the rules that has the table's width is never touched. Of another one, every reading is tried that
//! breaks the rules at one place, then at two: a quote that is a letter, a quote within quotes that is a letter, a
//! delimiter missing beside a quote. The reading that has the table's width and whose cells look most like their
//! columns is taken. Only quotes that keep the rules may hold line ends, so one wrong quote costs one row.

use super::general::{General, Mark};
use super::{Cut, Extent, Field, line_ends};
use crate::limits::RECORD_BYTES;
use crate::sniff::Profile;
use std::cmp::Reverse;

/// How many fields are looked at before a row is given up.
const STEPS: u32 = 20_000;

/// How many readings of one row are compared.
const READINGS: usize = 64;

/// How many places of one field are tried.
const PLACES: usize = 8;

/// Knows the table that rows should fit.
pub(crate) struct Judge {
    general: General,
    columns: Vec<Profile>,
}

/// One way to read a row.
struct Reading {
    fields: Vec<Field>,
    extent: Extent,
    broken: usize,
}

/// Where the next field begins, or the row ends.
#[derive(Clone, Copy)]
enum Next {
    At(usize),
    End { text: usize, whole: usize },
}

/// A search through the readings of one row.
struct Search<'a> {
    general: &'a General,
    window: &'a [u8],
    width: usize,
    steps: u32,
    readings: Vec<Reading>,
    /// The first reading of any width.
    any: Option<Reading>,
}

impl Judge {
    /// A judge of rows that should have these columns.
    pub(crate) fn new(general: General, columns: Vec<Profile>) -> Self {
        Self { general, columns }
    }

    /// What was cut, or a reading of it that fits the table better.
    pub(crate) fn reviewed(&self, found: Cut, window: &[u8], last: bool, fields: &mut Vec<Field>) -> Cut {
        let is_all = last || window.len() >= RECORD_BYTES + 3;
        match &found {
            Cut::Record(extent) if self.is_sound(extent, window, fields) => found,
            Cut::Record(_) | Cut::Unclosed { .. } => self.recut(found, window, fields),
            Cut::Unfinished { quote: Some(_) } if is_all => self.recut(found, window, fields),
            Cut::Unfinished { .. } => found,
        }
    }

    /// Whether a record fits, or could not fit better by other quotes.
    fn is_sound(&self, extent: &Extent, window: &[u8], fields: &[Field]) -> bool {
        let raw = window.get(..extent.text).unwrap_or_default();
        let is_strange = fields.iter().any(|field| field.stray);
        let Some(quote) = self.general.dialect.quote else { return true };
        raw.is_empty() || !is_strange && (extent.width == self.columns.len() || memchr::memchr(quote, raw).is_none())
    }

    fn recut(&self, found: Cut, window: &[u8], fields: &mut Vec<Field>) -> Cut {
        let is_lawful = matches!(&found, Cut::Record(extent)
            if fields.iter().all(|field| !field.stray) && line_ends(window.get(..extent.text).unwrap_or_default()) == 0);
        let width = self.columns.len();
        let mut search = Search { general: &self.general, window, width, steps: 0, readings: Vec::new(), any: None };
        for broken in 1..=2 {
            search.walk(0, broken, &mut Vec::new(), 0);
            if !search.readings.is_empty() {
                break;
            }
        }
        let is_clean =
            |reading: &Reading| self.fitting(reading, window) == width && self.blemishes(reading, window) == 0;
        let best = search.readings.into_iter().enumerate().max_by_key(|(at, reading)| {
            let blemishes = self.blemishes(reading, window);
            let opening = self.opening(reading, window);
            (Reverse(blemishes), self.fitting(reading, window), Reverse(reading.broken), Reverse(opening), Reverse(*at))
        });
        let best = best.map(|(_, reading)| reading).filter(|reading| !is_lawful || is_clean(reading));
        match best.or(if is_lawful { None } else { search.any }) {
            Some(reading) => {
                *fields = reading.fields;
                Cut::Record(reading.extent)
            }
            None => found,
        }
    }

    /// How many cells look as if a border went through them: they hold a quote beside a delimiter, or end in a mark.
    fn blemishes(&self, reading: &Reading, window: &[u8]) -> usize {
        let delimiter = self.general.dialect.delimiter.as_str();
        let quote = self.general.dialect.quote.map(|quote| char::from(quote).to_string()).unwrap_or_default();
        let borders = [format!("{quote}{delimiter}"), format!("{delimiter}{quote}")];
        let is_torn = |field: &&Field| {
            let cell = window.get(field.range()).map(String::from_utf8_lossy).unwrap_or_default();
            let ends = cell.ends_with(delimiter) || !field.quoted && cell.len() > 1 && cell.ends_with(&quote);
            ends || borders.iter().any(|border| cell.contains(border.as_str()))
        };
        reading.fields.iter().filter(is_torn).count()
    }

    /// How many cells begin with a quote.
    fn opening(&self, reading: &Reading, window: &[u8]) -> usize {
        let quote = self.general.dialect.quote;
        reading
            .fields
            .iter()
            .filter(|field| window.get(field.range().start).copied() == quote && !field.range().is_empty())
            .count()
    }

    /// How many cells look like their columns.
    fn fitting(&self, reading: &Reading, window: &[u8]) -> usize {
        let fits = |(field, column): &(&Field, &Profile)| {
            let bytes = window.get(field.range()).unwrap_or_default();
            std::str::from_utf8(bytes).is_ok_and(|text| column.fits(&self.general.dialect.unescaped(text)))
        };
        reading.fields.iter().zip(&self.columns).filter(fits).count()
    }
}

impl Search<'_> {
    /// Follows every reading from `at` on that breaks the rules at most `left` times more.
    fn walk(&mut self, at: usize, left: usize, fields: &mut Vec<Field>, broken: usize) {
        self.steps += 1;
        if self.steps > STEPS || self.readings.len() >= READINGS || fields.len() > self.width + 64 {
            return;
        }
        for (field, next, cost) in self.options(at, left) {
            fields.push(field);
            match next {
                Next::At(next) => self.walk(next, left - cost, fields, broken + cost),
                Next::End { text, whole } => self.keep(
                    fields,
                    Extent { text, whole, width: fields.len(), quoted: true, mended: true },
                    broken + cost,
                ),
            }
            fields.pop();
        }
    }

    fn keep(&mut self, fields: &[Field], extent: Extent, broken: usize) {
        let reading = Reading { fields: fields.to_vec(), extent, broken };
        if extent.width == self.width {
            self.readings.push(reading);
        } else if self.any.is_none() {
            self.any = Some(reading);
        }
    }

    /// The fields that may begin at `at`, with what each costs.
    fn options(&self, at: usize, left: usize) -> Vec<(Field, Next, usize)> {
        let quote = self.general.dialect.quote;
        let mut options = Vec::new();
        if quote.is_some() && self.window.get(at).copied() == quote {
            options.extend(self.lawful(at));
            if left > 0 {
                self.quoted_otherwise(at, &mut options);
                options.extend(self.plain(at).map(|(field, next)| (field, next, 1)));
            }
            return options;
        }
        if let Some((field, next)) = self.plain(at) {
            options.push((field, next, 0));
            let glued = self.window.get(field.range()).unwrap_or_default();
            if let (true, Some(found)) = (left > 0, quote.and_then(|quote| memchr::memchr(quote, glued))) {
                let field = Field { end: at + found, ..field };
                options.push((field, Next::At(at + found), 1));
            }
        }
        options
    }

    /// A quoted field that keeps the rules.
    fn lawful(&self, at: usize) -> Option<(Field, Next, usize)> {
        let (field, end) = self.general.quoted(self.window, at, true).ok()?;
        (!field.stray).then(|| self.next(end)).flatten().map(|next| (field, next, 0))
    }

    fn plain(&self, at: usize) -> Option<(Field, Next)> {
        let (field, end) = self.general.unquoted(self.window, at, true).ok()?;
        self.next(end).map(|next| (field, next))
    }

    /// Quoted fields of one line that close at a quote which breaks the rules.
    fn quoted_otherwise(&self, at: usize, options: &mut Vec<(Field, Next, usize)>) {
        let quote = self.general.dialect.quote.unwrap_or_default();
        let line = self.window.get(at..self.line_end(at)).unwrap_or_default();
        let begun = options.len();
        for close in memchr::memchr_iter(quote, line).skip(1).map(|found| at + found) {
            let field = Field { start: at + 1, end: close, escaped: true, stray: false, quoted: true };
            match self.next(close + 1) {
                Some(next) => options.push((field, next, 1)),
                None => options.push((field, Next::At(close + 1), 1)),
            }
            if options.len() >= begun + PLACES {
                break;
            }
        }
    }

    /// What follows a field that ends here, if a field may end here.
    fn next(&self, end: usize) -> Option<Next> {
        match self.general.mark(self.window, end, true) {
            Mark::Delimiter => Some(Next::At(end + self.general.dialect.delimiter.len())),
            Mark::RowEnd(bytes) => Some(Next::End { text: end, whole: end + bytes }),
            Mark::End => Some(Next::End { text: end, whole: end }),
            Mark::Letter | Mark::Unknown => None,
        }
    }

    /// Where the line ends, whatever quotes say.
    fn line_end(&self, from: usize) -> usize {
        let ends = |at: &usize| matches!(self.general.mark(self.window, *at, true), Mark::RowEnd(_) | Mark::End);
        (from..=self.window.len()).find(ends).unwrap_or(self.window.len())
    }
}
