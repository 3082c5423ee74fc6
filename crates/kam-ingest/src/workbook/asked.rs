//! What the library knows of a workbook, asked for without letting it read the sheet.
//!
//! The library keeps to itself which part a sheet is and how each style shows a number, but it reads any sheet by
//! them. So it is handed the same workbook with a few questions in place of every sheet, and its answers are what it
//! would have made of the sheet's own cells: the number of the part, a shared text, and the number 1 in every style.

use super::markup::Unsure;
use super::shared_texts::SHARED_TEXTS;
use calamine::{DataRef, Reader, Xlsx};
use memchr::memmem;
use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The most bytes the questions may take, and the styles that are asked for.
const ASKED_BYTES: u64 = 8 * 1024 * 1024;

/// What a workbook says of one of its sheets.
#[derive(Debug)]
pub(super) struct Told {
    /// The sheet's part: which member of the archive it is.
    pub(super) sheet: usize,
    /// The part of the texts cells share.
    pub(super) texts: Option<usize>,
    /// How a number is shown, by its style.
    pub(super) styles: Vec<Shown>,
    pub(super) is_1904: bool,
}

/// How a style shows a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    Number,
    /// A day, or a time of day on a day.
    Moment,
    /// A span of time.
    Span,
}

/// Asks of the sheet of this name, or of the first.
pub(super) fn ask(bytes: &[u8], wanted: Option<&str>) -> Result<Told, Unsure> {
    let (questions, texts) = questions(bytes)?;
    let mut workbook = Xlsx::new(Cursor::new(questions)).map_err(|_| Unsure)?;
    let sheets = workbook.sheet_names();
    let sheet = sheets.iter().find(|name| wanted.is_none_or(|wanted| wanted == name.as_str())).ok_or(Unsure)?;
    let is_1904 = workbook.has_1904_epoch();
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(|_| Unsure)?;
    let count = cells.styles().len();
    let mut answer = || cells.next_cell().map_err(|_| Unsure)?.ok_or(Unsure);
    let part = match answer()?.get_value() {
        // It was a whole number, and far below 2^53.
        DataRef::Float(part) => *part as usize,
        _ => return Err(Unsure),
    };
    if texts.is_some() && !matches!(answer()?.get_value(), DataRef::SharedString(text) if *text == "text") {
        return Err(Unsure);
    }
    let mut styles = Vec::with_capacity(count);
    for _ in 0..count {
        styles.push(match answer()?.get_value() {
            DataRef::Float(_) => Shown::Number,
            DataRef::DateTime(shown) if shown.is_datetime() => Shown::Moment,
            DataRef::DateTime(_) => Shown::Span,
            _ => return Err(Unsure),
        });
    }
    Ok(Told { sheet: part, texts, styles, is_1904 })
}

/// The workbook with questions for sheets, and the part of the texts cells share.
fn questions(bytes: &[u8]) -> Result<(Vec<u8>, Option<usize>), Unsure> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unsure)?;
    let mut asked = ZipWriter::new(Cursor::new(Vec::new()));
    let (mut names, mut texts, mut sheets, mut styles) = (BTreeSet::new(), None, Vec::new(), 0);
    let mut room = ASKED_BYTES;
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(|_| Unsure)?;
        let name = part.name().map_err(|_| Unsure)?.into_owned();
        let plain = name.replace('\\', "/").to_ascii_lowercase();
        if plain.ends_with(SHARED_TEXTS) {
            if texts.replace(at).is_some() {
                return Err(Unsure);
            }
            write(&mut asked, &name, "<sst><si><t>text</t></si></sst>")?;
        } else if plain.contains("/worksheets/") && plain.ends_with(".xml") {
            sheets.push((at, name));
        } else if plain.ends_with(".xml") || plain.ends_with(".rels") {
            room = room.checked_sub(part.compressed_size()).ok_or(Unsure)?;
            asked.raw_copy_file(part).map_err(|_| Unsure)?;
            if plain.ends_with("/styles.xml") {
                styles += style_count(&mut archive, at)?;
            }
        }
        if !names.insert(plain) {
            return Err(Unsure);
        }
    }
    for (at, name) in sheets {
        let sheet = question(at, texts.is_some(), styles);
        room = room.checked_sub(sheet.len() as u64).ok_or(Unsure)?;
        write(&mut asked, &name, &sheet)?;
    }
    let asked = asked.finish().map_err(|_| Unsure)?;
    Ok((asked.into_inner(), texts))
}

/// A sheet that asks for the number of its part, for the text cells share, and for so many styles.
fn question(part: usize, shares: bool, styles: usize) -> String {
    let shared = if shares { "<c t=\"s\"><v>0</v></c>" } else { "" };
    let styles: String = (0..styles).map(|style| format!("<c s=\"{style}\"><v>1</v></c>")).collect();
    format!("<worksheet><sheetData><row><c><v>{part}</v></c>{shared}{styles}</row></sheetData></worksheet>")
}

fn write(archive: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, part: &str) -> Result<(), Unsure> {
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    archive.start_file(name, stored).map_err(|_| Unsure)?;
    archive.write_all(part.as_bytes()).map_err(|_| Unsure)
}

/// How many styles a part has at most.
fn style_count(archive: &mut ZipArchive<Cursor<&[u8]>>, at: usize) -> Result<usize, Unsure> {
    let mut part = Vec::new();
    let read = archive.by_index(at).map_err(|_| Unsure)?.take(ASKED_BYTES).read_to_end(&mut part);
    read.map_err(|_| Unsure)?;
    Ok(memmem::find_iter(&part, "xf ").count())
}
