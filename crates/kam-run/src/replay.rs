//! Rows that were rejected, admitted after all: once their extract's definition is mended, and each once.
//!
//! Facts alone need this. A file of facts is known by its bytes and never read again; a snapshot or an upsert lands anew by itself
//! when its definition changes. The rows are read from the delivered file, so it must still be where it was: what
//! `raw.rejected_rows` keeps of a row is for people, and a file's header or a cell's type is not in it.

use crate::arriving::{Account, Arriving};
use crate::drift;
use crate::error::{Error, Result};
use crate::land::{Landing, LandingContext, balanced, delivery_row};
use crate::ledger::{Landed, Ledger};
use crate::moment::{self, written};
use crate::origin::{Origin, texts};
use crate::record::{self, DeliveryRow, RunRow};
use crate::remember::append;
use crate::surroundings::Surroundings;
use crate::survey::{Delivery, Moment, Standing};
use arrow::array::{Array, ArrayRef, AsArray, BooleanArray, Int64Array, RecordBatch};
use arrow::compute::filter_record_batch;
use arrow::datatypes::{Int64Type, TimestampMicrosecondType};
use chrono::{DateTime, Utc};
use kam_lake::{Destination, Reader, Replace, Session, SessionSettings, Staged, Writer, history};
use kam_project::{AddsUp, Extract, Layer, OnResend, Project, TableName};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What became of the rejected rows of one delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Replayed {
    /// The landed table.
    pub extract: String,
    /// The delivered file.
    pub file: String,
    /// Its member, if it is one of an archive or workbook.
    pub member: Option<String>,
    /// Rows that waited.
    pub waiting: u64,
    /// Those that landed now.
    pub landed: u64,
    /// Why none could.
    pub reason: Option<String>,
}

/// Reads rejected facts again by today's definitions and lands those that fit, in one commit. Builds nothing: a run does.
///
/// `extract` is a landed table, `raw.x`; all where none is named. A row that landed is marked with the run that landed it, and
/// never waits again.
pub async fn replay(project: &Project, around: &Surroundings, extract: Option<&str>) -> Result<Vec<Replayed>> {
    let lake = around.lake(project)?;
    let reader = Reader::open(&lake).await?;
    let project = &*reader.evolved(project).await?;
    let now = moment::after(&reader.head().run_id, (around.now)());
    let mut writer = Writer::open(&lake, &moment::run_id(now), now).await?;
    let replayed = Replay { project, around, now, run_id: moment::run_id(now) }.all(&mut writer, extract).await;
    writer.close().await;
    replayed
}

struct Replay<'a> {
    project: &'a Project,
    around: &'a Surroundings,
    now: DateTime<Utc>,
    run_id: String,
}

/// Rows of one landed delivery that wait.
#[derive(Debug)]
struct Waiting {
    delivery_id: String,
    extract: String,
    file: String,
    member: Option<String>,
    sha256: String,
    known_from: DateTime<Utc>,
    rows_read: u64,
    rows: BTreeSet<i64>,
}

/// A delivery, and the rows of it that landed.
struct Admitted {
    row: DeliveryRow,
    rows: Vec<i64>,
}

