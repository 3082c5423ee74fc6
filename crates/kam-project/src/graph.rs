//! The order models are built in, what is downstream of a table, and cycles.

use crate::name::{Layer, TableName};
use crate::project::Project;
use std::collections::{BTreeMap, BTreeSet};

/// What reads what: models, checks and entities, with the raw and given tables they start from.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    upstream: BTreeMap<TableName, BTreeSet<TableName>>,
    downstream: BTreeMap<TableName, BTreeSet<TableName>>,
    order: Vec<TableName>,
}

impl Graph {
    /// Draws the graph of a project; `previous` and `run` tables are no edges, and `history` stands for `raw`.
    pub fn of(project: &Project) -> Self {
        let mut graph = Self::default();
        for entity in project.entities.keys() {
            graph.upstream.entry(entity.clone()).or_default();
        }
        for (table, model) in &project.models {
            graph.upstream.entry(table.clone()).or_default().extend(model.reads.iter().filter_map(edge));
            let fed = model.header.feeds.as_ref().map(|name| TableName::new(Layer::Entity, name.as_str()));
            if let Some(entity) = fed.filter(|entity| project.entities.contains_key(entity)) {
                graph.upstream.entry(entity).or_default().insert(table.clone());
            }
        }
        for (table, reads) in &graph.upstream {
            for read in reads {
                graph.downstream.entry(read.clone()).or_default().insert(table.clone());
            }
        }
        graph.order = graph.sorted();
        graph
    }

    /// Entities, models and checks, each after everything it reads; tables that hang on a cycle are left out.
    pub fn order(&self) -> &[TableName] {
        &self.order
    }

    /// The tables a table reads, directly.
    pub fn upstream(&self, table: &TableName) -> impl Iterator<Item = &TableName> {
        self.upstream.get(table).into_iter().flatten()
    }

    /// Every table that hangs on a table, directly or through others, itself left out.
    pub fn downstream(&self, table: &TableName) -> BTreeSet<TableName> {
        let mut found = BTreeSet::new();
        let mut open = vec![table];
        while let Some(next) = open.pop() {
            for reader in self.downstream.get(next).into_iter().flatten() {
                if found.insert(reader.clone()) {
                    open.push(reader);
                }
            }
        }
        found
    }

    /// Every cycle, as the way round it: each table reads the next, the last reads the first.
    pub fn cycles(&self) -> Vec<Vec<TableName>> {
        let ordered: BTreeSet<&TableName> = self.order.iter().collect();
        let mut open: BTreeSet<&TableName> = self.upstream.keys().filter(|table| !ordered.contains(table)).collect();
        let mut cycles = Vec::new();
        while let Some(first) = open.first().copied() {
            let cycle = self.way_round(first, &open);
            if cycle.is_empty() {
                open.remove(first);
            }
            for table in &cycle {
                open.remove(table);
            }
            cycles.extend((!cycle.is_empty()).then_some(cycle));
        }
        cycles
    }

    /// Kahn's algorithm; of several tables that could come next, the first by name does.
    fn sorted(&self) -> Vec<TableName> {
        let mut waiting: BTreeMap<&TableName, usize> = BTreeMap::new();
        for (table, reads) in &self.upstream {
            waiting.insert(table, reads.iter().filter(|read| self.upstream.contains_key(read)).count());
        }
        let mut ready: BTreeSet<&TableName> =
            waiting.iter().filter(|(_, count)| **count == 0).map(|(table, _)| *table).collect();
        let mut order = Vec::new();
        while let Some(table) = ready.pop_first() {
            order.push(table.clone());
            for reader in self.downstream.get(table).into_iter().flatten() {
                if let Some(count) = waiting.get_mut(reader) {
                    *count -= 1;
                    if *count == 0 {
                        ready.insert(reader);
                    }
                }
            }
        }
        order
    }

    /// The shortest way from a table back to itself among some tables; empty if there is none.
    fn way_round(&self, start: &TableName, among: &BTreeSet<&TableName>) -> Vec<TableName> {
        let mut ways: Vec<Vec<&TableName>> = vec![vec![start]];
        let mut seen = BTreeSet::new();
        while !ways.is_empty() {
            let mut longer = Vec::new();
            for way in ways {
                let last = way.last().copied().unwrap_or(start);
                for next in self.upstream(last).filter(|next| among.contains(next)) {
                    if next == start {
                        return way.into_iter().cloned().collect();
                    }
                    if seen.insert(next) {
                        longer.push(way.iter().copied().chain([next]).collect());
                    }
                }
            }
            ways = longer;
        }
        Vec::new()
    }
}

/// The table whose content a reference means; none for what the run itself gives.
fn edge(read: &TableName) -> Option<TableName> {
    match read.layer {
        Layer::Previous | Layer::Run => None,
        Layer::History => Some(TableName::new(Layer::Raw, read.name.as_str())),
        _ => Some(read.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(name: &str) -> TableName {
        TableName::new(Layer::Marts, name)
    }

    fn graph(edges: &[(&str, &[&str])]) -> Graph {
        let mut graph = Graph::default();
        for (reader, reads) in edges {
            graph.upstream.insert(table(reader), reads.iter().map(|read| table(read)).collect());
            for read in *reads {
                graph.downstream.entry(table(read)).or_default().insert(table(reader));
            }
        }
        graph.order = graph.sorted();
        graph
    }

    #[test]
    fn tables_come_after_what_they_read() {
        let graph = graph(&[("a", &["c"]), ("b", &[]), ("c", &["b"]), ("d", &["a", "b"])]);
        assert_eq!(graph.order(), ["b", "c", "a", "d"].map(table));
        assert_eq!(graph.downstream(&table("c")), ["a", "d"].map(table).into());
        assert!(graph.cycles().is_empty());
    }

    #[test]
    fn a_cycle_is_shown_as_the_way_round_it() {
        let graph = graph(&[("a", &["b"]), ("b", &["c"]), ("c", &["b", "d"]), ("d", &[]), ("e", &["e"])]);
        assert_eq!(graph.order(), [table("d")]);
        assert_eq!(graph.cycles(), [["b", "c"].map(table).to_vec(), vec![table("e")]]);
    }
}
