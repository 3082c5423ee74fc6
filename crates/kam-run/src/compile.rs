//! Everything SQL computes, in the order it can be computed, with the columns each will have.
//!
//! Raw views and entity unions are written here from their definitions; the rest is the project's own text.
//! Planning over empty tables gives the columns and finds what is wrong, without any data.

mod problems;

use crate::alive::Scope;
use crate::bound;
use crate::record;
use arrow::datatypes::{Schema, SchemaRef};
use kam_lake::dry_run::DryRun;
use kam_lake::{arrow_field, arrow_type, calendar, history};
use kam_project::{Entity, Graph, Layer, Model, Problem, Project, Report, Severity, TableName};
use problems::{extra_column, problem, wrong_type};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// One query with a name.
#[derive(Debug, Clone)]
pub(crate) struct Relation {
    pub table: TableName,
    pub kind: Kind,
    pub sql: String,
    pub reads: BTreeSet<TableName>,
    pub grain: Vec<String>,
}

/// What becomes of a query's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Computed whenever it is read.
    View,
    /// Stored, replaced whole.
    Whole,
    /// Stored, replaced quarter by quarter.
    Quarterly,
    /// Its rows are what is wrong.
    Check(Severity),
}

/// All queries of a project, each after those it reads.
#[derive(Debug, Default)]
pub(crate) struct Compiled {
    pub relations: Vec<Relation>,
    /// The declared columns of tables read as `previous`.
    pub previous: BTreeMap<TableName, SchemaRef>,
    /// The queries whose rows belong to one customer each, by the report per customer that asks them.
    pub bound: BTreeMap<String, BTreeSet<String>>,
}

impl Compiled {
    pub(crate) fn stored(&self) -> impl Iterator<Item = &Relation> {
        self.relations.iter().filter(|relation| relation.is_stored())
    }
}

impl Relation {
    pub(crate) fn is_stored(&self) -> bool {
        matches!(self.kind, Kind::Whole | Kind::Quarterly)
    }

    /// The query as it is computed: where its table is replaced by quarter, asked for these quarters alone.
    ///
    /// What it reads also holds quarters built before, and some models look back at them on purpose. What a model says
    /// of those once more is left out here, in one place, so that quarters built one by one are the same as built at
    /// once. A row without quarter stays in, to be refused with a sentence.
    pub(crate) fn asked_for(&self, quarters: &[String]) -> String {
        let query = self.sql.trim_end().trim_end_matches(';').trim_end();
        if self.kind != Kind::Quarterly {
            return query.to_owned();
        }
        let labels: Vec<String> = quarters.iter().map(|quarter| format!("'{quarter}'")).collect();
        let among = if labels.is_empty() { "false".to_owned() } else { format!("quarter in ({})", labels.join(", ")) };
        format!("select * from (\n{query}\n)\nwhere {among} or quarter is null")
    }
}

/// Compiles a project as far as asked, or says everything that keeps it from being computed.
pub(crate) async fn compile(project: &Project, scope: Scope) -> Result<Compiled, Vec<Problem>> {
    let mut compiler = Compiler::open(project)?;
    compiler.givens();
    compiler.raw_views().await;
    let graph = Graph::of(project);
    let wanted = scope.tables(project, &graph);
    for table in graph.order().iter().filter(|table| wanted.contains(*table)) {
        match (project.models.get(table), project.entities.get(table)) {
            (Some(model), _) => compiler.model(model).await,
            (None, Some(entity)) => compiler.entity(entity).await,
            (None, None) => {}
        }
    }
    compiler.report_queries(&scope.reports(project, &graph)).await;
    if compiler.problems.is_empty() { Ok(compiler.compiled) } else { Err(compiler.problems) }
}

struct Compiler<'a> {
    project: &'a Project,
    dry_run: DryRun,
    compiled: Compiled,
    columns: BTreeMap<TableName, SchemaRef>,
    problems: Vec<Problem>,
}

