//! The gallery: every chart with every kind of rows, in both languages. The pages are left in the target folder's
//! `tmp/` for looking at.

use crate::shelf::{about, renderer, repository};
use kam_project::{Report, ReportKind, RowsFile};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The gallery as its folder declares it.
pub(crate) fn gallery() -> Report {
    let folder = repository("report-templates/gallery/rows");
    let mut rows = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let file = entry.unwrap().path();
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        rows.insert(name, RowsFile { text: fs::read_to_string(&file).unwrap(), file });
    }
    Report {
        name: "gallery".to_owned(),
        title: "gallery-title".to_owned(),
        page: "gallery/page.html".to_owned(),
        kind: ReportKind::Gallery,
        rows,
        ..Report::default()
    }
}

fn page(locale: &str) -> String {
    renderer(locale).render_gallery(&about(&gallery())).unwrap()
}

#[test]
fn every_chart_is_shown_in_both_languages() {
    for locale in ["en", "zh-CN"] {
        let page = page(locale);
        fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("gallery-{locale}.html")), &page).unwrap();
        let classes = [
            "chart asset-map wide",
            "chart trend narrow",
            "chart columns wide",
            "sparkline",
            "bars risk",
            "bars waterfall",
            "bars stack",
            "chart whale narrow",
            "curve wide",
            "bars funnel",
            "chart timeline narrow",
            "matrix",
        ];
        for class in classes {
            assert!(page.contains(&format!("class=\"{class}")), "no {class}");
        }
        assert_eq!(page, self::page(locale), "two renders differ");
    }
}

#[test]
fn ids_stand_once() {
    let page = page("en");
    let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len());
    for label in page.split("aria-labelledby=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(label.split(' ').all(|id| unique.contains(id)), "nothing is called `{label}`");
    }
}
