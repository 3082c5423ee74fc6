//! Files of every kind as one plain table: what `kam_ingest::print` makes of files nobody here wrote, and of a thousand
//! made by chance whose table is known.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

#[path = "reading/frictionless.rs"]
mod frictionless;
#[path = "reading/made.rs"]
mod made;
#[path = "reading/pollock.rs"]
mod pollock;

use kam_ingest::{Asked, Error, Printed, Told, print};
use std::path::{Path, PathBuf};

type Rows = Vec<Vec<String>>;

/// The folder of real data, if it is here.
fn real_data() -> Option<PathBuf> {
    let workspace = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = workspace.join(std::env::var_os("KAM_REAL_DATA").unwrap_or_else(|| "../shared/data".into()));
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "`{}` is absent", folder.display());
    let _ =
        std::io::Write::write_all(&mut std::io::stderr(), b"skipped: set KAM_REAL_DATA to the folder of real data\n");
    None
}

/// A file as it is printed, what is said of it, and its account.
fn read(path: &Path, asked: &Asked) -> Result<(Rows, Vec<Told>, Printed), Error> {
    let (mut out, mut told) = (Vec::new(), Vec::new());
    let printed = print(path, asked, &mut out, &mut |fact| told.push(fact))?;
    Ok((rows(&out), told, printed))
}

/// The rows of an RFC 4180 file, by a reader that is not ours.
fn rows(text: &[u8]) -> Rows {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text);
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn as_text() -> Asked {
    Asked { as_text: true, ..Asked::default() }
}

/// A text as it is printed.
fn text(text: &str, asked: &Asked) -> Result<(Rows, Vec<Told>, Printed), Error> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file.csv");
    std::fs::write(&path, text).unwrap();
    read(&path, asked)
}

#[test]
fn csv_spectrum_is_its_json() {
    let Some(folder) = real_data() else { return };
    let mut seen = 0;
    for entry in std::fs::read_dir(folder.join("csv-spectrum/csvs")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let answer = std::fs::read_to_string(folder.join(format!("csv-spectrum/json/{name}.json"))).unwrap();
        let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
        // One answer is its only record itself.
        let wanted = answer.as_array().cloned().unwrap_or_else(|| vec![answer.clone()]);
        let (rows, _, _) = read(&path, &Asked::default()).unwrap();
        let (header, body) = rows.split_first().unwrap();
        assert_eq!(body.len(), wanted.len(), "{name}");
        for (row, record) in body.iter().zip(&wanted) {
            assert_eq!(Some(row.len()), record.as_object().map(serde_json::Map::len), "{name}");
            for (column, cell) in header.iter().zip(row) {
                // Its answer names another telephone number than the file.
                if (name.as_str(), column.as_str()) == ("location_coordinates", "Contact Phone Number") {
                    assert_eq!(cell, "2095257564");
                    continue;
                }
                let value = record.get(column).and_then(serde_json::Value::as_str);
                assert_eq!(
                    value.map(|value| value.replace("\r\n", "\n")),
                    Some(cell.replace("\r\n", "\n")),
                    "{name}: {column}"
                );
            }
        }
        seen += 1;
    }
    assert_eq!(seen, 12);
}

#[test]
fn real_files_are_read_with_nothing_said() {
    let Some(folder) = real_data() else { return };
    let files = [
        ("northwind/Orders.csv", 14, 830, true),
        ("northwind/Shippers.csv", 3, 3, true),
        ("northwind/EmployeeTerritories.csv", 2, 49, false),
        ("sap-sales-orders/SalesOrders.csv", 17, 5_166, true),
        ("servicenow/incident_event_log_first_20000.csv", 36, 20_000, true),
        ("classicmodels/offices.csv", 9, 7, true),
        ("adventureworks-oltp/Address.csv", 9, 19_614, false),
        ("adventureworks-oltp/Store.csv", 6, 701, false),
        ("maven-crm/sales_pipeline.csv", 8, 8_800, true),
        ("online-retail/2010-12-01.csv", 8, 3_108, true),
    ];
    for (name, width, count, is_named) in files {
        let (rows, _, printed) = read(&folder.join(name), &Asked::default()).unwrap();
        let header = rows.first().unwrap();
        assert_eq!((header.len(), printed.rows, printed.faulty), (width, count, 0), "{name}");
        assert_eq!(header.first().unwrap() != "column_1", is_named, "{name}: {header:?}");
        assert!(rows.iter().all(|row| row.len() == width), "{name}");
    }
}

#[test]
fn one_wrong_quote_costs_one_row() {
    let body: String = (0..12).map(|at| format!("{at},2026-09-{:02},\"a, b\"\r\n", at + 1)).collect();
    let broken = format!("id,day,note\r\n{body}12,\"2026-10-01,\"x, y\"\r\n13,2026-10-02,\"z\"\r\n");
    let (rows, told, printed) = text(&broken, &as_text()).unwrap();
    assert_eq!(rows.get(13).unwrap(), &["12", "\"2026-10-01", "x, y"]);
    assert_eq!(rows.get(14).unwrap(), &["13", "2026-10-02", "z"]);
    assert_eq!((printed.rows, printed.faulty, printed.is_partial), (14, 1, false));
    assert!(told.iter().any(|told| matches!(told, Told::Row { line: 14, left_out: false, .. })), "{told:?}");
    let (rows, _, printed) = text(&broken, &Asked::default()).unwrap();
    assert_eq!((rows.len(), printed.faulty, printed.is_partial), (14, 1, true));
}

