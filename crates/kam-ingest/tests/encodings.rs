//! A thousand generated files in every encoding that is found: decoded to the letter, or refused with a question.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may stop at the first surprise, and tells its figures"
)]

#[path = "encodings/words.rs"]
mod words;

use arrow_array::cast::AsArray;
use kam_ingest::{Error, find, fingerprint, read};
use kam_project::Extract;
use rand::prelude::*;
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use words::{LANGUAGES, RARE};

const FILES: u64 = 1_000;

/// A file as it was before it was encoded.
struct Made {
    encoding: String,
    is_marked: bool,
    /// Row by row, the values of the column with the words.
    values: Vec<String>,
    text: String,
}

#[test]
fn a_thousand_files_are_decoded_to_the_letter_or_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let (mut right, mut asked, mut wrong) = (0, BTreeMap::<String, u32>::new(), Vec::new());
    for seed in 0..FILES {
        let made = Made::of(&mut ChaCha8Rng::seed_from_u64(seed));
        fs::write(folder.path().join("values.csv"), made.bytes()).unwrap();
        match values(&extract(folder.path()), folder.path()) {
            Ok(values) if values == made.values => right += 1,
            Ok(values) => {
                let differing = values.iter().zip(&made.values).find(|(read, made)| read != made);
                wrong.push(format!("file {seed} in {}, read and made: {differing:?}", made.encoding));
            }
            Err(Error::UnclearEncoding { doubt, .. }) => {
                println!("asked: file {seed}, {} rows in {}: {doubt:?}", made.values.len(), made.encoding);
                *asked.entry(made.encoding).or_default() += 1;
            }
            Err(error) => wrong.push(format!("file {seed} in {}: {error}", made.encoding)),
        }
    }
    println!("{right} of {FILES} decoded to the letter, asked about {asked:?}, wrong {}", wrong.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(right >= 990, "{right} of {FILES}");
}

impl Made {
    fn of(chance: &mut ChaCha8Rng) -> Self {
        let language = LANGUAGES.choose(chance).unwrap();
        let told = *language.encodings.choose(chance).unwrap();
        let (encoding, is_marked) = told.split_once('+').map_or((told, false), |(encoding, _)| (encoding, true));
        let words: Vec<&str> = language.values.split_whitespace().collect();
        let headers: Vec<&str> = language.header.split_whitespace().collect();
        let rows = chance.random_range(0.0..2_000_f64.ln()).exp() as usize + 1;
        // How many of a hundred values are words of the language; the others are plain.
        let share = *[100, 100, 60, 20, 3].choose(chance).unwrap();
        let header = if chance.random_ratio(1, 2) { *headers.choose(chance).unwrap() } else { "value" };
        let mut values: Vec<String> = (0..rows)
            .map(|_| match chance.random_range(0..100) < share {
                true => [*words.choose(chance).unwrap(), *words.choose(chance).unwrap()].join(" "),
                false => format!("plain {}", chance.random_range(0..10_000)),
            })
            .collect();
        // A file without one such letter would be no question.
        let at = chance.random_range(0..rows);
        values[at] = words.iter().filter(|word| !word.is_ascii()).choose(chance).unwrap().to_string();
        if matches!(encoding, "gb18030" | "gbk") && language.header.starts_with('供') && chance.random_ratio(1, 3) {
            let at = chance.random_range(0..rows);
            values[at] += RARE.choose(chance).unwrap();
        }
        let mut text = format!("id,value,amount,{},day\n", if header == "value" { "note" } else { header });
        for (at, value) in values.iter().enumerate() {
            text +=
                &format!("{},{value},{}.{:02},,2025-0{}-1{}\n", at + 1, at * 37 % 9_973, at % 100, at % 9 + 1, at % 10);
        }
        Self { encoding: encoding.to_owned(), is_marked, values, text }
    }

    fn bytes(&self) -> Vec<u8> {
        let text = if self.is_marked { format!("\u{feff}{}", self.text) } else { self.text.clone() };
        match self.encoding.as_str() {
            "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "utf-16be" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            label => {
                // GBK is written as GB18030 here: so that letters of four bytes are there.
                let label = if label == "gbk" { "gb18030" } else { label };
                let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
                let (bytes, _, is_lossy) = encoding.encode(&text);
                assert!(!is_lossy, "{label} has not all letters of {text}");
                bytes.into_owned()
            }
        }
    }
}

/// An extract that declares the file's columns and no encoding.
fn extract(folder: &Path) -> Extract {
    let extracts = folder.join("pipelines/extracts/made");
    fs::create_dir_all(&extracts).unwrap();
    fs::write(folder.join("pipelines/project.toml"), "name = \"made\"\nsystems = [\"made\"]\n").unwrap();
    fs::write(folder.join("pipelines/connections.toml"), "[made]\nroot = { default = \".\" }\n").unwrap();
    let definition = "description = \"Made.\"\nfrom = { connection = \"made\", path = \"values.csv\" }\nadds_up = \"append\"\n\
                      [columns]\nid = { type = \"bigint\" }\nvalue = { type = \"text\" }\n";
    fs::write(extracts.join("values.toml"), definition).unwrap();
    let loaded = kam_project::load_over(&kam_project::overlay::Files::new(), folder);
    loaded.project.extracts.values().next().unwrap_or_else(|| panic!("{:?}", loaded.problems)).clone()
}

fn values(extract: &Extract, root: &Path) -> Result<Vec<String>, Error> {
    let found = find(extract, root)?.remove(0);
    let before = fingerprint(&found)?;
    let mut values = Vec::new();
    for portion in read(extract, &found, &before)? {
        let portion = portion?;
        assert!(portion.rejected.is_empty(), "{:?}", portion.rejected);
        values
            .extend(portion.rows.column(1).as_string::<i32>().iter().map(|value| value.unwrap_or_default().to_owned()));
    }
    Ok(values)
}
