//! Where charts put things, reckoned by hand, and what they do with hostile names and extremes.

use crate::every_chart::gallery;
use crate::hostile::{elements, naughty_strings};
use crate::shelf::{about, renderer, templates};
use kam_project::{Report, ReportKind, RowsFile};
use kam_report::Renderer;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What a page says that shows `rows` by a template.
fn said(rows: &str, template: &str) -> Result<String, kam_report::Error> {
    let mut templates = templates();
    templates.html.insert("chart/page.html".to_owned(), template.to_owned());
    let rows = RowsFile { file: "rows.json".into(), text: rows.to_owned() };
    let report = Report {
        page: "chart/page.html".to_owned(),
        kind: ReportKind::Gallery,
        rows: BTreeMap::from([("rows".to_owned(), rows)]),
        ..Report::default()
    };
    Renderer::new(&templates, "en").unwrap().render_gallery(&about(&report))
}

#[test]
fn the_asset_map_places_by_scores_and_sizes_by_area() {
    // The plot is 34…796 by 22…480, 14 inside of that stand 0 and 100; the largest radius is 26.
    let rows = r#"[
        {"n": "whole", "v": "100.0", "r": "0.0", "a": "400.00", "t": "core"},
        {"n": "half", "v": "50.0", "r": "50.0", "a": "-100.00", "t": "core"},
        {"n": "beyond", "v": "250.0", "r": "-3.0", "a": null, "t": null},
        {"n": "unplaced", "v": null, "r": "1.0", "a": "1.00", "t": "core"}]"#;
    let template = r#"{% set plot = asset_map(rows=rows, label="n", value="v", risk="r", amount="a", tier="t") %}
        {%- for b in plot.bubbles %}{{ b.name }} {{ b.x }} {{ b.y }} {{ b.radius }} {{ b.kind }} {{ b.amount }}
{% endfor %}{{ plot.customers }} {{ plot.unplaced }} {{ plot.x_cut }} {{ plot.y_cut }}"#;
    let expected =
        "whole 782 466 26 positive 400\nhalf 415 251 13 negative −100\nbeyond 782 466 4 unknown —\n3 1 415 251";
    assert_eq!(said(rows, template).unwrap(), expected);
}

