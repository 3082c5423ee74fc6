//! Rows are data: whatever they hold, the page has the same elements.

use crate::shelf::{Datasets, about, portfolio, render, renderer, repository, rows};
use kam_report::{About, Cell};
use std::path::PathBuf;

/// The page's elements in order, without what they say: `<td class=…>` counts as `td`.
pub(crate) fn elements(page: &str) -> Vec<&str> {
    let tags = page.split('<').skip(1);
    tags.map(|tag| tag.split(|end: char| end == '>' || end == '/' || end.is_whitespace()).next().unwrap()).collect()
}

/// Puts the names, one after the other and over again, into every text a company sends us.
fn with_names(names: &[String]) -> Datasets {
    let mut datasets = rows();
    let mut names = names.iter().cycle();
    let sent = ["customer_name", "country", "city", "extract_name", "check_name"];
    for (column, cell) in datasets.values_mut().flatten().flat_map(|row| row.iter_mut()) {
        if sent.contains(&column.as_str()) {
            *cell = Cell::Text(names.next().unwrap().clone());
        }
    }
    datasets
}

pub(crate) fn naughty_strings() -> Vec<String> {
    let root = std::env::var_os("KAM_REAL_DATA").map_or_else(|| repository("../shared/data"), PathBuf::from);
    let text = std::fs::read_to_string(root.join("naughty-strings/blns.json")).unwrap();
    let mut strings: Vec<String> = serde_json::from_str(&text).unwrap();
    let ours = [
        "<script>alert(1)</script>",
        "\"><svg onload=alert(1)>",
        "' onmouseover='x",
        "</style><b>",
        "{{ 7 * 7 }}",
        "{% if %}",
        "]]>",
        "",
    ];
    strings.extend(ours.map(str::to_owned));
    strings
}

#[test]
fn no_name_becomes_an_element() {
    let (renderer, report) = (renderer("en"), portfolio());
    let page_with = |names: &[String]| {
        let about = About { company: &names[0], ..about(&report) };
        renderer.render(&about, with_names(names)).unwrap()
    };
    let harmless = page_with(&["Northwind".to_owned()]);
    let expected = elements(&harmless);
    for names in naughty_strings().chunks(20) {
        let page = page_with(names);
        assert_eq!(elements(&page), expected, "one of {names:?}");
        assert_eq!(page.matches('"').count(), harmless.matches('"').count(), "one of {names:?} leaves its attribute");
    }
}

#[test]
fn a_class_from_data_stays_in_its_attribute() {
    let mut datasets = rows();
    for row in datasets.get_mut("customers").unwrap() {
        row.insert("abc_class".to_owned(), Cell::Text("A\" onclick=\"x".to_owned()));
    }
    assert!(!render("en", datasets).contains("onclick=\"x"));
}

#[test]
fn extremes_are_printed_whole() {
    let mut datasets = rows();
    let totals = &mut datasets.get_mut("summary").unwrap()[0];
    totals.insert("net_revenue_q_amount".to_owned(), Cell::Decimal { unscaled: i128::MIN, scale: 4 });
    for row in datasets.get_mut("cumulative_value").unwrap() {
        row.insert("cumulative_share_ratio".to_owned(), Cell::Decimal { unscaled: i128::MAX, scale: 6 });
    }
    assert!(render("en", datasets).contains("−17,014,118,346,046,923,173,168,730,371,588,410.57"));
}
