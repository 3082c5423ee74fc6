//! What a commit will change, while nobody sees it yet.

use crate::delta::{DataFile, TableState, single_quarter};
use crate::error::Result;
use crate::head::Head;
use crate::write::{NewFiles, grain_error};
use arrow::datatypes::{Field, Schema, SchemaRef};
use deltalake::kernel::Add;
use kam_project::TableName;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Which committed rows the new ones take the place of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replace {
    /// None: the new rows are added.
    Nothing,
    /// All of them.
    All,
    /// Those of some quarters.
    Quarters(BTreeSet<String>),
}

/// Where new rows go: which table, sorted and unique by which columns, in place of which rows.
#[derive(Debug, Clone)]
pub struct Destination<'a> {
    /// The table.
    pub table: &'a TableName,
    /// The columns that identify a row, none where rows have no identity.
    pub grain: &'a [String],
    /// What they take the place of.
    pub replace: Replace,
}

impl<'a> Destination<'a> {
    /// The end of a table whose rows are never replaced.
    pub fn end_of(table: &'a TableName) -> Self {
        Self { table, grain: &[], replace: Replace::Nothing }
    }
}

/// The changes of one commit, table by table.
#[derive(Debug, Clone, Default)]
pub struct Staged {
    pub(crate) changes: BTreeMap<TableName, Change>,
    /// Pages by name; none is one that goes.
    reports: BTreeMap<String, Option<String>>,
}

/// The change of one table.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    pub schema: SchemaRef,
    pub base: Option<TableState>,
    pub removed: Vec<DataFile>,
    pub added: Vec<Add>,
    /// Whether the new rows join the old, whose files may lack newer columns.
    appends: bool,
    /// Whether the rows stay what they were, and only lie in other files.
    pub keeps_rows: bool,
}

impl Staged {
    /// Whether there is nothing to commit.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// How many tables will change.
    pub fn len(&self) -> usize {
        self.changes.len()
    }

    /// How many rows a table will gain.
    pub fn new_rows(&self, table: &TableName) -> u64 {
        let added = self.changes.get(table).map(|change| change.added.iter());
        added.into_iter().flatten().map(|add| data_file(add).rows).sum()
    }

    /// Takes in the changes of other tables.
    pub fn join(&mut self, other: Self) {
        self.changes.extend(other.changes);
        self.reports.extend(other.reports);
    }

    /// Names the object below the lake that holds a page, `2026Q3/en/index.html`.
    pub fn set_page(&mut self, page: &str, path: String) {
        self.reports.insert(page.to_owned(), Some(path));
    }

    /// Takes a page out, or a folder of pages, `2026Q3/en/accounts/`.
    pub fn drop_page(&mut self, page: &str) {
        self.reports.insert(page.to_owned(), None);
    }

    /// The pages there will be once this is committed.
    pub fn reports_over(&self, head: &Head) -> BTreeMap<String, String> {
        let mut reports = head.reports.clone();
        for (page, path) in &self.reports {
            match path {
                Some(path) => reports.insert(page.clone(), path.clone()),
                None => reports.remove(page),
            };
        }
        reports
    }

    pub(crate) fn put(&mut self, table: &TableName, base: Option<TableState>, replace: &Replace, new: NewFiles) {
        let removed = base.iter().flat_map(|base| &base.files).filter(|file| match replace {
            Replace::Nothing => false,
            Replace::All => true,
            Replace::Quarters(quarters) =>
            // A file that belongs to no quarter was written when the table had none.
            {
                file.quarter.as_ref().is_none_or(|quarter| quarters.contains(quarter))
            }
        });
        let removed = removed.cloned().collect();
        let appends = *replace == Replace::Nothing;
        match self.changes.get_mut(table) {
            Some(change) if appends => change.append(new),
            _ => {
                let change = Change { schema: new.schema, base, removed, added: new.files, appends, keeps_rows: false };
                self.changes.insert(table.clone(), change);
            }
        }
    }

    /// Puts files in the place of others that hold the same rows.
    pub(crate) fn lay_out(&mut self, table: &TableName, base: TableState, removed: Vec<DataFile>, added: Vec<Add>) {
        let schema = Arc::clone(&base.schema);
        let change = Change { schema, base: Some(base), removed, added, appends: false, keeps_rows: true };
        self.changes.insert(table.clone(), change);
    }

    /// A table as it will be: committed files, minus the replaced, plus the new.
    pub fn table(&self, table: &TableName) -> Option<TableState> {
        self.changes.get(table).map(Change::state)
    }
}

/// Refuses new rows of quarters that are not being replaced: the old ones would stay beside them.
pub(crate) fn only_replaced_quarters(table: &TableName, replace: &Replace, new: &[Add]) -> Result<()> {
    let Replace::Quarters(due) = replace else {
        return Ok(());
    };
    for file in new.iter().map(data_file) {
        match &file.quarter {
            Some(quarter) if due.contains(quarter) => {}
            Some(quarter) => {
                let detail = format!("has rows of quarter {quarter}, which is not being built; join `run.quarters`");
                return Err(grain_error(table, detail));
            }
            None => return Err(grain_error(table, "has a `quarter` that is not text such as 2026Q3".to_owned())),
        }
    }
    Ok(())
}

impl Change {
    fn append(&mut self, new: NewFiles) {
        let mut fields: Vec<Arc<Field>> = self.schema.fields().iter().cloned().collect();
        let is_new = |field: &&Arc<Field>| self.schema.field_with_name(field.name()).is_err();
        fields.extend(new.schema.fields().iter().filter(is_new).cloned());
        self.schema = Arc::new(Schema::new(fields));
        self.added.extend(new.files);
    }

    fn state(&self) -> TableState {
        let kept = self.base.iter().flat_map(|base| &base.files);
        let kept = kept.filter(|file| !self.removed.contains(file)).cloned();
        let added = self.added.iter().map(data_file);
        let id = self.base.as_ref().map(|base| base.id.clone()).unwrap_or_default();
        TableState { version: self.version(), schema: self.schema.clone(), files: kept.chain(added).collect(), id }
    }

    /// The version this change will have.
    pub(crate) fn version(&self) -> u64 {
        self.base.as_ref().map_or(0, |base| base.version + 1)
    }

    /// Whether the log must declare the columns anew.
    pub(crate) fn declares_columns(&self) -> bool {
        self.base.as_ref().is_none_or(|base| base.schema.fields() != self.schema.fields())
    }

    /// Whether rows written with other columns would stay.
    pub(crate) fn mixes_columns(&self) -> bool {
        !self.appends
            && self.declares_columns()
            && self.base.as_ref().is_some_and(|base| base.files.len() > self.removed.len())
    }
}

fn data_file(add: &Add) -> DataFile {
    let stats = add.stats.as_deref();
    let rows = stats
        .and_then(|stats| serde_json::from_str::<serde_json::Value>(stats).ok())
        .and_then(|stats| stats.get("numRecords")?.as_u64());
    DataFile {
        path: add.path.clone(),
        size: u64::try_from(add.size).unwrap_or_default(),
        rows: rows.unwrap_or_default(),
        quarter: stats.and_then(single_quarter),
    }
}
