//! Opening a table costs the same after a thousand commits as after twenty: it reads a checkpoint and the entries since.

use crate::fault_store::{Fault, FaultStore};
use arrow::array::{ArrayRef, Int64Array, RecordBatch};
use chrono::{DateTime, Utc};
use futures::{StreamExt, TryStreamExt};
use kam_lake::{Addition, Location, Reader, Staged, Writer};
use kam_project::{Layer, TableName};
use object_store::ObjectStore;
use object_store::memory::InMemory;
use object_store::path::Path;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

fn sales() -> TableName {
    TableName::new(Layer::Raw, "sales")
}

/// Adds a row of its own to the table, so often.
async fn commit(location: &Location, times: i64) {
    let mut writer = Writer::open(location, "run", DateTime::<Utc>::UNIX_EPOCH).await.unwrap();
    for sale in 0..times {
        let column: ArrayRef = Arc::new(Int64Array::from(vec![sale]));
        let rows = RecordBatch::try_from_iter([("sale", column)]).unwrap();
        let (mut addition, mut staged) = (Addition::new(&sales(), rows.schema()), Staged::default());
        writer.add(&mut addition, &rows).await.unwrap();
        writer.stage_addition(&mut staged, addition).await.unwrap();
        writer.commit(staged, DateTime::<Utc>::UNIX_EPOCH).await.unwrap();
    }
    writer.close().await;
}

/// How many rows the table has, and how long it took to open it.
async fn opened(location: &Location) -> (u64, f64) {
    let reader = Reader::open(location).await.unwrap();
    let began = Instant::now();
    let state = reader.table(&sales()).await.unwrap().unwrap();
    (state.files.iter().map(|file| file.rows).sum(), began.elapsed().as_secs_f64() * 1000.0)
}

/// Store operations of opening the table.
async fn operations(lake: &Arc<dyn ObjectStore>) -> usize {
    let counting = Arc::new(FaultStore::new(Arc::clone(lake), Fault::ErrorBefore, usize::MAX, 0));
    let store: Arc<dyn ObjectStore> = Arc::<FaultStore>::clone(&counting);
    let reader = Reader::open(&Location::within(store)).await.unwrap();
    let before = counting.operations();
    reader.table(&sales()).await.unwrap().unwrap();
    counting.operations() - before
}

async fn forget_checkpoints(lake: &Arc<dyn ObjectStore>) {
    let folder = Path::from("_kam/checkpoint");
    let records: Vec<_> = lake.list(Some(&folder)).map_ok(|object| object.location).try_collect().await.unwrap();
    let gone = lake.delete_stream(futures::stream::iter(records.into_iter().map(Ok)).boxed());
    gone.try_collect::<Vec<_>>().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_checkpoint_takes_the_place_of_the_entries_before_it() {
    let lake: Arc<dyn ObjectStore> = Arc::new(InMemory::new());
    commit(&Location::within(Arc::clone(&lake)), 108).await;
    // The list of records, the newest of them, its checkpoint, and the entries 101 to 107.
    assert_eq!(operations(&lake).await, 3 + 7);
    forget_checkpoints(&lake).await;
    assert_eq!(operations(&lake).await, 1 + 108);
}

/// Prints how long it takes on this machine's disk; with `tests/run --long` after a thousand commits too.
#[tokio::test(flavor = "multi_thread")]
async fn opening_after_many_commits() {
    let is_long = std::env::var_os("KAM_LONG").is_some();
    for times in [1, 100, 1000].into_iter().filter(|times| is_long || *times <= 100) {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::open("lake", folder.path(), &BTreeMap::new()).unwrap();
        commit(&location, times).await;
        let mut shortest = [f64::MAX; 2];
        for without in [0, 1] {
            for _ in 0..5 {
                let (rows, milliseconds) = opened(&location).await;
                assert_eq!(rows, u64::try_from(times).unwrap());
                shortest[without] = shortest[without].min(milliseconds);
            }
            std::fs::remove_dir_all(folder.path().join("lake/_kam/checkpoint")).ok();
        }
        let [with, without] = shortest;
        println!("{times} commits: opened in {with:.1} ms, without checkpoints in {without:.1} ms");
    }
}
