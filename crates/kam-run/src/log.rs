//! What a run says while it works, and what it keeps of it.

use crate::error::Result;
use crate::event::{Event, StepStatus};
use crate::memory;
use crate::plan::Step;
use crate::record::{CheckRow, StepRow};
use crate::surroundings::Surroundings;
use chrono::{DateTime, Utc};

/// The steps and checks of a run so far, and whom to tell.
pub(crate) struct Log<'a> {
    pub run_id: String,
    pub steps: Vec<StepRow>,
    pub checks: Vec<CheckRow>,
    planned: usize,
    around: &'a Surroundings,
    observer: &'a mut (dyn FnMut(Event) + Send),
}

/// A step that has begun.
pub(crate) struct Begun {
    step: Step,
    number: usize,
    at: DateTime<Utc>,
}

impl<'a> Log<'a> {
    pub(crate) fn new(run_id: String, around: &'a Surroundings, observer: &'a mut (dyn FnMut(Event) + Send)) -> Self {
        Self { run_id, steps: Vec::new(), checks: Vec::new(), planned: 0, around, observer }
    }

    pub(crate) fn tell(&mut self, event: Event) {
        (self.observer)(event);
    }

    pub(crate) fn note(&mut self, message: Option<String>) {
        message.into_iter().for_each(|message| self.tell(Event::Noted { message }));
    }

    pub(crate) fn plan(&mut self, steps: usize) {
        self.planned += steps;
        self.tell(Event::Planned { steps: self.planned });
    }

    /// Begins a step, unless somebody wishes the run to stop.
    pub(crate) fn begin(&mut self, step: &Step) -> Result<Begun> {
        self.around.stop.heard()?;
        let at = (self.around.now)();
        memory::forget();
        let number = self.steps.len() + 1;
        self.tell(Event::StepStarted {
            number,
            kind: step.kind,
            target: step.target.clone(),
            reason: step.reason.clone(),
        });
        Ok(Begun { step: step.clone(), number, at })
    }

    /// The most memory any step so far has held.
    pub(crate) fn peak_memory(&self) -> Option<u64> {
        self.steps.iter().filter_map(|step| step.peak_memory_bytes).max().or_else(memory::peak)
    }

    /// Ends a step with the rows it wrote, or with the error that ended it.
    pub(crate) fn end_with(&mut self, begun: Begun, rows: Result<u64>) -> Result<()> {
        match rows {
            Ok(rows) => {
                self.end(begun, Some(rows), StepStatus::Done, None);
                Ok(())
            }
            Err(error) => {
                self.end(begun, None, StepStatus::Failed, Some(error.to_string()));
                Err(error)
            }
        }
    }

    pub(crate) fn end(&mut self, begun: Begun, rows: Option<u64>, status: StepStatus, message: Option<String>) {
        let Begun { step, number, at } = begun;
        let elapsed = (self.around.now)() - at;
        let milliseconds = u64::try_from(elapsed.num_milliseconds()).unwrap_or_default();
        self.steps.push(StepRow {
            run_id: self.run_id.clone(),
            step: number,
            kind: step.kind.as_str(),
            target: step.target.clone(),
            reason: step.reason,
            milliseconds,
            peak_memory_bytes: memory::peak(),
            rows,
            status: status.as_str(),
            message: message.clone(),
        });
        let (kind, target) = (step.kind, step.target);
        self.tell(Event::StepFinished { number, kind, target, rows, milliseconds, status, message });
    }
}
