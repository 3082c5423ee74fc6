//! Drafted definitions: put into a project they land every row, and say what people declared of the same files.

use crate::kam::Kam;
use crate::real::{define, extracts};
use kam_ingest::{Blame, Wanted};
use kam_project::{ColumnType, Extract};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::tempdir;

/// Files of real systems with their rows, as their origin tells; the first few are tried every time.
const FILES: [(&str, u64); 24] = [
    ("northwind/Orders.csv", 830),
    ("northwind/Order_Details.csv", 2_155),
    ("classicmodels/customers.csv", 122),
    ("receivables-2012/accounts_receivable_2012.csv", 1_277),
    ("maven-crm-second-export/sales_pipeline.csv", 8_800),
    ("adventureworks-oltp/SalesPersonQuotaHistory.csv", 163),
    ("frictionless/table.xlsx", 2),
    ("frictionless/table.keyed.json", 2),
    ("frictionless/table.csv.gz", 2),
    ("northwind/Customers.csv", 91),
    ("northwind/Products.csv", 77),
    ("classicmodels/orderdetails.csv", 2_996),
    ("classicmodels/payments.csv", 273),
    ("maven-crm/accounts.csv", 85),
    ("maven-crm/products.csv", 7),
    ("maven-crm/sales_teams.csv", 35),
    ("maven-crm/sales_pipeline.csv", 8_800),
    ("ravenstack/ravenstack_accounts.csv", 500),
    ("ravenstack/ravenstack_subscriptions.csv", 5_000),
    ("ravenstack/ravenstack_feature_usage.csv", 25_000),
    ("ravenstack/ravenstack_support_tickets.csv", 2_000),
    ("ravenstack/ravenstack_churn_events.csv", 600),
    ("sap-sales-orders/SalesOrders.csv", 5_166),
    ("servicenow/incident_event_log_first_20000.csv", 20_000),
];

/// How many of them are tried every time.
const FEW: usize = 9;

fn is_long() -> bool {
    std::env::var_os("KAM_LONG").is_some()
}

