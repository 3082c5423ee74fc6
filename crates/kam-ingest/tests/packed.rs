//! Members of archives and packed files: found, identified by what is in them, and refused where they cannot be trusted.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use flate2::Compression;
use flate2::write::GzEncoder;
use kam_ingest::{Blame, Error, FoundFile, Totals, find, fingerprint, read};
use kam_project::Extract;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const ORDERS: &str = "id,amount\n1,10\n2,20\n";

/// A project in a folder of its own, whose deliveries lie beside its definitions.
fn project(from: &str, format: &str) -> (tempfile::TempDir, Extract) {
    let root = tempfile::tempdir().unwrap();
    let pipelines = root.path().join("pipelines");
    fs::create_dir_all(pipelines.join("extracts/shop")).unwrap();
    fs::write(pipelines.join("project.toml"), "name = \"shop\"\nsystems = [\"shop\"]\n").unwrap();
    fs::write(pipelines.join("connections.toml"), "[shop]\nroot = { default = \".\" }\n").unwrap();
    let definition = format!(
        "description = \"Orders.\"\nfrom = {{ connection = \"shop\", {from} }}\nadds_up = \"append\"\nformat = {{ {format} }}\n\n[columns]\nid = {{ type = \"bigint\", required = true }}\namount = {{ type = \"decimal(18,4)\" }}\n"
    );
    fs::write(pipelines.join("extracts/shop/orders.toml"), definition).unwrap();
    let loaded = kam_project::load_over(&kam_project::overlay::Files::new(), root.path());
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    let extract = loaded.project.extracts.into_values().next().unwrap();
    (root, extract)
}

