//! Deliveries: which files an extract finds, and what identifies their content.

use crate::admit;
use crate::error::Error;
use chrono::{DateTime, Utc};
use kam_project::{Extract, KnownFrom};
use regex::Regex;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// A file an extract asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// Its path below the connection's root, with `/`.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// When its sender knew it, if its name tells.
    pub known_from: Option<DateTime<Utc>>,
}

/// What identifies a delivery: the same bytes are the same delivery, whatever the file is called.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fingerprint {
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
    /// How many bytes there are.
    pub bytes: u64,
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
        let known_from = extract.known_from.as_ref().map(|known_from| known(&name, known_from)).transpose()?;
        found.push(FoundFile { name, path: at, known_from });
    }
    Ok(found)
}

/// Reads a file once to identify it, so that one already landed need not be parsed.
pub fn fingerprint(found: &FoundFile) -> Result<Fingerprint, Error> {
    let unreadable = |source| Error::Unreadable { file: found.name.clone(), source };
    let mut file = Hashed::new(File::open(&found.path).map_err(unreadable)?);
    let mut chunk = vec![0; crate::limits::CHUNK_BYTES];
    loop {
        match file.read(&mut chunk) {
            Ok(0) => return Ok(file.fingerprint()),
            Err(error) if error.kind() != io::ErrorKind::Interrupted => return Err(unreadable(error)),
            _ => {}
        }
    }
}

/// A stream that fingerprints what passes through.
pub(crate) struct Hashed<R> {
    input: R,
    hash: Sha256,
    bytes: u64,
}

impl<R> Hashed<R> {
    pub(crate) fn new(input: R) -> Self {
        Self { input, hash: Sha256::new(), bytes: 0 }
    }

    pub(crate) fn fingerprint(&self) -> Fingerprint {
        let digest = self.hash.clone().finalize();
        Fingerprint { sha256: digest.iter().map(|byte| format!("{byte:02x}")).collect(), bytes: self.bytes }
    }
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, chunk: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(chunk)?;
        self.hash.update(chunk.get(..count).unwrap_or_default());
        self.bytes += count as u64;
        Ok(count)
    }
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

fn known(name: &str, known_from: &KnownFrom) -> Result<DateTime<Utc>, Error> {
    let pattern = &known_from.pattern;
    let regex = Regex::new(&format!("^(?:{pattern})$")).map_err(|source| Error::BadPattern {
        place: "`known_from`".to_owned(),
        pattern: pattern.clone(),
        source: Box::new(source),
    })?;
    let last = name.rsplit_once('/').map_or(name, |(_, last)| last);
    let group = regex.captures(last).and_then(|captures| captures.get(1));
    group.and_then(|text| admit::moment(text.as_str(), &known_from.format)).ok_or_else(|| Error::NameWithoutMoment {
        file: name.to_owned(),
        pattern: pattern.clone(),
        format: known_from.format.clone(),
    })
}

#[cfg(test)]
mod tests;
