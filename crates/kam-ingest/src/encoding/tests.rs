#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use super::*;
use crate::made::{column, extract};
use crate::{Fingerprint, RejectedRow, read};
use arrow_array::cast::AsArray;
use encoding_rs::{BIG5, EUC_KR, GB18030, SHIFT_JIS, UTF_16BE, UTF_16LE, WINDOWS_1252};
use kam_project::{ColumnType, Extract};
use std::io::Read;

/// Customers and their cities, from a file of these bytes.
fn customers(bytes: &[u8], declared: &[&'static Encoding]) -> Result<Seen, Error> {
    let mut customers =
        extract("customers.csv", vec![column("id", ColumnType::Bigint), column("city", ColumnType::Text)]);
    customers.format.encodings = declared.to_vec();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("customers.csv"), bytes).unwrap();
    seen(&customers, &folder)
}

/// What came of a file.
struct Seen {
    cities: Vec<String>,
    rejected: Vec<RejectedRow>,
    encoding: String,
    known: Known,
}

fn seen(extract: &Extract, folder: &tempfile::TempDir) -> Result<Seen, Error> {
    let found = crate::find(extract, folder.path())?.remove(0);
    let before: Fingerprint = crate::fingerprint(&found)?;
    let mut reader = read(extract, &found, &before)?;
    let encoding = reader.encoding().unwrap();
    let (mut cities, mut rejected) = (Vec::new(), Vec::new());
    for portion in reader.by_ref() {
        let portion = portion?;
        cities.extend(portion.rows.column(1).as_string::<i32>().iter().map(|city| city.unwrap_or_default().to_owned()));
        rejected.extend(portion.rejected);
    }
    assert_eq!(reader.finish().fingerprint, before);
    Ok(Seen { cities, rejected, encoding: encoding.name(), known: encoding.known })
}

fn in_utf16(text: &str, is_big: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|unit| if is_big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

#[test]
fn declared_encodings_are_read() {
    let text = "id,city\n1,\u{6771}\u{4eac}\n";
    let cases: [(&'static Encoding, &[u8], &str); 6] = [
        (GB18030, b"id,city\n1,\xB1\xB1\xBE\xA9\n2,\x95\x32\x82\x36\n", "北京"),
        (BIG5, b"id,city\n1,\xA5\x78\xA5\x5F\n", "台北"),
        (SHIFT_JIS, b"id,city\n1,\x93\x8C\x8B\x9E\n", "東京"),
        (EUC_KR, b"id,city\n1,\xBC\xAD\xBF\xEF\n", "서울"),
        (WINDOWS_1252, b"id,city\n1,K\xF6ln\n", "Köln"),
        (UTF_8, text.as_bytes(), "東京"),
    ];
    for (encoding, bytes, city) in cases {
        let seen = customers(bytes, &[encoding]).unwrap();
        assert_eq!((seen.cities[0].as_str(), seen.known, seen.encoding), (city, Known::Declared, name(encoding)));
        assert!(seen.rejected.is_empty());
    }
}

#[test]
fn marks_tell() {
    let text = "\u{feff}id,city\r\n1,Köln\r\n2,\u{20BB7}\u{91CE}\r\n";
    for (bytes, encoding) in
        [(in_utf16(text, false), "utf-16le"), (in_utf16(text, true), "utf-16be"), (text.as_bytes().to_vec(), "utf-8")]
    {
        let seen = customers(&bytes, &[]).unwrap();
        assert_eq!(seen.cities, ["Köln", "\u{20BB7}\u{91CE}"]);
        assert_eq!((seen.encoding.as_str(), seen.known), (encoding, Known::Marked));
    }
}

#[test]
fn a_mark_against_the_declaration_refuses_the_file() {
    let error = customers(&in_utf16("\u{feff}id,city\n1,a\n", false), &[UTF_8]).err().unwrap();
    assert_eq!(error.to_string(), "`customers.csv` begins with the byte order mark of UTF-16LE");
    assert_eq!(error.detail().unwrap(), "Its extract says `utf-8`.");
    let error = customers(b"\xFF\xFE\0\0i\0\0\0", &[]).err().unwrap();
    assert_eq!(error.to_string(), "`customers.csv` begins with the byte order mark of UTF-32");
}

#[test]
fn of_several_the_first_that_fits_is_read() {
    let several = [UTF_8, GB18030];
    assert_eq!(customers("id,city\n1,北京\n".as_bytes(), &several).unwrap().encoding, "utf-8");
    let seen = customers(b"id,city\n1,\xB1\xB1\xBE\xA9\n", &several).unwrap();
    assert_eq!((seen.encoding.as_str(), seen.cities), ("gb18030", vec!["北京".to_owned()]));
}

#[test]
fn bytes_that_are_no_text_reject_their_row_and_no_other() {
    let bytes = b"id,city\n1,\xB1\xB1\xBE\xA9\n2,\xC9\xCF\xFF\xBA\n3,\xB1\xB1\xBE\xA9\n";
    let seen = customers(bytes, &[GB18030]).unwrap();
    assert_eq!(seen.cities, ["北京", "北京"]);
    let [row] = &seen.rejected[..] else { panic!("one row is rejected") };
    assert_eq!((row.line, row.byte_offset, row.reason_code.as_str()), (3, Some(15), "not_utf8"));
    assert_eq!(row.original, "2,上\\xFF\\xBA");
    assert_eq!(row.reason, "`上\\xFF\\xBA` in column `city` is not gb18030: at byte 19 of the file stands FF BA");
}

#[test]
fn places_are_those_of_the_file_as_delivered() {
    // Four bytes for the letter of the second row, two for those of the first.
    let bytes = b"id,city\n1,\xB1\xB1\xBE\xA9\n2,\x95\x32\x82\x36\nx,a\n";
    assert_eq!(customers(bytes, &[GB18030]).unwrap().rejected[0].byte_offset, Some(22));
    let bytes = in_utf16("\u{feff}id,city\n1,\u{20BB7}\nx,a\n", false);
    assert_eq!(customers(&bytes, &[]).unwrap().rejected[0].byte_offset, Some(28));
    let bytes = b"id,city\n1,\x93\x8C\xB1\nx,a\n";
    assert_eq!(customers(bytes, &[SHIFT_JIS]).unwrap().rejected[0].byte_offset, Some(14));
    // 81 is no letter of this encoding.
    let seen = customers(b"id,city\n1,K\xF6ln\n2,\x81\nx,a\n", &[WINDOWS_1252]).unwrap();
    assert_eq!(seen.rejected.iter().map(|row| row.byte_offset.unwrap()).collect::<Vec<_>>(), [15, 19]);
    assert_eq!(seen.rejected[0].original, "2,\\x81");
}

#[test]
fn text_is_the_same_in_pieces_of_any_size() {
    let text: String = (0..30_000).map(|at| format!("{at},北京{}\u{20BB7}\n", "あ".repeat(at % 7))).collect();
    for encoding in [GB18030, UTF_16LE, UTF_16BE] {
        let bytes = match encoding {
            _ if encoding == GB18030 => GB18030.encode(&text).0.into_owned(),
            _ => in_utf16(&text, encoding == UTF_16BE),
        };
        let mut decoded = String::new();
        Decoded::new(&bytes[..], encoding).read_to_string(&mut decoded).unwrap();
        assert!(decoded == text, "{}", encoding.name());
        assert_eq!(WrittenIn(encoding).length(text.as_bytes()), bytes.len() as u64);
    }
}
