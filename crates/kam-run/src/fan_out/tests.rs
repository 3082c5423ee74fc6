//! Whole runs of a till with three customers: who gets a page, what is on it, and that nobody else's rows are.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up should stop")]

use crate::slices::Slice;
use crate::{Blame, Error, Outcome, PreviewRequest, ReportRequest, Request, RunStatus, Surroundings};
use chrono::{DateTime, Utc};
use kam_lake::{Location, Reader};
use kam_project::Project;
use kam_project::overlay::Files;
use kam_report::{Cell, Row};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::{TempDir, tempdir};
use tokio::runtime::Runtime;

/// What Anna bought for in the newer quarter: on no page but hers.
const OF_ANNA: &str = "1,234,568.59";

struct Till {
    folder: TempDir,
    project: Project,
    runtime: Runtime,
}

impl Till {
    /// A copy of the project, with no built-in definitions below it.
    fn new() -> Self {
        let folder = tempdir().unwrap();
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/projects/accounts");
        copy(&from, folder.path());
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let mut till = Self { project: Project::default(), folder, runtime };
        till.reload();
        till
    }

    fn reload(&mut self) {
        let loaded = kam_project::load_over(&Files::new(), self.folder.path());
        let problems: String = loaded.problems.iter().map(|problem| loaded.render(problem)).collect();
        assert_eq!(problems, "");
        self.project = loaded.project;
    }

    /// Writes a file below the project and reads the project again.
    fn write(&mut self, file: &str, text: &str) {
        fs::write(self.folder.path().join(file), text).unwrap();
        self.reload();
    }

    /// Replaces words in a file of the project.
    fn mend(&mut self, file: &str, before: &str, after: &str) {
        let text = fs::read_to_string(self.folder.path().join(file)).unwrap();
        assert!(text.contains(before), "{text}");
        self.write(file, &text.replace(before, after));
    }

    fn deliver(&mut self, file: &str, rows: &str) {
        self.write(&format!("deliveries/{file}"), &format!("sale,customer,name,sold_on,amount\n{rows}"));
    }

    fn around(&self) -> Surroundings {
        Surroundings { now: || "2026-11-28T08:00:00Z".parse::<DateTime<Utc>>().unwrap(), ..Surroundings::of([]) }
    }

    fn run(&self) -> Outcome {
        let outcome = self.run_planting(None).unwrap();
        assert_eq!(outcome.status, RunStatus::Done);
        outcome
    }

    fn run_planting(&self, planted: Option<fn(&mut Slice)>) -> Result<Outcome, Error> {
        // Two runs within one moment would be one run.
        let around = Surroundings { planted, now: crate::clock::now, ..self.around() };
        let first =
            |around| self.runtime.block_on(crate::run(&self.project, &Request::default(), &around, &mut |_| {}));
        first(around)
    }

    fn reader(&self) -> Reader {
        let lake = Location::open("lake", self.folder.path(), &BTreeMap::new()).unwrap();
        self.runtime.block_on(Reader::open(&lake)).unwrap()
    }

    /// The account pages of a commit: quarter and language with the files.
    fn committed(&self) -> Vec<String> {
        let reader = self.reader();
        let lists = reader.head().reports.iter().filter(|(key, _)| key.ends_with('/'));
        let named = lists.map(|(key, list)| {
            let pages = self.runtime.block_on(reader.pages(list)).unwrap();
            let names: Vec<String> = pages.into_iter().map(|(name, _)| name).collect();
            format!("{key}: {}", names.join(" "))
        });
        named.collect()
    }

