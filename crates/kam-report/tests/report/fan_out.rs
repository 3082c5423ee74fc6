//! A page holds the rows of its own account, or there is no page.

use crate::shelf::{self, Datasets};
use kam_project::{Report, Templates};
use kam_report::{About, Account, Blame, Cell, Error, EveryPage, Renderer, Row};
use std::collections::BTreeMap;

const PAGE: &str = "{{ account.customer_name }}:{% for row in tickets %} {{ row.title }}{% endfor %}; \
                    {% for row in checks %}{{ row.name }}{% endfor %}; {{ report.has_account_pages }}";

fn report() -> Report {
    Report { name: "account".to_owned(), page: "account/page.html".to_owned(), ..Report::default() }
}

fn row(cells: &[(&str, Cell)]) -> Row {
    cells.iter().map(|(column, cell)| ((*column).to_owned(), cell.clone())).collect()
}

fn account(id: i64) -> Account {
    let cells = [("customer_id", Cell::Integer(id)), ("customer_name", Cell::Text(format!("Customer {id}")))];
    Account { id, row: row(&cells) }
}

fn ticket(owner: Cell, title: &str) -> Row {
    row(&[("customer_id", owner), ("title", Cell::Text(title.to_owned()))])
}

fn render(account: Account, tickets: Vec<Row>, shared: &EveryPage) -> Result<String, Error> {
    let mut templates = shelf::templates();
    templates.html = BTreeMap::from([("account/page.html".to_owned(), PAGE.to_owned())]);
    let (report, bound) = (report(), Datasets::from([("tickets".to_owned(), tickets)]));
    let about = About { report: &report, company: "Northwind", has_account_pages: true };
    renderer(&templates).render_account(&about, account, bound, shared)
}

fn renderer(templates: &Templates) -> Renderer {
    Renderer::new(templates, "en").unwrap()
}

fn checks() -> EveryPage {
    EveryPage::of(Datasets::from([("checks".to_owned(), vec![row(&[("name", Cell::Text("all well".to_owned()))])])]))
        .unwrap()
}

#[test]
fn a_page_shows_its_own_rows_and_what_all_share() {
    let tickets = vec![ticket(Cell::Integer(7), "one"), ticket(Cell::Integer(7), "two")];
    assert_eq!(render(account(7), tickets, &checks()).unwrap(), "Customer 7: one two; all well; true");
    assert_eq!(render(account(7), Vec::new(), &checks()).unwrap(), "Customer 7:; all well; true");
}

#[test]
fn every_row_is_looked_at() {
    for at in 0..3 {
        let mut tickets = vec![ticket(Cell::Integer(7), "own"); 3];
        tickets[at] = ticket(Cell::Integer(8), "foreign");
        let error = render(account(7), tickets, &checks()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "query `tickets` handed a row of customer 8 to the page of customer 7 (`Customer 7`)"
        );
        assert_eq!(error.blame(), Blame::Bug);
    }
}

#[test]
fn a_row_that_does_not_say_whose_it_is_is_nobodys() {
    let untold = row(&[("title", Cell::Text("whose?".to_owned()))]);
    for tickets in [ticket(Cell::Null, "x"), ticket(Cell::Text("7".to_owned()), "x"), untold] {
        let error = render(account(7), vec![tickets], &checks()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "query `tickets` handed a row of nobody to the page of customer 7 (`Customer 7`)"
        );
    }
}

#[test]
fn the_account_itself_is_the_pages() {
    let stranger = Account { id: 7, ..account(8) };
    let error = render(stranger, Vec::new(), &checks()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "query `accounts` handed a row of customer 8 to the page of customer 7 (`Customer 8`)"
    );
}

#[test]
fn what_all_share_is_nobodys() {
    let rows = vec![row(&[("name", Cell::Null)]), ticket(Cell::Integer(7), "own")];
    let error = EveryPage::of(Datasets::from([("checks".to_owned(), rows)])).unwrap_err();
    assert_eq!(error.to_string(), "query `checks` hands its rows to every page, but they say whose they are");
    assert_eq!(error.blame(), Blame::Bug);
}

#[test]
fn lists_keep_their_order_and_what_is_unknown() {
    let decimal = |unscaled| Cell::Decimal { unscaled, scale: 4 };
    let list = Cell::List(vec![decimal(1_250_000), Cell::Null, decimal(-50)]);
    let numbers = Cell::List(vec![Cell::Integer(3), Cell::Null]);
    let words = Cell::List(vec![Cell::Text("<a>".to_owned()), Cell::Null]);
    let mut templates = shelf::templates();
    let page = "{% for x in rows[0].a %}{{ x | money }} {% endfor %}|{% for x in rows[0].b %}{{ x | count }} {% endfor %}|\
                {% for x in rows[0].c %}{{ x or \"none\" }} {% endfor %}|{{ rows[0].d | length }}";
    templates.html = BTreeMap::from([("account/page.html".to_owned(), page.to_owned())]);
    let cells = [("a", list), ("b", numbers), ("c", words), ("d", Cell::List(Vec::new()))];
    let datasets = Datasets::from([("rows".to_owned(), vec![row(&cells)])]);
    let report = report();
    let html = renderer(&templates).render(&shelf::about(&report), datasets).unwrap();
    assert_eq!(html, "125.00 — −0.01 |3 — |&lt;a&gt; none |0");
}