impl<'a> Compiler<'a> {
    /// Opens a dry run with every table that no query makes.
    fn open(project: &'a Project) -> Result<Self, Vec<Problem>> {
        let failed =
            |e: kam_lake::Error| vec![Problem::new(Path::new("pipelines"), format!("could not plan the models: {e}"))];
        let dry_run = DryRun::open().map_err(failed)?;
        for extract in project.extracts.values() {
            let columns = history::landed_schema(extract);
            dry_run.table(&history::history(&extract.table), columns).map_err(failed)?;
        }
        for (table, columns) in run_tables() {
            dry_run.table(&table, columns).map_err(failed)?;
        }
        let previous = previous_tables(project);
        for (table, columns) in &previous {
            dry_run.table(table, Arc::clone(columns)).map_err(failed)?;
        }
        let compiled = Compiled { previous, ..Compiled::default() };
        Ok(Self { project, dry_run, compiled, columns: BTreeMap::new(), problems: Vec::new() })
    }

    fn givens(&mut self) {
        for given in self.project.given.values() {
            let fields = given.columns.iter().map(|column| arrow_field(&column.name, column.kind));
            let columns = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
            if let Err(error) = self.dry_run.table(&given.table, columns) {
                self.problems.push(Problem::new(&given.file, error.to_string()));
            }
            if let Err(problems) = kam_ingest::admit_given(given) {
                self.problems.extend(problems);
            }
        }
    }

    async fn raw_views(&mut self) {
        for extract in self.project.extracts.values() {
            let reads = [history::history(&extract.table), TableName::new(Layer::Run, "quarters")];
            let relation = Relation {
                table: extract.table.clone(),
                kind: Kind::View,
                sql: history::current_rows(extract, history::Known::AtTheRun),
                reads: reads.into(),
                grain: Vec::new(),
            };
            self.add(relation, &extract.file).await;
        }
    }

    async fn model(&mut self, model: &Model) {
        let kind = match model.table.layer {
            Layer::Checks => Kind::Check(model.header.severity),
            Layer::Conformed | Layer::Marts if model.is_quarterly() => Kind::Quarterly,
            Layer::Conformed | Layer::Marts => Kind::Whole,
            _ => Kind::View,
        };
        let relation = Relation {
            table: model.table.clone(),
            kind,
            sql: model.sql.clone(),
            reads: model.reads.clone(),
            grain: sort_order(model),
        };
        self.whole_over_quarters(&relation, model);
        if self.add(relation, &model.file).await {
            self.header(model);
        }
    }

    /// A table replaced whole cannot stand on one replaced by quarter: nothing would tell it of a new quarter.
    fn whole_over_quarters(&mut self, relation: &Relation, model: &Model) {
        let quarterly = |read: &&TableName| self.project.models.get(*read).is_some_and(Model::is_quarterly);
        if let (Kind::Whole, Some(read)) = (relation.kind, relation.reads.iter().find(quarterly)) {
            self.problems.push(
                Problem::new(&model.file, format!("`{}` is replaced whole, but `{read}` by quarter", model.table))
                    .with_detail("It would not be rebuilt when a quarter is added there.")
                    .with_hint(format!("add `quarter` to the grain of `{}` and join `run.quarters`", model.table)),
            );
        }
    }

    async fn entity(&mut self, entity: &Entity) {
        let fed_by: Vec<&Model> = self
            .project
            .models
            .values()
            .filter(|model| model.header.feeds.as_deref() == Some(entity.table.name.as_str()))
            .collect();
        let mut parts = Vec::new();
        for model in &fed_by {
            let Some(columns) = self.columns.get(&model.table).cloned() else {
                return; // its own problem is already told
            };
            parts.push(self.entity_part(entity, model, &columns));
        }
        let sql = if parts.is_empty() { empty_entity(entity) } else { parts.join("\nunion all\n") };
        let relation = Relation {
            table: entity.table.clone(),
            kind: Kind::View,
            sql,
            reads: fed_by.iter().map(|model| model.table.clone()).collect(),
            grain: Vec::new(),
        };
        self.add(relation, &entity.file).await;
    }