    /// The files of the reports folder with their text.
    fn reports(&self) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        gather(&self.folder.path().join("reports"), "", &mut found);
        found
    }

    fn page(&self, below: &str) -> String {
        fs::read_to_string(self.folder.path().join("reports").join(below)).unwrap_or_default()
    }

    fn preview(&self, account: &str) -> Result<Vec<PathBuf>, Error> {
        let wanted = PreviewRequest { account: Some(account.to_owned()), ..PreviewRequest::default() };
        self.runtime.block_on(crate::preview(&self.project, &wanted, &self.around()))
    }

    fn problems(&mut self) -> String {
        self.reload();
        let problems = self.runtime.block_on(crate::validate(&self.project));
        problems.iter().map(|problem| problem.render(None)).collect()
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

fn gather(folder: &Path, below: &str, found: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        let name = format!("{below}{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            gather(&path, &format!("{name}/"), found);
        } else {
            found.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}

/// A row of Anna's, as the query `quarters` returns it.
fn row_of_anna() -> Row {
    let amount = Cell::Decimal { unscaled: 12_345_685_900, scale: 4 };
    let cells =
        [("customer_id", Cell::Integer(1)), ("quarter", Cell::Text("2026Q3".into())), ("net_revenue_amount", amount)];
    cells.into_iter().map(|(column, cell)| (column.to_owned(), cell)).collect()
}

/// The fault that must not pass: one row of Anna's among Clara's.
fn plant_a_row(slice: &mut Slice) {
    if slice.account.id == 3 {
        slice.rows.get_mut("quarters").unwrap().push(row_of_anna());
    }
}

/// All of somebody else's rows.
fn plant_all_rows(slice: &mut Slice) {
    if slice.account.id == 3 {
        let rows = slice.rows.get_mut("quarters").unwrap();
        *rows = vec![row_of_anna()];
    }
}

/// Her own line of the list of customers, under another's number.
fn plant_the_account(slice: &mut Slice) {
    if slice.account.id == 3 {
        slice.account.row.extend(row_of_anna());
    }
}

/// A row that says of nobody whose it is.
fn plant_nobody(slice: &mut Slice) {
    if slice.account.id == 3 {
        let row =
            Row::from([("quarter".to_owned(), Cell::Text("2026Q3".into())), ("customer_id".to_owned(), Cell::Null)]);
        slice.rows.get_mut("quarters").unwrap().push(row);
    }
}

#[test]
fn a_row_of_another_account_ends_the_run_and_nothing_of_it_is_visible() {
    type Plant = (fn(&mut Slice), &'static str);
    let plants: [Plant; 4] = [
        (plant_a_row, "query `quarters` handed a row of customer 1 to the page of customer 3 (`Clara`)"),
        (plant_all_rows, "query `quarters` handed a row of customer 1 to the page of customer 3 (`Clara`)"),
        (plant_the_account, "query `accounts` handed a row of customer 1 to the page of customer 3 (`Clara`)"),
        (plant_nobody, "query `quarters` handed a row of nobody to the page of customer 3 (`Clara`)"),
    ];
    for (plant, told) in plants {
        let till = Till::new();
        let ended = till.run_planting(Some(plant));
        let of_clara = till.page("2026Q3/en/accounts/3.html");
        assert!(!of_clara.contains(OF_ANNA), "customer 3 is shown what customer 1 bought:\n{of_clara}");
        let error = ended.unwrap_err();
        assert_eq!(error.blame(), Blame::Bug);
        assert_eq!(error.to_string(), "could not render `2026Q3/en/account/3`");
        assert!(
            error.detail().unwrap().starts_with(&format!("{told}. Nothing of this run becomes visible")),
            "{error:?}"
        );
        assert_eq!(till.reports(), BTreeMap::new());
        let head = till.reader().head().clone();
        assert!(head.reports.is_empty() && !head.tables.contains_key("marts.revenue"), "{head:?}");
    }
}

#[test]
fn what_was_visible_before_a_fault_still_is() {
    let mut till = Till::new();
    till.run();
    let (pages, committed) = (till.reports(), till.reader().head().reports.clone());
    till.deliver("sales-2.csv", "S7,3,Clara,2026-09-01,5.00\n");
    till.run_planting(Some(plant_a_row)).unwrap_err();
    assert_eq!((till.reports(), &till.reader().head().reports), (pages, &committed));
    till.run();
    assert!(till.page("2026Q3/en/accounts/3.html").contains("<p>3: 104.00 = 104</p>"));
}

#[test]
fn each_page_holds_its_own_rows_and_lists_keep_what_is_unknown() {
    let till = Till::new();
    till.run();
    let of_anna = till.page("2026Q3/en/accounts/1.html");
    assert!(of_anna.contains("<h1>Anna &amp; Söhne</h1>\n<p>1: 1,234,568.59 = 1.2M</p>"), "{of_anna}");
    assert!(of_anna.contains("<ol><li>1,234,567.89</li><li>—</li><li>0.70</li></ol>"), "{of_anna}");
    assert!(of_anna.contains("<li>2026Q2 1 100.00</li>\n<li>2026Q3 1 1,234,568.59</li>"), "{of_anna}");
    assert!(till.page("2026Q3/zh-CN/accounts/1.html").contains("= 123.5万</p>"));
    for (page, text) in till.reports().iter().filter(|(page, _)| page.contains("accounts/3.html")) {
        assert!(text.contains("Clara") && !text.contains("Anna") && !text.contains("Berta"), "{page}: {text}");
        assert!(text.contains("revenue_small 1 []"), "a check's sample may be another's row: {text}");
    }
}

#[test]
fn the_newest_quarter_has_pages_and_the_portfolio_links_to_those_there_are() {
    let till = Till::new();
    let outcome = till.run();
    assert_eq!(till.committed(), ["2026Q3/en/accounts/: 1.html 3.html", "2026Q3/zh-CN/accounts/: 1.html 3.html"]);
    assert!(outcome.reports.iter().any(|path| path.ends_with("reports/2026Q3/en/accounts")), "{:?}", outcome.reports);
    let linked = till.page("2026Q3/en/index.html");
    assert_eq!(linked.matches("href=").count(), 2, "{linked}");
    for link in linked.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(!till.page(&format!("2026Q3/en/{link}")).is_empty(), "{link} leads nowhere");
    }
    assert!(!till.page("2026Q2/en/index.html").contains("href="));
    assert_eq!(till.run_planting(None).unwrap().status, RunStatus::NothingToDo);
}

#[test]
fn pages_of_earlier_quarters_stay_true_to_their_tables() {
    let mut till = Till::new();
    till.mend("pipelines/quarterly.toml", "last = \"2026Q3\"", "last = \"2026Q2\"");
    till.run();
    assert_eq!(till.committed(), ["2026Q2/en/accounts/: 1.html", "2026Q2/zh-CN/accounts/: 1.html"]);
    till.mend("pipelines/quarterly.toml", "last = \"2026Q2\"", "last = \"2026Q3\"");
    till.run();
    assert_eq!(till.committed().len(), 4);
    till.deliver("sales-2.csv", "S7,1,Anna & Söhne,2026-06-30,11.00\nS8,2,Berta <b>,2026-06-30,100.00\n");
    till.run();
    assert!(till.page("2026Q2/en/accounts/1.html").contains("<p>1: 111.00 = 111</p>"));
    assert_eq!(till.committed()[0], "2026Q2/en/accounts/: 1.html 2.html");
}

#[test]
fn whoever_gets_a_page_no_more_loses_it() {
    let mut till = Till::new();
    till.run();
    fs::write(till.folder.path().join("reports/2026Q3/en/accounts/notes.txt"), "mine").unwrap();
    till.deliver("sales-2.csv", "S7,3,Clara,2026-09-01,-90.00\n");
    till.run();
    assert_eq!(till.committed(), ["2026Q3/en/accounts/: 1.html", "2026Q3/zh-CN/accounts/: 1.html"]);
    let of_accounts = |reports: BTreeMap<String, String>| -> Vec<String> {
        reports.into_keys().filter(|page| page.contains("accounts")).collect()
    };
    let kept = ["2026Q3/en/accounts/1.html", "2026Q3/en/accounts/notes.txt", "2026Q3/zh-CN/accounts/1.html"];
    assert_eq!(of_accounts(till.reports()), kept);
    till.deliver("sales-3.csv", "S8,1,Anna & Söhne,2026-09-01,-1234567.00\n");
    till.run();
    assert_eq!(till.committed(), [] as [&str; 0]);
    assert_eq!(of_accounts(till.reports()), ["2026Q3/en/accounts/notes.txt"]);
    assert!(!till.page("2026Q3/en/index.html").contains("href="));
    assert_eq!(till.run_planting(None).unwrap().status, RunStatus::NothingToDo);
}

#[test]
fn pages_of_a_report_that_is_gone_go_with_their_quarter() {
    let mut till = Till::new();
    till.run();
    fs::remove_dir_all(till.folder.path().join("report-templates/account")).unwrap();
    till.deliver("sales-2.csv", "S7,3,Clara,2026-09-01,5.00\n");
    till.run();
    assert_eq!(till.committed(), [] as [&str; 0]);
    assert!(!till.page("2026Q3/en/index.html").contains("href="));
}

#[test]
fn a_page_asked_for_is_the_page_of_the_run() {
    let till = Till::new();
    till.run();
    let paths = till.preview("1").unwrap();
    assert_eq!(paths.len(), 2);
    for locale in ["en", "zh-CN"] {
        let preview = till.page(&format!("preview/2026Q3/{locale}/accounts/1.html"));
        assert_eq!(preview, till.page(&format!("2026Q3/{locale}/accounts/1.html")));
    }
    till.preview("2").unwrap();
    assert!(till.page("preview/2026Q3/en/accounts/2.html").contains("<h1>Berta &lt;b&gt;</h1>"));
    let again = till.runtime.block_on(crate::report(&till.project, &ReportRequest::default(), &till.around())).unwrap();
    assert_eq!(again.len(), 6);
    assert!(!till.page("preview/2026Q3/en/accounts/2.html").is_empty(), "a preview is not the commit's to take away");
}

#[test]
fn a_customer_who_is_not_there_is_told_with_those_near() {
    let till = Till::new();
    till.run();
    for (asked, hint) in [
        ("Clra", "did you mean 3 (`Clara`)?"),
        ("söhne", "did you mean 1 (`Anna & Söhne`)?"),
        ("7", "did you mean 1 (`Anna & Söhne`)?"),
        ("a", "did you mean 1 (`Anna & Söhne`) or 2 (`Berta <b>`) or 3 (`Clara`)?"),
    ] {
        let error = till.preview(asked).unwrap_err();
        assert_eq!(
            (error.to_string(), error.blame()),
            (format!("there is no customer `{asked}` in 2026Q3"), Blame::Definition)
        );
        assert_eq!(error.hint().unwrap(), hint, "{asked}");
    }
}

#[test]
fn queries_that_cannot_be_cut_or_shared_are_refused_with_their_file() {
    let mut till = Till::new();
    let queries = "report-templates/account/queries";
    till.mend(&format!("{queries}/months.sql"), "order by monthly_revenue.customer_id", "order by amounts");
    till.mend(&format!("{queries}/accounts.sql"), "revenue.customer_name,", "revenue.customer_name as name,");
    till.mend(
        &format!("{queries}/quarters.sql"),
        "customer_id,\n    quarter",
        "cast(customer_id as text) as customer_id,\n    quarter",
    );
    till.write(&format!("{queries}/total.sql"), "select sum(net_revenue_amount) as total_amount\nfrom marts.revenue\n");
    till.write(&format!("{queries}/runs.sql"), "select reason\nfrom run.runs\norder by run_id\n");
    let expected = "\
error: the query that lists who gets a page lacks the column `customer_name`
  --> report-templates/account/queries/accounts.sql
   = hint: add it to the select list, of type text
error: a query with a `customer_id` must order by it first
  --> report-templates/account/queries/months.sql
   = Its rows are cut by customer as they arrive, so that they need not all be held.
   = hint: end it with `order by customer_id, …`
error: `customer_id` is not bigint
  --> report-templates/account/queries/quarters.sql
   = hint: take the `customer_id` of a mart as it is
error: a query that every customer's page shares may not read `run.runs`
  --> report-templates/account/queries/runs.sql
   = The messages in `run.runs` quote rows, whoever they belong to.
   = hint: add `customer_id` to the select list and order by it first
error: a query that every customer's page shares may not read `marts.revenue`
  --> report-templates/account/queries/total.sql
   = Without `customer_id` its rows stand on every page, and `marts.revenue` holds rows of all customers.
   = hint: add `customer_id` to the select list and order by it first
";
    assert_eq!(till.problems(), expected);
}

#[test]
fn templates_are_read_before_anything_runs() {
    let mut till = Till::new();
    till.write(
        "report-templates/components/naming.html",
        "{% component naming(customer: string) -%}\n{{ customer | bold }}\n{% endcomponent naming %}",
    );
    till.write("report-templates/locales/en.ftl", "portfolio-title = A\naccount-title = B\nof {\n");
    let expected = "\
error: text of locale `en` cannot be read at `of {`: Expected a token starting with \"=\"
  --> report-templates/locales/en.ftl
error: template `components/naming.html`, line 2, column 15: unknown filter `bold`
  --> report-templates/components/naming.html
";
    assert_eq!(till.problems(), expected);
}
