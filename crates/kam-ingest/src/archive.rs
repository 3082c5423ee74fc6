//! ZIP archives: which members there are, and the bytes of one. Nothing is ever unpacked to disk.

use crate::error::Error;
use crate::limits::ARCHIVE_MEMBERS;
use crate::unpack::{Promised, Stream, unpacked};
use std::fs::File;
use std::io::{Seek, SeekFrom};
use std::path::Path;
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

/// The names of an archive's files, sorted; an archive with names that lead out of it is refused.
pub(crate) fn member_names(file: &str, path: &Path) -> Result<Vec<String>, Error> {
    let mut names = names(file, &open(file, path)?)?;
    names.retain(|name| !name.ends_with('/'));
    names.sort();
    Ok(names)
}

/// The unpacked bytes of one member.
pub(crate) fn open_member(file: &str, path: &Path, member: &str) -> Result<Stream, Error> {
    let mut archive = open(file, path)?;
    let (start, promised) = find(file, &mut archive, member)?;
    let mut input = archive.into_inner();
    input.seek(SeekFrom::Start(start)).map_err(|source| Error::of_reading(file, source))?;
    Ok(unpacked(input, promised))
}

fn open(file: &str, path: &Path) -> Result<ZipArchive<File>, Error> {
    let input = File::open(path).map_err(|source| Error::of_reading(file, source))?;
    let archive = ZipArchive::new(input).map_err(|error| damaged(file, &error))?;
    if archive.len() > ARCHIVE_MEMBERS {
        let fault = format!("It has more than {ARCHIVE_MEMBERS} members.");
        return Err(Error::Damaged { file: file.to_owned(), fault });
    }
    if let Some(name) = names(file, &archive)?.iter().find(|name| leads_out(name)) {
        let fault = format!("Its member `{name}` leads out of it.");
        return Err(Error::Damaged { file: file.to_owned(), fault });
    }
    if archive.has_duplicate_names() {
        let fault = "Two of its members have one name.".to_owned();
        return Err(Error::Damaged { file: file.to_owned(), fault });
    }
    Ok(archive)
}

fn names(file: &str, archive: &ZipArchive<File>) -> Result<Vec<String>, Error> {
    let names = archive.file_names().map(|name| name.map(|name| name.into_owned()));
    names.collect::<Result<_, _>>().map_err(|error| damaged(file, &error))
}

/// Where a member's packed bytes begin, and what is promised of them.
fn find(file: &str, archive: &mut ZipArchive<File>, member: &str) -> Result<(u64, Promised), Error> {
    let refused = |fault: String| Error::Damaged { file: file.to_owned(), fault };
    let at = archive.index_for_name(member).ok_or_else(|| refused(format!("It has no member `{member}`.")))?;
    let entry = archive.by_index_raw(at).map_err(|error| damaged(file, &error))?;
    if entry.encrypted() {
        return Err(refused("It is encrypted.".to_owned()));
    }
    let deflated = match entry.compression() {
        CompressionMethod::Stored => false,
        CompressionMethod::Deflated => true,
        other => return Err(refused(format!("It is packed by {other}, which is not read."))),
    };
    let start = entry.data_start().ok_or_else(|| refused("Its bytes are nowhere.".to_owned()))?;
    let promised = Promised { deflated, packed: entry.compressed_size(), unpacked: entry.size(), crc: entry.crc32() };
    Ok((start, promised))
}

fn damaged(file: &str, error: &ZipError) -> Error {
    Error::Damaged { file: file.to_owned(), fault: format!("As a ZIP archive: {error}.") }
}

fn leads_out(name: &str) -> bool {
    let is_drive = name.as_bytes().get(1) == Some(&b':');
    name.starts_with('/') || name.contains(['\\', '\0']) || is_drive || name.split('/').any(|part| part == "..")
}
