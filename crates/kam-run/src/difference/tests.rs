#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]
use super::oracle::Oracle;
use super::{Changes, Difference, Part};
use crate::arriving::Origin;
use crate::gone::Search;
use crate::known::Known;
use crate::made::{Row, extract, landed, moment, origin, parts, shown};
use arrow::array::RecordBatch;
use kam_project::{AddsUp, Extract};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// An extract with what has landed of it, as the lake would hold it.
struct Landed {
    extract: Extract,
    rows: Vec<RecordBatch>,
}

impl Landed {
    fn nothing(adds_up: AddsUp) -> Self {
        Self { extract: extract(adds_up), rows: Vec::new() }
    }

    fn known_at(&self, day: u32) -> Known {
        Known::of_rows(moment(day), &self.extract, &self.rows).unwrap()
    }

    /// Compares a moment of some parts, given in the order of their names.
    fn compare(&self, known: &Known, origins: &[Origin], rows: &[Vec<Row>], not_admitted: u64) -> Changes {
        let mut difference = Difference::new(&self.extract, known, origins);
        for part in parts(origins) {
            difference.compare(part, &crate::made::admitted(&self.extract, &rows[part])).unwrap();
        }
        difference.ended(not_admitted).unwrap()
    }

    /// The rows a moment lands.
    fn rows_of(&self, known: &Known, origins: &[Origin], changes: &Changes) -> Vec<RecordBatch> {
        let mut rows = changes.rows();
        let mut search = Search::of(&self.extract, known, &changes.gone);
        for landed in &self.rows {
            rows.extend(search.deletions(landed, &origins[0]).unwrap());
        }
        assert!(search.is_over(), "a key that is gone has no row");
        rows
    }

    /// Lands a moment of one part, and returns what became of it.
    fn land(&mut self, known: &mut Known, day: u32, rows: &[Row]) -> (Part, Vec<String>) {
        known.reach(moment(day));
        let origins = [origin("file.csv", &format!("{day:02}"), day)];
        let changes = self.compare(known, &origins, &[rows.to_vec()], 0);
        let rows = self.rows_of(known, &origins, &changes);
        changes.learn(known, &origins);
        self.rows.extend(rows.clone());
        (changes.found.parts[0].clone(), shown(&rows))
    }
}

fn part(believed: u64, changed: u64) -> Part {
    Part { believed, changed, doubled: Vec::new() }
}

#[test]
fn rows_alike_count_once_and_the_delivery_of_the_lower_id_says_them() {
    let landed = Landed::nothing(AddsUp::Snapshot);
    let known = landed.known_at(1);
    let origins = [origin("a.csv", "2", 1), origin("b.csv", "1", 1)];
    let row = Row::of("K1", 1, "x");
    let changes = landed.compare(&known, &origins, &[vec![row.clone(), row.clone()], vec![row]], 0);
    assert_eq!(changes.found.parts, [part(2, 0), part(1, 1)]);
    assert_eq!(shown(&changes.rows()), ["K1 1 x - insert b.csv 1 1"]);
}

#[test]
fn rows_of_one_key_that_differ_are_all_doubled_also_those_that_say_nothing_new() {
    let mut landed = Landed::nothing(AddsUp::Upsert);
    let mut known = landed.known_at(1);
    landed.land(&mut known, 1, &[Row::of("K1", 1, "x"), Row::of("K2", 2, "y")]);
    let rows = [Row::of("K1", 1, "x"), Row::of("K2", 2, "z"), Row::of("K1", 1, "x"), Row::of("K1", 1, "w")];
    let (second, rows) = landed.land(&mut known, 2, &rows);
    let doubled = [1, 3, 4].map(|number| (number, "K1, 1".to_owned())).to_vec();
    assert_eq!(second, Part { believed: 1, changed: 1, doubled });
    assert_eq!(rows, ["K2 2 z - update file.csv 2 02"]);
    // Nothing doubled has become known.
    assert_eq!(landed.land(&mut known, 3, &[Row::of("K1", 1, "x")]).0, part(1, 0));
}

#[test]
fn what_a_snapshot_lacks_is_deleted_with_its_last_known_row_and_may_come_back() {
    let mut landed = Landed::nothing(AddsUp::Snapshot);
    let mut known = landed.known_at(1);
    landed.land(&mut known, 1, &[Row::of("K1", 1, "x"), Row::of("K2", 2, "y")]);
    landed.land(&mut known, 2, &[Row::of("K1", 1, "x"), Row::of("K2", 2, "z")]);
    let (_, rows) = landed.land(&mut known, 3, &[Row::of("K1", 1, "x")]);
    assert_eq!(rows, ["K2 2 z - delete file.csv - 03"]);
    assert_eq!(known.current(), 1);
    let (_, rows) = landed.land(&mut known, 4, &[Row::of("K1", 1, "x"), Row::of("K2", 2, "z")]);
    assert_eq!(rows, ["K2 2 z - insert file.csv 2 04"]);
}

#[test]
fn a_rejected_row_keeps_a_snapshot_from_deleting() {
    let mut landed = Landed::nothing(AddsUp::Snapshot);
    let mut known = landed.known_at(1);
    landed.land(&mut known, 1, &[Row::of("K1", 1, "x"), Row::of("K2", 2, "y")]);
    known.reach(moment(2));
    let origins = [origin("file.csv", "2", 2)];
    let changes = landed.compare(&known, &origins, &[vec![Row::of("K1", 1, "x")]], 1);
    assert_eq!((changes.found.current, changes.found.gone, changes.found.deleted()), (2, 1, 0));
    assert!(changes.gone.is_empty());
}