impl Replay<'_> {
    async fn all(&self, writer: &mut Writer, asked: Option<&str>) -> Result<Vec<Replayed>> {
        let session = Session::open(&SessionSettings::default())?;
        let waiting = waiting(writer, &session).await?;
        let ledger = Ledger::read(&Reader::open(&self.around.lake(self.project)?).await?).await?;
        let (mut landing, mut told, mut admitted) = (Landing::default(), Vec::new(), Vec::new());
        for waiting in waiting.iter().filter(|waiting| asked.is_none_or(|asked| waiting.extract == asked)) {
            let of = Replayed {
                extract: waiting.extract.clone(),
                file: waiting.file.clone(),
                member: waiting.member.clone(),
                waiting: waiting.rows.len() as u64,
                landed: 0,
                reason: None,
            };
            match self.one(writer, &ledger, &mut landing, waiting).await? {
                Ok(landed) => {
                    told.push(Replayed { landed: landed.rows.len() as u64, ..of });
                    admitted.push(landed);
                }
                Err(reason) => told.push(Replayed { reason: Some(reason), ..of }),
            }
        }
        admitted.retain(|admitted| !admitted.rows.is_empty());
        if !admitted.is_empty() {
            self.commit(writer, &session, landing, admitted).await?;
        }
        Ok(told)
    }

    /// Lands what fits of one delivery, or says why it cannot be read again.
    async fn one(
        &self,
        writer: &Writer,
        ledger: &Ledger,
        landing: &mut Landing,
        waiting: &Waiting,
    ) -> Result<std::result::Result<Admitted, String>> {
        let (extract, delivery) = match self.found(ledger, waiting)? {
            Ok(found) => found,
            Err(reason) => return Ok(Err(reason)),
        };
        let extract = &match drift::as_delivered(extract, &[delivery.seen()]) {
            Err(error) if error.blame() == kam_ingest::Blame::Data => return Ok(Err(error.to_string())),
            evolved => evolved?.extract,
        };
        let (run_id, refused) = (self.run_id.as_str(), BTreeSet::new());
        let context = LandingContext { writer, run_id, now: self.now, accept_loss: false, refused: &refused };
        let moment =
            Moment { extract, known_from: waiting.known_from, deliveries: Vec::new(), standing: Standing::New };
        let origin = Origin::of(&context, &moment, &delivery);
        let (batches, account) = match admitted(extract, &delivery, &origin, &waiting.rows).await {
            Err(Error::Ingest(error)) if error.blame() == kam_ingest::Blame::Data => return Ok(Err(error.to_string())),
            admitted => admitted?,
        };
        if account.rows_read != waiting.rows_read {
            let (now, then) = (account.rows_read, waiting.rows_read);
            return Ok(Err(format!("it is read as {now} rows now, and was as {then}: which is which cannot be told")));
        }
        let rows: Vec<i64> = batches.iter().flat_map(|(numbers, _)| numbers.iter().copied()).collect();
        for (_, batch) in &batches {
            landing.add(writer, extract, std::slice::from_ref(batch)).await?;
        }
        landing.settle(writer).await?;
        let row = balanced(DeliveryRow {
            rows_read: waiting.rows.len() as u64,
            rows_landed: rows.len() as u64,
            rows_rejected: (waiting.rows.len() - rows.len()) as u64,
            status: "replayed",
            ..delivery_row(&context, &moment, &delivery, &Account::default())
        })?;
        Ok(Ok(Admitted { row, rows }))
    }

    /// The delivered file, by its bytes, if its rows still count.
    fn found(&self, ledger: &Ledger, waiting: &Waiting) -> Result<std::result::Result<(&Extract, Delivery), String>> {
        let extract = self.project.extracts.values().find(|extract| extract.table.to_string() == waiting.extract);
        let Some(extract) = extract else { return Ok(Err("no extract declares its table any more".to_owned())) };
        if extract.adds_up != AddsUp::Append {
            return Ok(Err("it lands anew by itself with the next run once its definition has changed".to_owned()));
        }
        let same = |landed: &&Landed| {
            landed.extract == waiting.extract
                && landed.file == waiting.file
                && landed.member == waiting.member.as_deref().unwrap_or_default()
        };
        let stands = ledger.deliveries.iter().rev().find(same);
        if extract.on_resend == OnResend::Replace
            && stands.is_some_and(|stands| stands.delivery_id != waiting.delivery_id)
        {
            return Ok(Err("another content of it has taken its place".to_owned()));
        }
        let root = self.around.root(self.project, extract)?;
        for mut found in kam_ingest::find(extract, &root)? {
            let fingerprint = kam_ingest::fingerprint(&found)?;
            if fingerprint.sha256 == waiting.sha256 {
                // It may have been renamed since: its rows keep the name they came under.
                found.name.clone_from(&waiting.file);
                return Ok(Ok((extract, Delivery { id: waiting.delivery_id.clone(), found, fingerprint })));
            }
        }
        Ok(Err("the file is no longer where it was delivered".to_owned()))
    }

    /// Makes the rows visible, and marks them: all in one commit, so each lands once.
    async fn commit(
        &self,
        writer: &mut Writer,
        session: &Session,
        landing: Landing,
        admitted: Vec<Admitted>,
    ) -> Result<()> {
        let mut staged = landing.staged;
        let table = record::REJECTED_ROWS.name();
        let rows = session.compute(&table, &self.marked(session, &admitted)?, &[]).await?;
        writer.stage(&mut staged, &Destination { table: &table, grain: &[], replace: Replace::All }, rows).await?;
        let deliveries: Vec<DeliveryRow> = admitted.into_iter().map(|admitted| admitted.row).collect();
        append(writer, &mut staged, &record::DELIVERIES, &deliveries).await?;
        let run = RunRow {
            run_id: self.run_id.clone(),
            pipeline: "replay".to_owned(),
            started_at: written(self.now),
            ended_at: written(self.now.max((self.around.now)())),
            status: "done",
            reason: None,
            quarters: String::new(),
            steps: 0,
            peak_memory_bytes: None,
            kam_version: env!("CARGO_PKG_VERSION"),
        };
        append(writer, &mut staged, &record::RUNS, &[run]).await?;
        writer.commit(staged, (self.around.now)()).await?;
        Ok(())
    }

    /// The query of all rejected rows, those that landed now marked with this run.
    fn marked(&self, session: &Session, admitted: &[Admitted]) -> Result<String> {
        let table = TableName::new(Layer::Run, "rows_replayed");
        let failed = |source| Error::Rows { table: table.to_string(), source };
        let places = admitted
            .iter()
            .flat_map(|admitted| admitted.rows.iter().map(|row| (admitted.row.delivery_id.as_str(), *row)));
        let (deliveries, numbers): (Vec<&str>, Vec<i64>) = places.unzip();
        let deliveries = texts(deliveries.into_iter());
        let numbers: ArrayRef = Arc::new(Int64Array::from(numbers));
        let rows = RecordBatch::try_from_iter([("delivery", deliveries), ("number", numbers)]).map_err(failed)?;
        session.register_rows(&table, rows.schema(), vec![rows])?;
        let schema = record::REJECTED_ROWS.schema();
        let columns = schema.fields().iter().map(|field| match field.name().as_str() {
            "replayed_by" => format!(
                "case when rows_replayed.number is null then rejected_rows.replayed_by else '{}' end as replayed_by",
                self.run_id
            ),
            name => format!("rejected_rows.\"{name}\""),
        });
        Ok(format!(
            "select {} from raw.rejected_rows left join run.rows_replayed on rejected_rows.delivery_id = rows_replayed.delivery \
             and rejected_rows.row_number = rows_replayed.number",
            columns.collect::<Vec<_>>().join(", ")
        ))
    }
}

