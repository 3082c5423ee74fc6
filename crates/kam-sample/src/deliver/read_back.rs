//! Reads workbooks back, for tests: just enough of the format for what we write, with nothing of the writer's.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up should stop")]

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// A sheet: its name, and its rows as texts; days are Excel's numbers.
pub(crate) type Sheet = (String, Vec<Vec<String>>);

/// All sheets of a workbook, in order.
pub(crate) fn sheets(path: &Path) -> Vec<Sheet> {
    let mut archive = zip::ZipArchive::new(File::open(path).unwrap()).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let book = part("xl/workbook.xml");
    let names = book.split("<sheet name=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
    names.zip(1..).map(|(name, number)| (name, rows(&part(&format!("xl/worksheets/sheet{number}.xml"))))).collect()
}

fn rows(text: &str) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = text.split("<row ").skip(1).map(cells).collect();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    rows.iter_mut().for_each(|row| row.resize(width, String::new()));
    rows
}

fn cells(row: &str) -> Vec<String> {
    let mut cells = Vec::new();
    for cell in row.split("<c r=\"").skip(1) {
        let place: String = cell.chars().take_while(char::is_ascii_uppercase).collect();
        let column = place.bytes().fold(0, |column, letter| column * 26 + usize::from(letter - b'A') + 1) - 1;
        let value = between(cell, "<v>", "</v>")
            .or_else(|| between(cell, "<t", "</t>").and_then(|t| t.split_once('>').map(|t| t.1)));
        cells.resize(column, String::new());
        cells.push(value.unwrap_or_default().replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
    }
    cells
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    text.split_once(before)?.1.split_once(after).map(|(value, _)| value)
}
