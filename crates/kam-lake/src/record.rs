//! Small JSON objects of ours below `_kam/`, each with its own checksum.

use crate::error::{Error, Result};
use crate::patient::patience_with;
use bytes::Bytes;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, PutMode, PutOptions, PutResult};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

#[derive(Serialize, Deserialize)]
struct Sealed<T> {
    sha256: String,
    body: T,
}

/// The bytes of a record: its body and the checksum of its body.
pub(crate) fn seal<T: Serialize>(path: &Path, body: &T) -> Result<Bytes> {
    let damaged = |e: serde_json::Error| damaged(path, &e.to_string());
    let text = serde_json::to_string(body).map_err(damaged)?;
    let sealed = Sealed { sha256: sha256(text.as_bytes()), body };
    serde_json::to_vec_pretty(&sealed).map(Bytes::from).map_err(damaged)
}

/// Reads a record back; what was cut short or changed is damaged.
pub(crate) fn unseal<T: Serialize + DeserializeOwned>(path: &Path, bytes: &[u8]) -> Result<T> {
    let sealed: Sealed<T> = match serde_json::from_slice(bytes.get(..written(bytes)).unwrap_or_default()) {
        Ok(sealed) => sealed,
        Err(error) if error.is_eof() => return Err(Error::Torn { path: path.to_string() }),
        Err(error) => return Err(damaged(path, &error.to_string())),
    };
    let text = serde_json::to_string(&sealed.body).map_err(|e| damaged(path, &e.to_string()))?;
    if sha256(text.as_bytes()) == sealed.sha256 {
        Ok(sealed.body)
    } else {
        Err(damaged(path, "its checksum does not match its content"))
    }
}

/// How a put-if-absent ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Put {
    /// The object holds our bytes.
    Ours,
    /// The object holds other bytes.
    Theirs,
    /// The object holds a beginning of our bytes.
    Torn,
}

/// Puts an object if absent, and after any trouble reads back what stands there.
///
/// An error of the store says nothing about whether the write was applied, and a retry inside its
/// client can take our own first write for a rival's. Only what can be read back decides.
///
/// Where nothing stands there, the write was lost, and is tried again for a while.
pub(crate) async fn put_if_absent(store: &dyn ObjectStore, path: &Path, bytes: &Bytes) -> Result<Put> {
    let mut times = 0;
    loop {
        let Err(trouble) = create(store, path, bytes).await else {
            return Ok(Put::Ours);
        };
        match read(store, path).await? {
            Some(found) if found == *bytes => return confirmed(store, path, bytes, trouble).await,
            Some(found) if is_torn(&found, bytes) => return Ok(Put::Torn),
            Some(_) => return Ok(Put::Theirs),
            None => waited(&mut times, path, trouble).await?,
        }
    }
}

/// Waits before the next try, or gives up with the trouble of the last.
async fn waited(times: &mut usize, path: &Path, trouble: object_store::Error) -> Result<()> {
    let Some(wait) = patience_with(&trouble).waits().nth(*times) else {
        return Err(store_error("write", path, trouble));
    };
    *times += 1;
    tokio::time::sleep(wait).await;
    Ok(())
}

/// Puts an object if absent; a beginning of it that a crash of ours left there is completed.
pub(crate) async fn put_or_complete(store: &dyn ObjectStore, path: &Path, bytes: &Bytes) -> Result<Put> {
    match put_if_absent(store, path, bytes).await? {
        Put::Torn => {
            let completed = store.put(path, bytes.clone().into()).await;
            completed.map(|_| Put::Ours).map_err(|e| store_error("write", path, e))
        }
        put => Ok(put),
    }
}

/// Our bytes can be read; they count once the store has said that they stand, not only that they are seen.
async fn confirmed(store: &dyn ObjectStore, path: &Path, bytes: &Bytes, trouble: object_store::Error) -> Result<Put> {
    if matches!(trouble, object_store::Error::AlreadyExists { .. }) {
        return Ok(Put::Ours);
    }
    let mut times = 0;
    loop {
        match create(store, path, bytes).await {
            Ok(_) | Err(object_store::Error::AlreadyExists { .. }) => return Ok(Put::Ours),
            Err(again) => waited(&mut times, path, again).await?,
        }
    }
}

async fn create(store: &dyn ObjectStore, path: &Path, bytes: &Bytes) -> object_store::Result<PutResult> {
    let options = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
    store.put_opts(path, bytes.clone().into(), options).await
}

/// Whether what stands there is a beginning of our bytes, perhaps followed by zeros.
fn is_torn(found: &[u8], ours: &[u8]) -> bool {
    found.len() <= ours.len() && ours.starts_with(found.get(..written(found)).unwrap_or_default())
}

/// How many bytes come before the zeros a crash may leave at the end.
fn written(bytes: &[u8]) -> usize {
    bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1)
}

/// Reads an object, none if it is not there.
pub(crate) async fn read(store: &dyn ObjectStore, path: &Path) -> Result<Option<Bytes>> {
    match store.get(path).await {
        Ok(found) => match found.bytes().await {
            Ok(bytes) => Ok(Some(bytes)),
            Err(source) => Err(store_error("read", path, source)),
        },
        Err(object_store::Error::NotFound { .. }) => Ok(None),
        Err(source) => Err(store_error("read", path, source)),
    }
}

pub(crate) fn store_error(action: &'static str, path: &Path, source: object_store::Error) -> Error {
    Error::Store { action, path: path.to_string(), source }
}

pub(crate) fn damaged(path: &Path, detail: &str) -> Error {
    Error::Damaged { path: path.to_string(), detail: detail.to_owned() }
}

/// The SHA-256 of bytes, as 64 digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

pub(crate) fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