#[test]
fn what_is_drafted_is_valid_and_lands_every_row() {
    let Some(data) = extracts() else { return };
    let project = tempdir().unwrap();
    let write = |file: &str, text: &str| {
        let path = project.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let files = FILES.iter().take(if is_long() { FILES.len() } else { FEW });
    let (mut connections, mut sources, mut expected) = (String::new(), Vec::new(), Vec::new());
    for (at, (file, rows)) in files.enumerate() {
        // Every file is a system of its own, so that no two tables have one name.
        let source = format!("s{at:02}");
        let (folder, _) = file.rsplit_once('/').unwrap();
        writeln!(connections, "[{source}]\nroot = {{ env = \"KAM_REAL_DATA\", path = \"{folder}\" }}").unwrap();
        let path = data.join(file);
        let asked = ["infer", "--source", &source, "--table", "rows", path.to_str().unwrap()];
        let drafted = Kam::inside(&project).call(asked);
        write(&format!("pipelines/extracts/{source}/rows.toml"), &drafted.done());
        expected.push(format!("raw.{source}_rows,{rows},{rows},0"));
        sources.push(source);
    }
    let settings = format!("name = \"drafts\"\ntitle = \"Drafts\"\nsystems = {sources:?}\ncurrency = \"EUR\"\n");
    write("pipelines/project.toml", &settings);
    write("pipelines/connections.toml", &connections);
    let quarterly = "description = \"No page.\"\nreports = []\nquarters = { first = \"2026Q1\", last = \"2026Q1\" }\n";
    write("pipelines/quarterly.toml", quarterly);
    let kam = || Kam::inside(&project).with("KAM_REAL_DATA", &data);
    kam().run("validate").done();
    kam().run("run --quiet").done();
    let asked = "select extract, rows_read, rows_landed, rows_rejected from run.deliveries order by extract";
    let landed = kam().call(["sql", "--format", "csv", asked]).done();
    let landed: Vec<&str> = landed.lines().skip(1).collect();
    assert_eq!(landed, expected);
}

/// In what drafts differ from the definitions people wrote of the same files, and why that is right.
const DIFFERENCES: [&str; 16] = [
    // Without a header nothing says that these digits are identifiers, nor what the columns are.
    "adventureworks-oltp SalesPersonQuotaHistory.csv: BusinessEntityID is text, drafted as bigint",
    "adventureworks-oltp SalesPersonQuotaHistory.csv: ModifiedDate is timestamp, drafted as date",
    "adventureworks-oltp SalesPersonQuotaHistory.csv: the key is BusinessEntityID with QuotaDate, drafted as none",
    "adventureworks-oltp SalesPerson.csv: BusinessEntityID is text, drafted as bigint",
    "adventureworks-oltp SalesPerson.csv: TerritoryID is text, drafted as bigint",
    "adventureworks-oltp SalesPerson.csv: ModifiedDate is timestamp, drafted as date",
    // People know that the files add up; a key does not tell.
    "classicmodels orderdetails.csv: the key is none, drafted as orderNumber with productCode",
    // The other export of the same deals writes days in another way.
    "maven-crm sales_pipeline.csv: engage_date reads %Y-%m-%d or %d-%m-%y, drafted as ISO 8601",
    "maven-crm sales_pipeline.csv: close_date reads %Y-%m-%d or %d-%m-%y, drafted as ISO 8601",
    // Digits that name something, under a name that does not say so.
    "northwind Orders.csv: ShipVia is text, drafted as bigint",
    "sap-sales-orders BusinessPartners.csv: PARTNERROLE is text, drafted as bigint",
    "sap-sales-orders SalesOrders.csv: CREATEDBY is text, drafted as bigint",
    "sap-sales-orders SalesOrders.csv: CHANGEDBY is text, drafted as bigint",
    "sap-sales-orders SalesOrders.csv: FISCALYEARPERIOD is text, drafted as bigint",
    // Whole so far, and days so far: people expect more of them.
    "sap-sales-orders SalesOrderItems.csv: QUANTITY is decimal, drafted as bigint",
    "ravenstack ravenstack_support_tickets.csv: submitted_at is timestamp, drafted as date",
];

#[test]
fn drafts_say_what_people_declared() {
    let Some(data) = extracts() else { return };
    let cheap = ["northwind", "classicmodels", "receivables-2012"];
    let long = ["adventureworks-oltp", "maven-crm", "ravenstack", "sap-sales-orders", "servicenow"];
    let projects = cheap.iter().chain(if is_long() { long.as_slice() } else { &[] });
    let mut found = Vec::new();
    for project in projects {
        let folder = tempdir().unwrap();
        define(project, folder.path());
        let loaded = kam_project::load(folder.path());
        for extract in loaded.project.extracts.values().filter(|extract| !extract.file.starts_with("built-in:")) {
            let files = matching(&data.join(project), &extract.from.path);
            assert!(!files.is_empty(), "{project} {}", extract.from.path);
            let drafted = kam_ingest::infer(&files, &Wanted::default(), &mut |_| {}).unwrap();
            let drafted = Extract::alone(&drafted.toml, "a", "b").unwrap();
            let name = files[0].file_name().unwrap().to_string_lossy().into_owned();
            found.extend(differences(extract, &drafted).into_iter().map(|said| format!("{project} {name}: {said}")));
        }
    }
    found.sort();
    let is_tried = |line: &&&str| is_long() || cheap.iter().any(|project| line.starts_with(project));
    let mut expected: Vec<&str> = DIFFERENCES.iter().filter(is_tried).copied().collect();
    expected.sort_unstable();
    assert_eq!(found, expected);
}

fn matching(folder: &Path, pattern: &str) -> Vec<PathBuf> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = names
        .filter(|path| kam_project::glob::matches(pattern, &path.file_name().unwrap().to_string_lossy()))
        .collect();
    found.sort();
    found
}

/// In what a draft differs from a definition: types, but for the digits of decimals; formats; the key.
fn differences(declared: &Extract, drafted: &Extract) -> Vec<String> {
    let is_headless = declared
        .columns
        .iter()
        .all(|column| drafted.columns.iter().all(|other| other.source_name != column.source_name));
    let mut said = Vec::new();
    let mut pairs = Vec::new();
    for (at, column) in declared.columns.iter().enumerate() {
        let by_name = drafted.columns.iter().find(|other| other.source_name == column.source_name);
        let by_place = drafted.columns.get(at).filter(|_| is_headless);
        let Some(other) = by_place.or(by_name) else {
            said.push(format!("{} is not drafted", column.source_name));
            continue;
        };
        pairs.push((column, other));
        let (name, is, drafted) = (&column.source_name, family(column.kind), family(other.kind));
        if is != drafted {
            said.push(format!("{name} is {is}, drafted as {drafted}"));
        } else if column.formats != other.formats {
            let shown =
                |formats: &[String]| if formats.is_empty() { "ISO 8601".to_owned() } else { formats.join(" or ") };
            said.push(format!("{name} reads {}, drafted as {}", shown(&column.formats), shown(&other.formats)));
        }
    }
    let key = |names: Vec<&str>| if names.is_empty() { "none".to_owned() } else { names.join(" with ") };
    let by = |landed: &String| {
        pairs.iter().find(|(_, other)| other.name == *landed).map_or("?", |(column, _)| &column.source_name)
    };
    let (is, drafted) =
        (key(declared.key.iter().map(String::as_str).collect()), key(drafted.key.iter().map(by).collect()));
    if is != drafted {
        said.push(format!("the key is {is}, drafted as {drafted}"));
    }
    said
}