/// Most lines hold no quote, as they stand within a pair of them: that speaks for quotes, not against.
#[test]
fn lines_within_quotes_are_text() {
    let said = "One, two, three, and, at last, the end of it\r\n".repeat(9);
    let body: String = (0..12).map(|at| format!("\"{said}of {at}, all told.\",open\r\n")).collect();
    let (rows, told, printed) = text(&format!("Description,status\r\n{body}"), &Asked::default()).unwrap();
    assert_eq!(rows.first().unwrap(), &["Description", "status"], "{told:?}");
    assert_eq!((rows.len(), printed.rows, printed.faulty), (13, 12, 0));
    assert_eq!(rows.last().unwrap(), &[format!("{said}of 11, all told."), "open".to_owned()]);
}

/// A letter that was lost before shows as U+FFFD: in UTF-8 throughout, it is UTF-8, and told.
#[test]
fn letters_lost_before_are_told() {
    let (rows, told, _) = text("id,day\n1,2026-01-01\n2,Conway\u{FFFD}s\n3,\u{FFFD}\u{FFFD}\n", &as_text()).unwrap();
    assert_eq!(rows.get(2).unwrap(), &["2", "Conway\u{FFFD}s"]);
    let told = format!("{told:?}");
    assert!(told.contains("Letters were lost before it was sent: line 3 is the first that holds U+FFFD."), "{told}");
    let (_, told, _) = text("id,day\n1,2026-01-01\n2,Conway\u{2019}s, M\u{FC}ller\n", &as_text()).unwrap();
    assert!(!format!("{told:?}").contains("lost"), "{told:?}");
}

#[test]
fn what_stands_around_a_table_is_left_out_and_told() {
    let body: String = (0..9).map(|at| format!("{at};1,5;Berlin\n")).collect();
    let whole = format!("Umsatz 2026\n\nNr;Betrag;Ort\n{body}\nStand: gestern\n");
    let (rows, told, printed) = text(&whole, &Asked::default()).unwrap();
    assert_eq!(rows.first().unwrap(), &["Nr", "Betrag", "Ort"]);
    assert_eq!((rows.len(), printed.rows, printed.faulty), (10, 9, 0));
    let guesses: Vec<String> = told.into_iter().map(|told| format!("{told:?}")).collect();
    assert!(guesses.iter().any(|guess| guess.contains("Lines 1 to 2 stand before the table")), "{guesses:?}");
    assert!(guesses.iter().any(|guess| guess.contains("Line 14 stands behind the table")), "{guesses:?}");
}

#[test]
fn other_tables_are_told_and_can_be_asked_for() {
    let whole = "id,day\n1,2026-01-01\n2,2026-01-02\n3,2026-01-03\n\nname,price,count\nx,1.50,3\ny,2.50,4\nz,3.50,5\n";
    let (rows, told, printed) = text(whole, &as_text()).unwrap();
    assert_eq!((rows.len(), printed.is_partial), (4, false));
    assert!(format!("{told:?}").contains("Another table begins on line 6"), "{told:?}");
    assert!(text(whole, &Asked::default()).unwrap().2.is_partial);
    let (rows, _, _) = text(whole, &Asked { table: Some(2), ..Asked::default() }).unwrap();
    assert_eq!(rows, [["name", "price", "count"], ["x", "1.50", "3"], ["y", "2.50", "4"], ["z", "3.50", "5"]]);
}

#[test]
fn columns_without_a_name_get_one_unless_text_is_wanted() {
    let headless = "1,2026-01-01\n2,2026-01-02\n3,2026-01-03\n";
    assert_eq!(text(headless, &Asked::default()).unwrap().0.first().unwrap(), &["column_1", "column_2"]);
    assert_eq!(text(headless, &as_text()).unwrap().0.first().unwrap(), &["1", "2026-01-01"]);
    let twice = "id,,id\n1,2,3\n4,5,6\n";
    assert_eq!(text(twice, &Asked::default()).unwrap().0.first().unwrap(), &["id", "column_2", "id_2"]);
    assert_eq!(text(twice, &as_text()).unwrap().0.first().unwrap(), &["id", "", "id"]);
}

#[test]
fn an_empty_file_is_no_table_but_an_empty_text() {
    assert_eq!(text("", &Asked::default()).unwrap_err().to_string().split('`').next_back().unwrap(), " is empty");
    assert_eq!(text("", &as_text()).unwrap().0, Rows::new());
}

#[test]
fn what_is_said_counts() {
    let asked = Asked {
        delimiter: Some("+|".to_owned()),
        row_end: Some("&|\n".to_owned()),
        header_lines: Some(0),
        ..as_text()
    };
    let (rows, _, _) = text("a+|b\nc&|\nd+|e&|\n", &asked).unwrap();
    assert_eq!(rows, [["a", "b\nc"], ["d", "e"]]);
    let asked = Asked { escape: Some("\\".to_owned()), quote: Some("\"".to_owned()), ..as_text() };
    let (rows, _, _) = text("a,b\n\"5\\\" x\",\"C:\\\\d\"\n", &asked).unwrap();
    assert_eq!(rows.get(1).unwrap(), &["5\" x", "C:\\d"]);
}