#[test]
fn a_link_to_elsewhere_is_refused() {
    let template =
        r#"{{ <asset_map id="m" title="x" rows label="n" href="h" value="v" risk="v" amount="v" tier="n" /> }}"#;
    let page = |link: &str| said(&format!(r#"[{{"n": "x", "v": 1, "h": "{link}"}}]"#), template);
    assert!(page("accounts/7.html").unwrap().contains("<a href=\"accounts/7.html\">"));
    for link in ["javascript:alert(1)", "https://example.org", "//example.org", "\\\\\\\\example"] {
        let refused = page(link).unwrap_err().to_string();
        assert!(refused.ends_with("it is a path beside the page"), "{refused}");
    }
}

#[test]
fn unknown_quarters_interrupt_a_line() {
    // Marks at 0, 50 and 100 over 24…200; four quarters over 29…767.
    let rows =
        r#"[{"q": "2026Q1", "v": 0}, {"q": "2026Q2", "v": null}, {"q": "2026Q3", "v": 100}, {"q": "2026Q4", "v": 50}]"#;
    let template = r#"{% set plot = trend(rows=rows, label="q", value="v", format="count") %}
        {%- for run in plot.line.runs %}{{ run.points }} {{ run.is_alone }}
{% endfor %}{{ plot.line.last.written }} {{ plot.count }} {% for mark in plot.marks %}{{ mark.written }}@{{ mark.y }} {% endfor %}
        {%- for mark in plot.quarters %}{{ mark.name }}/{{ mark.year or "" }} {% endfor %}"#;
    let page = said(rows, template).unwrap();
    let mut lines = page.lines();
    assert!(lines.next().unwrap().ends_with(" 200 true"), "{page}");
    assert!(lines.next().unwrap().ends_with(" 112 false"), "{page}");
    assert_eq!(lines.next(), Some("50 3 0@200 50@112 100@24 Q1/2026 Q2/ Q3/ Q4/ "));
}

#[test]
fn parts_of_a_bar_add_up_to_it() {
    let rows = r#"[{"q": "a", "x": "25.00", "y": "75.00", "z": "-5.00"}, {"q": "b", "x": null, "y": null, "z": null}]"#;
    let template = r#"{% set plot = stack(rows=rows, label="q", parts=["x", "y", "z"], names=["X", "Y", "Z"], share=true) %}
        {%- for bar in plot.bars %}{{ bar.label }} {{ bar.is_unknown }}{% for part in bar.parts %} {{ part.name }} {{ part.x }}+{{ part.width }} {{ part.share }}{% endfor %}
{% endfor %}"#;
    assert_eq!(said(rows, template).unwrap(), "a false X 0+25 25% Y 25+75 75%\nb true\n");
}

#[test]
fn spans_stand_between_their_days() {
    // 365 days over 216…782 from the first of January to the last of December, 364 days later.
    let rows = r#"[{"l": "x", "s": "2026-01-01", "e": "2026-07-02"}, {"l": "y", "s": "2026-07-02", "e": null}]"#;
    let template = r#"{% set plot = timeline(rows=rows, label="l", start="s", end="e", as_of="2026-12-31") %}
        {%- for span in plot.spans %}{{ span.x }}+{{ span.width }} {{ span.is_open }} {% endfor %}{{ plot.as_of }}"#;
    assert_eq!(said(rows, template).unwrap(), "216+283 false 499+283 true 782");
}

#[test]
fn a_column_that_is_not_there_is_named() {
    let refused =
        said(r#"[{"a": 1}]"#, r#"{{ <bars caption="x" rows label="a" value="b" /> }}"#).unwrap_err().to_string();
    assert!(refused.ends_with("the chart's rows have no column `b`"), "{refused}");
}

/// The gallery with every text of these columns, and every exact number, replaced.
fn gallery_with(text: impl Fn(usize) -> String, number: Option<&str>) -> Report {
    let mut report = gallery();
    let mut count = 0;
    for rows in report.rows.values_mut() {
        let mut cases: Value = serde_json::from_str(&rows.text).unwrap();
        let cells = cases.as_object_mut().unwrap().values_mut().flat_map(|rows| rows.as_array_mut().unwrap());
        for (name, cell) in cells.flat_map(|row| row.as_object_mut().unwrap()) {
            let is_number = cell
                .as_str()
                .is_some_and(|text| text.replace(['-', '.'], "").bytes().all(|byte| byte.is_ascii_digit()));
            if ["customer_name", "label", "stage", "about", "class"].contains(&name.as_str()) && cell.is_string() {
                *cell = Value::from(text(count));
                count += 1;
            } else if let (Some(number), true, false) = (number, is_number, name.ends_with("_date")) {
                *cell = Value::from(number);
            }
        }
        rows.text = cases.to_string();
    }
    report
}

/// The page without the texts of drawings: how many of those there is room for depends on what they say.
fn without_drawn_texts(page: &str) -> String {
    let mut parts = page.split("<text");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |kept, part| kept + part.split_once("</text>").unwrap().1)
}

#[test]
fn no_name_becomes_an_element_of_a_chart() {
    let renderer = renderer("en");
    let page_with = |text: &dyn Fn(usize) -> String| {
        without_drawn_texts(&renderer.render_gallery(&about(&gallery_with(text, None))).unwrap())
    };
    let harmless = page_with(&|_| "Northwind".to_owned());
    let strings = naughty_strings();
    let page = page_with(&|count| strings[count % strings.len()].clone());
    assert_eq!(elements(&page), elements(&harmless));
    assert_eq!(page.matches('"').count(), harmless.matches('"').count(), "a name leaves its attribute");
    let report = gallery_with(|count| strings[count % strings.len()].clone(), None);
    let drawn = renderer.render_gallery(&about(&report)).unwrap();
    let known: BTreeSet<&str> = elements(&harmless).into_iter().chain(["text", "tspan"]).collect();
    for tag in elements(&drawn) {
        assert!(known.contains(tag), "`{tag}` came from a name");
    }
}

#[test]
fn extremes_do_not_overflow() {
    let largest = format!("{}.99", i128::MAX / 1_000);
    for number in [largest.as_str(), &format!("-{largest}"), "0.00", "0.0000000001"] {
        let report = gallery_with(|_| "x".repeat(300), Some(number));
        for locale in ["en", "zh-CN"] {
            let page = renderer(locale).render_gallery(&about(&report)).unwrap();
            assert!(page.ends_with("</html>\n") || page.ends_with("</html>"), "{number}");
        }
    }
}
