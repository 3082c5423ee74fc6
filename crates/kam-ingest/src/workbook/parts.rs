//! A workbook's parts, measured before anything is read into memory from them.

use super::open_document::CONTENT;
use crate::archive::overlap;
use crate::error::Error;
use crate::limits::{
    ARCHIVE_MEMBERS, UNPACKED_FREELY, UNPACKED_TIMES, WORKBOOK_BYTES, WORKBOOK_STRINGS, WORKBOOK_UNPACKED,
};
use std::fmt::Display;
use std::io::{self, Cursor};
use zip::ZipArchive;

/// Whether a workbook is an OpenDocument one (`.ods`).
pub(crate) fn is_open_document(bytes: &[u8]) -> bool {
    let archive = ZipArchive::new(Cursor::new(bytes));
    archive.is_ok_and(|archive| ["mimetype", CONTENT].iter().all(|part| archive.index_for_name(part).is_some()))
}

/// Refuses a workbook whose parts claim to unpack to more than is sane. Such a claim is believed at once; whether a
/// smaller one holds, [`unpack`] finds out.
pub(crate) fn check(file: &str, bytes: &[u8]) -> Result<(), Error> {
    let refused = |fault: String| Error::Damaged { file: file.to_owned(), fault };
    if bytes.len() as u64 > WORKBOOK_BYTES {
        return Err(refused(format!("It is larger than {WORKBOOK_BYTES} bytes.")));
    }
    if bytes.is_empty() {
        return Err(Error::Empty { file: file.to_owned() });
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(Error::OldWorkbook { file: file.to_owned() });
    }
    let not_a_workbook = |error: &dyn Display| refused(format!("As a workbook: {error}."));
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| not_a_workbook(&error))?;
    if archive.len() > ARCHIVE_MEMBERS {
        return Err(refused(format!("It has more than {ARCHIVE_MEMBERS} parts.")));
    }
    if let Some(fault) = overlap(&mut archive, bytes.len() as u64) {
        return Err(refused(fault));
    }
    let (mut all, mut held) = (0, 0);
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|error| not_a_workbook(&error))?;
        let name = part.name().map(|name| name.to_lowercase()).unwrap_or_default();
        let (packed, claimed) = (part.compressed_size(), part.size());
        all += claimed;
        held += if name.contains("worksheets/sheet") || name == CONTENT { 0 } else { claimed };
        if all > WORKBOOK_UNPACKED || held > WORKBOOK_STRINGS {
            let limit = if all > WORKBOOK_UNPACKED { WORKBOOK_UNPACKED } else { WORKBOOK_STRINGS };
            return Err(refused(format!("Its parts unpack to more than {limit} bytes.")));
        }
        if claimed > UNPACKED_FREELY && claimed / UNPACKED_TIMES > packed {
            return Err(refused(format!("A part of it unpacks to more than {UNPACKED_TIMES} times its size.")));
        }
    }
    Ok(())
}

/// Refuses a workbook of which a part is not what it claims to be; whoever reads one part to its end may leave that out.
pub(super) fn unpack(file: &str, bytes: &[u8], but: Option<usize>) -> Result<(), Error> {
    let not_a_workbook = |error: &dyn Display| {
        let fault = format!("As a workbook: {error}.");
        Error::Damaged { file: file.to_owned(), fault }
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| not_a_workbook(&error))?;
    for at in (0..archive.len()).filter(|at| Some(*at) != but) {
        let mut part = archive.by_index(at).map_err(|error| not_a_workbook(&error))?;
        // The archive's reader stops where the claim does.
        io::copy(&mut part, &mut io::sink()).map_err(|error| not_a_workbook(&error))?;
    }
    Ok(())
}
