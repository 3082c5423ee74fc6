//! How well a dialect explains a sample.

use super::kind::Kind;
use super::sample::Sample;
use crate::csv::{Dialect, Escape, Field};
use std::collections::BTreeMap;

/// The most rows a dialect is judged by.
const ROWS: usize = 300;

/// The most cells a dialect is judged by.
const CELLS: usize = 30_000;

/// What is counted while a sample is read.
#[derive(Default)]
struct Tally {
    cells: usize,
    /// Of each row its width, and what its cells are worth.
    rows: Vec<(usize, f64)>,
    /// For each width and column, how many cells of each kind.
    kinds: BTreeMap<(usize, usize), BTreeMap<Kind, usize>>,
    /// Neighbours that would be one value if they were not cut, and all neighbours.
    broken: usize,
    pairs: usize,
    /// Quotes that mark something, and all there are.
    marking: usize,
    quotes: usize,
    /// Rows without a double quote, where no quote is tried.
    quoteless: usize,
    /// Such rows behind one that opens a quote, until another closes it: then they stand within quotes.
    behind_open: Option<usize>,
}

/// A number from 0 to 1: how evenly the dialect cuts rows, times how much its cells look like values.
pub(super) fn of(sample: &Sample<'_>, dialect: &Dialect) -> f64 {
    let mut tally = Tally::default();
    sample.each_row(dialect, |text, fields| {
        if !text.is_empty() {
            tally.take(text, fields, dialect);
        }
        tally.rows.len() < ROWS && tally.cells < CELLS
    });
    tally.score(dialect)
}

impl Tally {
    fn take(&mut self, text: &str, fields: &[Field], dialect: &Dialect) {
        self.cells += fields.len();
        let mut value = 0.0;
        match dialect.quote {
            Some(quote) => self.quotes += memchr::memchr_iter(quote, text.as_bytes()).count(),
            None => self.take_unquoted(text),
        }
        let mut before: Option<(&Field, &str)> = None;
        for (column, field) in fields.iter().enumerate() {
            let cell = text.get(field.range()).unwrap_or_default();
            // Whatever stands in quotes was meant to be one text.
            let kind = match Kind::of(cell) {
                Kind::Other if field.quoted && !field.stray => Kind::Words,
                kind => kind,
            };
            if let Some(quote) = dialect.quote.filter(|_| field.quoted) {
                self.marking += 2 + memchr::memchr_iter(quote, cell.as_bytes()).count();
            }
            value += worth(cell, kind, field);
            *self.kinds.entry((fields.len(), column)).or_default().entry(kind).or_default() += 1;
            if let Some((earlier, left)) = before.filter(|(earlier, _)| !earlier.quoted && !field.quoted) {
                self.pairs += 1;
                let joined = text.get(earlier.range().start..field.range().end).unwrap_or_default();
                let was_whole = match Kind::of(joined) {
                    Kind::Date | Kind::Time | Kind::Moment => true,
                    // An address swallows whatever is put to its end.
                    Kind::Address => Kind::of(left) != Kind::Address || "&=#?".contains(dialect.delimiter.as_str()),
                    _ => false,
                };
                self.broken += usize::from(was_whole && !left.is_empty() && dialect.joins_values());
            }
            before = Some((field, cell));
        }
        self.rows.push((fields.len(), value));
    }

    /// Takes a row where no quote is tried.
    fn take_unquoted(&mut self, text: &str) {
        let quotes = memchr::memchr_iter(b'"', text.as_bytes()).count();
        // Behind a letter or a digit a quote opens nothing: those are inches.
        let opens = || {
            let before = text.rsplit_once('"').and_then(|(before, _)| before.chars().next_back());
            quotes % 2 == 1 && before.is_none_or(|letter| !letter.is_alphanumeric())
        };
        match self.behind_open {
            Some(rows) if quotes == 0 => self.behind_open = Some(rows + 1),
            Some(_) if quotes % 2 == 1 => self.behind_open = None,
            None if quotes == 0 => self.quoteless += 1,
            None if opens() => self.behind_open = Some(0),
            _ => {}
        }
    }

