//! Plans every model over empty tables, so that a wrong column is found without data.

use crate::error::Error;
use crate::session::{Session, SessionSettings};
use arrow::datatypes::{DataType, Schema, SchemaRef};
use datafusion::common::Diagnostic;
use datafusion::error::DataFusionError;
use kam_project::TableName;
use std::sync::Arc;

/// A session of empty tables.
pub struct DryRun {
    session: Session,
}

/// Why a model cannot be planned: what the engine says, and where in its text.
#[derive(Debug)]
pub struct Refusal {
    /// The engine's word, one line.
    pub message: String,
    /// Line and column (both from 1) of the mistake, if the engine knows.
    pub place: Option<(u64, u64)>,
    /// More of its words.
    pub notes: Vec<String>,
}

impl DryRun {
    /// Opens a session without any table.
    pub fn open() -> crate::Result<Self> {
        let settings = SessionSettings { memory: Some(64 << 20), partitions: 1, spill: 0, held: 0 };
        Ok(Self { session: Session::open(&settings)? })
    }

    /// Adds an empty table.
    pub fn table(&self, name: &TableName, schema: SchemaRef) -> crate::Result<()> {
        self.session.register_rows(name, schema, Vec::new()).map(drop)
    }

    /// Plans a query and, if it holds, stands an empty table of its columns under its name.
    ///
    /// Returns the columns a stored table will have: a type no table may hold is refused.
    pub async fn plan(&self, name: &TableName, sql: &str) -> Result<SchemaRef, Refusal> {
        let queried = self.session.columns(name, sql).await.map_err(|e| refusal(&e))?;
        let stored = crate::write::stored_schema(name, &queried).map_err(|e| refusal(&e))?;
        let unqualified = Arc::new(Schema::new(stored.fields().clone()));
        self.table(name, unqualified).map_err(|e| refusal(&e))?;
        Ok(stored)
    }

    /// Plans a query whose rows no table will hold, and returns its columns: of types a table may hold, or lists of such.
    pub async fn query(&self, name: &TableName, sql: &str) -> Result<SchemaRef, Refusal> {
        let queried = self.session.columns(name, sql).await.map_err(|e| refusal(&e))?;
        let values = queried.fields().iter().map(|field| match field.data_type() {
            DataType::List(value) | DataType::LargeList(value) => {
                field.as_ref().clone().with_data_type(value.data_type().clone())
            }
            _ => field.as_ref().clone(),
        });
        let values = Schema::new(values.collect::<Vec<_>>());
        crate::write::stored_schema(name, &values).map_err(|e| refusal(&e))?;
        Ok(queried)
    }
}

fn refusal(error: &Error) -> Refusal {
    match error {
        Error::Query { source, .. } => engine_refusal(source),
        other => Refusal {
            message: other.to_string(),
            place: None,
            notes: other.hint().map(str::to_owned).into_iter().collect(),
        },
    }
}

fn engine_refusal(error: &DataFusionError) -> Refusal {
    let diagnostic: Option<&Diagnostic> = error.diagnostic();
    let place = diagnostic.and_then(|d| d.span).map(|span| (span.start.line, span.start.column));
    let notes = diagnostic.map(|d| {
        let helps = d.helps.iter().map(|help| help.message.clone());
        d.notes.iter().map(|note| note.message.clone()).chain(helps).collect()
    });
    let message = error.find_root().message().lines().next().unwrap_or_default().to_owned();
    Refusal { message, place, notes: notes.unwrap_or_default() }
}
