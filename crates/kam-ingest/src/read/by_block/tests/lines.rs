//! Lines of JSON in blocks give what they give one by one.

use super::*;
use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use kam_project::{DriftMode, DriftPolicy, NdjsonFormat, Negative, Spelling};

fn records() -> Extract {
    let mut id = column("id", ColumnType::Bigint);
    id.required = true;
    let mut money = column("money", ColumnType::Decimal(12, 2));
    (money.decimal_mark, money.spelling) = (',', Spelling { negative: vec![Negative::After], ..Spelling::default() });
    let mut paid = column("paid", ColumnType::Boolean);
    (paid.truths, paid.falsehoods) = (texts(&["ja"]), texts(&["nein"]));
    let columns = vec![
        id,
        column("name", ColumnType::Text),
        money,
        column("rate", ColumnType::Decimal(18, 4)),
        column("day", ColumnType::Date),
        paid,
        column("owner.name", ColumnType::Text),
        column("tags", ColumnType::Text),
    ];
    of_lines(columns, &[])
}

fn of_lines(columns: Vec<kam_project::Column>, record: &[&str]) -> Extract {
    let mut lines = extract("lines.ndjson", columns);
    lines.format.kind = FormatKind::Ndjson(NdjsonFormat { record: texts(record) });
    lines
}

/// What follows each key, good values first.
const VALUES: [(&str, &[&str]); 10] = [
    ("id", &["1", "22", "-333", "\"4\"", "1e3", "01", "-", "9223372036854775808", "null", "1.0", "\"x\"", "tr", "[1]"]),
    (
        "name",
        &[
            "\"Ann\"",
            "\"\"",
            "\"say \\\"hi\\\"\"",
            "\"\\u00e9\\n\"",
            "\"名\"",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\"\\x\"",
            "\"tab\tin\"",
            "\"\\\\\"",
            "null",
            "7",
            "true",
            "\"open",
            "{\"a\":\"}\"}",
            "\"\\\"",
            "\"\\ud83d\\ude00\"",
            "\"\\/\"",
        ],
    ),
    ("money", &["1.5", "-2.25", "\"3,5\"", "\"3.5\"", "1.234", "null", "0", "-0", "1E1", "12345678901.5"]),
    ("rate", &["0.5", "-0.25", "\"1.5\"", "5", "0.12345", "1e-3", "\" 1\"", "null", "1.", ".5"]),
    ("day", &["\"2024-02-29\"", "\"2023-02-29\"", "null", "20240101", "\"\"", "false"]),
    ("paid", &["true", "false", "\"ja\"", "\"nein\"", "null", "1", "\"true\"", "truest"]),
    (
        "owner",
        &[
            "null",
            "{\"name\":\"B\"}",
            "{ \"name\" : null }",
            "{\"name\":\"a\",\"name\":\"b\"}",
            "\"x\"",
            "{\"other\":1}",
        ],
    ),
    ("owner.name", &["null", "\"C\""]),
    ("tags", &["null", "\"t\"", "[]", "[1, {\"a\": 2}]", "{}", "[", "{\"id\":1}"]),
    ("extra", &["null", "1", "\"y\"", "{\"z\":[]}"]),
];

const JUNK: [&[u8]; 16] = [
    b"\"",
    b"\n",
    b"\r",
    b"\\",
    b",",
    b"{",
    b"}",
    b"\0",
    b"\xFF",
    b"\xE4\xBD",
    b" ",
    b"\t",
    b"\n\n \t\n",
    b"\x0B",
    b"\"id\":1,",
    b":",
];

