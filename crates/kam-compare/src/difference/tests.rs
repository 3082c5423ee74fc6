#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]
use super::{Changes, Difference, Part};
use crate::known::Known;
use crate::made::{Row, admitted, day, extract, landed, version};
use arrow::array::RecordBatch;
use arrow::util::display::array_value_to_string;
use kam_project::{AddsUp, Extract};

/// An extract, what is known of it, and what has landed, as a lake would hold it.
struct Landed {
    extract: Extract,
    known: Known,
    rows: Vec<RecordBatch>,
}

/// What landing a moment came to: its account, and its rows as they landed.
type Came = (Part, Vec<String>);

impl Landed {
    fn nothing(adds_up: AddsUp) -> Self {
        let extract = extract(adds_up);
        Self { known: Known::nothing_at(day(1), &extract), extract, rows: Vec::new() }
    }

    /// What the next run will know, from a day on.
    fn next_run(&mut self, first: i64) {
        self.known = Known::nothing_at(day(first), &self.extract);
        self.rows.iter().for_each(|rows| self.known.take_in(rows).unwrap());
    }

    fn compare(&mut self, at: i64, parts: &[&[Row]], not_admitted: u64) -> Changes {
        self.known.reach(day(at));
        let mut difference = Difference::new(&self.extract, &self.known, parts.len());
        for (part, rows) in parts.iter().enumerate() {
            difference.compare(part, &admitted(rows)).unwrap();
        }
        difference.ended(not_admitted).unwrap()
    }

    /// Lands a moment of one part.
    fn land(&mut self, at: i64, rows: &[Row]) -> Came {
        let changes = self.compare(at, &[rows], 0);
        let mut shown: Vec<String> = changes.new.iter().flat_map(|new| shown(&new.rows, new.operations())).collect();
        let mut deletions = Vec::new();
        if let Some(mut last) = changes.last_known(&self.extract, &self.known) {
            deletions.extend(self.rows.iter().map(|rows| last.among(rows).unwrap()));
            assert_eq!(last.missing(), 0, "a key that is gone has no row");
        }
        shown.extend(deletions.iter().flat_map(|rows| self::shown(rows, vec!["delete"; rows.num_rows()])));
        changes.learn(&mut self.known, &[version(at)]);
        self.keep(&shown, at);
        (changes.found.parts[0].clone(), shown)
    }

    /// Keeps what has landed, read back from how it is shown.
    fn keep(&mut self, shown: &[String], at: i64) {
        for line in shown {
            let [code, number, text, operation] = line.split(' ').collect::<Vec<_>>().try_into().unwrap();
            let leaked = |text: &str| -> &'static str { text.to_owned().leak() };
            let row = (leaked(code), number.parse().unwrap(), (text != "-").then(|| leaked(text)));
            self.rows.push(landed(&[row], &[operation], &version(at)));
        }
    }
}

fn shown<'a>(rows: &RecordBatch, operations: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let cell = |row: usize, name: &str| {
        let column = rows.column_by_name(name).unwrap();
        if column.is_null(row) { "-".to_owned() } else { array_value_to_string(column, row).unwrap() }
    };
    let line = |(row, operation): (usize, &str)| {
        format!("{} {} {} {operation}", cell(row, "code"), cell(row, "number"), cell(row, "text"))
    };
    operations.into_iter().enumerate().map(line).collect()
}

fn part(believed: u64, changed: u64) -> Part {
    Part { believed, changed, doubled: Vec::new() }
}

const ONE: Row = ("K1", 1, Some("x"));
const TWO: Row = ("K2", 2, Some("y"));

#[test]
fn rows_alike_count_once_and_the_part_that_comes_first_says_them() {
    let mut landed = Landed::nothing(AddsUp::Snapshot);
    let changes = landed.compare(1, &[&[ONE], &[ONE, ONE]], 0);
    assert_eq!(changes.found.parts, [part(1, 1), part(2, 0)]);
    assert_eq!(changes.new.iter().map(|new| (new.part, new.rows.num_rows())).collect::<Vec<_>>(), [(0, 1)]);
}

