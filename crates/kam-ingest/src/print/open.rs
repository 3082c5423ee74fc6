//! What a file is: packed or plain, text, JSON or a workbook. Told by its bytes first, by its name where bytes cannot.

use super::{Asked, Press};
use crate::archive;
use crate::encoding::{Decoded, Evidence, Finding, Known, Lost, TextEncoding, WrittenIn};
use crate::error::Error;
use crate::limits::CHUNK_BYTES;
use crate::unpack::{Stream, gunzipped};
use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};
use std::fs::File;
use std::io::{Cursor, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// How much of a file its kind is told by, in bytes.
const BEGINNING: u64 = 4_096;

/// The kinds of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Kind {
    #[default]
    Text,
    Json,
    Lines,
    Workbook,
}

/// A file's bytes, unpacked, and what they are.
pub(super) struct Opened {
    /// The file as people are told it.
    pub(super) file: String,
    pub(super) kind: Kind,
    /// Its bytes; of a text, decoded.
    pub(super) input: Stream,
    /// The encoding of a text before it was decoded.
    pub(super) written_in: WrittenIn,
    /// The same once more.
    pub(super) again: Again,
}

/// Where to find the bytes of a file once more.
pub(super) struct Again {
    path: PathBuf,
    member: Option<String>,
    encoding: Option<TextEncoding>,
}

impl Again {
    pub(super) fn open(&self, file: &str) -> Result<Stream, Error> {
        let bytes = unpacked(file, &self.path, self.member.as_deref())?;
        Ok(match &self.encoding {
            Some(text) => Box::new(Decoded::new(bytes, text.encoding)),
            None => bytes,
        })
    }
}

/// Opens a file, unpacks it if it is packed, and tells its kind.
pub(super) fn open(path: &Path, asked: &Asked, press: &mut Press<'_>) -> Result<Opened, Error> {
    let mut file = path.display().to_string();
    let begins = beginning(&file, &mut plain(&file, path)?)?;
    let mut name = file.to_lowercase();
    if is_workbook(&file, path, &begins)? {
        let again = Again { path: path.to_owned(), member: None, encoding: None };
        let input = plain(&file, path)?;
        press.found.kind = Kind::Workbook;
        return Ok(Opened { kind: Kind::Workbook, input, written_in: WrittenIn::UTF_8, again, file });
    }
    let mut member = None;
    if begins.starts_with(b"PK\x03\x04") {
        let found = member_of(&file, path, asked.member.as_deref())?;
        press.guess(format!("It is a ZIP archive; its member `{found}` is read."));
        name = found.to_lowercase();
        file = format!("{file}/{found}");
        member = Some(found);
    } else if begins.starts_with(b"\x1F\x8B") {
        press.guess("It is packed by gzip.");
        name = name.strip_suffix(".gz").unwrap_or(&name).to_owned();
    }
    press.found.member.clone_from(&member);
    let mut again = Again { path: path.to_owned(), member, encoding: None };
    let (encoding, lost) = encoding(&file, again.open(&file)?, asked)?;
    press.found.encoding = Some(encoding);
    if encoding.known == Known::Found && encoding.name() != "utf-8" || encoding.known == Known::Marked {
        press.guess(format!("Its encoding is {}.", encoding.name()));
    }
    if let Some(line) = lost {
        press.guess(format!("Letters were lost before it was sent: line {line} is the first that holds U+FFFD."));
    }
    again.encoding = Some(encoding);
    let mut input = again.open(&file)?;
    let begins = beginning(&file, &mut input)?;
    let kind = kind(&name, &begins);
    press.found.kind = kind;
    let input = Box::new(Cursor::new(begins).chain(input));
    Ok(Opened { kind, input, written_in: WrittenIn(encoding.encoding), again, file })
}

