//! Whether a store can hold a lake: what a commit relies on, tried on it.

use crate::error::{Error, Result};
use crate::location::Location;
use crate::record;
use futures::TryStreamExt;
use futures::future::join_all;
use object_store::path::Path;
use object_store::{ObjectMeta, ObjectStore, ObjectStoreExt, PutMode, PutOptions};
use uuid::Uuid;

/// How many writers try for one name at once.
const RIVALS: usize = 16;

/// Tries what a commit relies on, on objects of its own below `_kam/probe`, which it takes away again.
///
/// An error says which promise the store broke: on such a store two runs could both publish, or a reader see half.
pub async fn probe(location: &Location) -> Result<()> {
    let store = location.store.as_ref();
    let folder = Path::from(format!("_kam/probe/{}", Uuid::new_v4()));
    let tried = promises(store, &folder).await;
    let left: Vec<ObjectMeta> = store.list(Some(&folder)).try_collect().await.unwrap_or_default();
    for object in left {
        // What stays is small and named by nobody.
        let _ = store.delete(&object.location).await;
    }
    tried
}

async fn promises(store: &dyn ObjectStore, folder: &Path) -> Result<()> {
    let first = folder.clone().join("first");
    create(store, &first, "one").await.map_err(|e| record::store_error("write", &first, e))?;
    match create(store, &first, "two").await {
        Err(object_store::Error::AlreadyExists { .. }) => {}
        Ok(()) => return Err(broken("it writes an object that is there although told to create it only if absent")),
        Err(source) => return Err(record::store_error("write", &first, source)),
    }
    match record::read(store, &first).await? {
        Some(found) if found == "one" => {}
        _ => return Err(broken("it does not read back what was written")),
    }
    let listed: Vec<ObjectMeta> =
        store.list(Some(folder)).try_collect().await.map_err(|e| record::store_error("list", folder, e))?;
    if !listed.iter().any(|object| object.location == first) {
        return Err(broken("it does not list what was just written"));
    }
    let contested = folder.clone().join("contested");
    let texts: Vec<String> = (0..RIVALS).map(|rival| rival.to_string()).collect();
    let tries = texts.iter().map(|text| create(store, &contested, text));
    let won = join_all(tries).await.into_iter().filter(std::result::Result::is_ok).count();
    if won == 1 {
        Ok(())
    } else {
        Err(broken(&format!("of {RIVALS} writers of one name {won} were told that they created it")))
    }
}

async fn create(store: &dyn ObjectStore, path: &Path, text: &str) -> object_store::Result<()> {
    let options = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
    store.put_opts(path, text.to_owned().into_bytes().into(), options).await.map(|_| ())
}

fn broken(detail: &str) -> Error {
    Error::Unfit { detail: detail.to_owned() }
}
