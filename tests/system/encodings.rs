//! Text in other encodings, from the delivered file to the lake.

use crate::till::Till;
use std::fs;

const ENCODINGS: &str =
    "select file, encoding, status from run.deliveries where extract = 'raw.till_sales' order by file, status desc";

#[test]
fn a_delivery_is_read_in_the_encoding_found_and_its_record_says_so() {
    let till = Till::new();
    fs::write(till.path("in/sales-1.csv"), b"sale,amount\n\xB9\xE3\xD6\xDD\xCA\xD0\xCC\xEC\xBA\xD3\xC7\xF8,1.50\n")
        .unwrap();
    fs::write(till.path("in/sales-2.csv"), b"sale,amount\nSoci\xE9t\xE9 G\xE9n\xE9rale,2.00\n").unwrap();
    till.write("in/sales-3.csv", "\u{feff}sale,amount\nKöln,3.00\n");
    till.run("run").done();
    assert_eq!(till.ask("select sale from raw.till_sales order by amount"), "广州市天河区\nSociété Générale\nKöln\n");
    assert_eq!(
        till.ask(ENCODINGS),
        "sales-1.csv,gb18030,landed\nsales-2.csv,windows-1252,landed\nsales-3.csv,utf-8,landed\n"
    );
}

#[test]
fn what_the_bytes_do_not_tell_is_asked_and_read_once_it_is_declared() {
    let till = Till::new();
    fs::write(till.path("in/sales-1.csv"), b"sale,amount\n\xD2\xBB,1.50\n").unwrap();
    let talk = till.run("run").refused(1);
    assert!(talk.contains("`sales-1.csv` may be utf-8 or gb18030: its bytes do not tell which"), "{talk}");
    let shape = fs::read_to_string(till.path("pipelines/extracts/till/sales.toml")).unwrap();
    till.write(
        "pipelines/extracts/till/sales.toml",
        &shape.replace("kind = \"csv\"", "kind = \"csv\", encoding = \"gb18030\""),
    );
    till.run("run").done();
    assert_eq!(till.ask("select sale from raw.till_sales"), "一\n");
    assert_eq!(till.ask(ENCODINGS), "sales-1.csv,,refused\nsales-1.csv,gb18030,landed\n");
}