    /// What one model feeds, in the entity's columns; tells what does not fit.
    fn entity_part(&mut self, entity: &Entity, model: &Model, fed: &SchemaRef) -> String {
        let mut selected = Vec::new();
        for column in &entity.columns {
            let wanted = arrow_type(column.kind);
            match fed.field_with_name(&column.name) {
                Ok(field) if *field.data_type() == wanted => selected.push(format!("\"{}\"", column.name)),
                Ok(field) => {
                    let found = kam_lake::spelled(field.data_type());
                    self.problems.push(wrong_type(entity, model, &column.name, &found, column.kind));
                }
                Err(_) if column.required => self.problems.push(
                    Problem::new(&model.file, format!("model `{}` lacks column `{}`", model.table, column.name))
                        .with_detail(format!("It feeds `{}`, where that column is required.", entity.table))
                        .with_hint(format!("add it to the select list, of type {}", column.kind)),
                ),
                Err(_) => selected.push(null_column(&column.name, column.kind)),
            }
        }
        for field in fed.fields() {
            if !entity.columns.iter().any(|column| column.name == *field.name()) {
                self.problems.push(extra_column(entity, model, field.name()));
            }
        }
        format!("select {}\nfrom {}", selected.join(", "), model.table)
    }

    /// Checks a header against the columns the model really has.
    fn header(&mut self, model: &Model) {
        let Some(columns) = self.columns.get(&model.table).cloned() else {
            return;
        };
        let names: Vec<&str> = columns.fields().iter().map(|field| field.name().as_str()).collect();
        let noted = model.header.columns.keys().chain(&model.header.grain);
        for column in noted.filter(|column| !names.contains(&column.as_str())) {
            let near = kam_project::suggest::nearest(column, names.iter().copied());
            self.problems.push(
                Problem::new(
                    &model.file,
                    format!("header names column `{column}`, which `{}` does not have", model.table),
                )
                .with_hint_if(near.map(|near| format!("did you mean `{near}`?"))),
            );
        }
        for (column, note) in &model.header.columns {
            let (Some(kind), Ok(field)) = (note.kind, columns.field_with_name(column)) else {
                continue;
            };
            if *field.data_type() != arrow_type(kind) {
                let found = kam_lake::spelled(field.data_type());
                self.problems.push(
                    Problem::new(&model.file, format!("header declares `{column}` as {kind}, but it is {found}"))
                        .with_hint(format!("cast it: `cast(… as {kind}) as {column}`")),
                );
            }
        }
    }

    async fn report_queries(&mut self, reports: &[&Report]) {
        for report in reports {
            let mut columns = BTreeMap::new();
            for (name, query) in &report.queries {
                match self.dry_run.query(&query.table, &query.sql).await {
                    Ok(found) => drop(columns.insert(name.as_str(), found)),
                    Err(refusal) => self.problems.push(problem(&query.file, &query.sql, &query.table, &refusal)),
                }
            }
            if let Some(fan_out) = &report.fan_out {
                let (bound, problems) = bound::of(self.project, report, fan_out, &columns);
                self.compiled.bound.insert(report.name.clone(), bound);
                self.problems.extend(problems);
            }
        }
    }

    /// Plans a query and keeps it with its columns; false if it cannot be planned.
    async fn add(&mut self, relation: Relation, file: &Path) -> bool {
        match self.dry_run.plan(&relation.table, &relation.sql).await {
            Ok(columns) => {
                self.columns.insert(relation.table.clone(), columns);
                self.compiled.relations.push(relation);
                true
            }
            Err(refusal) => {
                // What reads a table that could not be planned has no problem of its own.
                let told =
                    relation.reads.iter().any(|read| self.is_made_here(read) && !self.columns.contains_key(read));
                if !told {
                    self.problems.push(problem(file, &relation.sql, &relation.table, &refusal));
                }
                false
            }
        }
    }

