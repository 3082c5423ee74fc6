//! Whether the tables models read are there, and may be read so.

use crate::dependencies::{Reference, Unnamed};
use crate::layers;
use crate::load::Drafts;
use crate::model::{Model, ModelDraft};
use crate::name::{Layer, TableName};
use crate::problem::Problem;
use crate::suggest;
use std::collections::BTreeSet;

/// The tables of the layer `run`: what a run gives to SQL.
pub const RUN_TABLES: [&str; 9] =
    ["quarters", "calendar", "months", "deliveries", "drift", "runs", "steps", "checks", "builds"];
/// Rows that were not admitted.
const REJECTED_ROWS: &str = "rejected_rows";

/// Checks every table reference of every model and query.
pub(super) fn check(drafts: &Drafts, problems: &mut Vec<Problem>) {
    for draft in drafts.models.values() {
        let mut refused = Vec::new();
        layers::check(draft, &drafts.models, &mut refused);
        unknown(drafts, draft, &refused, problems);
        problems.append(&mut refused);
        unnamed(drafts, draft, problems);
        feeds(drafts, draft, problems);
        quarters(draft, problems);
        previous(drafts, draft, problems);
    }
    for (_, draft) in &drafts.queries {
        let mut refused = Vec::new();
        layers::check_query(draft, &mut refused);
        unknown(drafts, draft, &refused, problems);
        problems.append(&mut refused);
        unnamed(drafts, draft, problems);
    }
    if let Some(file) = drafts.tables.get(&TableName::new(Layer::Raw, REJECTED_ROWS)) {
        let problem = Problem::new(file, "the table name `raw.rejected_rows` is reserved");
        problems
            .push(problem.with_detail("Rejected rows of all extracts are kept there.").with_hint("rename the file"));
    }
}

/// Reports tables that are not there, save where reading them is refused in any case.
fn unknown(drafts: &Drafts, draft: &ModelDraft, refused: &[Problem], problems: &mut Vec<Problem>) {
    for reference in draft.references.iter().filter(|reference| !is_known(drafts, &reference.table)) {
        if reference.span.is_some() && refused.iter().any(|problem| problem.span == reference.span) {
            continue;
        }
        let table = &reference.table;
        let problem = at(&draft.model, reference, format!("there is no table `{table}`"));
        let hint = reason(drafts, table).or_else(|| near(drafts, table));
        problems.push(problem.with_hint("`kam ls` shows all tables").with_hint_if(hint));
    }
}

fn unnamed(drafts: &Drafts, draft: &ModelDraft, problems: &mut Vec<Problem>) {
    for Unnamed { name, span, near } in &draft.unnamed {
        let mut problem =
            Problem::new(&draft.model.file, format!("`{name}` is neither a table nor a CTE of this file"));
        problem.span.clone_from(span);
        let same_name = || drafts.tables.keys().find(|table| table.name == *name).map(ToString::to_string);
        let meant = near.clone().or_else(same_name).map(|near| format!("did you mean `{near}`?"));
        let rule = "a table is written with its layer, for example `marts.x`";
        problems.push(problem.with_hint(rule).with_hint_if(meant));
    }
}

fn is_known(drafts: &Drafts, table: &TableName) -> bool {
    let has = |layer| drafts.tables.contains_key(&TableName::new(layer, table.name.as_str()));
    match table.layer {
        Layer::Raw => table.name == REJECTED_ROWS || has(Layer::Raw),
        Layer::History => has(Layer::Raw),
        Layer::Run => RUN_TABLES.contains(&table.name.as_str()),
        Layer::Previous => has(Layer::Conformed) || has(Layer::Marts),
        layer => has(layer),
    }
}

/// Why a table that has a file is not there.
fn reason(drafts: &Drafts, table: &TableName) -> Option<String> {
    if drafts.off.contains(table) {
        return Some("it is switched off in `pipelines/project.toml`, under `[off]`".into());
    }
    let layer = if table.layer == Layer::History { Layer::Raw } else { table.layer };
    let system = drafts.inactive.get(&TableName::new(layer, table.name.as_str()))?;
    Some(format!("add `{system}` to `systems` in `pipelines/project.toml`: a system not listed there is ignored"))
}

