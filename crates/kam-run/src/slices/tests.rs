//! How rows are cut, and which rows cannot be.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up should stop")]

use super::*;
use arrow::array::{ArrayRef, BooleanArray, Int64Array};
use std::sync::Arc;

/// One batch of customers, with whether each gets a page.
fn batch(customers: &[Option<i64>], get_pages: Option<&[bool]>) -> RecordBatch {
    let ids: ArrayRef = Arc::new(Int64Array::from(customers.to_vec()));
    let mut columns = vec![(CUSTOMER_ID, ids)];
    if let Some(get_pages) = get_pages {
        columns.push((GETS_PAGE, Arc::new(BooleanArray::from(get_pages.to_vec()))));
    }
    RecordBatch::try_from_iter(columns).unwrap()
}

fn rows(batches: &[&[i64]]) -> kam_lake::Rows {
    let batches: Vec<RecordBatch> =
        batches.iter().map(|ids| batch(&ids.iter().copied().map(Some).collect::<Vec<_>>(), None)).collect();
    kam_lake::Rows::held(batches[0].schema(), batches)
}

fn held(batch: RecordBatch) -> kam_lake::Rows {
    kam_lake::Rows::held(batch.schema(), vec![batch])
}

/// Each account with how many rows of the query are its own.
fn cut(accounts: kam_lake::Rows, query: kam_lake::Rows, wanted: Wanted) -> Result<Vec<(i64, usize)>> {
    let streams = BTreeMap::from([("accounts".to_owned(), accounts), ("tickets".to_owned(), query)]);
    let mut slicer = Slicer::over("account", "accounts", streams, wanted);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let mut cut = Vec::new();
    while let Some(slice) = runtime.block_on(slicer.next())? {
        cut.push((slice.account.id, slice.rows["tickets"].len()));
    }
    Ok(cut)
}

fn refused(accounts: kam_lake::Rows, query: kam_lake::Rows) -> String {
    cut(accounts, query, Wanted::Listed).unwrap_err().to_string()
}

#[test]
fn rows_go_to_their_account_wherever_batches_end() {
    let accounts = || rows(&[&[-5, 1], &[], &[2, 4], &[9]]);
    let tickets = || rows(&[&[1], &[1, 3, 4], &[], &[4], &[4, 10]]);
    let all = vec![(-5, 0), (1, 2), (2, 0), (4, 3), (9, 0)];
    assert_eq!(cut(accounts(), tickets(), Wanted::Listed).unwrap(), all);
    assert_eq!(cut(accounts(), tickets(), Wanted::Only(4)).unwrap(), [(4, 3)]);
    assert_eq!(cut(accounts(), tickets(), Wanted::Only(3)).unwrap(), []);
    assert_eq!(cut(accounts(), rows(&[&[]]), Wanted::Listed).unwrap().len(), 5);
    assert_eq!(cut(rows(&[&[]]), tickets(), Wanted::Listed).unwrap(), []);
}

#[test]
fn who_gets_no_page_is_passed_over_unless_asked_for() {
    let accounts = || held(batch(&[Some(1), Some(2), Some(3)], Some(&[true, false, true])));
    let tickets = || rows(&[&[1, 2, 2, 3]]);
    assert_eq!(cut(accounts(), tickets(), Wanted::Listed).unwrap(), [(1, 1), (3, 1)]);
    assert_eq!(cut(accounts(), tickets(), Wanted::Only(2)).unwrap(), [(2, 2)]);
}

#[test]
fn rows_that_cannot_be_cut_are_told() {
    let order = "query `tickets` of report `account` is not in the order of `customer_id`: 1 after 3";
    assert_eq!(refused(rows(&[&[1, 3]]), rows(&[&[3], &[1]])), order);
    let twice = "query `accounts` of report `account` returns customer 3 more than once";
    assert_eq!(refused(rows(&[&[3], &[3]]), rows(&[&[3]])), twice);
    let nobody = "query `tickets` of report `account` returns a row whose `customer_id` is unknown";
    assert_eq!(refused(rows(&[&[3]]), held(batch(&[Some(1), None], None))), nobody);
}
