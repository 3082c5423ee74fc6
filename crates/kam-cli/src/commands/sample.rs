//! `kam sample`: a made-up company, as its systems would deliver it.

use crate::arguments;
use crate::columns::Columns;
use crate::console::Console;
use crate::error::Result;
use crate::exit_code::ExitCode;
use crate::output;
use indicatif::{ProgressBar, ProgressStyle};
use kam_sample::{Delivered, Progress, Request, Summary};
use std::collections::BTreeMap;
use std::path::Path;

/// Writes the sample and says what it holds.
pub(super) fn run(asked: &arguments::Sample, console: Console) -> Result<ExitCode> {
    let summary = written(&Request::from(asked), &asked.out, console)?;
    output::print(&text(&summary, &asked.out))?;
    Ok(ExitCode::Done)
}

/// Writes a sample into a folder, telling how far it is.
pub(super) fn written(request: &Request, folder: &Path, console: Console) -> Result<Summary> {
    request.check()?;
    let mut teller = Teller::new(console);
    let summary = kam_sample::write(request, folder, &mut |progress| teller.tell(progress));
    teller.end();
    Ok(summary?)
}

impl From<&arguments::Sample> for Request {
    fn from(asked: &arguments::Sample) -> Self {
        let arguments::Sample { accounts, quarters, last_quarter, seed, dirt, .. } = *asked;
        Self { settings: kam_sample::Settings { accounts, quarters, last_quarter, seed }, dirt }
    }
}

/// Tells how far it is: a bar for who watches, a line for each tenth in a log.
struct Teller {
    console: Console,
    bar: Option<ProgressBar>,
    tenths: u64,
}

impl Teller {
    fn new(console: Console) -> Self {
        let bar = (console.is_terminal() && !console.quiet).then(bar);
        Self { console, bar, tenths: 0 }
    }

    fn tell(&mut self, Progress { done, of }: Progress) {
        let tenths = (done * 10).checked_div(of).unwrap_or(10);
        match &self.bar {
            Some(bar) => {
                bar.set_length(of);
                bar.set_position(done);
            }
            None if tenths > self.tenths => self.console.say(&format!("{} % of the customers told", tenths * 10)),
            None => {}
        }
        self.tenths = tenths;
    }

    fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{bar:24} {percent} % {elapsed} telling of customers") {
        bar.set_style(style);
    }
    bar
}

/// What was written, a line for each kind of file.
fn text(summary: &Summary, folder: &Path) -> String {
    let mut kinds: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for delivered in &summary.delivered {
        let (files, rows) = kinds.entry(kind(delivered)).or_default();
        (*files, *rows) = (*files + 1, *rows + delivered.rows);
    }
    let mut columns = Columns::default();
    for (kind, (files, rows)) in kinds {
        let files = format!("{files} {}", if files == 1 { "file" } else { "files" });
        columns.row([&kind, &files, &format!("{rows} rows")]);
    }
    let mut text = columns.text();
    text.push_str(&format!("{} rows in `{}`", summary.rows(), folder.display()));
    match summary.dirt {
        0 => text.push('\n'),
        dirt => {
            text.push_str(&format!(", {dirt} of them dirt, each named in `{}`\n", folder.join("dirt.csv").display()))
        }
    }
    text
}

/// The file without its quarter, and its member.
fn kind(delivered: &Delivered) -> String {
    let path = match delivered.file.rsplit_once('_') {
        Some((kind, _)) => kind,
        None => delivered.file.split('.').next().unwrap_or_default(),
    };
    if delivered.member.is_empty() { path.to_owned() } else { format!("{path}: {}", delivered.member) }
}
