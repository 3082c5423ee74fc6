//! A project lays its own file over a built-in one of the same path: page, component, query, style, string, script.

use crate::shelf;
use kam_project::overlay::{File, Files};
use kam_project::{Loaded, Project};
use kam_report::Renderer;
use std::fs;
use tempfile::tempdir;

const PAGE: &str = "report-templates/portfolio/page.html";

/// The built-in definitions, their portfolio so short that every part of it can be seen.
fn built_in() -> Files {
    let mut files = kam_project::overlay::built_in();
    for (path, text) in [
        (
            PAGE,
            "{{ <badge /> }} {{ t(id=report.title) }} {{ style(name=\"badge.css\") }} {{ script(name=\"badge.js\") }}",
        ),
        ("report-templates/components/badge.html", "{% component badge() %}plain{% endcomponent badge %}"),
        ("report-templates/styles/badge.css", "b{}"),
        ("report-templates/scripts/badge.js", "go()"),
    ] {
        files.insert(path.to_owned(), File { shown: format!("built-in:{path}").into(), text: text.to_owned() });
    }
    files
}

/// The project whose only file beside its settings is this.
fn with(path: &str, text: &str) -> Project {
    let folder = tempdir().unwrap();
    for (path, text) in [("pipelines/project.toml", "name = \"own\"\ntitle = \"Own\"\nsystems = []\n"), (path, text)] {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let Loaded { project, problems, .. } = kam_project::load_over(&built_in(), folder.path());
    assert_eq!(problems, []);
    project
}

fn page(path: &str, text: &str) -> String {
    let project = with(path, text);
    let renderer = Renderer::new(&project.templates, "en").unwrap();
    renderer.render(&shelf::about(&project.reports["portfolio"]), shelf::rows()).unwrap()
}

#[test]
fn one_file_of_ones_own_changes_one_thing() {
    let title = page("pipelines/connections.toml", "");
    assert!(title.starts_with("plain ") && title.ends_with(" b{} <script>go()</script>"), "{title}");
    for (path, text, before, after) in [
        (
            "report-templates/components/badge.html",
            "{% component badge() %}own{% endcomponent badge %}",
            "plain ",
            "own ",
        ),
        ("report-templates/styles/badge.css", "b{color:red}", " b{} ", " b{color:red} "),
        ("report-templates/scripts/badge.js", "stay()", "go()", "stay()"),
    ] {
        assert!(title.contains(before));
        assert_eq!(page(path, text), title.replace(before, after), "{path}");
    }
    assert_eq!(page(PAGE, "own page"), "own page");
    let own_words = page("report-templates/locales/en.ftl", "portfolio-title = Own words\n");
    assert!(own_words.starts_with("plain Own words b{}"), "{own_words}");
}

#[test]
fn a_query_of_ones_own_takes_the_place_of_the_built_in() {
    let path = "report-templates/portfolio/queries/checks.sql";
    let own = "select check_name\nfrom run.checks\norder by check_name\n";
    let project = with(path, own);
    let queries = &project.reports["portfolio"].queries;
    assert_eq!(queries["checks"].sql, own);
    let others = kam_project::load_builtins_only().project.reports["portfolio"].queries.len();
    assert_eq!(queries.len(), others, "the others stay");
}
