//! Independent jobs, as many at a time as there are cores.

use crate::error::{Error, Result};
use std::collections::BTreeMap;
use std::future::Future;
use tokio::task::JoinSet;

/// Does all jobs and returns what comes of them, in the order of the jobs.
///
/// Once one fails no other is begun. The failure told is that of the first job in order that fails, whichever was
/// quicker: every job before it has been begun and is waited for.
pub(crate) async fn side_by_side<T, Job>(jobs: impl IntoIterator<Item = Job>) -> Result<Vec<T>>
where
    T: Send + 'static,
    Job: Future<Output = Result<T>> + Send + 'static,
{
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut waiting = jobs.into_iter().enumerate();
    let mut at_work = JoinSet::new();
    let mut done = BTreeMap::new();
    let mut has_failed = false;
    loop {
        while !has_failed && at_work.len() < cores {
            let Some((at, job)) = waiting.next() else { break };
            at_work.spawn(async move { (at, job.await) });
        }
        let Some(ended) = at_work.join_next().await else { break };
        let (at, result) = ended.map_err(|error| Error::Died { part: error.to_string() })?;
        has_failed |= result.is_err();
        done.insert(at, result);
    }
    done.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn refused(job: usize) -> Error {
        Error::NoReport { wanted: job.to_string() }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn results_come_in_the_order_of_the_jobs() {
        let jobs = (0..50_usize).map(|job| async move {
            for _ in 0..(50 - job) {
                tokio::task::yield_now().await;
            }
            Ok(job)
        });
        assert!(side_by_side(jobs).await.is_ok_and(|done| done == (0..50).collect::<Vec<_>>()));
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn the_first_failure_in_order_is_told_and_no_job_is_begun_after_it() {
        let begun = Arc::new(AtomicUsize::new(0));
        let jobs = (0..1000_usize).map(|job| {
            let begun = Arc::clone(&begun);
            async move {
                begun.fetch_add(1, Ordering::SeqCst);
                if job < 3 { Ok(job) } else { Err(refused(job)) }
            }
        });
        let told = side_by_side(jobs).await.map_err(|error| error.to_string());
        assert_eq!(told, Err(refused(3).to_string()));
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        assert!(begun.load(Ordering::SeqCst) <= 3 + cores);
    }
}
