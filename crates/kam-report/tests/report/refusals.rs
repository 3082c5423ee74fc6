//! What a wrong template or text is told, exactly.

use crate::shelf::{self, about, portfolio, rows, templates};
use kam_project::Templates;
use kam_report::{Blame, Error, Renderer};

fn refused(templates: &Templates) -> String {
    let rendered = Renderer::new(templates, "en").and_then(|renderer| renderer.render(&about(&portfolio()), rows()));
    let error = rendered.unwrap_err();
    assert_eq!(error.blame(), Blame::Definition);
    error.to_string()
}

fn with_page(page: &str) -> Templates {
    let mut templates = templates();
    templates.html.insert("portfolio/page.html".to_owned(), page.to_owned());
    templates
}

#[test]
fn a_wrong_template_is_refused_with_its_place() {
    let mistakes = [
        (
            "<p>\n{{ nothing }}",
            "template `portfolio/page.html`, line 2, column 4: variable `nothing` is not defined. Available variables: asset_map, checks, classes, company, coverage, cumulative_value, customers, debtors, deliveries, ledger, locale, losses, movements, never_ordered, parameters, pipeline, quarter, receivables, report, risk_parts, risks, sections_left_out, service, service_watch, stages, summary, tiers, whale_curve",
        ),
        ("{{ totals | euros }}", "template `portfolio/page.html`, line 1, column 13: unknown filter `euros`"),
        ("{{ <nowhere /> }}", "template `portfolio/page.html`, line 1, column 4: unknown component `nowhere`"),
        (
            "{{ t(id=\"no-such-text\") }}",
            "template `portfolio/page.html`, line 1, column 4: there is no message `no-such-text`",
        ),
        (
            "{{ t(id=\"portfolio-data-as-of\") }}",
            "template `portfolio/page.html`, line 1, column 4: message `portfolio-data-as-of` cannot be written: Unknown variable: $date",
        ),
        (
            "{{ style(name=\"x.css\") }}",
            "template `portfolio/page.html`, line 1, column 4: there is no style `x.css` below report-templates/styles",
        ),
        (
            "{{ \"1998\" | quarter }}",
            "template `portfolio/page.html`, line 1, column 13: `1998` is no quarter; one is written `2026Q3`",
        ),
        (
            "{{ company | money }}",
            "template `portfolio/page.html`, line 1, column 14: expected a number, found string `Northwind Traders`",
        ),
        (
            "{{ totals | group_by(attribute=\"quarter\") }}",
            "template `portfolio/page.html`, line 1, column 13: `group_by` has no order; write `grouped(by=\"column\")`",
        ),
        ("{% if totals %}", "template `portfolio/page.html`, line 1, column 16: unexpected end of input"),
    ];
    for (page, expected) in mistakes {
        assert_eq!(refused(&with_page(page)), expected);
    }
}

#[test]
fn a_mistake_in_a_component_is_shown_with_its_caller() {
    let mut templates = with_page("{{ <header company title=\"x\" quarter=\"1998Q2\" as_of=\"soon\" /> }}");
    let error = Renderer::new(&templates, "en").unwrap().render(&about(&portfolio()), rows()).unwrap_err();
    assert!(error.to_string().starts_with("template `components/header.html`, line 5, column "), "{error}");
    assert!(error.to_string().ends_with("expected a date, found string `soon`"), "{error}");
    assert!(error.detail().unwrap().contains("portfolio/page.html:1:4"), "{}", error.detail().unwrap());
    templates.html.remove("components/header.html");
    assert!(refused(&templates).ends_with("unknown component `header`"));
}

#[test]
fn a_report_without_its_page_is_refused() {
    let mut templates = templates();
    templates.html.remove("portfolio/page.html");
    assert_eq!(refused(&templates), "report templates do not fit together: template 'portfolio/page.html' not found");
}

#[test]
fn a_locale_without_texts_is_refused() {
    let error = Renderer::new(&templates(), "fr").unwrap_err();
    assert_eq!(error.to_string(), "report locale `fr` has no texts");
    let hint = "add `report-templates/locales/fr.ftl`, or take `fr` out of `locales`";
    assert_eq!(error.hint().as_deref(), Some(hint));
}

#[test]
fn a_text_that_cannot_be_read_is_refused() {
    let mut templates = shelf::templates();
    templates.messages.get_mut("en").unwrap().push("good = yes\nbad = { $x\n".to_owned());
    let error = Renderer::new(&templates, "en").unwrap_err();
    assert!(matches!(&error, Error::Text { excerpt, .. } if excerpt.starts_with("bad")), "{error}");
}
