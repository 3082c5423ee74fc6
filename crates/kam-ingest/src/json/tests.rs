#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use crate::made::{Chance, column, extract, format, texts};
use crate::{Blame, Drift, Error, Portion, Totals, read_from};
use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, Int64Type};
use kam_project::{ColumnType, Extract, FailedAnswer, FormatKind, JsonFormat, NdjsonFormat};

fn tickets(kind: FormatKind) -> Extract {
    let mut id = column("id", ColumnType::Bigint);
    id.required = true;
    let columns = vec![
        id,
        column("subject", ColumnType::Text),
        column("organization.name", ColumnType::Text),
        column("amount", ColumnType::Decimal(18, 4)),
        column("open", ColumnType::Boolean),
    ];
    Extract { format: format(kind), ..extract("tickets.json", columns) }
}

fn path(text: &str) -> Vec<String> {
    text.split('.').filter(|step| !step.is_empty()).map(str::to_owned).collect()
}

fn json(records: &str) -> FormatKind {
    FormatKind::Json(JsonFormat { records: path(records), ..JsonFormat::default() })
}

fn ndjson() -> FormatKind {
    FormatKind::Ndjson(NdjsonFormat::default())
}

type Whole = (Vec<Portion>, Vec<Drift>, Totals);

fn whole(extract: &Extract, bytes: &[u8]) -> Result<Whole, Error> {
    let mut reader = read_from(extract, "tickets.json", bytes)?;
    let portions = reader.by_ref().collect::<Result<Vec<_>, _>>()?;
    let notes = reader.drifts();
    Ok((portions, notes, reader.finish()))
}

fn reasons(portions: &[Portion]) -> Vec<(i64, Option<i64>, &str, String)> {
    let rejected = portions.iter().flat_map(|portion| &portion.rejected);
    rejected.map(|row| (row.line, row.byte_offset, row.reason_code.as_str(), row.reason.clone())).collect()
}

#[test]
fn records_of_an_envelope_are_rows() {
    let text = "\u{FEFF}{\"code\": 0, \"data\": {\"list\": [\n  {\"id\": 1, \"subject\": \"ol\\u00e9\", \"organization\": {\"name\": \"甲\", \"x\": 1}, \"amount\": 10.50, \"open\": true},\n  {\"id\": 2e1, \"subject\": [1, {\"a\": 2}], \"amount\": \"7\", \"open\": null}\n]}}\n";
    let (portions, notes, totals) = whole(&tickets(json("data.list")), text.as_bytes()).unwrap();
    assert_eq!(reasons(&portions), []);
    let rows = &portions[0].rows;
    assert_eq!(rows.column(0).as_primitive::<Int64Type>().values(), &[1, 20]);
    let subjects: Vec<_> = rows.column(1).as_string::<i32>().iter().flatten().collect();
    assert_eq!(subjects, ["olé", "[1, {\"a\": 2}]"]);
    assert_eq!(rows.column(2).as_string::<i32>().iter().collect::<Vec<_>>(), [Some("甲"), None]);
    assert_eq!(rows.column(3).as_primitive::<Decimal128Type>().values(), &[105_000, 70_000]);
    assert_eq!(rows.column(4).as_boolean().iter().collect::<Vec<_>>(), [Some(true), None]);
    let told: Vec<_> = notes.iter().map(|drift| (drift.column.as_str(), drift.rows)).collect();
    assert_eq!(told, [("organization.x", 1)]);
    assert_eq!((totals.rows_read, totals.fingerprint.bytes), (2, text.len() as u64));
}

