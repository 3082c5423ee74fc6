//! What a run tells, as it happens: a bar for who watches, a line per step for a log, JSON for programs.

use crate::arguments::LogFormat;
use crate::console::Console;
use indicatif::{ProgressBar, ProgressStyle};
use kam_run::{Event, StepKind, StepStatus};

/// Shows the events of one run.
#[derive(Debug)]
pub(crate) struct Progress {
    console: Console,
    bar: Option<ProgressBar>,
    steps: usize,
}

impl Progress {
    /// Prepares for a run; on a terminal with a bar.
    pub(crate) fn new(console: Console) -> Self {
        let bar = (console.is_terminal() && !console.quiet).then(bar);
        Self { console, bar, steps: 0 }
    }

    /// Shows one event.
    pub(crate) fn tell(&mut self, event: &Event) {
        match (self.console.format, self.console.quiet) {
            (_, true) => {}
            (LogFormat::Json, false) => self.console.line(event),
            (LogFormat::Text, false) => self.tell_a_person(event),
        }
    }

    /// Takes the bar away.
    pub(crate) fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    fn tell_a_person(&mut self, event: &Event) {
        match event {
            Event::Planned { steps } => self.planned(*steps),
            Event::StepStarted { kind, target, .. } => self.started(*kind, target),
            Event::StepFinished { .. } => self.finished(event),
            Event::Noted { message } => self.write(&format!("note: {message}")),
            Event::Drifted { message, .. } => self.write(&format!("drift: {message}")),
            Event::Committed { number, tables } => self.write(&format!("commit {number}: {tables} tables")),
            Event::Started { .. } | Event::Finished { .. } => {}
        }
    }

    fn planned(&mut self, steps: usize) {
        self.steps = steps;
        if let Some(bar) = &self.bar {
            bar.set_length(steps as u64);
        }
    }

    fn started(&self, kind: StepKind, target: &str) {
        if let Some(bar) = &self.bar {
            bar.set_message(format!("{} {target}", kind.as_str()));
        }
    }

    /// A bar shows only what is out of the ordinary; a log shows every step.
    fn finished(&self, event: &Event) {
        let Event::StepFinished { number, status, .. } = event else { return };
        if let Some(bar) = &self.bar {
            bar.set_position(*number as u64);
        }
        if let (Some(line), true) = (step(event, self.steps), self.bar.is_none() || *status != StepStatus::Done) {
            self.write(&line);
        }
    }

    fn write(&self, line: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| self.console.say(line)),
            None => self.console.say(line),
        }
    }
}

/// A finished step as one line: `[12/40] build marts.value_contribution: 91 rows, 0.1 s`.
fn step(event: &Event, steps: usize) -> Option<String> {
    let Event::StepFinished { number, kind, target, rows, milliseconds, status, message } = event else { return None };
    let mut line = format!("[{number}/{}] {} {target}: ", steps.max(*number), kind.as_str());
    if *status != StepStatus::Done {
        line.push_str(&format!("{}, ", status.as_str()));
    }
    if let Some(rows) = rows {
        line.push_str(&format!("{rows} {}, ", if *rows == 1 { "row" } else { "rows" }));
    }
    line.push_str(&format!("{}.{} s", milliseconds / 1000, milliseconds % 1000 / 100));
    if let Some(message) = message {
        line.push_str(&format!(": {message}"));
    }
    Some(line)
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{bar:24} {pos}/{len} {elapsed} {wide_msg}") {
        bar.set_style(style);
    }
    bar
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finished(rows: Option<u64>, status: StepStatus, message: Option<&str>) -> Event {
        let (kind, target) = (StepKind::Check, "checks.x".to_owned());
        Event::StepFinished {
            number: 3,
            kind,
            target,
            rows,
            milliseconds: 1250,
            status,
            message: message.map(Into::into),
        }
    }

    #[test]
    fn a_step_is_one_line() {
        let line = |event| step(&event, 12).unwrap_or_default();
        assert_eq!(line(finished(Some(1), StepStatus::Done, None)), "[3/12] check checks.x: 1 row, 1.2 s");
        let failed = finished(Some(2), StepStatus::Failed, Some("two of them"));
        assert_eq!(line(failed), "[3/12] check checks.x: failed, 2 rows, 1.2 s: two of them");
    }
}
