//! Small files that would take the machine: each is refused at once, and in little memory.

use super::bounds::{self, MIB, PEAK, SECONDS, peak, processor_seconds};
use super::sound;
use flate2::{Compress, Compression, FlushCompress};
use kam_ingest::{Blame, Error, Fingerprint, find, fingerprint, read};
use kam_project::Extract;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// A project whose one extract reads `from` in a format.
fn project(from: &str, format: &str) -> (tempfile::TempDir, Extract) {
    bounds::project(from, format, "a = { type = \"text\" }\n")
}

/// Lands the file as a run would; gives the refusal, which must have been cheap.
fn refused(extract: &Extract, root: &Path) -> String {
    let before = processor_seconds();
    let error = land(extract, root).unwrap_err();
    let taken = processor_seconds() - before;
    assert_eq!(error.blame(), Blame::Data, "{error}");
    assert!(taken < SECONDS, "{taken} s: {error}");
    assert!(peak() < PEAK, "{} MiB: {error}", peak() / MIB);
    format!("{error}. {}", error.detail().unwrap_or_default())
}

fn land(extract: &Extract, root: &Path) -> Result<(), Error> {
    for found in find(extract, root)? {
        let before = fingerprint(&found)?;
        for portion in read(extract, &found, &before)? {
            portion?;
        }
    }
    Ok(())
}

/// One member of an archive made by hand: what its headers claim, and where its bytes stand.
struct Member<'a> {
    name: &'a str,
    packed: &'a [u8],
    unpacked: u32,
    deflated: bool,
    mode: u32,
}

impl<'a> Member<'a> {
    fn deflated(name: &'a str, packed: &'a [u8], unpacked: u64) -> Self {
        let unpacked = u32::try_from(unpacked).unwrap_or(u32::MAX - 1);
        Self { name, packed, unpacked, deflated: true, mode: 0o100_644 }
    }

    fn stored(name: &'a str, bytes: &'a [u8]) -> Self {
        let unpacked = u32::try_from(bytes.len()).unwrap();
        Self { name, packed: bytes, unpacked, deflated: false, mode: 0o100_644 }
    }
}

/// An archive; `shared` lets all members stand in the bytes of the first.
fn archive(members: &[Member<'_>], shared: bool) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (at, member) in members.iter().enumerate() {
        let offset = if shared && at > 0 { 0 } else { bytes.len() };
        let common = [
            &20_u16.to_le_bytes()[..],
            &0_u16.to_le_bytes(),
            &(if member.deflated { 8_u16 } else { 0 }).to_le_bytes(),
            &[0; 4],
            &0_u32.to_le_bytes(),
            &u32::try_from(member.packed.len()).unwrap().to_le_bytes(),
            &member.unpacked.to_le_bytes(),
            &u16::try_from(member.name.len()).unwrap().to_le_bytes(),
            &0_u16.to_le_bytes(),
        ]
        .concat();
        if offset == bytes.len() {
            bytes.extend([b"PK\x03\x04", common.as_slice(), member.name.as_bytes(), member.packed].concat());
        }
        let attributes =
            [&[0; 6][..], &(member.mode << 16).to_le_bytes(), &u32::try_from(offset).unwrap().to_le_bytes()];
        // Made by Unix, so that the mode counts.
        directory
            .extend([b"PK\x01\x02\x14\x03", common.as_slice(), &attributes.concat(), member.name.as_bytes()].concat());
    }
    let count = u16::try_from(members.len()).unwrap().to_le_bytes();
    let (size, start) = (u32::try_from(directory.len()).unwrap(), u32::try_from(bytes.len()).unwrap());
    bytes.extend(directory);
    bytes.extend(
        [b"PK\x05\x06\0\0\0\0", &count[..], &count, &size.to_le_bytes(), &start.to_le_bytes(), &[0; 2]].concat(),
    );
    bytes
}

/// A beginning and then the same block many times, deflated; each block is packed once, so this is quick to make.
fn deflated(beginning: &[u8], block: &[u8], times: usize) -> Vec<u8> {
    let mut packer = Compress::new(Compression::best(), false);
    let mut pack = |bytes: &[u8], flush| {
        let mut packed = Vec::with_capacity(bytes.len() + 1_024);
        packer.compress_vec(bytes, &mut packed, flush).unwrap();
        packed
    };
    let mut whole = pack(beginning, FlushCompress::Full);
    let block = pack(block, FlushCompress::Full);
    whole.extend(block.repeat(times));
    whole.extend(pack(b"", FlushCompress::Finish));
    whole
}

