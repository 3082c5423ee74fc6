//! Whether the definitions agree with each other: every name one file uses, another one gives.

mod tables;

pub use tables::RUN_TABLES;

use crate::glob;
use crate::graph::Graph;
use crate::load::{Drafts, Sorted};
use crate::model::{Model, ModelDraft};
use crate::name::{Layer, TableName};
use crate::pipeline;
use crate::place::Place;
use crate::problem::Problem;
use crate::project::Project;
use crate::settings::Noted;
use crate::suggest;
use std::collections::BTreeSet;
use std::path::Path;
use toml::Spanned;

/// Checks everything that takes more than one file to see.
pub(crate) fn check(drafts: &mut Drafts, files: &Sorted<'_>) {
    let mut problems = Vec::new();
    systems(drafts, files, &mut problems);
    off(drafts, files, &mut problems);
    locales(drafts, &mut problems);
    connections(drafts, &mut problems);
    pipelines(drafts, &mut problems);
    reports(drafts, files, &mut problems);
    given(drafts, files, &mut problems);
    tables::check(drafts, &mut problems);
    cycles(drafts, &mut problems);
    drafts.problems.append(&mut problems);
}

fn systems(drafts: &Drafts, files: &Sorted<'_>, problems: &mut Vec<Problem>) {
    let known: BTreeSet<&str> = files.places.iter().filter_map(|(place, ..)| place.system()).collect();
    for Noted { file, word } in &drafts.settings.systems {
        if !known.contains(word.get_ref().as_str()) {
            let message = format!("there is no system `{}`", word.get_ref());
            let detail = "A system is a folder of `pipelines/extracts/`, with its models in `sql/staging/`.";
            let problem = Problem::new(file, message).at(word.span()).with_detail(detail);
            let make = format!("make the folder `pipelines/extracts/{}/`", word.get_ref());
            let hint = suggest::hint(word.get_ref(), known.iter().copied());
            problems.push(problem.with_hint(make).with_hint_if(hint));
        }
    }
}

fn off(drafts: &Drafts, files: &Sorted<'_>, problems: &mut Vec<Problem>) {
    let models = files.places.iter().filter(|(place, ..)| matches!(place, Place::Staging(..) | Place::Model(..)));
    let models: Vec<_> = models.filter_map(|(place, _, layered)| Some((place.table()?.to_string(), layered))).collect();
    for Noted { file, word } in &drafts.settings.off {
        let found = models.iter().find(|(name, _)| name == word.get_ref());
        let (message, hint) = match found {
            Some((_, layered)) if layered.own.is_none() => continue,
            Some(_) => {
                let message = format!("`{}` is a model of your own, not a built-in one", word.get_ref());
                (message, Some("delete its file, or take it out of this list".into()))
            }
            None => {
                let known = models.iter().filter(|(_, layered)| layered.own.is_none());
                let hint = suggest::hint(word.get_ref(), known.map(|(name, _)| name.as_str()));
                (format!("there is no built-in model `{}`", word.get_ref()), hint)
            }
        };
        problems.push(Problem::new(file, message).at(word.span()).with_hint_if(hint));
    }
}

fn locales(drafts: &Drafts, problems: &mut Vec<Problem>) {
    let known = &drafts.plain.templates.messages;
    for Noted { file, word } in &drafts.settings.locales {
        let locale = word.get_ref();
        if !known.contains_key(locale) {
            let near = suggest::nearest(locale, known.keys().map(String::as_str));
            let make = format!("make `report-templates/locales/{locale}.ftl`");
            let hint = near.map_or(make, |near| format!("did you mean `{near}`?"));
            let problem = Problem::new(file, format!("there are no words for the locale `{locale}`"));
            problems.push(problem.at(word.span()).with_hint(hint));
        }
    }
}

fn connections(drafts: &Drafts, problems: &mut Vec<Problem>) {
    let known = &drafts.plain.connections;
    for draft in drafts.extracts.values() {
        let name = draft.connection.get_ref();
        if !known.contains_key(name) {
            let near = suggest::hint(name, known.keys().map(String::as_str));
            let add = format!("add a table `[{name}]` to `pipelines/connections.toml`");
            let problem = Problem::new(&draft.extract.file, format!("there is no connection `{name}`"));
            problems.push(problem.at(draft.connection.span()).with_hint(near.unwrap_or(add)));
        }
    }
}

