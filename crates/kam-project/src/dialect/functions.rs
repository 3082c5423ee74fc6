//! Functions that are refused, and those that give whole numbers.

use super::{Refusal, arguments, is_whole as is_whole_expr, refusal};
use sqlparser::ast::{Function, FunctionArgumentClause, FunctionArguments, WindowType};

/// Functions that read the clock.
const CLOCK: [&str; 11] = [
    "now",
    "today",
    "current_date",
    "current_time",
    "current_timestamp",
    "localtime",
    "localtimestamp",
    "get_current_timestamp",
    "get_current_time",
    "transaction_timestamp",
    "clock_timestamp",
];
/// Functions that throw dice.
const CHANCE: [&str; 6] = ["random", "rand", "uuid", "gen_random_uuid", "uuidv4", "uuidv7"];
/// Aggregates whose result hangs on the order of rows.
const ORDERED: [&str; 8] = ["array_agg", "string_agg", "listagg", "list", "first", "last", "first_value", "last_value"];
/// Window functions that mean nothing without an order.
const RANKS: [&str; 9] =
    ["row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile", "lag", "lead", "nth_value"];
/// Functions that count something.
const COUNTS: [&str; 15] = [
    "count",
    "count_if",
    "row_number",
    "rank",
    "dense_rank",
    "ntile",
    "length",
    "char_length",
    "days_between",
    "weekdays_between",
    "minutes_between",
    "business_minutes_between",
    "key64",
    "date_part",
    "sign",
];
/// Functions that return one of their arguments, or add them up.
const PASSING: [&str; 8] = ["sum", "min", "max", "coalesce", "nullif", "greatest", "least", "abs"];

/// Says why a function is refused, if it is; the last rules hold only where SQL must be portable.
pub(super) fn refused(function: &Function, portable: bool) -> Option<Refusal> {
    let name = name(function);
    let word = name.as_str();
    if CLOCK.contains(&word) {
        let detail = "A run must give the same result tomorrow, so SQL does not see the clock.";
        let hint = "read the quarter from `run.quarters`: `quarter_end`, `as_of`, `known_at`";
        return Some(refusal(format!("`{word}` is not allowed"), detail, hint));
    }
    if CHANCE.contains(&word) {
        let detail = "Two runs over the same rows must give the same result.";
        return Some(refusal(
            format!("`{word}` is not allowed"),
            detail,
            "derive it from a key, for example with `key64(source_system, source_key)`",
        ));
    }
    if portable { unportable(function, word) } else { None }
}

fn unportable(function: &Function, word: &str) -> Option<Refusal> {
    let single = arguments(function).is_some_and(|arguments| arguments.len() == 1);
    if word == "avg" || (word == "mean" && single) {
        let detail = "The average of decimals has another type and other digits in each engine.";
        return Some(refusal(format!("`{word}` is not allowed here"), detail, "write `mean(sum(x), count(x))`"));
    }
    if word.starts_with("approx_") {
        let detail = "An approximation differs between engines, and from run to run.";
        return Some(refusal(
            format!("`{word}` is not allowed here"),
            detail,
            "count or sort exactly, after aggregating first",
        ));
    }
    if word == "try_cast" {
        let detail = "A value that does not fit would become NULL, and nobody would know.";
        return Some(refusal("`try_cast` is not allowed here", detail, "type the column where it enters"));
    }
    if ORDERED.contains(&word) && !is_ordered(function) {
        let detail = "Its result would depend on how the engine read the rows.";
        let hint = match &function.over {
            Some(_) => "add `order by` to `over (…)`, ending in a unique key".to_string(),
            None => format!("write `{word}(x order by …)`, ending in a unique key"),
        };
        return Some(refusal(format!("`{word}` without `order by`"), detail, hint));
    }
    if RANKS.contains(&word) && !is_ordered(function) {
        let detail = "Its result would depend on how the engine read the rows.";
        let hint = "add `order by` to `over (…)`, ending in a unique key";
        return Some(refusal(format!("`{word}` without `order by`"), detail, hint));
    }
    None
}

/// Whether a function returns a whole number whatever the columns hold.
pub(super) fn is_whole(function: &Function) -> bool {
    let name = name(function);
    if COUNTS.contains(&name.as_str()) {
        return true;
    }
    let plain = arguments(function).unwrap_or_default();
    PASSING.contains(&name.as_str()) && !plain.is_empty() && plain.into_iter().all(is_whole_expr)
}

fn name(function: &Function) -> String {
    function.name.to_string().to_lowercase()
}

/// Whether rows reach the function in a stated order; a named window is taken to have one.
fn is_ordered(function: &Function) -> bool {
    let inside = match &function.args {
        FunctionArguments::List(list) => {
            list.clauses.iter().any(|clause| matches!(clause, FunctionArgumentClause::OrderBy(_)))
        }
        _ => false,
    };
    let over = match &function.over {
        Some(WindowType::WindowSpec(window)) => !window.order_by.is_empty() || window.window_name.is_some(),
        Some(WindowType::NamedWindow(_)) => true,
        None => false,
    };
    inside || over || !function.within_group.is_empty()
}
