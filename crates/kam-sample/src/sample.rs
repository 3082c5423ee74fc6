//! A sample being written: deliveries, dirt and truth, all into one folder.

use crate::company::{CompanyHistory, Quarter, Settings};
use crate::deliver::delivery::{Delivered, Desk};
use crate::deliver::{QUARTERS_AT_ONCE, SYSTEMS, Snapshots, Telling};
use crate::dirt::Ledger;
use crate::error::{Error, Result};
use crate::folder;
use crate::truth::TruthWriter;
use std::cell::RefCell;
use std::fs;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

/// The folder of the truth.
const TRUTH: &str = "truth";

/// A million: shares are given in parts of it.
const MILLION: u32 = 1_000_000;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Request {
    /// The company.
    pub settings: Settings,
    /// Which part of each file's rows is dirt, in parts of a million.
    pub dirt: u32,
}

/// How far the writing has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Customers told about, those of earlier batches of quarters included.
    pub done: u64,
    /// How many that will be.
    pub of: u64,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Every file and member, in order of name.
    pub delivered: Vec<Delivered>,
    /// How many of the rows are dirt.
    pub dirt: u64,
}

impl Request {
    /// Says which setting is outside of what a sample can be.
    ///
    /// # Errors
    /// The first one.
    pub fn check(&self) -> Result<()> {
        let Settings { accounts, quarters, .. } = self.settings;
        let refuse = |setting, value, lowest, highest| Err(Error::OutOfRange { setting, value, lowest, highest });
        match () {
            () if !(1..=MILLION).contains(&accounts) => refuse("--accounts", accounts.to_string(), "1", "1000000"),
            () if !(1..=80).contains(&quarters) => refuse("--quarters", quarters.to_string(), "1", "80"),
            () if self.dirt > MILLION / 2 => {
                refuse("--dirt", format!("{}.{:06}", self.dirt / MILLION, self.dirt % MILLION), "0", "0.5")
            }
            () => Ok(()),
        }
    }
}

impl Summary {
    /// Rows of all files.
    pub fn rows(&self) -> u64 {
        self.delivered.iter().map(|delivered| delivered.rows).sum()
    }
}

/// Writes a sample into a folder that is new, empty, or holds nothing but an earlier sample.
///
/// # Errors
/// When a setting is out of range, something else lies in the folder, or the system does not let us write.
pub fn write(request: &Request, folder: &Path, progress: &mut dyn FnMut(Progress)) -> Result<Summary> {
    request.check()?;
    folder::clear(folder)?;
    for name in SYSTEMS.into_iter().chain([TRUTH]) {
        let path = folder.join(name);
        fs::create_dir_all(&path).map_err(Error::writing(&path))?;
    }
    let mut summary = deliver(request, folder, progress)?;
    summary.delivered.sort();
    folder::mark(folder, &summary.delivered)?;
    Ok(summary)
}

fn deliver(request: &Request, folder: &Path, progress: &mut dyn FnMut(Progress)) -> Result<Summary> {
    let settings = &request.settings;
    let quarters: Vec<Quarter> = settings.each_quarter().collect();
    let batches = quarters.chunks(QUARTERS_AT_ONCE);
    let mut at = Progress { done: 0, of: u64::from(settings.accounts) * batches.len() as u64 };
    let mut ledger = (request.dirt > 0).then(|| Ledger::create(&folder.join(folder::DIRT))).transpose()?;
    let mut summary = Summary { delivered: Vec::new(), dirt: 0 };
    for (number, batch) in batches.enumerate() {
        let halves = [0, 1].map(|half| Work {
            request: *request,
            folder,
            quarters: batch.iter().copied().skip(half).step_by(2).collect(),
            is_first: number == 0 && half == 0,
            part: folder.join(format!("{}.part{half}", folder::DIRT)),
        });
        let told = || {
            at.done += 1;
            progress(at);
        };
        for (delivered, part) in tell(settings, halves, told)? {
            summary.delivered.extend(delivered);
            if let (Some(ledger), Some(part)) = (&mut ledger, part) {
                ledger.take_in(part)?;
            }
        }
    }
    if let Some(mut ledger) = ledger {
        ledger.flush()?;
        summary.dirt = ledger.rows;
    }
    Ok(summary)
}

/// What one thread delivers: some quarters, and with the first of them what stands on the last day, and the truth.
struct Work<'a> {
    request: Request,
    folder: &'a Path,
    quarters: Vec<Quarter>,
    is_first: bool,
    part: PathBuf,
}

/// What one thread has delivered, and its part of the ledger of dirt.
type Done = (Vec<Delivered>, Option<Ledger>);

/// Tells every customer's history, in order, to two threads that each write their own files.
fn tell(settings: &Settings, halves: [Work<'_>; 2], mut told: impl FnMut()) -> Result<Vec<Done>> {
    /// How many histories wait to be written.
    const WAITING: usize = 16;
    thread::scope(|scope| {
        let writers = halves.map(|work| {
            let (sender, histories) = sync_channel(WAITING);
            (sender, scope.spawn(move || work.run(&histories)))
        });
        let (senders, threads): (Vec<_>, Vec<_>) = writers.into_iter().unzip();
        for number in settings.numbers() {
            let history = Arc::new(CompanyHistory::simulate(settings, number));
            if senders.iter().any(|sender| sender.send(Arc::clone(&history)).is_err()) {
                // One of them listens no more: it has failed, and says below why.
                break;
            }
            told();
        }
        drop(senders);
        let joined = threads.into_iter().map(|thread| thread.join().unwrap_or_else(|fault| resume_unwind(fault)));
        joined.collect()
    })
}

impl Work<'_> {
    fn run(self, histories: &Receiver<Arc<CompanyHistory>>) -> Result<Done> {
        let settings = &self.request.settings;
        let ledger = (self.request.dirt > 0).then(|| Ledger::create_part(&self.part)).transpose()?;
        let desk = Desk {
            folder: self.folder.to_owned(),
            seed: settings.seed,
            dirt: self.request.dirt,
            ledger: ledger.map(RefCell::new).map(Rc::new),
            done: Rc::default(),
        };
        let truth_folder = self.folder.join(TRUTH);
        let mut once = None;
        if self.is_first {
            let truth = TruthWriter::create(&truth_folder, settings).map_err(Error::writing(&truth_folder))?;
            once = Some((Snapshots::begin(&desk, settings)?, truth));
        }
        let begun = self.quarters.iter().map(|quarter| Telling::begin(&desk, settings, *quarter));
        let mut tellings = begun.collect::<Result<Vec<_>>>()?;
        for history in histories {
            if let Some((snapshots, truth)) = &mut once {
                snapshots.add(&history)?;
                truth.add(&history).map_err(Error::writing(&truth_folder))?;
            }
            tellings.iter_mut().try_for_each(|telling| telling.add(&history))?;
        }
        tellings.into_iter().try_for_each(Telling::finish)?;
        if let Some((snapshots, truth)) = once {
            snapshots.finish()?;
            truth.finish().map_err(Error::writing(&truth_folder))?;
        }
        let Desk { ledger, done, .. } = desk;
        Ok((done.take(), ledger.and_then(Rc::into_inner).map(RefCell::into_inner)))
    }
}

#[cfg(test)]
mod adding_up;
#[cfg(test)]
mod tests;