/// The wanted rows of a delivery that are admitted, with their numbers, and how the whole of it was read.
async fn admitted(
    extract: &Extract,
    delivery: &Delivery,
    origin: &Origin,
    wanted: &BTreeSet<i64>,
) -> Result<(Vec<(Vec<i64>, RecordBatch)>, kam_ingest::Totals)> {
    let failed = |source| Error::Rows { table: extract.table.to_string(), source };
    let schema = history::landed_schema(extract);
    let mut arriving = Arriving::begin(extract, delivery)?;
    let mut found = Vec::new();
    while let Some(rows) = arriving.next_rows().await? {
        let numbers = rows.columns().last().and_then(|column| column.as_primitive_opt::<Int64Type>());
        let is_wanted: BooleanArray =
            numbers.iter().flat_map(|numbers| numbers.values().iter()).map(|row| Some(wanted.contains(row))).collect();
        let rows = filter_record_batch(&rows, &is_wanted).map_err(failed)?;
        if rows.num_rows() > 0 {
            let numbers = rows.columns().last().and_then(|column| column.as_primitive_opt::<Int64Type>());
            let numbers = numbers.map(|numbers| numbers.values().to_vec()).unwrap_or_default();
            let landed = origin.landed(&rows, origin.inserts(rows.num_rows()), &schema).map_err(failed)?;
            found.push((numbers, landed));
        }
    }
    Ok((found, arriving.account(&delivery.found.shown())?.totals))
}

/// The rejected rows of deliveries that landed, and were not replayed yet.
///
/// Rows rejected by another shape than the one that landed are those of a refusal before it: the delivery was read whole since.
async fn waiting(writer: &Writer, session: &Session) -> Result<Vec<Waiting>> {
    for table in [&record::REJECTED_ROWS, &record::DELIVERIES] {
        if !writer.register(session, &Staged::default(), &table.name()).await? {
            session.register_rows(&table.name(), table.schema(), Vec::new())?;
        }
    }
    let sql = "select distinct
    deliveries.extract,
    deliveries.file,
    deliveries.member,
    deliveries.delivery_id,
    deliveries.sha256,
    deliveries.known_from,
    deliveries.rows_read,
    rejected_rows.row_number
from run.deliveries as deliveries
inner join raw.rejected_rows as rejected_rows
    on deliveries.delivery_id = rejected_rows.delivery_id
    and deliveries.shape_version = rejected_rows.shape_version
where deliveries.status = 'landed' and rejected_rows.replayed_by is null
    and rejected_rows.reason_code not in ('discarded_row', 'discarded_value')
order by deliveries.extract, deliveries.file, deliveries.member, deliveries.delivery_id, rejected_rows.row_number";
    let (_, batches) = session.query("raw.rejected_rows", sql).await?;
    let mut found: BTreeMap<(String, String, String), Waiting> = BTreeMap::new();
    for (batch, row) in batches.iter().flat_map(|batch| (0..batch.num_rows()).map(move |row| (batch, row))) {
        let waits = waits(batch, row);
        let key = (waits.extract.clone(), waits.file.clone(), waits.delivery_id.clone());
        found
            .entry(key)
            .or_insert_with(|| Waiting { rows: BTreeSet::new(), ..waits })
            .rows
            .extend(number(batch, 7, row));
    }
    Ok(found.into_values().collect())
}

fn waits(batch: &RecordBatch, row: usize) -> Waiting {
    let text = |column: usize| {
        let column = batch.column(column).as_string::<i32>();
        (!column.is_null(row)).then(|| column.value(row).to_owned())
    };
    let known_from = batch.column(5).as_primitive::<TimestampMicrosecondType>().value(row);
    Waiting {
        extract: text(0).unwrap_or_default(),
        file: text(1).unwrap_or_default(),
        member: text(2),
        delivery_id: text(3).unwrap_or_default(),
        sha256: text(4).unwrap_or_default(),
        known_from: DateTime::from_timestamp_micros(known_from).unwrap_or_default(),
        rows_read: number(batch, 6, row).and_then(|rows| u64::try_from(rows).ok()).unwrap_or_default(),
        rows: BTreeSet::new(),
    }
}

fn number(batch: &RecordBatch, column: usize, row: usize) -> Option<i64> {
    batch.column(column).as_primitive_opt::<Int64Type>().map(|column| column.value(row))
}
