//! `kam report --watch`: pages laid out again whenever a template changes.
//!
//! The folder is looked at a few times a second: it holds a hundred small files, any file system can do it, and an
//! editor that writes a file in several steps is waited for.

use super::pdf::Browser;
use super::{Desk, laid_out, tell};
use crate::arguments;
use crate::error::{Error, Result};
use crate::exit_code::ExitCode;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant, SystemTime};

/// How often to look; a change is over once two looks see the same.
const GLANCE: Duration = Duration::from_millis(200);

/// Somebody wants to go.
struct Stop;

/// The files of a folder as far as a look sees them.
type Seen = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// Lays the pages out, and again at every change, until it is told to stop.
pub(super) fn run(asked: &arguments::Report, browser: Option<&Browser>, desk: Desk<'_>) -> Result<ExitCode> {
    let templates = desk.load()?.project.root.join("report-templates");
    if !templates.is_dir() {
        return Err(Error::Unwatched { folder: templates });
    }
    let (stop, stopped) = channel();
    stop_at_ctrl_c(stop)?;
    let mut known: Vec<PathBuf> = Vec::new();
    loop {
        let (begun, seen) = (Instant::now(), look(&templates));
        match once(asked, browser, desk, &mut known) {
            Ok(count) => desk.console.say(&format!("pages: {count}, {:.1} s", begun.elapsed().as_secs_f64())),
            Err(Error::ReaderGone) => return Err(Error::ReaderGone),
            Err(error) => desk.console.error(&error.said()),
        }
        if !has_changed(&templates, &seen, &stopped) {
            return Ok(ExitCode::Done);
        }
    }
}

/// Reads the project and lays its pages out; a page's path is written when it is seen for the first time.
fn once(
    asked: &arguments::Report,
    browser: Option<&Browser>,
    desk: Desk<'_>,
    known: &mut Vec<PathBuf>,
) -> Result<usize> {
    let pages = laid_out(asked, &desk.project()?)?;
    if browser.is_some() || pages.iter().any(|page| !known.contains(page)) {
        tell(&pages, browser)?;
    }
    known.clone_from(&pages);
    Ok(pages.len())
}

/// Waits until the folder has changed and is quiet again; false when it is time to stop.
fn has_changed(folder: &Path, before: &Seen, stopped: &Receiver<Stop>) -> bool {
    let mut last = look(folder);
    loop {
        match stopped.recv_timeout(GLANCE) {
            Ok(Stop) | Err(RecvTimeoutError::Disconnected) => return false,
            Err(RecvTimeoutError::Timeout) => {}
        }
        let now = look(folder);
        if now == last && now != *before {
            return true;
        }
        last = now;
    }
}

/// What the folder holds; what cannot be looked at is told when the project is read.
fn look(folder: &Path) -> Seen {
    let mut seen = Seen::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for path in fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            match fs::symlink_metadata(&path) {
                Ok(found) if found.is_dir() => open.push(path),
                Ok(_) => {
                    let file = fs::metadata(&path).ok();
                    let changed = file.as_ref().and_then(|file| file.modified().ok());
                    seen.insert(path, (changed, file.map_or(0, |file| file.len())));
                }
                Err(_) => {}
            }
        }
    }
    seen
}

/// Listens for Ctrl-C for as long as the process lives.
fn stop_at_ctrl_c(stop: Sender<Stop>) -> Result<()> {
    let threads = |source| Error::Threads { source };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().map_err(threads)?;
    let listen = move || {
        if runtime.block_on(tokio::signal::ctrl_c()).is_ok() {
            stop.send(Stop).ok();
        }
    };
    std::thread::Builder::new().spawn(listen).map(|_| ()).map_err(threads)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that cannot be set up should stop")]
    use super::*;

    #[test]
    fn a_change_is_seen_wherever_it_is_and_a_wish_to_stop_is_not_missed() {
        let folder = tempfile::tempdir().unwrap();
        let below = folder.path().join("account/queries");
        fs::create_dir_all(&below).unwrap();
        let (stop, stopped) = channel();
        for file in ["a.sql", "b.sql"] {
            let before = look(folder.path());
            fs::write(below.join(file), "select 1").unwrap();
            assert!(has_changed(folder.path(), &before, &stopped));
        }
        let before = look(folder.path());
        fs::write(below.join("a.sql"), "select 10").unwrap();
        assert!(has_changed(folder.path(), &before, &stopped));
        let before = look(folder.path());
        fs::remove_file(below.join("b.sql")).unwrap();
        assert!(has_changed(folder.path(), &before, &stopped));
        stop.send(Stop).unwrap();
        assert!(!has_changed(folder.path(), &look(folder.path()), &stopped));
    }
}
