//! Which tables are worth computing: those some delivery can reach, and what they need.

use kam_project::{Graph, Layer, Model, Project, Report, TableName};
use std::collections::BTreeSet;

/// How much of a project is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Every model and every query of a report.
    Everything,
    /// All a mistake of this project can be in: what is alive, what reads a definition of its own, and what these read. The built-in
    /// definitions among themselves are planned by the tests of kam.
    Doubtful,
    /// A project's own models, the built-in ones that something it delivers reaches, the reports a pipeline renders,
    /// and what these read. A built-in model over entities nobody feeds would be empty for ever.
    Alive,
}

impl Scope {
    /// The models and entities in scope.
    pub(crate) fn tables(self, project: &Project, graph: &Graph) -> BTreeSet<TableName> {
        let mut tables = match self {
            Self::Everything => return graph.order().iter().cloned().collect(),
            Self::Doubtful => touched(project, graph),
            Self::Alive => BTreeSet::new(),
        };
        tables.extend(alive(project, graph));
        let queries = self.reports(project, graph).into_iter().flat_map(|report| report.queries.values());
        tables.extend(queries.flat_map(|query| query.reads.iter().cloned()));
        closure(graph, tables.into_iter())
    }

    /// The reports in scope.
    pub(crate) fn reports<'a>(self, project: &'a Project, graph: &Graph) -> Vec<&'a Report> {
        match self {
            Self::Everything => project.reports.values().collect(),
            Self::Alive => rendered(project).collect(),
            Self::Doubtful => {
                let rendered: BTreeSet<&str> = rendered(project).map(|report| report.name.as_str()).collect();
                let touched = touched(project, graph);
                let is_in_doubt =
                    |report: &&Report| rendered.contains(report.name.as_str()) || is_touched(report, &touched);
                project.reports.values().filter(is_in_doubt).collect()
            }
        }
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

/// Tables that a definition of the project's own makes, or reaches.
fn touched(project: &Project, graph: &Graph) -> BTreeSet<TableName> {
    let entities = project.entities.values().map(|entity| (&entity.table, &entity.file));
    let models = project.models.values().map(|model| (&model.table, &model.file));
    let given = project.given.values().map(|given| (&given.table, &given.file));
    let own = entities.chain(models).chain(given).filter(|(_, file)| !is_built_in(file)).map(|(table, _)| table);
    own.flat_map(|table| graph.downstream(table).into_iter().chain([table.clone()])).collect()
}

/// Whether a report, or a query of it, is the project's own or reads what is touched.
fn is_touched(report: &Report, touched: &BTreeSet<TableName>) -> bool {
    let is_own = |query: &Model| !is_built_in(&query.file) || !query.reads.is_disjoint(touched);
    !is_built_in(&report.file) || report.queries.values().any(is_own)
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
        assert_eq!(
            Scope::Alive
                .reports(&shop, &Graph::of(&shop))
                .iter()
                .map(|report| report.name.as_str())
                .collect::<Vec<_>>(),
            ["page"]
        );
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

    #[test]
    fn what_reads_a_definition_of_ones_own_is_in_doubt_with_all_it_reads() {
        let mut shop = project("shop");
        let graph = Graph::of(&shop);
        assert_eq!(Scope::Doubtful.tables(&shop, &graph), Scope::Alive.tables(&shop, &graph));
        let accounts = TableName::new(Layer::Entity, "accounts");
        let map = TableName::new(Layer::Marts, "customer_asset_map");
        assert!(graph.downstream(&accounts).contains(&map));
        shop.entities.get_mut(&accounts).unwrap_or_else(|| unreachable!()).file =
            "pipelines/entities/accounts.toml".into();
        let doubtful = Scope::Doubtful.tables(&shop, &graph);
        assert!(graph.downstream(&accounts).is_subset(&doubtful));
        assert!(doubtful.iter().all(|table| graph.upstream(table).all(|read| doubtful.contains(read))));
        let reports = Scope::Doubtful.reports(&shop, &graph);
        assert!(reports.iter().any(|report| report.name == "portfolio"), "it reads the map");
    }
}
