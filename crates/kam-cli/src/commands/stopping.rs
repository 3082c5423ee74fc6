//! Ctrl-C and the scheduler's signal to end: the first lets a run finish its step, the second ends it where it stands.

use crate::console::Console;
use crate::error::{Error, Result};
use kam_run::Stop;
use std::io;

/// Waits for a run that hears `stop`.
///
/// Ended where it stands, a run is like one whose machine failed: the next takes up what it had planned.
pub(super) fn wait<T>(work: impl Future<Output = T>, stop: &Stop, console: Console) -> Result<T> {
    let threads = |source| Error::Threads { source };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(threads)?;
    let done = runtime.block_on(async {
        let mut signals = Signals::listen().map_err(threads)?;
        tokio::select! {
            done = work => Ok(done),
            () = signals.twice(stop, console) => Err(Error::Stopped),
        }
    });
    if done.is_err() {
        // Threads at work on the step are not waited for.
        runtime.shutdown_background();
    }
    done
}

#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn listen() -> io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) {
        // Where nothing can be listened to, nothing comes.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

impl Signals {
    async fn twice(&mut self, stop: &Stop, console: Console) {
        self.next().await;
        stop.ask();
        console.say("stopping once the step at hand is done; once more to stop at once");
        self.next().await;
    }
}
