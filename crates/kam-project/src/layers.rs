//! Which layer may read which: rows move one way.

use crate::dependencies::Reference;
use crate::model::{Model, ModelDraft};
use crate::name::{Layer, TableName};
use crate::problem::Problem;
use std::collections::BTreeMap;

/// The layers a conformed model may read.
const CONFORMED: [Layer; 5] = [Layer::Entity, Layer::Conformed, Layer::Given, Layer::Run, Layer::Previous];
/// The layers a mart may read.
const MARTS: [Layer; 5] = [Layer::Conformed, Layer::Marts, Layer::Given, Layer::Run, Layer::Previous];
/// The layers a report's query may read.
const QUERIES: [Layer; 3] = [Layer::Marts, Layer::Run, Layer::Given];

/// The staging models as they stand in the project, to tell base from feeding models.
pub(crate) type Models = BTreeMap<TableName, ModelDraft>;

/// Checks what a model reads against its layer.
pub(crate) fn check(draft: &ModelDraft, models: &Models, problems: &mut Vec<Problem>) {
    match draft.model.table.layer {
        Layer::Staging if !draft.has_header => {}
        Layer::Staging => staging(draft, models, problems),
        Layer::Conformed => within(draft, "a conformed model", &CONFORMED, problems),
        Layer::Marts => within(draft, "a mart", &MARTS, problems),
        _ => within(draft, "a check", &Layer::ALL, problems),
    }
}

/// Checks what a report's query reads.
pub(crate) fn check_query(draft: &ModelDraft, problems: &mut Vec<Problem>) {
    within(draft, "a report's query", &QUERIES, problems);
}

fn within(draft: &ModelDraft, who: &str, allowed: &[Layer], problems: &mut Vec<Problem>) {
    for reference in &draft.references {
        let layer = reference.table.layer;
        if allowed.contains(&layer) && layer != Layer::Checks {
            continue;
        }
        let problem = refused(&draft.model, reference, who);
        let problem = if layer == Layer::Checks {
            problem.with_detail("A check returns what is wrong; nothing is built on that.")
        } else {
            let names: Vec<&str> = allowed.iter().map(|layer| layer.as_str()).collect();
            problem.with_detail(format!("It may read {}.", joined(&names)))
        };
        problems.push(problem.with_hint_if(instead(layer, allowed)));
    }
}

fn refused(model: &Model, reference: &Reference, who: &str) -> Problem {
    let problem = Problem::new(&model.file, format!("{who} may not read `{}`", reference.table));
    match &reference.span {
        Some(span) => problem.at(span.clone()),
        None => problem,
    }
}

/// What to read instead.
fn instead(layer: Layer, allowed: &[Layer]) -> Option<String> {
    let upper = matches!(layer, Layer::Raw | Layer::History | Layer::Staging | Layer::Entity);
    if upper && allowed.contains(&Layer::Entity) {
        return Some("let a staging model feed an entity, and read the entity".into());
    }
    if upper && allowed.contains(&Layer::Conformed) {
        return Some("bring the rows into a conformed model, and read that".into());
    }
    (allowed == QUERIES).then(|| "bring the columns into a mart, and read that".into())
}

fn staging(draft: &ModelDraft, models: &Models, problems: &mut Vec<Problem>) {
    let raw = draft.references.iter().find_map(raw_name);
    let is_base = raw.is_some() || draft.feeds.is_none();
    for reference in &draft.references {
        let problem = if is_base { base(draft, reference, raw) } else { feeding(draft, reference, models) };
        problems.extend(problem);
    }
}

/// A base model reads one raw table, now or through time.
fn base(draft: &ModelDraft, reference: &Reference, first: Option<&str>) -> Option<Problem> {
    let system = draft.model.system.as_deref().unwrap_or_default();
    let problem = refused(&draft.model, reference, "a base staging model");
    match raw_name(reference) {
        Some(name) if !name.starts_with(&format!("{system}_")) => {
            let detail = format!("It belongs to the system `{system}` and may read raw tables of that system only.");
            Some(problem.with_detail(detail).with_hint("move the model into the folder of the other system"))
        }
        Some(name) if Some(name) == first => None,
        Some(_) => {
            let detail = format!("It already reads `raw.{}`, and may read one raw table.", first.unwrap_or_default());
            let hint = "make a base model for each raw table, and join those in a model that feeds an entity";
            Some(problem.with_detail(detail).with_hint(hint))
        }
        None => {
            let detail = "It may read one raw table, to rename, cast and trim.";
            let hint = if draft.feeds.is_none() && first.is_none() {
                "if it joins base models, name the entity it feeds in its header: `feeds = \"…\"`"
            } else {
                "join it in a model of its own that reads base models and feeds an entity"
            };
            Some(problem.with_detail(detail).with_hint(hint))
        }
    }
}

/// A feeding model reads base models of its own system, and given tables.
fn feeding(draft: &ModelDraft, reference: &Reference, models: &Models) -> Option<Problem> {
    let problem = refused(&draft.model, reference, "a feeding staging model");
    let detail = "It may read base models of its own system, and given tables.";
    match reference.table.layer {
        Layer::Given => None,
        Layer::Staging => {
            let other = models.get(&reference.table)?;
            if other.model.system != draft.model.system {
                let hint = "systems meet in entities: let each feed its own rows";
                return Some(problem.with_detail(detail).with_hint(hint));
            }
            let is_base = other.references.iter().any(|reference| raw_name(reference).is_some());
            let other_feeds = other.feeds.is_some() && !is_base;
            other_feeds.then(|| {
                let hint = format!("`{}` feeds an entity itself: read the base models it reads", reference.table);
                problem.with_detail(detail).with_hint(hint)
            })
        }
        _ => Some(problem.with_detail(detail)),
    }
}

/// The name of the raw table a reference means, if it means one.
fn raw_name(reference: &Reference) -> Option<&str> {
    matches!(reference.table.layer, Layer::Raw | Layer::History).then_some(reference.table.name.as_str())
}

/// `a, b and c`.
fn joined(names: &[&str]) -> String {
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.concat(),
    }
}
