#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use crate::made::{Chance, column, extract, format, texts};
use crate::{Blame, Drift, Error, Portion, Totals, read_from};
use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Decimal128Type, Int64Type, TimestampMicrosecondType};
use kam_project::{ColumnType, Extract, FormatKind, XlsxFormat};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

fn receivables() -> Extract {
    let mut number = column("单据编号", ColumnType::Text);
    number.required = true;
    let mut day = column("业务日期", ColumnType::Date);
    day.formats = texts(&["%Y-%m-%d", "%Y/%m/%d"]);
    let mut at = column("审核时间", ColumnType::Timestamp);
    at.zone = Some("Asia/Shanghai".to_owned());
    let columns = vec![
        number,
        day,
        column("价税合计", ColumnType::Decimal(18, 4)),
        column("行数", ColumnType::Bigint),
        at,
        column("是否核销", ColumnType::Boolean),
    ];
    let kind = XlsxFormat { sheet: Some("应收单".to_owned()), header_row: 2, footer: texts(&["合计"]) };
    Extract { format: format(FormatKind::Xlsx(kind)), ..extract("ar.xlsx", columns) }
}

const HEADER: [&str; 6] = ["单据编号", "业务日期", "价税合计", "行数", "审核时间", "是否核销"];

/// A list as it is exported: a title, captions, rows, a blank one, a total, and something below.
fn export() -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("说明").unwrap().write(0, 0, "no table").unwrap();
    let sheet = workbook.add_worksheet().set_name("应收单").unwrap();
    sheet.write(0, 0, "应收单列表").unwrap();
    for (at, name) in HEADER.iter().enumerate() {
        sheet.write(1, u16::try_from(at).unwrap(), *name).unwrap();
    }
    let day = Format::new().set_num_format("yyyy-mm-dd");
    sheet.write(2, 0, "AR001").unwrap();
    sheet.write_with_format(2, 1, ExcelDateTime::from_ymd(2026, 3, 31).unwrap(), &day).unwrap();
    sheet.write(2, 2, 0.1 + 0.2).unwrap();
    sheet.write(2, 3, 2).unwrap();
    let moment = ExcelDateTime::from_ymd(2026, 4, 1).unwrap().and_hms(8, 30, 15).unwrap();
    sheet.write_with_format(2, 4, &moment, &day).unwrap();
    sheet.write(2, 5, true).unwrap();
    sheet.write(3, 0, 1_002).unwrap();
    sheet.write(3, 1, "2026/04/01").unwrap();
    sheet.write(3, 2, "1234.50").unwrap();
    sheet.write(3, 3, 2.5).unwrap();
    sheet.write(5, 0, "AR003").unwrap();
    sheet.write(5, 1, 46_113).unwrap();
    sheet.write_formula(5, 2, Formula::new("=NA()").set_result("#N/A")).unwrap();
    sheet.write(6, 0, 1_004).unwrap();
    sheet.write(6, 1, 46_113).unwrap();
    sheet.write(7, 0, "合计").unwrap();
    sheet.write(7, 2, 99).unwrap();
    sheet.write(8, 0, "printed on paper").unwrap();
    workbook.save_to_buffer().unwrap()
}

type Whole = (Vec<Portion>, Vec<Drift>, Totals);

fn whole(extract: &Extract, bytes: &[u8]) -> Result<Whole, Error> {
    let mut reader = read_from(extract, "ar.xlsx", bytes)?;
    let portions = reader.by_ref().collect::<Result<Vec<_>, _>>()?;
    let notes = reader.drifts();
    Ok((portions, notes, reader.finish()))
}

#[test]
fn cells_are_typed_by_the_declared_columns() {
    let (bytes, extract) = (export(), receivables());
    let (portions, notes, totals) = whole(&extract, &bytes).unwrap();
    let rows = &portions[0].rows;
    let numbers: Vec<_> = rows.column(0).as_string::<i32>().iter().flatten().collect();
    assert_eq!(numbers, ["AR001", "1004"]);
    // 2026-03-31 and, from a bare serial, 2026-04-01.
    assert_eq!(rows.column(1).as_primitive::<Date32Type>().values(), &[20_543, 20_544]);
    assert_eq!(rows.column(2).as_primitive::<Decimal128Type>().value(0), 3_000);
    assert_eq!(rows.column(3).as_primitive::<Int64Type>().value(0), 2);
    // 2026-04-01 08:30:15 in Shanghai.
    assert_eq!(rows.column(4).as_primitive::<TimestampMicrosecondType>().value(0), 1_775_003_415_000_000);
    assert!(rows.column(5).as_boolean().value(0));
    assert_eq!(rows.column(6).as_primitive::<Int64Type>().values(), &[1, 4]);
    let told: Vec<_> =
        portions[0].rejected.iter().map(|row| (row.line, row.reason.as_str(), row.original.as_str())).collect();
    assert_eq!(
        told,
        [
            (4, "`2.5` in column `行数` is not a whole number", "1002\t2026/04/01\t1234.50\t2.5"),
            (6, "`#N/A` in column `价税合计` is an error its workbook could not resolve", "AR003\t46113\t#N/A"),
        ]
    );
    assert_eq!(portions[0].rejected[0].byte_offset, None);
    assert!(notes.iter().all(|drift| !drift.kind.is_of_names()), "{notes:?}");
    assert_eq!((totals.rows_read, totals.fingerprint.bytes), (4, bytes.len() as u64));
}

