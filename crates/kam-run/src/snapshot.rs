//! A snapshot states all rows there are: what is new, what changed, and what is gone.

use crate::error::{Error, Result};
use crate::land::{Account, Landing, LandingContext, Origin, Refused, arriving, check_limit, delivery_row, percent};
use crate::record::{DeliveryRow, RejectedRow};
use crate::survey::Moment;
use arrow::array::{AsArray, RecordBatch};
use arrow::datatypes::Int64Type;
use kam_lake::{Replace, Rows, Session, SessionSettings, history};
use kam_project::{Extract, Layer, TableName};
use std::collections::BTreeMap;

/// Lands the differences between a snapshot and what is current; returns how many rows it landed.
pub(crate) async fn land(context: &LandingContext<'_>, landing: &mut Landing, moment: &Moment<'_>) -> Result<u64> {
    let session = Session::open(&SessionSettings::default())?;
    let accounts = read_parts(context, &session, moment).await?;
    context.writer.register_history(&session, &landing.staged, moment.extract).await?;
    register_current(&session, moment.extract).await?;

    // A row that was not admitted may be the one that seems to be missing.
    let tells_deletions = accounts.iter().all(|account| account.totals.rows_rejected == 0);
    let difference = Difference { session: &session, extract: moment.extract, tells_deletions };
    difference.register(moment).await?;
    let doubled = difference.doubled().await?;
    let counts = difference.counts().await?;
    for (delivery, account) in moment.deliveries.iter().zip(&accounts) {
        check_limit(moment.extract, delivery, &account.with_more_rejected(doubled.get(&delivery.id)))?;
    }
    let deleted = counts.values().map(|count| count.deleted).sum();
    check_loss(context, moment, difference.current_rows().await?, deleted)?;
    if counts.values().any(|count| count.changed + count.deleted > 0) {
        let rows = difference.rows().await?;
        context.writer.stage(&mut landing.staged, &moment.extract.table, rows, &[], &Replace::Nothing).await?;
    }
    record(context, landing, moment, &accounts, &counts, doubled);
    Ok(counts.values().map(|count| count.changed + count.deleted).sum())
}

/// Reads all parts into the session as `staging.incoming`.
async fn read_parts(context: &LandingContext<'_>, session: &Session, moment: &Moment<'_>) -> Result<Vec<Account>> {
    let (mut batches, mut accounts) = (Vec::new(), Vec::new());
    for delivery in &moment.deliveries {
        let origin = Origin::of(context, moment, delivery);
        let (rows, account) = arriving(moment.extract, delivery, origin)?;
        batches.extend(rows.collect().await.map_err(Error::from_stage)?);
        accounts.push(account.taken(&delivery.found.name)?);
    }
    let schema = history::landed_schema(moment.extract);
    session.register_rows(&TableName::new(Layer::Staging, "incoming"), schema, batches)?;
    Ok(accounts)
}

/// What is current now stands under `raw`; there is no cut-off while landing.
async fn register_current(session: &Session, extract: &Extract) -> Result<()> {
    let quarters = TableName::new(Layer::Run, "quarters");
    session.register_rows(&quarters, kam_lake::calendar::quarter_schema(), Vec::new())?;
    session.register_view(&extract.table, &history::current_rows(extract)).await?;
    Ok(())
}

/// What one delivery changes.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    changed: u64,
    deleted: u64,
}

/// The comparison of a snapshot with the current rows, as queries.
struct Difference<'a> {
    session: &'a Session,
    extract: &'a Extract,
    /// Whether a key that is not there is gone.
    tells_deletions: bool,
}

