#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use super::*;
use crate::Blame;
use crate::limits::PORTION_ROWS;
use crate::made::{Chance, column, extract, texts};
use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Decimal128Type, Int64Type};
use kam_project::ColumnType;

fn orders() -> Extract {
    let mut id = column("OrderID", ColumnType::Bigint);
    id.required = true;
    let mut day = column("OrderDate", ColumnType::Date);
    day.formats = texts(&["%m/%d/%Y"]);
    extract(
        "orders.csv",
        vec![id, day, column("City", ColumnType::Text), column("Freight", ColumnType::Decimal(18, 4))],
    )
}

type Whole = (Vec<Portion>, Vec<Drift>, Totals);

fn whole(extract: &Extract, bytes: &[u8]) -> Result<Whole, Error> {
    let mut reader = read_from(extract, "orders.csv", bytes)?;
    let portions = reader.by_ref().collect::<Result<Vec<_>, _>>()?;
    let notes = reader.drifts();
    Ok((portions, notes, reader.finish()))
}

#[test]
fn rows_are_typed_in_declared_order() {
    let text = "Freight,City,OrderID,OrderDate\r\n32.38,Reims,10248,7/4/1996\r\n,\"Münster, W.\",10249,\r\n";
    let (portions, notes, totals) = whole(&orders(), text.as_bytes()).unwrap();
    let rows = &portions[0].rows;
    let names: Vec<_> = rows.schema().fields().iter().map(|field| field.name().clone()).collect();
    assert_eq!(names, ["OrderID", "OrderDate", "City", "Freight", "_row_number"]);
    assert_eq!(rows.column(0).as_primitive::<Int64Type>().values(), &[10_248, 10_249]);
    assert_eq!(rows.column(1).as_primitive::<Date32Type>().value(0), 9_681);
    assert!(rows.column(1).is_null(1) && rows.column(3).is_null(1));
    assert_eq!(rows.column(2).as_string::<i32>().value(1), "Münster, W.");
    assert_eq!(rows.column(3).as_primitive::<Decimal128Type>().value(0), 323_800);
    assert_eq!(rows.column(4).as_primitive::<Int64Type>().values(), &[1, 2]);
    assert!(notes.is_empty());
    assert_eq!((totals.rows_read, totals.rows_admitted, totals.fingerprint.bytes), (2, 2, text.len() as u64));
}

#[test]
fn rejected_rows_keep_their_place_and_their_bytes() {
    let text = b"OrderID,OrderDate,City,Freight\n1,7/4/1996,Reims,1\n\nx,7/4/1996,Lyon,1\n2,7/4/1996,Caf\xE9,1\n3,7/4/1996,\"a\"b,1\n4,7/4/1996,a\0b,1\n5,,,\n";
    let (portions, _, totals) = whole(&orders(), text).unwrap();
    let rejected = &portions[0].rejected;
    let told: Vec<_> =
        rejected.iter().map(|row| (row.row_number, row.line, row.reason_code.as_str(), row.reason.as_str())).collect();
    assert_eq!(
        told,
        [
            (2, 4, "not_a_number", "`x` in column `OrderID` is not a number"),
            (3, 5, "not_utf8", "`Caf\\xE9` in column `City` is not UTF-8: byte 83 of the file is E9"),
            (4, 6, "stray_quote", "`a` in column `City` goes on after its closing quote"),
            (5, 7, "nul_byte", "`a\\x00b` in column `City` holds a NUL byte"),
        ]
    );
    assert_eq!(rejected[0].byte_offset, Some(51));
    assert_eq!(rejected[0].original, "x,7/4/1996,Lyon,1");
    assert_eq!(rejected[1].original, "2,7/4/1996,Caf\\xE9,1");
    assert_eq!(portions[0].rows.column(4).as_primitive::<Int64Type>().values(), &[1, 6]);
    assert_eq!((totals.rows_read, totals.rows_admitted, totals.rows_rejected), (6, 2, 4));
}

#[test]
fn drift_is_told_and_refuses_nothing() {
    let (portions, notes, _) = whole(&orders(), b"OrderID,Note,City\n1,x,Reims\n").unwrap();
    assert_eq!(
        notes.iter().map(Drift::to_string).collect::<Vec<_>>(),
        [
            "the file lacks the column `OrderDate`, which is NULL in every row",
            "the file lacks the column `Freight`, which is NULL in every row",
            "the file has a column `Note` that is not declared and not landed",
        ]
    );
    assert_eq!(portions[0].rows.column(3).null_count(), 1);
}

#[test]
fn headers_that_refuse_a_file() {
    let refused = |bytes: &[u8]| whole(&orders(), bytes).map(|_| ()).unwrap_err();
    assert_eq!(refused(b"").to_string(), "`orders.csv` is empty");
    assert_eq!(refused(b"\xEF\xBB\xBF\r\n\r\n").to_string(), "`orders.csv` is empty");
    assert_eq!(refused(b"OrderID,City,City\n").to_string(), "`orders.csv` names the column `City` twice in its header");
    assert_eq!(refused(b"a,b\n1,2\n").to_string(), "`orders.csv` has none of the declared columns");
    let missing = refused(b"Order ID,City\n1,2\n");
    assert_eq!(missing.to_string(), "`orders.csv` lacks the required column `OrderID`");
    assert_eq!(missing.detail().unwrap(), "Its header reads `Order ID,City`.");
    assert_eq!(missing.hint().unwrap(), "did you mean `Order ID`? then declare the column under that name");
    assert_eq!(refused(b"OrderID,Caf\xE9\n").detail().unwrap(), "Its header is not UTF-8: byte 11 of the file is E9.");
    assert_eq!(missing.blame(), Blame::Data);
}

