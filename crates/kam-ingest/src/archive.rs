//! ZIP archives: which members there are, and the bytes of one. Nothing is ever unpacked to disk.

mod names;

use crate::error::Error;
use crate::limits::ARCHIVE_MEMBERS;
use crate::unpack::{Promised, Stream, unpacked};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

/// Of a Unix mode, what kind of thing it belongs to, and two of these kinds.
const FILE_KIND: u32 = 0o170_000;
const REGULAR: u32 = 0o100_000;
const FOLDER: u32 = 0o040_000;

/// The names of an archive's files, sorted; an archive with names that lead out of it, or members that are no files, is refused.
pub(crate) fn member_names(file: &str, path: &Path) -> Result<Vec<String>, Error> {
    let mut archive = open(file, path)?;
    let size = std::fs::metadata(path).map_err(|source| Error::of_reading(file, source))?.len();
    if let Some(fault) = overlap(&mut archive, size).or_else(|| link(&mut archive)) {
        return Err(Error::Damaged { file: file.to_owned(), fault });
    }
    let mut names = names(file, &archive)?;
    names.retain(|name| !name.ends_with('/'));
    names.sort();
    Ok(names)
}

/// The unpacked bytes of one member.
pub(crate) fn open_member(file: &str, path: &Path, member: &str) -> Result<Stream, Error> {
    let mut archive = open(file, path)?;
    if archive.index_for_name(member).is_none() {
        // What is wrong with the whole archive says more than that a member is not there.
        member_names(file, path)?;
    }
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
    match names::fault(&names(file, &archive)?) {
        Some(fault) => Err(Error::Damaged { file: file.to_owned(), fault }),
        None => Ok(archive),
    }
}

/// What is wrong if members share bytes: a small file could then unpack to any size.
pub(crate) fn overlap<R: Read + Seek>(archive: &mut ZipArchive<R>, size: u64) -> Option<String> {
    let packed = (0..archive.len())
        .try_fold(0_u64, |sum, at| Some(sum.saturating_add(archive.by_index_raw(at).ok()?.compressed_size())));
    let fault = "Its members overlap: together they are larger than the archive.";
    packed.is_some_and(|packed| packed > size).then(|| fault.to_owned())
}

/// What is wrong if a member is no file but says where another one is.
fn link<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Option<String> {
    (0..archive.len()).find_map(|at| {
        let entry = archive.by_index_raw(at).ok()?;
        let is_special = entry.unix_mode().is_some_and(|mode| !matches!(mode & FILE_KIND, 0 | REGULAR | FOLDER));
        let name = entry.name().ok()?.into_owned();
        is_special.then(|| format!("Its member `{name}` is no plain file."))
    })
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
