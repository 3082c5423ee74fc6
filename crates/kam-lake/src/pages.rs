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

/// Whether an object is a list of pages.
pub(crate) fn is_list(path: &str) -> bool {
    path.rsplit('/').next() == Some(LIST)
}

/// The list of a folder of pages: `…/accounts/pages.json`.
pub(crate) fn list_of(folder: &str) -> String {
    format!("{folder}/{LIST}")
}

/// Writes a page of a folder, and returns the name it has there; it counts once the folder's list is written.
pub(crate) async fn write_page(store: &dyn ObjectStore, folder: &str, name: &str, html: String) -> Result<String> {
    let name = with_hash(name, html.as_bytes());
    let path = Path::from(format!("{folder}/{name}"));
    let mut options = PutOptions::default();
    options.extensions.insert(NameFollows);
    let written = store.put_opts(&path, html.into_bytes().into(), options).await;
    written.map(|_| name).map_err(|e| record::store_error("write", &path, e))
}

/// A page's name with the hash of what it says: `1204.3f…a0.html`. What was changed since is told by that.
pub(crate) fn with_hash(name: &str, page: &[u8]) -> String {
    let hash = record::sha256(page);
    match name.rsplit_once('.') {
        Some((stem, kind)) => format!("{stem}.{hash}.{kind}"),
        None => format!("{name}.{hash}"),
    }
}

/// The hash in a page's name, if it has one.
pub(crate) fn hash_of(name: &str) -> Option<&str> {
    let (stem, _) = name.rsplit_once('.')?;
    let (_, hash) = stem.rsplit_once('.')?;
    (hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(hash)
}

/// A page's name without its hash.
fn without_hash(name: &str) -> String {
    hash_of(name).map_or_else(|| name.to_owned(), |hash| name.replacen(&format!(".{hash}"), "", 1))
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
            Ok(pages.into_iter().map(|name| (without_hash(&name), format!("{folder}{name}"))).collect())
        }
        None => Err(record::damaged(&path, "a commit names it, but it is not there")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_called_by_what_it_says() {
        let name = with_hash("1204.html", b"a page");
        assert_eq!(hash_of(&name), Some(record::sha256(b"a page").as_str()));
        assert_eq!((without_hash(&name), without_hash("1204.html")), ("1204.html".to_owned(), "1204.html".to_owned()));
        assert_eq!(hash_of("1204.html"), None);
    }
}