fn family(kind: ColumnType) -> String {
    match kind {
        ColumnType::Decimal(..) => "decimal".to_owned(),
        kind => kind.to_string(),
    }
}

/// Files that others collected because programs fail at them.
const HOSTILE: [&str; 14] = [
    "frictionless/issue-312.xlsx",
    "frictionless/multiline-headers.xlsx",
    "frictionless/table.json",
    "frictionless/invalid.csv",
    "frictionless/duplicate-headers.csv",
    "frictionless/table-multiple-files.zip",
    "frictionless/empty.csv",
    "csv-spectrum/csvs/json.csv",
    "csv-spectrum/csvs/location_coordinates.csv",
    "json-suite/test_parsing/y_object_duplicated_key.json",
    "json-suite/test_parsing/n_structure_open_array_object.json",
    "pollock/csv/file_multitable_less.csv",
    "pollock/csv/row_extra_quote0_col4.csv",
    "naughty-strings/blns.txt",
];

/// Every one of them gives a definition the loader takes, or a sentence; a draft that is none would be a fault of ours.
#[test]
fn no_file_makes_a_draft_that_is_none() {
    let Some(data) = extracts() else { return };
    let mut files: Vec<PathBuf> = HOSTILE.iter().map(|file| data.join(file)).collect();
    if is_long() {
        files.clear();
        let all = ["frictionless", "csv-spectrum", "json-suite", "pollock", "naughty-strings", "warehouse-seeds"];
        all.iter().for_each(|folder| walk(&data.join(folder), &mut files));
        assert!(files.len() > 1_000, "{}", files.len());
    }
    for file in files {
        match kam_ingest::infer(std::slice::from_ref(&file), &Wanted::default(), &mut |_| {}) {
            Ok(inferred) => assert!(Extract::alone(&inferred.toml, "a", "b").is_ok(), "{}", file.display()),
            Err(error) => assert_ne!(error.blame(), Blame::Bug, "{}: {error} {:?}", file.display(), error.detail()),
        }
    }
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { walk(&path, files) } else { files.push(path) }
    }
}

#[test]
fn the_draft_is_data_and_doubts_are_talk() {
    let folder = tempdir().unwrap();
    fs::write(folder.path().join("a.csv"), "id,due\n1,01/02/2026\n2,03/04/2026\n").unwrap();
    let ended = Kam::inside(&folder).run("infer a.csv --source shop");
    assert_eq!(ended.code, 0, "{}", ended.talk);
    assert!(ended.data.starts_with("# Drafted from a.csv: 2 rows, 2 columns."), "{}", ended.data);
    assert!(ended.talk.contains("uncertain: column `due`: Ask whoever sends it"), "{}", ended.talk);
    assert!(
        ended
            .talk
            .ends_with("the definition is for pipelines/extracts/shop/a.toml; of 2 rows read by it 0 are rejected\n")
    );
    let one = Kam::on_one_core(&folder).run("infer a.csv --source shop").done();
    assert_eq!(one, ended.data);

    fs::write(folder.path().join("b.csv"), "id,due\n1,2026-01-02\n2,2026-01-03,x\n3,2026-01-04\n4,2026-01-05\n")
        .unwrap();
    let ended = Kam::inside(&folder).run("infer b.csv");
    assert_eq!(ended.code, 1, "{}", ended.talk);
    assert!(ended.data.contains("#   1 such as line 3: the row has 3 fields"), "{}", ended.data);
    let talk = Kam::inside(&folder).run("infer c.csv").refused(3);
    assert!(talk.contains("`c.csv` cannot be read"), "{talk}");
    let talk = Kam::inside(&folder).run("infer a.csv --table Orders").refused(2);
    assert!(talk.contains("`Orders` cannot be a name"), "{talk}");
    assert_eq!(Kam::inside(&folder).run("infer").code, 2);
}
