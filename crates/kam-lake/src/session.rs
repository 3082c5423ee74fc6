//! The one place a session with the engine is built.

use crate::delta::TableState;
use crate::error::{Error, Result};
use crate::functions;
use crate::held::{HeldFiles, Room};
use crate::memory;
use crate::replaceable::ReplaceableRows;
use crate::scan::ExactFiles;
use crate::write::stored_schema;
use arrow::array::RecordBatch;
use arrow::datatypes::{Schema, SchemaRef};
use datafusion::catalog::{MemorySchemaProvider, TableProvider};
use datafusion::common::TableReference;
use datafusion::dataframe::DataFrame;
use datafusion::datasource::MemTable;
use datafusion::error::DataFusionError;
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::{FairSpillPool, MemoryPool};
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use datafusion::execution::{SendableRecordBatchStream, SessionStateBuilder};
use datafusion::logical_expr::{cast, ident};
use datafusion::physical_optimizer::PhysicalOptimizerRule;
use datafusion::physical_optimizer::optimizer::PhysicalOptimizer;
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::prelude::{SQLOptions, SessionConfig, SessionContext};
use futures::{StreamExt, TryStreamExt};
use kam_project::{Layer, TableName};
use object_store::ObjectStore;
use std::sync::Arc;

/// What a session may use.
#[derive(Debug, Clone)]
pub struct SessionSettings {
    /// Memory of its own for sorts, joins and aggregates before they spill to disk, in bytes; else what all sessions share.
    pub memory: Option<usize>,
    /// How many threads work on one query; results never depend on it.
    pub partitions: usize,
    /// How much a session may spill to the temporary folder, in bytes.
    pub spill: u64,
    /// How many bytes of small tables are held once they have been read; none where tables are asked once.
    pub held: usize,
}

impl Default for SessionSettings {
    fn default() -> Self {
        let partitions = std::thread::available_parallelism().map_or(1, usize::from);
        Self { memory: None, partitions, spill: 64 << 30, held: 0 }
    }
}

impl SessionSettings {
    /// Of a session whose queries read the same tables again and again.
    pub fn of_many_queries() -> Self {
        Self { held: 64 << 20, ..Self::default() }
    }
}

/// A session with the engine: tables by name, and queries over them.
#[derive(Clone)]
pub struct Session {
    context: SessionContext,
    room: Arc<Room>,
}

/// Rows on their way, with their columns.
pub struct Rows {
    /// What messages call the query they come from.
    name: String,
    stream: SendableRecordBatchStream,
}

const LAKE: &str = "kam-lake://lake";

const LAYERS: [Layer; 10] = [
    Layer::Raw,
    Layer::History,
    Layer::Staging,
    Layer::Entity,
    Layer::Conformed,
    Layer::Marts,
    Layer::Checks,
    Layer::Given,
    Layer::Run,
    Layer::Previous,
];

impl Session {
    /// Opens a session with our functions, our settings and empty layers.
    pub fn open(settings: &SessionSettings) -> Result<Self> {
        let temporary = DiskManagerBuilder::default()
            .with_mode(DiskManagerMode::OsTmpDirectory)
            .with_max_temp_directory_size(settings.spill);
        let own = settings.memory.map(|bytes| Arc::new(FairSpillPool::new(bytes)) as Arc<dyn MemoryPool>);
        let runtime = RuntimeEnvBuilder::new()
            .with_memory_pool(own.unwrap_or_else(memory::shared))
            .with_disk_manager_builder(temporary)
            .build_arc()
            .map_err(|e| Error::query("open", "a session", e))?;
        Self::open_in(settings, runtime)
    }

    /// Opens a session with memory and a temporary folder of the caller's.
    pub(crate) fn open_in(settings: &SessionSettings, runtime: Arc<RuntimeEnv>) -> Result<Self> {
        let state = SessionStateBuilder::new()
            .with_config(configuration(settings)?)
            .with_runtime_env(runtime)
            .with_default_features()
            .with_physical_optimizer_rules(physical_rules())
            .build();
        #[expect(clippy::disallowed_methods, reason = "this is the one door to the engine")]
        let context = SessionContext::new_with_state(state);
        functions::register(&context);
        let session = Self { context, room: Arc::new(Room::of(settings.held)) };
        session.create_layers()?;
        Ok(session)
    }