#[test]
fn a_sheet_or_header_that_is_not_there_is_named() {
    let bytes = export();
    let refused = |kind: XlsxFormat| {
        let extract = Extract { format: format(FormatKind::Xlsx(kind)), ..receivables() };
        whole(&extract, &bytes).map(drop).unwrap_err()
    };
    let absent = refused(XlsxFormat { sheet: Some("收款单".to_owned()), header_row: 2, footer: Vec::new() });
    assert_eq!(absent.to_string(), "`ar.xlsx` has no sheet `收款单`");
    assert_eq!(absent.detail().unwrap(), "It has `说明`, `应收单`.");
    let blank = refused(XlsxFormat { sheet: Some("应收单".to_owned()), header_row: 5, footer: Vec::new() });
    assert_eq!(blank.to_string(), "`ar.xlsx` has no header in row 5");
    let first = refused(XlsxFormat { sheet: None, header_row: 1, footer: Vec::new() });
    assert_eq!(first.to_string(), "`ar.xlsx` has none of the declared columns");
}

#[test]
fn what_is_no_workbook_is_refused() {
    for bytes in [&b"a,b\n1,2\n"[..], b"PK\x03\x04", &export()[..900]] {
        let error = whole(&receivables(), bytes).map(drop).unwrap_err();
        assert_eq!((error.to_string().as_str(), error.blame()), ("`ar.xlsx` cannot be unpacked", Blame::Data));
    }
    assert_eq!(whole(&receivables(), b"").map(drop).unwrap_err().to_string(), "`ar.xlsx` is empty");
    let old = whole(&receivables(), b"\xD0\xCF\x11\xE0 and more").map(drop).unwrap_err();
    assert_eq!(old.to_string(), "`ar.xlsx` is a workbook of a kind that is not read");
    assert_eq!(old.hint().unwrap(), "save it as `.xlsx` or `.ods`, without a password, or ask for that");
}

#[test]
fn a_part_that_unpacks_without_end_is_refused() {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let mut archive = zip::ZipWriter::new(&mut bytes);
    archive.start_file("xl/sharedStrings.xml", zip::write::SimpleFileOptions::default()).unwrap();
    for _ in 0..5 {
        std::io::Write::write_all(&mut archive, &vec![b' '; 1024 * 1024]).unwrap();
    }
    archive.finish().unwrap();
    let error = whole(&receivables(), &bytes.into_inner()).map(drop).unwrap_err();
    assert_eq!(error.detail().unwrap(), "A part of it unpacks to more than 500 times its size.");
}

/// However a workbook is broken: no panic here, and either it is refused or every row is accounted for.
#[test]
fn mutated_workbooks_are_refused_or_add_up() {
    let (sound, extract) = (export(), receivables());
    let junk: [&[u8]; 6] = [b"PK", b"\0", b"\xFF\xFF\xFF\xFF", b"<c r=\"A1\">", b"<", b"9"];
    let mut chance = Chance(20_261_124);
    let mut refused = 0;
    for _ in 0..500 {
        let mut bytes = sound.clone();
        for _ in 0..=chance.below(3) {
            chance.mutate(&mut bytes, &junk);
        }
        refused += u32::from(adds_up(&extract, &bytes).is_none());
    }
    assert!(refused > 250, "{refused}");
    // Broken XML in a sound archive reaches the cell reader.
    let mut read = 0;
    for _ in 0..500 {
        let mut sheet = SHEET.as_bytes().to_vec();
        for _ in 0..=chance.below(3) {
            chance.mutate(&mut sheet, &junk);
        }
        read += u32::from(adds_up(&extract, &repacked(&sound, &sheet)).is_some());
    }
    assert!(read > 50, "{read}");
}

const SHEET: &str = "<worksheet><sheetData><row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>单据编号</t></is></c><c r=\"C2\" t=\"str\"><v>价税合计</v></c></row><row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"B3\"><v>46113</v></c><c r=\"C3\" s=\"1\"><v>12.5</v></c></row><row r=\"4\"><c r=\"A4\" t=\"b\"><v>1</v></c><c r=\"C4\" t=\"e\"><v>#REF!</v></c></row></sheetData></worksheet>";

fn adds_up(extract: &Extract, bytes: &[u8]) -> Option<u64> {
    match whole(extract, bytes) {
        Err(error) => {
            assert_eq!(error.blame(), Blame::Data, "{error}");
            None
        }
        Ok((_, _, totals)) => {
            assert_eq!(totals.rows_read, totals.rows_admitted + totals.rows_rejected);
            Some(totals.rows_read)
        }
    }
}

/// The same workbook with other XML in its second sheet.
fn repacked(sound: &[u8], sheet: &[u8]) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(std::io::Cursor::new(sound)).unwrap();
    let mut bytes = std::io::Cursor::new(Vec::new());
    let mut to = zip::ZipWriter::new(&mut bytes);
    for at in 0..from.len() {
        let part = from.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        if name == "xl/worksheets/sheet2.xml" {
            to.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            std::io::Write::write_all(&mut to, sheet).unwrap();
        } else {
            to.raw_copy_file(part).unwrap();
        }
    }
    to.finish().unwrap();
    bytes.into_inner()
}
