use super::*;
use crate::{Addition, Location, Staged, Writer, delta};
use arrow::array::{ArrayRef, Int64Array, RecordBatch};
use chrono::{DateTime, Utc};
use deltalake::kernel::EagerSnapshot;
use kam_project::Layer;
use object_store::memory::InMemory;

fn sales() -> TableName {
    TableName::new(Layer::Raw, "sales")
}

/// A lake whose one table has versions 0 to `newest`, each with a row of its own.
async fn lake(newest: i64) -> Result<(Arc<dyn ObjectStore>, Writer)> {
    let store: Arc<dyn ObjectStore> = Arc::new(InMemory::new());
    let mut writer = Writer::open(&Location::within(Arc::clone(&store)), "run", DateTime::<Utc>::UNIX_EPOCH).await?;
    for version in 0..=newest {
        commit(&mut writer, version).await?;
    }
    Ok((store, writer))
}

async fn commit(writer: &mut Writer, sale: i64) -> Result<()> {
    let column: ArrayRef = Arc::new(Int64Array::from(vec![sale]));
    let rows = RecordBatch::try_from_iter([("sale", column)]).map_err(|e| Error::query("make", "rows", e.into()))?;
    let (mut addition, mut staged) = (Addition::new(&sales(), rows.schema()), Staged::default());
    writer.add(&mut addition, &rows).await?;
    writer.stage_addition(&mut staged, addition).await?;
    writer.commit(staged, DateTime::<Utc>::UNIX_EPOCH).await.map(drop)
}

async fn rows_at(store: &Arc<dyn ObjectStore>, version: u64) -> Result<u64> {
    let state = delta::open(store, &sales(), version).await?;
    Ok(state.files.iter().map(|file| file.rows).sum())
}

/// Rows as another reader counts them, that knows nothing of our records.
async fn rows_for_others(store: &Arc<dyn ObjectStore>) -> Result<usize> {
    let failed = |source| delta_error("open", &sales(), source);
    let snapshot = EagerSnapshot::try_new(log_store(store, &sales())?.as_ref(), None).await.map_err(failed)?;
    Ok(snapshot.log_data().iter().filter_map(|file| file.num_records()).sum())
}

async fn put(store: &Arc<dyn ObjectStore>, path: &Path, bytes: impl Into<Bytes>) -> Result<()> {
    store.put(path, bytes.into().into()).await.map(drop).map_err(|e| record::store_error("write", path, e))
}

async fn delete(store: &Arc<dyn ObjectStore>, path: &Path) -> Result<()> {
    store.delete(path).await.map_err(|e| record::store_error("delete", path, e))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_tenth_version_has_one_and_opening_starts_there() -> Result<()> {
    let (store, _) = lake(25).await?;
    assert_eq!(recorded(store.as_ref(), &sales()).await?, [10, 20]);
    let hint = record::read(store.as_ref(), &hint_path(&sales())).await?.unwrap_or_default();
    assert!(hint.starts_with(br#"{"version":20,"#), "{hint:?}");
    for version in [0, 9, 10, 11, 20, 25] {
        assert_eq!(rows_at(&store, version).await?, version + 1, "version {version}");
    }
    assert_eq!(rows_for_others(&store).await?, 26);
    // What stands before the checkpoint is not read any more.
    delete(&store, &delta::log_entry_path(&sales(), 15)).await?;
    assert_eq!(rows_at(&store, 25).await?, 26);
    assert!(rows_at(&store, 19).await.is_err());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_and_the_second_say_what_the_entries_say() -> Result<()> {
    let (store, _) = lake(25).await?;
    let checkpoints = [LogWindow::read(&store, &sales(), 20).await?, LogWindow::read(&store, &sales(), 25).await?];
    for version in recorded(store.as_ref(), &sales()).await? {
        delete(&store, &record_path(&sales(), version)).await?;
    }
    let entries = [LogWindow::read(&store, &sales(), 20).await?, LogWindow::read(&store, &sales(), 25).await?];
    assert!(checkpoints[0].is_a_checkpoint() && !entries[0].is_a_checkpoint());
    for (checkpoint, entries) in checkpoints.iter().zip(&entries) {
        assert_eq!(checkpoint.says()?, entries.says()?);
    }
    assert_ne!(checkpoints[0].says()?, checkpoints[1].says()?);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_is_missing_torn_or_changed_is_not_believed() -> Result<()> {
    let (store, mut writer) = lake(25).await?;
    let whole = record::read(store.as_ref(), &path(&sales(), 20)).await?.unwrap_or_default();
    let mut changed = whole.to_vec();
    changed[whole.len() / 2] ^= 1;
    for wrong in [Bytes::new(), whole.slice(..whole.len() / 2), Bytes::from(changed)] {
        put(&store, &path(&sales(), 20), wrong).await?;
        assert_eq!(newest(store.as_ref(), &sales(), 25).await?.map(|(at, _)| at), Some(10));
        assert_eq!(rows_at(&store, 25).await?, 26);
    }
    put(&store, &path(&sales(), 20), whole).await?;
    for wrong in ["", "{", "[]"] {
        put(&store, &record_path(&sales(), 20), wrong).await?;
        assert_eq!(rows_at(&store, 25).await?, 26);
    }
    delete(&store, &path(&sales(), 10)).await?;
    assert_eq!(newest(store.as_ref(), &sales(), 25).await?, None);
    for sale in 26..=30 {
        commit(&mut writer, sale).await?;
    }
    assert_eq!(newest(store.as_ref(), &sales(), 30).await?.map(|(at, _)| at), Some(30));
    assert_eq!((rows_at(&store, 30).await?, rows_for_others(&store).await?), (31, 31));
    Ok(())
}
