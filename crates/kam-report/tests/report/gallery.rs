//! A gallery shows components over rows that stand in its own files.

use crate::shelf;
use kam_project::{Report, ReportKind, RowsFile};
use kam_report::{Blame, Error, Renderer};
use std::collections::BTreeMap;

fn render(page: &str, rows: &str) -> Result<String, Error> {
    let rows = RowsFile { file: "report-templates/gallery/rows/bars.json".into(), text: rows.to_owned() };
    let report = Report {
        name: "gallery".to_owned(),
        page: "gallery/page.html".to_owned(),
        kind: ReportKind::Gallery,
        rows: BTreeMap::from([("bars".to_owned(), rows)]),
        ..Report::default()
    };
    let mut templates = shelf::templates();
    templates.html.insert("gallery/page.html".to_owned(), page.to_owned());
    Renderer::new(&templates, "en").unwrap().render_gallery(&shelf::about(&report))
}

#[test]
fn rows_are_as_exact_as_those_of_tables() {
    let page = "{% for row in bars %}{{ row.name }} {{ row.amount | money }} {{ row.share | percent }} {{ row.rank | count }};{% endfor %}";
    let rows = r#"[{"name": "<One>", "amount": "-1234567.8950", "share": "0.125", "rank": 1},
                   {"name": "1.2.3", "amount": null, "share": "1.0", "rank": null}]"#;
    let html = render(page, rows).unwrap();
    assert_eq!(html, "&lt;One&gt; −1,234,567.90 12.5% 1;1.2.3 — 100.0% —;");
}

#[test]
fn a_file_may_hold_examples_by_what_they_show() {
    let rows = r#"[{"shows": "none", "rows": []}, {"shows": "lists", "rows": [{"points": ["1.50", null, 3]}]}]"#;
    let page = "{% for example in bars %}{{ example.shows }}:{% for row in example.rows %}\
                {% for point in row.points %} {{ point | money }}{% endfor %}{% endfor %} {% endfor %}";
    assert_eq!(render(page, rows).unwrap(), "none: lists: 1.50 — 3.00 ");
}

#[test]
fn rows_that_cannot_be_read_are_told_with_their_file() {
    let error = render("", r#"[{"share": 0.125}]"#).unwrap_err();
    let told = "the rows in `report-templates/gallery/rows/bars.json` cannot be read: `0.125` is no whole number";
    assert_eq!((error.to_string().as_str(), error.blame()), (told, Blame::Definition));
    assert_eq!(error.hint().as_deref(), Some("numbers with a fraction are written as text, exactly: `\"1.50\"`"));
    assert!(render("", "[").unwrap_err().to_string().contains("cannot be read: EOF"));
}
