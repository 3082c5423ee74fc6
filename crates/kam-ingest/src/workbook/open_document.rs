//! Rows of an OpenDocument sheet (`.ods`), read while its XML streams.
//!
//! The reader of other workbooks would hold a whole sheet, and every row as often as it is repeated: a file of a kilobyte may
//! ask for gigabytes. Here nothing is held but the row at hand.

use super::cells::{Cell, Days, iso_moment, spelled};
use crate::limits::{CHUNK_BYTES, RECORD_BYTES, SHEET_COLUMNS};
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::io::{self, BufReader, Read};

/// The part of an OpenDocument workbook that holds its sheets.
pub(super) const CONTENT: &str = "content.xml";

/// Why a sheet gives no more rows.
pub(super) enum Fault {
    /// There is no such sheet; there are these.
    NoSheet(Vec<String>),
    /// The XML is not what it should be.
    Damaged(String),
    /// A row is too large.
    TooLarge { line: u32, limit: String },
}

impl From<quick_xml::Error> for Fault {
    fn from(error: quick_xml::Error) -> Self {
        Self::Damaged(format!("As a workbook: {error}."))
    }
}

/// A sheet of an OpenDocument workbook.
pub(super) struct OpenSheet<R> {
    xml: Reader<BufReader<Rationed<R>>>,
    buffer: Vec<u8>,
    /// The row the next one stands on, from 1.
    line: u32,
}

/// One row of it.
pub(super) struct OpenRow {
    /// Its number in the sheet, from 1.
    pub(super) line: u32,
    /// The cells that are not empty, with their columns from 0, in order.
    pub(super) cells: Vec<(usize, Cell<'static>)>,
}

impl OpenRow {
    /// About how many bytes it holds.
    pub(super) fn size(&self) -> usize {
        self.cells.iter().map(|(_, cell)| cell.size()).sum()
    }
}

/// What comes next in the XML, as far as it matters.
enum Next {
    Start(Element),
    End(String),
    Text(String),
    Other,
}

/// A tag that opens something.
#[derive(Default)]
struct Element {
    name: String,
    /// Its attributes with their whole names.
    attributes: Vec<(String, String)>,
}

impl Element {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// How often it stands there, or how much of something it stands for; what is no number is told.
    fn times(&self, name: &str) -> Result<usize, Fault> {
        let Some(text) = self.attribute(name) else { return Ok(1) };
        text.parse().map_err(|_| Fault::Damaged(format!("As a workbook: `{name}` is `{text}`, which is no number.")))
    }

    fn is_cell(&self) -> bool {
        is_cell(&self.name)
    }
}

fn is_cell(name: &str) -> bool {
    matches!(name, "table:table-cell" | "table:covered-table-cell")
}

impl<R: Read> OpenSheet<R> {
    /// Finds the sheet of this name, or the first, in a workbook's content.
    pub(super) fn find(content: R, wanted: Option<&str>) -> Result<Self, Fault> {
        let rationed = Rationed { input: content, left: 0 };
        let mut xml = Reader::from_reader(BufReader::with_capacity(CHUNK_BYTES, rationed));
        xml.config_mut().expand_empty_elements = true;
        let mut sheet = Self { xml, buffer: Vec::new(), line: 1 };
        let mut names = Vec::new();
        while let Some(next) = sheet.next()? {
            let Next::Start(element) = next else { continue };
            match element.name.as_str() {
                "table:table" => {
                    let name = element.attribute("table:name").unwrap_or_default();
                    if wanted.is_none_or(|wanted| wanted == name) {
                        return Ok(sheet);
                    }
                    names.push(name.to_owned());
                    sheet.skip()?;
                }
                "table:tracked-changes" => sheet.skip()?,
                _ => {}
            }
        }
        Err(Fault::NoSheet(names))
    }

    /// The next row that holds anything, and how often it stands there, or none at the end.
    pub(super) fn row(&mut self) -> Result<Option<(OpenRow, u32)>, Fault> {
        loop {
            match self.go_on()? {
                Next::Start(element) if element.name == "table:table-row" => {
                    let times = u32::try_from(element.times("table:number-rows-repeated")?).unwrap_or(u32::MAX);
                    let row = OpenRow { line: self.line, cells: self.cells()? };
                    self.line = self.line.saturating_add(times);
                    if !row.cells.is_empty() && times > 0 {
                        return Ok(Some((row, times)));
                    }
                }
                Next::Start(element) if !holds_rows(&element.name) => self.skip()?,
                Next::End(name) if name == "table:table" => return Ok(None),
                _ => {}
            }
        }
    }

    /// The cells of the row just opened.
    fn cells(&mut self) -> Result<Vec<(usize, Cell<'static>)>, Fault> {
        let (mut cells, mut column, mut bytes) = (Vec::new(), 0_usize, 0);
        loop {
            match self.go_on()? {
                Next::Start(element) if element.is_cell() => {
                    let times = element.times("table:number-columns-repeated")?;
                    if let Some(cell) = self.cell(&element)? {
                        let end = column.saturating_add(times);
                        if end > SHEET_COLUMNS {
                            return Err(self.too_large(format!("{SHEET_COLUMNS} columns")));
                        }
                        bytes += times * cell.size();
                        if bytes > RECORD_BYTES {
                            return Err(self.too_large(format!("{RECORD_BYTES} bytes in one row")));
                        }
                        cells.extend((column..end).map(|at| (at, cell.clone())));
                    }
                    column = column.saturating_add(times);
                }
                Next::Start(_) => self.skip()?,
                Next::End(name) if name == "table:table-row" => return Ok(cells),
                _ => {}
            }
        }
    }

