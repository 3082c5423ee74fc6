#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use super::*;
use crate::made::Chance;

fn commas() -> Dialect {
    Dialect::plain(',', Some(b'"'))
}

/// Line, offset and fields of every record.
type Seen = Vec<(u64, u64, Vec<String>)>;

fn rows_of(input: &[u8], dialect: Dialect) -> Result<Seen, Error> {
    seen(Records::open(input, "orders.csv", dialect)?)
}

fn seen(mut records: Records<&[u8]>) -> Result<Seen, Error> {
    let mut seen = Vec::new();
    while let Some(record) = records.advance()? {
        let text = std::str::from_utf8(record.raw).unwrap();
        let fields = (0..record.width).map(|at| record.field(text, at).unwrap().into_owned()).collect();
        seen.push((record.line, record.offset, fields));
    }
    Ok(seen)
}

fn rows(text: &str) -> Seen {
    rows_of(text.as_bytes(), commas()).unwrap()
}

fn fields(text: &str) -> Vec<Vec<String>> {
    rows(text).into_iter().map(|(_, _, fields)| fields).collect()
}

#[test]
fn line_ends_of_every_kind() {
    for text in ["a,b\r\n1,2\r\n", "a,b\n1,2\n", "a,b\r1,2\r", "a,b\n\r\n\n1,2", "\n\na,b\r1,2"] {
        assert_eq!(fields(text), [["a", "b"], ["1", "2"]], "{text:?}");
    }
}

#[test]
fn lines_and_offsets_are_the_files_own() {
    let text = "\u{feff}a,b\r\n\r\n\"x\r\ny\nz\",1\n2,3\r4,5";
    let places: Vec<_> = rows(text).into_iter().map(|(line, offset, _)| (line, offset)).collect();
    assert_eq!(places, [(1, 3), (3, 10), (6, 21), (7, 25)]);
}

#[test]
fn fields_may_be_empty() {
    assert_eq!(fields("a,,\n,,\n\"\"\n,"), vec![vec!["a", "", ""], vec!["", "", ""], vec![""], vec!["", ""]]);
}

#[test]
fn quotes_open_at_a_fields_start_only() {
    assert_eq!(fields("5'11\",\"a \"\"b\"\", c\", \"d\"\n"), [["5'11\"", "a \"b\", c", " \"d\""]]);
}

#[test]
fn without_a_quote_it_is_a_letter() {
    let dialect = Dialect::plain('\t', None);
    assert_eq!(rows_of(&b"\"a\t\"b\"\n"[..], dialect).unwrap()[0].2, ["\"a", "\"b\""]);
}

#[test]
fn text_after_a_closing_quote_is_marked() {
    let mut records = Records::open(&b"\"a\"b,\"c\"\n1,2"[..], "orders.csv", commas()).unwrap();
    let record = records.advance().unwrap().unwrap();
    assert_eq!(record.fields.iter().map(|field| field.stray).collect::<Vec<_>>(), [true, false]);
    assert_eq!(records.advance().unwrap().unwrap().raw, b"1,2");
}

#[test]
fn an_unclosed_quote_names_the_line_it_stands_on() {
    let error = rows_of(&b"a,b\n1,2\n\"x\ny\",\"z\n3,4\n"[..], commas()).unwrap_err();
    assert_eq!(error.to_string(), "`orders.csv` opens a quote on line 4 and does not close it");
    assert_eq!(error.detail().unwrap(), "The 7 bytes from there on would be one field.");
}

#[test]
fn a_record_has_a_limit() {
    let longest = "x".repeat(RECORD_BYTES);
    assert_eq!(rows(&format!("{longest}\r\n1\n")).len(), 2);
    let error = rows_of(format!("1\n{longest}x\n").as_bytes(), commas()).unwrap_err();
    assert_eq!(error.to_string(), "line 2 of `orders.csv` is too large: more than 1048576 bytes in one row");
    let error = rows_of(format!("1\n\"{longest}\n{longest}\"\n").as_bytes(), commas()).unwrap_err();
    assert_eq!(error.to_string(), "`orders.csv` opens a quote on line 2 and does not close it");
}

#[test]
fn utf16_is_named() {
    let error = rows_of(&b"\xFF\xFEa\0"[..], commas()).unwrap_err();
    assert_eq!(error.detail().unwrap(), "It begins with the byte order mark of UTF-16.");
}

#[test]
fn bad_dialects_are_refused() {
    for (delimiter, quote) in [('"', b'"'), ('\n', b'"'), (',', b'\r'), (',', 0xE9)] {
        let dialect = Dialect::plain(delimiter, Some(quote));
        assert_eq!(rows_of(&b""[..], dialect).unwrap_err().blame(), crate::Blame::Definition);
    }
}

#[test]
fn what_is_no_text_stays_legible() {
    assert_eq!(WrittenIn::UTF_8.legible(b"caf\xE9 \0 \xE6\x9C\x88"), "caf\\xE9 \\x00 月");
}

/// The `csv` crate reads the same fields from any text in which quotes are closed and stand alone.
#[test]
fn agrees_with_the_csv_crate() {
    let mut chance = Chance(3);
    let pieces =
        ["a", "1.5", "é", "\"\"", "\"x\"", "\"x,\"\"y\"", "\"l\r\nm\"", ",", ",", ",", "\n", "\r\n", "\r", " "];
    let (mut compared, mut records_seen) = (0, 0);
    for _ in 0..8_000 {
        let text: String = (0..chance.below(20)).map(|_| *chance.pick(&pieces)).collect();
        let ours = rows_of(text.as_bytes(), commas());
        let in_pieces = Records::open_by(3 + chance.below(6), text.as_bytes(), "orders.csv", commas()).and_then(seen);
        assert_eq!(format!("{ours:?}"), format!("{in_pieces:?}"), "{text:?}");
        if has_stray_quotes(&text) {
            continue;
        }
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let theirs: Vec<Vec<String>> =
            reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
        let ours: Vec<_> = ours.unwrap().into_iter().map(|(_, _, fields)| fields).collect();
        assert_eq!(ours, theirs, "{text:?}");
        (compared, records_seen) = (compared + 1, records_seen + ours.len());
    }
    assert!(compared > 2_000 && records_seen > 4_000, "{compared} texts, {records_seen} records");
}

/// Whether some quoted field does not end at its closing quote, or never ends.
fn has_stray_quotes(text: &str) -> bool {
    let mut records = Records::open(text.as_bytes(), "x", commas()).unwrap();
    loop {
        match records.advance() {
            Ok(Some(record)) if record.fields.iter().any(|field| field.stray) => return true,
            Ok(Some(_)) => {}
            Ok(None) => return false,
            Err(_) => return true,
        }
    }
}
