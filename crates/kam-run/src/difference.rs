//! What a moment changes: its rows compared with those known of its keys, in SQL.

use crate::arriving::Account;
use crate::error::Result;
use crate::survey::Moment;
use arrow::array::{AsArray, RecordBatch};
use arrow::datatypes::Int64Type;
use kam_lake::{Rows, Session, history};
use kam_project::{AddsUp, Extract, Layer, TableName};
use std::collections::BTreeMap;

/// The comparison of a snapshot or an upsert with the rows known, as queries.
pub(crate) struct Difference<'a> {
    session: &'a Session,
    extract: &'a Extract,
    /// Rows of the moment that were not admitted: one of them may be what seems to be missing.
    not_admitted: u64,
}

impl<'a> Difference<'a> {
    /// Compares what stands as `staging.incoming` with what is current; an upsert only with rows of its keys.
    pub(crate) async fn of(session: &'a Session, moment: &Moment<'a>, not_admitted: u64) -> Result<Self> {
        let difference = Self { session, extract: moment.extract, not_admitted };
        register_known(session, moment).await?;
        difference.register(moment).await?;
        Ok(difference)
    }

    /// What the comparison finds.
    pub(crate) async fn found(&self) -> Result<Found> {
        let not_admitted = self.not_admitted;
        let (counts, doubled) = (self.counts().await?, self.doubled().await?);
        Ok(Found { counts, doubled, current: self.current().await?, gone: self.gone().await?, not_admitted })
    }

    /// Registers `staging.distinct_rows` (each key once) and `staging.changes` (what will land).
    async fn register(&self, moment: &Moment<'_>) -> Result<()> {
        let key = self.key_list("");
        let declared = self.declared_list("");
        let marked = format!(
            "select *, count(*) over (partition by {key}) as _alike_keys, \
             count(*) over (partition by {declared}) as _alike_rows, \
             row_number() over (partition by {key} order by _delivery_id, _row_number) as _number \
             from staging.incoming"
        );
        self.session.register_view(&staging("marked"), &marked).await?;
        let columns = self.all_columns("");
        let distinct = format!("select {columns} from staging.marked where _alike_keys = _alike_rows and _number = 1");
        self.session.register_view(&staging("distinct_rows"), &distinct).await?;
        self.session.register_view(&staging("changes"), &self.changes(moment)).await?;
        Ok(())
    }

    /// New and changed rows as sent, and the last known row of every key that is gone.
    fn changes(&self, moment: &Moment<'_>) -> String {
        let table = &self.extract.table;
        let matches = self.key_match("incoming", "known");
        let (first, differs) = (self.quoted(&self.first_key()), self.differs());
        let declared = self.declared_list("incoming.");
        let origin = "incoming._delivery_id, incoming._file, incoming._member, incoming._row_number";
        let id = moment.deliveries.first().map_or("", |delivery| delivery.id.as_str()).replace('\'', "''");
        let file = moment.deliveries.first().map_or("", |d| d.found.name.as_str()).replace('\'', "''");
        let member = moment.deliveries.first().and_then(|delivery| delivery.found.member.as_deref());
        let member = member.map_or("null".to_owned(), |member| format!("'{}'", member.replace('\'', "''")));
        let gone = self.declared_list("known.");
        format!(
            "select {declared}, {origin}, \
             case when known.{first} is null then 'insert' else 'update' end as _op, \
             incoming._known_from, incoming._loaded_at \
             from staging.distinct_rows as incoming left join {table} as known on {matches} \
             where known.{first} is null or {differs} \
             union all \
             select {gone}, '{id}' as _delivery_id, '{file}' as _file, cast({member} as text) as _member, \
             cast(null as bigint) as _row_number, 'delete' as _op, moment._known_from, moment._loaded_at \
             from {table} as known \
             left join (select distinct {keys} from staging.incoming) as incoming on {matches} \
             cross join (select max(_known_from) as _known_from, max(_loaded_at) as _loaded_at from staging.incoming) as moment \
             where incoming.{first} is null and {tells_deletions}",
            keys = self.key_list(""),
            tells_deletions = self.is_whole() && self.not_admitted == 0,
        )
    }

    /// The rows to land: new and changed ones, and the last known of keys that are gone.
    pub(crate) async fn rows(&self) -> Result<Rows> {
        let sql = format!("select {} from staging.changes", self.all_columns(""));
        Ok(self.session.compute(&self.extract.table, &sql, &[]).await?)
    }

    async fn counts(&self) -> Result<BTreeMap<String, Count>> {
        let sql = "select believed._delivery_id, believed.believed_count, coalesce(changed.changed_count, 0) as changed_count \
                   from (select _delivery_id, count(*) as believed_count from staging.marked \
                         where _alike_keys = _alike_rows group by _delivery_id) as believed \
                   left join (select _delivery_id, count(*) as changed_count from staging.changes \
                              where _op <> 'delete' group by _delivery_id) as changed \
                   on changed._delivery_id = believed._delivery_id";
        let (_, batches) = self.session.query("the changes of a moment", sql).await?;
        let mut counts = BTreeMap::new();
        for batch in &batches {
            for row in 0..batch.num_rows() {
                let count = Count { believed: number(batch, 1, row), changed: number(batch, 2, row) };
                counts.insert(batch.column(0).as_string::<i32>().value(row).to_owned(), count);
            }
        }
        Ok(counts)
    }

    /// Whether the moment states all rows there are, so that keys it lacks are gone.
    fn is_whole(&self) -> bool {
        self.extract.adds_up == AddsUp::Snapshot
    }

    async fn current(&self) -> Result<u64> {
        self.count(&format!("select count(*) as row_count from {}", self.extract.table)).await
    }