fn dirty(chance: &mut Chance, rows: usize, dirt: usize) -> Vec<u8> {
    let mut bytes = if chance.below(8) == 0 { b"\xEF\xBB\xBF".to_vec() } else { Vec::new() };
    let line_end = *chance.pick(&["\n", "\r\n", "\n", "\n\n"]);
    let (comma, colon) = *chance.pick(&[(",", ":"), (", ", ": "), (" , ", " : ")]);
    for _ in 0..rows {
        let mut members = Vec::new();
        for (key, values) in &VALUES {
            if chance.below(100) < dirt / 3 {
                continue;
            }
            let value = if chance.below(100) < dirt { chance.pick(values) } else { &values[0] };
            members.push(format!("\"{key}\"{colon}{value}"));
        }
        if chance.below(100) < dirt && !members.is_empty() {
            let (one, other) = (chance.below(members.len()), chance.below(members.len()));
            members.swap(one, other);
        }
        if chance.below(200) < dirt {
            members.push(
                chance
                    .pick(&["\"\\u0069d\":5", "\"name\":\"again\"", "\"extra\":1", "\"one\\ttwo\":2", "\"new\":3"])
                    .to_string(),
            );
        }
        let blanks = if chance.below(100) < dirt { *chance.pick(&[" ", "\t", "  ", "\r"]) } else { "" };
        let line = format!("{blanks}{{{blanks}{}{blanks}}}{blanks}", members.join(comma));
        let line =
            if chance.below(300) < dirt { *chance.pick(&["{}", "[]", "null", "7", "", "{", "{} {}"]) } else { &line };
        bytes.extend_from_slice(line.as_bytes());
        if chance.below(300) < dirt {
            bytes.extend_from_slice(chance.pick::<&[u8]>(&JUNK));
        }
        bytes.extend_from_slice(line_end.as_bytes());
    }
    for _ in 0..chance.below(dirt / 2 + 1) {
        chance.mutate(&mut bytes, &JUNK);
    }
    bytes
}

#[test]
fn lines_in_blocks_give_what_lines_give() {
    let records = records();
    let (mut admitted, mut rejected, mut refused) = (0, 0, 0);
    for seed in 0..400 {
        let mut chance = Chance(seed);
        let (rows, dirt) = (chance.below(60), *chance.pick(&[0, 1, 5, 20, 60]));
        let bytes = dirty(&mut chance, rows, dirt);
        let by_rows = outcome(&records, &bytes, None);
        match &by_rows {
            Ok((_, _, totals)) => {
                admitted += totals.rows_admitted;
                rejected += totals.rows_rejected;
            }
            Err(_) => refused += 1,
        }
        for block in [1, 7, 100, 1_000, 1 << 20] {
            let pace = Pace { block, helpers: chance.below(3) };
            let by_blocks = outcome(&records, &bytes, Some(pace));
            assert_eq!(by_blocks, by_rows, "seed {seed}, {pace:?}, {}", String::from_utf8_lossy(&bytes));
        }
    }
    assert!(admitted > 3_000 && rejected > 1_000 && refused > 2, "{admitted} {rejected} {refused}");
}

#[test]
fn records_below_a_path_and_other_policies_give_the_same() {
    let columns = || vec![column("id", ColumnType::Bigint), column("e", ColumnType::Text)];
    let mut strict = of_lines(columns(), &[]);
    strict.drift = DriftPolicy::of_table(DriftMode::DiscardRow);
    let mut german = of_lines(columns(), &[]);
    german.format.encodings = vec![encoding_rs::WINDOWS_1252];
    let all = [of_lines(columns(), &["data", "0"]), strict, german];
    let mut chance = Chance(3);
    for lines in &all {
        let mut file = Vec::new();
        for _ in 0..200 {
            let pool: [&[u8]; 6] = [
                b"{\"data\":[{\"id\":1,\"e\":\"x\"}]}\n",
                b"{\"id\":1,\"e\":\"M\xFCller\"}\n",
                b"{\"id\":2,\"e\":\"M\xC3\xBCller\",\"more\":true}\n",
                b"{\"data\":[]}\n",
                b"{\"data\":[{\"id\":\"?\"}]}\r\n",
                b"\n",
            ];
            file.extend_from_slice(chance.pick::<&[u8]>(&pool));
        }
        let by_rows = outcome(lines, &file, None);
        assert!(by_rows.as_ref().is_ok_and(|(rows, ..)| rows.is_some()), "{by_rows:?}");
        for block in [30, 900] {
            assert_eq!(outcome(lines, &file, Some(Pace { block, helpers: 1 })), by_rows, "{block}");
        }
    }
}

