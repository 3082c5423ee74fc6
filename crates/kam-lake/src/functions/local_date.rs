//! `local_date(t, zone)`: the date on the wall calendar of a place.

use super::instants::{Zones, as_instant, as_text, day_number, instants, local};
use super::texts::texts;
use arrow::array::Date32Array;
use arrow::datatypes::DataType;
use datafusion::common::{DataFusionError, Result, exec_err};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDFImpl, Signature, TypeSignature, Volatility,
};
use std::sync::Arc;

/// The date of an instant in an IANA time zone; NULL if either is NULL, refused if there is no such zone.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct LocalDate {
    signature: Signature,
}

impl Default for LocalDate {
    fn default() -> Self {
        Self { signature: Signature::new(TypeSignature::UserDefined, Volatility::Immutable) }
    }
}

impl ScalarUDFImpl for LocalDate {
    fn name(&self) -> &str {
        "local_date"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arguments: &[DataType]) -> Result<DataType> {
        Ok(DataType::Date32)
    }

    fn coerce_types(&self, arguments: &[DataType]) -> Result<Vec<DataType>> {
        match arguments {
            [at, zone] => Ok(vec![as_instant("local_date", at)?, as_text("local_date", zone)?]),
            _ => Err(DataFusionError::Plan("local_date takes a timestamp and a time zone".to_owned())),
        }
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&arguments.args)?;
        let [at, zones] = arrays.as_slice() else {
            return exec_err!("local_date takes a timestamp and a time zone");
        };
        let (at, zone_names, mut zones) = (instants(at), texts(zones)?, Zones::default());
        let dates = at.iter().zip(zone_names.iter()).map(|pair| match pair {
            (Some(at), Some(zone)) => date(at, zone, &mut zones).map(Some),
            _ => Ok(None),
        });
        Ok(ColumnarValue::Array(Arc::new(dates.collect::<Result<Date32Array>>()?)))
    }
}

fn date(at: i64, zone: &str, zones: &mut Zones) -> Result<i32> {
    let day = day_number(local(at, zones.named(zone)?)?.date());
    i32::try_from(day).map_err(|e| DataFusionError::External(Box::new(e)))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::*;

    #[test]
    fn the_day_begins_earlier_in_the_east() {
        let mut zones = Zones::default();
        let (hour, day) = (3_600_000_000, 20_454); // 2026-01-01
        let evening = day * 24 * hour + 16 * hour;
        assert_eq!(date(evening - 1, "Asia/Shanghai", &mut zones).unwrap(), 20_454);
        assert_eq!(date(evening, "Asia/Shanghai", &mut zones).unwrap(), 20_455);
        assert_eq!(date(evening, "UTC", &mut zones).unwrap(), 20_454);
        assert_eq!(date(-1, "UTC", &mut zones).unwrap(), -1);
        assert!(date(evening, "Asia/Nowhere", &mut zones).is_err());
    }
}
