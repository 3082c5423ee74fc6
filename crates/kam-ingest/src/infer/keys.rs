//! Which columns tell a row from all others.

use super::column::Seen;
use super::digests::{Digests, digest};
use super::guess::Guess;
use super::identity;
use crate::error::Error;
use crate::print::{Asked, RowSink, hand_over};
use kam_project::ColumnType;
use std::path::PathBuf;

/// How many columns are tried together with others.
const TRIED: usize = 10;

/// The most columns of a key that is looked for.
const TOGETHER: usize = 3;

/// How many digests of pairs and threes are kept at once, of all of them together.
const ROOM: usize = 2_000_000;

/// The longest texts that are taken for parts of a key, in characters.
const LONGEST: usize = 64;

/// A column as a part of keys.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) place: usize,
    /// How much its name is that of a key.
    pub(super) rank: u32,
    pub(super) is_moment: bool,
    distinct: u64,
}

/// Columns that together tell a row from all others.
#[derive(Debug, Clone)]
pub(super) struct Key {
    pub(super) columns: Vec<Candidate>,
    /// One in how many values was looked at.
    pub(super) one_in: u64,
}

impl Key {
    /// How likely it is meant as a key: the best name of its columns.
    pub(super) fn rank(&self) -> u32 {
        self.columns.iter().map(|column| column.rank).max().unwrap_or_default()
    }

    /// Whether a day or a time is part of it.
    pub(super) fn has_moment(&self) -> bool {
        self.columns.iter().any(|column| column.is_moment)
    }
}

/// The columns that are keys by themselves, the likelier first.
pub(super) fn single(columns: &[Seen], guesses: &[Guess], table: &str) -> Vec<Key> {
    let candidates = candidates(columns, guesses, table);
    let unique = candidates.into_iter().filter_map(|candidate| {
        let (repeated, one_in) = columns.get(candidate.place)?.repeated()?;
        (repeated == 0 && !candidate.is_moment).then_some(Key { columns: vec![candidate], one_in })
    });
    let mut keys: Vec<Key> = unique.collect();
    keys.sort_by_key(|key| std::cmp::Reverse(key.rank()));
    keys
}

/// The smallest sets of two or three columns that are keys together, the likelier first.
pub(super) fn together(
    files: &[(PathBuf, Asked)],
    columns: &[Seen],
    guesses: &[Guess],
    table: &str,
) -> Result<Vec<Key>, Error> {
    let rows = columns.first().map_or(0, |column| column.rows);
    let mut tried = candidates(columns, guesses, table);
    tried.retain(|candidate| candidate.distinct > 1);
    tried.sort_by_key(|candidate| (std::cmp::Reverse(candidate.rank), candidate.place));
    tried.truncate(TRIED);
    for size in 2..=TOGETHER {
        let sets = sets(&tried, size).into_iter().filter(|set| may_be_unique(set, rows));
        let mut race = Race { runners: sets.map(Runner::new).collect(), names: Vec::new(), columns };
        if race.runners.is_empty() {
            continue;
        }
        for (path, asked) in files {
            race.runners.iter_mut().for_each(|runner| runner.digests.next_file());
            hand_over(path, asked, &mut race, &mut |_| {})?;
        }
        if !race.runners.is_empty() {
            let key = |runner: Runner| Key { one_in: runner.digests.one_in(), columns: runner.columns };
            let mut keys: Vec<Key> = race.runners.into_iter().map(key).collect();
            keys.sort_by_key(|key| {
                let ranks: u32 = key.columns.iter().map(|column| column.rank).sum();
                (key.has_moment(), std::cmp::Reverse(ranks))
            });
            return Ok(keys);
        }
    }
    Ok(Vec::new())
}

/// The columns that may be part of a key: never empty, neither measured nor told at length.
fn candidates(columns: &[Seen], guesses: &[Guess], table: &str) -> Vec<Candidate> {
    let candidate = |(place, (seen, guess)): (usize, (&Seen, &Guess))| {
        let is_moment = matches!(guess.kind, ColumnType::Date | ColumnType::Timestamp);
        let is_short = seen.longest <= LONGEST;
        let is_line = identity::is_line(&seen.name);
        let fits = match guess.kind {
            ColumnType::Text | ColumnType::Date | ColumnType::Timestamp => true,
            ColumnType::Bigint => place == 0 || is_line || identity::is_identifier(&seen.name),
            ColumnType::Boolean | ColumnType::Decimal(..) => false,
        };
        let rank = if is_line { 3 } else { identity::rank_as_key(&seen.name, table) };
        let is_whole = seen.lacking() == 0 && seen.rows > 0 && fits && is_short && rank > 0;
        is_whole.then_some(Candidate { place, rank, is_moment, distinct: seen.distinct() })
    };
    columns.iter().zip(guesses).enumerate().filter_map(candidate).collect()
}

/// All sets of so many candidates, in their order.
fn sets(of: &[Candidate], size: usize) -> Vec<Vec<Candidate>> {
    let Some((first, rest)) = of.split_first().filter(|_| size > 0) else {
        return if size == 0 { vec![Vec::new()] } else { Vec::new() };
    };
    let with_first = sets(rest, size - 1).into_iter().map(|mut set| {
        set.insert(0, first.clone());
        set
    });
    with_first.chain(sets(rest, size)).collect()
}

/// Whether there are combinations enough for all rows; numbers of values are estimates.
fn may_be_unique(set: &[Candidate], rows: u64) -> bool {
    let all = set.iter().fold(1_u64, |all, candidate| all.saturating_mul(candidate.distinct.saturating_add(1)));
    all.saturating_add(all / 4) >= rows
}

/// A set of columns that no two rows share so far.
struct Runner {
    columns: Vec<Candidate>,
    digests: Digests,
}

impl Runner {
    fn new(columns: Vec<Candidate>) -> Self {
        Self { columns, digests: Digests::default() }
    }
}

/// The sets that are left while rows pass.
struct Race<'a> {
    runners: Vec<Runner>,
    /// Where the current file has each column.
    names: Vec<Option<usize>>,
    columns: &'a [Seen],
}

impl RowSink for Race<'_> {
    fn header(&mut self, names: &[&str]) -> Result<(), Error> {
        let place = |column: &Seen| names.iter().position(|name| *name == column.name);
        self.names = self.columns.iter().map(place).collect();
        Ok(())
    }

    fn row(&mut self, cells: &[&str]) -> Result<(), Error> {
        let room = ROOM / self.runners.len().max(1);
        let names = &self.names;
        let cell = |candidate: &Candidate| {
            names.get(candidate.place).copied().flatten().and_then(|at| cells.get(at)).copied().unwrap_or_default()
        };
        self.runners.retain_mut(|runner| {
            runner.digests.take(digest(runner.columns.iter().map(cell)), room);
            runner.digests.repeated == 0
        });
        Ok(())
    }
}
