//! `kam ls`: what there is, and whose it is.

use super::Desk;
use crate::arguments::{self, ListFormat};
use crate::columns::Columns;
use crate::error::Result;
use crate::exit_code::ExitCode;
use crate::output;
use kam_project::{Layer, Loaded, Project, TableName, overlay};
use serde::Serialize;
use std::path::Path;

/// Writes the list to standard output.
pub(super) fn run(asked: &arguments::Ls, desk: Desk<'_>) -> Result<ExitCode> {
    let loaded = desk.load()?;
    desk.refuse(&loaded, &loaded.problems)?;
    let entries = entries(&loaded);
    match asked.format {
        ListFormat::Json => output::print_json(&entries)?,
        ListFormat::Text => output::print(&text(&entries))?,
    }
    Ok(ExitCode::Done)
}

/// One thing the project defines.
#[derive(Debug, Serialize)]
struct Entry {
    /// What it is: a layer of tables, `pipeline` or `report`.
    kind: &'static str,
    name: String,
    origin: Origin,
    /// The file that counts; none for what a run gives to SQL.
    file: Option<String>,
    description: String,
}

/// Whose a definition is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Origin {
    /// Part of kam.
    BuiltIn,
    /// The project's own.
    Project,
    /// The project's own, in place of or merged with a built-in one.
    OverBuiltIn,
}

impl Origin {
    fn of(file: &Path, loaded: &Loaded) -> Self {
        if overlay::is_built_in(file) {
            Self::BuiltIn
        } else if loaded.sources.contains_key(&overlay::built_in_at(file.display())) {
            Self::OverBuiltIn
        } else {
            Self::Project
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::BuiltIn => "built-in",
            Self::Project => "project",
            Self::OverBuiltIn => "project, over built-in",
        }
    }
}

fn entries(loaded: &Loaded) -> Vec<Entry> {
    let Project { pipelines, reports, .. } = &loaded.project;
    let entry = |kind, name: String, file: &Path, description: &str| Entry {
        kind,
        name,
        origin: Origin::of(file, loaded),
        file: Some(file.display().to_string()),
        description: first_sentence(description),
    };
    let pipelines = pipelines.values().map(|it| entry("pipeline", it.name.clone(), &it.file, &it.description));
    let mut tables = tables(&loaded.project);
    tables.sort_by_key(|(table, ..)| *table);
    let tables =
        tables.into_iter().map(|(table, file, text)| entry(table.layer.as_str(), table.to_string(), file, text));
    let reports = reports.values().map(|it| entry("report", it.name.clone(), &it.file, &it.description));
    pipelines.chain(tables).chain(run_tables()).chain(reports).collect()
}

/// Every table a file defines.
fn tables(project: &Project) -> Vec<(&TableName, &Path, &str)> {
    let extracts = project.extracts.values().map(|it| (&it.table, it.file.as_path(), it.description.as_str()));
    let entities = project.entities.values().map(|it| (&it.table, it.file.as_path(), it.description.as_str()));
    let models = project.models.values().map(|it| (&it.table, it.file.as_path(), it.header.description.as_str()));
    let given = project.given.values().map(|it| (&it.table, it.file.as_path(), it.description.as_str()));
    extracts.chain(entities).chain(models).chain(given).collect()
}

/// The tables a run itself gives to SQL.
fn run_tables() -> impl Iterator<Item = Entry> {
    kam_project::RUN_TABLES.into_iter().map(|name| Entry {
        kind: Layer::Run.as_str(),
        name: TableName::new(Layer::Run, name).to_string(),
        origin: Origin::BuiltIn,
        file: None,
        description: run_table(name).into(),
    })
}

fn run_table(name: &str) -> &'static str {
    match name {
        "quarters" => "The quarters being built.",
        "calendar" => "Every quarter of the fiscal calendar.",
        "months" => "Every month of the fiscal calendar.",
        "drift" => "How deliveries differed from what is declared, and what was done about it.",
        "deliveries" => "Every delivery: its file, its rows, and what became of them.",
        "runs" => "Every run, and how it ended.",
        "steps" => "Every step of every run: why, how long, how many rows.",
        "checks" => "Every check of every run, and what it found.",
        "builds" => "What each table was last built from.",
        _ => "Told by the run.",
    }
}

/// The first sentence, on one line.
fn first_sentence(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.find(". ").map_or(text.clone(), |end| text[..=end].to_owned())
}

fn text(entries: &[Entry]) -> String {
    let mut text = String::new();
    for group in entries.chunk_by(|a, b| a.kind == b.kind) {
        let mut columns = Columns::default();
        for entry in group {
            columns.row([&entry.name, entry.origin.word(), &entry.description]);
        }
        let blank = if text.is_empty() { "" } else { "\n" };
        text.push_str(&format!("{blank}{}\n{}", heading(group), indented(&columns.text())));
    }
    text
}

fn heading(group: &[Entry]) -> &'static str {
    match group.first().map_or("", |entry| entry.kind) {
        "pipeline" => "pipelines",
        "report" => "reports",
        layer => layer,
    }
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_ins_and_runs_are_listed_by_layer() {
        let text = text(&entries(&kam_project::load_builtins_only()));
        assert!(text.starts_with("pipelines\n  quarterly"), "{text}");
        assert!(text.contains("\nmarts\n  marts.") && text.contains("\n  marts.customer_asset_map"), "{text}");
        assert!(text.contains("run.quarters    built-in  The quarters being built.\n"), "{text}");
        assert!(text.lines().all(|line| line == line.trim_end()), "{text}");
    }

    #[test]
    fn a_file_of_the_project_may_lie_over_a_built_in() {
        let sources = [("built-in:sql/marts/x.sql".into(), String::new())].into();
        let loaded = Loaded { sources, ..Loaded::default() };
        assert_eq!(Origin::of(Path::new("sql/marts/x.sql"), &loaded), Origin::OverBuiltIn);
        assert_eq!(Origin::of(Path::new("sql/marts/y.sql"), &loaded), Origin::Project);
        assert_eq!(Origin::of(Path::new("built-in:sql/marts/x.sql"), &loaded), Origin::BuiltIn);
    }

    #[test]
    fn a_description_is_cut_at_its_first_sentence() {
        assert_eq!(first_sentence("One\nrow. Another."), "One row.");
        assert_eq!(first_sentence("At 9.30"), "At 9.30");
    }
}
