//! Whole samples: the same twice, dirty beside clean, and nothing of anybody else's touched.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up should stop")]

use super::{Progress, Request, Summary, write};
use crate::company::Settings;
use crate::deliver::read_back;
use crate::error::Error;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use tempfile::TempDir;

pub(super) const SETTINGS: Settings =
    Settings { accounts: 24, quarters: 3, last_quarter: crate::company::Quarter { year: 2026, number: 3 }, seed: 5 };

/// A twentieth, so that a small sample has every kind of dirt.
pub(super) const DIRT: u32 = 50_000;

pub(super) fn written(dirt: u32) -> (TempDir, Summary) {
    let folder = tempfile::tempdir().unwrap();
    let summary = write(&Request { settings: SETTINGS, dirt }, folder.path(), &mut |_| {}).unwrap();
    (folder, summary)
}

/// Every file by its path, and its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                found.insert(name, fs::read(path).unwrap());
            }
        }
    }
    found
}

/// A file, and the member of it or the sheet; else empty.
pub(super) type Place = (String, String);

/// The rows of every file as texts, headers and totals left out.
pub(super) fn rows(folder: &Path) -> BTreeMap<Place, Vec<String>> {
    let mut found = BTreeMap::new();
    for file in files(folder).into_keys().filter(|file| !file.starts_with("truth/") && file != "dirt.csv") {
        let path = folder.join(&file);
        match file.rsplit_once('.').unwrap().1 {
            "ZIP" => found.extend(members(&path).into_iter().map(|(name, rows)| ((file.clone(), name), rows))),
            "xlsx" => found.extend(sheets(&path).into_iter().map(|(name, rows)| ((file.clone(), name), rows))),
            "json" => drop(found.insert((file, String::new()), array(&fs::read_to_string(path).unwrap()))),
            _ => {
                let rows = fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect();
                found.insert((file, String::new()), rows);
            }
        }
    }
    found
}

fn array(text: &str) -> Vec<String> {
    let rows: Vec<Value> = serde_json::from_str(text).unwrap();
    rows.iter().map(Value::to_string).collect()
}

fn members(path: &Path) -> Vec<(String, Vec<String>)> {
    let mut archive = zip::ZipArchive::new(File::open(path).unwrap()).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let read = names.into_iter().map(|name| {
        let mut text = String::new();
        archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let rows = reader.records().map(|row| row.unwrap().iter().collect::<Vec<_>>().join("|")).collect();
        (name, rows)
    });
    read.collect()
}

fn sheets(path: &Path) -> Vec<(String, Vec<String>)> {
    let read = read_back::sheets(path).into_iter().map(|(name, rows)| {
        let rows = rows.iter().skip(1).map(|row| row.join("|"));
        (name, rows.filter(|row| !row.starts_with("合计|")).collect())
    });
    read.collect()
}

/// One line of the ledger of dirt, by caption.
pub(super) type Defect = BTreeMap<String, String>;

pub(super) fn ledger(folder: &Path) -> Vec<Defect> {
    csv::Reader::from_path(folder.join("dirt.csv")).unwrap().deserialize().map(Result::unwrap).collect()
}

pub(super) fn place(defect: &Defect) -> Place {
    (format!("{}/{}", defect["system"], defect["file"]), defect["member"].clone())
}

pub(super) fn number(defect: &Defect) -> usize {
    defect["row_number"].parse().unwrap()
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    let (one, other) = (written(DIRT), written(DIRT));
    assert!(files(one.0.path()) == files(other.0.path()));
    assert_eq!(one.1, other.1);
}

#[test]
fn dirt_lies_beside_the_clean_rows_and_every_row_of_it_is_named() {
    let (clean, dirty) = (written(0), written(DIRT));
    let (clean, dirty_rows, ledger) = (rows(clean.0.path()), rows(dirty.0.path()), ledger(dirty.0.path()));
    assert_eq!(ledger.len() as u64, dirty.1.dirt);
    let mut named: BTreeMap<Place, BTreeSet<usize>> = BTreeMap::new();
    for defect in &ledger {
        assert!(named.entry(place(defect)).or_default().insert(number(defect)), "named twice: {defect:?}");
    }
    assert_eq!(clean.keys().collect::<Vec<_>>(), dirty_rows.keys().collect::<Vec<_>>());
    for (place, rows) in &dirty_rows {
        let dirt = named.remove(place).unwrap_or_default();
        let left = rows.iter().zip(1..).filter(|(_, number)| !dirt.contains(number)).map(|(row, _)| row);
        assert!(left.eq(&clean[place]), "{place:?}: other rows than in the clean sample");
        assert!(dirt.len() * 1_000_000 <= rows.len() * DIRT as usize, "{place:?}: too much dirt");
    }
    assert!(named.is_empty(), "dirt in files that are not there: {named:?}");
}

