//! Goal G35: what becomes of a delivery, by what drifted in it and what its extract says of that. 11 kinds, 5 modes, 55 outcomes.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use super::evolved::Evolved;
use crate::made::{column, extract, texts};
use crate::{Drift, Error, Portion, read_from};
use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, Int64Type};
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;
use kam_project::{ColumnType, DriftMode, DriftPolicy, Extract, FormatKind, JsonFormat};

const MODES: [DriftMode; 5] =
    [DriftMode::Quarantine, DriftMode::Evolve, DriftMode::Freeze, DriftMode::DiscardRow, DriftMode::DiscardValue];

/// `id`, which is required, `amount` and `note`; the whole table drifts as told.
fn orders(mode: DriftMode) -> Extract {
    let mut id = column("id", ColumnType::Bigint);
    id.required = true;
    let columns = vec![id, column("amount", ColumnType::Decimal(6, 2)), column("note", ColumnType::Text)];
    Extract { drift: DriftPolicy::of_table(mode), ..extract("orders.csv", columns) }
}

/// What became of a file: `columns: rows | rows set apart | what is told`, or that it was refused.
fn outcome(extract: &Extract, text: &str) -> String {
    match read(extract, text) {
        Ok(outcome) => outcome,
        Err(Error::Frozen { kind, column, .. }) => format!("refused: {} {column}", kind.as_str()),
        Err(error) => format!("refused: {error}"),
    }
}

fn read(extract: &Extract, text: &str) -> Result<String, Error> {
    let mut evolved = Evolved::from(extract);
    evolved.take_over_all(0, "orders.csv", read_from(&evolved.extract, "orders.csv", text.as_bytes())?)?;
    let mut reader = read_from(&evolved.extract, "orders.csv", text.as_bytes())?;
    let portions = reader.by_ref().collect::<Result<Vec<_>, _>>()?;
    let totals = reader.finish();
    let told = evolved.new.iter().map(|(_, drift)| format!("{} evolve {}", drift.kind.as_str(), drift.column));
    let told = told.chain(totals.drifts.iter().map(in_words)).collect::<Vec<_>>().join(", ");
    let apart = portions.iter().flat_map(|portion| portion.rejected.iter().chain(&portion.discarded));
    let apart = apart.map(|row| format!("{} {}", row.row_number, row.reason_code)).collect::<Vec<_>>().join(", ");
    Ok(format!("{} | {apart} | {told}", portions.iter().map(rows).collect::<String>()))
}

fn in_words(drift: &Drift) -> String {
    format!("{} {} {} {}", drift.kind.as_str(), drift.mode, drift.column, drift.rows)
}

fn rows(portion: &Portion) -> String {
    let (schema, rows) = (portion.rows.schema(), &portion.rows);
    let declared = rows.num_columns() - 1;
    let names: Vec<&str> = schema.fields().iter().take(declared).map(|field| field.name().as_str()).collect();
    let row = |row| rows.columns()[..declared].iter().map(|column| cell(column, row)).collect::<Vec<_>>().join(" ");
    format!("{}: {}", names.join(" "), (0..rows.num_rows()).map(row).collect::<Vec<_>>().join("; "))
}

fn cell(column: &ArrayRef, row: usize) -> String {
    match column.data_type() {
        _ if column.is_null(row) => "-".to_owned(),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row).to_string(),
        DataType::Decimal128(..) => column.as_primitive::<Decimal128Type>().value_as_string(row),
        _ => column.as_string::<i32>().value(row).to_owned(),
    }
}

#[track_caller]
fn check(file: &str, expected: [&str; 5]) {
    for (mode, expected) in MODES.into_iter().zip(expected) {
        assert_eq!(outcome(&orders(mode), file), expected, "{mode}");
    }
}

#[test]
fn a_column_is_added() {
    check(
        "id,amount,note,extra\n1,1.00,a,x\n2,2.00,b,\n",
        [
            "id amount note: 1 1.00 a; 2 2.00 b |  | added quarantine extra 2",
            "id amount note extra: 1 1.00 a x; 2 2.00 b - |  | added evolve extra",
            "refused: added extra",
            "id amount note: 2 2.00 b | 1 discarded_row | added discard_row extra 2",
            "id amount note: 1 1.00 a; 2 2.00 b |  | added discard_value extra 2",
        ],
    );
}

