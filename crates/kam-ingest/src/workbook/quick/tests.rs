//! Whatever is read quickly must be what the library reads.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod alike;
mod chance;
mod written;

use crate::workbook::by_library;
use crate::workbook::cells::{Cell, Days};
use crate::workbook::quick::{self, Halt};
use crate::workbook::sender::{Sender, Stop};
use std::io::{Cursor, Write as _};
use std::sync::mpsc::sync_channel;
use zip::write::SimpleFileOptions;

/// How a sheet was read to its end.
#[derive(Debug, Clone, PartialEq)]
enum End {
    Whole,
    /// Not at all, or not to its end: the library must read it.
    Unsure,
    Refused(String),
    Panicked,
}

/// The rows of a sheet, and the end.
type Read = (Vec<String>, End);

fn by<F>(bytes: &[u8], wanted: Option<&str>, read: F) -> Read
where
    F: FnOnce(&mut Sender, &[u8], Option<&str>) -> Result<(), Halt> + Send,
{
    let (sender, batches) = sync_channel(100_000);
    let end = std::thread::scope(|scope| {
        let reading = scope.spawn(move || {
            let mut sender = Sender::new("a.xlsx".to_owned(), sender);
            let read = read(&mut sender, bytes, wanted);
            read.and_then(|()| Ok(sender.flush()?))
        });
        match reading.join() {
            Ok(Ok(())) => End::Whole,
            Ok(Err(Halt::Unsure)) => End::Unsure,
            Ok(Err(Halt::Stop(Stop::Gone))) => unreachable!(),
            Ok(Err(Halt::Stop(Stop::Refused(error)))) => {
                End::Refused(format!("{error}. {}", error.detail().unwrap_or_default()))
            }
            Err(_) => End::Panicked,
        }
    });
    let mut rows = Vec::new();
    for batch in batches.into_iter().flatten() {
        rows.extend((0..batch.rows()).map(|at| {
            let row = batch.row(at).unwrap();
            let cells: Vec<_> = row.cells().map(|(column, cell)| format!("{column}={}", told(&cell))).collect();
            format!("{}: {}", row.line, cells.join(" | "))
        }));
    }
    (rows, end)
}

/// A cell, whichever way its days are kept.
fn told(cell: &Cell<'_>) -> String {
    let moment = cell.moment();
    match cell {
        Cell::Number { text, days } => format!("Number({text:?}, {})={moment:?}", *days != Days::Never),
        cell => format!("{cell:?}={moment:?}"),
    }
}

fn quickly(bytes: &[u8], wanted: Option<&str>) -> Read {
    by(bytes, wanted, quick::read)
}

fn library(bytes: &[u8], wanted: Option<&str>) -> Read {
    by(bytes, wanted, |sender, bytes, wanted| Ok(by_library::read(sender, bytes, wanted)?))
}

/// Reads a workbook both ways. Whether it was read quickly, and then both gave the same.
fn is_quick(bytes: &[u8], wanted: Option<&str>) -> bool {
    let quick = quickly(bytes, wanted);
    if quick.1 == End::Unsure {
        return false;
    }
    assert_eq!(quick, library(bytes, wanted));
    true
}

const STYLES: &str = "<styleSheet><numFmts count=\"3\"><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/><numFmt numFmtId=\"165\" formatCode=\"[h]:mm:ss\"/><numFmt numFmtId=\"166\" formatCode=\"&quot;$&quot;#,##0.00\"/></numFmts><cellStyleXfs count=\"1\"><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs count=\"7\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\" xfId=\"0\"><alignment wrapText=\"1\"/></xf><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/><xf numFmtId=\"10\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>";

const TEXTS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<sst count=\"9\" uniqueCount=\"6\"><si><t>plain</t></si><si><t xml:space=\"preserve\"> two\r\nlines </t></si><si><r><rPr><b/><sz val=\"11\"/></rPr><t>ri</t></r><r><t xml:space=\"preserve\">ch &amp; </t></r></si><si><t>課</t><rPh sb=\"0\" eb=\"1\"><t>カ</t></rPh><phoneticPr fontId=\"1\"/></si><si><t/></si><si><t> _x0041__x000D_ a_b &#10;&#x41;&lt; </t></si></sst>";

/// A workbook of one sheet.
fn workbook(sheet: &str, texts: &str, is_1904: bool) -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = |kind: &str, target: &str| {
        format!(
            "<Relationships><Relationship Id=\"rId1\" Type=\"{office}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let properties = if is_1904 { "<workbookPr date1904=\"1\"/>" } else { "" };
    let book = format!(
        "<workbook xmlns:r=\"{office}\">{properties}<sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let parts = [
        ("_rels/.rels", relations("officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", relations("worksheet", "worksheets/sheet1.xml")),
        ("xl/styles.xml", STYLES.to_owned()),
        ("xl/sharedStrings.xml", texts.to_owned()),
        ("xl/worksheets/sheet1.xml", sheet.to_owned()),
    ];
    archive(parts.iter().map(|(name, part)| (*name, part.as_bytes())))
}

fn archive<'a>(parts: impl Iterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, part) in parts {
        archive.start_file(name, stored).unwrap();
        archive.write_all(part).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The parts of a workbook by their names.
fn parts_of(workbook: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let part = |at| {
        let mut part = archive.by_index(at).unwrap();
        let (name, mut bytes) = (part.name().unwrap().into_owned(), Vec::new());
        std::io::Read::read_to_end(&mut part, &mut bytes).unwrap();
        (name, bytes)
    };
    (0..6).map(part).collect()
}

/// A sheet with one row of these cells below a row of captions.
fn sheet(cells: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><dimension ref=\"A1:C2\"/><cols><col min=\"1\" max=\"2\" width=\"9\"/></cols><sheetData><row r=\"1\" spans=\"1:3\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>\n<row r=\"2\" ht=\"15\">{cells}</row></sheetData><pageMargins left=\"0.7\"/></worksheet>"
    )
}
