//! What a file is, by where it lies.

use crate::name::{Layer, TableName, is_name};
use crate::problem::Problem;
use crate::suggest;

/// What a definition file defines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// `pipelines/project.toml`.
    Settings,
    /// `pipelines/connections.toml`.
    Connections,
    /// `pipelines/<name>.toml`.
    Pipeline(String),
    /// `pipelines/extracts/<system>/<name>.toml`.
    Extract(String, String),
    /// `pipelines/entities/<name>.toml`.
    Entity(String),
    /// `sql/staging/<system>/<name>.sql`.
    Staging(String, String),
    /// `sql/<layer>/<name>.sql`.
    Model(Layer, String),
    /// `sql/functions/<engine>.sql`.
    Functions(String),
    /// `given/<name>.toml`.
    GivenShape(String),
    /// `given/<name>.csv`.
    GivenRows(String),
    /// `report-templates/<report>/report.toml`.
    Report(String),
    /// `report-templates/<report>/queries/<name>.sql`.
    Query(String, String),
    /// Any `.html` below `report-templates/`.
    Html,
    /// Any `.css` below `report-templates/`.
    Style,
    /// `report-templates/scripts/<name>.js`.
    Script,
    /// `report-templates/<gallery>/rows/<name>.json`.
    Rows(String, String),
    /// `report-templates/locales/<locale>.ftl`.
    Messages(String),
}

/// The four folders a project is made of.
pub(crate) const FOLDERS: [&str; 4] = ["pipelines", "sql", "report-templates", "given"];

/// Tells what a file is; a file that has no business where it lies is a problem.
pub(crate) fn of(path: &str, shown: &std::path::Path) -> Result<Place, Problem> {
    let parts: Vec<&str> = path.split('/').collect();
    let place = match parts.as_slice() {
        ["pipelines", rest @ ..] => pipelines(rest),
        ["sql", rest @ ..] => sql(rest),
        ["given", file] => given(file),
        ["given", ..] => Err("files of `given/` lie directly in it: `given/<name>.csv` and `given/<name>.toml`".into()),
        ["report-templates", rest @ ..] => templates(rest),
        _ => Err(format!("definitions lie in {}", suggest::listed(&FOLDERS))),
    };
    let place = place.map_err(|hint| Problem::new(shown, "this file has no place here").with_hint(hint))?;
    match place.names().into_iter().find(|name| !is_name(name)) {
        Some(name) => Err(Problem::new(shown, format!("`{name}` cannot be a name"))
            .with_detail("A name is made of lower-case letters, digits and underscores, a letter first.")
            .with_hint("rename the file or the folder")),
        None => Ok(place),
    }
}

impl Place {
    /// The table it defines, if it defines one.
    pub(crate) fn table(&self) -> Option<TableName> {
        match self {
            Self::Extract(system, name) => Some(TableName::new(Layer::Raw, format!("{system}_{name}"))),
            Self::Staging(system, name) => Some(TableName::new(Layer::Staging, format!("{system}_{name}"))),
            Self::Entity(name) => Some(TableName::new(Layer::Entity, name.as_str())),
            Self::Model(layer, name) => Some(TableName::new(*layer, name.as_str())),
            Self::GivenShape(name) => Some(TableName::new(Layer::Given, name.as_str())),
            _ => None,
        }
    }

    /// The source system it belongs to, if it belongs to one.
    pub(crate) fn system(&self) -> Option<&str> {
        match self {
            Self::Extract(system, _) | Self::Staging(system, _) => Some(system),
            _ => None,
        }
    }

    /// The parts of the path that become names in SQL.
    fn names(&self) -> Vec<&str> {
        match self {
            Self::Extract(first, name)
            | Self::Staging(first, name)
            | Self::Query(first, name)
            | Self::Rows(first, name) => vec![first, name],
            Self::Pipeline(name) | Self::Entity(name) | Self::Model(_, name) | Self::Functions(name) => vec![name],
            Self::GivenShape(name) | Self::GivenRows(name) | Self::Report(name) => vec![name],
            Self::Settings | Self::Connections | Self::Html | Self::Style | Self::Script | Self::Messages(_) => {
                Vec::new()
            }
        }
    }
}

