//! Reading by blocks gives what reading by rows gives, byte for byte, whatever the file holds and however it is cut.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use super::*;
use crate::encoding::Finding;
use crate::limits::RECORD_BYTES;
use crate::made::{Chance, column, extract, texts};
use crate::read::begin_at;
use arrow_select::concat::concat_batches;
use kam_project::{ColumnType, CsvFormat, Extract, FormatKind};

mod formats;
mod lines;

/// What came of a file: its rows, those rejected, the account, or what refused it.
type Outcome = Result<(Option<RecordBatch>, Vec<RejectedRow>, Totals), String>;

fn outcome(extract: &Extract, bytes: &[u8], pace: Option<Pace>) -> Outcome {
    let told = |error: Error| format!("{error:?}");
    let mut reader = begin_at(extract, "lines.csv", Hashed::once(bytes), Finding::Unseen, pace).map_err(told)?;
    let portions = reader.by_ref().collect::<Result<Vec<_>, _>>().map_err(told)?;
    let rows: Vec<_> = portions.iter().map(|portion| portion.rows.clone()).collect();
    for portion in &portions {
        assert!(portion.rows.num_rows() + portion.rejected.len() <= PORTION_ROWS);
        portion.rows.columns().iter().for_each(|column| column.to_data().validate_full().unwrap());
    }
    let rows = (!rows.is_empty()).then(|| concat_batches(&reader.schema(), &rows).unwrap());
    let rejected = portions.into_iter().flat_map(|portion| portion.rejected).collect();
    Ok((rows, rejected, reader.finish()))
}

fn lines() -> Extract {
    let mut id = column("id", ColumnType::Bigint);
    id.required = true;
    let mut money = column("money", ColumnType::Decimal(12, 2));
    (money.decimal_mark, money.thousands_mark) = (',', Some('.'));
    let mut german = column("german", ColumnType::Date);
    german.formats = texts(&["%d.%m.%Y", "%Y%m%d"]);
    let mut utc = column("utc", ColumnType::Timestamp);
    utc.zone = Some("UTC".to_owned());
    let mut local = column("local", ColumnType::Timestamp);
    local.zone = Some("Europe/Berlin".to_owned());
    local.formats = texts(&["%Y-%m-%d %H:%M:%S", "%Y-%m-%d"]);
    let mut kind = column("kind", ColumnType::Text);
    kind.one_of = texts(&["a", "b"]);
    kind.null = Some(texts(&["", "-"]));
    let mut code = column("code", ColumnType::Text);
    code.pattern = Some("[A-Z]{2}[0-9]*".to_owned());
    let columns = vec![
        id,
        column("name", ColumnType::Text),
        money,
        column("rate", ColumnType::Decimal(38, 20)),
        column("day", ColumnType::Date),
        german,
        utc,
        local,
        column("instant", ColumnType::Timestamp),
        kind,
        code,
        column("paid", ColumnType::Boolean),
    ];
    extract("lines.csv", columns)
}

/// Values of each column, good ones more often than others.
const VALUES: [&[&str]; 12] = [
    &[
        "1",
        "22",
        "-333",
        "1",
        "900719925474099312",
        "9223372036854775807",
        "9223372036854775808",
        "1e3",
        " 4 ",
        "+5",
        "x",
        "",
        "--1",
    ],
    &[
        "",
        "Müller",
        "\"a, b\"",
        "\"line\nend\"",
        "\"line\r\nend\"",
        "\"say \"\"hi\"\"\"",
        "half\"quote",
        "\"\"",
        "\"a\"b",
        "名",
        "\0",
        " x ",
    ],
    &[
        "1,5",
        "12,50",
        "-0,01",
        "1.234,00",
        "1234567890,12",
        "12345678901,1",
        "1,234",
        "0,10000",
        "1,",
        ",5",
        "1.5",
        "",
        "1,5E2",
        "-",
        "-,",
    ],
    &[
        "1.5",
        "0.00000000000000000001",
        "123456789012345678",
        "1234567890123456789",
        "-7",
        "12345678901234567.25",
        "",
        "1.2.3",
    ],
    &[
        "2024-02-29",
        "2023-02-29",
        "1000-01-01",
        "0999-12-31",
        "9999-12-31",
        "2024-13-01",
        "2024-1-1",
        "",
        "12024-01-01",
        " 2024-01-01",
    ],
    &["29.02.2024", "1.3.2024", "20240301", "31.04.2024", "", "01.01.0000", "2024-01-01"],
    &[
        "2024-01-02 03:04:05",
        "2024-01-02T03:04:05Z",
        "2024-01-02",
        "2024-01-02 03:04:05.123456",
        "2024-01-02 03:04:05.1234567",
        "2024-01-02 23:59:60",
        "2024-01-02T03:04:05+02:00",
        "2024-01-02 24:00:00",
        "",
        "2024-01-02 03:04:05Z",
        "2024-01-02T03:04:05.5Z",
        "2024-01-02 03:04",
    ],
    &[
        "2024-03-31 01:59:59",
        "2024-03-31 02:30:00",
        "2024-10-27 02:30:00",
        "2024-07-01 12:00:00",
        "2024-07-01",
        "",
        "1880-01-01 00:00:00",
    ],
    &[
        "2024-01-02T03:04:05Z",
        "2024-01-02T03:04:05.000001Z",
        "2024-01-02T03:04:05",
        "2024-01-02T03:04:05-00:30",
        "",
        "1969-12-31T23:59:59.999999Z",
    ],
    &["a", "b", "-", "", "c"],
    &["AB12", "ab12", "", "XY"],
    &["true", "FALSE", "", "ja"],
];

