//! Takes templates and rows off the repository's shelves.

use chrono::NaiveDate;
use kam_project::{Report, Templates};
use kam_report::{About, Account, Cell, EveryPage, Renderer, Row, Rows};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The queries of one page, by name.
pub(crate) type Datasets = BTreeMap<String, Rows>;

/// The account report, as its `report.toml` declares it.
pub(crate) fn account_report() -> Report {
    Report {
        name: "account".to_owned(),
        title: "account-title".to_owned(),
        page: "account/page.html".to_owned(),
        ..Report::default()
    }
}

/// The customers of the golden account pages.
pub(crate) fn account_ids() -> [i64; 2] {
    [1, 2]
}

/// Renders a customer's page from the golden rows, each query's cut to its own.
pub(crate) fn render_account(locale: &str, id: i64) -> String {
    let mut datasets = rows_of(repository("tests/golden/account/rows.json"));
    for rows in datasets.values_mut() {
        rows.retain(|row| row.get("customer_id") == Some(&Cell::Integer(id)));
    }
    let row = datasets.remove("accounts").unwrap().pop().unwrap();
    let report = account_report();
    let about = About { has_account_pages: true, ..about(&report) };
    renderer(locale).render_account(&about, Account { id, row }, datasets, &EveryPage::default()).unwrap()
}

/// A path below the repository's root.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// The templates of this repository, read into memory.
pub(crate) fn templates() -> Templates {
    let mut templates = Templates::default();
    shelve(&repository("report-templates"), "", &mut templates);
    templates
}

fn shelve(folder: &Path, below: &str, templates: &mut Templates) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let (stem, kind) = name.rsplit_once('.').unwrap_or((name, ""));
        let below = if below.is_empty() { name.to_owned() } else { format!("{below}/{name}") };
        match kind {
            _ if path.is_dir() => shelve(&path, &below, templates),
            "html" => drop(templates.html.insert(below, fs::read_to_string(&path).unwrap())),
            "js" => drop(templates.scripts.insert(below, fs::read_to_string(&path).unwrap())),
            "css" => drop(templates.styles.insert(below, fs::read_to_string(&path).unwrap())),
            "ftl" => templates.messages.entry(stem.to_owned()).or_default().push(fs::read_to_string(&path).unwrap()),
            _ => {}
        }
    }
}

/// The portfolio report, as its `report.toml` declares it.
pub(crate) fn portfolio() -> Report {
    Report {
        name: "portfolio".to_owned(),
        file: PathBuf::from("report-templates/portfolio/report.toml"),
        description: String::new(),
        title: "portfolio-title".to_owned(),
        page: "portfolio/page.html".to_owned(),
        ..Report::default()
    }
}

/// What a page of a report is told beside its rows.
pub(crate) fn about(report: &Report) -> About<'_> {
    About { report, company: "Northwind Traders", has_account_pages: false }
}

/// The rows of the golden page.
pub(crate) fn rows() -> Datasets {
    rows_of(repository("tests/golden/portfolio/rows.json"))
}

/// Rows from a file: one list per query.
pub(crate) fn rows_of(file: impl AsRef<Path>) -> Datasets {
    let text = fs::read_to_string(file).unwrap();
    let datasets: BTreeMap<String, Vec<BTreeMap<String, Value>>> = serde_json::from_str(&text).unwrap();
    let typed =
        |row: BTreeMap<String, Value>| -> Row { row.into_iter().map(|(name, cell)| (name, typed(&cell))).collect() };
    datasets.into_iter().map(|(name, rows)| (name, rows.into_iter().map(typed).collect())).collect()
}

/// `"1.50"` is a decimal, `"1998-06-30"` a date, any other text a text.
fn typed(cell: &Value) -> Cell {
    match cell {
        Value::Null => Cell::Null,
        Value::Bool(truth) => Cell::Boolean(*truth),
        Value::Array(cells) => Cell::List(cells.iter().map(typed).collect()),
        Value::Number(number) => Cell::Integer(number.as_i64().unwrap()),
        other => {
            let text = other.as_str().unwrap();
            let date = text.parse::<NaiveDate>().ok().map(Cell::Date);
            date.or_else(|| decimal(text)).unwrap_or_else(|| Cell::Text(text.to_owned()))
        }
    }
}

fn decimal(text: &str) -> Option<Cell> {
    let (whole, fraction) = text.split_once('.')?;
    let unscaled = format!("{whole}{fraction}").parse().ok()?;
    Some(Cell::Decimal { unscaled, scale: i8::try_from(fraction.len()).unwrap() })
}

/// A renderer of the repository's templates.
pub(crate) fn renderer(locale: &str) -> Renderer {
    Renderer::new(&templates(), locale).unwrap()
}

/// Renders the portfolio report from the repository's templates.
pub(crate) fn render(locale: &str, datasets: Datasets) -> String {
    renderer(locale).render(&about(&portfolio()), datasets).unwrap()
}
