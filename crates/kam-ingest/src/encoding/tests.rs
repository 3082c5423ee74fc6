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
    let several = [UTF_16LE, UTF_16BE, GB18030];
    assert_eq!(customers(b"id,city\n1,\xD2\xBB\n", &several).unwrap().cities, ["一"]);
    assert_eq!(customers(&in_utf16("id,city\n1,一\n", true), &several).unwrap().encoding, "utf-16be");
}

#[test]
fn bytes_that_are_no_text_reject_their_row_and_no_other() {
    let bytes = b"id,city\n1,\xB1\xB1\xBE\xA9\n2,\xC9\xCF\xFF\xC1\n3,\xB1\xB1\xBE\xA9\n";
    let seen = customers(bytes, &[GB18030]).unwrap();
    assert_eq!(seen.cities, ["北京", "北京"]);
    assert_eq!(seen.rejected.len(), 1);
    let row = &seen.rejected[0];
    assert_eq!((row.line, row.byte_offset, row.reason_code.as_str()), (3, Some(15), "not_utf8"));
    assert_eq!(row.original, "2,上\\xFF\\xC1");
    assert_eq!(row.reason, "`上\\xFF\\xC1` in column `city` is not gb18030: at byte 19 of the file stands FF C1");
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

#[test]
fn a_letter_after_megabytes_of_ascii_still_tells() {
    let mut bytes = b"id,city\n".to_vec();
    (0..300_000).for_each(|at| bytes.extend(format!("{at},plain\n").bytes()));
    bytes.extend(b"300000,\xB9\xE3\xD6\xDD\xCA\xD0\n");
    let seen = customers(&bytes, &[]).unwrap();
    assert_eq!((seen.encoding.as_str(), seen.known), ("gb18030", Known::Found));
    assert_eq!(seen.cities.last().unwrap(), "广州市");
}

#[test]
fn utf16_without_a_mark_is_found_by_its_line_ends() {
    for (is_big, encoding) in [(false, "utf-16le"), (true, "utf-16be")] {
        let seen = customers(&in_utf16("id,city\r\n1,一一一一一一\r\n2,北京\r\n", is_big), &[]).unwrap();
        assert_eq!((seen.encoding.as_str(), seen.cities[0].as_str()), (encoding, "一一一一一一"));
    }
}

#[test]
fn what_the_bytes_do_not_tell_is_asked() {
    let error = customers(b"id,city\n1,\xD2\xBB\n", &[]).err().unwrap();
    assert_eq!(error.to_string(), "`customers.csv` may be utf-8 or gb18030: its bytes do not tell which");
    assert_eq!(error.detail().unwrap(), "`\\xD2\\xBB` in it reads `һ` in utf-8, and `一` in gb18030.");
    assert_eq!(
        error.hint().unwrap(),
        "write `encoding = \"utf-8\"` or `encoding = \"gb18030\"` in the extract's `format`, whichever reads right"
    );
}

#[test]
fn a_few_broken_rows_do_not_make_another_encoding_of_utf8() {
    let mut text = "id,city\n".to_owned();
    (0..200).for_each(|at| text += &format!("{at},Größe Straße {at}\n"));
    let mut bytes = text.into_bytes();
    bytes.extend(b"200,M\xFCnster\n");
    let seen = customers(&bytes, &[]).unwrap();
    assert_eq!((seen.encoding.as_str(), seen.cities.len(), seen.rejected.len()), ("utf-8", 200, 1));
    let place = bytes.len() - 12;
    assert_eq!(seen.rejected[0].byte_offset, i64::try_from(place).ok());
}

/// Greek and Cyrillic letters share their bytes: words tell them apart, each read as nothing else.
#[test]
fn greek_is_not_cyrillic() {
    let greek = ["Ελένη Μαρκοπούλου", "Θεσσαλονίκη", "Ιωάννινα", "Καβάλα", "Πάτρα", "Χανιά", "Στέφανος", "Ζωή"];
    let russian = ["Екатеринбург", "Новгород", "Сергей Иванов", "Тверь", "Уфа", "Майкоп", "Петрозаводск", "Чита"];
    let bulgarian = ["Пловдив", "Стара Загора", "Георги Димитров", "Търговище", "Ямбол", "Велинград"];
    let unaccented = ["ΠΕΙΡΑΙΑΣ", "ΛΑΡΙΣΑ", "Λεωνιδας", "Κωστας", "Δημητρης", "Ευαγγελος"];
    let cases: [(&str, &[&str]); 4] = [
        ("windows-1253", &greek),
        ("windows-1251", &russian),
        ("windows-1251", &bulgarian),
        ("windows-1253", &unaccented),
    ];
    for (label, cities) in cases {
        let encoding = Encoding::for_label(label.as_bytes()).unwrap();
        for count in 3..=cities.len() {
            let some = cities.get(..count).unwrap();
            let text = some.iter().fold("id,city\n".to_owned(), |text, city| format!("{text}1,{city}\n"));
            match customers(&encoding.encode(&text).0, &[]) {
                Ok(seen) => assert_eq!(seen.cities, some, "{}", seen.encoding),
                // Few words may leave a doubt; all of them must not.
                Err(error) => assert!(count < cities.len(), "{label}: {error}"),
            }
        }
    }
}
