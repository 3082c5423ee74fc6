#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use crate::workbook::SheetRows;
use crate::{Blame, Error};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;

/// A workbook whose content holds these tables.
fn workbook(tables: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content><office:body><office:spreadsheet>\
         <table:calculation-settings/>{tables}<table:named-expressions/></office:spreadsheet></office:body></office:document-content>"
    );
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (part, bytes) in [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)] {
        archive.start_file(part, stored).unwrap();
        archive.write_all(bytes.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The rows of a sheet: their numbers, and their cells with a tab between.
fn rows(tables: &str, sheet: Option<&str>) -> Result<Vec<(u32, String)>, Error> {
    let mut open = SheetRows::open("a.ods", sheet, workbook(tables).as_slice())?;
    let mut rows = Vec::new();
    while open.advance()? {
        rows.extend(open.row().map(|row| (row.line, row.original())));
    }
    Ok(rows)
}

fn refused(tables: &str) -> String {
    let error = rows(tables, None).map(|rows| rows.len()).unwrap_err();
    assert_eq!(error.blame(), Blame::Data);
    format!("{error}. {}", error.detail().unwrap_or_default())
}

/// A row of cells.
fn row(cells: &str) -> String {
    format!("<table:table-row table:style-name=\"ro1\">{cells}</table:table-row>")
}

fn text(text: &str) -> String {
    format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
}

fn stated(kind: &str, name: &str, value: &str, shown: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"{kind}\" office:{name}=\"{value}\"><text:p>{shown}</text:p></table:table-cell>"
    )
}

#[test]
fn cells_are_what_they_state() {
    let cells = [
        stated("float", "value", "3.3", "3,3"),
        stated("percentage", "value", "0.52", "52 %"),
        stated("currency", "value", "1234.5", "1.234,50 €"),
        stated("boolean", "boolean-value", "true", "VRAI"),
        stated("date", "date-value", "2009-08-16", "16/08/09"),
        stated("date", "date-value", "2009-08-16T05:43:21", "16/08/09 05:43"),
        stated("time", "time-value", "PT05H43M21S", "05:43:21"),
        stated("float", "value", "nonsense", "?"),
        "<table:table-cell office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"><text:p>#N/A</text:p></table:table-cell>".to_owned(),
    ]
    .concat();
    let table = format!("<table:table table:name=\"S\"><table:table-column/>{}</table:table>", row(&cells));
    let shown = "3.3\t0.52\t1234.5\ttrue\t2009-08-16\t2009-08-16 05:43:21\tPT05H43M21S\tnonsense\t#N/A";
    assert_eq!(rows(&table, None).unwrap(), [(1, shown.to_owned())]);
}

#[test]
fn texts_are_read_as_they_are_written() {
    let cells = [
        text("M&#xFC;ller &amp; S&#246;hne"),
        "<table:table-cell office:value-type=\"string\"><office:annotation><text:p>no</text:p></office:annotation><text:p>a<text:s text:c=\"2\"/><text:span>b</text:span></text:p>\n <text:p>c<text:tab/>d</text:p></table:table-cell>".to_owned(),
        "<table:table-cell office:value-type=\"string\" office:string-value=\"stated\"><text:p>shown</text:p></table:table-cell>".to_owned(),
        "<table:table-cell/>".to_owned(),
        "<table:covered-table-cell office:value-type=\"string\"><text:p>under</text:p></table:covered-table-cell>".to_owned(),
    ]
    .concat();
    let table = format!("<table:table>{}</table:table>", row(&cells));
    assert_eq!(rows(&table, None).unwrap(), [(1, "Müller & Söhne\ta  b c d\tstated\t\tunder".to_owned())]);
}

#[test]
fn what_is_repeated_stands_as_often_as_it_says() {
    let table = format!(
        "<table:table><table:table-header-rows>{}</table:table-header-rows><table:table-row-group>\
         <table:table-row table:number-rows-repeated=\"2\">{}</table:table-row>\
         <table:table-row table:number-rows-repeated=\"3\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>{}\
         </table:table-row-group><table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell/></table:table-row></table:table>",
        row(&text("a")),
        text("b").replace("<table:table-cell", "<table:table-cell table:number-columns-repeated=\"2\""),
        row(&format!("<table:table-cell table:number-columns-repeated=\"3\"/>{}", text("c"))),
    );
    let wanted = [(1, "a"), (2, "b\tb"), (3, "b\tb"), (7, "\t\t\tc")];
    assert_eq!(rows(&table, None).unwrap(), wanted.map(|(line, cells)| (line, cells.to_owned())));
}

#[test]
fn a_sheet_is_found_by_its_name() {
    let table =
        |name: &str, cell: &str| format!("<table:table table:name=\"{name}\">{}</table:table>", row(&text(cell)));
    let tables = [
        "<table:tracked-changes><table:table-cell/></table:tracked-changes>",
        &table("A", "a"),
        &table("B &amp; C", "b"),
    ]
    .concat();
    assert_eq!(rows(&tables, None).unwrap(), [(1, "a".to_owned())]);
    assert_eq!(rows(&tables, Some("B & C")).unwrap(), [(1, "b".to_owned())]);
    let error = rows(&tables, Some("D")).unwrap_err();
    assert_eq!(
        (error.to_string().as_str(), error.detail().unwrap().as_str()),
        ("`a.ods` has no sheet `D`", "It has `A`, `B & C`.")
    );
}

#[test]
fn what_asks_for_too_much_is_refused() {
    let repeated = |rows: &str, columns: &str| {
        let cell = text("0123456789")
            .replace("<table:table-cell", &format!("<table:table-cell table:number-columns-repeated=\"{columns}\""));
        format!(
            "<table:table><table:table-row table:number-rows-repeated=\"{rows}\">{cell}</table:table-row></table:table>"
        )
    };
    assert_eq!(rows(&repeated("1000", "100"), None).unwrap().len(), 1000);
    assert!(
        refused(&repeated("1048576", "1000")).ends_with("is too large: more than 16777216 bytes in repeated rows. ")
    );
    // However little each holds: 1 + 16 + 256 bytes a row.
    let narrow = format!(
        "<table:table><table:table-row table:number-rows-repeated=\"1048576\">{}</table:table-row></table:table>",
        text("a")
    );
    assert_eq!(refused(&narrow), "line 61456 of `a.ods` is too large: more than 16777216 bytes in repeated rows. ");
    assert_eq!(refused(&repeated("1", "16385")), "line 1 of `a.ods` is too large: more than 16384 columns. ");
    assert_eq!(
        refused(&repeated("1", "18446744073709551615")),
        "line 1 of `a.ods` is too large: more than 16384 columns. "
    );
    assert!(
        refused(&repeated("1", "-1"))
            .ends_with("As a workbook: `table:number-columns-repeated` is `-1`, which is no number.")
    );
    let blank = "<table:table-row table:number-rows-repeated=\"4294967295\"><table:table-cell/></table:table-row>";
    let far = format!("<table:table>{blank}{}</table:table>", row(&text("a")));
    assert_eq!(refused(&far), "line 4294967295 of `a.ods` is too large: more than 1048576 rows. ");
    let long = format!("<table:table>{}</table:table>", row(&text(&"a".repeat(4 << 20))));
    assert!(refused(&long).contains("more than 1048576 bytes in one place"));
    let long = format!("<table:table>{}</table:table>", row(&text("a<text:s text:c=\"99999999999\"/>")));
    assert_eq!(refused(&long), "line 1 of `a.ods` is too large: more than 1048576 bytes in one row. ");
}

#[test]
fn broken_content_is_refused() {
    let sound = format!("<table:table>{}</table:table>", row(&text("a")));
    assert!(refused("<table:table><table:table-row>").contains("As a workbook: "));
    assert!(refused(&sound.replace("</text:p>", "</text:q>")).contains("As a workbook: "));
    let bomb = (1..10).fold(String::new(), |mut bomb, at| {
        write!(bomb, "<!ENTITY l{at} \"{}\">", format!("&l{};", at - 1).repeat(10)).unwrap();
        bomb
    });
    let told = refused(&format!("<!DOCTYPE x [<!ENTITY l0 \"lol\">{bomb}]>{}", sound.replace(">a<", ">&l9;<")));
    assert!(told.ends_with("As a workbook: it holds an entity that is not of XML."), "{told}");
}
