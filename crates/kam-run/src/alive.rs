//! Which tables are worth computing: those some delivery can reach, and what they need.

use kam_project::{Graph, Layer, Model, Project, TableName};
use std::collections::BTreeSet;

/// How much of a project is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Every model and every query of a report.
    Everything,
    /// A project's own models, the built-in ones that something it delivers reaches, the reports a pipeline renders,
    /// and what these read. A built-in model over entities nobody feeds would be empty for ever.
    Alive,
}

impl Scope {
    /// The models and entities in scope.
    pub(crate) fn tables(self, project: &Project, graph: &Graph) -> BTreeSet<TableName> {
        if self == Self::Everything {
            return graph.order().iter().cloned().collect();
        }
        let alive = alive(project, graph);
        let rendered = rendered(project).flat_map(|report| report.queries.values());
        let read = rendered.flat_map(|query| query.reads.iter().cloned());
        closure(graph, alive.into_iter().chain(read))
    }

    /// The reports in scope.
    pub(crate) fn reports(self, project: &Project) -> impl Iterator<Item = &kam_project::Report> {
        let rendered: BTreeSet<&str> = rendered(project).map(|report| report.name.as_str()).collect();
        project
            .reports
            .values()
            .filter(move |report| self == Self::Everything || rendered.contains(report.name.as_str()))
    }
}

/// The reports some pipeline renders.
fn rendered(project: &Project) -> impl Iterator<Item = &kam_project::Report> {
    let is_rendered = |name: &str| project.pipelines.values().any(|pipeline| pipeline.renders(name));
    project.reports.values().filter(move |report| is_rendered(&report.name))
}

/// A project's own models, and built-in ones below which some entity is fed; those below which there is none, like
/// tables made of parameters, if any built-in entity is.
fn alive(project: &Project, graph: &Graph) -> BTreeSet<TableName> {
    let fed: BTreeSet<&TableName> = project.entities.keys().filter(|entity| is_fed(graph, entity)).collect();
    let is_any_fed = fed.iter().any(|entity| is_built_in(&project.entities[*entity].file));
    let mut alive = BTreeSet::new();
    let mut over_entities = BTreeSet::new();
    for table in graph.order() {
        let Some(model) = project.models.get(table) else { continue };
        let reads: Vec<&TableName> = graph.upstream(table).collect();
        let reads_entity = reads.iter().any(|read| read.layer == Layer::Entity || over_entities.contains(*read));
        let is_reached =
            reads.iter().any(|read| fed.contains(read) || (over_entities.contains(*read) && alive.contains(*read)));
        if reads_entity {
            over_entities.insert(table.clone());
        }
        if is_own(model) || is_reached || (!reads_entity && is_any_fed) {
            alive.insert(table.clone());
        }
    }
    alive
}

fn is_fed(graph: &Graph, entity: &TableName) -> bool {
    graph.upstream(entity).next().is_some()
}

/// Staging models of active systems count as a project's own: somebody has switched their system on.
fn is_own(model: &Model) -> bool {
    model.table.layer == Layer::Staging || !is_built_in(&model.file)
}

fn is_built_in(file: &std::path::Path) -> bool {
    kam_project::overlay::is_built_in(file)
}

/// Tables and everything they read.
fn closure(graph: &Graph, tables: impl Iterator<Item = TableName>) -> BTreeSet<TableName> {
    let mut found = BTreeSet::new();
    let mut open: Vec<TableName> = tables.collect();
    while let Some(table) = open.pop() {
        if found.insert(table.clone()) {
            open.extend(graph.upstream(&table).cloned());
        }
    }
    found
}
