//! Whole drafts of small files, compared with what a person would declare.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use super::*;
use crate::made::Chance;
use kam_project::{AddsUp, ColumnType, Extract};
use std::fs;

/// Drafts of files of these names and contents, in a folder called `shop`.
fn drafted(files: &[(&str, &[u8])], wanted: &Wanted) -> Result<Inferred, Error> {
    let folder = tempfile::tempdir().unwrap();
    let shop = folder.path().join("shop");
    fs::create_dir(&shop).unwrap();
    let paths: Vec<PathBuf> = files.iter().map(|(name, _)| shop.join(name)).collect();
    for ((_, content), path) in files.iter().zip(&paths) {
        fs::write(path, content).unwrap();
    }
    infer(&paths, wanted, &mut |_| {})
}

fn extract(inferred: &Inferred) -> Extract {
    let problems = |problems: Vec<kam_project::Problem>| {
        problems.iter().map(|problem| problem.render(Some(&inferred.toml))).collect::<String>()
    };
    Extract::alone(&inferred.toml, "shop", "rows").map_err(problems).unwrap()
}

/// The columns of a draft: source name, landed name, type and formats.
fn columns(extract: &Extract) -> Vec<String> {
    let shown = |column: &kam_project::Column| {
        let formats = column.formats.join(" or ");
        format!("{} {} {} {formats}", column.source_name, column.name, column.kind).trim_end().to_owned()
    };
    extract.columns.iter().map(shown).collect()
}

const ORDERS: &str = "OrderID,Customer Name,OrderDate,Freight,Paid,Region\n\
    10248,Vinet,07/04/1996,32.38,Yes,NULL\n\
    10249,Toms,07/05/1996,11.61,No,RJ\n\
    10250,Hanar,07/13/1996,\"1,065.83\",Yes,NULL\n";

#[test]
fn a_file_of_orders_is_drafted_as_a_person_would() {
    let inferred = drafted(&[("Orders.csv", ORDERS.as_bytes())], &Wanted::default()).unwrap();
    let extract = extract(&inferred);
    assert_eq!(
        columns(&extract),
        [
            "OrderID order_id text",
            "Customer Name customer_name text",
            "OrderDate order_date date %m/%d/%Y",
            "Freight freight decimal(18,2)",
            "Paid paid boolean",
            "Region region text",
        ]
    );
    assert_eq!((extract.adds_up, extract.key.as_slice()), (AddsUp::Snapshot, ["order_id".to_owned()].as_slice()));
    assert_eq!(extract.format.null, ["", "NULL"]);
    assert_eq!(extract.columns[3].thousands_mark, Some(','));
    assert_eq!((inferred.rows, inferred.rejected), (3, 0));
    assert_eq!(inferred.place, "pipelines/extracts/shop/orders.toml");
    assert!(
        inferred
            .toml
            .contains("# all 3 values are dates like `%m/%d/%Y`; 33 % have a day above 12; of 1996; never empty\n")
    );
    assert!(inferred.toml.contains("# Read by this definition: 3 rows, none rejected.\n"));
    assert_eq!(inferred.doubts, Vec::<String>::new());
}

#[test]
fn what_values_do_not_tell_is_asked() {
    let file =
        "id,due,weight,at\n1,01/02/2026,\"1,234\",2026-03-01 08:00:00\n2,03/04/2026,\"2,345\",2026-03-01 09:00:00\n";
    let inferred = drafted(&[("a.csv", file.as_bytes())], &Wanted::default()).unwrap();
    assert_eq!(columns(&extract(&inferred)), ["id id text", "due due text", "weight weight text", "at at timestamp"]);
    let asked = "none of 2 values has a number above 12 that would tell day from month. It is `type = \"date\", \
                 formats = [\"%d/%m/%Y\"]` or `type = \"date\", formats = [\"%m/%d/%Y\"]`.";
    assert_eq!(inferred.doubts.len(), 3);
    assert!(
        inferred.doubts[0].starts_with("Nothing in `at` says in which zone the clock stood"),
        "{:?}",
        inferred.doubts
    );
    assert_eq!(inferred.doubts[1], format!("column `due`: Ask whoever sends it: {asked}"));
    assert!(inferred.doubts[2].contains("decimals or thousands"), "{:?}", inferred.doubts);
    let wanted = Wanted { zone: Some("Asia/Shanghai".to_owned()), ..Wanted::default() };
    let told = drafted(&[("a.csv", file.as_bytes())], &wanted).unwrap();
    assert_eq!((extract(&told).columns[3].zone.as_deref(), told.doubts.len()), (Some("Asia/Shanghai"), 2));
}

