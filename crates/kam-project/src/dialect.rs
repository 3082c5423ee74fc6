//! The SQL both engines read alike, and what is refused because they do not.
//!
//! DataFusion and DuckDB differ silently in division, averages, casts and rounding, and anything that depends
//! on the clock, on chance or on the order of rows makes two runs differ.

mod functions;

use crate::model::Kind;
use crate::name::Layer;
use crate::problem::Problem;
use crate::sql::Parsed;
use sqlparser::ast::{
    BinaryOperator, CastKind, DataType, Expr, Function, Query, Select, Spanned, Statement, TableFactor, UnaryOperator,
    Value, Visit, Visitor,
};
use std::ops::{ControlFlow, Range};

/// Refuses what a SQL file may not hold: everywhere the clock and chance, and between entities and reports also
/// what the two engines compute differently.
pub(crate) fn check(parsed: &Parsed<'_>, kind: Kind, problems: &mut Vec<Problem>) {
    let Statement::Query(query) = &parsed.statement else {
        let message = "the file does not hold a `select`";
        let problem = parsed.problem(parsed.place(), message);
        problems.push(problem.with_hint("kam writes the tables; a model only says which rows they hold"));
        return;
    };
    let portable = matches!(kind, Kind::Model(Layer::Conformed | Layer::Marts | Layer::Checks));
    let mut eye = Eye { parsed, portable, found: Vec::new() };
    let _ = query.visit(&mut eye);
    problems.append(&mut eye.found);
}

/// What is wrong with an expression: message, detail and hint.
pub(crate) struct Refusal {
    message: String,
    detail: &'static str,
    hint: String,
}

/// States a refusal.
fn refusal(message: impl Into<String>, detail: &'static str, hint: impl Into<String>) -> Refusal {
    Refusal { message: message.into(), detail, hint: hint.into() }
}

/// Functions that may stand where a table stands: they make rows of values.
const TABLE_FUNCTIONS: [&str; 3] = ["unnest", "generate_series", "range"];

struct Eye<'a> {
    parsed: &'a Parsed<'a>,
    portable: bool,
    found: Vec<Problem>,
}

