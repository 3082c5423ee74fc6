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
use std::path::Path;
use std::rc::Rc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

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
    for name in SYSTEMS.into_iter().chain(["truth"]) {
        let path = folder.join(name);
        fs::create_dir_all(&path).map_err(Error::writing(&path))?;
    }
    let ledger = match request.dirt {
        0 => None,
        _ => Some(Rc::new(RefCell::new(Ledger::create(&folder.join(folder::DIRT))?))),
    };
    let desk = Desk {
        folder: folder.to_owned(),
        seed: request.settings.seed,
        dirt: request.dirt,
        ledger,
        done: Rc::default(),
    };
    deliver(&desk, &request.settings, progress)?;
    summary(&desk)
}

fn deliver(desk: &Desk, settings: &Settings, progress: &mut dyn FnMut(Progress)) -> Result<()> {
    let quarters: Vec<Quarter> = settings.each_quarter().collect();
    let batches = quarters.chunks(QUARTERS_AT_ONCE);
    let mut at = Progress { done: 0, of: u64::from(settings.accounts) * batches.len() as u64 };
    let truth_folder = desk.folder.join("truth");
    let create = TruthWriter::create(&truth_folder, settings);
    let mut once = Some((Snapshots::begin(desk, settings)?, create.map_err(Error::writing(&truth_folder))?));
    for batch in batches {
        let begun = batch.iter().map(|quarter| Telling::begin(desk, settings, *quarter));
        let mut tellings = begun.collect::<Result<Vec<_>>>()?;
        each_history(settings, |history| {
            if let Some((snapshots, truth)) = &mut once {
                snapshots.add(history)?;
                truth.add(history).map_err(Error::writing(&truth_folder))?;
            }
            tellings.iter_mut().try_for_each(|telling| telling.add(history))?;
            at.done += 1;
            progress(at);
            Ok(())
        })?;
        tellings.into_iter().try_for_each(Telling::finish)?;
        if let Some((snapshots, truth)) = once.take() {
            snapshots.finish()?;
            truth.finish().map_err(Error::writing(&truth_folder))?;
        }
    }
    Ok(())
}

/// Tells every customer's history in order; the next ones are made up on another thread meanwhile.
fn each_history(settings: &Settings, mut tell: impl FnMut(&CompanyHistory) -> Result<()>) -> Result<()> {
    /// How many histories wait to be told.
    const WAITING: usize = 16;
    thread::scope(|scope| {
        let (sender, told): (_, Receiver<CompanyHistory>) = sync_channel(WAITING);
        scope.spawn(move || {
            for number in settings.numbers() {
                if sender.send(CompanyHistory::simulate(settings, number)).is_err() {
                    // Nobody listens any more: the telling has failed.
                    return;
                }
            }
        });
        told.into_iter().try_for_each(|history| tell(&history))
    })
}

fn summary(desk: &Desk) -> Result<Summary> {
    let dirt = desk.ledger.as_ref().map_or(0, |ledger| ledger.borrow().rows);
    if let Some(ledger) = &desk.ledger {
        ledger.borrow_mut().flush()?;
    }
    let mut delivered = desk.done.take();
    delivered.sort();
    folder::mark(&desk.folder, &delivered)?;
    Ok(Summary { delivered, dirt })
}

#[cfg(test)]
mod adding_up;
#[cfg(test)]
mod tests;