#[test]
fn bad_records_cost_one_row_each() {
    let text = "[\n{\"id\": 1, \"id\": 2},\n7,\n{\"subject\": \"a\"},\n{\"id\": 1.5},\n{\"id\": 3, \"subject\": \"\\ud800\"},\n{\"id\": 4, \"subject\": \"\\u0000\"},\n{\"id\": null},\n{\"id\": 5}]";
    let (portions, _, totals) = whole(&tickets(json("")), text.as_bytes()).unwrap();
    let told = reasons(&portions);
    let told: Vec<_> =
        told.iter().map(|(line, offset, code, reason)| (*line, *offset, *code, reason.as_str())).collect();
    assert_eq!(
        told,
        [
            (2, Some(2), "repeated_key", "the key `id` stands twice in one object"),
            (3, Some(22), "wrong_form", "`7` stands where an object should"),
            (4, Some(25), "required_null", "column `id` is required and has no value"),
            (5, Some(43), "too_precise", "`1.5` in column `id` is not a whole number"),
            (6, Some(56), "not_utf8", "`\"\\ud800\"` in column `subject` holds an escape that is half a character"),
            (7, Some(88), "nul_byte", "`\\x00` in column `subject` holds a NUL byte"),
            (8, Some(120), "required_null", "column `id` is required and has no value"),
        ]
    );
    assert_eq!(portions[0].rejected[3].original, "{\"id\": 1.5}");
    assert_eq!((totals.rows_read, totals.rows_admitted, totals.rows_rejected), (8, 1, 7));
}

#[test]
fn positional_records_stand_in_declared_order() {
    let kind = FormatKind::Json(JsonFormat { positional: true, ..JsonFormat::default() });
    let text = "[[1,\"a\",null,2.5,false],[2,\"b\"],{\"id\":3},[4,5,6,7,true,8]]";
    let (portions, _, _) = whole(&tickets(kind), text.as_bytes()).unwrap();
    let codes: Vec<_> = reasons(&portions).into_iter().map(|(_, _, _, reason)| reason).collect();
    assert_eq!(
        codes,
        [
            "the row has 2 values where 5 columns are declared",
            "`{\"id\":3}` stands where an array should",
            "the row has 6 values where 5 columns are declared",
        ]
    );
    assert_eq!(portions[0].rows.num_rows(), 1);
}

#[test]
fn malformed_documents_are_refused_with_their_place() {
    let refused = |records: &str, text: &str| whole(&tickets(json(records)), text.as_bytes()).map(drop).unwrap_err();
    assert_eq!(
        refused("", "[{\"id\": 1},\n {\"id\": 甲}]").to_string(),
        "`tickets.json` is not JSON from line 2, column 9 on: byte E7 begins no value"
    );
    assert_eq!(
        refused("", &"[".repeat(100_000)).to_string(),
        "`tickets.json` is not JSON from line 1, column 129 on: more than 128 brackets are open"
    );
    assert_eq!(refused("data", "{\"Data\": []}").to_string(), "`tickets.json` has no records at `data`");
    assert_eq!(
        refused("data", "{\"data\": [], \"data\": []}").to_string(),
        "`tickets.json` is not JSON from line 1, column 22 on: the records stand here a second time"
    );
    assert_eq!(refused("", "").to_string(), "`tickets.json` is not JSON from line 1, column 1 on: nothing is there");
    let large = format!("[\"{}\"]", "x".repeat(crate::limits::RECORD_BYTES));
    assert_eq!(
        refused("", &large).to_string(),
        "line 1 of `tickets.json` is too large: more than 1048576 bytes in one record"
    );
}

#[test]
fn an_error_disguised_as_data_is_refused() {
    let failed = FailedAnswer {
        path: path("0.0.Result.Status.IsSuccess"),
        value: "false".to_owned(),
        message: Some(path("0.0.Result.Status.Errors.0.Message")),
    };
    let kind = FormatKind::Json(JsonFormat { records: Vec::new(), positional: true, failed: Some(failed) });
    let text = "[[{\"Result\":{\"Status\":{\"IsSuccess\":false,\"Errors\":[{\"Message\":\"会话信息已丢失\"}]}}}]]";
    let error = whole(&tickets(kind.clone()), text.as_bytes()).map(drop).unwrap_err();
    assert_eq!(error.to_string(), "`tickets.json` is no delivery: it says that the request for it failed");
    assert_eq!(error.detail().unwrap(), "Its message: 会话信息已丢失");
    assert!(whole(&tickets(kind), b"[[1,\"a\",null,2.5,false]]").is_ok());
}

