//! The tables a SQL file reads, found by parsing it.

use crate::name::{Layer, TableName};
use crate::problem::Problem;
use crate::sql::Parsed;
use crate::suggest;
use sqlparser::ast::{ObjectName, Query, Spanned, TableFactor, Visit, Visitor};
use std::collections::BTreeSet;
use std::ops::{ControlFlow, Range};

/// A table named in a SQL file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reference {
    pub(crate) table: TableName,
    pub(crate) span: Option<Range<usize>>,
}

/// A name that is neither a table nor a CTE, where it stands, and the CTE nearest to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unnamed {
    pub(crate) name: String,
    pub(crate) span: Option<Range<usize>>,
    pub(crate) near: Option<String>,
}

/// Finds every table a file reads; its own CTEs and table functions are none.
pub(crate) fn references(parsed: &Parsed<'_>, problems: &mut Vec<Problem>) -> (Vec<Reference>, Vec<Unnamed>) {
    let mut names = Names::default();
    let _ = parsed.statement.visit(&mut names);
    let (mut references, mut unnamed) = (Vec::new(), Vec::new());
    for name in &names.tables {
        let parts: Vec<String> = name.0.iter().map(part).collect();
        let span = parsed.range(name.span());
        match parts.as_slice() {
            [one] if names.ctes.contains(&one.to_lowercase()) => {}
            [layer, table] => match layer.parse::<Layer>() {
                Ok(layer) => references.push(Reference { table: TableName::new(layer, table), span }),
                Err(_) => problems.push(unknown_layer(parsed, span, layer, table)),
            },
            _ => {
                let name = parts.join(".");
                let near = suggest::nearest(&name, names.ctes.iter().map(String::as_str)).map(Into::into);
                unnamed.push(Unnamed { name, span, near });
            }
        }
    }
    (references, unnamed)
}

#[derive(Default)]
struct Names {
    tables: Vec<ObjectName>,
    ctes: BTreeSet<String>,
}

impl Visitor for Names {
    type Break = ();

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        let ctes = query.with.iter().flat_map(|with| &with.cte_tables);
        self.ctes.extend(ctes.map(|cte| cte.alias.name.value.to_lowercase()));
        ControlFlow::Continue(())
    }

    fn pre_visit_table_factor(&mut self, factor: &TableFactor) -> ControlFlow<()> {
        if let TableFactor::Table { name, args: None, .. } = factor {
            self.tables.push(name.clone());
        }
        ControlFlow::Continue(())
    }
}

/// A part of a name as SQL understands it: unquoted letters are lower case.
fn part(part: &sqlparser::ast::ObjectNamePart) -> String {
    match part.as_ident() {
        Some(ident) if ident.quote_style.is_some() => ident.value.clone(),
        Some(ident) => ident.value.to_lowercase(),
        None => part.to_string(),
    }
}

fn unknown_layer(parsed: &Parsed<'_>, span: Option<Range<usize>>, layer: &str, table: &str) -> Problem {
    let known = Layer::ALL.map(Layer::as_str);
    let hint = match suggest::nearest(layer, known) {
        Some(near) => format!("did you mean `{near}.{table}`?"),
        None => format!("the layers are {}", suggest::listed(&known)),
    };
    parsed.problem(span, format!("there is no layer `{layer}`")).with_hint(hint)
}
