//! Threads that type blocks ahead of whoever takes the rows, in the file's order.

use super::shape::{Rows, Shape};
use crate::blocks::{Block, Unreadable};
use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

/// What typing a block came to.
pub(super) type Outcome = Result<Rows, Unreadable>;

/// As many threads as there are cores, with the one that takes the rows; and blocks in their hands.
pub(super) struct Crew {
    shape: Arc<Shape>,
    queue: Arc<Queue>,
    helpers: Vec<JoinHandle<()>>,
    /// How many helpers there may be.
    wanted: usize,
    under_way: VecDeque<(Arc<Block>, Receiver<Outcome>)>,
}

#[derive(Default)]
struct Queue {
    waiting: Mutex<Waiting>,
    changed: Condvar,
}

#[derive(Default)]
struct Waiting {
    jobs: VecDeque<Job>,
    closed: bool,
}

struct Job {
    block: Arc<Block>,
    reply: SyncSender<Outcome>,
}

impl Crew {
    pub(super) fn new(shape: Arc<Shape>, helpers: usize) -> Self {
        let (queue, under_way) = (Arc::default(), VecDeque::new());
        Self { shape, queue, helpers: Vec::new(), wanted: helpers, under_way }
    }

    /// Whether everyone has enough to do.
    pub(super) fn is_busy(&self) -> bool {
        self.under_way.len() > self.wanted + 1
    }

    /// Takes a block more.
    pub(super) fn give(&mut self, block: Block) {
        if !self.under_way.is_empty() && self.helpers.len() < self.wanted {
            self.hire();
        }
        let (block, (reply, outcome)) = (Arc::new(block), sync_channel(1));
        self.queue.put(Job { block: Arc::clone(&block), reply });
        self.under_way.push_back((block, outcome));
    }

    /// The oldest block, typed; meanwhile this thread types too.
    pub(super) fn take(&mut self) -> Option<(Arc<Block>, Outcome)> {
        let (block, outcome) = self.under_way.pop_front()?;
        loop {
            match outcome.try_recv() {
                Ok(rows) => return Some((block, rows)),
                Err(TryRecvError::Disconnected) => break,
                Err(TryRecvError::Empty) => match self.queue.pop() {
                    Some(job) => job.done(&self.shape),
                    None => match outcome.recv() {
                        Ok(rows) => return Some((block, rows)),
                        Err(_) => break,
                    },
                },
            }
        }
        // Whoever had it is gone.
        let rows = self.shape.typed(&block);
        Some((block, rows))
    }

    /// A helper more. Without it this thread does all.
    fn hire(&mut self) {
        let (queue, shape) = (Arc::clone(&self.queue), Arc::clone(&self.shape));
        let helper = thread::Builder::new().name("kam-typing".to_owned()).spawn(move || {
            while let Some(job) = queue.next() {
                job.done(&shape);
            }
        });
        match helper {
            Ok(helper) => self.helpers.push(helper),
            Err(_) => self.wanted = self.helpers.len(),
        }
    }
}

impl Drop for Crew {
    fn drop(&mut self) {
        self.queue.close();
        for helper in self.helpers.drain(..) {
            // What a helper had is not wanted any more.
            let _ = helper.join();
        }
    }
}

impl Job {
    fn done(self, shape: &Shape) {
        let rows = shape.typed(&self.block);
        // Whoever gets the rows may use what held the block again.
        drop(self.block);
        // Nobody waits for it if the reader is gone.
        let _ = self.reply.send(rows);
    }
}

impl Queue {
    fn put(&self, job: Job) {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).jobs.push_back(job);
        self.changed.notify_one();
    }

    fn pop(&self) -> Option<Job> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).jobs.pop_front()
    }

    /// Waits for a job; none comes after closing.
    fn next(&self) -> Option<Job> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        while !waiting.closed {
            match waiting.jobs.pop_front() {
                Some(job) => return Some(job),
                None => waiting = self.changed.wait(waiting).unwrap_or_else(PoisonError::into_inner),
            }
        }
        None
    }

    fn close(&self) {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
        self.changed.notify_all();
    }
}