/// Of keys without end only so many are remembered, and which ones depends on their order.
#[test]
fn more_keys_than_are_remembered_give_the_same() {
    let lines = of_lines(vec![column("id", ColumnType::Bigint)], &[]);
    let record = |number: usize| format!("{{\"id\":{number},\"z{}\":1,\"a{number}\":null}}\n", number % 7);
    let file: String = (0..5_000).map(record).collect();
    let by_rows = outcome(&lines, file.as_bytes(), None);
    assert_eq!(by_rows.as_ref().map(|(_, _, totals)| totals.drifts.len()), Ok(crate::limits::COLUMNS));
    for block in [1_000, 50_000, 1 << 20] {
        assert_eq!(outcome(&lines, file.as_bytes(), Some(Pace { block, helpers: 1 })), by_rows, "{block}");
    }
}

#[test]
fn lines_no_file_may_have_are_refused_in_the_same_place() {
    let lines = of_lines(vec![column("id", ColumnType::Bigint), column("text", ColumnType::Text)], &[]);
    let good = "{\"id\":1,\"text\":\"a\"}\n".repeat(3_000);
    let long = "y".repeat(RECORD_BYTES);
    for spoilt in [
        format!("{{\"id\":2,\"text\":\"{long}\"}}\n{good}"),
        format!("{{\"id\":2,\"text\":\"{}\"}}\r\n{good}", &long[..RECORD_BYTES - 19]),
        format!("{{\"id\":2,\"text\":\"{}\"}}\r\n{good}", &long[..RECORD_BYTES - 18]),
        format!("{{\"id\":2,\"text\":\"{}\"}}", &long[..RECORD_BYTES - 18]),
        " ".repeat(RECORD_BYTES),
        format!("{long}{long}{long}"),
    ] {
        for file in [format!("{good}{spoilt}"), spoilt] {
            let by_rows = outcome(&lines, file.as_bytes(), None);
            for block in [5_000, 1 << 20] {
                assert_eq!(outcome(&lines, file.as_bytes(), Some(Pace { block, helpers: 2 })), by_rows, "{block}");
            }
        }
    }
    for nothing in ["", "\n", " \r\n\n", "\u{FEFF}"] {
        let by_rows = outcome(&lines, nothing.as_bytes(), None);
        assert!(by_rows.is_err(), "{nothing:?}");
        assert_eq!(outcome(&lines, nothing.as_bytes(), Some(Pace { block: 1, helpers: 0 })), by_rows, "{nothing:?}");
    }
}

/// Keys are expected where the line before had them: a line that counts for nothing must not change what may stand there.
#[test]
fn keys_met_elsewhere_let_no_broken_line_pass() {
    let lines = of_lines(vec![column("a", ColumnType::Bigint), column("b", ColumnType::Bigint)], &[]);
    let file = "{\"a\":1,\"b\":2}\n{\"a\":1,\"b\":2}\n{\"b\":1,\"a\":2,}\n,\"a\":1,\"b\":2}\n{\"a\":1{\"b\":2}\n{\"a\":1,\"b\":2,\"a\":3}\n\
        {\"a\":1,\"b\":2}}\n{\"a\":1,\"b\":2}x\n{\"a\":1,\"b\":2\n{\"a\":1}\n{\"a\":1,\"b\":2} \r\n{\"a\": 1, \"b\": 2}\n{\"a\": 1,\"b\":3}\n{\"a\":4 ,\"b\":  5}\n";
    let by_rows = outcome(&lines, file.as_bytes(), None);
    let (rows, rejected, totals) = by_rows.clone().unwrap();
    let admitted: Vec<i64> = rows.unwrap().column(2).as_primitive::<Int64Type>().values().to_vec();
    assert_eq!(admitted, [1, 2, 10, 11, 12, 13, 14]);
    assert_eq!((rejected.len(), totals.rows_read), (7, 14));
    for block in [1, 1 << 20] {
        assert_eq!(outcome(&lines, file.as_bytes(), Some(Pace { block, helpers: 1 })), by_rows, "{block}");
    }
}
