//! The pages of a folder: thousands of them are one entry of a commit, and a list that names each.
//!
//! A commit repeats all that earlier ones named; a list stands once. It is written after its pages, so whoever finds it
//! finds them, and one that is missing is damage, not an account without a page.

use crate::error::Result;
use crate::record;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

#[derive(Debug, Serialize, Deserialize)]
struct PageList {
    pages: BTreeSet<String>,
}

/// Where the pages of a list lie: `…/accounts.json` names what is in `…/accounts/`.
pub(crate) fn folder_of(list: &str) -> &str {
    list.strip_suffix(".json").unwrap_or(list)
}

/// Writes the list of pages.
pub(crate) async fn write(store: &dyn ObjectStore, list: &str, pages: BTreeSet<String>) -> Result<()> {
    let path = Path::from(list);
    let bytes = record::seal(&path, &PageList { pages })?;
    let written = store.put(&path, bytes.into()).await;
    written.map(|_| ()).map_err(|e| record::store_error("write", &path, e))
}

/// Reads a list of pages back: their names in their folder.
pub(crate) async fn read(store: &dyn ObjectStore, list: &str) -> Result<BTreeSet<String>> {
    let path = Path::from(list);
    match record::read(store, &path).await? {
        Some(bytes) => Ok(record::unseal::<PageList>(&path, &bytes)?.pages),
        None => Err(record::damaged(&path, "a commit names it, but it is not there")),
    }
}
