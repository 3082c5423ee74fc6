//! Workbooks of other programs, and of Excel's likeness.

use super::{is_quick, library};
use calamine::{Reader, Xlsx};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use std::io::Cursor;
use std::path::Path;

/// In the real data, few workbooks are written in a way that is not read quickly; these.
const SLOW: [&str; 0] = [];

#[test]
fn real_workbooks_are_read_alike() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = workspace.join(std::env::var_os("KAM_REAL_DATA").unwrap_or_else(|| "../shared/data".into()));
    let Ok(files) = std::fs::read_dir(folder.join("frictionless")) else { return };
    let mut slow = Vec::new();
    for file in files {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "xlsx") {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let sheets = Xlsx::new(Cursor::new(&bytes)).map(|workbook| workbook.sheet_names()).unwrap_or_default();
        for sheet in sheets {
            if !is_quick(&bytes, Some(&sheet)) {
                slow.push(format!("{} {sheet}", path.file_name().unwrap().display()));
            }
        }
    }
    slow.sort();
    assert_eq!(slow, SLOW);
}

#[test]
fn a_workbook_of_everything_is_read_alike() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("other").unwrap().write(0, 0, "nothing").unwrap();
    let sheet = workbook.add_worksheet().set_name("every thing").unwrap();
    let format = |code: &str| Format::new().set_num_format(code);
    let (bold, italic) = (Format::new().set_bold(), Format::new().set_italic());
    for row in (0..400).step_by(3) {
        let number = f64::from(row);
        sheet.write(row, 0, format!("text {row} <&> \"_x000D_\" \r\n 北京")).unwrap();
        sheet.write_with_format(row, 1, number / 7.0, &format("0.00%")).unwrap();
        sheet.write_with_format(row, 2, number * 1.1, &format("\"$\"#,##0.00;[Red]-0.00")).unwrap();
        sheet.write_with_format(row, 3, 40_000.25 + number, &format("dd/mm/yyyy hh:mm")).unwrap();
        sheet.write_with_format(row, 4, number / 24.0, &format("[h]:mm")).unwrap();
        sheet.write_with_format(row, 5, ExcelDateTime::from_ymd(2026, 3, 31).unwrap(), &format("m/d/yy")).unwrap();
        sheet.write(row, 6, row % 2 == 0).unwrap();
        sheet.write_formula(row, 7, Formula::new("=A1&\"<x>\"").set_result("a<x>")).unwrap();
        sheet.write_formula(row, 8, Formula::new("=1/3").set_result("0.333333333333333")).unwrap();
        sheet.write_formula(row, 9, Formula::new("=NA()").set_result("#N/A")).unwrap();
        sheet.write_rich_string(row, 10, &[(&bold, " bold "), (&italic, "and not\n")]).unwrap();
        sheet.write_blank(row, 11, &bold).unwrap();
        sheet.write_url(row, 13, "https://example.com/?a=1&b=2").unwrap();
        sheet.merge_range(row + 1, 2, row + 1, 4, "merged", &bold).unwrap();
    }
    sheet.set_row_height(1_000, 20).unwrap();
    sheet.write(2_000, 40, f64::from(1_u8) / 3.0).unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    assert!(is_quick(&bytes, Some("every thing")) && is_quick(&bytes, None));
    assert_eq!(library(&bytes, Some("every thing")).0.len(), 134 + 134 + 1);
}
