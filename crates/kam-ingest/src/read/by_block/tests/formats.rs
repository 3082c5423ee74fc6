//! Which files are cut into blocks, and what their formats and columns may declare beside.

use super::*;
use crate::read::Way;
use kam_project::{CsvEscape, Negative, Spelling};

/// An extract of two columns in this format.
fn in_format(format: CsvFormat) -> Extract {
    let columns = vec![column("id", ColumnType::Bigint), column("e", ColumnType::Text)];
    let mut lines = extract("lines.csv", columns);
    lines.format.kind = FormatKind::Csv(format);
    lines
}

fn is_cut_into_blocks(extract: &Extract, bytes: &[u8]) -> bool {
    let pace = Some(Pace { block: 100, helpers: 0 });
    let reader = begin_at(extract, "lines.csv", Hashed::once(bytes), Finding::Unseen, pace).unwrap();
    matches!(reader.way, Way::Blocks(_))
}

#[test]
fn only_plain_utf_8_is_cut_into_blocks() {
    let plain = CsvFormat::default;
    let mut german = in_format(plain());
    german.format.encodings = vec![encoding_rs::WINDOWS_1252];
    let mut utf_8 = in_format(plain());
    utf_8.format.encodings = vec![encoding_rs::UTF_8];
    let formats = [
        (in_format(plain()), true),
        (utf_8, true),
        (in_format(CsvFormat { delimiter: "\t".to_owned(), quote: None, ..plain() }), true),
        (in_format(CsvFormat { header_lines: 2, preamble_lines: 1, ..plain() }), true),
        (in_format(CsvFormat { footer_lines: 1, ..plain() }), false),
        (in_format(CsvFormat { delimiter: "||".to_owned(), ..plain() }), false),
        (in_format(CsvFormat { delimiter: "¦".to_owned(), ..plain() }), false),
        (in_format(CsvFormat { escape: CsvEscape::Before(b'\\'), ..plain() }), false),
        (in_format(CsvFormat { escape: CsvEscape::None, ..plain() }), false),
        (in_format(CsvFormat { row_end: Some("~".to_owned()), ..plain() }), false),
        (german, false),
    ];
    for (mut lines, expected) in formats {
        // Only the file with a preamble has a header.
        if let FormatKind::Csv(csv) = &mut lines.format.kind
            && csv.preamble_lines == 0
        {
            csv.header_lines = 0;
        }
        let found = is_cut_into_blocks(&lines, b"a \"report\nid,e\n,\n1,x\n");
        assert_eq!(found, expected, "{:?} {:?}", lines.format.kind, lines.format.encodings);
    }
}

/// What stands before and behind a table, and how its text is encoded, is read in the same way.
#[test]
fn files_with_more_than_a_table_give_the_same() {
    let plain = CsvFormat::default;
    let mut german = in_format(plain());
    german.format.encodings = vec![encoding_rs::WINDOWS_1252];
    let formats = [
        in_format(CsvFormat { preamble_lines: 2, ..plain() }),
        in_format(CsvFormat { header_lines: 2, ..plain() }),
        in_format(CsvFormat { footer_lines: 2, ..plain() }),
        in_format(CsvFormat { preamble_lines: 1, footer_lines: 1, header_lines: 0, ..plain() }),
        german,
    ];
    let mut read = 0;
    for lines in &formats {
        let FormatKind::Csv(csv) = &lines.format.kind else { continue };
        for seed in 0..60 {
            let mut chance = Chance(seed);
            let line_end = *chance.pick(&["\n", "\r\n", "\r"]);
            let mut bytes = format!("an \"open quote{line_end}").repeat(csv.preamble_lines as usize).into_bytes();
            let header = ["id,e", ","].iter().take(csv.header_lines as usize).map(|row| format!("{row}{line_end}"));
            bytes.extend(header.collect::<String>().into_bytes());
            for _ in 0..chance.below(40) {
                let value = *chance.pick::<&[u8]>(&[
                    b"x",
                    b"M\xFCller",
                    b"M\xC3\xBCller",
                    b"\"a\nb\"",
                    b"\"\"\"\"",
                    b"\x81",
                    b"",
                ]);
                bytes.extend_from_slice(chance.pick::<&[u8]>(&[b"1,", b"22,", b"?,"]));
                bytes.extend_from_slice(value);
                bytes.extend_from_slice(line_end.as_bytes());
            }
            bytes.extend(format!("sum,3{line_end}").repeat(csv.footer_lines as usize).into_bytes());
            let by_rows = outcome(lines, &bytes, None);
            read += usize::from(by_rows.as_ref().is_ok_and(|(rows, ..)| rows.is_some()));
            for block in [3, 90] {
                let by_blocks = outcome(lines, &bytes, Some(Pace { block, helpers: 1 }));
                assert_eq!(by_blocks, by_rows, "seed {seed}, {block}, {}", String::from_utf8_lossy(&bytes));
            }
        }
    }
    assert!(read > 200, "{read} files read");
}

/// Columns that declare more than the plain spellings are typed by their rules.
#[test]
fn declared_spellings_give_the_same() {
    let spelt = |name: &str, kind, spelling| kam_project::Column { spelling, ..column(name, kind) };
    let trimmed = Spelling { trim: texts(&[" ", "."]), ..Spelling::default() };
    let signed = Spelling { negative: vec![Negative::After], ..Spelling::default() };
    let wide = Spelling { full_width: true, ..Spelling::default() };
    let mut counted = column("counted", ColumnType::Date);
    counted.formats = texts(&["excel_1900", "%Y-%m-%d %H:%M:%S"]);
    let mut epoch = column("epoch", ColumnType::Timestamp);
    epoch.formats = texts(&["epoch_seconds"]);
    let mut years = spelt("years", ColumnType::Date, Spelling { first_year: Some(1950), ..Spelling::default() });
    years.formats = texts(&["%d.%m.%y"]);
    let columns = vec![
        spelt("name", ColumnType::Text, trimmed),
        spelt("money", ColumnType::Decimal(12, 2), signed),
        spelt("count", ColumnType::Bigint, wide),
        counted,
        epoch,
        years,
    ];
    let lines = extract("lines.csv", columns);
    let values: [&[&str]; 6] = [
        &["x", " x. ", ".", "  ", ""],
        &["5.00-", "-5.00", "5.00", "(5)"],
        &["１２", "12", "-１"],
        &["45000", "45000.5", "2024-01-02 00:00:00", "2024-01-02 01:00:00", "2024-01-02"],
        &["1700000000", "2024-01-02", "1.5"],
        &["01.02.50", "01.02.49", "01.02.2049"],
    ];
    let mut rejected = 0;
    for seed in 0..100 {
        let mut chance = Chance(seed);
        let mut file = "name,money,count,counted,epoch,years\n".to_owned();
        for _ in 0..30 {
            let odd = chance.below(12);
            let row = values.iter().enumerate().map(|(at, all)| if at == odd { *chance.pick(all) } else { all[0] });
            file.push_str(&format!("{}\n", row.collect::<Vec<_>>().join(",")));
        }
        let by_rows = outcome(&lines, file.as_bytes(), None);
        rejected += by_rows.as_ref().map_or(0, |(_, rejected, _)| rejected.len());
        for block in [30, 1 << 20] {
            let by_blocks = outcome(&lines, file.as_bytes(), Some(Pace { block, helpers: 1 }));
            assert_eq!(by_blocks, by_rows, "seed {seed}, {block}");
        }
    }
    assert!((200..2_000).contains(&rejected), "{rejected} rows rejected");
}