    /// Registers the exact files of a table under a name of its own or another, `previous.customers`.
    pub(crate) fn register_files(
        &self,
        store: &Arc<dyn ObjectStore>,
        table: &TableName,
        name: &TableName,
        state: TableState,
    ) -> Result<()> {
        let address = ObjectStoreUrl::parse(LAKE).map_err(|e| Error::query("register", table.to_string(), e))?;
        self.context.register_object_store(address.as_ref(), Arc::clone(store));
        let files = ExactFiles::new(table.clone(), state, Arc::clone(store), address);
        self.register(name, HeldFiles::provider(files, &self.room))
    }

    /// Registers rows held in memory.
    pub fn register_rows(
        &self,
        table: &TableName,
        schema: SchemaRef,
        rows: Vec<RecordBatch>,
    ) -> Result<ReplaceableRows> {
        let memory =
            MemTable::try_new(schema, vec![rows]).map_err(|e| Error::query("register", table.to_string(), e))?;
        let memory = Arc::new(memory);
        self.register(table, Arc::clone(&memory) as Arc<dyn TableProvider>)?;
        Ok(ReplaceableRows::of(memory))
    }

    /// Registers a query under a name; it is planned now and computed when read.
    pub async fn register_view(&self, table: &TableName, sql: &str) -> Result<()> {
        let view = self.plan(table, sql).await?.into_view();
        self.register(table, view)
    }

    /// The columns a query yields.
    pub async fn columns(&self, table: &TableName, sql: &str) -> Result<SchemaRef> {
        Ok(Arc::clone(self.plan(table, sql).await?.schema().inner()))
    }

    /// Computes a query into rows fit for a table: stored types, sorted by `order`.
    pub async fn compute(&self, table: &TableName, sql: &str, order: &[String]) -> Result<Rows> {
        let failed = |e| Error::query("compute", table.to_string(), e);
        let frame = self.plan(table, sql).await?;
        let stored = stored_schema(table, frame.schema().inner())?;
        let columns = stored_columns(&stored, frame.schema().inner());
        let frame = frame.select(columns).map_err(failed)?;
        let order: Vec<_> = order.iter().map(|column| ident(column).sort(true, false)).collect();
        // The optimizer takes a sort by nothing for a fault of its own.
        let frame = if order.is_empty() { frame } else { frame.sort(order).map_err(failed)? };
        let stream = frame.execute_stream().await.map_err(failed)?;
        Ok(Rows::conforming(&table.to_string(), stored, stream))
    }

    async fn plan(&self, table: &TableName, sql: &str) -> Result<DataFrame> {
        self.read_only(sql).await.map_err(|e| Error::query("plan", table.to_string(), e))
    }

    pub(crate) async fn read_only(&self, sql: &str) -> datafusion::error::Result<DataFrame> {
        let refused = SQLOptions::new().with_allow_ddl(false).with_allow_dml(false).with_allow_statements(false);
        self.context.sql_with_options(sql, refused).await
    }

    /// Takes a name back; views made of it stay.
    pub(crate) fn forget(&self, table: &TableName) -> Result<()> {
        let reference = TableReference::partial(table.layer.as_str(), table.name.as_str());
        let forgotten = self.context.deregister_table(reference);
        forgotten.map(|_| ()).map_err(|e| Error::query("forget", table.to_string(), e))
    }

    fn register(&self, table: &TableName, provider: Arc<dyn TableProvider>) -> Result<()> {
        let reference = TableReference::partial(table.layer.as_str(), table.name.as_str());
        let failed = |e| Error::query("register", table.to_string(), e);
        self.context.deregister_table(reference.clone()).map_err(failed)?;
        self.context.register_table(reference, provider).map(|_| ()).map_err(failed)
    }

