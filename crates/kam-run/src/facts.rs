//! Rows that are facts: they add up, and are compared with nothing.

use crate::arriving::{Account, Arriving};
use crate::drift;
use crate::error::{Error, Result};
use crate::land::{Landed, Landing, LandingContext, balanced, delivery_row, over_limit, refuse};
use crate::origin::{Origin, withdrawal};
use crate::record::DeliveryRow;
use crate::survey::{Delivery, Moment, Standing};
use arrow::array::RecordBatch;
use kam_lake::{Addition, Reservation, history};
use kam_project::Extract;

/// How many bytes of a delivery's rows wait in memory for its end, where it may yet be refused, if there is room. Larger deliveries
/// are written to files of their own as they arrive.
const WAITING: usize = 64 << 20;

/// Lands a moment of facts.
pub(crate) async fn land(context: &LandingContext<'_>, landing: &mut Landing, moment: &Moment<'_>) -> Result<Landed> {
    let mut landed = 0;
    for delivery in &moment.deliveries {
        let (facts, account) = read(context, moment, delivery).await?;
        if let Some(refused) = over_limit(moment.extract, delivery, &account, account.totals.rows_rejected) {
            refuse(context, landing, moment, &[account], &refused);
            return Ok(Landed::refused(&refused));
        }
        let row = DeliveryRow { rows_landed: facts.rows, ..delivery_row(context, moment, delivery, &account) };
        landed += facts.rows;
        facts.join(context, landing, moment).await?;
        landing.deliveries.push(balanced(row)?);
        drift::remember(context, landing, moment, delivery, &account.totals.drifts);
        landing.rejected.extend(account.rejected_rows(moment.extract, delivery));
    }
    Ok(Landed::whole(landed))
}

async fn read(context: &LandingContext<'_>, moment: &Moment<'_>, delivery: &Delivery) -> Result<(Facts, Account)> {
    let (extract, origin) = (moment.extract, Origin::of(context, moment, delivery));
    let schema = history::landed_schema(extract);
    let mut arriving = Arriving::begin(extract, delivery)?;
    let mut facts = Facts::of(extract);
    if moment.standing == Standing::Replaces {
        facts.waiting.push(withdrawal(extract, &origin)?);
    }
    while let Some(rows) = arriving.next_rows().await? {
        let rows = origin.landed(&rows, origin.inserts(rows.num_rows()), &schema);
        let rows = rows.map_err(|source| Error::Rows { table: extract.table.to_string(), source })?;
        facts.take(context, moment, rows).await?;
    }
    Ok((facts, arriving.account(&delivery.found.shown())?))
}

/// The rows of one delivery, before it is known whether it lands.
struct Facts {
    waiting: Vec<RecordBatch>,
    bytes: usize,
    held: Reservation,
    /// How many there are.
    rows: u64,
    /// Where they are written, if they are too many to wait.
    own: Option<Addition>,
}

impl Facts {
    fn of(extract: &Extract) -> Self {
        let held = Reservation::to("land", extract.table.to_string());
        Self { waiting: Vec::new(), bytes: 0, held, rows: 0, own: None }
    }

    async fn take(&mut self, context: &LandingContext<'_>, moment: &Moment<'_>, rows: RecordBatch) -> Result<()> {
        self.rows += rows.num_rows() as u64;
        self.bytes += rows.get_array_memory_size();
        self.waiting.push(rows);
        if self.own.is_none() && self.bytes <= WAITING && self.held.hold(self.bytes).is_ok() {
            return Ok(());
        }
        let extract = moment.extract;
        let own = self.own.get_or_insert_with(|| Addition::new(&extract.table, history::landed_schema(extract)));
        for rows in self.waiting.drain(..) {
            context.writer.add(own, &rows).await?;
        }
        Ok(self.held.hold(0)?)
    }

    /// Adds them to what lands.
    async fn join(self, context: &LandingContext<'_>, landing: &mut Landing, moment: &Moment<'_>) -> Result<()> {
        match self.own {
            Some(own) => Ok(context.writer.stage_addition(&mut landing.staged, own).await?),
            None => landing.add(context.writer, moment.extract, &self.waiting).await,
        }
    }
}
