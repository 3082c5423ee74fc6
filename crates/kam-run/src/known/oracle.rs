//! The same comparison in SQL, over all that has landed: slow, and plain to see.
#![expect(clippy::unwrap_used, reason = "an oracle of tests: what fails here fails the test")]

use crate::origin::Origin;
use arrow::array::{AsArray, RecordBatch};
use arrow::datatypes::Int64Type;
use chrono::{DateTime, SecondsFormat, Utc};
use kam_compare::Part;
use kam_lake::{Session, SessionSettings, history};
use kam_project::{AddsUp, Extract, Layer, TableName};

/// A moment, and what had landed before it.
pub(super) struct Oracle<'a> {
    pub extract: &'a Extract,
    pub origins: &'a [Origin],
    pub known_from: DateTime<Utc>,
    pub not_admitted: u64,
    session: Session,
}

/// What the comparison comes to.
pub(super) struct Answer {
    pub parts: Vec<Part>,
    pub current: u64,
    pub gone: u64,
    /// The rows to land, in no order.
    pub rows: Vec<RecordBatch>,
}

impl<'a> Oracle<'a> {
    pub(super) async fn ask(
        extract: &'a Extract,
        (known_from, origins, not_admitted): (DateTime<Utc>, &'a [Origin], u64),
        landed: &[RecordBatch],
        incoming: Vec<RecordBatch>,
    ) -> Answer {
        let session = Session::open(&SessionSettings { partitions: 1, ..SessionSettings::default() }).unwrap();
        let schema = history::landed_schema(extract);
        session.register_rows(&history::history(&extract.table), schema.clone(), landed.to_vec()).unwrap();
        session.register_rows(&staging("incoming"), schema, incoming).unwrap();
        let oracle = Oracle { extract, origins, known_from, not_admitted, session };
        oracle.register().await;
        oracle.answer().await
    }

    /// `staging.known` is what was current, `staging.marked` what rows of the moment share, `staging.changes` what lands.
    async fn register(&self) {
        let (keys, columns) = (self.keys(), self.all_columns(""));
        let declared = self.declared("");
        let until = self.known_from.to_rfc3339_opts(SecondsFormat::Micros, true);
        self.view(
            "known",
            &format!(
                "select {columns} from (select {columns}, row_number() over (partition by {keys} \
             order by _known_from desc, _loaded_at desc, _file desc, _delivery_id desc) as _version \
             from {history} where _known_from <= cast('{until}' as timestamp with time zone)) as versions \
             where _version = 1 and _op <> 'delete'",
                history = history::history(&self.extract.table),
            ),
        )
        .await;
        self.view(
            "marked",
            &format!(
                "select *, count(*) over (partition by {keys}) as _alike_keys, \
             count(*) over (partition by {declared}) as _alike_rows, \
             row_number() over (partition by {keys} order by _delivery_id, _row_number) as _number \
             from staging.incoming"
            ),
        )
        .await;
        self.view("changes", &self.changes()).await;
    }

    fn changes(&self) -> String {
        let matches = self.extract.key.iter().map(|key| format!("incoming.{key} = known.{key}"));
        let matches = matches.collect::<Vec<_>>().join(" and ");
        let columns = self.extract.columns.iter().map(|column| &column.name);
        let differs = columns.map(|name| format!("(incoming.{name} is distinct from known.{name})"));
        let (first, keys) = (&self.extract.key[0], self.keys());
        format!(
            "select {declared}, incoming._delivery_id, incoming._file, incoming._member, incoming._row_number, \
             case when known.{first} is null then 'insert' else 'update' end as _op, incoming._known_from, incoming._loaded_at \
             from (select * from staging.marked where _alike_keys = _alike_rows and _number = 1) as incoming \
             left join staging.known as known on {matches} where known.{first} is null or {differs} \
             union all \
             select {gone}, '{id}' as _delivery_id, '{file}' as _file, cast(null as text) as _member, \
             cast(null as bigint) as _row_number, 'delete' as _op, moment._known_from, moment._loaded_at \
             from staging.known as known left join (select distinct {keys} from staging.incoming) as incoming on {matches} \
             cross join (select max(_known_from) as _known_from, max(_loaded_at) as _loaded_at from staging.incoming) as moment \
             where incoming.{first} is null and {tells}",
            declared = self.declared("incoming."),
            differs = differs.collect::<Vec<_>>().join(" or "),
            gone = self.declared("known."),
            id = self.origins[0].version().delivery_id,
            file = self.origins[0].version().file,
            tells = self.is_whole() && self.not_admitted == 0,
        )
    }

    async fn answer(&self) -> Answer {
        let first = &self.extract.key[0];
        let matches = self.extract.key.iter().map(|key| format!("incoming.{key} = known.{key}"));
        let gone = format!(
            "select count(*) from staging.known as known left join (select distinct {} from staging.incoming) as incoming \
             on {} where incoming.{first} is null",
            self.keys(),
            matches.collect::<Vec<_>>().join(" and "),
        );
        let (current, gone) = match self.is_whole() {
            true => (self.count("select count(*) from staging.known").await, self.count(&gone).await),
            false => (0, 0),
        };
        let rows = format!("select {} from staging.changes", self.all_columns(""));
        let rows = self.session.compute(&self.extract.table, &rows, &[]).await.unwrap().collect().await.unwrap();
        let mut parts = Vec::new();
        for origin in self.origins {
            parts.push(self.part(origin.version().delivery_id).await);
        }
        Answer { parts, current, gone, rows }
    }

    async fn part(&self, id: &str) -> Part {
        let believed = "select count(*) from staging.marked where _alike_keys = _alike_rows and _delivery_id";
        let changed = "select count(*) from staging.changes where _op <> 'delete' and _delivery_id";
        let key = self.extract.key.iter().map(|key| format!("cast({key} as text)")).collect::<Vec<_>>();
        let doubled = format!(
            "select _row_number, {} from staging.marked where _alike_keys <> _alike_rows and _delivery_id = '{id}' \
             order by _row_number",
            key.join(" || ', ' || ")
        );
        let (_, doubled) = self.session.query("the doubled rows", &doubled).await.unwrap();
        let row = |batch: &RecordBatch, row: usize| {
            let number = batch.column(0).as_primitive::<Int64Type>().value(row);
            (number, batch.column(1).as_string::<i32>().value(row).to_owned())
        };
        Part {
            believed: self.count(&format!("{believed} = '{id}'")).await,
            changed: self.count(&format!("{changed} = '{id}'")).await,
            doubled: doubled.iter().flat_map(|batch| (0..batch.num_rows()).map(|at| row(batch, at))).collect(),
        }
    }

    async fn view(&self, name: &str, sql: &str) {
        let (columns, rows) = self.session.query(name, sql).await.unwrap();
        self.session.register_rows(&staging(name), columns, rows).unwrap();
    }

    async fn count(&self, sql: &str) -> u64 {
        let (_, batches) = self.session.query("a count", sql).await.unwrap();
        batches[0].column(0).as_primitive::<Int64Type>().value(0).try_into().unwrap()
    }

    fn is_whole(&self) -> bool {
        self.extract.adds_up == AddsUp::Snapshot
    }

    fn keys(&self) -> String {
        self.extract.key.join(", ")
    }

    fn declared(&self, prefix: &str) -> String {
        let names = self.extract.columns.iter().map(|column| format!("{prefix}{}", column.name));
        names.collect::<Vec<_>>().join(", ")
    }

    fn all_columns(&self, prefix: &str) -> String {
        let origin = history::ORIGIN.iter().map(|(name, _)| format!(", {prefix}{name}"));
        self.declared(prefix) + &origin.collect::<String>()
    }
}

fn staging(name: &str) -> TableName {
    TableName::new(Layer::Staging, name)
}