#[test]
fn a_moment_that_is_refused_leaves_nothing_behind() {
    let mut landed = Landed::nothing(AddsUp::Upsert);
    let mut known = landed.known_at(1);
    landed.land(&mut known, 1, &[Row::of("K1", 1, "x")]);
    known.reach(moment(2));
    let refused = [origin("file.csv", "2", 2)];
    assert_eq!(landed.compare(&known, &refused, &[vec![Row::of("K1", 1, "y")]], 0).found.parts, [part(1, 1)]);
    assert_eq!(landed.land(&mut known, 3, &[Row::of("K1", 1, "x")]).0, part(1, 0));
}

#[test]
fn a_late_upsert_is_compared_with_its_own_time_and_stays_below_what_is_newer() {
    let mut landed = Landed::nothing(AddsUp::Upsert);
    let mut known = landed.known_at(1);
    landed.land(&mut known, 1, &[Row::of("K1", 1, "a")]);
    landed.land(&mut known, 5, &[Row::of("K1", 1, "c"), Row::of("K2", 2, "c")]);
    let mut known = landed.known_at(3);
    let (_, rows) = landed.land(&mut known, 3, &[Row::of("K1", 1, "b"), Row::of("K2", 2, "c")]);
    assert_eq!(rows, ["K1 1 b - update file.csv 1 03", "K2 2 c - insert file.csv 2 03"]);
    let (_, rows) = landed.land(&mut known, 4, &[Row::of("K1", 1, "b"), Row::of("K2", 2, "d")]);
    assert_eq!(rows, ["K2 2 d - update file.csv 2 04"]);
    let (part_at_6, _) = landed.land(&mut known, 6, &[Row::of("K1", 1, "c"), Row::of("K2", 2, "c")]);
    assert_eq!(part_at_6, part(2, 0));
}

/// Some years of an extract: several runs of several moments, some of them late, doubled or refused.
struct Years {
    chance: ChaCha8Rng,
    landed: Landed,
    deliveries: u32,
    compared: usize,
}

impl Years {
    async fn run(&mut self) {
        let is_whole = self.landed.extract.adds_up == AddsUp::Snapshot;
        let newest = if is_whole { self.deliveries } else { 1 };
        let mut days: Vec<u32> = (0..3).map(|_| newest + self.chance.random_range(0..6)).collect();
        days.sort_unstable();
        let mut known = self.landed.known_at(days[0]);
        for day in days {
            known.reach(moment(day));
            self.moment(&mut known, day, is_whole).await;
        }
    }

    async fn moment(&mut self, known: &mut Known, day: u32, is_whole: bool) {
        let count = if is_whole { self.chance.random_range(1..=2) } else { 1 };
        let (mut origins, mut rows) = (Vec::new(), Vec::new());
        for _ in 0..count {
            self.deliveries += 1;
            let id = format!("{:03}", self.chance.random_range(0..900) + self.deliveries);
            origins.push(
                origin(&format!("file-{}.csv", self.chance.random_range(0..3)), &id, day).loaded(self.deliveries),
            );
            rows.push((0..self.chance.random_range(1..12)).map(|_| self.row()).collect::<Vec<_>>());
        }
        let not_admitted = u64::from(self.chance.random_range(0..4) == 0);
        let changes = self.landed.compare(known, &origins, &rows, not_admitted);
        let incoming = origins.iter().zip(&rows).map(|(origin, rows)| landed(&self.landed.extract, origin, rows));
        let asked = (moment(day), origins.as_slice(), not_admitted);
        let answer = Oracle::ask(&self.landed.extract, asked, &self.landed.rows, incoming.collect()).await;
        let found = &changes.found;
        let rows = self.landed.rows_of(known, &origins, &changes);
        let place = format!("moment {} of day {day}", self.compared);
        assert_eq!((&found.parts, found.current, found.gone), (&answer.parts, answer.current, answer.gone), "{place}");
        assert_eq!(shown(&rows), shown(&answer.rows), "{place}");
        self.compared += 1;
        if self.chance.random_range(0..5) > 0 {
            changes.learn(known, &origins);
            self.landed.rows.extend(rows);
        }
    }

    /// Of few keys that say few things, so that all meet.
    fn row(&mut self) -> Row {
        let chance = &mut self.chance;
        let text = ["x", "y", ""][chance.random_range(0..3)];
        let mut row = Row::of(["K1", "K2", "K3"][chance.random_range(0..3)], chance.random_range(1..=4), text);
        row.text = row.text.filter(|_| chance.random_range(0..4) > 0);
        row.amount = [None, Some(0), Some(100)][chance.random_range(0..3)];
        row
    }
}

#[tokio::test]
async fn every_moment_comes_to_what_sql_says() {
    for (adds_up, seed) in [(AddsUp::Upsert, 1), (AddsUp::Upsert, 2), (AddsUp::Snapshot, 3), (AddsUp::Snapshot, 4)] {
        let chance = ChaCha8Rng::seed_from_u64(seed);
        let mut years = Years { chance, landed: Landed::nothing(adds_up), deliveries: 0, compared: 0 };
        while years.compared < 15 {
            years.run().await;
        }
        assert!(years.landed.rows.len() > 15, "too little has landed to show anything");
    }
}
