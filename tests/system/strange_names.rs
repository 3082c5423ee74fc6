//! Names and texts that break pages, from the delivery to the browser: whatever they say, a page keeps its elements.

use crate::browser::judged;
use crate::kam::Kam;
use crate::real::{define, extracts, made, version};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// Customers that get pages of their own, and have most of the texts: each has less than a fifth of all revenue, so that none of them is
/// beyond the first seven tenths.
const LARGE: Account = Account { count: 5, revenue: 160_000, tickets: 15, opportunities: 15, contracts: 66 };

/// Customers that stand in the tables of the portfolio alone.
const SMALL: Account = Account { count: 15, revenue: 13_000, tickets: 1, opportunities: 1, contracts: 1 };

/// Five quarters, so that the last has a covered year behind it.
const POSTED: [&str; 5] = ["2025-08-08", "2025-11-11", "2026-02-02", "2026-05-05", "2026-08-08"];

/// How much of everything each account of a kind has.
struct Account {
    count: usize,
    revenue: usize,
    tickets: usize,
    opportunities: usize,
    contracts: usize,
}

impl Account {
    fn texts(&self) -> usize {
        self.count * (4 + self.tickets + self.opportunities + self.contracts)
    }
}

/// The texts of one variant, one after the other.
type Texts<'a> = &'a mut dyn Iterator<Item = String>;

#[test]
fn names_of_all_kinds_change_no_element_and_no_layout() {
    let Some(extracts) = extracts() else { return };
    let list = fs::read_to_string(extracts.join("naughty-strings/blns.json")).unwrap();
    let strings: Vec<String> = serde_json::from_str(&list).unwrap();
    // A text of blanks alone is no name, and refused as none is.
    let hostile: Vec<String> = strings.into_iter().filter(|text| !text.trim().is_empty()).collect();
    assert!(hostile.len() > 500 && LARGE.texts() + SMALL.texts() > hostile.len(), "{}", hostile.len());
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
    let mut files = Files::default();
    for (kind, account) in [("L", LARGE), ("S", SMALL)] {
        for place in 0..account.count {
            deliver_account(&mut files, &format!("{kind}{place:02}"), place, &account, texts);
        }
    }
    fs::create_dir_all(folder).unwrap();
    for (name, rows) in files {
        fs::write(folder.join(name).with_extension("jsonl"), rows).unwrap();
    }
}

/// The files and their lines.
type Files = BTreeMap<&'static str, String>;

fn deliver_account(files: &mut Files, id: &str, place: usize, account: &Account, texts: Texts<'_>) {
    let mut text = || texts.next().unwrap();
    let mut row = |file, row: Value| writeln!(files.entry(file).or_default(), "{row}").unwrap();
    row("accounts", json!({ "id": id, "name": text(), "industry": text(), "city": text(), "country": text() }));
    for (number, posted) in POSTED.into_iter().enumerate() {
        let amount = (account.revenue - 97 * place - 11 * number).to_string();
        row(
            "invoice_lines",
            json!({ "id": format!("{id}-{number}"), "account": id, "posted_on": posted, "amount": amount }),
        );
    }
    for number in 1..=account.tickets {
        let (key, opened) = (format!("{id}-{number}"), format!("2026-0{}-11 08:00:00", 7 + number % 3));
        let severity = 1 + number % 4;
        row(
            "tickets",
            json!({ "id": key, "account": id, "subject": text(), "severity": severity, "opened_at": opened }),
        );
    }
    for number in 1..=account.opportunities {
        let (key, amount) = (format!("{id}-{number}"), (1000 * number + place).to_string());
        let created = "2026-08-01";
        row(
            "opportunities",
            json!({ "id": key, "account": id, "name": text(), "amount": amount, "created_on": created }),
        );
    }
    for number in 1..=account.contracts {
        let (key, start, end) = (format!("{id}-{number}"), "2026-01-01", "2027-01-01");
        row("contracts", json!({ "id": key, "account": id, "name": text(), "start_on": start, "end_on": end }));
    }
}