#[test]
fn rows_of_one_key_that_differ_are_all_doubled_also_those_that_say_nothing_new() {
    let mut landed = Landed::nothing(AddsUp::Upsert);
    landed.land(1, &[ONE, TWO]);
    let (account, rows) = landed.land(2, &[ONE, ("K2", 2, Some("z")), ONE, ("K1", 1, Some("w")), ("K1", 2, None)]);
    let doubled = [1, 3, 4].map(|number| (number, "K1, 1".to_owned())).to_vec();
    assert_eq!(account, Part { believed: 2, changed: 2, doubled });
    assert_eq!(rows, ["K2 2 z update", "K1 2 - insert"]);
    // Nothing doubled has become known.
    assert_eq!(landed.land(3, &[ONE]).0, part(1, 0));
}

#[test]
fn rows_that_come_before_the_first_that_differs_do_not_land_either() {
    let mut landed = Landed::nothing(AddsUp::Upsert);
    let (account, rows) = landed.land(1, &[ONE, TWO, ("K1", 1, None)]);
    let doubled = [1, 3].map(|number| (number, "K1, 1".to_owned())).to_vec();
    assert_eq!((account, rows), (Part { believed: 1, changed: 1, doubled }, vec!["K2 2 y insert".to_owned()]));
}

#[test]
fn no_value_is_another_word_than_an_empty_one() {
    let mut landed = Landed::nothing(AddsUp::Upsert);
    landed.land(1, &[("K1", 1, None), ("K2", 2, Some(""))]);
    let (_, rows) = landed.land(2, &[("K1", 1, Some("")), ("K2", 2, None)]);
    assert_eq!(rows, ["K1 1  update", "K2 2 - update"]);
}

#[test]
fn what_a_snapshot_lacks_is_deleted_with_its_last_known_row_and_may_come_back() {
    let mut landed = Landed::nothing(AddsUp::Snapshot);
    landed.land(1, &[ONE, TWO]);
    landed.land(2, &[ONE, ("K2", 2, Some("z"))]);
    assert_eq!(landed.land(3, &[ONE]).1, ["K2 2 z delete"]);
    assert_eq!(landed.known.current(), 1);
    assert_eq!(landed.land(4, &[ONE]), (part(1, 0), Vec::new()));
    landed.next_run(5);
    assert_eq!(landed.known.current(), 1);
    assert_eq!(landed.land(5, &[ONE, ("K2", 2, Some("z"))]).1, ["K2 2 z insert"]);
    assert_eq!(landed.known.current(), 2);
}

#[test]
fn a_row_not_admitted_keeps_a_snapshot_from_deleting() {
    let mut landed = Landed::nothing(AddsUp::Snapshot);
    landed.land(1, &[ONE, TWO]);
    let changes = landed.compare(2, &[&[ONE]], 1);
    assert_eq!((changes.found.current, changes.found.gone, changes.found.deleted()), (2, 1, 0));
    assert!(changes.last_known(&landed.extract, &landed.known).is_none());
}

#[test]
fn an_upsert_says_nothing_of_keys_it_lacks() {
    let mut landed = Landed::nothing(AddsUp::Upsert);
    landed.land(1, &[ONE, TWO]);
    let changes = landed.compare(2, &[&[ONE]], 0);
    assert_eq!((changes.found.current, changes.found.gone), (0, 0));
    assert!(changes.last_known(&landed.extract, &landed.known).is_none());
}

#[test]
fn a_moment_that_is_refused_leaves_nothing_behind() {
    let mut landed = Landed::nothing(AddsUp::Upsert);
    landed.land(1, &[ONE]);
    assert_eq!(landed.compare(2, &[&[("K1", 1, Some("y"))]], 0).found.parts, [part(1, 1)]);
    assert_eq!(landed.land(3, &[ONE]).0, part(1, 0));
}

#[test]
fn a_late_upsert_is_compared_with_its_own_time_and_stays_below_what_is_newer() {
    let mut landed = Landed::nothing(AddsUp::Upsert);
    landed.land(1, &[("K1", 1, Some("a"))]);
    landed.land(5, &[("K1", 1, Some("c")), ("K2", 2, Some("c"))]);
    landed.next_run(3);
    let (_, rows) = landed.land(3, &[("K1", 1, Some("b")), ("K2", 2, Some("c"))]);
    assert_eq!(rows, ["K1 1 b update", "K2 2 c insert"]);
    let (_, rows) = landed.land(4, &[("K1", 1, Some("b")), ("K2", 2, Some("d"))]);
    assert_eq!(rows, ["K2 2 d update"]);
    assert_eq!(landed.land(6, &[("K1", 1, Some("c")), ("K2", 2, Some("c"))]).0, part(2, 0));
}
