//! Reads a project's folders once and reports everything that is wrong with them.

use crate::agreement;
use crate::connection;
use crate::entity;
use crate::extract::{self, ExtractDraft};
use crate::given;
use crate::layers::Models;
use crate::model::{self, Kind};
use crate::name::{Layer, TableName};
use crate::overlay::{self, File, Files, Layered};
use crate::pipeline::{self, PipelineDraft};
use crate::place::{self, Place};
use crate::problem::Problem;
use crate::project::Project;
use crate::report::{self, ReportDraft, RowsFile};
use crate::settings::{Noted, SettingsDraft};
use crate::written::Written;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What loading found: the project, what is wrong with it, and the texts to show where.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// The project; complete only if there are no problems.
    pub project: Project,
    /// Everything wrong, by file and place.
    pub problems: Vec<Problem>,
    /// The text of every file, by the name it is shown under, for lines and carets.
    pub sources: BTreeMap<PathBuf, String>,
}

impl Loaded {
    /// Writes a problem with the line it stands on.
    pub fn render(&self, problem: &Problem) -> String {
        problem.render(self.sources.get(&problem.file).map(String::as_str))
    }
}

/// Reads the project at a folder over the built-in definitions.
///
/// It never fails and never stops early: whatever is wrong is among the problems.
pub fn load(root: &Path) -> Loaded {
    load_over(&overlay::built_in(), root)
}

/// Reads the project at a folder over other built-in definitions than ours.
pub fn load_over(built_in: &Files, root: &Path) -> Loaded {
    let mut problems = Vec::new();
    let own = overlay::own(root, &mut problems);
    problems.extend(absent(root, &own));
    let mut loaded = load_files(built_in, &own, problems);
    loaded.project.root = root.into();
    loaded
}

/// Reads the built-in definitions alone.
pub fn load_builtins_only() -> Loaded {
    load_files(&overlay::built_in(), &Files::new(), Vec::new())
}

fn load_files(built_in: &Files, own: &Files, problems: Vec<Problem>) -> Loaded {
    let files = Sorted::new(built_in, own, problems);
    let mut drafts = Drafts { problems: files.problems.clone(), ..Drafts::default() };
    drafts.settings(&files);
    drafts.read(&files);
    agreement::check(&mut drafts, &files);
    let sources = built_in.values().chain(own.values());
    let sources: BTreeMap<_, _> = sources.map(|file| (file.shown.clone(), file.text.clone())).collect();
    let mut problems = std::mem::take(&mut drafts.problems);
    problems.sort_by(|a, b| order(a).cmp(&order(b)));
    problems.dedup();
    Loaded { project: drafts.project(), problems, sources }
}

fn order(problem: &Problem) -> (&Path, usize, &str) {
    (&problem.file, problem.span.as_ref().map_or(0, |span| span.start), &problem.message)
}

/// What is wrong with a folder that is no project.
fn absent(root: &Path, own: &Files) -> Option<Problem> {
    if own.contains_key("pipelines/project.toml") {
        return None;
    }
    let (message, hint) = if root.is_dir() {
        (
            "this folder is not a kam project: it has no `pipelines/project.toml`",
            "`kam init` makes a project here; `--project` names another folder",
        )
    } else {
        ("there is no such folder", "`--project` names the folder of the project")
    };
    let file = if root.is_dir() { PathBuf::from("pipelines/project.toml") } else { root.into() };
    Some(Problem::new(file, message).with_hint(hint))
}

/// All files by what they define.
pub(crate) struct Sorted<'a> {
    pub(crate) places: Vec<(Place, &'a str, Layered<'a>)>,
    problems: Vec<Problem>,
}

impl<'a> Sorted<'a> {
    fn new(built_in: &'a Files, own: &'a Files, mut problems: Vec<Problem>) -> Self {
        let mut places = Vec::new();
        for (path, layered) in overlay::lay(built_in, own) {
            let Some(top) = layered.top() else { continue };
            match place::of(path, &top.shown) {
                Ok(place) => places.push((place, path, layered)),
                Err(problem) => problems.push(problem),
            }
        }
        Self { places, problems }
    }

    fn rows(&self, name: &str) -> Option<Layered<'a>> {
        let rows = self.places.iter().find(|(place, ..)| matches!(place, Place::GivenRows(rows) if rows == name));
        rows.map(|(_, _, layered)| *layered)
    }
}

/// Everything read so far, with the places of what is checked across files.
#[derive(Default)]
pub(crate) struct Drafts {
    pub(crate) problems: Vec<Problem>,
    pub(crate) settings: SettingsDraft,
    pub(crate) extracts: BTreeMap<TableName, ExtractDraft>,
    pub(crate) models: Models,
    pub(crate) pipelines: BTreeMap<String, PipelineDraft>,
    pub(crate) reports: BTreeMap<String, ReportDraft>,
    pub(crate) queries: Vec<(String, model::ModelDraft)>,
    /// The rows of galleries: report, name, text.
    pub(crate) rows: Vec<(String, String, RowsFile)>,
    /// Connections, given tables, entities and templates need no place once they are read.
    pub(crate) plain: Project,
    /// Every table that has a file, whether it could be read or not.
    pub(crate) tables: BTreeMap<TableName, PathBuf>,
    /// Tables of systems that are not active, by system.
    pub(crate) inactive: BTreeMap<TableName, String>,
    /// Built-in models that are switched off.
    pub(crate) off: BTreeSet<TableName>,
}

