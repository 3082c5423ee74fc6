//! The ways a file's bytes reach a reader. Each takes whatever it is given within the bounds: it reads it, or refuses it.

use super::bounds::{MIB, PEAK, SECONDS, peak, processor_seconds, project};
use super::sound;
use flate2::{Compression, write::GzEncoder};
use kam_ingest::{Asked, Blame, Error, find, fingerprint, print, read, read_from};
use kam_project::Extract;
use std::io::{Write, sink};
use std::path::PathBuf;

/// Every way by its name.
pub(super) const NAMES: [&str; 11] =
    ["csv", "json", "ndjson", "sheet", "ods", "workbook", "archive", "gzip", "encodings", "print", "asked"];

/// One of them, with the project it reads by.
pub(super) struct Way {
    folder: tempfile::TempDir,
    extract: Extract,
    take: fn(&Way, &[u8]) -> Result<Rows, Error>,
}

/// How many rows were read, and how many of them rejected.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rows {
    pub(super) read: u64,
    pub(super) rejected: u64,
}

impl Way {
    /// The way of this name.
    pub(super) fn named(name: &str) -> Self {
        let way = |from: &str, kind: &str, take: fn(&Self, &[u8]) -> Result<Rows, Error>| {
            let (folder, extract) = project(from, &format!("kind = \"{kind}\""), sound::COLUMNS);
            Self { folder, extract, take }
        };
        match name {
            "csv" | "json" | "ndjson" => way("path = \"orders\"", name, Self::stream),
            "sheet" => way("path = \"orders\"", "xlsx", |way, sheet| way.stream(&sound::workbook(sheet))),
            "ods" => way("path = \"orders\"", "xlsx", |way, content| way.stream(&sound::open_document(content))),
            "workbook" => way("path = \"orders\"", "xlsx", Self::stream),
            "archive" => way("path = \"orders.zip\", member = \"*\"", "csv", Self::land),
            "gzip" => way("path = \"orders.csv.gz\"", "csv", Self::land),
            "encodings" => way("path = \"orders.csv\"", "csv", Self::land),
            "print" => way("path = \"orders\"", "csv", |way, bytes| way.print(bytes, &Asked::default())),
            "asked" => way("path = \"orders\"", "csv", |way, bytes| {
                let (asked, bytes) = asked(bytes);
                way.print(bytes, &asked)
            }),
            _ => unreachable!("no way is called {name}"),
        }
    }

    /// Takes bytes, and fails if that is out of bounds; none if they are refused, as the fault of who sent them.
    pub(super) fn take(&self, bytes: &[u8]) -> Option<Rows> {
        let before = processor_seconds();
        let taken = (self.take)(self, bytes);
        let seconds = processor_seconds() - before;
        assert!(seconds < SECONDS, "{seconds} s");
        assert!(peak() < PEAK, "{} MiB", peak() / MIB);
        match taken {
            Ok(rows) => Some(rows),
            // What is asked of a file may be wrong too.
            Err(Error::NoMember { .. } | Error::SeveralMembers { .. } | Error::BadDialect { .. }) => None,
            Err(error) => {
                assert_eq!(error.blame(), Blame::Data, "{error}");
                None
            }
        }
    }

    /// As a stream, its encoding not looked for.
    fn stream(&self, bytes: &[u8]) -> Result<Rows, Error> {
        let mut reader = read_from(&self.extract, "orders", bytes)?;
        for portion in reader.by_ref() {
            portion?;
        }
        Ok(account(&reader.finish()))
    }

    /// As a file, found and fingerprinted as a run does.
    fn land(&self, bytes: &[u8]) -> Result<Rows, Error> {
        std::fs::write(self.folder.path().join(&self.extract.from.path), bytes).unwrap();
        let mut rows = Rows::default();
        for found in find(&self.extract, self.folder.path())? {
            let before = fingerprint(&found)?;
            let mut reader = read(&self.extract, &found, &before)?;
            for portion in reader.by_ref() {
                portion?;
            }
            let of_file = account(&reader.finish());
            rows = Rows { read: rows.read + of_file.read, rejected: rows.rejected + of_file.rejected };
        }
        Ok(rows)
    }

