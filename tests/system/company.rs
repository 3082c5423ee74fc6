//! A made-up company, from its deliveries to its report: what only all three systems together show.

use crate::kam::Kam;
use crate::real::{self, ask, made, program_version, python};
use crate::repository::root;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::{TempDir, tempdir};

/// The last quarter of every sample.
pub(crate) const LAST: &str = "2026Q3";
/// Its systems, as a project names them.
const SYSTEMS: &str = "--system salesforce --system kingdee --system udesk";

/// Whether `tests/run --long` asks for everything: the sizes of the README's first command, more seeds, more runs.
pub(crate) fn is_long() -> bool {
    std::env::var_os("KAM_LONG").is_some()
}

/// A company of this seed that has run, to be read only; small, but in long runs.
pub(crate) fn company(seed: u64) -> PathBuf {
    let size = if is_long() { "--accounts 120 --quarters 12" } else { "--accounts 24 --quarters 6" };
    made(&format!("company-{seed}"), program_version(), |folder| {
        let words = format!("quickstart {} {size} --seed {seed} --quiet", folder.display());
        let made = Kam::inside(&folder.parent().unwrap()).run(&words).done();
        let pages: Vec<&str> = made.lines().collect();
        assert_eq!(pages.len(), 2, "{made}");
        for page in pages {
            assert!(page.contains(LAST) && Path::new(page).is_file(), "{page}");
        }
    })
}

/// A project on a sample that lies below it and has not run, its quarters from this one to the last.
fn delivered(sample: &str, first: &str) -> TempDir {
    let folder = tempdir().unwrap();
    Kam::inside(&folder).run(&format!("init . {SYSTEMS} --quiet")).done();
    Kam::inside(&folder).run(&format!("sample --out deliveries {sample} --quiet")).done();
    let pipeline = folder.path().join("pipelines/quarterly.toml");
    let quarters = format!("quarters = {{ first = \"{first}\", last = \"{LAST}\" }}");
    fs::write(pipeline, format!("description = \"All of it.\"\n{quarters}\n")).unwrap();
    folder
}

#[test]
fn nearly_everybody_who_buys_is_known_and_all_of_it_ties_to_the_ledger() {
    let folder = company(1);
    let known = "select count(*) as customers, sum(case when tier is not null \
                 and value_contribution_index_score is not null and risk_index_score is not null then 1 else 0 end) as known \
                 from marts.customer_asset_map \
                 where quarter = '2026Q3' and customer_id <> 0 and net_revenue_t12m_amount > 0";
    let known = ask(&folder, known);
    let (customers, known) = known.trim().split_once(',').unwrap();
    let (customers, known): (u32, u32) = (customers.parse().unwrap(), known.parse().unwrap());
    println!("{known} of {customers} customers who bought in twelve months have tier, value and risk");
    assert!(customers >= 12 && known * 10 >= customers * 9, "{known} of {customers}");
    let tied = "select ledger_account, sum(case when difference_amount = 0 then 0 else 1 end) as amiss, \
                count(*) > 10 as is_compared from marts.reconciliation where ledger_amount is not null \
                and ledger_account <> 'write_offs' group by ledger_account order by ledger_account";
    assert_eq!(ask(&folder, tied), "cost,0,true\nreceivables,0,true\nrevenue,0,true\n");
    let failed = "select count(*) as n from run.checks where severity = 'block' and result <> 'passed'";
    assert_eq!(ask(&folder, failed), "0\n");
}

#[test]
fn a_second_run_finds_nothing_to_do() {
    let folder = company(1);
    assert_eq!(Kam::inside(&folder).run("plan").done(), "");
}

/// Rejected rows or defects: file, member, row and reason.
type Defects = BTreeSet<(String, String, String, String)>;

#[test]
fn every_defect_is_rejected_for_its_reason_and_no_clean_row_is() {
    let folder = delivered("--accounts 20 --quarters 3 --seed 3 --dirt 0.02", "2026Q1");
    Kam::inside(&folder).run("run --quiet").done();
    let planted = planted(&folder.path().join("deliveries/dirt.csv"));
    let rejected = rejected(folder.path());
    println!("{} defects", planted.len());
    assert!(planted.len() > 100);
    assert_eq!(planted.difference(&rejected).next(), None, "planted, and not rejected");
    assert_eq!(rejected.difference(&planted).next(), None, "rejected, and not planted");
    assert_eq!(totals(folder.path()), control_totals(folder.path()));
}

/// The defects that must be rejected, of the sample's own ledger: duplicates count once and are not rejected.
fn planted(ledger: &Path) -> Defects {
    let rows = rows(&fs::read_to_string(ledger).unwrap());
    let of = |row: &Vec<String>, name: &str, header: &[String]| {
        row[header.iter().position(|column| column == name).unwrap()].clone()
    };
    let (header, rows) = rows.split_first().unwrap();
    let rows = rows.iter().filter(|row| of(row, "reason_code", header) != "duplicate");
    rows.map(|row| {
        let cell = |name: &str| of(row, name, header);
        let file = format!("{}/{}", cell("system"), cell("file"));
        let member = telling(&file, cell("member"));
        (file, member, cell("row_number"), cell("reason_code"))
    })
    .collect()
}

/// The member that tells rows of a file apart: a workbook of one sheet needs none, and its extract names none.
fn telling(file: &str, member: String) -> String {
    let is_single = file.ends_with(".xlsx") && !file.contains("cost_pools");
    if is_single { String::new() } else { member }
}

