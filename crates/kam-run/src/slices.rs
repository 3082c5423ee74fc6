//! Cuts the rows of queries by customer, as they arrive.
//!
//! Every query comes sorted by customer, so the rows of one account are the next of each. Nothing is held but what has
//! arrived and the account at hand. Whether each row is on the right page is checked by whoever lays out the page.

use crate::cells;
use crate::error::{Error, Result};
use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::Int64Type;
use kam_project::report::{CUSTOMER_ID, GETS_PAGE};
use kam_report::{Account, Cell, Row, Rows};
use std::collections::BTreeMap;

/// One account, with its rows of every bound query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Slice {
    pub account: Account,
    pub rows: BTreeMap<String, Rows>,
}

/// Which accounts are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// Those that get a page in a run.
    Listed,
    /// This one, whether or not it gets a page.
    Only(i64),
}

/// The queries of a report, cut by customer.
pub(crate) struct Slicer {
    accounts: Arriving,
    queries: Vec<Arriving>,
    wanted: Wanted,
    #[cfg(test)]
    planted: Option<fn(&mut Slice)>,
}

/// A query's rows as they arrive.
struct Arriving {
    report: String,
    query: String,
    rows: Option<kam_lake::Rows>,
    batch: Option<RecordBatch>,
    at: usize,
    /// Whose row came last.
    last: i64,
}

impl Slicer {
    /// Cuts these rows, by query; those of `accounts` say for whom.
    pub(crate) fn over(
        report: &str,
        accounts: &str,
        mut streams: BTreeMap<String, kam_lake::Rows>,
        wanted: Wanted,
    ) -> Self {
        let listing = streams.remove(accounts);
        let arriving = |query: &str, rows: Option<kam_lake::Rows>| Arriving {
            report: report.to_owned(),
            query: query.to_owned(),
            rows,
            batch: None,
            at: 0,
            last: i64::MIN,
        };
        Self {
            accounts: arriving(accounts, listing),
            queries: streams.into_iter().map(|(query, rows)| arriving(&query, Some(rows))).collect(),
            wanted,
            #[cfg(test)]
            planted: None,
        }
    }

    /// Changes each slice after it was cut, to see whether that is noticed.
    #[cfg(test)]
    pub(crate) fn planting(mut self, planted: Option<fn(&mut Slice)>) -> Self {
        self.planted = planted;
        self
    }

    /// The next account that is wanted, none after the last.
    pub(crate) async fn next(&mut self) -> Result<Option<Slice>> {
        while let Some(id) = self.accounts.owner().await? {
            let row = self.accounts.take();
            if self.accounts.owner().await? == Some(id) {
                return Err(self.accounts.refused(format!("returns customer {id} more than once")));
            }
            if self.wants(id, row.as_ref()) {
                let account = Account { id, row: row.unwrap_or_default() };
                return self.cut(account).await.map(Some);
            }
        }
        Ok(None)
    }

    fn wants(&self, id: i64, row: Option<&Row>) -> bool {
        match self.wanted {
            Wanted::Only(only) => id == only,
            Wanted::Listed => row.is_some_and(|row| row.get(GETS_PAGE) != Some(&Cell::Boolean(false))),
        }
    }

    async fn cut(&mut self, account: Account) -> Result<Slice> {
        let mut slice = Slice { rows: BTreeMap::new(), account };
        for query in &mut self.queries {
            let rows = query.rows_of(slice.account.id).await?;
            slice.rows.insert(query.query.clone(), rows);
        }
        #[cfg(test)]
        if let Some(plant) = self.planted {
            plant(&mut slice);
        }
        Ok(slice)
    }
}

impl Arriving {
    /// The rows of a customer; those of customers before are let go: they have no page.
    async fn rows_of(&mut self, customer: i64) -> Result<Rows> {
        let mut rows = Vec::new();
        while let Some(owner) = self.owner().await? {
            match owner.cmp(&customer) {
                std::cmp::Ordering::Greater => break,
                std::cmp::Ordering::Equal => rows.extend(self.take()),
                std::cmp::Ordering::Less => self.at += 1,
            }
        }
        Ok(rows)
    }

    /// Whose row is next, none after the last.
    async fn owner(&mut self) -> Result<Option<i64>> {
        while self.batch.as_ref().is_none_or(|batch| self.at >= batch.num_rows()) {
            let Some(rows) = &mut self.rows else { return Ok(None) };
            match rows.next_rows().await? {
                Some(batch) => (self.batch, self.at) = (Some(batch), 0),
                None => (self.batch, self.rows) = (None, None),
            }
        }
        let owner = self.batch.as_ref().and_then(|batch| owner(batch, self.at));
        let Some(owner) = owner else {
            return Err(self.refused(format!("returns a row whose `{CUSTOMER_ID}` is unknown")));
        };
        if owner < self.last {
            return Err(self.refused(format!("is not in the order of `{CUSTOMER_ID}`: {owner} after {}", self.last)));
        }
        self.last = owner;
        Ok(Some(owner))
    }

    /// The row that is next.
    fn take(&mut self) -> Option<Row> {
        let row = self.batch.as_ref().map(|batch| cells::row(batch, self.at));
        self.at += 1;
        row
    }

    fn refused(&self, detail: String) -> Error {
        Error::Slice { report: self.report.clone(), query: self.query.clone(), detail }
    }
}

fn owner(batch: &RecordBatch, at: usize) -> Option<i64> {
    let column = batch.column_by_name(CUSTOMER_ID)?.as_primitive_opt::<Int64Type>()?;
    (!column.is_null(at)).then(|| column.value(at))
}

#[cfg(test)]
mod tests;