impl Difference<'_> {
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
        let gone = self.declared_list("known.");
        format!(
            "select {declared}, {origin}, \
             case when known.{first} is null then 'insert' else 'update' end as _op, \
             incoming._known_from, incoming._loaded_at \
             from staging.distinct_rows as incoming left join {table} as known on {matches} \
             where known.{first} is null or {differs} \
             union all \
             select {gone}, '{id}' as _delivery_id, '{file}' as _file, cast(null as text) as _member, \
             cast(null as bigint) as _row_number, 'delete' as _op, moment._known_from, moment._loaded_at \
             from {table} as known \
             left join (select distinct {keys} from staging.incoming) as incoming on {matches} \
             cross join (select max(_known_from) as _known_from, max(_loaded_at) as _loaded_at from staging.incoming) as moment \
             where incoming.{first} is null and {tells_deletions}",
            keys = self.key_list(""),
            tells_deletions = self.tells_deletions,
        )
    }

    async fn rows(&self) -> Result<Rows> {
        let sql = format!("select {} from staging.changes", self.all_columns(""));
        Ok(self.session.compute(&self.extract.table, &sql, &[]).await?)
    }

    async fn counts(&self) -> Result<BTreeMap<String, Count>> {
        let sql = "select _delivery_id, sum(case when _op = 'delete' then 0 else 1 end) as changed, \
                   sum(case when _op = 'delete' then 1 else 0 end) as deleted \
                   from staging.changes group by _delivery_id";
        let (_, batches) = self.session.query("the changes of a snapshot", sql).await?;
        let mut counts = BTreeMap::new();
        for batch in &batches {
            for row in 0..batch.num_rows() {
                let count = Count { changed: number(batch, 1, row), deleted: number(batch, 2, row) };
                counts.insert(batch.column(0).as_string::<i32>().value(row).to_owned(), count);
            }
        }
        Ok(counts)
    }

    async fn current_rows(&self) -> Result<u64> {
        let sql = format!("select count(*) as current_rows from {}", self.extract.table);
        let (_, batches) = self.session.query("the current rows", &sql).await?;
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
        let (_, batches) = self.session.query("the doubled keys of a snapshot", &sql).await?;
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

/// Refuses a snapshot that loses more keys than its limit: a truncated file must not delete the company.
fn check_loss(context: &LandingContext<'_>, moment: &Moment<'_>, current: u64, deleted: u64) -> Result<()> {
    let limit = moment.extract.loss_limit_ppm;
    let is_within = u128::from(deleted) * 1_000_000 <= u128::from(current) * u128::from(limit);
    if is_within || context.accept_loss {
        return Ok(());
    }
    let files: Vec<String> = moment.deliveries.iter().map(|d| format!("`{}`", d.found.name)).collect();
    let refusal = Refused {
        detail: format!(
            "{} lacks {deleted} of the {current} keys of {}, more than the limit of {}. It may have been cut short.",
            files.join(", "),
            moment.extract.table,
            percent(limit),
        ),
        hint: Some("if they are really gone, run again with `--accept-loss`".to_owned()),
    };
    Err(Error::Refused { refusal })
}

impl Account {
    fn with_more_rejected(&self, doubled: Option<&Vec<(i64, String)>>) -> Account {
        let mut totals = self.totals.clone();
        totals.rows_rejected += doubled.map_or(0, |rows| rows.len() as u64);
        Account { totals, rejected: self.rejected.clone() }
    }
}

fn record(
    context: &LandingContext<'_>,
    landing: &mut Landing,
    moment: &Moment<'_>,
    accounts: &[Account],
    counts: &BTreeMap<String, Count>,
    mut doubled: BTreeMap<String, Vec<(i64, String)>>,
) {
    for (delivery, account) in moment.deliveries.iter().zip(accounts) {
        let count = counts.get(&delivery.id).copied().unwrap_or_default();
        let twice = doubled.remove(&delivery.id).unwrap_or_default();
        let row = delivery_row(context, moment, delivery, account);
        let rejected = account.totals.rows_rejected + twice.len() as u64;
        landing.deliveries.push(DeliveryRow {
            rows_landed: count.changed,
            rows_rejected: rejected,
            rows_unchanged: row.rows_read.saturating_sub(count.changed + rejected),
            rows_deleted: count.deleted,
            ..row
        });
        landing.rejected.extend(account.rejected_rows(moment.extract, delivery));
        let key = moment.extract.key.join(", ");
        landing.rejected.extend(twice.into_iter().map(|(row_number, value)| RejectedRow {
            delivery_id: delivery.id.clone(),
            extract: moment.extract.table.to_string(),
            file: delivery.found.name.clone(),
            member: None,
            row_number,
            line: None,
            byte_offset: None,
            column: Some(key.clone()),
            reason: format!("several rows have the key `{value}` and differ"),
            value: Some(value),
            reason_code: "doubled_key".to_owned(),
            original: None,
            shape_version: moment.extract.shape_version.clone(),
            replayed_by: None,
        }));
    }
}