#[test]
fn a_sheet_of_ten_gigabytes_in_ten_megabytes_is_refused() {
    let (root, extract) = project("path = \"a.xlsx\"", "kind = \"xlsx\"");
    let packed = deflated(b"<worksheet><sheetData>", &vec![b' '; MIB], 10 * 1_024);
    assert!((9 * MIB..14 * MIB).contains(&packed.len()), "{}", packed.len());
    let sheet = Member::deflated("xl/worksheets/sheet1.xml", &packed, 10 << 30);
    fs::write(root.path().join("a.xlsx"), archive(&[sheet], false)).unwrap();
    let told = refused(&extract, root.path());
    assert_eq!(told, "`a.xlsx` cannot be unpacked. Its parts unpack to more than 2147483648 bytes.");
    // The same, claiming to be small.
    let sheet = Member::deflated("xl/worksheets/sheet1.xml", &packed, 1_000);
    fs::write(root.path().join("a.xlsx"), archive(&[sheet], false)).unwrap();
    let told = refused(&extract, root.path());
    let fault = "As a workbook: File is larger than its declared uncompressed size.";
    assert_eq!(told, format!("`a.xlsx` cannot be unpacked. {fault}"));
}

#[test]
fn members_that_share_their_bytes_are_refused() {
    let packed = deflated(b"a\n", &b"0123456789\n".repeat(90_000), 8);
    let names: Vec<_> = (0..3_000).map(|at| format!("xl/worksheets/sheet{at}.xml")).collect();
    let members: Vec<_> = names.iter().map(|name| Member::deflated(name, &packed, 8 << 20)).collect();
    let bytes = archive(&members, true);
    for (from, format, file, shown) in [
        ("path = \"a.xlsx\"", "kind = \"xlsx\"", "a.xlsx", "a.xlsx"),
        ("path = \"a.zip\", member = \"xl/worksheets/*\"", "kind = \"csv\"", "a.zip", "a.zip/xl/worksheets/*"),
    ] {
        let (root, extract) = project(from, format);
        fs::write(root.path().join(file), &bytes).unwrap();
        let told = refused(&extract, root.path());
        assert_eq!(
            told,
            format!("`{shown}` cannot be unpacked. Its members overlap: together they are larger than the archive.")
        );
    }
}

#[test]
fn an_archive_in_an_archive_is_no_table() {
    let (root, extract) = project("path = \"a.zip\", member = \"*\"", "kind = \"csv\"");
    let inner = archive(&[Member::deflated("b.csv", &deflated(b"a\n", &vec![b'1'; MIB], 64), 64 << 20)], false);
    fs::write(root.path().join("a.zip"), archive(&[Member::stored("inner.zip", &inner)], false)).unwrap();
    let told = refused(&extract, root.path());
    assert!(told.starts_with("`a.zip/inner.zip` "), "{told}");
}

#[test]
fn members_that_are_no_files_are_refused() {
    for (mode, kind) in [(0o120_777, "a link"), (0o020_666, "a device"), (0o060_660, "a disk"), (0o010_644, "a pipe")] {
        let (root, extract) = project("path = \"a.zip\", member = \"*.csv\"", "kind = \"csv\"");
        let member = Member { mode, ..Member::stored("a.csv", b"/etc/passwd") };
        fs::write(root.path().join("a.zip"), archive(&[member], false)).unwrap();
        assert_eq!(
            refused(&extract, root.path()),
            "`a.zip/*.csv` cannot be unpacked. Its member `a.csv` is no plain file.",
            "{kind}"
        );
    }
}

#[test]
fn a_field_of_a_gigabyte_is_refused() {
    let (root, extract) = project("path = \"a.csv.gz\"", "kind = \"csv\"");
    // Packed little, so that not the packing is what is refused.
    let noise: Vec<u8> = (0..MIB).map(|at| b'a' + u8::try_from((at * at / 7 + at) % 23).unwrap()).collect();
    let mut bytes = b"\x1f\x8b\x08\0\0\0\0\0\0\x03".to_vec();
    bytes.extend(deflated(b"a\n\"", &noise, 1_024));
    bytes.extend([0; 8]);
    fs::write(root.path().join("a.csv.gz"), bytes).unwrap();
    let found = find(&extract, root.path()).unwrap();
    // What it is and in which encoding is not asked here: reading alone must stop in time.
    let (unseen, before) = (Fingerprint::default(), processor_seconds());
    let error = read(&extract, &found[0], &unseen).unwrap().find_map(Result::err).unwrap();
    assert!(processor_seconds() - before < SECONDS);
    assert!(peak() < PEAK, "{}", peak() / MIB);
    assert_eq!(error.to_string(), "`a.csv.gz` opens a quote on line 2 and does not close it");
}