/// What is put into a file to spoil it.
const JUNK: [&[u8]; 12] =
    [b"\"", b"\n", b"\r", b"\r\n", b",", b"\0", b"\xFF", b"\xE4\xBD", b"\"\"", b"\n\n\n", b"\"\n", b",\""];

fn dirty(chance: &mut Chance, rows: usize, dirt: usize) -> Vec<u8> {
    let mut bytes = b"id,name,money,rate,day,german,utc,local,instant,kind,code,paid".to_vec();
    let line_end = ["\n", "\r\n", "\r", "\n"][chance.below(4)].as_bytes();
    bytes.extend_from_slice(line_end);
    for _ in 0..rows {
        for (at, values) in VALUES.iter().enumerate() {
            let value = if chance.below(100) < dirt { chance.pick(values) } else { &values[0] };
            bytes.extend_from_slice(if at == 0 { b"" } else { b"," });
            bytes.extend_from_slice(value.as_bytes());
        }
        if chance.below(300) < dirt {
            bytes.extend_from_slice(chance.pick::<&[u8]>(&JUNK));
        }
        bytes.extend_from_slice(line_end);
    }
    for _ in 0..chance.below(dirt / 2 + 1) {
        chance.mutate(&mut bytes, &JUNK);
    }
    bytes
}

#[test]
fn blocks_give_what_rows_give() {
    let lines = lines();
    let mut refused = 0;
    for seed in 0..300 {
        let mut chance = Chance(seed);
        let (rows, dirt) = (chance.below(60), *chance.pick(&[0, 1, 5, 20, 60]));
        let bytes = dirty(&mut chance, rows, dirt);
        let by_rows = outcome(&lines, &bytes, None);
        refused += usize::from(by_rows.is_err());
        for block in [1, 7, 100, 1_000, 1 << 20] {
            let pace = Pace { block, helpers: chance.below(3) };
            let by_blocks = outcome(&lines, &bytes, Some(pace));
            assert_eq!(by_blocks, by_rows, "seed {seed}, {pace:?}, {}", String::from_utf8_lossy(&bytes));
        }
    }
    assert!((5..200).contains(&refused), "{refused} files refused");
}

#[test]
fn other_dialects_are_cut_in_the_same_way() {
    for (delimiter, quote) in [(b';', None), (b'\t', Some(b'\'')), (b'?', Some(b'"')), (b'n', Some(b'a'))] {
        let mut lines = extract("lines.csv", vec![column("id", ColumnType::Bigint), column("e", ColumnType::Text)]);
        lines.format.kind = FormatKind::Csv(CsvFormat {
            delimiter: char::from(delimiter).to_string(),
            quote,
            header_lines: 0,
            ..CsvFormat::default()
        });
        for seed in 0..60 {
            let mut chance = Chance(seed);
            let pool = [delimiter, quote.unwrap_or(b'"'), b'"', b'\n', b'\r', b'1', b'x', b'?', 0xC3, 0xA4];
            let bytes: Vec<u8> = (0..chance.below(400)).map(|_| *chance.pick(&pool)).collect();
            let by_rows = outcome(&lines, &bytes, None);
            for block in [3, 90] {
                let by_blocks = outcome(&lines, &bytes, Some(Pace { block, helpers: 1 }));
                assert_eq!(by_blocks, by_rows, "seed {seed}, {block}, {bytes:?}");
            }
        }
    }
}

#[test]
fn what_no_file_may_have_is_refused_on_the_same_line() {
    let lines = extract("lines.csv", vec![column("id", ColumnType::Bigint), column("text", ColumnType::Text)]);
    let good = "1,\"a\nb\"\n".repeat(3_000);
    let long = "y".repeat(RECORD_BYTES);
    for spoilt in [
        format!("2,{long}\n{good}"),
        format!("2,\"{long}\n{long}\"\n{good}"),
        format!("2,\"{long}\"\r\n{good}"),
        format!("{good}2,\"open\n{good}{good}"),
        format!("2,x\r3,{}\r{good}", &long[..RECORD_BYTES / 2]),
        format!("{good}2,{}", &long[..RECORD_BYTES - 2]),
        format!("{good}2,\"{}\n", &long[..100]),
    ] {
        let file = format!("id,text\n{good}{spoilt}");
        let by_rows = outcome(&lines, file.as_bytes(), None);
        for block in [5_000, 1 << 20] {
            assert_eq!(outcome(&lines, file.as_bytes(), Some(Pace { block, helpers: 2 })), by_rows, "{block}");
        }
    }
}

#[test]
fn many_short_rows_are_shared_out_over_portions() {
    let lines = extract("lines.csv", vec![column("id", ColumnType::Bigint)]);
    let mut chance = Chance(7);
    let mut file = "id\n".to_owned();
    (0..PORTION_ROWS * 2).for_each(|_| file.push_str(if chance.below(3) == 0 { "x\n" } else { "5\n" }));
    let by_rows = outcome(&lines, file.as_bytes(), None);
    for block in [PORTION_ROWS, 1 << 20] {
        assert_eq!(outcome(&lines, file.as_bytes(), Some(Pace { block, helpers: 1 })), by_rows);
    }
}
