//! Two words for so and not so.

use std::collections::BTreeMap;

/// Words that mean true and false together; of the first ones, one alone is enough.
const PAIRS: [(&str, &str); 11] = [
    ("true", "false"),
    ("yes", "no"),
    ("是", "否"),
    ("ja", "nein"),
    ("oui", "non"),
    ("wahr", "falsch"),
    ("sí", "no"),
    ("y", "n"),
    ("t", "f"),
    ("on", "off"),
    ("j", "n"),
];

/// How many pairs are told by one of their words.
const TOLD_BY_ONE: usize = 3;

/// The texts that mean true, and those that mean false, if all values are such words.
pub(super) fn truths(few: &BTreeMap<String, u64>) -> Option<(Vec<String>, Vec<String>)> {
    PAIRS.iter().enumerate().find_map(|(at, (truth, falsehood))| {
        let of = |wanted: &str| few.keys().filter(|word| word.to_lowercase() == wanted).cloned().collect::<Vec<_>>();
        let (truths, falsehoods) = (of(truth), of(falsehood));
        let is_all = truths.len() + falsehoods.len() == few.len();
        let is_told = at < TOLD_BY_ONE || !truths.is_empty() && !falsehoods.is_empty();
        let words = (like(truths.clone(), truth, &falsehoods), like(falsehoods, falsehood, &truths));
        (is_all && is_told).then_some(words)
    })
}

/// The words seen; of none, the one that goes with the other, written as that is.
fn like(seen: Vec<String>, word: &str, other: &[String]) -> Vec<String> {
    let Some(other) = other.first().filter(|_| seen.is_empty()) else { return seen };
    let mut letters = other.chars();
    let is_upper = letters.next().is_some_and(char::is_uppercase);
    let is_all_upper = is_upper && letters.next().is_some_and(char::is_uppercase);
    let first = word.chars().next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    vec![match (is_upper, is_all_upper) {
        (_, true) => word.to_uppercase(),
        (true, false) => format!("{first}{}", word.chars().skip(1).collect::<String>()),
        _ => word.to_owned(),
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_of_words_are_known() {
        let told = |words: &[&str]| truths(&words.iter().map(|word| ((*word).to_owned(), 1)).collect());
        let pair = |truth: &str, falsehood: &str| Some((vec![truth.to_owned()], vec![falsehood.to_owned()]));
        assert_eq!(told(&["True", "False"]), pair("True", "False"));
        assert_eq!(told(&["FALSE"]), pair("TRUE", "FALSE"));
        assert_eq!(told(&["No"]), pair("Yes", "No"));
        assert_eq!(told(&["是", "否"]), pair("是", "否"));
        assert_eq!(told(&["Y", "N"]), pair("Y", "N"));
        assert_eq!(told(&["Y"]), None);
        assert_eq!(told(&["Yes", "Maybe"]), None);
        let two_cases = truths(&["Yes", "yes", "no"].iter().map(|word| ((*word).to_owned(), 1)).collect());
        assert_eq!(two_cases, Some((vec!["Yes".to_owned(), "yes".to_owned()], vec!["no".to_owned()])));
    }
}