    fn create_layers(&self) -> Result<()> {
        let failed = |e| Error::query("open", "a session", e);
        let catalog = self
            .context
            .catalog("kam")
            .ok_or_else(|| failed(DataFusionError::Internal("the session has no catalog `kam`".to_owned())))?;
        for layer in LAYERS {
            let schema = Arc::new(MemorySchemaProvider::new());
            catalog.register_schema(layer.as_str(), schema).map_err(failed)?;
        }
        Ok(())
    }
}

impl Rows {
    /// Rows held in memory, in the order given.
    pub fn held(schema: SchemaRef, rows: Vec<RecordBatch>) -> Self {
        let stream = futures::stream::iter(rows.into_iter().map(Ok));
        Self::arriving("rows in memory", Box::pin(RecordBatchStreamAdapter::new(schema, stream)))
    }

    pub(crate) fn arriving(name: &str, stream: SendableRecordBatchStream) -> Self {
        Self { name: name.to_owned(), stream }
    }

    fn conforming(name: &str, schema: SchemaRef, rows: SendableRecordBatchStream) -> Self {
        let wanted = Arc::clone(&schema);
        let rows = rows.map(move |batch| conformed(&batch?, &wanted));
        Self::arriving(name, Box::pin(RecordBatchStreamAdapter::new(schema, rows)))
    }

    /// The columns.
    pub fn schema(&self) -> SchemaRef {
        self.stream.schema()
    }

    /// Holds all rows.
    pub async fn collect(self) -> Result<Vec<RecordBatch>> {
        let Self { name, stream } = self;
        stream.try_collect().await.map_err(|e| Error::query("compute", name, e))
    }

    /// The next rows, none after the last.
    pub async fn next_rows(&mut self) -> Result<Option<RecordBatch>> {
        self.stream.try_next().await.map_err(|e| Error::query("compute", self.name.as_str(), e))
    }

    pub(crate) fn into_stream(self) -> SendableRecordBatchStream {
        self.stream
    }
}

/// The query's columns, cast where a table holds them as another type: the engine checks every value.
fn stored_columns(stored: &Schema, queried: &Schema) -> Vec<datafusion::logical_expr::Expr> {
    let columns = stored.fields().iter().zip(queried.fields()).map(|(stored, queried)| {
        if stored.data_type() == queried.data_type() {
            ident(stored.name())
        } else {
            cast(ident(stored.name()), stored.data_type().clone()).alias(stored.name())
        }
    });
    columns.collect()
}

/// A batch with exactly these columns: the engine may hand text over in another of its forms.
#[expect(clippy::disallowed_methods, reason = "from text to text nothing can be lost")]
fn conformed(batch: &RecordBatch, schema: &SchemaRef) -> datafusion::error::Result<RecordBatch> {
    let columns = batch.columns().iter().zip(schema.fields()).map(|(column, field)| {
        let (found, wanted) = (column.data_type(), field.data_type());
        if found.is_string() && found != wanted { arrow::compute::cast(column, wanted) } else { Ok(Arc::clone(column)) }
    });
    let columns = columns.collect::<Result<Vec<_>, _>>()?;
    Ok(RecordBatch::try_new(Arc::clone(schema), columns)?)
}

/// The engine's own rules for physical plans, but for those that push filters down there.
///
/// DataFusion 55.2: such a filter goes through a projection by the name of its column. Where both sides of an outer join have a
/// column of that name and the sides were exchanged, it lands on the wrong side and rows are lost. The logical plan pushes
/// filters down before, and rightly.
fn physical_rules() -> Vec<Arc<dyn PhysicalOptimizerRule + Send + Sync>> {
    let is_safe = |rule: &Arc<dyn PhysicalOptimizerRule + Send + Sync>| !rule.name().starts_with("FilterPushdown");
    PhysicalOptimizer::new().rules.into_iter().filter(is_safe).collect()
}

