//! The pages of a folder: thousands of them are one entry of a commit, and a list that names each.
//!
//! A commit repeats all that earlier ones named; a list stands once. It is written after its pages and in their folder, so
//! whoever finds it finds them, and one that is missing is damage, not an account without a page.

use crate::durable::NameFollows;
use crate::error::Result;
use crate::record;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, PutOptions};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

#[derive(Debug, Serialize, Deserialize)]
struct PageList {
    pages: BTreeSet<String>,
}

/// The name of the list in its folder.
const LIST: &str = "pages.json";

/// The list of a folder of pages: `…/accounts/pages.json`.
pub(crate) fn list_of(folder: &str) -> String {
    format!("{folder}/{LIST}")
}

/// Writes a page of a folder; it counts once the folder's list is written.
pub(crate) async fn write_page(store: &dyn ObjectStore, folder: &str, name: &str, html: String) -> Result<()> {
    let path = Path::from(format!("{folder}/{name}"));
    let mut options = PutOptions::default();
    options.extensions.insert(NameFollows);
    let written = store.put_opts(&path, html.into_bytes().into(), options).await;
    written.map(|_| ()).map_err(|e| record::store_error("write", &path, e))
}

/// Writes the list of a folder's pages, all of which stand there.
pub(crate) async fn write_list(store: &dyn ObjectStore, folder: &str, pages: BTreeSet<String>) -> Result<String> {
    let list = list_of(folder);
    let path = Path::from(list.as_str());
    let bytes = record::seal(&path, &PageList { pages })?;
    let written = store.put(&path, bytes.into()).await;
    written.map(|_| list).map_err(|e| record::store_error("write", &path, e))
}

/// The pages of a list: each one's name, and the object that holds it.
pub(crate) async fn read(store: &dyn ObjectStore, list: &str) -> Result<Vec<(String, String)>> {
    let path = Path::from(list);
    let folder = list.strip_suffix(LIST).unwrap_or(list);
    match record::read(store, &path).await? {
        Some(bytes) => {
            let pages = record::unseal::<PageList>(&path, &bytes)?.pages;
            Ok(pages.into_iter().map(|name| (name.clone(), format!("{folder}{name}"))).collect())
        }
        None => Err(record::damaged(&path, "a commit names it, but it is not there")),
    }
}
