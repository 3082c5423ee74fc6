//! What a table's log tells of a file's columns: how many rows, how many NULLs, the least and greatest value.
//!
//! Written as Delta's per-file statistics. Exact or absent: a text longer than readers keep has no bounds.

use arrow::array::{Array, ArrayRef, ArrowPrimitiveType, AsArray, PrimitiveArray};
use arrow::compute;
use arrow::datatypes::{DataType, Date32Type, Decimal128Type, Int64Type, Schema, TimeUnit, TimestampMicrosecondType};
use std::fmt::Write as _;

/// The longest text given as a bound, in bytes.
const LONGEST_TEXT: usize = 32;

/// The statistics of one file, as they grow.
#[derive(Debug)]
pub(crate) struct Statistics {
    pub(crate) rows: usize,
    pub(crate) columns: Vec<ColumnStatistics>,
}

/// The statistics of one of its columns.
#[derive(Debug)]
pub(crate) struct ColumnStatistics {
    name: String,
    nulls: usize,
    bounds: Bounds,
}

/// The least and greatest value so far.
#[derive(Debug)]
enum Bounds {
    /// No value yet, or a type without bounds.
    None,
    Number(i128, i128, Kind),
    Text(String, String),
    /// A text too long to be a bound was seen.
    Lost,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Integer,
    Decimal(i8),
    Date,
    Timestamp,
}

impl Statistics {
    /// Statistics of no rows.
    pub(crate) fn of(schema: &Schema) -> Self {
        let columns = schema.fields().iter().map(|field| ColumnStatistics {
            name: field.name().clone(),
            nulls: 0,
            bounds: Bounds::None,
        });
        Self { rows: 0, columns: columns.collect() }
    }

    /// The statistics as Delta writes them.
    pub(crate) fn json(&self) -> String {
        let bounds = |pick: fn(&Bounds) -> Option<String>| {
            let bound = |column: &ColumnStatistics| Some(format!("{}:{}", quoted(&column.name), pick(&column.bounds)?));
            self.columns.iter().filter_map(bound).collect::<Vec<_>>().join(",")
        };
        let nulls = self.columns.iter().map(|column| format!("{}:{}", quoted(&column.name), column.nulls));
        let nulls = nulls.collect::<Vec<_>>().join(",");
        let mut json = String::new();
        // Writing to a String cannot fail.
        let _ = write!(
            json,
            "{{\"numRecords\":{},\"minValues\":{{{}}},\"maxValues\":{{{}}},\"nullCount\":{{{nulls}}}}}",
            self.rows,
            bounds(Bounds::least),
            bounds(Bounds::greatest),
        );
        json
    }
}

impl ColumnStatistics {
    /// Takes more values into account.
    pub(crate) fn add(&mut self, values: &ArrayRef) {
        self.nulls += values.null_count();
        self.bounds.widen(values);
    }
}

impl Bounds {
    fn widen(&mut self, values: &ArrayRef) {
        match values.data_type() {
            DataType::Utf8 => self.widen_text(values),
            DataType::Int64 => self.widen_number(values.as_primitive::<Int64Type>(), Kind::Integer),
            DataType::Date32 => self.widen_number(values.as_primitive::<Date32Type>(), Kind::Date),
            DataType::Decimal128(_, scale) => {
                self.widen_number(values.as_primitive::<Decimal128Type>(), Kind::Decimal(*scale));
            }
            DataType::Timestamp(TimeUnit::Microsecond, _) => {
                self.widen_number(values.as_primitive::<TimestampMicrosecondType>(), Kind::Timestamp);
            }
            _ => {}
        }
    }

    fn widen_number<T>(&mut self, values: &PrimitiveArray<T>, kind: Kind)
    where
        T: ArrowPrimitiveType,
        T::Native: Into<i128>,
    {
        let (Some(least), Some(greatest)) = (compute::min(values), compute::max(values)) else {
            return;
        };
        let (least, greatest): (i128, i128) = (least.into(), greatest.into());
        *self = match self {
            Self::Number(low, high, _) => Self::Number(least.min(*low), greatest.max(*high), kind),
            _ => Self::Number(least, greatest, kind),
        };
    }

