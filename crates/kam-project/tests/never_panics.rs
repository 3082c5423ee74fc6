//! Whatever a definition says, loading it ends in problems, never in a panic.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use kam_project::load_over;
use kam_project::overlay::{File, Files};
use std::fs;
use std::path::{Path, PathBuf};

/// What is put into the middle of files: quotes, brackets and letters of other lengths.
const ODD: [&str; 8] = ["\"", "/*", "*/", "(", "'", "客", "\u{0}", "]"];

#[test]
fn files_cut_short_or_disturbed_anywhere_still_load() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/whole");
    let files = read(&root, &root);
    assert!(!files.is_empty());
    let nowhere = root.join("nowhere");
    let mut loads = 0;
    for (path, file) in &files {
        for (at, _) in file.text.char_indices().step_by(4) {
            let (before, after) = file.text.split_at(at);
            let odd = ODD[loads / 3 % ODD.len()];
            let text = match loads % 3 {
                0 => before.to_string(),
                1 => format!("{before}{odd}{after}"),
                _ => format!("{before}{}", after.get(1..).unwrap_or_default()),
            };
            let mut disturbed = files.clone();
            disturbed.insert(path.clone(), File { text, ..file.clone() });
            let loaded = load_over(&disturbed, &nowhere);
            loaded.problems.iter().for_each(|problem| drop(loaded.render(problem)));
            loads += 1;
        }
    }
    assert!(loads > 300, "only {loads} disturbed projects");
}

fn read(root: &Path, folder: &Path) -> Files {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { read(root, &path) } else { [file(root, &path)].into() }).collect()
}

fn file(root: &Path, path: &Path) -> (String, File) {
    let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
    (name.clone(), File { shown: PathBuf::from(name), text: fs::read_to_string(path).unwrap() })
}

#[test]
fn deep_nesting_is_a_problem_and_no_crash() {
    let deep = |open: &str, close: &str| format!("{}1{}", open.repeat(20_000), close.repeat(20_000));
    let header = "/* kam\ndescription = \"Deep.\"\n*/\n";
    let texts = [
        ("sql/checks/deep.sql", format!("{header}select {}", deep("(", ")"))),
        ("sql/checks/cases.sql", format!("{header}select {}", deep("case when true then ", " end"))),
        ("sql/checks/sum.sql", format!("{header}select {}1", "1 + ".repeat(20_000))),
        ("sql/checks/cast.sql", format!("{header}select cast({}1 as bigint)", "1+".repeat(16_000))),
        ("sql/checks/ratio.sql", format!("{header}select {}1", "1/".repeat(16_000))),
        ("sql/checks/unions.sql", format!("{header}select 1{}", " union all select 1".repeat(3_000))),
        ("pipelines/project.toml", format!("systems = {}", deep("[", "]"))),
    ];
    for (path, text) in texts {
        let file = File { shown: path.into(), text };
        let loaded = load_over(&Files::from([(path.to_string(), file)]), Path::new("nowhere"));
        loaded.problems.iter().for_each(|problem| drop(loaded.render(problem)));
    }
}
