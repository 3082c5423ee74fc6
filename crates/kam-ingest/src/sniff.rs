//! Finds out how a text file is written, from its beginning: marks, preamble, header.
//!
//! Every dialect that could be meant is tried on a sample and judged by what a person looks for: rows of one width,
//! cells that are whole values (numbers, days, addresses, words), columns whose cells are alike, quotes where quotes
//! belong. The idea is that of van den Burg, Nazábal and Sutton, "Wrangling messy CSV files by detecting row and type
//! patterns" (2019), who multiply a score of row patterns with one of cell types. Of equals the one earlier in the list
//! of candidates wins, so the answer never depends on chance.

mod candidate;
mod kind;
mod layout;
mod profile;
mod sample;
mod score;

pub(crate) use kind::Kind;
pub(crate) use layout::{DeclaredLayout, Layout, joined, layout};
pub(crate) use profile::Profile;
pub(crate) use sample::{Sample, SampleRow};

use crate::csv::{Dialect, Escape, RowEnd};

/// What is said of a dialect; the rest is found.
#[derive(Debug, Clone, Default)]
pub(crate) struct Declared {
    pub(crate) delimiter: Option<String>,
    pub(crate) quote: Option<Option<u8>>,
    pub(crate) escape: Option<Escape>,
    pub(crate) row_end: Option<RowEnd>,
}

/// The dialect of a file that begins so.
pub(crate) fn dialect(sample: &Sample<'_>, declared: &Declared) -> Dialect {
    let row_ends = match &declared.row_end {
        Some(end) => vec![end.clone()],
        None => candidate::row_ends(sample.text()),
    };
    let quotes = declared.quote.map_or_else(|| candidate::quotes(sample.text()), |quote| vec![quote]);
    let escape = declared.escape.unwrap_or(Escape::Doubled);
    let mut best: Option<(f64, Dialect)> = None;
    for row_end in &row_ends {
        let delimiters = match &declared.delimiter {
            Some(delimiter) => vec![(delimiter.clone(), 1.0)],
            None => candidate::delimiters(sample.text(), row_end),
        };
        for (delimiter, prior) in &delimiters {
            for quote in &quotes {
                let tried = Dialect { delimiter: delimiter.clone(), quote: *quote, escape, row_end: row_end.clone() };
                if tried.fault().is_some() {
                    continue;
                }
                let score = score::of(sample, &tried) * prior;
                if best.as_ref().is_none_or(|(highest, _)| score > highest + 1e-9) {
                    best = Some((score, tried));
                }
            }
        }
    }
    let found = best.map_or_else(|| Dialect::plain(',', Some(b'"')), |(_, dialect)| dialect);
    match declared.escape {
        Some(_) => found,
        None => Dialect { escape: score::escape(sample, &found), ..found },
    }
}
