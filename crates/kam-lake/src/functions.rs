//! Our SQL functions, one file each. DuckDB has a macro of the same name and result for every one but
//! `simplify_text`, which is given to it from Python, and `trim`, which is its own.

mod business_minutes_between;
mod days_between;
mod exact;
mod instants;
mod is_uscc;
mod jaro_winkler;
mod key64;
mod local_date;
mod logistic;
mod median_of;
mod minutes_between;
mod number_lists;
mod quantile_of;
mod ratio;
mod simplify_text;
mod texts;
mod trim;
mod weekdays_between;

use datafusion::logical_expr::ScalarUDF;
use datafusion::prelude::SessionContext;
use median_of::{MedianOf, Middle};

/// Makes our functions known to a session.
pub(crate) fn register(context: &SessionContext) {
    for function in [
        ScalarUDF::from(ratio::Ratio::named("ratio")),
        ScalarUDF::from(ratio::Ratio::named("mean")),
        ScalarUDF::from(key64::Key64::default()),
        ScalarUDF::from(days_between::DaysBetween::default()),
        ScalarUDF::from(weekdays_between::WeekdaysBetween::default()),
        ScalarUDF::from(minutes_between::MinutesBetween::default()),
        ScalarUDF::from(business_minutes_between::BusinessMinutesBetween::default()),
        ScalarUDF::from(local_date::LocalDate::default()),
        ScalarUDF::from(MedianOf::middle(Middle::OfNumbers)),
        ScalarUDF::from(MedianOf::middle(Middle::OfDistances)),
        ScalarUDF::from(quantile_of::QuantileOf::default()),
        ScalarUDF::from(logistic::Logistic::default()),
        ScalarUDF::from(jaro_winkler::JaroWinkler::default()),
        ScalarUDF::from(simplify_text::SimplifyText::default()),
        ScalarUDF::from(is_uscc::IsUscc::default()),
        ScalarUDF::from(trim::Trim::default()),
    ] {
        context.register_udf(function);
    }
}
