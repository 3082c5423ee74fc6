//! The Pollock benchmark (Vitagliano and others, PVLDB 2023): polluted files, and what they should be read as.
//!
//! Ten measures per file: read at all, and precision, recall and F1 of header cells, records and cells, as multisets.
//! Texts are compared as they are; the published evaluation spells numbers, dates and prices alike first, which only helps.

use super::{Asked, as_text, read, real_data, rows};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Completeness, conciseness and their harmonic mean, added up.
fn three(wanted: &[String], got: &[String]) -> f64 {
    if wanted.is_empty() {
        return 3.0;
    }
    let mut left = BTreeMap::<&str, usize>::new();
    for element in got {
        *left.entry(element).or_default() += 1;
    }
    let mut both = 0.0;
    for element in wanted {
        if let Some(count) = left.get_mut(element.as_str()).filter(|count| **count > 0) {
            *count -= 1;
            both += 1.0;
        }
    }
    if both == 0.0 {
        return 0.0;
    }
    let (precision, recall) = (both / wanted.len() as f64, both / got.len() as f64);
    precision + recall + 2.0 * precision * recall / (precision + recall)
}

/// The ten measures of a file, added up.
fn score(wanted: &[Vec<String>], got: &[Vec<String>]) -> f64 {
    if wanted.is_empty() {
        return 10.0;
    }
    let header = |rows: &[Vec<String>]| rows.first().cloned().unwrap_or_default();
    let records = |rows: &[Vec<String>]| rows.iter().skip(1).map(|row| row.concat()).collect::<Vec<_>>();
    1.0 + three(&header(wanted), &header(got))
        + three(&records(wanted), &records(got))
        + three(&wanted.concat(), &got.concat())
}

/// What the benchmark says of a file.
fn given(folder: &Path, name: &str) -> Asked {
    let file = folder.join(format!("parameters/{name}_parameters.json"));
    let parameters: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let text =
        |key: &str| parameters.get(key).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned);
    let lines = |key: &str| parameters.get(key).and_then(Value::as_u64);
    Asked {
        delimiter: text("delimiter"),
        quote: text("quotechar"),
        escape: text("escapechar").filter(|escape| escape != "\0"),
        header_lines: lines("header_lines").and_then(|lines| usize::try_from(lines).ok()),
        preamble_lines: lines("preamble_lines"),
        footer_lines: lines("footnote_lines").and_then(|lines| usize::try_from(lines).ok()),
        ..as_text()
    }
}

/// The simple and the weighted score over all files.
fn scores(folder: &Path, asked: impl Fn(&str) -> Asked) -> (f64, f64) {
    let weights: BTreeMap<String, f64> =
        serde_json::from_str(&fs::read_to_string(folder.join("pollock_weights.json")).unwrap()).unwrap();
    let (mut simple, mut weighted, mut weight, mut files) = (0.0, 0.0, 0.0, 0.0);
    for entry in fs::read_dir(folder.join("csv")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let wanted = rows(&fs::read(folder.join("clean").join(&name)).unwrap());
        let got = read(&path, &asked(&name)).map(|(rows, _, _)| rows);
        let points = got.map_or(0.0, |got| score(&wanted, &got));
        let share = weights.get(&name).copied().unwrap_or_default();
        (simple, weighted) = (simple + points, weighted + share * points);
        (weight, files) = (weight + share, files + 1.0);
    }
    (simple / files, weighted / weight)
}

#[test]
fn polluted_files_are_read_with_nothing_said() {
    let Some(folder) = real_data() else { return };
    let (simple, weighted) = scores(&folder.join("pollock"), |_| as_text());
    assert!(simple > 9.9 && weighted > 9.7, "simple {simple:.4}, weighted {weighted:.4}");
}

#[test]
fn polluted_files_are_read_as_they_are_said_to_be() {
    let Some(folder) = real_data() else { return };
    let folder = folder.join("pollock");
    let (simple, weighted) = scores(&folder, |name| given(&folder, name));
    assert!(simple > 9.92 && weighted > 9.86, "simple {simple:.4}, weighted {weighted:.4}");
}