#[test]
fn blank_header_cells_name_nothing() {
    let (portions, _, _) = whole(&orders(), b"OrderID,City,,\n1,Reims,,\n").unwrap();
    assert_eq!(portions[0].rows.num_rows(), 1);
}

#[test]
fn without_header_columns_stand_as_declared() {
    let mut orders = orders();
    let csv = kam_project::CsvFormat { header_lines: 0, ..kam_project::CsvFormat::default() };
    orders.format.kind = kam_project::FormatKind::Csv(csv);
    let (portions, _, totals) = whole(&orders, b"1,7/4/1996,Reims,2\n2,7/4/1996,Reims\n").unwrap();
    assert_eq!(portions[0].rejected[0].reason, "the row has 3 fields where the file has 4 columns");
    assert_eq!((totals.rows_admitted, totals.rows_rejected), (1, 1));
    assert_eq!(whole(&orders, b"").map(|_| ()).unwrap_err().to_string(), "`orders.csv` is empty");
}

#[test]
fn a_header_alone_has_no_rows() {
    let (portions, _, totals) = whole(&orders(), b"OrderID,OrderDate,City,Freight").unwrap();
    assert!(portions.is_empty());
    assert_eq!(totals.rows_read, 0);
}

#[test]
fn portions_are_bounded_by_rows_and_by_bytes() {
    let names = extract("names.csv", vec![column("Name", ColumnType::Text)]);
    let many = format!("Name\n{}", "x\n".repeat(PORTION_ROWS * 2 + 5));
    let (portions, _, totals) = whole(&names, many.as_bytes()).unwrap();
    assert_eq!(
        portions.iter().map(|portion| portion.rows.num_rows()).collect::<Vec<_>>(),
        [PORTION_ROWS, PORTION_ROWS, 5]
    );
    assert_eq!(totals.rows_read, PORTION_ROWS as u64 * 2 + 5);
    assert_eq!(portions[2].rows.column(1).as_primitive::<Int64Type>().value(4), PORTION_ROWS as i64 * 2 + 5);

    let line = format!("{}\n", "y".repeat(1_000_000));
    let (portions, _, _) = whole(&names, format!("Name\n{}", line.repeat(40)).as_bytes()).unwrap();
    let rows: Vec<_> = portions.iter().map(|portion| portion.rows.num_rows()).collect();
    assert!(rows.iter().sum::<usize>() == 40 && rows.iter().all(|&rows| rows <= 34), "{rows:?}");
}

#[test]
fn an_error_ends_the_reader_for_good() {
    let orders = orders();
    let mut reader = read_from(&orders, "orders.csv", &b"OrderID,City\n1,\"x\n"[..]).unwrap();
    assert!(reader.next().unwrap().is_err());
    assert!(reader.next().is_none());
}

/// However a file is broken: no panic, and either it is refused or every row is accounted for.
#[test]
fn mutated_files_are_refused_or_add_up() {
    let orders = orders();
    let sound = "OrderID,OrderDate,City,Freight\r\n10248,7/4/1996,Reims,32.38\r\n10249,7/5/1996,\"Münster, \"\"W\"\"\",11.61\r\n10250,,\"Rio\nde Janeiro\",\r\n10251,7/8/1996,Lyon,41.34\r\n";
    let junk: [&[u8]; 14] = [
        b"\"",
        b",",
        b"\n",
        b"\r",
        b"\0",
        b"\xFF",
        b"\xC3",
        b"\"\"",
        b"\",\"",
        b"-",
        b"9999999999999999999",
        b"\xEF\xBB\xBF",
        b"OrderID",
        b"e",
    ];
    let mut chance = Chance(20_260_630);
    let (mut refused, mut rejected, mut admitted) = (0_u64, 0, 0);
    for _ in 0..20_000 {
        let mut bytes = sound.as_bytes().to_vec();
        for _ in 0..=chance.below(4) {
            chance.mutate(&mut bytes, &junk);
        }
        match whole(&orders, &bytes) {
            Err(error) => {
                assert_eq!(error.blame(), Blame::Data, "{error}");
                refused += 1;
            }
            Ok((portions, _, totals)) => {
                let typed: usize = portions.iter().map(|portion| portion.rows.num_rows()).sum();
                let turned_away: usize = portions.iter().map(|portion| portion.rejected.len()).sum();
                assert_eq!(totals.rows_read, totals.rows_admitted + totals.rows_rejected);
                assert_eq!((totals.rows_admitted, totals.rows_rejected), (typed as u64, turned_away as u64));
                assert_eq!(totals.fingerprint.bytes, bytes.len() as u64);
                (rejected, admitted) = (rejected + totals.rows_rejected, admitted + totals.rows_admitted);
            }
        }
    }
    assert!(refused > 1_000 && rejected > 1_000 && admitted > 1_000, "{refused} {rejected} {admitted}");
}