#[test]
fn a_header_of_a_million_columns_is_refused() {
    let (root, extract) = project("path = \"a.csv\"", "kind = \"csv\"");
    let header = (0..1_000_000).fold(String::from("a"), |mut header, at| {
        write!(header, ",c{at}").unwrap();
        header
    });
    fs::write(root.path().join("a.csv"), header).unwrap();
    let told = refused(&extract, root.path());
    assert_eq!(told, "line 1 of `a.csv` is too large: more than 1048576 bytes in one row. ");
}

#[test]
fn brackets_without_end_are_refused() {
    let (root, extract) = project("path = \"a.json\"", "kind = \"json\"");
    fs::write(root.path().join("a.json"), "[".repeat(100_000)).unwrap();
    let told = refused(&extract, root.path());
    assert!(told.starts_with("`a.json` "), "{told}");
}

fn refused_workbook(sheet: &str, strings: &str) -> String {
    let (root, extract) = project("path = \"a.xlsx\"", "kind = \"xlsx\"");
    fs::write(root.path().join("a.xlsx"), sound::workbook_of(sheet.as_bytes(), strings.as_bytes())).unwrap();
    refused(&extract, root.path())
}

#[test]
fn a_sheet_with_cells_at_its_far_end_is_refused_without_room_for_those_between() {
    let cell = |at: &str| format!("<c r=\"{at}\"><v>1</v></c>");
    let sheet = format!(
        "<worksheet><dimension ref=\"A1:XFD1000000000\"/><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>a</v></c></row><row r=\"1000000000\">{}</row></sheetData></worksheet>",
        cell("XFD1000000000")
    );
    let told = refused_workbook(&sheet, "<sst/>");
    assert_eq!(told, "line 1000000000 of `a.xlsx` is too large: more than 1048576 rows. ");
}

/// Kept in 32 bits, this row would be the second.
#[test]
fn a_row_beyond_all_numbers_is_not_taken_for_another() {
    let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>a</v></c></row><row r=\"4294967298\"><c r=\"A4294967298\"><v>1</v></c></row></sheetData></worksheet>";
    let told = refused_workbook(sheet, "<sst/>");
    assert!(told.ends_with("Its reader gave up."), "{told}");
}

#[test]
fn rows_as_wide_as_can_be_are_read_in_time() {
    let cells = "<c><v>1</v></c>".repeat(16_382);
    let rows: String = (2..42).fold(String::new(), |mut rows, at| {
        write!(rows, "<row r=\"{at}\"><c r=\"B{at}\"/>{cells}</row>").unwrap();
        rows
    });
    let sheet = format!(
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>a</v></c></row>{rows}</sheetData></worksheet>"
    );
    let (root, extract) =
        bounds::project("path = \"a.xlsx\"", "kind = \"xlsx\"", "a = { type = \"text\", required = true }\n");
    fs::write(root.path().join("a.xlsx"), sound::workbook(sheet.as_bytes())).unwrap();
    let before = processor_seconds();
    land(&extract, root.path()).unwrap();
    assert!(processor_seconds() - before < SECONDS, "{} s", processor_seconds() - before);
}

#[test]
fn entities_are_not_expanded() {
    let levels: String = (1..10).fold(String::new(), |mut levels, at| {
        write!(levels, "<!ENTITY l{at} \"{}\">", format!("&l{};", at - 1).repeat(10)).unwrap();
        levels
    });
    let strings = format!("<!DOCTYPE sst [<!ENTITY l0 \"lol\">{levels}]><sst><si><t>&l9;</t></si></sst>");
    let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row></sheetData></worksheet>";
    let told = refused_workbook(sheet, &strings);
    assert_eq!(told, "`a.xlsx` cannot be unpacked. As a workbook: Xml error: at 0..0: unrecognized entity `&l9;`.");
}