    fn score(&self, dialect: &Dialect) -> f64 {
        let table = if dialect.delimiter.is_empty() { self.rows.as_slice() } else { self.table() };
        let mut widths = BTreeMap::<usize, usize>::new();
        for (width, _) in table {
            *widths.entry(*width).or_default() += 1;
        }
        let Some((&width, _)) = widths.iter().max_by_key(|(width, rows)| (**rows, **width)) else { return 0.0 };
        let evenness: f64 = widths.values().map(|rows| share(*rows, table.len()).powi(2)).sum();
        let around = 0.5 + 0.5 * share(table.len(), self.rows.len());
        let cells: usize = table.iter().map(|(width, _)| width).sum();
        let value: f64 = table.iter().map(|(_, value)| value).sum();
        let looks = 0.5 * value / (cells.max(1) as f64) + 0.5 * self.likeness(&widths);
        let columns = width as f64 / (width as f64 + 1.0);
        let whole = 1.0 - share(self.broken, self.pairs);
        // Quotes that mark nothing mostly mean that the delimiter is another one.
        let explained = match dialect.quote {
            None => 0.4 + 0.6 * share(self.quoteless + self.behind_open.unwrap_or_default(), self.rows.len()),
            Some(_) if self.quotes == 0 => 1.0,
            Some(_) => 0.4 + 0.6 * share(self.marking, self.quotes).min(1.0),
        };
        evenness * around * looks * columns * whole * explained
    }

    /// The rows without those of one cell before and behind all others: a table may have lines around it.
    fn table(&self) -> &[(usize, f64)] {
        let is_wide = |(width, _): &(usize, f64)| *width > 1;
        let first = self.rows.iter().position(is_wide).unwrap_or(self.rows.len());
        let last = self.rows.iter().rposition(is_wide).map_or(first, |last| last + 1);
        self.rows.get(first..last).unwrap_or_default()
    }

    /// How alike the cells of the columns are: of each column the part that is of its commonest kind.
    fn likeness(&self, widths: &BTreeMap<usize, usize>) -> f64 {
        let (mut alike, mut all) = (0.0, 0.0);
        for kinds in self.kinds.iter().filter(|((width, _), _)| widths.contains_key(width)).map(|(_, kinds)| kinds) {
            let cells: usize = kinds.values().sum();
            // A column with nothing in it, not even a name, is more likely a mark of two characters.
            let is_nothing = kinds.len() == 1 && kinds.contains_key(&Kind::Empty);
            let alike_kinds = kinds.iter().filter(|(kind, _)| **kind != Kind::Other && !is_nothing);
            let commonest = alike_kinds.map(|(_, count)| *count).max();
            alike += commonest.unwrap_or_default() as f64;
            all += cells as f64;
        }
        if all > 0.0 { alike / all } else { 0.0 }
    }
}

fn share(part: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { part as f64 / all as f64 }
}

/// How much a cell looks like a value that was meant to stand alone.
fn worth(cell: &str, kind: Kind, field: &Field) -> f64 {
    if field.stray {
        return 0.3;
    }
    if field.quoted {
        return 1.0;
    }
    let trimmed = cell.trim();
    let is_torn = |quote: char| trimmed.starts_with(quote) || trimmed.ends_with(quote);
    if !trimmed.is_empty() && (is_torn('"') || is_torn('\'') && trimmed.len() > 1 && trimmed.starts_with('\'')) {
        return 0.1;
    }
    let worth: f64 = match kind {
        Kind::Empty => 0.8,
        Kind::Number | Kind::Date | Kind::Time | Kind::Moment | Kind::Address | Kind::Truth => 1.0,
        Kind::Code => 0.95,
        Kind::Words => 0.85,
        Kind::Other => 0.2,
    };
    if trimmed.len() < cell.len() { worth * 0.9 } else { worth }
}

/// How quotes within quotes are written: by what is seen of them in the sample.
pub(super) fn escape(sample: &Sample<'_>, dialect: &Dialect) -> Escape {
    let Some(quote) = dialect.quote.map(char::from) else { return Escape::Doubled };
    // Quotes that close where a field ends, and any within: so every way of writing them is seen as it stands.
    let open = Dialect { escape: Escape::None, ..dialect.clone() };
    let (mut doubled, mut slashed, mut alone, mut rows) = (0, 0, 0, 0);
    sample.each_row(&open, |text, fields| {
        for field in fields.iter().filter(|field| field.quoted) {
            count(text.get(field.range()).unwrap_or_default(), quote, (&mut doubled, &mut slashed, &mut alone));
        }
        rows += 1;
        rows < super::sample::ROWS
    });
    if slashed > doubled && slashed >= alone {
        Escape::Before(b'\\')
    } else if alone > doubled && alone > 1 {
        Escape::None
    } else {
        Escape::Doubled
    }
}

/// Counts the quotes within a field: pairs, those behind a backslash, those alone.
fn count(cell: &str, quote: char, (doubled, slashed, alone): (&mut usize, &mut usize, &mut usize)) {
    let mut letters = cell.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        if letter == quote {
            if before == '\\' {
                *slashed += 1;
            } else if letters.next_if_eq(&quote).is_some() {
                *doubled += 1;
            } else {
                *alone += 1;
            }
        }
        before = letter;
    }
}
