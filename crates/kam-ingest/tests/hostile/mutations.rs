//! Broken on purpose, each format in many ways: no panic, nothing that takes long, little memory, and every row accounted
//! for. `tests/run --long` tries a million of each, or as many as twenty minutes hold.

use super::bounds::{MIB, PEAK, SECONDS, peak, processor_seconds, project};
use kam_ingest::{Blame, Error, Totals, read_from};
use kam_project::Extract;
use std::io::{Cursor, Write};
use std::time::{Duration, Instant};
use zip::write::SimpleFileOptions;

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

/// A column of every type.
const COLUMNS: &str = "id = { type = \"bigint\", required = true }\nname = { type = \"text\" }\namount = { type = \"decimal(18,4)\" }\nday = { type = \"date\" }\nat = { type = \"timestamp\", zone = \"Asia/Shanghai\" }\npaid = { type = \"boolean\" }\n";

fn extract(format: &str) -> Extract {
    project("path = \"orders\"", format, COLUMNS).1
}

fn whole(extract: &Extract, bytes: &[u8]) -> Result<Totals, Error> {
    let mut reader = read_from(extract, "orders", bytes)?;
    for portion in reader.by_ref() {
        portion?;
    }
    Ok(reader.finish())
}

/// How many inputs were read and refused, and how many rows were rejected.
#[derive(Debug, Default)]
struct Tally {
    read: u64,
    refused: u64,
    rejected: u64,
}

fn try_all(extract: &Extract, seed: u64, sound: &[u8], junk: &[&[u8]], wrapped: impl Fn(Vec<u8>) -> Vec<u8>) -> Tally {
    let (mut chance, mut tally) = (Chance(seed), Tally::default());
    let begun = Instant::now();
    for input in 0..inputs() {
        let mut bytes = sound.to_vec();
        for _ in 0..=chance.below(4) {
            chance.mutate(&mut bytes, junk);
        }
        let bytes = wrapped(bytes);
        let before = processor_seconds();
        match whole(extract, &bytes) {
            Ok(totals) => {
                assert_eq!(totals.rows_read, totals.rows_admitted + totals.rows_rejected, "seed {seed}, input {input}");
                tally.read += 1;
                tally.rejected += totals.rows_rejected;
            }
            Err(error) => {
                assert_eq!(error.blame(), Blame::Data, "seed {seed}, input {input}: {error}");
                tally.refused += 1;
            }
        }
        let taken = processor_seconds() - before;
        assert!(taken < SECONDS, "seed {seed}, input {input}: {taken} s");
        if begun.elapsed() > Duration::from_secs(20 * 60) {
            break;
        }
    }
    assert!(peak() < PEAK, "{} MiB", peak() / MIB);
    let told = format!("seed {seed}: {tally:?}, peak {} MiB, {:?}\n", peak() / MIB, begun.elapsed());
    std::io::stderr().write_all(told.as_bytes()).unwrap();
    tally
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

const CSV: &str = "id,name,amount,day,at,paid\r\n1,\"Müller, \"\"A\"\"\",12.50,2026-03-31,2026-03-31 08:00:00,true\r\n2,北京\n3,\"two\nlines\",-1,2026-04-01,2026-04-01T00:00:00Z,false\n";

#[test]
fn csv() {
    let tally = try_all(&extract("kind = \"csv\""), 11, CSV.as_bytes(), &JUNK, |bytes| bytes);
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

const JSON: &str = r#"[{"id": 1, "name": "M\u00fcller", "amount": 12.50, "day": "2026-03-31", "at": "2026-03-31 08:00:00", "paid": true}, {"id": "2", "name": null, "deep": {"a": [1, {"b": 2}]}}]"#;

#[test]
fn json() {
    let tally = try_all(&extract("kind = \"json\""), 12, JSON.as_bytes(), &BRACKETS, |bytes| bytes);
    assert!(tally.read > 0 && tally.refused > inputs() / 10 && tally.rejected > 0, "{tally:?}");
}

const NDJSON: &str = "{\"id\": 1, \"name\": \"M\\u00fcller\", \"amount\": 12.50}\n{\"id\": 2, \"day\": \"2026-03-31\", \"paid\": true}\n";

#[test]
fn ndjson() {
    let tally = try_all(&extract("kind = \"ndjson\""), 13, NDJSON.as_bytes(), &BRACKETS, |bytes| bytes);
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

const SHEET: &str = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>id</t></is></c><c r=\"B1\" t=\"str\"><v>name</v></c><c r=\"C1\" t=\"str\"><v>amount</v></c><c r=\"D1\" t=\"str\"><v>day</v></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" t=\"s\"><v>0</v></c><c r=\"C2\"><v>12.5</v></c><c r=\"D2\" s=\"1\"><v>46113</v></c></row><row r=\"3\"><c r=\"A3\" t=\"b\"><v>1</v></c><c r=\"C3\" t=\"e\"><v>#REF!</v></c></row></sheetData></worksheet>";

/// A workbook around a sheet's XML, as small as a reader takes it.
fn workbook(sheet: &[u8]) -> Vec<u8> {
    let book = "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    let relations = "<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
    let root = "<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
    let parts: [(&str, &[u8]); 5] = [
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/sharedStrings.xml", b"<sst><si><t>M\xC3\xBCller</t></si></sst>"),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        archive.start_file(name, stored).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn the_xml_of_a_sheet() {
    let tally = try_all(&extract("kind = \"xlsx\""), 14, SHEET.as_bytes(), &XML, |sheet| workbook(&sheet));
    assert!(tally.read > inputs() / 10 && tally.refused > 0 && tally.rejected > 0, "{tally:?}");
}

#[test]
fn the_bytes_of_a_workbook() {
    let sound = workbook(SHEET.as_bytes());
    assert_eq!(whole(&extract("kind = \"xlsx\""), &sound).unwrap().rows_read, 2);
    let junk: [&[u8]; 6] = [b"PK\x03\x04", b"PK\x01\x02", b"\0\0\0\0", b"\xFF\xFF\xFF\xFF", b"<c r=\"A1\">", b"9"];
    let tally = try_all(&extract("kind = \"xlsx\""), 15, &sound, &junk, |bytes| bytes);
    assert!(tally.refused > inputs() / 10, "{tally:?}");
}