impl Drafts {
    fn settings(&mut self, files: &Sorted<'_>) {
        let settings = files.places.iter().filter(|(place, ..)| *place == Place::Settings);
        for file in settings.flat_map(|(_, _, layered)| layered.both()) {
            self.settings.read(written(file), &mut self.problems);
        }
        if self.settings.settings.fiscal_year_start_month == 0 {
            self.settings.settings.fiscal_year_start_month = 1;
        }
        for Noted { word, .. } in &self.settings.off {
            self.off.extend(word.get_ref().parse::<TableName>().ok());
        }
    }

    fn read(&mut self, files: &Sorted<'_>) {
        for (place, path, layered) in &files.places {
            let Some(top) = layered.top() else { continue };
            if let Some(table) = place.table()
                && !self.takes(&table, place, top, layered.own.is_none())
            {
                continue;
            }
            match place {
                Place::GivenShape(name) => {
                    let rows = files.rows(name);
                    let given = given::read(written(top), name, rows, &mut self.problems);
                    self.plain.given.extend(given.map(|given| (given.table.clone(), given)));
                }
                Place::Html | Place::Style | Place::Script | Place::Messages(_) | Place::Functions(_) => {
                    self.text(place, path, *layered);
                }
                _ => self.file(place, top),
            }
        }
    }

    /// Notes that a table has a file; false if it does not count.
    fn takes(&mut self, table: &TableName, place: &Place, file: &File, is_built_in: bool) -> bool {
        if let Some(system) = place.system()
            && !self.settings.settings.systems.iter().any(|active| active == system)
        {
            self.inactive.insert(table.clone(), system.into());
            return false;
        }
        if is_built_in && self.off.contains(table) {
            return false;
        }
        if let Some(other) = self.tables.get(table) {
            let problem = Problem::new(&file.shown, format!("two files are called `{table}`"));
            let detail = format!("The other one is `{}`.", other.display());
            self.problems.push(problem.with_detail(detail).with_hint("rename one of them"));
            return false;
        }
        self.tables.insert(table.clone(), file.shown.clone());
        true
    }

    fn file(&mut self, place: &Place, top: &File) {
        let problems = &mut self.problems;
        match place {
            Place::Connections => self.plain.connections = connection::read(written(top), problems),
            Place::Pipeline(name) => {
                let draft = pipeline::read(written(top), name, problems);
                self.pipelines.extend(draft.map(|draft| (name.clone(), draft)));
            }
            Place::Extract(system, name) => {
                let draft = extract::read(written(top), system, name, problems);
                self.extracts.extend(draft.map(|draft| (draft.extract.table.clone(), draft)));
            }
            Place::Entity(name) => {
                let entity = entity::read(written(top), name, problems);
                self.plain.entities.extend(entity.map(|entity| (entity.table.clone(), entity)));
            }
            Place::Report(name) => {
                let draft = report::read(written(top), name, problems);
                self.reports.extend(draft.map(|draft| (name.clone(), draft)));
            }
            Place::Rows(report, name) => {
                let rows = report::read_rows(top, problems);
                self.rows.push((report.clone(), name.clone(), rows));
            }
            Place::Query(report, name) => {
                let table = TableName::new(Layer::Checks, name.as_str());
                self.queries.push((report.clone(), model::read(top, table, None, Kind::Query, problems)));
            }
            _ => self.model(place, top),
        }
    }

    fn model(&mut self, place: &Place, top: &File) {
        let Some(table) = place.table() else { return };
        let kind = Kind::Model(table.layer);
        let system = place.system().map(Into::into);
        let draft = model::read(top, table.clone(), system, kind, &mut self.problems);
        self.models.insert(table, draft);
    }

    fn text(&mut self, place: &Place, path: &str, layered: Layered<'_>) {
        let Some(top) = layered.top() else { return };
        let below = path.strip_prefix("report-templates/").unwrap_or(path).to_string();
        let templates = &mut self.plain.templates;
        match place {
            Place::Html => drop(templates.html.insert(below, top.text.clone())),
            Place::Style => drop(templates.styles.insert(below, top.text.clone())),
            Place::Script => {
                report::check_script(top, &mut self.problems);
                templates.scripts.insert(below, top.text.clone());
            }
            Place::Messages(locale) => {
                let texts = layered.both().map(|file| file.text.clone()).collect();
                templates.messages.insert(locale.clone(), texts);
            }
            Place::Functions(engine) => drop(self.plain.functions.insert(engine.clone(), top.text.clone())),
            _ => {}
        }
    }

    fn project(self) -> Project {
        let mut project = self.plain;
        project.settings = self.settings.settings;
        project.extracts = self.extracts.into_iter().map(|(table, draft)| (table, draft.extract)).collect();
        project.models = self.models.into_iter().map(|(table, draft)| (table, draft.model)).collect();
        project.pipelines = self.pipelines.into_iter().map(|(name, draft)| (name, draft.pipeline)).collect();
        project.reports = self.reports.into_iter().map(|(name, draft)| (name, draft.report)).collect();
        for (report, draft) in self.queries {
            if let Some(report) = project.reports.get_mut(&report) {
                report.queries.insert(draft.model.table.name.clone(), draft.model);
            }
        }
        for (report, name, rows) in self.rows {
            if let Some(report) = project.reports.get_mut(&report) {
                report.rows.insert(name, rows);
            }
        }
        project
    }
}

fn written(file: &File) -> Written<'_> {
    Written { file: &file.shown, toml: &file.text }
}