fn configuration(settings: &SessionSettings) -> Result<SessionConfig> {
    let mut configuration = SessionConfig::new()
        .with_target_partitions(settings.partitions)
        .with_information_schema(true)
        .with_default_catalog_and_schema("kam", "marts")
        .with_create_default_catalog_and_schema(true);
    let options = configuration.options_mut();
    let mut set = |key: &str, value: &str| options.set(key, value).map_err(|e| Error::query("open", "a session", e));
    set("datafusion.sql_parser.parse_float_as_decimal", "true")?;
    set("datafusion.sql_parser.default_null_ordering", "nulls_last")?;
    set("datafusion.sql_parser.collect_spans", "true")?;
    // The lake's texts are plain; a view that one `cast` makes counts its buffers once for every column and batch that shares
    // them, and a sort asks for gigabytes it does not need.
    set("datafusion.sql_parser.map_string_types_to_utf8view", "false")?;
    set("datafusion.execution.time_zone", "UTC")?;
    set("datafusion.optimizer.repartition_file_min_size", "16777216")?;
    // What each sort keeps free to merge what it spilled. The engine's own 10 MB are all there is where memory is little, and one query
    // has several sorts at once.
    let memory = settings.memory.unwrap_or_else(memory::limit);
    set("datafusion.execution.sort_spill_reservation_bytes", &(memory / 16).min(10 << 20).to_string())?;
    // DataFusion 55.2: two aggregates over one view, joined with each other above a left join, wait for their filters for ever.
    set("datafusion.optimizer.enable_join_dynamic_filter_pushdown", "false")?;
    Ok(configuration)
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow::array::{ArrayRef, AsArray, Int64Array, StringArray};
    use arrow::datatypes::{Int64Type, UInt64Type};

    /// Versions of keys: the first has two, the others one each.
    fn versions() -> RecordBatch {
        let keys: ArrayRef = Arc::new(Int64Array::from(vec![1, 1, 2, 3]));
        let kinds: ArrayRef = Arc::new(StringArray::from(vec!["insert"; 4]));
        RecordBatch::try_from_iter([("k", keys), ("kind", kinds)]).unwrap_or_else(|_| unreachable!())
    }

    /// As many sorts as a query of ours has at once find room to merge in, however little there is.
    #[tokio::test]
    async fn several_sorts_at_once_share_a_little_memory() -> Result<()> {
        let settings = SessionSettings { memory: Some(16 << 20), partitions: 4, ..SessionSettings::default() };
        let session = Session::open(&settings)?;
        let numbered = "select value, row_number() over (partition by value % 7 order by value desc) as place from generate_series(1, 10000)";
        let sql = format!("select max(place) as last from ({numbered} union all {numbered} union all {numbered})");
        let (_, last) = session.query("the last places", &sql).await?;
        // Every seventh of ten thousand, the first of them too.
        assert_eq!(last[0].column(0).as_primitive::<UInt64Type>().value(0), 1429);
        Ok(())
    }

    /// The side the planner holds is the other one, since a filter makes `many` seem small; what is asked of `few.k` must not be
    /// asked of its namesake there.
    #[tokio::test]
    async fn rows_without_a_partner_are_found_whichever_side_is_held() -> Result<()> {
        let session = Session::open(&SessionSettings::default())?;
        session.register_rows(&TableName::new(Layer::Marts, "versions"), versions().schema(), vec![versions()])?;
        let few = "few as (select k from many group by k having count(*) > 1)";
        for joined in ["few right join many", "many left join few"] {
            let sql = format!(
                "with many as (select * from marts.versions), {few} \
                 select count(*) as lonely, count(few_k) as partners from (\
                 select few.k as few_k, many.k from {joined} on few.k = many.k \
                 where few.k is null and many.kind <> 'delete')"
            );
            let (_, found) = session.query("the lonely", &sql).await?;
            let found: Vec<i64> =
                found.iter().flat_map(|batch| batch.column(0).as_primitive::<Int64Type>().values().to_vec()).collect();
            assert_eq!(found, [2], "{sql}");
        }
        Ok(())
    }
}