    fn is_made_here(&self, table: &TableName) -> bool {
        self.project.models.contains_key(table)
            || self.project.entities.contains_key(table)
            || self.project.extracts.contains_key(table)
    }
}

/// The order rows are stored in: by grain, tables with quarters by quarter first.
fn sort_order(model: &Model) -> Vec<String> {
    let mut grain = model.header.grain.clone();
    grain.sort_by_key(|column| column != "quarter");
    grain
}

fn run_tables() -> Vec<(TableName, SchemaRef)> {
    let run = |name: &str| TableName::new(Layer::Run, name);
    let mut tables = vec![
        (run("quarters"), calendar::quarter_schema()),
        (run("calendar"), calendar::quarter_schema()),
        (run("months"), calendar::month_schema()),
    ];
    tables.extend(record::TABLES.iter().map(|table| (table.name(), table.schema())));
    tables
}

fn previous_tables(project: &Project) -> BTreeMap<TableName, SchemaRef> {
    let read: BTreeSet<&TableName> =
        project.models.values().flat_map(|model| &model.reads).filter(|table| table.layer == Layer::Previous).collect();
    let declared = |previous: &TableName| {
        let mut layers = [Layer::Conformed, Layer::Marts].into_iter();
        let model = layers.find_map(|layer| project.models.get(&TableName::new(layer, previous.name.as_str())))?;
        let fields = model.header.columns.iter();
        let fields = fields.filter_map(|(name, note)| note.kind.map(|kind| arrow_field(name, kind)));
        Some(Arc::new(Schema::new(fields.collect::<Vec<_>>())))
    };
    read.into_iter().filter_map(|table| Some((table.clone(), declared(table)?))).collect()
}

/// The type of instants as the engine kam runs on spells it; others know one precision, and take none.
pub(crate) const MICROSECONDS: &str = "timestamp(6) with time zone";

fn empty_entity(entity: &Entity) -> String {
    let columns = entity.columns.iter().map(|column| null_column(&column.name, column.kind));
    format!("select {}\nwhere false", columns.collect::<Vec<_>>().join(", "))
}

/// Without its precision a timestamp of ours would be one of nanoseconds, and no other model's.
fn null_column(name: &str, kind: kam_project::ColumnType) -> String {
    let spelled = match kind {
        kam_project::ColumnType::Timestamp => MICROSECONDS.to_owned(),
        other => other.to_string(),
    };
    format!("cast(null as {spelled}) as \"{name}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A model that says nothing of `run.quarters`, over a table with all its quarters.
    fn query(kind: Kind, quarters: &[&str]) -> String {
        let table = TableName::new(Layer::Marts, "losses");
        let (sql, reads) = ("select quarter\nfrom conformed.losses -- all of them\n;\n".to_owned(), BTreeSet::new());
        let quarters: Vec<String> = quarters.iter().map(|quarter| (*quarter).to_owned()).collect();
        Relation { table, kind, sql, reads, grain: Vec::new() }.asked_for(&quarters)
    }

    #[test]
    fn a_quarterly_table_is_asked_for_the_quarters_it_is_built_for() {
        let asked = "select * from (\nselect quarter\nfrom conformed.losses -- all of them\n)\n\
                     where quarter in ('2025Q3', '2025Q4') or quarter is null";
        assert_eq!(query(Kind::Quarterly, &["2025Q3", "2025Q4"]), asked);
        assert!(query(Kind::Quarterly, &[]).ends_with("\nwhere false or quarter is null"));
        assert_eq!(query(Kind::Whole, &["2025Q3"]), "select quarter\nfrom conformed.losses -- all of them");
    }
}