#[test]
fn spellings_of_other_systems_are_declared() {
    let file = "KUNNR;BETRAG;SALDO;DATUM;SPERRE;UMSATZ\n\
        0000001234;1.234,50;12,00-;20150101;X;1,5万\n0000001235;2,5;7,00;00000000;;2万\n";
    let inferred = drafted(&[("kna1.csv", file.as_bytes())], &Wanted::default()).unwrap();
    let extract = extract(&inferred);
    assert_eq!(
        columns(&extract),
        [
            "KUNNR kunnr text",
            "BETRAG betrag decimal(18,2)",
            "SALDO saldo decimal(18,2)",
            "DATUM datum date %Y%m%d",
            "SPERRE sperre boolean",
            "UMSATZ umsatz bigint",
        ]
    );
    let [_, amount, balance, day, lock, sales] = extract.columns.as_slice() else { unreachable!("six columns") };
    assert_eq!((amount.decimal_mark, amount.thousands_mark), (',', Some('.')));
    assert_eq!(balance.spelling.negative, [kam_project::Negative::After]);
    assert_eq!(day.null.as_deref(), Some(["".to_owned(), "00000000".to_owned()].as_slice()));
    assert_eq!(
        (lock.truths.as_slice(), lock.falsehoods.as_slice()),
        (["X".to_owned()].as_slice(), ["".to_owned()].as_slice())
    );
    assert_eq!((sales.decimal_mark, sales.spelling.units.len()), (',', 1));
    assert_eq!(inferred.rejected, 0);
}

#[test]
fn headers_that_do_not_tell_columns_apart_are_passed_over() {
    let inferred = drafted(&[("a.csv", b"id,id,,\n1,2,3,4\n5,6,7,8\n")], &Wanted::default()).unwrap();
    let extract = extract(&inferred);
    let names: Vec<&str> = extract.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["id", "id_2", "column_3", "column_4"]);
    assert_eq!((inferred.rows, inferred.rejected), (2, 0));
    let one_blank = drafted(&[("a.csv", b"id,\n1,x\n2,y\n")], &Wanted::default()).unwrap();
    assert_eq!(columns(&self::extract(&one_blank)), ["id id text", " column_2 text"]);
    assert_eq!(one_blank.rejected, 0);
}

#[test]
fn two_columns_are_a_key_where_one_is_none() {
    let lines: String =
        (0..60).map(|at| format!("{},{},{}\n", 100 + at / 3, ["A", "B", "C"][at % 3], at % 7)).collect();
    let file = format!("order_id,product_code,quantity\n{lines}");
    let inferred = drafted(&[("lines.csv", file.as_bytes())], &Wanted::default()).unwrap();
    let both = ["order_id".to_owned(), "product_code".to_owned()];
    assert_eq!((extract(&inferred).adds_up, extract(&inferred).key), (AddsUp::Snapshot, both.to_vec()));
    assert!(inferred.toml.contains("# unique in 60 rows, never empty"), "{}", inferred.toml);
    let twice = drafted(&[("lines.csv", format!("{file}100,A,1\n").as_bytes())], &Wanted::default()).unwrap();
    assert_eq!((extract(&twice).adds_up, extract(&twice).key), (AddsUp::Append, Vec::new()));
}

#[test]
fn several_files_tell_how_they_add_up() {
    let file = |ids: std::ops::Range<u32>| {
        let lines: String = ids.map(|id| format!("{id},x{id}\n")).collect();
        format!("customer_id,name\n{lines}").into_bytes()
    };
    let adds_up = |first: std::ops::Range<u32>, second: std::ops::Range<u32>| {
        let (first, second) = (file(first), file(second));
        let files = [("c_20260101.csv", first.as_slice()), ("c_20260201.csv", second.as_slice())];
        let extract = extract(&drafted(&files, &Wanted::default()).unwrap());
        assert_eq!(extract.from.path, "c_*.csv");
        assert_eq!(extract.known_from.map(|known| known.format).as_deref(), Some("%Y%m%d"));
        extract.adds_up
    };
    assert_eq!(adds_up(1..50, 1..60), AddsUp::Snapshot);
    assert_eq!(adds_up(1..50, 40..60), AddsUp::Upsert);
    assert_eq!(adds_up(1..50, 50..60), AddsUp::Append);
    let other = drafted(&[("a.csv", b"a,b\n1,2\n"), ("b.csv", b"c;d\n1;2\n")], &Wanted::default());
    assert!(matches!(other, Err(Error::NotAlike { .. })));
    let wider = drafted(&[("a.csv", b"a,b\n1,2\n"), ("b.csv", b"a,b,c\n1,2,3\n")], &Wanted::default()).unwrap();
    assert_eq!(columns(&extract(&wider)), ["a a bigint", "b b bigint", "c c bigint"]);
}

