//! Which tables are worth computing: those some delivery can reach, and what they need.

use kam_project::{Graph, Layer, Model, Project, Report, TableName};
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
    pub(crate) fn reports(self, project: &Project) -> impl Iterator<Item = &Report> {
        let rendered: BTreeSet<&str> = rendered(project).map(|report| report.name.as_str()).collect();
        project
            .reports
            .values()
            .filter(move |report| self == Self::Everything || rendered.contains(report.name.as_str()))
    }
}

/// The reports some pipeline renders.
pub(crate) fn rendered(project: &Project) -> impl Iterator<Item = &Report> {
    let is_rendered = |report: &Report| project.pipelines.values().any(|pipeline| pipeline.renders(report));
    project.reports.values().filter(move |report| is_rendered(report))
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// One of `tests/projects`.
    fn project(name: &str) -> Project {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/projects").join(name);
        let loaded = kam_project::load(&root);
        assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
        loaded.project
    }

    fn tables(project: &Project) -> BTreeSet<String> {
        let tables = Scope::Alive.tables(project, &Graph::of(project));
        tables.iter().map(TableName::to_string).collect()
    }

    #[test]
    fn a_project_that_feeds_only_its_own_entity_computes_only_its_own_models() {
        let shop = project("shop");
        let own = ["checks.revenue_positive", "conformed.sales", "entity.sales", "marts.revenue", "staging.shop_sales"];
        let read = tables(&shop);
        assert_eq!(
            read.iter().filter(|table| !table.starts_with("raw.") && *table != "run.quarters").collect::<Vec<_>>(),
            own
        );
        assert!(Scope::Everything.tables(&shop, &Graph::of(&shop)).len() > read.len());
        assert_eq!(Scope::Alive.reports(&shop).map(|report| report.name.as_str()).collect::<Vec<_>>(), ["page"]);
    }

    #[test]
    fn what_a_fed_entity_reaches_is_computed_with_all_it_reads() {
        let northwind = project("northwind");
        let computed = tables(&northwind);
        assert!(computed.contains("marts.customer_asset_map"));
        let graph = Graph::of(&northwind);
        for table in Scope::Alive.tables(&northwind, &graph) {
            assert!(graph.upstream(&table).all(|read| computed.contains(&read.to_string())), "{table}");
        }
    }

    #[test]
    fn what_a_rendered_report_reads_is_computed_though_nothing_feeds_it() {
        let mut shop = project("shop");
        assert!(!tables(&shop).contains("marts.customer_asset_map"));
        for pipeline in shop.pipelines.values_mut() {
            pipeline.reports = vec!["portfolio".to_owned()];
        }
        let computed = tables(&shop);
        let known = |table: &TableName| shop.models.contains_key(table) || shop.entities.contains_key(table);
        let read: BTreeSet<&TableName> =
            shop.reports["portfolio"].queries.values().flat_map(|query| &query.reads).collect();
        let uncomputed = read.iter().filter(|table| known(table) && !computed.contains(&table.to_string()));
        assert_eq!(uncomputed.collect::<Vec<_>>(), Vec::<&&TableName>::new());
        assert!(computed.contains("marts.customer_asset_map") && computed.contains("entity.accounts"));
    }
}
