//! Some years of an extract, moment by moment, compared with what SQL says of them.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use super::deleted;
use super::oracle::{Answer, Oracle};
use crate::keyed::new_rows;
use crate::origin::{Origin, OriginColumns};
use arrow::array::{ArrayRef, Decimal128Array, Int64Array, RecordBatch, StringArray};
use arrow::datatypes::Schema;
use arrow::util::display::array_value_to_string;
use chrono::{DateTime, TimeDelta, Utc};
use kam_compare::{Difference, Known};
use kam_lake::{arrow_field, history};
use kam_project::{AddsUp, Column, ColumnType, Extract};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

#[tokio::test]
async fn every_moment_comes_to_what_sql_says() {
    for (adds_up, seed) in [(AddsUp::Upsert, 1), (AddsUp::Snapshot, 3)] {
        let chance = ChaCha8Rng::seed_from_u64(seed);
        let mut years =
            Years { chance, extract: extract(adds_up), landed: Vec::new(), runs: 0, deliveries: 0, compared: 0 };
        while years.compared < 12 {
            years.run().await;
        }
        let landed: usize = years.landed.iter().map(RecordBatch::num_rows).sum();
        assert!(landed > 30, "{landed} rows landed: too few to show anything");
    }
}

/// Several runs of several moments, some of them late, doubled or refused.
struct Years {
    chance: ChaCha8Rng,
    extract: Extract,
    landed: Vec<RecordBatch>,
    runs: u32,
    deliveries: u32,
    compared: usize,
}

impl Years {
    async fn run(&mut self) {
        self.runs += 1;
        // A snapshot older than the newest never gets here; an upsert of any age does.
        let oldest = if self.is_whole() { self.deliveries } else { 1 };
        let mut days: Vec<u32> = (0..3).map(|_| oldest + self.chance.random_range(0..6)).collect();
        days.sort_unstable();
        let mut known = Known::nothing_at(noon(days[0]), &self.extract);
        self.landed.iter().for_each(|rows| known.take_in(rows).unwrap());
        for day in days {
            known.reach(noon(day));
            self.moment(&mut known, day).await;
        }
    }

    async fn moment(&mut self, known: &mut Known, day: u32) {
        let parts = if self.is_whole() { self.chance.random_range(1..=2) } else { 1 };
        let mut parts: Vec<(Origin, RecordBatch)> = (0..parts).map(|_| self.delivery(day)).collect();
        parts.sort_by(|(a, _), (b, _)| a.delivery_id.cmp(&b.delivery_id));
        let not_admitted = u64::from(self.chance.random_range(0..4) == 0);
        let mut difference = Difference::new(&self.extract, known, parts.len());
        for (part, (_, rows)) in parts.iter().enumerate() {
            difference.compare(part, rows).unwrap();
        }
        let changes = difference.ended(not_admitted).unwrap();

        let origins: Vec<Origin> = parts.iter().map(|(origin, _)| origin.clone()).collect();
        let mut rows = new_rows(&self.extract, &changes, &origins).unwrap();
        if let Some(mut search) = changes.last_known(&self.extract, known) {
            let last = self.landed.iter().map(|landed| search.among(landed).unwrap());
            rows.extend(last.map(|last| deleted(&self.extract, &last, &origins[0]).unwrap()));
        }
        let (found, place) = (&changes.found, format!("moment {} of day {day}", self.compared));
        let Answer { parts, current, gone, rows: expected } = self.ask(noon(day), &parts, not_admitted).await;
        assert_eq!((&found.parts, found.current, found.gone), (&parts, current, gone), "{place}");
        assert_eq!(shown(&rows), shown(&expected), "{place}");
        self.compared += 1;
        if self.chance.random_range(0..5) > 0 {
            changes.learn(known, &origins.iter().map(Origin::version).collect::<Vec<_>>());
            self.landed.extend(rows);
        }
    }

