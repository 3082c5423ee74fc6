//! What rows and their keys say, in 128 bits each: so that millions can be compared with what is known, and none held.

use crate::Result;
use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Date32Array, Decimal128Array, Int64Array, RecordBatch, StringArray,
    TimestampMicrosecondArray,
};
use arrow::datatypes::DataType;
use arrow::error::ArrowError;
use kam_project::Extract;
use siphasher::sip128::{Hash128, SipHasher13};
use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, Hash, Hasher, RandomState};

/// Stands for what a row or a key says.
///
/// That two different ones among n share a digest has a chance of n²/2^129: 1 in 10^22 for a hundred million rows, far
/// below that of a memory fault nobody notices. Nor can a sender make two of them meet, for the secret is drawn anew
/// for every extract of every run, and digests never leave the memory of that run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digest {
    first: u64,
    second: u64,
}

/// A map by digest. Its bits are as good as random: half of them serve as the map's own hash.
pub(crate) type ByDigest<T> = HashMap<Digest, T, BuildHasherDefault<FirstHalf>>;

/// How many bytes a map takes at most while so many more keys come in: while it grows, the smaller one is still there.
pub(crate) fn bytes_with<T>(map: &ByDigest<T>, more: usize) -> usize {
    let entry = size_of::<(Digest, T)>() + 1;
    // A map has a power of two of places, and fills seven of eight.
    let places = |keys: usize| if keys == 0 { 0 } else { keys.saturating_mul(8).div_ceil(7).next_power_of_two() };
    let (now, then) = (places(map.capacity()), places(map.len() + more));
    entry * if then > now { then + then / 2 } else { now }
}

/// Makes the digests of an extract's rows.
pub(crate) struct Digester {
    secret: SipHasher13,
    /// Where the key's columns stand among the declared.
    key: Vec<usize>,
    /// How many columns are declared; they come first.
    declared: usize,
}

/// The digests of some rows, in their order.
pub(crate) struct Digests {
    /// Of their keys.
    pub keys: Vec<Digest>,
    /// Of all their declared columns.
    pub rows: Vec<Digest>,
}

impl Digester {
    /// A digester with a secret of its own.
    pub(crate) fn new(extract: &Extract) -> Self {
        let chance = RandomState::new();
        let position = |name: &String| extract.columns.iter().position(|column| column.name == *name);
        Self {
            secret: SipHasher13::new_with_keys(chance.hash_one(0), chance.hash_one(1)),
            key: extract.key.iter().filter_map(position).collect(),
            declared: extract.columns.len(),
        }
    }

    /// The digests of rows whose first columns are the declared ones; others say where a row came from, and do not count.
    pub(crate) fn digests(&self, rows: &RecordBatch) -> Result<Digests> {
        let columns = rows.columns().iter().take(self.declared).map(Cells::of).collect::<Result<Vec<_>>>()?;
        let key: Vec<&Cells<'_>> = self.key.iter().filter_map(|position| columns.get(*position)).collect();
        let mut digests =
            Digests { keys: Vec::with_capacity(rows.num_rows()), rows: Vec::with_capacity(rows.num_rows()) };
        let mut written = Vec::with_capacity(512);
        for row in 0..rows.num_rows() {
            digests.keys.push(self.digest(&mut written, key.iter().copied(), row));
            digests.rows.push(self.digest(&mut written, columns.iter(), row));
        }
        Ok(digests)
    }

    fn digest<'a>(&self, written: &mut Vec<u8>, cells: impl Iterator<Item = &'a Cells<'a>>, row: usize) -> Digest {
        written.clear();
        cells.for_each(|cells| cells.write(row, written));
        let Hash128 { h1: first, h2: second } = self.secret.hash(written);
        Digest { first, second }
    }
}

/// One column of the types a delivery may have.
enum Cells<'a> {
    Text(&'a StringArray),
    Bigint(&'a Int64Array),
    Boolean(&'a BooleanArray),
    Date(&'a Date32Array),
    Timestamp(&'a TimestampMicrosecondArray),
    Decimal(&'a Decimal128Array),
}

impl<'a> Cells<'a> {
    fn of(column: &'a ArrayRef) -> Result<Self> {
        match column.data_type() {
            DataType::Utf8 => Ok(Self::Text(column.as_string())),
            DataType::Int64 => Ok(Self::Bigint(column.as_primitive())),
            DataType::Boolean => Ok(Self::Boolean(column.as_boolean())),
            DataType::Date32 => Ok(Self::Date(column.as_primitive())),
            DataType::Decimal128(..) => Ok(Self::Decimal(column.as_primitive())),
            other => match column.as_primitive_opt() {
                Some(moments) => Ok(Self::Timestamp(moments)),
                None => Err(ArrowError::NotYetImplemented(format!("the digest of a column of {other}"))),
            },
        }
    }

    /// Writes one value so that no two rows of the same columns are written alike: NULL apart from every value, and a
    /// text after its length.
    fn write(&self, row: usize, written: &mut Vec<u8>) {
        if self.is_null(row) {
            return written.push(0);
        }
        written.push(1);
        match self {
            Self::Text(texts) => {
                let text = texts.value(row).as_bytes();
                written.extend_from_slice(&(text.len() as u64).to_le_bytes());
                written.extend_from_slice(text);
            }
            Self::Bigint(numbers) => written.extend_from_slice(&numbers.value(row).to_le_bytes()),
            Self::Boolean(truths) => written.push(u8::from(truths.value(row))),
            Self::Date(days) => written.extend_from_slice(&days.value(row).to_le_bytes()),
            Self::Timestamp(moments) => written.extend_from_slice(&moments.value(row).to_le_bytes()),
            Self::Decimal(decimals) => written.extend_from_slice(&decimals.value(row).to_le_bytes()),
        }
    }

    fn is_null(&self, row: usize) -> bool {
        match self {
            Self::Text(cells) => cells.is_null(row),
            Self::Bigint(cells) => cells.is_null(row),
            Self::Boolean(cells) => cells.is_null(row),
            Self::Date(cells) => cells.is_null(row),
            Self::Timestamp(cells) => cells.is_null(row),
            Self::Decimal(cells) => cells.is_null(row),
        }
    }
}

impl Hash for Digest {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.first);
    }
}

/// Takes the first half of a digest as its hash.
#[derive(Default)]
pub(crate) struct FirstHalf(u64);

impl Hasher for FirstHalf {
    fn write_u64(&mut self, half: u64) {
        self.0 = half;
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