fn archive(at: &Path, members: &[(&str, &[u8])], options: SimpleFileOptions) {
    let mut archive = ZipWriter::new(File::create(at).unwrap());
    for (name, bytes) in members {
        archive.start_file(*name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap();
}

fn plain() -> SimpleFileOptions {
    SimpleFileOptions::default()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn whole(extract: &Extract, found: &FoundFile) -> Result<Totals, Error> {
    let mut reader = read(extract, found, &fingerprint(found)?)?;
    for portion in reader.by_ref() {
        portion?;
    }
    Ok(reader.finish())
}

fn refused(extract: &Extract, root: &Path) -> String {
    let found = find(extract, root).unwrap();
    // It is identified all the same, so that its refusal can be recorded.
    assert_eq!(fingerprint(&found[0]).unwrap().sha256.len(), 64);
    let error = whole(extract, &found[0]).unwrap_err();
    assert_eq!(error.blame(), Blame::Data, "{error}");
    format!("{error}. {}", error.detail().unwrap_or_default())
}

#[test]
fn each_wanted_member_of_each_archive_is_a_delivery() {
    let (root, extract) = project("path = \"WE_*.ZIP\", member = \"out/orders_?.csv\"", "kind = \"csv\"");
    let orders = ORDERS.as_bytes();
    archive(&root.path().join("WE_1.ZIP"), &[("out/orders_b.csv", orders), ("out/orders_a.csv", orders)], plain());
    archive(&root.path().join("WE_2.ZIP"), &[("other.csv", orders), ("out/deep/orders_c.csv", orders)], plain());
    archive(&root.path().join("WE_3.ZIP"), &[("out/orders_d.csv", orders)], plain());
    let found = find(&extract, root.path()).unwrap();
    let shown: Vec<_> = found.iter().map(FoundFile::shown).collect();
    assert_eq!(shown, ["WE_1.ZIP/out/orders_a.csv", "WE_1.ZIP/out/orders_b.csv", "WE_3.ZIP/out/orders_d.csv"]);
    assert_eq!((found[0].name.as_str(), found[0].member.as_deref()), ("WE_1.ZIP", Some("out/orders_a.csv")));
    assert_eq!(whole(&extract, &found[0]).unwrap().rows_admitted, 2);
}

#[test]
fn a_member_nobody_has_is_told_with_those_there_are() {
    let (root, extract) = project("path = \"WE_*.ZIP\", member = \"Orders.csv\"", "kind = \"csv\"");
    assert_eq!(find(&extract, root.path()).unwrap(), []);
    archive(&root.path().join("WE_1.ZIP"), &[("orders.csv", b"x"), ("accounts.csv", b"x")], plain());
    let error = find(&extract, root.path()).unwrap_err();
    assert_eq!(error.to_string(), "no delivery for `raw.shop_orders`: no archive has a member `Orders.csv`");
    assert_eq!(error.detail().unwrap(), "They have `accounts.csv`, `orders.csv`.");
    assert_eq!(error.blame(), Blame::Source);
}

#[test]
fn an_archive_may_lack_an_optional_member() {
    let (root, extract) = project("path = \"WE_*.ZIP\", member = \"Orders.csv\", optional = true", "kind = \"csv\"");
    archive(&root.path().join("WE_1.ZIP"), &[("accounts.csv", b"x")], plain());
    assert_eq!(find(&extract, root.path()).unwrap(), []);
    archive(&root.path().join("WE_2.ZIP"), &[("Orders.csv", ORDERS.as_bytes())], plain());
    let shown: Vec<_> = find(&extract, root.path()).unwrap().iter().map(FoundFile::shown).collect();
    assert_eq!(shown, ["WE_2.ZIP/Orders.csv"]);
}

#[test]
fn packing_changes_nothing_about_what_a_delivery_is() {
    let (root, plain_file) = project("path = \"orders.csv\"", "kind = \"csv\"");
    fs::write(root.path().join("orders.csv"), ORDERS).unwrap();
    let same = fingerprint(&find(&plain_file, root.path()).unwrap()[0]).unwrap();

    let (root, member) = project("path = \"*.zip\", member = \"orders.csv\"", "kind = \"csv\"");
    archive(&root.path().join("a.zip"), &[("orders.csv", ORDERS.as_bytes())], plain());
    let stored = plain().compression_method(zip::CompressionMethod::Stored);
    archive(&root.path().join("b.zip"), &[("note", b"later"), ("orders.csv", ORDERS.as_bytes())], stored);
    for found in find(&member, root.path()).unwrap() {
        assert_eq!(fingerprint(&found).unwrap(), same);
        assert_eq!(whole(&member, &found).unwrap().fingerprint, same);
    }

    let (root, gzip) = project("path = \"*.csv.GZ\"", "kind = \"csv\"");
    fs::write(root.path().join("a.csv.GZ"), gzipped(ORDERS.as_bytes())).unwrap();
    let (first, second) = ORDERS.as_bytes().split_at(7);
    fs::write(root.path().join("b.csv.GZ"), [gzipped(first), gzipped(second)].concat()).unwrap();
    for found in find(&gzip, root.path()).unwrap() {
        assert_eq!(fingerprint(&found).unwrap(), same);
        assert_eq!(whole(&gzip, &found).unwrap().rows_admitted, 2);
    }
}

#[test]
fn every_format_may_be_packed() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "id").unwrap().write(1, 0, 1).unwrap();
    let xlsx = workbook.save_to_buffer().unwrap();
    let files: [(&str, &[u8]); 3] = [("json", b"[{\"id\": 1}]"), ("ndjson", b"{\"id\": 1}\n"), ("xlsx", &xlsx)];
    for (kind, bytes) in files {
        let format = format!("kind = \"{kind}\"");
        let (root, member) = project("path = \"a.zip\", member = \"orders\"", &format);
        archive(&root.path().join("a.zip"), &[("orders", bytes)], plain());
        assert_eq!(whole(&member, &find(&member, root.path()).unwrap()[0]).unwrap().rows_admitted, 1, "{kind}");
        let (root, gzip) = project("path = \"orders.gz\"", &format);
        fs::write(root.path().join("orders.gz"), gzipped(bytes)).unwrap();
        assert_eq!(whole(&gzip, &find(&gzip, root.path()).unwrap()[0]).unwrap().rows_admitted, 1, "{kind}");
    }
}

#[test]
fn the_sheet_of_a_workbook_is_its_member() {
    let (root, extract) = project("path = \"a.xlsx\"", "kind = \"xlsx\", sheet = \"成本池\"");
    fs::write(root.path().join("a.xlsx"), "").unwrap();
    let found = find(&extract, root.path()).unwrap();
    assert_eq!((found[0].member.as_deref(), found[0].shown().as_str()), (Some("成本池"), "a.xlsx"));
}

#[test]
fn gzip_that_cannot_be_trusted_is_refused() {
    let (root, extract) = project("path = \"orders.csv.gz\"", "kind = \"csv\"");
    let at = root.path().join("orders.csv.gz");
    let whole = gzipped(ORDERS.as_bytes());
    fs::write(&at, &whole[..whole.len() - 9]).unwrap();
    assert_eq!(refused(&extract, root.path()), "`orders.csv.gz` cannot be unpacked. It is cut short.");
    fs::write(&at, ORDERS).unwrap();
    assert_eq!(refused(&extract, root.path()), "`orders.csv.gz` cannot be unpacked. Its packed bytes are damaged.");
    fs::write(&at, [whole.as_slice(), b"and a good deal more"].concat()).unwrap();
    assert_eq!(refused(&extract, root.path()), "`orders.csv.gz` cannot be unpacked. Its packed bytes are damaged.");
    fs::write(&at, gzipped(&vec![b'\n'; 5 * 1024 * 1024])).unwrap();
    assert_eq!(
        refused(&extract, root.path()),
        "`orders.csv.gz` cannot be unpacked. It unpacks to more than 500 times its size."
    );
}

#[test]
fn archives_that_cannot_be_trusted_are_refused() {
    let (root, extract) = project("path = \"a.zip\", member = \"orders.csv\"", "kind = \"csv\"");
    let at = root.path().join("a.zip");
    fs::write(&at, "no archive").unwrap();
    assert!(refused(&extract, root.path()).starts_with("`a.zip/orders.csv` cannot be unpacked. As a ZIP archive: "));
    for name in ["../../etc/passwd", "/etc/passwd", "a\\b", "C:x"] {
        archive(&at, &[("orders.csv", ORDERS.as_bytes()), (name, b"x")], plain());
        let told = format!("`a.zip/orders.csv` cannot be unpacked. Its member `{name}` leads out of it.");
        assert_eq!(refused(&extract, root.path()), told);
    }
    archive(&at, &[("orders.csv", &vec![b'\n'; 5 * 1024 * 1024])], plain());
    let told = "`a.zip/orders.csv` cannot be unpacked. It unpacks to more than 500 times its size.";
    assert_eq!(refused(&extract, root.path()), told);
}

/// The bytes of an archive of one member, with one field of its directory changed.
fn tampered(at: &Path, offset: usize, value: u8) -> Vec<u8> {
    archive(at, &[("orders.csv", ORDERS.as_bytes())], plain());
    let mut bytes = fs::read(at).unwrap();
    let directory = bytes.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    bytes[directory + offset] = value;
    bytes
}

#[test]
fn an_archive_is_held_to_its_directory() {
    let (root, extract) = project("path = \"a.zip\", member = \"orders.csv\"", "kind = \"csv\"");
    let at = root.path().join("a.zip");
    let cases = [
        (8, 1, "It is encrypted."),
        (10, 12, "It is packed by "),
        (16, 0, "Its checksum is not the one its archive states."),
        (24, 3, "It is larger than its archive says."),
        (24, 200, "It is cut short."),
    ];
    for (offset, value, fault) in cases {
        fs::write(&at, tampered(&at, offset, value)).unwrap();
        let told = refused(&extract, root.path());
        assert!(told.starts_with(&format!("`a.zip/orders.csv` cannot be unpacked. {fault}")), "{told}");
    }
}

/// However packed bytes are broken: no panic, and what is read is what was packed.
#[test]
fn broken_packed_bytes_are_refused_or_read_whole() {
    let (root, member) = project("path = \"a.zip\", member = \"orders.csv\"", "kind = \"csv\"");
    let (at, mut chance) = (root.path().join("a.zip"), 20_261_125_u64);
    archive(&at, &[("orders.csv", ORDERS.as_bytes())], plain());
    let sound = fs::read(&at).unwrap();
    let (mut sound_ones, mut below) = (0, |bound: usize| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(chance >> 33).unwrap() % bound
    });
    for _ in 0..1_500 {
        let mut bytes = sound.clone();
        let place = below(bytes.len());
        if below(4) == 0 {
            bytes.truncate(place)
        } else {
            bytes[place] = u8::try_from(below(256)).unwrap()
        }
        fs::write(&at, &bytes).unwrap();
        match find(&member, root.path()).and_then(|found| whole(&member, &found[0])) {
            Ok(totals) => {
                assert_eq!(totals.rows_admitted, 2);
                sound_ones += 1;
            }
            Err(error) => assert!(matches!(error, Error::Damaged { .. } | Error::NoMember { .. }), "{error}"),
        }
    }
    assert!(sound_ones > 100, "{sound_ones}");
}
