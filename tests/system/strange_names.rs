//! Names and texts that break pages, from the delivery to the browser: whatever they say, a page keeps its elements.

use crate::browser::judged;
use crate::kam::Kam;
use crate::real::{define, extracts, made, version};
use serde_json::{Value, json};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// Enough that their texts, nine each, go through the whole list.
const ACCOUNTS: usize = 60;

/// The texts of one variant, one after the other.
type Texts<'a> = &'a mut dyn Iterator<Item = String>;

#[test]
fn names_of_all_kinds_change_no_element_and_no_layout() {
    let Some(extracts) = extracts() else { return };
    let list = fs::read_to_string(extracts.join("naughty-strings/blns.json")).unwrap();
    let strings: Vec<String> = serde_json::from_str(&list).unwrap();
    // A text of blanks alone is no name, and refused as none is.
    let hostile: Vec<String> = strings.into_iter().filter(|text| !text.trim().is_empty()).collect();
    assert!(hostile.len() > 500 && ACCOUNTS * 9 > hostile.len(), "{}", hostile.len());
    let version = version("strange-names", &extracts);
    let harmless = built("harmless-names", version, &mut (1..).map(|number| format!("Word {number}")));
    let hostile = built("hostile-names", version, &mut hostile.into_iter().cycle());
    if let Some((content, said)) = judged("same_elements.mjs", [harmless, hostile]) {
        assert!(content, "{said}");
    }
}

/// The reports of `tests/projects/strange-names` with these texts.
fn built(name: &str, version: u64, texts: Texts<'_>) -> PathBuf {
    let folder = made(name, version, |folder| {
        define("strange-names", folder);
        deliver(&folder.join("deliveries"), texts);
        Kam::inside(&folder).run("run --quiet").done();
    });
    folder.join("reports")
}

/// Writes what the project lands: all that is not a text is the same for every list of texts.
fn deliver(folder: &Path, texts: Texts<'_>) {
    let mut text = || texts.next().unwrap();
    let [mut accounts, mut tickets, mut contracts, mut opportunities, mut lines] = [const { String::new() }; 5];
    for place in 0..ACCOUNTS {
        let id = format!("A{place:02}");
        row(&mut accounts, &json!({ "id": id, "name": text(), "industry": text(), "city": text(), "country": text() }));
        for ticket in 1..=3 {
            let (key, opened) = (format!("{id}-{ticket}"), format!("2026-0{}-11 08:00:00", 6 + ticket));
            let ticket =
                json!({ "id": key, "account": id, "subject": text(), "severity": ticket, "opened_at": opened });
            row(&mut tickets, &ticket);
        }
        let (start, end) = ("2026-01-01", "2027-01-01");
        row(&mut contracts, &json!({ "id": id, "account": id, "name": text(), "start_on": start, "end_on": end }));
        let (amount, created) = ((1000 + place).to_string(), "2026-08-01");
        let opportunity = json!({ "id": id, "account": id, "name": text(), "amount": amount, "created_on": created });
        row(&mut opportunities, &opportunity);
        for (line, posted) in ["2026-05-05", "2026-08-08"].into_iter().enumerate() {
            let amount = (100_000 - 997 * place - 11 * line).to_string();
            row(
                &mut lines,
                &json!({ "id": format!("{id}-{line}"), "account": id, "posted_on": posted, "amount": amount }),
            );
        }
    }
    fs::create_dir_all(folder).unwrap();
    let files = [
        ("accounts", accounts),
        ("tickets", tickets),
        ("contracts", contracts),
        ("opportunities", opportunities),
        ("invoice_lines", lines),
    ];
    for (name, rows) in files {
        fs::write(folder.join(name).with_extension("jsonl"), rows).unwrap();
    }
}

fn row(file: &mut String, row: &Value) {
    writeln!(file, "{row}").unwrap();
}
