//! Whether a store can hold a lake: what a commit relies on, tried on it.

use crate::error::{Error, Result};
use crate::location::Location;
use crate::record::{self, Put};
use bytes::Bytes;
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
    if record::put_if_absent(store, &first, &Bytes::from_static(b"one")).await? != Put::Ours {
        return Err(broken("it does not read back what was written"));
    }
    if record::put_if_absent(store, &first, &Bytes::from_static(b"two")).await? == Put::Ours {
        return Err(broken("it writes an object that is there although told to create it only if absent"));
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
    one_of_many(store, &folder.clone().join("contested")).await
}

/// Of writers that try for one name at once, one at most may be told that it was the one; a lost answer tells nobody.
async fn one_of_many(store: &dyn ObjectStore, contested: &Path) -> Result<()> {
    let texts: Vec<String> = (0..RIVALS).map(|rival| format!("rival {rival}")).collect();
    let told = join_all(texts.iter().map(|text| create(store, contested, text))).await;
    let won: Vec<&String> = texts.iter().zip(&told).filter(|(_, told)| told.is_ok()).map(|(text, _)| text).collect();
    let stands = record::read(store, contested).await?;
    let is_one = |text: &String| stands.as_ref().is_some_and(|stands| stands == text.as_bytes());
    match *won.as_slice() {
        [] if texts.iter().any(is_one) => Ok(()),
        [] => Err(told.into_iter().find_map(std::result::Result::err).map_or_else(
            || broken("it does not read back what was written"),
            |source| record::store_error("write", contested, source),
        )),
        [winner] if is_one(winner) => Ok(()),
        [_] => Err(broken("it told one writer of a name that it created it, and another's object stands")),
        _ => Err(broken(&format!("of {RIVALS} writers of one name {} were told that they created it", won.len()))),
    }
}

async fn create(store: &dyn ObjectStore, path: &Path, text: &str) -> object_store::Result<()> {
    let options = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
    store.put_opts(path, text.to_owned().into_bytes().into(), options).await.map(|_| ())
}

fn broken(detail: &str) -> Error {
    Error::Unfit { detail: detail.to_owned() }
}
