//! Deliveries: which files an extract finds, and what identifies their content.

mod hashed;
mod identified;

use crate::admit;
use crate::archive;
use crate::encoding::{Evidence, Finding};
use crate::error::Error;
use crate::unpack::{Stream, gunzipped};
use chrono::{DateTime, Utc};
use encoding_rs::Encoding;
use hashed::Echo;
use identified::identified;
use kam_project::{Extract, FormatKind, KnownFrom};
use regex::Regex;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

pub(crate) use hashed::Hashed;

/// A file an extract asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// Its path below the connection's root, with `/`.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// The member of an archive, or the sheet of a workbook, if the extract names one.
    pub member: Option<String>,
    /// When its sender knew it, if its name tells.
    pub known_from: Option<DateTime<Utc>>,
    /// What its name says of that, letter by letter.
    pub period: Option<String>,
    pub(crate) packing: Packing,
    /// The encodings its extract declares; none if it is not read as text.
    pub(crate) encodings: Option<Vec<&'static Encoding>>,
}

/// How a file's bytes are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packing {
    Plain,
    Gzip,
    Zip,
}

impl FoundFile {
    /// Its name as people are told it: with its member, if it is one.
    pub fn shown(&self) -> String {
        match (&self.member, self.packing) {
            (Some(member), Packing::Zip) => format!("{}/{member}", self.name),
            _ => self.name.clone(),
        }
    }

    /// Its bytes, unpacked.
    pub(crate) fn open(&self) -> Result<Stream, Error> {
        let unreadable = |source| Error::of_reading(&self.shown(), source);
        if let (Packing::Zip, Some(member)) = (self.packing, &self.member) {
            return archive::open_member(&self.shown(), &self.path, member);
        }
        let file = File::open(&self.path).map_err(unreadable)?;
        if self.packing == Packing::Gzip {
            let packed = file.metadata().map_err(unreadable)?.len();
            return Ok(gunzipped(file, packed));
        }
        Ok(Box::new(file))
    }
}

/// What identifies a delivery: the same bytes, unpacked, are the same delivery, whatever the file is called and
/// however it is packed. Beside it stands what the bytes say of their encoding.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fingerprint {
    /// SHA-256 of the bytes, in hexadecimal. Of bytes read a second time that are not those of the first time, none.
    pub sha256: String,
    /// How many bytes there are.
    pub bytes: u64,
    /// By which the same bytes are known when they pass again.
    pub(crate) echo: Option<Echo>,
    pub(crate) encoding: Finding,
}

impl Fingerprint {
    /// The name of the encoding the bytes are to be read in, if they are text and tell it.
    pub fn encoding(&self) -> Option<String> {
        self.encoding.name()
    }
}

/// The files of an extract below its connection's root, sorted by name.
///
/// A plain path must be there; a path with `*` or `?` in its last part may match nothing. Names beginning with a
/// dot are matched only by a pattern that begins with one. Links that lead out of the root are refused.
pub fn find(extract: &Extract, root: &Path) -> Result<Vec<FoundFile>, Error> {
    let table = extract.table.to_string();
    let path = extract.from.path.as_str();
    let (folder, last) =
        parts(path).map_err(|fault| Error::BadPath { table: table.clone(), path: path.to_owned(), fault })?;
    let names = if is_glob(last) { matching(&root.join(folder), last)? } else { vec![last.to_owned()] };
    let mut found = Vec::new();
    for name in names {
        let name = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        let at = root.join(&name);
        if !at.is_file() {
            return Err(Error::NoDelivery { table, path: name, root: root.to_owned() });
        }
        stays_below(&at, root, &table, &name)?;
        let known = extract.known_from.as_ref().map(|known_from| known(&name, known_from)).transpose()?;
        let (period, known_from) = known.unzip();
        let packing = if name.to_lowercase().ends_with(".gz") { Packing::Gzip } else { Packing::Plain };
        found.push(FoundFile {
            name,
            path: at,
            member: sheet(extract),
            known_from,
            period,
            packing,
            encodings: encodings(extract),
        });
    }
    match &extract.from.member {
        Some(member) => match members(&table, member, found) {
            Err(Error::NoMember { .. }) if extract.from.is_optional => Ok(Vec::new()),
            found => found,
        },
        None => Ok(found),
    }
}

/// Reads a file once to identify it, so that one already landed need not be parsed.
///
/// One that cannot be unpacked is identified by its packed bytes: reading it will say what is wrong.
pub fn fingerprint(found: &FoundFile) -> Result<Fingerprint, Error> {
    match found.open().and_then(|bytes| seen(found, bytes)) {
        Err(Error::Damaged { .. }) => {
            let packed = File::open(&found.path).map_err(|source| Error::of_reading(&found.name, source))?;
            Ok(Fingerprint { encoding: Finding::Unseen, ..seen(found, Box::new(packed))? })
        }
        identified => identified,
    }
}

fn seen(found: &FoundFile, bytes: Stream) -> Result<Fingerprint, Error> {
    let mut evidence = found.encodings.as_ref().map(|_| Evidence::default());
    let look = |chunk: &[u8]| evidence.iter_mut().for_each(|evidence| evidence.look(chunk));
    let identified = identified(bytes, look).map_err(|source| Error::of_reading(&found.shown(), source))?;
    let declared = found.encodings.as_deref().unwrap_or_default();
    let encoding = evidence.map(|evidence| evidence.finding(declared)).unwrap_or_default();
    Ok(Fingerprint { encoding, ..identified })
}