    /// The cell just opened, read to its end; none if it is empty.
    fn cell(&mut self, element: &Element) -> Result<Option<Cell<'static>>, Fault> {
        let text = self.text()?;
        let stated = |name| element.attribute(name).map(str::to_owned);
        if element.attribute("calcext:value-type") == Some("error") {
            return Ok(Some(Cell::Error(text.into())));
        }
        Ok(match element.attribute("office:value-type") {
            Some("float" | "percentage" | "currency") => stated("office:value").map(|value| number(&value)),
            Some("boolean") => {
                stated("office:boolean-value").map(|value| Cell::Truth(value.eq_ignore_ascii_case("true")))
            }
            Some("date") => stated("office:date-value").map(|value| iso_moment(&value)),
            Some("time") => stated("office:time-value").map(|text| Cell::Text(text.into())),
            Some(_) => Some(stated("office:string-value").unwrap_or(text))
                .filter(|text| !text.is_empty())
                .map(|text| Cell::Text(text.into())),
            None => None,
        })
    }

    /// What a cell shows, to its end: its paragraphs, one to a line.
    fn text(&mut self) -> Result<String, Fault> {
        let (mut text, mut paragraphs, mut within) = (String::new(), 0, 0);
        loop {
            match self.go_on()? {
                Next::Start(element) => match element.name.as_str() {
                    "text:p" | "text:h" => {
                        text.push_str(if paragraphs > 0 { "\n" } else { "" });
                        (paragraphs, within) = (paragraphs + 1, within + 1);
                    }
                    "text:s" => {
                        let blanks = element.times("text:c")?.min(RECORD_BYTES);
                        text.extend(std::iter::repeat_n(' ', blanks));
                    }
                    "text:tab" => text.push('\t'),
                    "text:line-break" => text.push('\n'),
                    "text:a" | "text:span" => {}
                    _ => self.skip()?,
                },
                Next::Text(more) if within > 0 => text.push_str(&more),
                Next::End(name) if name == "text:p" || name == "text:h" => within -= 1,
                Next::End(name) if is_cell(&name) => return Ok(text),
                _ => {}
            }
            if text.len() > RECORD_BYTES {
                return Err(self.too_large(format!("{RECORD_BYTES} bytes in one row")));
            }
        }
    }

    /// Passes over what was just opened.
    fn skip(&mut self) -> Result<(), Fault> {
        let mut depth = 1_u64;
        while depth > 0 {
            match self.go_on()? {
                Next::Start(_) => depth += 1,
                Next::End(_) => depth -= 1,
                _ => {}
            }
        }
        Ok(())
    }

    /// What comes next, where something must.
    fn go_on(&mut self) -> Result<Next, Fault> {
        self.next()?.ok_or_else(|| Fault::Damaged("As a workbook: its content is cut short.".to_owned()))
    }

    fn next(&mut self) -> Result<Option<Next>, Fault> {
        self.buffer.clear();
        self.xml.get_mut().get_mut().left = RECORD_BYTES + CHUNK_BYTES;
        Ok(Some(match self.xml.read_event_into(&mut self.buffer)? {
            Event::Start(start) => Next::Start(element(&start)?),
            Event::End(end) => Next::End(end.name().0.to_owned()),
            Event::Text(text) => Next::Text(text.xml10_content().into_owned()),
            Event::CData(text) => Next::Text(text.xml10_content().into_owned()),
            Event::GeneralRef(entity) => Next::Text(resolved(&entity)?),
            Event::Eof => return Ok(None),
            _ => Next::Other,
        }))
    }

    fn too_large(&self, limit: String) -> Fault {
        Fault::TooLarge { line: self.line, limit }
    }
}

/// Whether an element within a sheet may hold rows.
fn holds_rows(name: &str) -> bool {
    matches!(name, "table:table-header-rows" | "table:table-row-group" | "table:table-rows")
}

fn element(start: &BytesStart<'_>) -> Result<Element, Fault> {
    let mut element = Element { name: start.name().0.to_owned(), attributes: Vec::new() };
    // Of all others, with their styles and shapes, nothing is asked.
    if !(element.is_cell() || matches!(element.name.as_str(), "table:table" | "table:table-row" | "text:s")) {
        return Ok(element);
    }
    for attribute in start.attributes() {
        let attribute = attribute.map_err(quick_xml::Error::from)?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0)?;
        element.attributes.push((attribute.key.0.to_owned(), value.into_owned()));
    }
    Ok(element)
}

/// The character an entity stands for. None is declared by the file: a bomb is a name nobody knows.
fn resolved(entity: &BytesRef<'_>) -> Result<String, Fault> {
    if let Some(letter) = entity.resolve_char_ref()? {
        return Ok(letter.to_string());
    }
    let known = resolve_xml_entity(entity.as_ref()).map(str::to_owned);
    known.ok_or_else(|| Fault::Damaged("As a workbook: it holds an entity that is not of XML.".to_owned()))
}

fn number(text: &str) -> Cell<'static> {
    match text.parse::<f64>().ok().filter(|number| number.is_finite()) {
        // A number is no day here: days are stated as days.
        Some(number) => Cell::Number { text: spelled(number).into(), days: Days::Never },
        None => Cell::Error(text.to_owned().into()),
    }
}

/// Gives no more than its ration until it gets another, so that one tag or text cannot take the machine.
struct Rationed<R> {
    input: R,
    left: usize,
}

impl<R: Read> Read for Rationed<R> {
    fn read(&mut self, chunk: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::Error::other(format!("more than {RECORD_BYTES} bytes in one place")));
        }
        let most = chunk.len().min(self.left);
        let count = self.input.read(chunk.get_mut(..most).unwrap_or_default())?;
        self.left -= count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests;
