#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use super::*;
use crate::Blame;
use crate::made::extract;

fn names(path: &str, root: &Path) -> Vec<String> {
    find(&extract(path, Vec::new()), root).unwrap().into_iter().map(|found| found.name).collect()
}

fn folder(files: &[&str]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for file in files {
        fs::create_dir_all(root.path().join(file).parent().unwrap()).unwrap();
        fs::write(root.path().join(file), "a\n1\n").unwrap();
    }
    root
}

#[test]
fn globs_match_the_last_part_sorted_by_name() {
    let root =
        folder(&["in/b_2.csv", "in/b_10.csv", "in/b_1.csv", "in/.b_3.csv", "in/c.csv", "in/b_dir.csv/x", "b_9.csv"]);
    assert_eq!(names("in/b_*.csv", root.path()), ["in/b_1.csv", "in/b_10.csv", "in/b_2.csv"]);
    assert_eq!(names("in/b_?.csv", root.path()), ["in/b_1.csv", "in/b_2.csv"]);
    assert_eq!(names("b_9.csv", root.path()), ["b_9.csv"]);
    assert_eq!(names("in/z*.csv", root.path()), Vec::<String>::new());
}

#[test]
fn globs() {
    for (pattern, name, matches) in [
        ("*", "", true),
        ("*", "a", true),
        ("*", ".a", false),
        (".*", ".a", true),
        ("a*b*c", "aXbbYc", true),
        ("a*b*c", "aXbbY", false),
        ("?", "é", true),
        ("??", "é", false),
        ("*.csv", "a.csv.bak", false),
        ("*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
    ] {
        assert_eq!(glob_matches(pattern, name), matches, "{pattern} {name}");
    }
}

#[test]
fn a_missing_file_is_the_sources_fault() {
    let root = folder(&["a.csv"]);
    let error = find(&extract("b.csv", Vec::new()), root.path()).unwrap_err();
    assert_eq!(error.blame(), Blame::Source);
    assert_eq!(
        error.to_string(),
        format!("no delivery for `raw.shop_orders`: `b.csv` is not in `{}`", root.path().display())
    );
    let error = find(&extract("gone/*.csv", Vec::new()), root.path()).unwrap_err();
    assert_eq!(error.blame(), Blame::Source);
}

#[test]
fn paths_stay_below_the_root() {
    let root = folder(&["a.csv", "in/b.csv"]);
    for path in ["../a.csv", "in/../../a.csv", "/etc/passwd", "i*/b.csv", "in//b.csv", "in/", ""] {
        let error = find(&extract(path, Vec::new()), root.path()).unwrap_err();
        assert_eq!(error.blame(), Blame::Definition, "{path}");
    }
}

#[cfg(unix)]
#[test]
fn links_out_of_the_root_are_refused() {
    let (root, outside) = (folder(&["a.csv"]), folder(&["secret.csv"]));
    std::os::unix::fs::symlink(outside.path().join("secret.csv"), root.path().join("link.csv")).unwrap();
    let error = find(&extract("*.csv", Vec::new()), root.path()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the path `link.csv` of `raw.shop_orders` is a link that leads out of the connection's root"
    );
}

#[test]
fn names_tell_when_the_sender_knew() {
    let root = folder(&["orders_20260331.csv", "orders_20260630.csv"]);
    let mut orders = extract("orders_*.csv", Vec::new());
    orders.known_from = Some(KnownFrom { pattern: r"orders_(\d{8})\.csv".to_owned(), format: "%Y%m%d".to_owned() });
    let found = find(&orders, root.path()).unwrap();
    let known: Vec<_> = found.iter().map(|found| found.known_from.unwrap().to_rfc3339()).collect();
    assert_eq!(known, ["2026-03-31T00:00:00+00:00", "2026-06-30T00:00:00+00:00"]);
    let periods: Vec<_> = found.iter().map(|found| found.period.as_deref()).collect();
    assert_eq!(periods, [Some("20260331"), Some("20260630")]);

    fs::write(root.path().join("orders_20260231.csv"), "").unwrap();
    let error = find(&orders, root.path()).unwrap_err();
    assert_eq!(error.to_string(), "the name of `orders_20260231.csv` does not tell when its sender knew it");
    assert_eq!(
        error.detail().unwrap(),
        r"The extract reads names as `orders_(\d{8})\.csv`, and the group in it as `%Y%m%d`."
    );
}

#[test]
fn the_whole_name_must_tell() {
    let root = folder(&["old_orders_20260331.csv"]);
    let mut orders = extract("*.csv", Vec::new());
    orders.known_from = Some(KnownFrom { pattern: r"orders_(\d{8})\.csv".to_owned(), format: "%Y%m%d".to_owned() });
    assert_eq!(find(&orders, root.path()).unwrap_err().blame(), Blame::Data);
}

#[test]
fn fingerprints_are_of_the_bytes_alone() {
    let root = folder(&["a.csv", "b.csv"]);
    let found = find(&extract("*.csv", Vec::new()), root.path()).unwrap();
    let prints: Vec<_> = found.iter().map(|found| fingerprint(found).unwrap()).collect();
    assert_eq!(prints[0], prints[1]);
    // From `printf 'a\n1\n' | sha256sum`.
    assert_eq!(prints[0].sha256, "309b0e45a73d3fc5325e2b6ed0a01ef8b9cde6b05a5633c1f893f970d52bfddc");
    assert_eq!(prints[0].bytes, 4);
}