#[test]
fn every_defect_is_what_the_ledger_says() {
    let (folder, _) = written(DIRT);
    let (rows, ledger) = (rows(folder.path()), ledger(folder.path()));
    for defect in &ledger {
        let all = &rows[&place(defect)];
        let row = &all[number(defect) - 1];
        let twins = all.iter().filter(|other| *other == row).count();
        let holds = match defect["reason_code"].as_str() {
            "short_row" => fields(row) + 1 == fields(&all[0]),
            "long_row" => fields(row) == fields(&all[0]) + 1,
            "not_json" => serde_json::from_str::<Value>(row).is_err(),
            "duplicate" => twins >= 2,
            "doubled_key" => twins == 1,
            "required_null" => defect["value"].is_empty() && !defect["column"].is_empty(),
            _ => row.contains(&defect["value"]) && !defect["column"].is_empty(),
        };
        assert!(holds, "{defect:?} is {row}");
    }
    let codes: BTreeSet<&str> = ledger.iter().map(|defect| defect["reason_code"].as_str()).collect();
    let expected = [
        "doubled_key",
        "duplicate",
        "long_row",
        "not_a_boolean",
        "not_a_date",
        "not_a_number",
        "not_a_timestamp",
        "not_json",
        "required_null",
        "short_row",
        "unknown_value",
    ];
    assert_eq!(codes.into_iter().collect::<Vec<_>>(), expected);
}

fn fields(row: &str) -> usize {
    match serde_json::from_str(row) {
        Ok(Value::Array(values)) => values.len(),
        _ => row.split('|').count(),
    }
}

#[test]
fn lines_are_those_of_the_text() {
    let (folder, _) = written(DIRT);
    let defects = ledger(folder.path()).into_iter().filter(|defect| defect["file"].ends_with("json"));
    for defect in defects {
        let (file, _) = place(&defect);
        let text = fs::read_to_string(folder.path().join(file)).unwrap();
        let at: usize = defect["line"].parse().unwrap();
        let line = text.lines().nth(at - 1).unwrap();
        assert!(line.starts_with('[') && line.contains(&defect["value"]), "{defect:?} is {line}");
        assert_eq!(number(&defect) + 1, at, "one row a line, after the first");
    }
}

#[test]
fn a_sample_gives_way_to_another_and_to_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let small = Request { settings: Settings { accounts: 2, quarters: 1, ..SETTINGS }, dirt: 0 };
    let mut told = Vec::new();
    write(&small, folder.path(), &mut |progress| told.push(progress)).unwrap();
    assert_eq!(told, [Progress { done: 1, of: 2 }, Progress { done: 2, of: 2 }]);
    let first = files(folder.path());
    write(&small, folder.path(), &mut |_| {}).unwrap();
    assert!(files(folder.path()) == first);
    fs::write(folder.path().join("kingdee/mine.json"), "[]").unwrap();
    let refused = write(&small, folder.path(), &mut |_| {}).unwrap_err();
    assert!(matches!(&refused, Error::InTheWay { files, .. } if files == &["kingdee/mine.json"]), "{refused}");
    assert_eq!(files(folder.path()).len(), first.len() + 1, "nothing was removed");
}

#[test]
fn a_folder_of_ones_own_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("notes.txt"), "mine").unwrap();
    let refused = write(&Request { settings: SETTINGS, dirt: 0 }, folder.path(), &mut |_| {}).unwrap_err();
    assert!(matches!(refused, Error::InTheWay { .. }));
    assert_eq!(files(folder.path()).len(), 1);
}

#[test]
fn requests_out_of_range_are_refused() {
    let refusal = |settings, dirt| Request { settings, dirt }.check().map_err(|error| error.to_string());
    assert_eq!(
        refusal(Settings { accounts: 0, ..SETTINGS }, 0),
        Err("`--accounts` is 0, but must be from 1 to 1000000".into())
    );
    assert_eq!(
        refusal(Settings { quarters: 81, ..SETTINGS }, 0),
        Err("`--quarters` is 81, but must be from 1 to 80".into())
    );
    assert_eq!(refusal(SETTINGS, 600_000), Err("`--dirt` is 0.600000, but must be from 0 to 0.5".into()));
    assert_eq!(refusal(SETTINGS, 500_000), Ok(()));
}
