//! Broken on purpose, each format in many ways: no panic, nothing that takes long, little memory, and every row accounted
//! for. `tests/run --long` tries a million of each, or as many as twenty minutes hold.

use super::bounds::{MIB, peak};
use super::sound::{self, CSV, JSON, NDJSON, SHEET};
use super::ways::{NAMES, Way, sound_files};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

fn inputs() -> u64 {
    if std::env::var_os("KAM_LONG").is_some() { 1_000_000 } else { 1_500 }
}

/// Chance that repeats: Knuth's linear congruential generator.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound.max(1)
    }

    /// Flips a bit, puts in junk, takes out, doubles a stretch, swaps two, or cuts off.
    fn mutate(&mut self, bytes: &mut Vec<u8>, junk: &[&[u8]]) {
        let at = self.below(bytes.len());
        let end = (at + self.below(24)).min(bytes.len());
        match self.below(8) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << self.below(8),
            1 | 2 => drop(bytes.splice(at..at, junk[self.below(junk.len())].iter().copied())),
            3 => drop(bytes.splice(at..end, junk[self.below(junk.len())].iter().copied())),
            4 => drop(bytes.drain(at..end)),
            5 => {
                let stretch = bytes[at..end].repeat(1 + self.below(40));
                bytes.splice(at..at, stretch);
            }
            6 if !bytes.is_empty() => {
                let other = self.below(bytes.len());
                bytes.swap(at, other);
            }
            _ => bytes.truncate(at.max(1)),
        }
    }
}

/// How many inputs were read and refused, and how many rows were rejected.
#[derive(Debug, Default)]
struct Tally {
    read: u64,
    refused: u64,
    rejected: u64,
}

fn try_all(name: &str, seed: u64, sound: &[u8], junk: &[&[u8]]) -> Tally {
    let (way, mut chance, mut tally) = (Way::named(name), Chance(seed), Tally::default());
    let begun = Instant::now();
    for input in 0..inputs() {
        let mut bytes = sound.to_vec();
        for _ in 0..=chance.below(4) {
            chance.mutate(&mut bytes, junk);
        }
        // What a failure was about: the runner shows it.
        let case = Case { seed, input };
        match way.take(&bytes) {
            Some(rows) => {
                tally.read += 1;
                tally.rejected += rows.rejected;
            }
            None => tally.refused += 1,
        }
        drop(case);
        if begun.elapsed() > Duration::from_secs(20 * 60) {
            break;
        }
    }
    say(&format!("seed {seed}: {tally:?}, peak {} MiB, {:?}", peak() / MIB, begun.elapsed()));
    tally
}

/// The input at hand; told if it ends in a panic.
struct Case {
    seed: u64,
    input: u64,
}

impl Drop for Case {
    fn drop(&mut self) {
        if std::thread::panicking() {
            say(&format!("seed {}, input {}", self.seed, self.input));
        }
    }
}

fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

#[test]
fn every_way_reads_its_sound_files() {
    for name in NAMES {
        let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/targets").join(name).with_extension("rs");
        assert!(target.is_file(), "{name} is no target of `cargo fuzz`");
        for (at, bytes) in sound_files(name).iter().enumerate() {
            let rows = Way::named(name).take(bytes);
            assert!(rows.is_some_and(|rows| rows.read > rows.rejected), "{name}, file {at}: {rows:?}");
        }
    }
}

const JUNK: [&[u8]; 16] = [
    b"\"",
    b"\"\"",
    b",",
    b";",
    b"\n",
    b"\r",
    b"\r\n",
    b"\0",
    b"\xFF\xFE",
    b"\xEF\xBB\xBF",
    b"\xC3",
    "é中\u{1F600}".as_bytes(),
    b"\\",
    b"-999999999999999999999",
    b"1e400",
    b"   ",
];

#[test]
fn csv() {
    let tally = try_all("csv", 11, CSV.as_bytes(), &JUNK);
    assert!(tally.read > inputs() / 10 && tally.refused > 0 && tally.rejected > 0, "{tally:?}");
}

const BRACKETS: [&[u8]; 14] = [
    b"[",
    b"]",
    b"{",
    b"}",
    b"\"",
    b"\\",
    b"\\u12",
    b"\\ud800",
    b":",
    b",",
    b"null",
    b"1E-999999999",
    b"\xFF",
    b"[[[[[[[[[[[[[[[[[[[[",
];

#[test]
fn json() {
    let tally = try_all("json", 12, JSON.as_bytes(), &BRACKETS);
    assert!(tally.read > 0 && tally.refused > inputs() / 10 && tally.rejected > 0, "{tally:?}");
}

#[test]
fn ndjson() {
    let tally = try_all("ndjson", 13, NDJSON.as_bytes(), &BRACKETS);
    assert!(tally.read > 0 && tally.rejected > 0, "{tally:?}");
}

const XML: [&[u8]; 14] = [
    b"<",
    b">",
    b"</c>",
    b"<c r=\"XFD1048576\">",
    b"<c r=\"A0\" t=\"s\">",
    b"<v>99999999999</v>",
    b"&amp;",
    b"&#x0;",
    b"&l9;",
    b"<!DOCTYPE x [",
    b"<![CDATA[",
    b"\xFF",
    b"r=\"4294967295\"",
    b"<row>",
];

#[test]
fn the_xml_of_a_sheet() {
    let tally = try_all("sheet", 14, SHEET.as_bytes(), &XML);
    assert!(tally.read > inputs() / 10 && tally.refused > 0 && tally.rejected > 0, "{tally:?}");
}

#[test]
fn the_content_of_an_open_document() {
    let junk: [&[u8]; 12] = [
        b"<",
        b">",
        b"</table:table-cell>",
        b"<table:table-row>",
        b"<table:table-cell office:value-type=\"float\" office:value=\"1e400\"/>",
        b" table:number-rows-repeated=\"4294967295\"",
        b" table:number-columns-repeated=\"18446744073709551615\"",
        b"<text:s text:c=\"999999999\"/>",
        b"&l9;",
        b"&#x0;",
        b"<!DOCTYPE x [",
        b"\xFF",
    ];
    let tally = try_all("ods", 16, sound::CONTENT.as_bytes(), &junk);
    assert!(tally.read > inputs() / 20 && tally.refused > 0 && tally.rejected > 0, "{tally:?}");
}

#[test]
fn the_bytes_of_a_workbook() {
    let sound = sound::workbook(SHEET.as_bytes());
    let junk: [&[u8]; 6] = [b"PK\x03\x04", b"PK\x01\x02", b"\0\0\0\0", b"\xFF\xFF\xFF\xFF", b"<c r=\"A1\">", b"9"];
    let tally = try_all("workbook", 15, &sound, &junk);
    assert!(tally.refused > inputs() / 10, "{tally:?}");
}
