//! The page, byte for byte. After a wanted change: `KAM_WRITE_GOLDEN=1 cargo test -p kam-report`, then read the diff.

use crate::shelf::{self, account_ids, render, render_account, repository, rows};
use kam_report::Cell;
use std::collections::BTreeMap;
use std::fs;

fn assert_golden(file: &str, page: &str) {
    let path = repository(&format!("tests/golden/{file}.html"));
    if std::env::var_os("KAM_WRITE_GOLDEN").is_some() {
        fs::write(&path, page).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    let first = page.lines().zip(expected.lines()).enumerate().find(|(_, (is, should))| is != should);
    assert_eq!(first, None, "{} differs in this line first", path.display());
    assert_eq!(page, expected);
}

#[test]
fn the_portfolio_is_as_agreed() {
    for locale in ["en", "zh-CN"] {
        assert_golden(&format!("portfolio/{locale}"), &render(locale, rows()));
    }
}

#[test]
fn a_weak_account_and_one_hardly_known_are_as_agreed() {
    for locale in ["en", "zh-CN"] {
        for id in account_ids() {
            assert_golden(&format!("account/{id}.{locale}"), &render_account(locale, id));
        }
    }
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    assert_eq!(render("en", rows()), render("en", rows()));
    assert_eq!(render_account("en", 1), render_account("en", 1));
}

#[test]
fn figures_are_exact_and_nothing_unknown_is_zero() {
    let page = render("en", rows());
    for figure in
        ["110,277.31", "12,345.68", "−2,005.01", "+12.0%", "−4.6%", "+0.4 pts", "0.412", "+6,100.00", "−4,500.00"]
    {
        assert!(page.contains(figure), "{figure} is not on the page");
    }
    assert!(page.contains("title=\"There is not enough history yet.\""));
    assert!(
        page.contains("Not known yet: first order, last order, tier, account_manager."),
        "an attribute without words shows its id"
    );
}

#[test]
fn the_page_stands_alone() {
    let page = render("zh-CN", rows());
    assert!(page.starts_with("<!doctype html>\n<html lang=\"zh-CN\">"));
    assert_eq!(page.matches("<script").count(), 1, "the page's own script");
    for foreign in ["<link", "<img", "src=", "@import", "url(", "http://", "https://", "javascript:"] {
        assert!(!page.contains(foreign), "the page holds `{foreign}`");
    }
    assert!(page.contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-"));
    assert!(!page.chars().any(|character| ('\u{2066}'..='\u{2069}').contains(&character)), "isolation marks");
}

#[test]
fn a_company_without_any_revenue_has_a_page() {
    let mut datasets = rows();
    let quarter = datasets.remove("quarter").unwrap();
    datasets.values_mut().for_each(Vec::clear);
    datasets.insert("quarter".to_owned(), quarter);
    assert!(render("en", datasets.clone()).contains("Nothing has been computed for this quarter yet."));
    let (summary, mut left_out) = (rows().remove("summary").unwrap(), rows().remove("sections_left_out").unwrap());
    for cell in ["tiers", "risks", "profit", "receivables", "service", "pipeline", "ledger"] {
        left_out[0].insert(format!("{cell}_missing_reason"), Cell::Text("source_missing".to_owned()));
    }
    datasets.insert("summary".to_owned(), summary);
    datasets.insert("sections_left_out".to_owned(), left_out);
    let page = render("en", datasets);
    let sections = page.matches("<section").count();
    assert!(sections <= 5, "{sections} sections, most of them empty");
    assert_eq!(page.matches("The source system is not connected.").count(), 1, "one line for all that are missing");
}

#[test]
fn a_project_changes_one_word_and_keeps_the_rest() {
    let mut templates = shelf::templates();
    templates.messages.get_mut("en").unwrap().push("portfolio-title = Value by customer\n".to_owned());
    let renderer = kam_report::Renderer::new(&templates, "en").unwrap();
    let page = renderer.render(&shelf::about(&shelf::portfolio()), rows()).unwrap();
    assert!(page.contains("<h1>Value by customer</h1>") && page.contains("Net revenue, this quarter"));
}

#[test]
fn many_customers_keep_the_chart_small() {
    let mut datasets = rows();
    let first = datasets["cumulative_value"][0].clone();
    datasets.insert("cumulative_value".to_owned(), vec![first; 5_000]);
    let page = render("en", BTreeMap::clone(&datasets));
    assert!(page.len() < 300_000, "{} bytes", page.len());
}

/// Amounts of a column of cells, without their commas: the cells of one table's rows, in fen.
fn printed(cells: &str) -> i64 {
    let digits: String = cells.chars().filter(char::is_ascii_digit).collect();
    let sign = if cells.contains('−') { -1 } else { 1 };
    sign * digits.parse::<i64>().unwrap()
}

/// What stands in the number cells of the rows of a table, row by row.
fn numbers(table: &str) -> Vec<Vec<String>> {
    let rows = table.split("<tr").skip(1);
    let cells = |row: &str| {
        let cells = row.split("<td class=\"number").skip(1);
        cells.map(|cell| cell.split_once('>').unwrap().1.split('<').next().unwrap().to_owned()).collect()
    };
    rows.map(cells).collect()
}

fn table<'a>(page: &'a str, caption: &str) -> &'a str {
    let from = page.find(caption).unwrap();
    let rest = &page[from..];
    &rest[..rest.find("</table>").unwrap()]
}

