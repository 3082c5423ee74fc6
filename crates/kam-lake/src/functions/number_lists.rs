//! Lists of exact numbers, as `array_agg(x order by x)` makes them.

use super::exact::{SIX_PLACES, decimals, exact};
use arrow::array::{Array, ArrayRef, AsArray, Decimal128Array, ListArray};
use arrow::datatypes::{DataType, Field};
use datafusion::common::{DataFusionError, Result};
use std::sync::Arc;

/// A column of lists: whole numbers of one scale.
pub(super) struct NumberLists {
    lists: ListArray,
    numbers: Decimal128Array,
    scale: i8,
}

/// The type an argument is taken as: its own, if it is a list of exact numbers.
pub(super) fn list_of_exact(function: &str, kind: &DataType) -> Result<DataType> {
    let of_nothing = || DataType::List(Arc::new(Field::new_list_field(SIX_PLACES, true)));
    match kind {
        DataType::Null => Ok(of_nothing()),
        DataType::List(item) if item.data_type().is_null() => Ok(of_nothing()),
        DataType::List(item) => exact(function, item.data_type()).map(|_| kind.clone()),
        other => Err(DataFusionError::Plan(format!(
            "{function} takes a list, not {other}: write {function}(array_agg(x order by x))"
        ))),
    }
}

impl NumberLists {
    /// Reads a column of the type [`list_of_exact`] gives.
    pub(super) fn of(array: &ArrayRef) -> Result<Self> {
        let lists = array.as_list::<i32>().clone();
        let (numbers, scale) = decimals(lists.values())?;
        Ok(Self { lists, numbers, scale })
    }

    /// How many lists there are.
    pub(super) fn len(&self) -> usize {
        self.lists.len()
    }

    /// Digits after the point of every number.
    pub(super) fn scale(&self) -> i32 {
        i32::from(self.scale)
    }

    /// The numbers of one list from the smallest to the greatest, NULLs left out; nothing if none remain.
    ///
    /// Sorted here whatever order the list came in: the result must not hang on it.
    pub(super) fn sorted(&self, row: usize) -> Option<Vec<i128>> {
        if self.lists.is_null(row) {
            return None;
        }
        let offsets = self.lists.value_offsets();
        let (from, to) = (usize::try_from(*offsets.get(row)?).ok()?, usize::try_from(*offsets.get(row + 1)?).ok()?);
        let there = (from..to).filter(|at| !self.numbers.is_null(*at));
        let mut numbers: Vec<i128> = there.map(|at| self.numbers.value(at)).collect();
        numbers.sort_unstable();
        (!numbers.is_empty()).then_some(numbers)
    }
}
