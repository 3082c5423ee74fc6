//! A snapshot states all rows there are: what is new, what changed, and what is gone.

use crate::error::{Error, Result};
use crate::land::{
    Account, Landed, Landing, LandingContext, Origin, Refused, arriving, balanced, delivery_row, over_limit, percent,
    refuse,
};
use crate::record::{DeliveryRow, RejectedRow};
use crate::survey::{Delivery, Moment};
use arrow::array::{AsArray, RecordBatch};
use arrow::datatypes::Int64Type;
use kam_lake::{Replace, Rows, Session, SessionSettings, history};
use kam_project::{Extract, Layer, TableName};
use std::collections::BTreeMap;

/// Lands the differences between a snapshot and what is current.
pub(crate) async fn land(context: &LandingContext<'_>, landing: &mut Landing, moment: &Moment<'_>) -> Result<Landed> {
    let session = Session::open(&SessionSettings::default())?;
    let accounts = read_parts(context, &session, moment).await?;
    context.writer.register_history(&session, &landing.staged, moment.extract).await?;
    register_current(&session, moment.extract).await?;

    let rejected: u64 = accounts.iter().map(|account| account.totals.rows_rejected).sum();
    // A row that was not admitted may be the one that seems to be missing.
    let difference = Difference { session: &session, extract: moment.extract, tells_deletions: rejected == 0 };
    difference.register(moment).await?;
    let found = Found { counts: difference.counts().await?, doubled: difference.doubled().await? };
    let gone = difference.gone().await?;
    if let Some(refused) = refusal(context, moment, &accounts, &found, difference.current().await?, gone) {
        // Its rejected rows are kept, so that they can be looked at.
        refuse(context, landing, moment, &accounts, &refused);
        return Ok(Landed::refused(&refused));
    }
    let rows = found.changed() + if difference.tells_deletions { gone } else { 0 };
    if rows > 0 {
        let changes = difference.rows().await?;
        context.writer.stage(&mut landing.staged, &moment.extract.table, changes, &[], &Replace::Nothing).await?;
    }
    let message = (gone > 0 && rejected > 0).then(|| {
        format!("{gone} keys are missing, but not taken as gone: {rejected} rows were rejected, and may be they")
    });
    record(context, landing, moment, &accounts, found, rows, message.as_deref())?;
    Ok(message.map_or(Landed::whole(rows), |message| Landed::with_warning(rows, message)))
}

/// What comparing a snapshot has found, by delivery.
struct Found {
    counts: BTreeMap<String, Count>,
    /// Row number and key of rows that share a key but differ.
    doubled: BTreeMap<String, Vec<(i64, String)>>,
}

impl Found {
    fn changed(&self) -> u64 {
        self.counts.values().map(|count| count.changed).sum()
    }

    fn rejected(&self, delivery: &str, account: &Account) -> u64 {
        account.totals.rows_rejected + self.doubled.get(delivery).map_or(0, |rows| rows.len() as u64)
    }
}

fn refusal(
    context: &LandingContext<'_>,
    moment: &Moment<'_>,
    accounts: &[Account],
    found: &Found,
    current: u64,
    gone: u64,
) -> Option<Refused> {
    let parts = moment.deliveries.iter().zip(accounts);
    let mut over = parts.filter_map(|(delivery, account)| {
        over_limit(moment.extract, delivery, account, found.rejected(&delivery.id, account))
    });
    over.next().or_else(|| loss(context, moment, current, gone))
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

/// What one delivery says: rows that can be believed, and those among them that are new or changed.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    believed: u64,
    changed: u64,
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
        let sql = "select believed._delivery_id, believed.believed_count, coalesce(changed.changed_count, 0) as changed_count \
                   from (select _delivery_id, count(*) as believed_count from staging.marked \
                         where _alike_keys = _alike_rows group by _delivery_id) as believed \
                   left join (select _delivery_id, count(*) as changed_count from staging.changes \
                              where _op <> 'delete' group by _delivery_id) as changed \
                   on changed._delivery_id = believed._delivery_id";
        let (_, batches) = self.session.query("the changes of a snapshot", sql).await?;
        let mut counts = BTreeMap::new();
        for batch in &batches {
            for row in 0..batch.num_rows() {
                let count = Count { believed: number(batch, 1, row), changed: number(batch, 2, row) };
                counts.insert(batch.column(0).as_string::<i32>().value(row).to_owned(), count);
            }
        }
        Ok(counts)
    }

    async fn current(&self) -> Result<u64> {
        self.count(&format!("select count(*) as row_count from {}", self.extract.table)).await
    }

    /// How many current keys the snapshot does not have.
    async fn gone(&self) -> Result<u64> {
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
        let (_, batches) = self.session.query("the rows of a snapshot", sql).await?;
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

/// Why a snapshot that loses more keys than its limit is refused: a truncated file must not delete the company.
fn loss(context: &LandingContext<'_>, moment: &Moment<'_>, current: u64, gone: u64) -> Option<Refused> {
    let limit = moment.extract.loss_limit_ppm;
    let is_within = u128::from(gone) * 1_000_000 <= u128::from(current) * u128::from(limit);
    if is_within || context.accept_loss {
        return None;
    }
    let files: Vec<String> = moment.deliveries.iter().map(|d| format!("`{}`", d.found.name)).collect();
    Some(Refused {
        detail: format!(
            "{} lacks {gone} of the {current} keys of {}, more than the limit of {}. It may have been cut short.",
            files.join(", "),
            moment.extract.table,
            percent(limit),
        ),
        hint: Some("if they are really gone, run again with `--accept-loss`".to_owned()),
    })
}

fn record(
    context: &LandingContext<'_>,
    landing: &mut Landing,
    moment: &Moment<'_>,
    accounts: &[Account],
    mut found: Found,
    rows: u64,
    reason: Option<&str>,
) -> Result<()> {
    let mut rows_deleted = rows - found.changed();
    for (delivery, account) in moment.deliveries.iter().zip(accounts) {
        let count = found.counts.get(&delivery.id).copied().unwrap_or_default();
        let rows_rejected = found.rejected(&delivery.id, account);
        landing.deliveries.push(balanced(DeliveryRow {
            rows_landed: count.changed,
            rows_rejected,
            rows_unchanged: count.believed - count.changed,
            // What is gone is gone from all parts together; the first tells it.
            rows_deleted: std::mem::take(&mut rows_deleted),
            reason: reason.map(str::to_owned),
            ..delivery_row(context, moment, delivery, account)
        })?);
        landing.rejected.extend(account.rejected_rows(moment.extract, delivery));
        let doubled = found.doubled.remove(&delivery.id).unwrap_or_default();
        landing.rejected.extend(doubled.into_iter().map(|row| doubled_row(moment.extract, delivery, row)));
    }
    Ok(())
}

fn doubled_row(extract: &Extract, delivery: &Delivery, (row_number, key): (i64, String)) -> RejectedRow {
    RejectedRow {
        delivery_id: delivery.id.clone(),
        extract: extract.table.to_string(),
        file: delivery.found.name.clone(),
        member: None,
        row_number,
        line: None,
        byte_offset: None,
        column: Some(extract.key.join(", ")),
        reason: format!("several rows have the key `{key}` and differ"),
        value: Some(key),
        reason_code: "doubled_key".to_owned(),
        original: None,
        shape_version: extract.shape_version.clone(),
        replayed_by: None,
    }
}