#[test]
fn what_is_printed_adds_up_to_what_is_printed() {
    let page = render("en", rows());
    let ages = numbers(table(&page, "<table class=\"ageing\">")).pop().unwrap();
    let (balance, parts) = ages.split_last().unwrap();
    assert_eq!(parts.iter().map(|part| printed(part)).sum::<i64>(), printed(balance), "ages and credits, balance");
    let tiers = numbers(table(&page, "<section class=\"tiers\""));
    let (total, tiers) = tiers[1..].split_last().unwrap();
    for (column, below) in [(0, 0), (2, 1), (4, 3), (5, 4)] {
        let sum: i64 = tiers.iter().map(|row| printed(&row[column])).sum();
        assert_eq!(sum, printed(&total[below]), "column {column} of the tiers");
    }
    let debtors = numbers(table(&page, "Who owes most that is past due</caption>"));
    let (total, debtors) = debtors[1..].split_last().unwrap();
    for (column, below) in [(0, 0), (1, 1), (2, 2), (5, 3), (6, 4)] {
        let sum: i64 = debtors.iter().map(|row| printed(&row[column])).sum();
        assert_eq!(sum, printed(&total[below]), "column {column} of the debtors");
    }
    for card in page.split("<article class=\"risk-card\">").skip(1) {
        let parts = numbers(card.split("</article>").next().unwrap());
        let (index, parts) = parts[1..].split_last().unwrap();
        assert_eq!(parts.iter().map(|row| printed(&row[0])).sum::<i64>(), printed(&index[0]), "parts of a risk index");
    }
}

#[test]
fn the_waterfall_and_the_risk_of_an_account_add_up() {
    let page = render_account("en", 1);
    let lines = numbers(table(&page, "<table class=\"bars waterfall\">"));
    let lines: Vec<i64> = lines.iter().filter_map(|row| row.first()).map(|cell| printed(cell)).collect();
    let [revenue, cost, margin, service, carrying, contribution] = <[i64; 6]>::try_from(lines).unwrap();
    assert_eq!(revenue + cost, margin);
    assert_eq!(margin + service + carrying, contribution);
    let parts = numbers(table(&page, "<section class=\"risk\""));
    let (index, parts) = parts[1..].split_last().unwrap();
    let added: i64 = parts.iter().filter(|row| !row[1].is_empty()).map(|row| printed(&row[1])).sum();
    assert_eq!(added, printed(index.iter().find(|cell| !cell.is_empty()).unwrap()));
}
