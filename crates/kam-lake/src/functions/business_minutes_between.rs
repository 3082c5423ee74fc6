//! `business_minutes_between(a, b, zone, opens, closes)`: the minutes somebody could have worked.

use super::instants::{MINUTE, Zones, as_instant, as_text, day_number, instants, local};
use super::texts::texts;
use super::weekdays_between::{is_weekday, weekdays_before};
use arrow::array::{Array, ArrayRef, AsArray, Int64Array};
use arrow::datatypes::{DataType, Int64Type};
use chrono::{NaiveDateTime, NaiveTime};
use datafusion::common::{DataFusionError, Result, exec_err};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, TypeSignature, Volatility,
};
use std::sync::Arc;

/// Whole minutes of `[a, b)` from Monday to Friday between two minutes of the day on the clocks of a zone.
///
/// NULL if any argument is NULL, 0 if `b <= a` or the day closes before it opens. Clocks put forward or back count
/// as they show; that happens at night.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct BusinessMinutesBetween {
    signature: Signature,
}

impl Default for BusinessMinutesBetween {
    fn default() -> Self {
        Self { signature: Signature::new(TypeSignature::UserDefined, Volatility::Immutable) }
    }
}

const NAME: &str = "business_minutes_between";

impl ScalarUDFImpl for BusinessMinutesBetween {
    fn name(&self) -> &str {
        NAME
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arguments: &[DataType]) -> Result<DataType> {
        Ok(DataType::Int64)
    }

    fn coerce_types(&self, arguments: &[DataType]) -> Result<Vec<DataType>> {
        let [from, to, zone, opens, closes] = arguments else { return Err(wrong_arguments()) };
        if ![opens, closes].into_iter().all(|kind| kind.is_integer() || kind.is_null()) {
            return Err(wrong_arguments());
        }
        let (from, to, zone) = (as_instant(NAME, from)?, as_instant(NAME, to)?, as_text(NAME, zone)?);
        Ok(vec![from, to, zone, DataType::Int64, DataType::Int64])
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&arguments.args)?;
        let [from, to, zones, opens, closes] = arrays.as_slice() else {
            return exec_err!("{}", wrong_arguments());
        };
        let (from, to, zone_names) = (instants(from), instants(to), texts(zones)?);
        let (opens, closes, mut zones) = (whole(opens), whole(closes), Zones::default());
        let minutes = (0..from.len()).map(|row| {
            if [&from as &dyn Array, &to, &zone_names, &opens, &closes].into_iter().any(|column| column.is_null(row)) {
                return Ok(None);
            }
            let zone = zones.named(zone_names.value(row))?;
            let hours = Hours { opens: opens.value(row), closes: closes.value(row) };
            Ok(Some(hours.minutes_between(local(from.value(row), zone)?, local(to.value(row), zone)?)))
        });
        Ok(ColumnarValue::Array(Arc::new(minutes.collect::<Result<Int64Array>>()?)))
    }
}

fn wrong_arguments() -> DataFusionError {
    let wanted = "two timestamps, a time zone, and the minutes of the day, bigint, at which work begins and ends";
    DataFusionError::Plan(format!("{NAME} takes {wanted}"))
}

fn whole(array: &ArrayRef) -> Int64Array {
    array.as_primitive::<Int64Type>().clone()
}

/// When work begins and ends on a weekday, in minutes after midnight.
#[derive(Clone, Copy)]
struct Hours {
    opens: i64,
    closes: i64,
}

impl Hours {
    fn minutes_between(self, from: NaiveDateTime, to: NaiveDateTime) -> i64 {
        (self.worked_before(to) - self.worked_before(from)).div_euclid(MINUTE).max(0)
    }

    /// Microseconds of work from some Monday to a time.
    fn worked_before(self, time: NaiveDateTime) -> i64 {
        let (day, length) = (day_number(time.date()), (self.closes - self.opens).max(0) * MINUTE);
        let since_midnight = (time.time() - NaiveTime::MIN).num_microseconds().unwrap_or_default();
        let today = (since_midnight - self.opens * MINUTE).clamp(0, length);
        weekdays_before(day) * length + if is_weekday(day) { today } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::Hours;

    /// Nine to six.
    const OFFICE: Hours = Hours { opens: 540, closes: 1080 };

    fn minutes(from: &str, to: &str) -> i64 {
        OFFICE.minutes_between(from.parse().unwrap(), to.parse().unwrap())
    }

    #[test]
    fn counts_only_hours_somebody_works() {
        // 2026-07-03 is a Friday.
        assert_eq!(minutes("2026-07-03T10:00:00", "2026-07-03T11:30:59"), 90);
        assert_eq!(minutes("2026-07-03T17:00:00", "2026-07-06T10:00:00"), 60 + 60);
        assert_eq!(minutes("2026-07-03T08:00:00", "2026-07-03T09:00:00"), 0);
        assert_eq!(minutes("2026-07-04T00:00:00", "2026-07-06T00:00:00"), 0);
        assert_eq!(minutes("2026-07-03T00:00:00", "2026-07-11T00:00:00"), 6 * 540);
        assert_eq!(minutes("2026-07-03T11:00:00", "2026-07-03T10:00:00"), 0);
    }

    #[test]
    fn parts_of_minutes_add_up_before_they_are_cut() {
        // Half a minute on Friday, half a minute on Monday.
        assert_eq!(minutes("2026-07-03T17:59:30", "2026-07-06T09:00:30"), 1);
    }

    #[test]
    fn a_day_that_closes_before_it_opens_has_no_hours() {
        let closed = Hours { opens: 1080, closes: 540 };
        assert_eq!(
            closed.minutes_between("2026-07-01T00:00:00".parse().unwrap(), "2026-07-09T00:00:00".parse().unwrap()),
            0
        );
    }
}