/// The known table nearest by its whole name, else one of the same name in another layer.
fn near(drafts: &Drafts, table: &TableName) -> Option<String> {
    let run = RUN_TABLES.iter().map(|name| format!("run.{name}"));
    let written = drafts.tables.keys().filter(|table| table.layer != Layer::Checks).map(ToString::to_string);
    let known: Vec<String> = written.chain(run).collect();
    let near = suggest::nearest(&table.to_string(), known.iter().map(String::as_str)).map(Into::into);
    let same_name = known.iter().find(|name| name.rsplit('.').next() == Some(&table.name));
    let near: Option<String> = near.or(same_name.cloned());
    near.map(|near| format!("did you mean `{near}`?"))
}

fn feeds(drafts: &Drafts, draft: &ModelDraft, problems: &mut Vec<Problem>) {
    let Some(feeds) = &draft.feeds else { return };
    let entity = TableName::new(Layer::Entity, feeds.get_ref().as_str());
    if draft.model.table.layer == Layer::Staging && !drafts.tables.contains_key(&entity) {
        let known = drafts.tables.keys().filter(|table| table.layer == Layer::Entity);
        let hint = suggest::hint(feeds.get_ref(), known.map(|table| table.name.as_str()));
        let problem = Problem::new(&draft.model.file, format!("there is no entity `{}`", feeds.get_ref()));
        let make = format!("declare it in `pipelines/entities/{}.toml`", feeds.get_ref());
        problems.push(problem.at(feeds.span()).with_hint(hint.unwrap_or(make)));
    }
}

/// A stored model that reads the quarters being built must be replaced quarter by quarter.
fn quarters(draft: &ModelDraft, problems: &mut Vec<Problem>) {
    let model = &draft.model;
    let is_stored = matches!(model.table.layer, Layer::Conformed | Layer::Marts);
    let read = draft
        .references
        .iter()
        .find(|reference| reference.table.layer == Layer::Run && reference.table.name == "quarters");
    if let (Some(reference), true, false) = (read, is_stored && !model.header.grain.is_empty(), model.is_quarterly()) {
        let message = format!("`{}` reads `run.quarters`, but its grain lacks `quarter`", model.table);
        let detail = "It is replaced whole, so every run would keep only the quarters of that run.";
        let hint = "add `quarter` to the grain, or read `run.calendar`, which holds all quarters";
        problems.push(at(model, reference, message).with_detail(detail).with_hint(hint));
    }
}

/// A table whose past is read must say its columns' types: at first it is empty and has no others.
fn previous(drafts: &Drafts, draft: &ModelDraft, problems: &mut Vec<Problem>) {
    let mut seen = BTreeSet::new();
    for reference in draft.references.iter().filter(|reference| reference.table.layer == Layer::Previous) {
        let name = reference.table.name.as_str();
        if !seen.insert(name) {
            continue;
        }
        let of = |layer| drafts.models.get(&TableName::new(layer, name));
        match (of(Layer::Conformed), of(Layer::Marts)) {
            (Some(_), Some(_)) => {
                let message = format!("`previous.{name}` could be `conformed.{name}` or `marts.{name}`");
                problems.push(at(&draft.model, reference, message).with_hint("rename one of the two models"));
            }
            (Some(target), None) | (None, Some(target)) => untyped(draft, reference, target, problems),
            (None, None) => {}
        }
    }
}

fn untyped(draft: &ModelDraft, reference: &Reference, target: &ModelDraft, problems: &mut Vec<Problem>) {
    let (reader, table) = (&draft.model.table, &target.model.table);
    let reads = format!(
        "`{reader}` reads `{}`, which is empty at first and has only the columns the header declares.",
        reference.table
    );
    let hint = "add for example `type = \"bigint\"` to every column of the header";
    if target.columns.is_empty() && target.has_header {
        let message = format!("the header of `{table}` declares no columns");
        let problem = at(&draft.model, reference, message);
        problems.push(problem.with_detail(reads.clone()).with_hint(hint));
    }
    for column in &target.columns {
        let note = target.model.header.columns.get(column.get_ref());
        if note.is_some_and(|note| note.kind.is_none()) {
            let message = format!("the column `{}` of `{table}` has no type", column.get_ref());
            let problem = Problem::new(&target.model.file, message).at(column.span());
            problems.push(problem.with_detail(reads.clone()).with_hint(hint));
        }
    }
}

fn at(model: &Model, reference: &Reference, message: String) -> Problem {
    let problem = Problem::new(&model.file, message);
    match &reference.span {
        Some(span) => problem.at(span.clone()),
        None => problem,
    }
}
