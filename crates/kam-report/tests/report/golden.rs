//! The page, byte for byte. After a wanted change: `KAM_WRITE_GOLDEN=1 cargo test -p kam-report`, then read the diff.

use crate::shelf::{self, render, repository, rows};
use std::collections::BTreeMap;
use std::fs;

fn assert_golden(locale: &str) {
    let page = render(locale, rows());
    let path = repository(&format!("tests/golden/portfolio/{locale}.html"));
    if std::env::var_os("KAM_WRITE_GOLDEN").is_some() {
        fs::write(&path, &page).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    let first = page.lines().zip(expected.lines()).enumerate().find(|(_, (is, should))| is != should);
    assert_eq!(first, None, "{} differs in this line first", path.display());
    assert_eq!(page, expected);
}

#[test]
fn the_english_page_is_as_agreed() {
    assert_golden("en");
}

#[test]
fn the_chinese_page_is_as_agreed() {
    assert_golden("zh-CN");
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    assert_eq!(render("en", rows()), render("en", rows()));
}

#[test]
fn figures_are_exact_and_nothing_unknown_is_zero() {
    let page = render("en", rows());
    for figure in ["110,277.31", "12,345.68", "−2,005.01", "+12.0%", "−4.6%", "+0.4 pts", "0.412", "+6,100.00"] {
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
    for foreign in ["<script", "<link", "<img", "src=", "@import", "url(", "http://", "https://", "javascript:"] {
        assert!(!page.contains(foreign), "the page holds `{foreign}`");
    }
    assert!(page.contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:"));
    assert!(!page.chars().any(|character| ('\u{2066}'..='\u{2069}').contains(&character)), "isolation marks");
}

#[test]
fn a_company_without_any_revenue_has_a_page() {
    let mut datasets = rows();
    for name in ["totals", "cumulative_value", "classes", "customers", "never_ordered", "checks", "deliveries"] {
        datasets.insert(name.to_owned(), Vec::new());
    }
    assert!(render("en", datasets.clone()).contains("Nothing has been computed for this quarter yet."));
    datasets.insert("totals".to_owned(), rows().remove("totals").unwrap());
    assert!(render("en", datasets).contains("No customer has brought net revenue"));
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
    assert!(page.len() < 200_000, "{} bytes", page.len());
}