fn sheet(extract: &Extract) -> Option<String> {
    match &extract.format.kind {
        FormatKind::Xlsx(xlsx) => xlsx.sheet.clone(),
        _ => None,
    }
}

fn encodings(extract: &Extract) -> Option<Vec<&'static Encoding>> {
    match extract.format.kind {
        FormatKind::Csv(_) | FormatKind::Json(_) | FormatKind::Ndjson(_) => Some(extract.format.encodings.clone()),
        FormatKind::Xlsx(_) => None,
    }
}

/// The members wanted of each archive. An archive that cannot be listed stands for itself: reading it says why.
fn members(table: &str, wanted: &str, archives: Vec<FoundFile>) -> Result<Vec<FoundFile>, Error> {
    let (mut found, mut seen, is_any) = (Vec::new(), BTreeSet::new(), !archives.is_empty());
    for archive in archives {
        let names = match archive::member_names(&archive.name, &archive.path) {
            Ok(names) => names,
            Err(Error::Damaged { .. }) => vec![wanted.to_owned()],
            Err(error) => return Err(error),
        };
        let (matching, others): (Vec<_>, Vec<_>) = names.into_iter().partition(|name| member_matches(wanted, name));
        seen.extend(others);
        found.extend(matching.into_iter().map(|member| FoundFile {
            member: Some(member),
            packing: Packing::Zip,
            ..archive.clone()
        }));
    }
    if found.is_empty() && is_any {
        let members = seen.into_iter().collect();
        return Err(Error::NoMember { table: table.to_owned(), member: wanted.to_owned(), members });
    }
    Ok(found)
}

/// Whether a member is the one wanted: `*` and `?` stand for letters in the last part only.
fn member_matches(wanted: &str, name: &str) -> bool {
    let parts = |path: &str| {
        path.rsplit_once('/')
            .map_or((String::new(), path.to_owned()), |(folder, last)| (folder.to_owned(), last.to_owned()))
    };
    let ((folder, pattern), (in_folder, last)) = (parts(wanted), parts(name));
    name == wanted || (folder == in_folder && is_glob(&pattern) && glob_matches(&pattern, &last))
}

/// A path's folder and its last part, if it can only lead below a root.
fn parts(path: &str) -> Result<(&str, &str), &'static str> {
    let (folder, last) = path.rsplit_once('/').unwrap_or(("", path));
    if Path::new(path).is_absolute() || path.starts_with('/') {
        Err("is absolute")
    } else if path.split('/').any(|part| part == "..") {
        Err("leads out of the connection's root")
    } else if is_glob(folder) {
        Err("has `*` or `?` before its last part")
    } else if path.split('/').any(str::is_empty) || path.contains('\0') {
        Err("has an empty part")
    } else {
        Ok((folder, last))
    }
}

fn is_glob(path: &str) -> bool {
    path.contains(['*', '?'])
}

/// The files of a folder whose names match, sorted.
fn matching(folder: &Path, pattern: &str) -> Result<Vec<String>, Error> {
    let unreadable = |source| Error::Unreadable { file: folder.display().to_string(), source };
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if glob_matches(pattern, &name) && entry.path().is_file() {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Whether `*` (any text) and `?` (any one character) make the pattern the whole name.
fn glob_matches(pattern: &str, name: &str) -> bool {
    if name.starts_with('.') && !pattern.starts_with('.') {
        return false;
    }
    let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    let (mut p, mut n, mut star) = (0, 0, None);
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(&c) if c == '?' || name.get(n) == Some(&c) => (p, n) = (p + 1, n + 1),
            _ => match star {
                // The last star takes one character more.
                Some((at, taken)) => {
                    star = Some((at, taken + 1));
                    (p, n) = (at + 1, taken + 1);
                }
                None => return false,
            },
        }
    }
    pattern.iter().skip(p).all(|&c| c == '*')
}

fn stays_below(at: &Path, root: &Path, table: &str, name: &str) -> Result<(), Error> {
    let real = |path: &Path| {
        path.canonicalize().map_err(|source| Error::Unreadable { file: path.display().to_string(), source })
    };
    if real(at)?.starts_with(real(root)?) {
        return Ok(());
    }
    let fault = "is a link that leads out of the connection's root";
    Err(Error::BadPath { table: table.to_owned(), path: name.to_owned(), fault })
}

/// What a file's name says of when its sender knew it, and the moment that is.
fn known(name: &str, known_from: &KnownFrom) -> Result<(String, DateTime<Utc>), Error> {
    let pattern = &known_from.pattern;
    let regex = Regex::new(&format!("^(?:{pattern})$")).map_err(|source| Error::BadPattern {
        place: "`known_from`".to_owned(),
        pattern: pattern.clone(),
        source: Box::new(source),
    })?;
    let last = name.rsplit_once('/').map_or(name, |(_, last)| last);
    let period = regex.captures(last).and_then(|captures| captures.get(1)).map_or("", |period| period.as_str());
    let moment = admit::moment(period, &known_from.format).map(|moment| (period.to_owned(), moment));
    moment.ok_or_else(|| Error::NameWithoutMoment {
        file: name.to_owned(),
        pattern: pattern.clone(),
        format: known_from.format.clone(),
    })
}

#[cfg(test)]
mod tests;