fn pipelines(drafts: &Drafts, problems: &mut Vec<Problem>) {
    let tables = drafts.tables.keys().filter(|table| table.layer == Layer::Raw);
    let tables: Vec<&str> = tables.map(|table| table.name.as_str()).collect();
    let reports: Vec<&str> = drafts.reports.keys().map(String::as_str).collect();
    for draft in drafts.pipelines.values() {
        let file = draft.pipeline.file.as_path();
        for pattern in &draft.extracts {
            problems.extend(unmatched(file, pattern, "extract", &tables));
        }
        for pattern in &draft.reports {
            problems.extend(unmatched(file, pattern, "report", &reports));
        }
    }
}

fn unmatched(file: &Path, pattern: &Spanned<String>, noun: &str, names: &[&str]) -> Option<Problem> {
    let name = pipeline::raw_name(pattern.get_ref());
    if name == "*" || names.iter().any(|known| glob::matches(name, known)) {
        return None;
    }
    let problem = Problem::new(file, format!("no {noun} matches `{}`", pattern.get_ref())).at(pattern.span());
    let none = names.is_empty().then(|| format!("there is no {noun} yet"));
    Some(problem.with_hint_if(suggest::hint(name, names.iter().copied()).or(none)))
}

fn reports(drafts: &Drafts, files: &Sorted<'_>, problems: &mut Vec<Problem>) {
    for (name, draft) in &drafts.reports {
        draft.check(&drafts.plain.templates, &drafts.settings.settings.locales, problems);
        let of = |(report, query): &'_ (String, ModelDraft)| (report == name).then(|| query.model.clone());
        let queries: Vec<Model> = drafts.queries.iter().filter_map(of).collect();
        let rows = drafts.rows.iter().filter(|(report, ..)| report == name).map(|(_, _, rows)| rows);
        draft.check_rows(&queries, rows, problems);
    }
    let has_file =
        |name: &str| files.places.iter().any(|(place, ..)| matches!(place, Place::Report(report) if report == name));
    let homeless: BTreeSet<&str> =
        drafts.queries.iter().map(|(report, _)| report.as_str()).filter(|name| !has_file(name)).collect();
    for name in homeless {
        let file = format!("report-templates/{name}");
        let problem = Problem::new(file, format!("the report `{name}` has queries but no `report.toml`"));
        problems.push(problem.with_hint("add `report.toml` with `description`, `title` and `page`"));
    }
}

fn given(drafts: &Drafts, files: &Sorted<'_>, problems: &mut Vec<Problem>) {
    for (place, _, layered) in &files.places {
        let Place::GivenRows(name) = place else { continue };
        let table = TableName::new(Layer::Given, name.as_str());
        if let (Some(top), false) = (layered.top(), drafts.tables.contains_key(&table)) {
            let known = drafts.tables.keys().filter(|table| table.layer == Layer::Given);
            let near = suggest::nearest(name, known.map(|table| table.name.as_str()));
            let make = format!("declare `key` and `[columns]` in `given/{name}.toml`");
            let hint = near.map_or(make, |near| format!("did you mean `given/{near}.csv`?"));
            problems.push(Problem::new(&top.shown, "these rows have no shape").with_hint(hint));
        }
    }
}

fn cycles(drafts: &Drafts, problems: &mut Vec<Problem>) {
    let models = drafts.models.iter().map(|(table, draft)| (table.clone(), draft.model.clone())).collect();
    let graph = Graph::of(&Project { entities: drafts.plain.entities.clone(), models, ..Project::default() });
    for cycle in graph.cycles() {
        let shown: Vec<String> = cycle.iter().chain(cycle.first()).map(|table| format!("`{table}`")).collect();
        let step = cycle.iter().zip(cycle.iter().cycle().skip(1)).find_map(|(table, next)| {
            let draft = drafts.models.get(table)?;
            Some((draft, draft.references.iter().find(|reference| reference.table == *next)?))
        });
        let Some((draft, reference)) = step else { continue };
        let message = format!("`{}` reads itself", draft.model.table);
        let mut problem = Problem::new(&draft.model.file, message);
        problem.span.clone_from(&reference.span);
        let detail = format!("The way round is {}.", shown.join(" → "));
        let hint = "take one step out; a table that needs its own past reads `previous.<table>`";
        problems.push(problem.with_detail(detail).with_hint(hint));
    }
}
