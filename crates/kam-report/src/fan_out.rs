//! One page per account, and the proof that nobody else's rows are on it.
//!
//! Whoever cuts a query's rows by account does so elsewhere. What is handed over here is looked at row by row, so
//! that a mistake there ends the run instead of showing one customer another's figures.

use crate::error::Error;
use crate::rows::{self, Cell, Row, Rows};
use kam_project::report::{CUSTOMER_ID, CUSTOMER_NAME};
use std::collections::BTreeMap;
use tera::Value;

/// The account a page is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its key.
    pub id: i64,
    /// Its row of the query that lists who gets a page; the page sees it as `account`.
    pub row: Row,
}

/// The rows that every account's page sees, made ready once.
#[derive(Debug, Clone, Default)]
pub struct EveryPage {
    values: BTreeMap<String, Value>,
}

impl Account {
    /// What it is called, as far as its row says.
    fn name(&self) -> String {
        match self.row.get(CUSTOMER_NAME) {
            Some(Cell::Text(name)) => name.clone(),
            _ => String::new(),
        }
    }

    /// Refuses every row that is not this account's: its own row first, then all of every query's.
    pub(crate) fn owns(&self, bound: &BTreeMap<String, Rows>) -> Result<(), Error> {
        self.owns_row("accounts", &self.row)?;
        for (query, rows) in bound {
            rows.iter().try_for_each(|row| self.owns_row(query, row))?;
        }
        Ok(())
    }

    fn owns_row(&self, query: &str, row: &Row) -> Result<(), Error> {
        let owner = match row.get(CUSTOMER_ID) {
            Some(Cell::Integer(id)) if *id == self.id => return Ok(()),
            Some(Cell::Integer(id)) => format!("customer {id}"),
            _ => "nobody".to_owned(),
        };
        Err(Error::ForeignRow { query: query.to_owned(), owner, page: self.id, name: self.name() })
    }
}

impl EveryPage {
    /// Takes the rows of the queries that are no account's; refuses one whose rows say whose they are.
    pub fn of(datasets: BTreeMap<String, Rows>) -> Result<Self, Error> {
        let told = datasets.iter().find(|(_, rows)| rows.iter().any(|row| row.contains_key(CUSTOMER_ID)));
        if let Some((query, _)) = told {
            return Err(Error::SharedRow { query: query.clone() });
        }
        let values = datasets.into_iter().map(|(name, rows)| (name, rows::to_value(rows)));
        Ok(Self { values: values.collect() })
    }

    /// The datasets as templates see them.
    pub(crate) fn values(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.values.iter()
    }
}