/// What kam rejected.
fn rejected(folder: &Path) -> Defects {
    let answer = ask(
        &folder,
        "select split_part(replace(extract, 'raw.', ''), '_', 1) || '/' || file as file, coalesce(member, '') as member, \
         row_number, reason_code from raw.rejected_rows",
    );
    let row = |row: Vec<String>| (row[0].clone(), telling(&row[0], row[1].clone()), row[2].clone(), broken(&row[3]));
    rows(&answer).into_iter().map(row).collect()
}

/// A month that is no number breaks the pattern of months first: kam says which rule, the ledger what it is.
fn broken(reason: &str) -> String {
    if reason == "pattern_unmatched" { "not_a_number".to_owned() } else { reason.to_owned() }
}

/// The rows of a CSV text; what stands in quotes may hold commas, but no line ends.
fn rows(text: &str) -> Vec<Vec<String>> {
    text.lines().map(fields).collect()
}

fn fields(line: &str) -> Vec<String> {
    let (mut fields, mut is_quoted) = (vec![String::new()], false);
    for letter in line.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => fields.push(String::new()),
            _ => fields.last_mut().unwrap().push(letter),
        }
    }
    fields
}

/// Revenue, cost and billings by quarter, as kam has them.
fn totals(folder: &Path) -> BTreeSet<String> {
    let answer = ask(
        &folder,
        "select calendar.quarter, 'net_revenue' as measure, cast(sum(net_amount) as decimal(18, 2)) as amount \
         from conformed.invoice_lines as facts inner join run.quarters as calendar \
         on facts.posted_date >= calendar.quarter_start and facts.posted_date < calendar.quarter_end group by calendar.quarter \
         union all \
         select calendar.quarter, 'cost' as measure, cast(sum(cost_amount) as decimal(18, 2)) as amount \
         from conformed.invoice_lines as facts inner join run.quarters as calendar \
         on facts.posted_date >= calendar.quarter_start and facts.posted_date < calendar.quarter_end group by calendar.quarter \
         union all \
         select calendar.quarter, 'billings_gross' as measure, cast(sum(gross_amount) as decimal(18, 2)) as amount \
         from conformed.receivable_items as facts inner join run.quarters as calendar \
         on facts.document_date >= calendar.quarter_start and facts.document_date < calendar.quarter_end \
         group by calendar.quarter",
    );
    answer.lines().map(str::to_owned).collect()
}

/// The same as the sample's truth has them.
fn control_totals(folder: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(folder.join("deliveries/truth/control_totals.csv")).unwrap();
    let wanted = |row: &Vec<String>| ["net_revenue", "cost", "billings_gross"].contains(&row[1].as_str());
    rows(&text).into_iter().filter(wanted).map(|row| format!("{},{},{}", row[0], row[1], row[2])).collect()
}

#[test]
fn a_dropped_invoice_line_refuses_the_build_and_names_account_and_period() {
    let folder = delivered("--accounts 6 --quarters 3 --seed 2", "2026Q1");
    let file = fs::read_dir(folder.path().join("deliveries/kingdee")).unwrap();
    let mut invoices: Vec<PathBuf> = file
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("IV_SALESIC_2026Q2"))
        .collect();
    invoices.sort();
    let mut lines: Vec<Value> = serde_json::from_slice(&fs::read(&invoices[0]).unwrap()).unwrap();
    lines.remove(lines.len() / 2);
    fs::write(&invoices[0], serde_json::to_vec(&lines).unwrap()).unwrap();
    let talk = Kam::inside(&folder).run("run --quiet").refused(1);
    println!("{talk}");
    assert!(talk.contains("ledger_ties") && talk.contains("6001") && talk.contains("2026-0"), "{talk}");
    assert!(!folder.path().join("reports").exists(), "nothing of the build is visible");
}

#[test]
fn who_is_who_is_found_with_hardly_a_mistake() {
    let Some(python) = python() else { return };
    let folder = company(1);
    let told = Command::new(python)
        .arg(root().join("tests/oracle/identity.py"))
        .args([folder.join("lake"), folder.join("deliveries/truth/customers.csv")])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&told.stdout).into_owned();
    println!("{said}");
    assert!(told.status.success(), "{said}{}", String::from_utf8_lossy(&told.stderr));
}

#[test]
fn built_quarter_by_quarter_it_is_the_same() {
    let (sample, quarters): (_, &[&str]) = if is_long() {
        ("--accounts 60 --quarters 9 --seed 4", &["2025Q4", "2026Q1", "2026Q2", "2026Q3"])
    } else {
        ("--accounts 6 --quarters 3 --seed 4", &["2026Q2", "2026Q3"])
    };
    let folder = delivered(sample, quarters[0]);
    for quarter in quarters {
        Kam::inside(&folder).run(&format!("run --quarter {quarter} --quiet")).done();
    }
    let by_quarter = real::rows(folder.path());
    Kam::inside(&folder).run("run --force --quiet").done();
    let at_once = real::rows(folder.path());
    assert!(by_quarter.len() > 80 && by_quarter["marts.customer_asset_map"].len() > 10, "{:?}", by_quarter.keys());
    assert_eq!(by_quarter.keys().collect::<Vec<_>>(), at_once.keys().collect::<Vec<_>>());
    let differing = at_once.iter().filter(|(table, rows)| by_quarter[*table] != **rows).map(|(table, _)| table);
    assert_eq!(differing.collect::<Vec<_>>(), Vec::<&String>::new());
}