/// The encoding asked for, or the one the file's bytes tell: all of them are looked at. With it the line of the first letter
/// that was lost before, in UTF-8.
fn encoding(file: &str, mut bytes: Stream, asked: &Asked) -> Result<(TextEncoding, Option<u64>), Error> {
    let declared = match asked.encoding.as_deref() {
        None => Vec::new(),
        Some(name) if name.eq_ignore_ascii_case("utf-16") => vec![UTF_16LE, UTF_16BE],
        Some(name) => {
            let known = Encoding::for_label(name.as_bytes()).filter(|encoding| *encoding != REPLACEMENT);
            let fault = "there is no such encoding";
            vec![known.ok_or_else(|| Error::BadDialect { file: file.to_owned(), fault })?]
        }
    };
    let (mut evidence, mut lost) = (Evidence::default(), Lost::default());
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        let count = match bytes.read(&mut chunk) {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            read => read.map_err(|source| Error::of_reading(file, source))?,
        };
        if count == 0 {
            // Other encodings hardly ever write what U+FFFD is in UTF-8, so where it stands the doubt is over.
            let is_utf8 = lost.line().is_some() && evidence.is_utf8();
            let encoding = match evidence.finding(&declared) {
                Finding::Doubt(_) if is_utf8 => TextEncoding { encoding: UTF_8, known: Known::Found },
                finding => finding.settled(&declared, file)?,
            };
            return Ok((encoding, lost.line().filter(|_| encoding.encoding == UTF_8)));
        }
        let seen = chunk.get(..count).unwrap_or_default();
        evidence.look(seen);
        lost.look(seen);
    }
}

pub(super) fn plain(file: &str, path: &Path) -> Result<Stream, Error> {
    let opened = File::open(path).map_err(|source| Error::of_reading(file, source))?;
    Ok(Box::new(opened))
}

fn unpacked(file: &str, path: &Path, member: Option<&str>) -> Result<Stream, Error> {
    if let Some(member) = member {
        return archive::open_member(file, path, member);
    }
    let unreadable = |source| Error::of_reading(file, source);
    let mut opened = File::open(path).map_err(unreadable)?;
    let begins = beginning(file, &mut opened)?;
    let opened = File::open(path).map_err(unreadable)?;
    if begins.starts_with(b"\x1F\x8B") {
        let packed = opened.metadata().map_err(unreadable)?.len();
        return Ok(gunzipped(opened, packed));
    }
    Ok(Box::new(opened))
}

fn beginning(file: &str, input: &mut impl Read) -> Result<Vec<u8>, Error> {
    let mut begins = Vec::new();
    let read = input.take(BEGINNING).read_to_end(&mut begins);
    read.map_err(|source| Error::of_reading(file, source))?;
    Ok(begins)
}

/// Whether a file is a workbook.
pub(super) fn is_workbook_file(file: &str, path: &Path) -> Result<bool, Error> {
    is_workbook(file, path, &beginning(file, &mut plain(file, path)?)?)
}

/// Whether a file is a workbook: an old one by its first bytes, a new one by its members.
fn is_workbook(file: &str, path: &Path, begins: &[u8]) -> Result<bool, Error> {
    if begins.starts_with(b"\xD0\xCF\x11\xE0") {
        return Ok(true);
    }
    if !begins.starts_with(b"PK\x03\x04") {
        return Ok(false);
    }
    let members = archive::member_names(file, path)?;
    let has = |wanted: &str| members.iter().any(|member| member == wanted);
    Ok(has("[Content_Types].xml") || has("mimetype") && has("content.xml"))
}

/// The member asked for, or the only one.
fn member_of(file: &str, path: &Path, asked: Option<&str>) -> Result<String, Error> {
    let mut members = archive::member_names(file, path)?;
    if let Some(asked) = asked {
        return Ok(asked.to_owned());
    }
    members.retain(|member| !member.starts_with("__MACOSX/") && !member.ends_with(".DS_Store"));
    match members.as_slice() {
        [member] => Ok(member.clone()),
        [] => Err(Error::Empty { file: file.to_owned() }),
        _ => Err(Error::SeveralMembers { file: file.to_owned(), members }),
    }
}

fn kind(name: &str, begins: &[u8]) -> Kind {
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    if ends(&[".ndjson", ".jsonl"]) {
        return Kind::Lines;
    }
    if ends(&[".json"]) {
        return Kind::Json;
    }
    if ends(&[".csv", ".tsv", ".tab", ".txt", ".psv"]) {
        return Kind::Text;
    }
    let text = begins.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(begins).trim_ascii_start();
    let mut lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let (first, second) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let is_object = |line: &[u8]| line.starts_with(b"{") && line.ends_with(b"}");
    if is_object(first) && (second.is_empty() || is_object(second)) {
        Kind::Lines
    } else if text.starts_with(b"{\"") || text.starts_with(b"[{") || text.starts_with(b"[[") {
        Kind::Json
    } else {
        Kind::Text
    }
}
