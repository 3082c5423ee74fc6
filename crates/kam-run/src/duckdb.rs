//! The whole project as one SQL script: for reading, and for another engine to compute the same.

use crate::alive::Scope;
use crate::compile::{self, Compiled, Kind, Relation};
use crate::error::{Error, Result};
use crate::plan;
use crate::record;
use crate::surroundings::{Request, Surroundings};
use arrow::array::{Array, RecordBatch};
use arrow::datatypes::{DataType, SchemaRef};
use kam_lake::{calendar, history};
use kam_project::{Layer, Project, Quarter, TableName};
use std::fmt::Write as _;

/// Whose SQL a script is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// The engine kam runs on; our functions are built in.
    DataFusion,
    /// DuckDB: our functions are macros at the top of the script.
    DuckDb,
}

/// Writes all queries of a project in order as one script, with given, calendar and empty run tables.
///
/// The script expects landed rows in `history.<name>` and makes empty ones where there are none. Raw rows,
/// entities, models and checks follow; a check is a view of what is wrong.
pub async fn compile(project: &Project, dialect: Dialect, request: &Request, around: &Surroundings) -> Result<String> {
    let compiled = compile::compile(project, Scope::Alive).await.map_err(|problems| Error::Definitions { problems })?;
    let now = (around.now)();
    let pipeline = request.pipeline(project)?;
    let quarters = plan::wanted_quarters(project, pipeline, request, now)?;
    let mut script = Script::default();
    script.head(project, dialect);
    script.landed(project);
    script.given(project)?;
    let tables = calendar::Tables::of(project.settings.calendar())?;
    script.rows("run.quarters", &calendar::quarter_rows(&quarters, now)?);
    script.rows("run.calendar", &tables.quarters);
    script.rows("run.months", &tables.months);
    script.empty_tables(&compiled);
    let labels: Vec<String> = quarters.iter().map(Quarter::label).collect();
    for relation in &compiled.relations {
        script.relation(relation, &labels);
    }
    Ok(script.text)
}

#[derive(Default)]
struct Script {
    text: String,
}

impl Script {
    fn line(&mut self, line: &str) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.text, "{line}");
    }

    fn head(&mut self, project: &Project, dialect: Dialect) {
        self.line(&format!("-- {}: everything computed from landed rows, in order", project.settings.title));
        for layer in ["raw", "history", "staging", "entity", "conformed", "marts", "checks", "given", "run", "previous"]
        {
            self.line(&format!("create schema if not exists {layer};"));
        }
        if dialect == Dialect::DuckDb {
            self.line("set timezone = 'UTC';");
            self.line(project.functions.get("duckdb").map_or("", String::as_str));
        }
    }

    fn landed(&mut self, project: &Project) {
        for extract in project.extracts.values() {
            let name = history::history(&extract.table);
            let columns = columns(&history::landed_schema(extract));
            self.line(&format!("create table if not exists {name} ({columns});"));
        }
    }

    fn given(&mut self, project: &Project) -> Result<()> {
        for given in project.given.values() {
            let rows = kam_ingest::admit_given(given).map_err(|problems| Error::Definitions { problems })?;
            self.rows(&given.table.to_string(), &rows);
        }
        Ok(())
    }

    fn empty_tables(&mut self, compiled: &Compiled) {
        for table in record::TABLES {
            self.line(&format!("create table if not exists {} ({});", table.name(), columns(&table.schema())));
        }
        for (table, schema) in &compiled.previous {
            self.line(&format!("create table if not exists {table} ({});", columns(schema)));
        }
    }

    fn relation(&mut self, relation: &Relation, quarters: &[String]) {
        let kind = match relation.kind {
            Kind::View | Kind::Check(_) => "view",
            Kind::Whole | Kind::Quarterly => "table",
        };
        let table = quoted_table(&relation.table);
        let asked = relation.asked_for(quarters).replace(compile::MICROSECONDS, "timestamp with time zone");
        self.line(&format!("\ncreate or replace {kind} {table} as\n{asked};"));
    }

    /// A table of literal rows.
    fn rows(&mut self, table: &str, rows: &RecordBatch) {
        self.line(&format!("create or replace table {table} ({});", columns(&rows.schema())));
        let tuples: Vec<String> = (0..rows.num_rows()).map(|row| tuple(rows, row)).collect();
        for chunk in tuples.chunks(500) {
            self.line(&format!("insert into {table} values\n{};", chunk.join(",\n")));
        }
    }
}

fn quoted_table(table: &TableName) -> String {
    match table.layer {
        Layer::Checks => format!("checks.\"{}\"", table.name),
        _ => table.to_string(),
    }
}

fn columns(schema: &SchemaRef) -> String {
    let columns = schema.fields().iter().map(|field| format!("\"{}\" {}", field.name(), spelled(field.data_type())));
    columns.collect::<Vec<_>>().join(", ")
}

fn spelled(kind: &DataType) -> String {
    match kind {
        DataType::Timestamp(..) => "timestamp with time zone".to_owned(),
        other => kam_lake::spelled(other),
    }
}

fn tuple(rows: &RecordBatch, row: usize) -> String {
    let cells = rows.columns().iter().map(|column| literal(column.as_ref(), row));
    format!("({})", cells.collect::<Vec<_>>().join(", "))
}

fn literal(column: &dyn Array, row: usize) -> String {
    if column.is_null(row) {
        return "null".to_owned();
    }
    let text = arrow::util::display::array_value_to_string(column, row).unwrap_or_default();
    match column.data_type() {
        DataType::Int64 | DataType::Boolean | DataType::Decimal128(..) => text,
        _ => format!("'{}'", text.replace('\'', "''")),
    }
}
