//! Members of archives and sheets of workbooks: each a delivery of its own, which its rows name.

use crate::till::Till;
use std::fs::{self, File};
use std::io::Write;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const SALES: &str = "select sale, amount, _file, _member from raw.till_sales order by sale, amount";
const DELIVERIES: &str = "select file, member, status, rows_landed, rows_rejected from run.deliveries \
                          where extract = 'raw.till_sales' order by delivery_id, status";

fn archive(till: &Till, file: &str, members: &[(&str, &str)], method: zip::CompressionMethod) {
    let mut archive = ZipWriter::new(File::create(till.path(file)).unwrap());
    for (name, text) in members {
        archive.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap();
}

/// A till whose sales come otherwise.
fn till(from: &str, format: &str, more: &str) -> Till {
    let till = Till::new();
    let shape = fs::read_to_string(till.path("pipelines/extracts/till/sales.toml")).unwrap();
    let shape = shape.replace("path = \"sales*.csv\"", from).replace("kind = \"csv\"", format);
    let shape = shape.replace("adds_up = \"append\"", &format!("adds_up = \"append\"{more}"));
    till.write("pipelines/extracts/till/sales.toml", &shape);
    till
}

#[test]
fn a_member_is_known_by_its_bytes_however_it_is_packed() {
    let till = till("path = \"sales*.zip\", member = \"sales.jsonl\"", "kind = \"ndjson\"", "");
    let (first, second) =
        ("{\"sale\": \"S1\", \"amount\": 1.50}\n", "{\"sale\": \"S2\", \"amount\": 2}\n{\"sale\": 3\n");
    archive(&till, "in/sales-1.zip", &[("sales.jsonl", first), ("other", "x")], zip::CompressionMethod::Deflated);
    archive(&till, "in/sales-2.zip", &[("sales.jsonl", second)], zip::CompressionMethod::Deflated);
    archive(&till, "in/sales-3.zip", &[("other", "x")], zip::CompressionMethod::Deflated);
    till.run("run").done();
    assert_eq!(till.ask(SALES), "S1,1.50,sales-1.zip,sales.jsonl\nS2,2.00,sales-2.zip,sales.jsonl\n");
    let mut deliveries: Vec<_> = till.ask(DELIVERIES).lines().map(str::to_owned).collect();
    deliveries.sort();
    assert_eq!(deliveries, ["sales-1.zip,sales.jsonl,landed,1,0", "sales-2.zip,sales.jsonl,landed,1,1"]);
    let rejected = "select file, member, line, reason_code, original from raw.rejected_rows";
    assert_eq!(till.ask(rejected), "sales-2.zip,sales.jsonl,2,not_json,\"{\"\"sale\"\": 3\"\n");

    let before = till.lake();
    archive(&till, "in/sales-1.zip", &[("sales.jsonl", first)], zip::CompressionMethod::Stored);
    assert!(till.run("run").talk.contains("nothing to do"));
    assert!(before == till.lake(), "the lake has changed");

    archive(
        &till,
        "in/sales-1.zip",
        &[("sales.jsonl", "{\"sale\": \"S4\", \"amount\": 4}\n")],
        zip::CompressionMethod::Stored,
    );
    let talk = till.run("run").refused(1);
    assert!(talk.contains("`sales-1.zip/sales.jsonl` was landed before with other content."), "{talk}");
}

#[test]
fn a_member_sent_again_takes_the_place_of_its_own_rows_only() {
    let from = "path = \"sales.zip\", member = \"*.csv\"";
    let till = till(from, "kind = \"csv\"", "\non_resend = \"replace\"");
    let (ulm, bonn) = ("sale,amount\nS1,1.00\n", "sale,amount\nS2,2.00\n");
    archive(&till, "in/sales.zip", &[("ulm.csv", ulm), ("bonn.csv", bonn)], zip::CompressionMethod::Deflated);
    till.run("run").done();
    let later = "sale,amount\nS3,3.00\n";
    archive(&till, "in/sales.zip", &[("ulm.csv", ulm), ("bonn.csv", later)], zip::CompressionMethod::Deflated);
    till.run("run").done();
    assert_eq!(till.ask(SALES), "S1,1.00,sales.zip,ulm.csv\nS3,3.00,sales.zip,bonn.csv\n");
}

#[test]
fn a_sheet_is_the_member_of_its_workbook() {
    let till = till("path = \"sales.xlsx\"", "kind = \"xlsx\", sheet = \"Ulm\", footer = [\"Total\"]", "");
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Ulm").unwrap();
    for (row, (sale, amount)) in [("S1", 1.5), ("S2", 0.1 + 0.2), ("Total", 1.8)].into_iter().enumerate() {
        let row = u32::try_from(row).unwrap() + 1;
        sheet.write(row, 0, sale).unwrap().write(row, 1, amount).unwrap();
    }
    sheet.write(0, 0, "sale").unwrap().write(0, 1, "amount").unwrap();
    workbook.save(till.path("in/sales.xlsx")).unwrap();
    till.run("run").done();
    assert_eq!(till.ask(SALES), "S1,1.50,sales.xlsx,Ulm\nS2,0.30,sales.xlsx,Ulm\n");
    assert_eq!(
        till.ask("select dialect from run.deliveries where file = 'sales.xlsx'"),
        "\"xlsx, sheet Ulm, header in row 1\"\n"
    );
    assert!(till.run("run").talk.contains("nothing to do"));
}

#[test]
fn an_archive_cut_short_costs_itself_only() {
    let till = till("path = \"sales*.zip\", member = \"sales.csv\"", "kind = \"csv\"", "");
    archive(&till, "in/sales-1.zip", &[("sales.csv", "sale,amount\nS1,1.00\n")], zip::CompressionMethod::Deflated);
    let whole = fs::read(till.path("in/sales-1.zip")).unwrap();
    fs::write(till.path("in/sales-2.zip"), &whole[..whole.len() / 2]).unwrap();
    let talk = till.run("run").refused(1);
    assert!(talk.contains("`sales-2.zip/sales.csv` cannot be unpacked"), "{talk}");
    assert_eq!(till.ask(SALES), "S1,1.00,sales-1.zip,sales.csv\n");
}
