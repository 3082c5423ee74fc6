//! Both languages say the same things, and the page asks for nothing they do not say.

use crate::shelf;
use std::collections::BTreeSet;

fn ids(locale: &str) -> BTreeSet<String> {
    let templates = shelf::templates();
    let lines = templates.messages[locale].iter().flat_map(|text| text.lines());
    lines
        .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
        .map(|line| line.split(' ').next().unwrap().to_owned())
        .collect()
}

#[test]
fn both_languages_have_the_same_messages() {
    assert_eq!(ids("en"), ids("zh-CN"));
}

#[test]
fn every_message_a_template_names_exists_and_is_used() {
    let templates = shelf::templates();
    let texts = ids("en");
    let asked = templates
        .html
        .values()
        .flat_map(|text| text.split("t(id=\"").skip(1))
        .map(|rest| rest.split('"').next().unwrap());
    let asked: BTreeSet<&str> = asked.filter(|id| !id.ends_with('-')).collect();
    let unknown: Vec<&&str> = asked.iter().filter(|id| !texts.contains(**id)).collect();
    assert!(unknown.is_empty(), "no text for {unknown:?}");
    // By the renderer itself, or by a template that puts a row's word behind what these begin with.
    let named_by_code = [
        "account-title",
        "evidence-",
        "format-",
        "ledger-",
        "lifecycle-",
        "line-",
        "method-",
        "movement-",
        "outcome-",
        "parameter-",
        "quadrant-",
        "relief-",
        "section-",
        "source-",
        "standing-movement-",
        "topic-",
        "unit-name-",
        "null-reason-",
        "attribute-",
        "checks-severity-",
        "currency-",
        "portfolio-title",
        "gallery-case-",
        "gallery-line-",
        "gallery-title",
        "level-",
        "list-separator",
        "risk-level-",
        "signal-",
        "tier-",
    ];
    let spare: Vec<&String> = texts
        .iter()
        .filter(|id| !asked.contains(id.as_str()) && !named_by_code.iter().any(|start| id.starts_with(start)))
        .collect();
    assert!(spare.is_empty(), "nothing asks for {spare:?}");
}

#[test]
fn every_parameter_has_a_name_and_every_name_a_parameter() {
    let table = include_str!("../../../../given/parameters.csv");
    let parameters = table.lines().skip(1).filter_map(|line| line.split(',').next());
    // Each signal has a weight and two thresholds, which share one name.
    let per_signal = ["risk_weight", "risk_red", "risk_amber"];
    let named = |parameter: &str| {
        let shared = per_signal.into_iter().find(|start| parameter.starts_with(&format!("{start}_sig_")));
        format!("parameter-{}", shared.unwrap_or(parameter))
    };
    // Said in place of a date: it is as delivered with kam.
    let said_of_all = "parameter-default".to_owned();
    let wanted: BTreeSet<String> = parameters.map(named).chain([said_of_all]).collect();
    let names: BTreeSet<String> = ids("en").into_iter().filter(|id| id.starts_with("parameter-")).collect();
    assert_eq!(names, wanted);
}
