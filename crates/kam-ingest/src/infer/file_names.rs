//! What the names of files tell: the pattern that finds them all, and the moment each was extracted.

use regex::Regex;
use std::sync::LazyLock;

/// Moments in names, the longer first, with the strftime format of each.
static MOMENTS: LazyLock<Vec<(Regex, &str, &str)>> = LazyLock::new(|| {
    let all = [
        (r"20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[0-2]\d[0-5]\d[0-5]\d", r"\d{14}", "%Y%m%d%H%M%S"),
        (r"20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])_[0-2]\d[0-5]\d[0-5]\d", r"\d{8}_\d{6}", "%Y%m%d_%H%M%S"),
        (r"20\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", r"\d{4}-\d{2}-\d{2}", "%Y-%m-%d"),
        (r"20\d{2}_(?:0[1-9]|1[0-2])_(?:0[1-9]|[12]\d|3[01])", r"\d{4}_\d{2}_\d{2}", "%Y_%m_%d"),
        (r"20\d{2}\.(?:0[1-9]|1[0-2])\.(?:0[1-9]|[12]\d|3[01])", r"\d{4}\.\d{2}\.\d{2}", "%Y.%m.%d"),
        (r"20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", r"\d{8}", "%Y%m%d"),
    ];
    all.into_iter().filter_map(|(find, digits, format)| Some((Regex::new(find).ok()?, digits, format))).collect()
});

/// What the names of the files of one table tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Names {
    /// The name of the only file, or a pattern that matches all of them.
    pub(super) path: String,
    /// A regular expression whose group holds the moment, and the format of that.
    pub(super) known_from: Option<(String, &'static str)>,
}

/// Reads the names of files, folders left off.
pub(super) fn names(files: &[String]) -> Names {
    let Some(first) = files.first() else { return Names { path: "*".to_owned(), known_from: None } };
    if let Some((before, digits, format, after)) = dated(first) {
        let is_of_all = files.iter().all(|file| {
            dated(file).is_some_and(|(other_before, _, other_format, other_after)| {
                (other_before, other_format, other_after) == (before, format, after)
            })
        });
        if is_of_all {
            let pattern = format!("{}({digits}){}", regex::escape(before), regex::escape(after));
            return Names { path: format!("{before}*{after}"), known_from: Some((pattern, format)) };
        }
    }
    let path = match files {
        [file] => file.clone(),
        files => {
            let shared = |other: &str, ends: fn(&str, &str) -> usize| ends(first, other);
            let before = files.iter().map(|file| shared(file, common_beginning)).min().unwrap_or_default();
            let room = files.iter().map(String::len).min().unwrap_or_default().saturating_sub(before);
            let after = files.iter().map(|file| shared(file, common_end)).min().unwrap_or_default().min(room);
            let end = first.get(first.len().saturating_sub(after)..).unwrap_or_default();
            format!("{}*{end}", first.get(..before).unwrap_or_default())
        }
    };
    Names { path, known_from: None }
}

/// A name cut around the moment in it.
fn dated(file: &str) -> Option<(&str, &'static str, &'static str, &str)> {
    MOMENTS.iter().find_map(|(find, digits, format)| {
        let found = find.find(file)?;
        let is_alone = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_ascii_digit());
        let (before, after) = (file.get(..found.start())?, file.get(found.end()..)?);
        let is_whole = is_alone(before.chars().next_back()) && is_alone(after.chars().next());
        is_whole.then_some((before, *digits, *format, after))
    })
}

fn common_beginning(one: &str, other: &str) -> usize {
    one.chars().zip(other.chars()).take_while(|(a, b)| a == b).map(|(letter, _)| letter.len_utf8()).sum()
}

fn common_end(one: &str, other: &str) -> usize {
    one.chars().rev().zip(other.chars().rev()).take_while(|(a, b)| a == b).map(|(letter, _)| letter.len_utf8()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(files: &[&str]) -> (String, Option<(String, &'static str)>) {
        let names = names(&files.iter().map(|file| (*file).to_owned()).collect::<Vec<_>>());
        (names.path, names.known_from)
    }

    #[test]
    fn moments_in_names_are_found() {
        let dated = |pattern: &str, format| Some((pattern.to_owned(), format));
        assert_eq!(of(&["Orders.csv"]), ("Orders.csv".to_owned(), None));
        let daily = dated(r"(\d{4}-\d{2}-\d{2})\.csv", "%Y-%m-%d");
        assert_eq!(of(&["2010-12-01.csv"]), ("*.csv".to_owned(), daily.clone()));
        assert_eq!(of(&["2010-12-01.csv", "2010-12-02.csv"]), ("*.csv".to_owned(), daily));
        let extract = dated(r"acc_(\d{8})_full\.csv\.gz", "%Y%m%d");
        assert_eq!(of(&["acc_20260930_full.csv.gz"]), ("acc_*_full.csv.gz".to_owned(), extract));
        assert_eq!(of(&["acc_120260930.csv"]).1, None);
        assert_eq!(of(&["acc_20261930.csv"]).1, None);
    }

    #[test]
    fn a_pattern_matches_all_names() {
        assert_eq!(of(&["chunk1.csv", "chunk2.csv"]).0, "chunk*.csv");
        assert_eq!(of(&["a.csv", "aa.csv"]).0, "a*.csv");
        assert_eq!(of(&["a.csv", "b.tsv"]).0, "*sv");
        assert_eq!(of(&["客1.csv", "客2.csv"]).0, "客*.csv");
    }
}