    async fn ask(&self, moment: DateTime<Utc>, parts: &[(Origin, RecordBatch)], not_admitted: u64) -> Answer {
        let schema = history::landed_schema(&self.extract);
        let landed = |(origin, rows): &(Origin, RecordBatch)| {
            origin.landed(rows, origin.inserts(rows.num_rows()), &schema).unwrap()
        };
        let origins: Vec<Origin> = parts.iter().map(|(origin, _)| origin.clone()).collect();
        let asked = (moment, origins.as_slice(), not_admitted);
        Oracle::ask(&self.extract, asked, &self.landed, parts.iter().map(landed).collect()).await
    }

    fn is_whole(&self) -> bool {
        self.extract.adds_up == AddsUp::Snapshot
    }

    /// A delivery of a day. Files' names and deliveries' ids come in no order.
    fn delivery(&mut self, day: u32) -> (Origin, RecordBatch) {
        self.deliveries += 1;
        let origin = Origin {
            delivery_id: format!("{:03}-{}", self.chance.random_range(0..1000), self.deliveries),
            file: format!("file-{}.csv", self.chance.random_range(0..3)),
            member: None,
            known_from: noon(day),
            loaded_at: noon(self.runs),
            columns: OriginColumns::default(),
        };
        let rows: Vec<Row> = (0..self.chance.random_range(1..12)).map(|_| self.row()).collect();
        (origin, admitted(&self.extract, &rows))
    }

    /// Of few keys that say few things, so that all meet.
    fn row(&mut self) -> Row {
        let mut one_of = |count| self.chance.random_range(0..count);
        let (code, text) = (["K1", "K2", "K3"][one_of(3)], [None, Some("x"), Some("y"), Some("")][one_of(4)]);
        let (number, amount) = ([1, 2, 3, 4][one_of(4)], [None, Some(0), Some(100)][one_of(3)]);
        (code, text, number, amount)
    }
}

type Row = (&'static str, Option<&'static str>, i64, Option<i128>);

/// An extract with a key of two columns.
fn extract(adds_up: AddsUp) -> Extract {
    let shop = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/projects/shop");
    let like = kam_project::load_over(&BTreeMap::new(), &shop).project.extracts.into_values().next().unwrap();
    let column = |name: &str, kind| Column { name: name.to_owned(), kind, ..like.columns[0].clone() };
    let columns = vec![
        column("code", ColumnType::Text),
        column("text", ColumnType::Text),
        column("number", ColumnType::Bigint),
        column("amount", ColumnType::Decimal(18, 2)),
    ];
    Extract { adds_up, key: vec!["code".to_owned(), "number".to_owned()], columns, ..like }
}

fn noon(day: u32) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).unwrap() + TimeDelta::days(i64::from(day))
}

fn admitted(extract: &Extract, rows: &[Row]) -> RecordBatch {
    let amounts: Decimal128Array = rows.iter().map(|(.., amount)| *amount).collect();
    let columns: Vec<ArrayRef> = vec![
        Arc::new(StringArray::from_iter_values(rows.iter().map(|(code, ..)| code))),
        Arc::new(rows.iter().map(|(_, text, ..)| *text).collect::<StringArray>()),
        Arc::new(Int64Array::from_iter_values(rows.iter().map(|(_, _, number, _)| *number))),
        Arc::new(amounts.with_precision_and_scale(18, 2).unwrap()),
        Arc::new(Int64Array::from_iter_values(1..=i64::try_from(rows.len()).unwrap())),
    ];
    let fields = extract.columns.iter().map(|column| arrow_field(&column.name, column.kind));
    let fields = fields.chain([arrow_field("_row_number", ColumnType::Bigint)]);
    RecordBatch::try_new(Arc::new(Schema::new(fields.collect::<Vec<_>>())), columns).unwrap()
}

/// Landed rows as lines, sorted.
fn shown(rows: &[RecordBatch]) -> Vec<String> {
    let cell = |column: &ArrayRef, row| match column.is_null(row) {
        true => "-".to_owned(),
        false => array_value_to_string(column, row).unwrap(),
    };
    let line = |rows: &RecordBatch, row| rows.columns().iter().map(|c| cell(c, row)).collect::<Vec<_>>().join(" ");
    let lines = rows.iter().flat_map(|rows| (0..rows.num_rows()).map(move |row| line(rows, row)));
    let mut lines: Vec<String> = lines.collect();
    lines.sort();
    lines
}