#[test]
fn a_column_is_dropped() {
    check(
        "id,amount\n1,1.00\n",
        [
            "id amount note: 1 1.00 - |  | missing quarantine note 1",
            "id amount note: 1 1.00 - |  | missing evolve note 1",
            "refused: missing note",
            "refused: missing note",
            "id amount note: 1 1.00 - |  | missing discard_value note 1",
        ],
    );
}

#[test]
fn a_required_column_is_dropped() {
    check("amount,note\n1.00,a\n", ["refused: `orders.csv` lacks the required column `id`"; 5]);
}

#[test]
fn a_column_is_renamed() {
    check(
        "id,amount,notes\n1,1.00,a\n",
        [
            "id amount note: 1 1.00 - |  | missing quarantine note 1, added quarantine notes 1",
            "id amount note notes: 1 1.00 - a |  | added evolve notes, missing evolve note 1",
            "refused: missing note",
            "refused: missing note",
            "id amount note: 1 1.00 - |  | missing discard_value note 1, added discard_value notes 1",
        ],
    );
    let mut reader = read_from(&orders(DriftMode::Quarantine), "orders.csv", "id,amount,notes\n".as_bytes()).unwrap();
    assert!(reader.next().is_none());
    let told = "the file lacks the column `note`, which is NULL in every row; `notes` may be its new name";
    assert_eq!(reader.drifts()[0].detail, told);
}

#[test]
fn columns_are_reordered() {
    let same = "id amount note: 1 1.00 a |  | ";
    check("note,id,amount\na,1,1.00\n", [same, same, "refused: reordered note", same, same]);
}

#[test]
fn values_are_wider() {
    check(
        "id,amount,note\n1,1.00,a\n2,12345.00,b\n3,1.005,c\n",
        [
            "id amount note: 1 1.00 a | 2 out_of_range, 3 too_precise | widened quarantine amount 2",
            "id amount note: 1 1.00 a | 2 out_of_range, 3 too_precise | widened quarantine amount 2",
            "refused: widened amount",
            "id amount note: 1 1.00 a | 2 discarded_row, 3 discarded_row | widened discard_row amount 2",
            "id amount note: 1 1.00 a; 2 - b; 3 - c | 2 discarded_value, 3 discarded_value | widened discard_value amount 2",
        ],
    );
}

#[test]
fn values_are_narrower() {
    check("id,amount,note\n1,1,7\n", ["id amount note: 1 1.00 7 |  | "; 5]);
}

#[test]
fn values_are_of_another_type() {
    check(
        "id,amount,note\n1,1.00,a\n2,two,b\n",
        [
            "id amount note: 1 1.00 a | 2 not_a_number | type quarantine amount 1",
            "id amount note: 1 1.00 a | 2 not_a_number | type quarantine amount 1",
            "refused: type amount",
            "id amount note: 1 1.00 a | 2 discarded_row | type discard_row amount 1",
            "id amount note: 1 1.00 a; 2 - b | 2 discarded_value | type discard_value amount 1",
        ],
    );
}

#[test]
fn values_come_where_there_were_none() {
    check("id,amount,note\n1,,\n2,2.00,b\n", ["id amount note: 1 - -; 2 2.00 b |  | "; 5]);
}

#[test]
fn a_name_is_written_in_other_case() {
    check(
        "id,Amount,note\n1,1.00,a\n",
        [
            "id amount note: 1 - a |  | case quarantine amount 1",
            "id amount note: 1 1.00 a |  | case evolve amount 1",
            "refused: case amount",
            "refused: case amount",
            "id amount note: 1 - a |  | case discard_value amount 1",
        ],
    );
}

#[test]
fn a_name_stands_twice() {
    check(
        "id,amount,note,note\n1,1.00,a,b\n",
        ["refused: `orders.csv` names the column `note` twice in its header"; 5],
    );
}

/// Cents where there were euros fit the type as well: no reader can see that, a check can.
#[test]
fn the_unit_changes() {
    check("id,amount,note\n1,100,a\n", ["id amount note: 1 100.00 a |  | "; 5]);
}

#[test]
fn a_required_value_is_missing() {
    check(
        "id,amount,note\n1,1.00,a\n,2.00,b\n",
        [
            "id amount note: 1 1.00 a | 2 required_null | null quarantine id 1",
            "id amount note: 1 1.00 a | 2 required_null | null quarantine id 1",
            "refused: null id",
            "id amount note: 1 1.00 a | 2 discarded_row | null discard_row id 1",
            "id amount note: 1 1.00 a | 2 required_null | null quarantine id 1",
        ],
    );
}

