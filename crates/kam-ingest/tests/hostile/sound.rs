//! Sound files, one of each format, to be broken.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// A column of every type.
pub(super) const COLUMNS: &str = "id = { type = \"bigint\", required = true }\nname = { type = \"text\" }\namount = { type = \"decimal(18,4)\" }\nday = { type = \"date\" }\nat = { type = \"timestamp\", zone = \"Asia/Shanghai\" }\npaid = { type = \"boolean\" }\n";

pub(super) const CSV: &str = "id,name,amount,day,at,paid\r\n1,\"Müller, \"\"A\"\"\",12.50,2026-03-31,2026-03-31 08:00:00,true\r\n2,北京\n3,\"two\nlines\",-1,2026-04-01,2026-04-01T00:00:00Z,false\n";

pub(super) const JSON: &str = r#"[{"id": 1, "name": "M\u00fcller", "amount": 12.50, "day": "2026-03-31", "at": "2026-03-31 08:00:00", "paid": true}, {"id": "2", "name": null, "deep": {"a": [1, {"b": 2}]}}]"#;

pub(super) const NDJSON: &str = "{\"id\": 1, \"name\": \"M\\u00fcller\", \"amount\": 12.50}\n{\"id\": 2, \"day\": \"2026-03-31\", \"paid\": true}\n";

pub(super) const SHEET: &str = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>id</t></is></c><c r=\"B1\" t=\"str\"><v>name</v></c><c r=\"C1\" t=\"str\"><v>amount</v></c><c r=\"D1\" t=\"str\"><v>day</v></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" t=\"s\"><v>0</v></c><c r=\"C2\"><v>12.5</v></c><c r=\"D2\" s=\"1\"><v>46113</v></c></row><row r=\"3\"><c r=\"A3\" t=\"b\"><v>1</v></c><c r=\"C3\" t=\"e\"><v>#REF!</v></c></row></sheetData></worksheet>";

/// A table of words that only Chinese encodings spell alike.
pub(super) const CHINESE: &str = "id,name\n1,北京市朝陽區中山公司\n2,上海人民有限公司\n3,客戶服務中心\n";

/// A workbook around a sheet's XML, as small as a reader takes it.
pub(super) fn workbook(sheet: &[u8]) -> Vec<u8> {
    workbook_of(sheet, "<sst><si><t>Müller</t></si></sst>".as_bytes())
}

/// A workbook around the XML of a sheet and of its texts.
pub(super) fn workbook_of(sheet: &[u8], texts: &[u8]) -> Vec<u8> {
    let book = "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    let relations = "<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
    let root = "<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
    let parts: [(&str, &[u8]); 6] = [
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/sharedStrings.xml", texts),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    archive_of(&parts)
}

/// The content of an OpenDocument workbook.
pub(super) const CONTENT: &str = "<office:document-content><office:spreadsheet><table:table table:name=\"S\"><table:table-row><table:table-cell office:value-type=\"string\"><text:p>id</text:p></table:table-cell><table:table-cell office:value-type=\"string\"><text:p>name</text:p></table:table-cell><table:table-cell office:value-type=\"string\"><text:p>amount</text:p></table:table-cell><table:table-cell office:value-type=\"string\"><text:p>day</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"float\" office:value=\"1\"/><table:table-cell office:value-type=\"string\"><text:p>M&#xFC;ller<text:s text:c=\"2\"/>&amp;</text:p></table:table-cell><table:table-cell office:value-type=\"currency\" office:value=\"12.5\"/><table:table-cell office:value-type=\"date\" office:date-value=\"2026-03-31\"/></table:table-row><table:table-row><table:table-cell table:number-columns-repeated=\"2\"/><table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"/></table:table-row></table:table></office:spreadsheet></office:document-content>";

/// An OpenDocument workbook around its content, as small as a reader takes it.
pub(super) fn open_document(content: &[u8]) -> Vec<u8> {
    archive_of(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content)])
}

/// An archive of one member, stored as it is.
pub(super) fn archive(name: &str, bytes: &[u8]) -> Vec<u8> {
    archive_of(&[(name, bytes)])
}

fn archive_of(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in parts {
        archive.start_file(*name, stored).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}
