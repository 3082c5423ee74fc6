//! A sheet read quickly: its XML as the writers of workbooks write it.
//!
//! The library's reader of cells takes four times as long. What stands otherwise in a sheet than it nearly always
//! does, and all that is wrong with a workbook, is left to it: then the sheet is read again from its beginning.

mod cell;

use super::asked::{Told, ask};
use super::markup::{Form, Markup, Tag, Unsure};
use super::parts;
use super::sections::Sections;
use super::sender::{Sender, Stop};
use super::shared_texts::SharedTexts;
use cell::{is_range, number_of};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Why a sheet is not read on.
pub(super) enum Halt {
    Stop(Stop),
    /// The library must read it.
    Unsure,
}

impl From<Stop> for Halt {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

impl From<Unsure> for Halt {
    fn from(_: Unsure) -> Self {
        Self::Unsure
    }
}

/// Sends the rows of a sheet.
pub(super) fn read(sender: &mut Sender, bytes: &[u8], wanted: Option<&str>) -> Result<(), Halt> {
    let told = ask(bytes, wanted)?;
    parts::unpack("", bytes, Some(told.sheet)).map_err(|_| Unsure)?;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unsure)?;
    if let Some(texts) = told.texts {
        sender.share(SharedTexts::read(archive.by_index(texts).map_err(|_| Unsure)?)?);
    }
    let part = archive.by_index(told.sheet).map_err(|_| Unsure)?;
    QuickSheet { sender, told: &told, row: 0, column: 0, text: String::new() }.read(part)
}

/// A sheet on its way to the sender.
struct QuickSheet<'a> {
    sender: &'a mut Sender,
    told: &'a Told,
    /// Where a cell stands that does not say it: both from 0.
    row: u32,
    column: u32,
    /// The text of the cell at hand, if it is not as it is written.
    text: String,
}

impl QuickSheet<'_> {
    fn read(mut self, part: impl Read) -> Result<(), Halt> {
        let mut sections = Sections::new(part, "<row");
        let (mut is_begun, mut is_done) = (false, false);
        while !is_done && let Some(section) = sections.next()? {
            let mut markup = Markup::new(section);
            is_done = !is_begun && !begin(&mut markup)? || self.rows(&mut markup)?;
            is_begun = true;
        }
        if !is_done {
            return Err(Halt::Unsure);
        }
        self.sender.end_row()?;
        Ok(sections.end()?)
    }

    /// The rows of a section. Whether the sheet ends there.
    fn rows(&mut self, markup: &mut Markup<'_>) -> Result<bool, Halt> {
        while let Some(mut tag) = markup.tag()? {
            match (tag.name, tag.form) {
                ("row", Form::Opens) => {
                    self.begin_row(&mut tag)?;
                    self.cells(markup)?;
                }
                ("row", Form::Whole) => self.begin_row(&mut tag)?,
                ("sheetData", Form::Closes) => return Ok(true),
                _ => return Err(Halt::Unsure),
            }
            (self.row, self.column) = (self.row + 1, 0);
        }
        Ok(false)
    }

    fn begin_row(&mut self, tag: &mut Tag<'_>) -> Result<(), Unsure> {
        let mut is_placed = false;
        while let Some((key, value)) = tag.attributes.next()? {
            if key == "r" {
                if is_placed {
                    return Err(Unsure);
                }
                self.row = number_of(value)?.checked_sub(1).ok_or(Unsure)?;
                is_placed = true;
            }
        }
        Ok(())
    }

    /// The cells of the row just opened.
    fn cells(&mut self, markup: &mut Markup<'_>) -> Result<(), Halt> {
        loop {
            let tag = markup.next()?;
            match (tag.name, tag.form) {
                ("c", Form::Opens | Form::Whole) => self.cell(tag, markup)?,
                ("row", Form::Closes) => return Ok(()),
                _ => return Err(Halt::Unsure),
            }
        }
    }
}

/// Passes over a part's head. Whether it holds any rows.
fn begin(markup: &mut Markup<'_>) -> Result<bool, Unsure> {
    markup.declaration()?;
    let mut depth = 0_u32;
    loop {
        let mut tag = markup.next()?;
        let mut range = None;
        while let Some((key, value)) = tag.attributes.next()? {
            range = if key == "ref" { Some(value) } else { range };
        }
        match (tag.name, tag.form) {
            ("sheetData", Form::Opens) if depth == 1 => return Ok(true),
            ("sheetData", Form::Whole) if depth == 1 => return Ok(false),
            ("sheetData", _) => return Err(Unsure),
            ("dimension", Form::Opens | Form::Whole) if !range.is_some_and(is_range) => return Err(Unsure),
            (name, _) if name.contains(':') => return Err(Unsure),
            (_, Form::Opens) => depth += 1,
            // The sheet itself is open until its end.
            (_, Form::Closes) if depth > 1 => depth -= 1,
            (_, Form::Closes) => return Err(Unsure),
            (_, Form::Whole) => {}
        }
    }
}

#[cfg(test)]
mod tests;
