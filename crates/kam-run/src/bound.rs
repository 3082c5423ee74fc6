//! Which queries of a report per customer belong to one customer each, and which every page may show.
//!
//! A query with a column `customer_id` is *bound*: a page sees only the rows of its own customer. One without is
//! *shared* by all pages, and may read only tables in which no customer has a row: what ran, and what was given about
//! the company as a whole.

use arrow::datatypes::{DataType, SchemaRef};
use kam_project::report::{CUSTOMER_ID, CUSTOMER_NAME, GETS_PAGE};
use kam_project::{FanOut, Given, Layer, Model, Problem, Project, Report, TableName};
use std::collections::{BTreeMap, BTreeSet};

/// Columns of given tables that name a customer.
const NAMES_OF_A_CUSTOMER: [&str; 3] = [CUSTOMER_ID, "source_key", "account_key"];

/// The run's tables whose messages quote rows of whoever they are about.
const QUOTING: [&str; 2] = ["runs", "steps"];

/// The bound queries of a report beside the one that lists its customers, and what is wrong with any.
pub(crate) fn of(
    project: &Project,
    report: &Report,
    fan_out: &FanOut,
    columns: &BTreeMap<&str, SchemaRef>,
) -> (BTreeSet<String>, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut bound = BTreeSet::new();
    for (name, query) in &report.queries {
        let Some(columns) = columns.get(name.as_str()) else { continue };
        if *name == fan_out.accounts {
            problems.extend(accounts(query, columns));
        } else if columns.field_with_name(CUSTOMER_ID).is_ok() {
            problems.extend(key(query, columns));
            bound.insert(name.clone());
        } else {
            problems.extend(query.reads.iter().filter_map(|read| shared(project, query, read)));
        }
    }
    (bound, problems)
}

/// The query that lists who gets a page.
fn accounts(query: &Model, columns: &SchemaRef) -> Vec<Problem> {
    let mut problems = Vec::new();
    let wanted = [(CUSTOMER_ID, "bigint"), (CUSTOMER_NAME, "text")];
    for (column, kind) in wanted.into_iter().filter(|(column, _)| columns.field_with_name(column).is_err()) {
        let message = format!("the query that lists who gets a page lacks the column `{column}`");
        problems
            .push(Problem::new(&query.file, message).with_hint(format!("add it to the select list, of type {kind}")));
    }
    if columns.field_with_name(CUSTOMER_ID).is_ok() {
        problems.extend(key(query, columns));
    }
    if columns.field_with_name(GETS_PAGE).is_ok_and(|field| *field.data_type() != DataType::Boolean) {
        let problem = Problem::new(&query.file, format!("`{GETS_PAGE}` is not boolean"));
        problems.push(problem.with_hint("false where a customer gets a page only when asked for"));
    }
    problems
}

/// What a query needs to be cut by customer as its rows arrive.
fn key(query: &Model, columns: &SchemaRef) -> Vec<Problem> {
    let mut problems = Vec::new();
    if columns.field_with_name(CUSTOMER_ID).is_ok_and(|field| *field.data_type() != DataType::Int64) {
        let problem = Problem::new(&query.file, format!("`{CUSTOMER_ID}` is not bigint"));
        problems.push(problem.with_hint(format!("take the `{CUSTOMER_ID}` of a mart as it is")));
    }
    if query.ordered_by.as_deref() != Some(CUSTOMER_ID) {
        let message = format!("a query with a `{CUSTOMER_ID}` must order by it first");
        let detail = "Its rows are cut by customer as they arrive, so that they need not all be held.";
        let hint = format!("end it with `order by {CUSTOMER_ID}, …`");
        problems.push(Problem::new(&query.file, message).with_detail(detail).with_hint(hint));
    }
    problems
}

/// What keeps a query that is nobody's from reading a table.
fn shared(project: &Project, query: &Model, read: &TableName) -> Option<Problem> {
    let detail = match read.layer {
        Layer::Run if QUOTING.contains(&read.name.as_str()) => {
            format!("The messages in `{read}` quote rows, whoever they belong to.")
        }
        Layer::Run => return None,
        Layer::Given => {
            let column = project.given.get(read).and_then(named_customer)?;
            format!("`{read}` has a column `{column}`: its rows belong to a customer each.")
        }
        _ => format!("Without `{CUSTOMER_ID}` its rows stand on every page, and `{read}` holds rows of all customers."),
    };
    let message = format!("a query that every customer's page shares may not read `{read}`");
    let hint = format!("add `{CUSTOMER_ID}` to the select list and order by it first");
    Some(Problem::new(&query.file, message).with_detail(detail).with_hint(hint))
}

fn named_customer(given: &Given) -> Option<&'static str> {
    let has = |name: &&str| given.columns.iter().any(|column| column.name == **name);
    NAMES_OF_A_CUSTOMER.into_iter().find(has)
}