#[test]
fn records_of_json_are_found_and_mapped() {
    let document = br#"{"meta":{"n":2},"data":{"rows":[{"id":1,"owner":{"name":"A"},"on":true},{"id":2,"owner":{"name":"B"},"on":null}]}}"#;
    let inferred = drafted(&[("a.json", document)], &Wanted::default()).unwrap();
    assert_eq!(columns(&extract(&inferred)), ["id id text", "owner.name owner_name text", "on on boolean"]);
    assert!(inferred.toml.contains("records = \"data.rows\""), "{}", inferred.toml);
    assert_eq!((inferred.rows, inferred.rejected), (2, 0));
    let lines = drafted(&[("a.ndjson", b"{\"n\":1.5}\n{\"n\":\"2\"}\n")], &Wanted::default()).unwrap();
    assert_eq!((columns(&extract(&lines)), lines.rejected), (vec!["n n decimal(18,1)".to_owned()], 0));
}

#[test]
fn lines_around_a_table_are_declared() {
    let file = "Report of sales\nprinted today\n\nid;amount\n1;2,50\n2;3,75\n3;4,00\n4;1,25\n5;9,99\nTotal of all;\n";
    let inferred = drafted(&[("a.csv", file.as_bytes())], &Wanted::default()).unwrap();
    let text = &inferred.toml;
    assert!(text.contains("preamble_lines = 3") || text.contains("preamble_lines = 2"), "{text}");
    assert_eq!(columns(&extract(&inferred)), ["id id text", "amount amount decimal(18,2)"]);
}

#[test]
fn rows_that_do_not_fit_are_told() {
    let file = "id,amount\n1,2\n2,3,4\n3,5\n4,6\n5,7\n6,8\n";
    let inferred = drafted(&[("a.csv", file.as_bytes())], &Wanted::default()).unwrap();
    assert_eq!((inferred.rows, inferred.rejected), (6, 1));
    assert!(
        inferred.toml.contains("#   1 such as line 3: the row has 3 fields where the file has 2 columns"),
        "{}",
        inferred.toml
    );
}

#[test]
fn the_same_files_give_the_same_draft() {
    let first = drafted(&[("Orders.csv", ORDERS.as_bytes())], &Wanted::default()).unwrap();
    let second = drafted(&[("Orders.csv", ORDERS.as_bytes())], &Wanted::default()).unwrap();
    assert_eq!(first.toml, second.toml);
    assert_eq!(extract(&first).columns[0].kind, ColumnType::Text);
}

/// Whatever a file holds, what is drafted of it is a definition that the loader takes, or a sentence says why there is none.
#[test]
fn whatever_is_printed_loads() {
    let cells: [&str; 30] = [
        "",
        " ",
        "1",
        "007",
        "1,5",
        "1.234,5",
        "-3",
        "12-",
        "2026-01-02",
        "01/02/2026",
        "31.12.2025 23:59",
        "true",
        "No",
        "NULL",
        "客户",
        "a\"b",
        "it's",
        "x\ty",
        "#",
        "=1+1",
        "20150101",
        "00000000",
        "1E5",
        "$3",
        "5%",
        "\u{202e}abc",
        "'",
        "\\",
        "{\"a\":1}",
        "_op",
    ];
    let mut chance = Chance(7);
    for _ in 0..100 {
        let (width, height) = (1 + chance.below(5), chance.below(8));
        let mut file = Vec::new();
        for _ in 0..=height {
            let row: Vec<String> =
                (0..width).map(|_| format!("\"{}\"", chance.pick(&cells).replace('"', "\"\""))).collect();
            file.extend(format!("{}\n", row.join(",")).into_bytes());
        }
        if chance.below(3) == 0 {
            chance.mutate(&mut file, &[b"\"", b",", b"\n", b"\xff", b"\0"]);
        }
        match drafted(&[("a.csv", &file)], &Wanted::default()) {
            Ok(inferred) => drop(extract(&inferred)),
            Err(error) => assert_ne!(error.blame(), crate::Blame::Bug, "{error}: {:?}", String::from_utf8_lossy(&file)),
        }
    }
}