    /// As `kam read` prints it.
    fn print(&self, bytes: &[u8], asked: &Asked) -> Result<Rows, Error> {
        let path: PathBuf = self.folder.path().join("orders");
        std::fs::write(&path, bytes).unwrap();
        let printed = print(&path, asked, &mut sink(), &mut |_| {})?;
        Ok(Rows { read: printed.rows, rejected: printed.faulty })
    }
}

/// The account of a file, which must add up.
fn account(totals: &kam_ingest::Totals) -> Rows {
    assert_eq!(totals.rows_read, totals.rows_admitted + totals.rows_rejected);
    Rows { read: totals.rows_read, rejected: totals.rows_rejected }
}

/// What parts the words of who asks from each other and from the file.
const BREAK: u8 = 0x1F;

/// What is said of a file, before the file itself: delimiter, quote, escape, row end, encoding, and numbers.
fn asked(bytes: &[u8]) -> (Asked, &[u8]) {
    let mut parts = bytes.splitn(7, |byte| *byte == BREAK);
    let mut next = || parts.next().unwrap_or_default();
    let text = |bytes: &[u8]| (!bytes.is_empty()).then(|| String::from_utf8_lossy(bytes).into_owned());
    let (delimiter, quote, escape) = (text(next()), text(next()), text(next()));
    let (row_end, encoding, numbers, file) = (text(next()), text(next()), next(), next());
    let number = |at: usize| numbers.get(at).map(|digit| usize::from(digit % 64)).filter(|number| *number < 48);
    let asked = Asked {
        delimiter,
        quote,
        escape,
        row_end,
        encoding,
        header_lines: number(0),
        preamble_lines: number(1).map(|lines| lines as u64),
        footer_lines: number(2),
        table: number(3),
        as_text: number(4).is_some(),
        ..Asked::default()
    };
    (asked, file)
}

/// Sound files of a way: what is changed to break it.
pub(super) fn sound_files(name: &str) -> Vec<Vec<u8>> {
    let csv = sound::CSV.as_bytes().to_vec();
    let sheet = sound::SHEET.as_bytes().to_vec();
    match name {
        "csv" => vec![csv],
        "json" => vec![sound::JSON.into()],
        "ndjson" => vec![sound::NDJSON.into()],
        "sheet" => vec![sheet],
        "ods" => vec![sound::CONTENT.into()],
        "workbook" => vec![sound::workbook(&sheet), sound::open_document(sound::CONTENT.as_bytes())],
        "archive" => vec![sound::archive("orders.csv", &csv)],
        "gzip" => vec![gzipped(&csv)],
        "encodings" => vec![csv, in_encoding("gb18030"), in_encoding("big5"), in_utf_16()],
        "print" => {
            let books = [sound::workbook(&sheet), sound::open_document(sound::CONTENT.as_bytes())];
            let packed = [gzipped(&csv), sound::archive("orders.csv", &csv)];
            let plain = [sound::JSON.into(), sound::NDJSON.into(), in_encoding("gb18030"), in_utf_16(), csv];
            [&books[..], &packed, &plain].concat()
        }
        "asked" => vec![b"+|\x1F\"\x1F\\\x1F&|\n\x1Futf-8\x1F\x01\0\0\x01\x1Fid+|name&|\n1+|\"a\\\"b\"&|\n".to_vec()],
        _ => unreachable!("no way is called {name}"),
    }
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

/// A table of Chinese words in an encoding.
fn in_encoding(label: &str) -> Vec<u8> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
    encoding.encode(sound::CHINESE).0.into_owned()
}

fn in_utf_16() -> Vec<u8> {
    sound::CSV.encode_utf16().fold(b"\xFF\xFE".to_vec(), |mut bytes, unit| {
        bytes.extend(unit.to_le_bytes());
        bytes
    })
}
