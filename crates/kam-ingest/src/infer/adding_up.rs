//! How deliveries add up, as far as files tell: by the keys they have, and those they repeat of each other.

use super::draft::Entry;
use super::evidence::{counted, listed, percent};
use super::identity;
use super::keys::Key;
use super::survey::Survey;
use super::toml::{list, text};

/// The share of an earlier file's keys that a later one repeats, where each states all rows there are, in percent.
const RESTATED: u64 = 80;

/// The least rank of a name that makes its column the key of a draft.
const NAMED: u32 = 2;

/// How a draft's deliveries add up, and by what.
#[derive(Debug, Clone)]
pub(super) struct AddsUp {
    /// `adds_up` and `key`, or the first alone.
    pub(super) entries: Vec<Entry>,
    /// The columns of the key by their places; empty if there is none.
    pub(super) key: Vec<usize>,
}

/// Decides by the keys there are. `landed` are the names of the columns in the table.
pub(super) fn adds_up(survey: &Survey, keys: &[Key], landed: &[String], is_dated: bool) -> AddsUp {
    let rows = survey.rows;
    let Some(key) = keys.first().filter(|key| is_plausible(key, rows) && !leans_on_repeated(key, survey)) else {
        return without_key(survey, keys, landed);
    };
    let names = names(key, landed);
    let places: Vec<usize> = key.columns.iter().map(|column| column.place).collect();
    let unique = uniqueness(key, rows);
    let others: Vec<String> = keys.iter().skip(1).take(4).map(|key| quoted(&self::names(key, landed))).collect();
    let more = if others.is_empty() { String::new() } else { format!("; so {}", verb(&others)) };
    let alternatives =
        "if each file states only rows that are new or changed, write `upsert`; if rows never change, `append`";
    if key.has_moment() {
        let reason = "append: a moment is part of what tells rows apart, so each seems to say what happened then";
        let doubt = format!(
            "{} tell a row from all others: if rows change, write `adds_up = \"upsert\"` and `key = {}`.",
            quoted(&names),
            list(&names)
        );
        return AddsUp {
            entries: vec![Entry::new("adds_up", text("append"), reason).doubting(doubt)],
            key: Vec::new(),
        };
    }
    let (word, reason) = match several(survey, &places) {
        None => ("snapshot", format!("a guess from one file: that each states all rows there are; {alternatives}")),
        Some((0, _)) => {
            let reason = "no key comes in two files: rows seem never to change; else write `upsert`";
            ("append", reason.to_owned())
        }
        Some((again, before)) if again * 100 >= before * RESTATED => {
            ("snapshot", format!("files repeat {} of the keys before them; {alternatives}", percent(again, before)))
        }
        Some((again, before)) => (
            "upsert",
            format!(
                "files repeat {} of the keys before them: they seem to state what is new or changed",
                percent(again, before)
            ),
        ),
    };
    let mut adds_up = Entry::new("adds_up", text(word), reason);
    if word == "snapshot" && survey.files.len() > 1 && !is_dated {
        adds_up = adds_up.doubting(
            "The names of the files tell no day, so that all of them would be parts of one snapshot: give each its day in its \
             name, and say with `known_from` where it stands.",
        );
    }
    AddsUp { entries: vec![adds_up, Entry::new("key", list(&names), format!("{unique}{more}"))], key: places }
}

/// Whether a key of several columns holds one that nearly is a key by itself: what repeats it is a fault, and no part of a key.
fn leans_on_repeated(key: &Key, survey: &Survey) -> bool {
    let is_nearly = |place: usize| {
        let repeated = survey.columns.get(place).and_then(super::column::Seen::repeated);
        repeated.is_some_and(|(repeated, _)| repeated > 0)
    };
    key.columns.len() > 1 && key.columns.iter().any(|column| !column.is_moment && is_nearly(column.place))
}

fn verb(others: &[String]) -> String {
    let is_one = others.len() == 1;
    format!("{} {}", if is_one { "is" } else { "are" }, others.join(", "))
}

/// Whether a key is meant as one: its name says so, and there are rows enough to tell.
pub(super) fn is_plausible(key: &Key, rows: u64) -> bool {
    let is_named = key.rank() >= NAMED;
    match key.columns.as_slice() {
        [column] => is_named && rows > 1 || column.rank > 0 && column.place == 0 && rows >= 5,
        columns => is_named && rows >= 20 && columns.iter().all(|column| column.rank >= 3 || column.is_moment),
    }
}

fn without_key(survey: &Survey, keys: &[Key], landed: &[String]) -> AddsUp {
    let mut reason = match keys.first() {
        None => "no column tells a row from all others, nor do two or three together: facts, every file adds rows"
            .to_owned(),
        Some(key) if leans_on_repeated(key, survey) => {
            "no column tells a row from all others: facts, every file adds rows".to_owned()
        }
        Some(key) => format!(
            "no column is named like a key, though {} {} unique: facts, every file adds rows",
            quoted(&names(key, landed)),
            if key.columns.len() == 1 { "is" } else { "are" }
        ),
    };
    if survey.rows < 2 {
        reason = format!("no key can be told of {}: facts, every file adds rows", rows_of(survey.rows));
    }
    let mut entry = Entry::new("adds_up", text("append"), reason);
    for (at, column) in survey.columns.iter().enumerate() {
        let Some((repeated @ 1.., one_in)) = column.repeated() else { continue };
        let is_meant =
            identity::is_identifier(&column.name) && !identity::is_never_key(&column.name) && column.values > 20;
        if let (true, Some(name)) = (is_meant, landed.get(at)) {
            let count = counted(repeated.saturating_mul(one_in));
            let name = listed(&[name], 1);
            entry = entry.doubting(format!(
                "{name} would be the key, but comes again in {count} of {}: ask why, before you count on it.",
                rows_of(column.rows)
            ));
        }
    }
    AddsUp { entries: vec![entry], key: Vec::new() }
}

/// How many keys came in an earlier file too, and how many could have; none of one file, or of a key of several columns.
fn several(survey: &Survey, places: &[usize]) -> Option<(u64, u64)> {
    let ([place], true) = (places, survey.files.len() > 1) else { return None };
    let column = survey.columns.get(*place)?;
    let first = survey.files.first().map_or(0, |file| file.printed.rows);
    let (_, one_in) = column.repeated()?;
    Some((column.again().saturating_mul(one_in), survey.rows.saturating_sub(first)))
}

fn uniqueness(key: &Key, rows: u64) -> String {
    let looked =
        if key.one_in > 1 { format!(", of which one in {} was looked at", counted(key.one_in)) } else { String::new() };
    format!("unique in {}{looked}, never empty", rows_of(rows))
}

fn rows_of(rows: u64) -> String {
    if rows == 1 { "1 row".to_owned() } else { format!("{} rows", counted(rows)) }
}

fn names(key: &Key, landed: &[String]) -> Vec<String> {
    key.columns.iter().filter_map(|column| landed.get(column.place)).cloned().collect()
}

fn quoted(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(" with ")
}
