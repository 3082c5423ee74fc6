//! What a column is declared as, and why.

mod moment;
mod number;

use super::column::Seen;
use super::evidence::{counted, listed, quoted, share};
use super::identity;
use super::moments::Order;
use super::toml::{list, text};
use super::truths::truths;
use kam_project::ColumnType;

/// A column's declaration, with what was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Guess {
    pub(super) kind: ColumnType,
    /// Further keys and their TOML, in the order they are written.
    pub(super) keys: Vec<(&'static str, String)>,
    /// Texts that mean NULL here, beside those that do everywhere.
    pub(super) null: Vec<String>,
    /// What was seen, as parts of a sentence.
    pub(super) evidence: Vec<String>,
    /// What the values do not tell, with the other declarations it could be.
    pub(super) doubts: Vec<String>,
    /// Whether nothing tells its zone, and UTC stands for it.
    pub(super) is_zone_guessed: bool,
}

/// What is known beside the column's own values.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Context<'a> {
    /// The order of day and month another column tells.
    pub(super) order: Option<(Order, &'a str)>,
    /// The zone of times without an offset, if it was said.
    pub(super) zone: Option<&'a str>,
    /// The decimal mark of other columns, if it is no point.
    pub(super) decimal_mark: Option<char>,
}

/// Says what a column is.
pub(super) fn guess(seen: &Seen, context: Context<'_>) -> Guess {
    if seen.values == 0 {
        return Guess::of_text(vec![format!("no value in {} rows", counted(seen.rows))]);
    }
    let told =
        of_truths(seen).or_else(|| moment::of_moments(seen, context)).or_else(|| number::of_numbers(seen, context));
    told.unwrap_or_else(|| of_texts(seen))
}

impl Guess {
    fn new(kind: ColumnType, evidence: Vec<String>) -> Self {
        Self { kind, evidence, keys: Vec::new(), null: Vec::new(), doubts: Vec::new(), is_zone_guessed: false }
    }

    /// A column of texts: it takes every value as it stands.
    pub(super) fn of_text(evidence: Vec<String>) -> Self {
        Self::new(ColumnType::Text, evidence)
    }

    fn with(mut self, key: &'static str, toml: String) -> Self {
        self.keys.push((key, toml));
        self
    }

    fn doubting(mut self, doubt: String) -> Self {
        self.doubts.push(doubt);
        self
    }
}

fn of_truths(seen: &Seen) -> Option<Guess> {
    let few = seen.few()?;
    let (truths, falsehoods) = match truths(few) {
        Some(words) => words,
        None => {
            let words: Vec<&str> = few.keys().map(String::as_str).collect();
            let is_switch = identity::is_switch(&seen.name);
            match words.as_slice() {
                ["0", "1"] if is_switch => (vec!["1".to_owned()], vec!["0".to_owned()]),
                ["X" | "x"]
                    if (is_switch || identity::is_short(&seen.name)) && seen.empty > 0 && seen.nothing.is_empty() =>
                {
                    (few.keys().cloned().collect(), vec![String::new()])
                }
                _ => return None,
            }
        }
    };
    let told: Vec<String> = few.iter().map(|(word, count)| format!("{} {}", quoted(word), counted(*count))).collect();
    let evidence = vec![format!("{} times", told.join(", "))];
    Some(Guess::new(ColumnType::Boolean, evidence).with("true", list(&truths)).with("false", list(&falsehoods)))
}

/// A column of texts, with what its texts are like.
fn of_texts(seen: &Seen) -> Guess {
    let mut guess = Guess::of_text(likeness(seen));
    guess.doubts.extend(nearly(seen));
    if seen.edged > 0 {
        let count = counted(seen.edged);
        guess.evidence.push(format!("{count} with blanks at an end, which `trim = [\" \"]` takes off"));
    }
    guess
}

fn likeness(seen: &Seen) -> Vec<String> {
    let mut said = Vec::new();
    if identity::is_identifier(&seen.name) {
        let first = seen.first.as_deref().map_or_else(String::new, |first| format!(", such as {}", quoted(first)));
        said.push(format!("named like an identifier{first}"));
    } else if seen.uuids == seen.values {
        said.push("identifiers by their shape, 32 hexadecimal digits".to_owned());
    }
    match seen.few().map(|few| few.keys().collect::<Vec<_>>()) {
        Some(few) if few.len() == 1 && seen.values > 1 => said.push(format!("always {}", listed(&few, 1))),
        Some(few) if few.len() as u64 * 2 <= seen.values => {
            said.push(format!("{} different texts: {}", few.len(), listed(&few, 6)));
        }
        _ => said.push(format!("texts of at most {} characters", seen.longest)),
    }
    said
}

/// What nearly all values are, though not all.
fn nearly(seen: &Seen) -> Option<String> {
    let is_nearly = |read: u64| seen.values >= 100 && read < seen.values && (seen.values - read) * 100 <= seen.values;
    let (kind, read, other) = if is_nearly(seen.moments.read) {
        ("dates or times", seen.moments.read, seen.no_moment.as_ref()?)
    } else if is_nearly(seen.numbers.read) && !identity::is_identifier(&seen.name) {
        ("numbers", seen.numbers.read, seen.no_number.as_ref()?)
    } else {
        return None;
    };
    Some(format!(
        "{} values are {kind}, but {} is none, and {} in all. As `text` every row lands; with their type these rows would be rejected.",
        share(read, seen.values),
        quoted(other),
        counted(seen.values - read)
    ))
}

/// A TOML value of one text, for declarations.
fn toml_text(value: &str) -> String {
    text(value)
}

#[cfg(test)]
mod tests;