    /// How many current keys the snapshot does not have.
    async fn gone(&self) -> Result<u64> {
        if !self.is_whole() {
            return Ok(0);
        }
        let (matches, first) = (self.key_match("incoming", "known"), self.quoted(&self.first_key()));
        let sql = format!(
            "select count(*) as row_count from {} as known \
             left join (select distinct {} from staging.incoming) as incoming on {matches} \
             where incoming.{first} is null",
            self.extract.table,
            self.key_list(""),
        );
        self.count(&sql).await
    }

    async fn count(&self, sql: &str) -> Result<u64> {
        let (_, batches) = self.session.query("the rows of a moment", sql).await?;
        Ok(batches.first().map_or(0, |batch| number(batch, 0, 0)))
    }

    /// Rows that share a key but differ: none of them can be believed. By delivery: row number and key.
    async fn doubled(&self) -> Result<BTreeMap<String, Vec<(i64, String)>>> {
        let key = self.extract.key.iter().map(|column| format!("cast({} as text)", self.quoted(column)));
        let key = key.collect::<Vec<_>>().join(" || ', ' || ");
        let sql = format!(
            "select _delivery_id, _row_number, {key} as doubled_key from staging.marked \
             where _alike_keys <> _alike_rows order by _delivery_id, _row_number"
        );
        let (_, batches) = self.session.query("the doubled keys of a moment", &sql).await?;
        let mut doubled: BTreeMap<String, Vec<(i64, String)>> = BTreeMap::new();
        for batch in &batches {
            for row in 0..batch.num_rows() {
                let delivery = batch.column(0).as_string::<i32>().value(row).to_owned();
                let number = batch.column(1).as_primitive::<Int64Type>().value(row);
                let key = batch.column(2).as_string::<i32>().value(row).to_owned();
                doubled.entry(delivery).or_default().push((number, key));
            }
        }
        Ok(doubled)
    }

    fn quoted(&self, column: &str) -> String {
        format!("\"{}\"", column.replace('"', "\"\""))
    }

    fn first_key(&self) -> String {
        self.extract.key.first().cloned().unwrap_or_default()
    }

    fn key_list(&self, prefix: &str) -> String {
        let names = self.extract.key.iter();
        names.map(|name| format!("{prefix}{}", self.quoted(name))).collect::<Vec<_>>().join(", ")
    }

    fn declared_list(&self, prefix: &str) -> String {
        let names = self.extract.columns.iter().map(|column| &column.name);
        names.map(|name| format!("{prefix}{}", self.quoted(name))).collect::<Vec<_>>().join(", ")
    }

    fn all_columns(&self, prefix: &str) -> String {
        let origin = history::ORIGIN.iter().map(|(name, _)| format!("{prefix}{name}"));
        let origin = origin.collect::<Vec<_>>().join(", ");
        format!("{}, {origin}", self.declared_list(prefix))
    }

    fn key_match(&self, left: &str, right: &str) -> String {
        let equal = self.extract.key.iter().map(|name| {
            let name = self.quoted(name);
            format!("{left}.{name} = {right}.{name}")
        });
        equal.collect::<Vec<_>>().join(" and ")
    }

    fn differs(&self) -> String {
        let differ = self.extract.columns.iter().map(|column| {
            let name = self.quoted(&column.name);
            format!("(incoming.{name} is distinct from known.{name})")
        });
        format!("({})", differ.collect::<Vec<_>>().join(" or "))
    }
}

fn staging(name: &str) -> TableName {
    TableName::new(Layer::Staging, name)
}

fn number(batch: &RecordBatch, column: usize, row: usize) -> u64 {
    u64::try_from(batch.column(column).as_primitive::<Int64Type>().value(row)).unwrap_or_default()
}

/// What comparing a moment has found.
pub(crate) struct Found {
    /// By delivery.
    pub counts: BTreeMap<String, Count>,
    /// Row number and key of rows that share a key but differ, by delivery.
    pub doubled: BTreeMap<String, Vec<(i64, String)>>,
    /// How many keys are current.
    pub current: u64,
    /// How many of them the snapshot does not have.
    pub gone: u64,
    not_admitted: u64,
}

impl Found {
    /// How many rows are new or say something new.
    pub(crate) fn changed(&self) -> u64 {
        self.counts.values().map(|count| count.changed).sum()
    }

    /// How many keys are taken as gone: none while a row that was not admitted may be the missing one.
    pub(crate) fn deleted(&self) -> u64 {
        if self.not_admitted == 0 { self.gone } else { 0 }
    }

    /// What is worth saying about keys that are missing but not taken as gone.
    pub(crate) fn message(&self) -> Option<String> {
        (self.gone > self.deleted()).then(|| {
            format!(
                "{} keys are missing, but not taken as gone: {} rows were rejected, and may be they",
                self.gone, self.not_admitted
            )
        })
    }

    /// How many rows of a delivery are rejected, those that share a key but differ included.
    pub(crate) fn rejected(&self, delivery: &str, account: &Account) -> u64 {
        account.totals.rows_rejected + self.doubled.get(delivery).map_or(0, |rows| rows.len() as u64)
    }
}

/// What one delivery says: rows that can be believed, and those among them that are new or changed.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Count {
    pub believed: u64,
    pub changed: u64,
}

/// What is compared with stands under `raw`.
async fn register_known(session: &Session, moment: &Moment<'_>) -> Result<()> {
    let extract = moment.extract;
    let known = match extract.adds_up {
        AddsUp::Upsert => history::rows_at(extract, moment.known_from, &staging("incoming")),
        _ => history::current_rows(extract, history::Known::Now),
    };
    Ok(session.register_view(&extract.table, &known).await?)
}
