//! What a delivery's amounts add up to, for whoever compares it with the books of its sender.

use arrow::array::{Array, Decimal128Array, RecordBatch};
use arrow::compute::sum_checked;
use arrow::datatypes::DataType;
use std::fmt::Write;

/// The sum of each decimal column over the rows of one delivery that could be read, whether they were news or not.
#[derive(Debug, Default)]
pub(crate) struct ControlTotals(Vec<Total>);

#[derive(Debug)]
struct Total {
    column: String,
    scale: i8,
    /// In the column's smallest unit; none once it is beyond what 38 digits hold.
    units: Option<i128>,
}

impl ControlTotals {
    /// Adds what these rows say. All rows of a delivery have the same columns.
    pub(crate) fn add(&mut self, rows: &RecordBatch) {
        let schema = rows.schema();
        let amounts =
            schema.fields().iter().zip(rows.columns()).filter_map(|(field, column)| match field.data_type() {
                DataType::Decimal128(_, scale) => {
                    Some((field.name(), *scale, column.as_any().downcast_ref::<Decimal128Array>()?))
                }
                _ => None,
            });
        for (place, (column, scale, amounts)) in amounts.enumerate() {
            if self.0.len() == place {
                self.0.push(Total { column: column.clone(), scale, units: Some(0) });
            }
            if let Some(total) = self.0.get_mut(place) {
                let more = sum_checked(amounts).map(Option::unwrap_or_default);
                total.units = total.units.zip(more.ok()).and_then(|(units, more)| units.checked_add(more));
            }
        }
    }

    /// As a JSON object, an amount of text by the column's name; none where no column is decimal.
    pub(crate) fn to_json(&self) -> Option<String> {
        let mut json = String::new();
        for total in &self.0 {
            json.push(if json.is_empty() { '{' } else { ',' });
            let amount = total.units.map(|units| decimal(units, total.scale));
            let _ = write!(json, "{}:{}", serde_json::json!(total.column), serde_json::json!(amount));
        }
        (!json.is_empty()).then(|| json + "}")
    }
}

/// `-1250` with scale 2 is `-12.50`.
fn decimal(units: i128, scale: i8) -> String {
    let places = usize::try_from(scale).unwrap_or_default();
    let digits = format!("{:0>width$}", units.unsigned_abs(), width = places + 1);
    let (whole, part) = digits.split_at(digits.len() - places);
    let sign = if units < 0 { "-" } else { "" };
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow::array::{ArrayRef, StringArray};
    use std::sync::Arc;

    fn rows(amounts: Vec<Option<i128>>, scale: i8) -> RecordBatch {
        let names: ArrayRef = Arc::new(StringArray::from(vec!["a"; amounts.len()]));
        let amounts = Decimal128Array::from(amounts).with_precision_and_scale(38, scale);
        let amounts: ArrayRef = Arc::new(amounts.unwrap_or_else(|_| unreachable!()));
        RecordBatch::try_from_iter([("name", names), ("net \"amount\"", amounts)]).unwrap_or_else(|_| unreachable!())
    }

    #[test]
    fn amounts_add_up_over_all_portions() {
        let mut totals = ControlTotals::default();
        totals.add(&rows(vec![Some(1050), None, Some(-2300)], 2));
        assert_eq!(totals.to_json().as_deref(), Some(r#"{"net \"amount\"":"-12.50"}"#));
        totals.add(&rows(vec![Some(1245)], 2));
        assert_eq!(totals.to_json().as_deref(), Some(r#"{"net \"amount\"":"-0.05"}"#));
    }

    #[test]
    fn a_sum_beyond_all_digits_is_unknown() {
        let mut totals = ControlTotals::default();
        totals.add(&rows(vec![Some(i128::MAX)], 0));
        totals.add(&rows(vec![Some(1)], 0));
        totals.add(&rows(vec![Some(-5)], 0));
        assert_eq!(totals.to_json().as_deref(), Some(r#"{"net \"amount\"":null}"#));
    }

    #[test]
    fn without_a_decimal_column_there_is_nothing_to_compare() {
        let names: ArrayRef = Arc::new(StringArray::from(vec!["a"]));
        let mut totals = ControlTotals::default();
        totals.add(&RecordBatch::try_from_iter([("name", names)]).unwrap_or_else(|_| unreachable!()));
        assert_eq!(totals.to_json(), None);
    }
}
