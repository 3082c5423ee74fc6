//! A project's own files over built-in ones: whole by path, save what merges or stacks.

use kam_project::overlay::{File, Files};
use kam_project::{Layer, Loaded, TableName, load_over};
use std::path::Path;

const SETTINGS: &str = "name = \"kam\"\ntitle = \"Built in\"\nlocales = [\"en\"]\ncurrency = \"EUR\"\n";
const GIVEN: &str = "description = \"One row per parameter.\"\nkey = [\"id\"]\n[columns]\nid = { type = \"text\" }\n";
const MART: &str = "/* kam\ndescription = \"Built in.\"\ngrain = [\"one\"]\n*/\nselect 1 as one\n";

/// Loads `tests/overlay` over a handful of built-ins.
fn loaded() -> Loaded {
    let built_in = [
        ("pipelines/project.toml", SETTINGS),
        ("report-templates/locales/en.ftl", "title = Value\n"),
        ("given/parameters.toml", GIVEN),
        ("given/parameters.csv", "id\nbuilt_in\n"),
        ("sql/marts/kept.sql", MART),
        ("sql/marts/replaced.sql", MART),
        ("sql/marts/removed.sql", MART),
        ("sql/staging/erp/inactive.sql", "not even SQL"),
    ];
    let file = |(path, text): (&str, &str)| {
        (path.to_string(), File { shown: format!("built-in:{path}").into(), text: text.into() })
    };
    let built_in: Files = built_in.into_iter().map(file).collect();
    load_over(&built_in, &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/overlay"))
}

fn mart(name: &str) -> TableName {
    TableName::new(Layer::Marts, name)
}

#[test]
fn a_project_over_built_ins_has_no_problems() {
    let loaded = loaded();
    assert_eq!(loaded.problems, []);
    assert_eq!(loaded.project.root, Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/overlay"));
}

#[test]
fn settings_merge_key_by_key() {
    let settings = loaded().project.settings;
    assert_eq!((settings.name.as_str(), settings.title.as_str()), ("overlay", "Built in"));
    assert_eq!((settings.currency.as_str(), settings.fiscal_year_start_month), ("EUR", 4));
}

#[test]
fn models_are_replaced_whole_and_switched_off_by_name() {
    let project = loaded().project;
    let files: Vec<_> = project.models.iter().map(|(table, model)| (table.clone(), model.file.as_path())).collect();
    let expected = [
        (mart("kept"), Path::new("built-in:sql/marts/kept.sql")),
        (mart("replaced"), Path::new("sql/marts/replaced.sql")),
    ];
    assert_eq!(files, expected);
    assert_eq!(project.models[&mart("replaced")].reads, [mart("kept")].into());
}

#[test]
fn given_rows_stack_and_messages_merge_with_the_built_in_first() {
    let project = loaded().project;
    let given = &project.given[&TableName::new(Layer::Given, "parameters")];
    let texts: Vec<_> = given.texts.iter().map(|(file, text)| (file.to_string_lossy(), text.as_str())).collect();
    assert_eq!(
        texts,
        [("built-in:given/parameters.csv".into(), "id\nbuilt_in\n"), ("given/parameters.csv".into(), "id\nown\n")]
    );
    assert_eq!(project.templates.messages["en"], ["title = Value\n", "title = Worth\n"]);
}