#[test]
fn a_text_is_not_among_those_allowed() {
    let outcomes = MODES.map(|mode| {
        let mut orders = orders(mode);
        orders.columns[2].one_of = texts(&["a", "b"]);
        outcome(&orders, "id,amount,note\n1,1.00,a\n2,2.00,c\n")
    });
    let expected = [
        "id amount note: 1 1.00 a | 2 unknown_value | value quarantine note 1",
        "id amount note: 1 1.00 a | 2 unknown_value | value quarantine note 1",
        "refused: value note",
        "id amount note: 1 1.00 a | 2 discarded_row | value discard_row note 1",
        "id amount note: 1 1.00 a; 2 2.00 - | 2 discarded_value | value discard_value note 1",
    ];
    assert_eq!(outcomes, expected);
}

/// A value that would become NULL in a row that is rejected for another one leaves no record of its own.
#[test]
fn a_rejected_row_is_one_record() {
    let extract = orders(DriftMode::DiscardValue);
    let expected = "id amount note:  | 1 not_a_number | type quarantine id 1";
    assert_eq!(outcome(&extract, "id,amount,note\nx,two,a\n"), expected);
}

#[test]
fn keys_of_json_drift_as_columns_do() {
    let json = |mode, text: &str| {
        let mut orders = orders(mode);
        orders.format.kind = FormatKind::Json(JsonFormat::default());
        outcome(&orders, text)
    };
    let text = r#"[{"id": 1, "amount": 1, "note": "a"}, {"id": 2, "amount": 2, "note": "b", "by": {"name": "Li"}}]"#;
    let both = "id amount note: 1 1.00 a; 2 2.00 b";
    assert_eq!(json(DriftMode::Quarantine, text), format!("{both} |  | added quarantine by 1"));
    let evolved = "id amount note by: 1 1.00 a -; 2 2.00 b {\"name\": \"Li\"} |  | added evolve by";
    assert_eq!(json(DriftMode::Evolve, text), evolved);
    assert_eq!(json(DriftMode::Freeze, text), "refused: added by");
    let first = "id amount note: 1 1.00 a | 2 discarded_row | added discard_row by 1";
    assert_eq!(json(DriftMode::DiscardRow, text), first);
    assert_eq!(json(DriftMode::DiscardValue, text), format!("{both} |  | added discard_value by 1"));
    let other = r#"[{"id": 1, "Amount": 1, "note": "a"}]"#;
    let told = "id amount note: 1 - a |  | case quarantine amount 1, added quarantine Amount 1";
    assert_eq!(json(DriftMode::Quarantine, other), told);
}

#[test]
fn columns_taken_over_have_names_tables_accept() {
    let evolve = |header: &str| outcome(&orders(DriftMode::Evolve), &format!("id,amount,note,{header}\n1,1.00,a,x\n"));
    assert_eq!(evolve("Close Quarter"), "id amount note close_quarter: 1 1.00 a x |  | added evolve Close Quarter");
    assert_eq!(evolve("_id2"), "id amount note id2: 1 1.00 a x |  | added evolve _id2");
    assert_eq!(evolve("季度"), "id amount note 季度: 1 1.00 a x |  | added evolve 季度");
    assert_eq!(evolve("()"), "id amount note: 1 1.00 a |  | added quarantine () 1");
    assert_eq!(evolve(""), "id amount note: 1 1.00 a |  | added quarantine  1");
    assert_eq!(evolve("_note"), "refused: added _note");
    assert_eq!(evolve("A B,a_b"), "refused: added a_b");
}

/// A column taken over before is found by the name it landed under; two that would both be it are refused, in whatever order.
#[test]
fn columns_taken_over_before_are_found_again() {
    let mut orders = orders(DriftMode::Evolve);
    orders.take_over("Tier Now", "tier_now", ColumnType::Text);
    let lands = "id amount note tier_now: 1 1.00 a x |  | ";
    for name in ["Tier Now", "tier_now", "TIER-NOW"] {
        assert_eq!(outcome(&orders, &format!("id,amount,note,{name}\n1,1.00,a,x\n")), lands, "{name}");
    }
    for names in ["Tier Now,tier_now", "tier_now,Tier Now"] {
        let refused = outcome(&orders, &format!("id,amount,note,{names}\n1,1.00,a,x,y\n"));
        assert_eq!(refused, "refused: added Tier Now", "{names}");
    }
    let missing = "id amount note tier_now: 1 1.00 a - |  | missing evolve tier_now 1";
    assert_eq!(outcome(&orders, "id,amount,note\n1,1.00,a\n"), missing);
}