impl Visitor for Eye<'_> {
    type Break = ();

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
        let refused = match expr {
            Expr::Function(function) => functions::refused(function, self.portable),
            Expr::IsDistinctFrom(left, right) => distinct_from("is distinct from", left, right),
            Expr::IsNotDistinctFrom(left, right) => distinct_from("is not distinct from", left, right),
            Expr::BinaryOp { op, .. } if self.portable => division(op),
            Expr::Cast { kind, expr, data_type, .. } if self.portable => cast(kind, expr, data_type),
            _ => None,
        };
        if let Some(refused) = refused {
            self.push(self.place(expr), refused);
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        if let (Some(limit), None, true) = (&query.limit_clause, &query.order_by, self.portable) {
            let detail = "Which rows remain would depend on how the engine read them.";
            let refused = refusal("`limit` without `order by`", detail, "order by something that ends in a unique key");
            self.push(self.parsed.range(limit.span()), refused);
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_table_factor(&mut self, factor: &TableFactor) -> ControlFlow<()> {
        if let TableFactor::Table { name, args: Some(_), .. } | TableFactor::Function { name, .. } = factor
            && !TABLE_FUNCTIONS.contains(&name.to_string().to_lowercase().as_str())
        {
            let detail = "Rows come from the tables of the project, so that each of them is known to have been read.";
            let hint = "read a table by its layer and name";
            self.push(
                self.parsed.range(name.span()),
                refusal(format!("`{name}` is not allowed in `from`"), detail, hint),
            );
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_select(&mut self, select: &Select) -> ControlFlow<()> {
        if let Some(into) = &select.into {
            let hint = "kam writes the tables; a model only says which rows they hold";
            self.push(
                self.parsed.range(into.name.span()),
                refusal("`select into` writes a table", "A model reads only.", hint),
            );
        }
        ControlFlow::Continue(())
    }
}

impl Eye<'_> {
    fn push(&mut self, span: Option<Range<usize>>, refused: Refusal) {
        let problem = self.parsed.problem(span, refused.message);
        self.found.push(problem.with_detail(refused.detail).with_hint(refused.hint));
    }

    /// The whole expression with its brackets, which the parser leaves out of what it calls a span.
    fn place(&self, expr: &Expr) -> Option<Range<usize>> {
        let range = self.parsed.range(expr.span())?;
        let text = &self.parsed.file.text;
        match expr {
            Expr::Function(_) => Some(range.start..called(text, &range)),
            Expr::Cast { kind: CastKind::DoubleColon, data_type, .. } => {
                let end = text[range.end..].find("::").map_or(range.end, |at| range.end + at + 2);
                Some(range.start..(end + data_type.to_string().len()).min(text.len()))
            }
            Expr::Cast { .. } => {
                let start = text[..range.start].to_lowercase().rfind("cast").unwrap_or(range.start);
                Some(start..closed(text, &(start..range.end)))
            }
            _ => Some(opened(text, &range)..closed(text, &range)),
        }
    }
}

/// Where the call of a function ends whose name, and perhaps arguments, a range holds.
fn called(text: &str, range: &Range<usize>) -> usize {
    let bare = !text[range.clone()].contains('(') && text[range.end..].starts_with('(');
    closed(text, &(range.start..range.end + usize::from(bare)))
}

/// Where the brackets open that a range closes without having opened them.
fn opened(text: &str, range: &Range<usize>) -> usize {
    let (excess, _) = unmatched(&text[range.clone()]);
    text[..range.start].rmatch_indices('(').take(excess).last().map_or(range.start, |(at, _)| at)
}

/// Where the brackets that are open at the end of a range close.
fn closed(text: &str, range: &Range<usize>) -> usize {
    let (_, mut open) = unmatched(&text[range.clone()]);
    if open == 0 {
        return range.end;
    }
    for (at, letter) in text[range.end..].char_indices() {
        match letter {
            '(' => open += 1,
            ')' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return range.end + at + 1;
        }
    }
    range.end
}

/// How many brackets a text closes without opening, and opens without closing.
fn unmatched(text: &str) -> (usize, usize) {
    text.chars().fold((0, 0), |(closes, opens), letter| match letter {
        '(' => (closes, opens + 1),
        ')' if opens > 0 => (closes, opens - 1),
        ')' => (closes + 1, opens),
        _ => (closes, opens),
    })
}

fn division(op: &BinaryOperator) -> Option<Refusal> {
    let sign = match op {
        BinaryOperator::Divide => "/",
        BinaryOperator::DuckIntegerDivide => "//",
        BinaryOperator::MyIntegerDivide => "div",
        _ => return None,
    };
    let detail = "Engines divide integers and decimals differently, and fail differently on zero.";
    let hint = "write `ratio(a, b)`: decimal(18,6), half-even, NULL where `b` is 0";
    Some(refusal(format!("`{sign}` is not allowed here"), detail, hint))
}

/// Refuses what the parser reads into a comparison that other engines end earlier: all up to the next bracket.
fn distinct_from(words: &str, left: &Expr, right: &Expr) -> Option<Refusal> {
    if is_operand(right) {
        return None;
    }
    let detail = "All that follows, up to a closing bracket, would be read as the one value to compare with; other engines end it \
                  at `and`, `or` or the next comparison.";
    let hint = format!("put the comparison into brackets: `({left} {words} …) …`");
    Some(refusal(format!("`{words}` without brackets around it"), detail, hint))
}

/// Whether an expression binds closer than `is`, so that no engine ends it earlier than another.
fn is_operand(expr: &Expr) -> bool {
    use BinaryOperator::{Divide, Minus, Modulo, Multiply, Plus, StringConcat};
    match expr {
        Expr::BinaryOp { left, op, right } => {
            matches!(op, Plus | Minus | Multiply | Divide | Modulo | StringConcat)
                && is_operand(left)
                && is_operand(right)
        }
        Expr::UnaryOp { op, expr } => matches!(op, UnaryOperator::Plus | UnaryOperator::Minus) && is_operand(expr),
        Expr::Identifier(_)
        | Expr::CompoundIdentifier(_)
        | Expr::Value(_)
        | Expr::TypedString(_)
        | Expr::Nested(_)
        | Expr::Subquery(_)
        | Expr::Function(_)
        | Expr::Case { .. }
        | Expr::Cast { .. }
        | Expr::Extract { .. }
        | Expr::Ceil { .. }
        | Expr::Floor { .. }
        | Expr::Position { .. }
        | Expr::Substring { .. }
        | Expr::Trim { .. }
        | Expr::Interval(_) => true,
        _ => false,
    }
}

fn cast(kind: &CastKind, expr: &Expr, to: &DataType) -> Option<Refusal> {
    if matches!(kind, CastKind::TryCast | CastKind::SafeCast) {
        let detail = "A value that does not fit would become NULL, and nobody would know.";
        return Some(refusal(
            "`try_cast` is not allowed here",
            detail,
            "type the column where it enters: extract, staging or given",
        ));
    }
    if is_float(to) {
        let detail = "Sums of floats depend on the order of rows, so two runs would differ in the last digits.";
        let hint = "cast to a decimal, for example `decimal(18, 4)`";
        return Some(refusal(
            format!("a cast to `{}` is not allowed here", to.to_string().to_lowercase()),
            detail,
            hint,
        ));
    }
    if is_integer_type(to) && !is_whole(expr) {
        let detail =
            "One engine rounds a fraction and the other cuts it off; that this is a whole number cannot be seen here.";
        let hint = "declare the column `bigint` where it enters (extract, entity or given), or keep it a decimal";
        return Some(refusal(
            format!("a cast to `{}` is not allowed here", to.to_string().to_lowercase()),
            detail,
            hint,
        ));
    }
    None
}

fn is_float(to: &DataType) -> bool {
    let name = to.to_string().to_lowercase();
    ["float", "double", "real"].iter().any(|float| name.starts_with(float))
}

fn is_integer_type(to: &DataType) -> bool {
    let name = to.to_string().to_lowercase();
    let word = name.split(['(', ' ']).next().unwrap_or_default();
    ["int", "integer", "bigint", "smallint", "tinyint", "hugeint", "int2", "int4", "int8", "int16", "int32", "int64"]
        .contains(&word)
}

/// Endings that say a column holds a whole number.
const WHOLE: [&str; 5] = ["_count", "_id", "_number", "_rank", "_days"];

/// Whether an expression looks like a whole number: counts, ranks, whole literals, and columns named so.
fn is_whole(expr: &Expr) -> bool {
    match expr {
        Expr::Value(value) => match &value.value {
            Value::Number(digits, _) => !digits.contains(['.', 'e', 'E']),
            Value::Null | Value::Boolean(_) => true,
            _ => false,
        },
        Expr::Nested(inner) => is_whole(inner),
        Expr::UnaryOp { op: UnaryOperator::Minus | UnaryOperator::Plus, expr } => is_whole(expr),
        Expr::BinaryOp { left, op, right } => {
            use BinaryOperator::{Minus, Modulo, Multiply, Plus};
            matches!(op, Plus | Minus | Multiply | Modulo) && is_whole(left) && is_whole(right)
        }
        Expr::Case { conditions, else_result, .. } => {
            conditions.iter().all(|when| is_whole(&when.result)) && else_result.iter().all(|result| is_whole(result))
        }
        Expr::Cast { data_type, .. } => is_integer_type(data_type),
        Expr::Extract { .. } => true,
        Expr::Identifier(name) => WHOLE.iter().any(|ending| name.value.ends_with(ending)),
        Expr::CompoundIdentifier(names) => {
            names.last().is_some_and(|name| WHOLE.iter().any(|ending| name.value.ends_with(ending)))
        }
        Expr::Function(function) => functions::is_whole(function),
        _ => false,
    }
}

/// The plain arguments of a function; none if it has others.
fn arguments(function: &Function) -> Option<Vec<&Expr>> {
    use sqlparser::ast::{FunctionArg, FunctionArgExpr, FunctionArguments};
    let FunctionArguments::List(list) = &function.args else { return Some(Vec::new()) };
    let plain = list.args.iter().map(|argument| match argument {
        FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) => Some(expr),
        _ => None,
    });
    plain.collect()
}
