//! Queries planned once and asked as often as wanted.
//!
//! Where tables are small, planning a query costs more than computing it. A prepared query holds on to the tables it
//! was planned over: rows replaced in [`ReplaceableRows`](crate::ReplaceableRows) are seen, a table registered anew under the same name is not.

use crate::columns::stored_type;
use crate::error::{Error, Result};
use crate::session::{Rows, Session};
use arrow::array::RecordBatch;
use arrow::datatypes::{Field, SchemaRef};
use datafusion::dataframe::DataFrame;
use datafusion::execution::SessionState;
use datafusion::logical_expr::{LogicalPlan, cast, col};
use datafusion::physical_plan::{ExecutionPlan, execute_stream};
use std::sync::Arc;

/// A query that is planned, strings as plain text.
pub struct Prepared {
    name: String,
    state: SessionState,
    /// As the optimizer leaves it: what remains depends on the rows.
    plan: LogicalPlan,
}

impl Session {
    /// Plans a query; `name` is what messages call it.
    pub async fn prepare(&self, name: &str, sql: &str) -> Result<Prepared> {
        let failed = |e| Error::query("compute", name, e);
        let frame = self.read_only(sql).await.map_err(failed)?;
        let (state, plan) = plain_text(frame).map_err(failed)?.into_parts();
        let plan = state.optimize(&plan).map_err(failed)?;
        Ok(Prepared { name: name.to_owned(), state, plan })
    }

    /// Computes a query and holds all its rows, strings as plain text.
    pub async fn query(&self, name: &str, sql: &str) -> Result<(SchemaRef, Vec<RecordBatch>)> {
        let prepared = self.prepare(name, sql).await?;
        Ok((prepared.columns(), prepared.collect().await?))
    }
}

impl Prepared {
    /// The columns the query yields.
    pub fn columns(&self) -> SchemaRef {
        Arc::clone(self.plan.schema().inner())
    }

    /// Computes the query and holds all its rows.
    pub async fn collect(&self) -> Result<Vec<RecordBatch>> {
        let plan = self.computation().await?;
        let rows = datafusion::physical_plan::collect(plan, self.state.task_ctx()).await;
        rows.map_err(|e| Error::query("compute", self.name.as_str(), e))
    }

    /// Computes the query; its rows are taken one batch after the other.
    pub async fn stream(&self) -> Result<Rows> {
        let plan = self.computation().await?;
        let stream = execute_stream(plan, self.state.task_ctx());
        let stream = stream.map_err(|e| Error::query("compute", self.name.as_str(), e))?;
        Ok(Rows::arriving(&self.name, stream))
    }

    async fn computation(&self) -> Result<Arc<dyn ExecutionPlan>> {
        let plan = self.state.query_planner().create_physical_plan(&self.plan, &self.state).await;
        plan.map_err(|e| Error::query("compute", self.name.as_str(), e))
    }
}

/// The query with its text as plain text; as it is where all of it is, so that a plan can be explained.
fn plain_text(frame: DataFrame) -> datafusion::error::Result<DataFrame> {
    let schema = Arc::clone(frame.schema().inner());
    let plain = |field: &Field| stored_type(field.data_type()).filter(|_| field.data_type().is_string());
    if schema.fields().iter().all(|field| plain(field).is_none_or(|kind| kind == *field.data_type())) {
        return Ok(frame);
    }
    let columns: Vec<_> = schema
        .fields()
        .iter()
        .zip(frame.schema().columns())
        .map(|(field, column)| match plain(field) {
            Some(kind) => cast(col(column), kind).alias(field.name()),
            None => col(column),
        })
        .collect();
    frame.select(columns)
}