    fn widen_text(&mut self, values: &ArrayRef) {
        if matches!(self, Self::Lost) {
            return;
        }
        let texts = values.as_string::<i32>();
        let (Some(least), Some(greatest)) = (compute::min_string(texts), compute::max_string(texts)) else {
            return;
        };
        *self = match self {
            _ if least.len() > LONGEST_TEXT || greatest.len() > LONGEST_TEXT => Self::Lost,
            Self::Text(low, high) => Self::Text(least.min(low).to_owned(), greatest.max(high).to_owned()),
            _ => Self::Text(least.to_owned(), greatest.to_owned()),
        };
    }

    fn least(&self) -> Option<String> {
        match self {
            Self::Number(least, _, kind) => kind.written(*least),
            Self::Text(least, _) => Some(quoted(least)),
            Self::None | Self::Lost => None,
        }
    }

    fn greatest(&self) -> Option<String> {
        match self {
            Self::Number(_, greatest, kind) => kind.written(*greatest),
            Self::Text(_, greatest) => Some(quoted(greatest)),
            Self::None | Self::Lost => None,
        }
    }
}

impl Kind {
    fn written(self, value: i128) -> Option<String> {
        match self {
            Self::Integer => Some(value.to_string()),
            Self::Decimal(scale) => Some(decimal(value, scale)),
            Self::Date => {
                Date32Type::to_naive_date_opt(i32::try_from(value).ok()?).map(|date| quoted(&date.to_string()))
            }
            Self::Timestamp => {
                let moment = chrono::DateTime::from_timestamp_micros(i64::try_from(value).ok()?)?;
                Some(quoted(&moment.to_rfc3339_opts(chrono::SecondsFormat::Micros, true)))
            }
        }
    }
}

fn decimal(unscaled: i128, scale: i8) -> String {
    let scale = usize::try_from(scale).unwrap_or(0);
    let digits = format!("{:0>width$}", unscaled.unsigned_abs(), width = scale + 1);
    let (whole, rest) = digits.split_at(digits.len() - scale);
    let sign = if unscaled < 0 { "-" } else { "" };
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::{Statistics, decimal};
    use arrow::array::{Decimal128Array, Int64Array, StringArray};
    use arrow::datatypes::{DataType, Field, Schema};
    use std::sync::Arc;

    #[test]
    fn writes_exact_decimals() {
        assert_eq!(decimal(-5, 4), "-0.0005");
        assert_eq!(decimal(1_102_773_050, 4), "110277.3050");
        assert_eq!(decimal(7, 0), "7");
    }

    #[test]
    fn widens_over_batches() {
        let fields = [("n", DataType::Int64), ("t", DataType::Utf8), ("d", DataType::Decimal128(18, 4))];
        let fields: Vec<Field> = fields.into_iter().map(|(name, kind)| Field::new(name, kind, true)).collect();
        let schema = Arc::new(Schema::new(fields));
        let mut statistics = Statistics::of(&schema);
        for (n, t, d) in [(Some(3), "b", -1), (None, "a\"", 20_000)] {
            let d = Decimal128Array::from(vec![d]).with_precision_and_scale(18, 4).unwrap();
            let columns: Vec<Arc<dyn arrow::array::Array>> =
                vec![Arc::new(Int64Array::from(vec![n])), Arc::new(StringArray::from(vec![t])), Arc::new(d)];
            statistics.rows += 1;
            statistics.columns.iter_mut().zip(&columns).for_each(|(column, values)| column.add(values));
        }
        let expected = "{\"numRecords\":2,\"minValues\":{\"n\":3,\"t\":\"a\\\"\",\"d\":-0.0001},\
                        \"maxValues\":{\"n\":3,\"t\":\"b\",\"d\":2.0000},\"nullCount\":{\"n\":1,\"t\":0,\"d\":0}}";
        assert_eq!(statistics.json(), expected);
    }
}