fn pipelines(parts: &[&str]) -> Result<Place, String> {
    match parts {
        ["project.toml"] => Ok(Place::Settings),
        ["connections.toml"] => Ok(Place::Connections),
        [file] => Ok(Place::Pipeline(stem(file, ".toml")?)),
        ["extracts", system, file] => Ok(Place::Extract((*system).into(), stem(file, ".toml")?)),
        ["entities", file] => Ok(Place::Entity(stem(file, ".toml")?)),
        ["extracts", ..] => {
            Err("an extract lies in its system's folder: `pipelines/extracts/<system>/<name>.toml`".into())
        }
        [folder, ..] => Err(unknown_folder("pipelines", folder, &["extracts", "entities"])),
        [] => Err("a folder was expected here".into()),
    }
}

fn sql(parts: &[&str]) -> Result<Place, String> {
    match parts {
        ["staging", system, file] => Ok(Place::Staging((*system).into(), stem(file, ".sql")?)),
        ["staging", ..] => Err("a staging model lies in its system's folder: `sql/staging/<system>/<name>.sql`".into()),
        ["conformed", file] => Ok(Place::Model(Layer::Conformed, stem(file, ".sql")?)),
        ["marts", file] => Ok(Place::Model(Layer::Marts, stem(file, ".sql")?)),
        ["checks", file] => Ok(Place::Model(Layer::Checks, stem(file, ".sql")?)),
        ["functions", file] => Ok(Place::Functions(stem(file, ".sql")?)),
        ["conformed" | "marts" | "checks" | "functions", ..] => {
            Err("models lie directly in the folder of their layer".into())
        }
        [_] => Err("a model lies in the folder of its layer: `sql/marts/<name>.sql`".into()),
        [folder, ..] => Err(unknown_folder("sql", folder, &["staging", "conformed", "marts", "checks", "functions"])),
        [] => Err("a folder was expected here".into()),
    }
}

fn given(file: &str) -> Result<Place, String> {
    match file.strip_suffix(".csv") {
        Some(name) => Ok(Place::GivenRows(name.into())),
        None => stem(file, ".toml").map(Place::GivenShape).map_err(|hint| format!("{hint} or in `.csv`")),
    }
}

fn templates(parts: &[&str]) -> Result<Place, String> {
    let file = parts.last().copied().unwrap_or_default();
    match parts {
        ["locales", file] => stem(file, ".ftl").map(Place::Messages),
        [report, "report.toml"] => Ok(Place::Report((*report).into())),
        [report, "queries", file] => Ok(Place::Query((*report).into(), stem(file, ".sql")?)),
        [report, "rows", file] => Ok(Place::Rows((*report).into(), stem(file, ".json")?)),
        ["scripts", file] => stem(file, ".js").map(|_| Place::Script),
        _ if file.ends_with(".html") => Ok(Place::Html),
        _ if file.ends_with(".css") => Ok(Place::Style),
        [_, .., "queries", _] | [_] => {
            Err("a report is a folder with a `report.toml`, pages and `queries/<name>.sql`".into())
        }
        _ => Err("expected here: `report.toml`, `queries/*.sql`, `rows/*.json`, `*.html`, `*.css`, `scripts/*.js` or \
                  `locales/*.ftl`"
            .into()),
    }
}

fn stem(file: &str, ending: &str) -> Result<String, String> {
    file.strip_suffix(ending).map(Into::into).ok_or_else(|| format!("files here end in `{ending}`"))
}

fn unknown_folder(top: &str, folder: &str, known: &[&str]) -> String {
    let hint = suggest::hint(folder, known.iter().copied()).unwrap_or_default();
    format!("`{top}/` has no folder `{folder}`; {hint}")
}