#[test]
fn lines_fail_one_by_one() {
    let text = b"{\"id\": 1}\r\n\n{\"id\": 2\n [3]\n{\"id\": 4} \n{\"id\": \"\xE9\"}";

    let (portions, _, totals) = whole(&tickets(ndjson()), text).unwrap();
    assert_eq!(
        reasons(&portions),
        [
            (3, Some(12), "not_json", "the line is not JSON: at its character 9, it ends before its `}`".to_owned()),
            (4, Some(21), "wrong_form", "`[3]` stands where an object should".to_owned()),
            (6, Some(37), "not_utf8", "the record is not UTF-8: byte 45 of the file is E9".to_owned()),
        ]
    );
    assert_eq!((totals.rows_read, totals.rows_admitted), (5, 2));
    assert_eq!(whole(&tickets(ndjson()), b"\n\n").map(drop).unwrap_err().to_string(), "`tickets.json` is empty");
}

#[test]
fn a_record_may_lie_within_its_line() {
    let kind = FormatKind::Ndjson(NdjsonFormat { record: path("ticket") });
    let (portions, _, _) = whole(&tickets(kind), b"{\"ticket\": {\"id\": 1}}\n{\"other\": 1}\n").unwrap();
    assert_eq!(portions[0].rows.num_rows(), 1);
    assert_eq!(portions[0].rejected[0].reason, "the line holds nothing at `ticket`");
}

#[test]
fn native_values_take_the_spelling_of_their_column() {
    let mut amount = column("amount", ColumnType::Decimal(18, 4));
    (amount.decimal_mark, amount.thousands_mark) = (',', Some('.'));
    let mut open = column("open", ColumnType::Boolean);
    (open.truths, open.falsehoods) = (texts(&["yes"]), texts(&["no"]));
    let columns = vec![amount, open];
    let extract = Extract { format: format(json("")), ..extract("x.json", columns) };
    let (portions, _, _) =
        whole(&extract, b"[{\"amount\": 1.234, \"open\": false}, {\"amount\": \"1.234,5\", \"open\": \"yes\"}]")
            .unwrap();
    assert_eq!(portions[0].rows.column(0).as_primitive::<Decimal128Type>().values(), &[12_340, 12_345_000]);
    assert_eq!(portions[0].rows.column(1).as_boolean().iter().collect::<Vec<_>>(), [Some(false), Some(true)]);
}

/// However a document or its lines are broken: no panic, and either it is refused or every row is accounted for.
#[test]
fn mutated_files_are_refused_or_add_up() {
    let sound = "[{\"id\": 1, \"subject\": \"a\\n\", \"organization\": {\"name\": \"甲\"}},\n{\"id\": 2, \"amount\": -1.5e2, \"open\": true},\n{\"id\": 3, \"subject\": [1, {\"b\": null}]}]";
    let lines = sound.replace(",\n", "\n").trim_matches(['[', ']']).to_owned();
    let junk: [&[u8]; 14] =
        [b"\"", b",", b"{", b"}", b"[", b"]", b"\\", b":", b"\n", b"\0", b"\xFF", b"\xE7\x94", b"\\ud800", b"1e"];
    let mut chance = Chance(20_261_123);
    let (mut refused, mut rejected, mut admitted) = (0, 0, 0);
    for round in 0..6_000 {
        let (kind, text) = if round % 2 == 0 { (json(""), sound) } else { (ndjson(), lines.as_str()) };
        let mut bytes = text.as_bytes().to_vec();
        for _ in 0..=chance.below(3) {
            chance.mutate(&mut bytes, &junk);
        }
        match whole(&tickets(kind), &bytes) {
            Err(error) => {
                assert_eq!(error.blame(), Blame::Data, "{error}");
                refused += 1;
            }
            Ok((_, _, totals)) => {
                assert_eq!(totals.rows_read, totals.rows_admitted + totals.rows_rejected);
                assert_eq!(totals.fingerprint.bytes, bytes.len() as u64);
                (rejected, admitted) = (rejected + totals.rows_rejected, admitted + totals.rows_admitted);
            }
        }
    }
    assert!(refused > 1_000 && rejected > 500 && admitted > 1_000, "{refused} {rejected} {admitted}");
}
