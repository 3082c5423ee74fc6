//! Our SQL functions, one file each. DuckDB has a macro of the same name and result for every one.

mod days_between;
mod key64;
mod ratio;

use datafusion::logical_expr::ScalarUDF;
use datafusion::prelude::SessionContext;

/// Makes our functions known to a session.
pub(crate) fn register(context: &SessionContext) {
    context.register_udf(ScalarUDF::from(ratio::Ratio::named("ratio")));
    context.register_udf(ScalarUDF::from(ratio::Ratio::named("mean")));
    context.register_udf(ScalarUDF::from(key64::Key64::default()));
    context.register_udf(ScalarUDF::from(days_between::DaysBetween::default()));
}
