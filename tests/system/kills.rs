//! `kill -9` in the middle of a real run, as often as asked, at moments counted in files written.
//!
//! A run of Northwind is killed when a chosen number of files stands below its lake, so every kill falls between
//! the first and the last write. After each, every table must open, all of a commit or nothing of it must be
//! visible, and the next run must come to the cent. `KAM_KILLS` says how many moments, as `tests/run --long` does; none by default.

use crate::kam::{Ended, Kam, binary};
use crate::real;
use kam_lake::{Location, Reader, Session, SessionSettings};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Northwind's totals: net of discount, and gross, published with the data.
const TOTALS: &str = "1265793.0395 1354458.5900";

#[test]
fn killed_runs_leave_all_or_nothing() {
    let Some(data) = real::extracts() else { return };
    // `kills_by_phase` kills in every suite; here it is Northwind, and each kill takes half a minute.
    let Some(kills) = std::env::var_os("KAM_KILLS") else { return };
    let moments: usize = kills.to_string_lossy().parse().unwrap();
    let all = files_of_a_whole_run(&data);
    let (mut between, mut phases) = (0, BTreeMap::new());
    for moment in 0..moments {
        // Spread over the run, away from its very ends.
        let files = 1 + (all - 2) * (2 * moment + 1) / (2 * moments);
        let project = Northwind::copied(&data);
        between += usize::from(project.killed_at(files));
        *phases.entry(project.phase()).or_insert(0) += 1;
        project.assert_whole(files);
        project.run().done();
        assert_eq!(project.look().as_deref(), Some(TOTALS), "after a kill at {files} of {all} files");
    }
    println!("{moments} kills, {between} of them between the first and the last of {all} files written: {phases:?}");
    assert!(between * 2 > moments, "only {between} of {moments} kills hit a run that was writing");
}

fn files_of_a_whole_run(data: &Path) -> usize {
    let project = Northwind::copied(data);
    project.run().done();
    assert_eq!(project.look().as_deref(), Some(TOTALS));
    real::count(&project.lake())
}

/// The project's definitions in a folder of their own, in one language.
struct Northwind {
    folder: tempfile::TempDir,
    data: PathBuf,
}

impl Northwind {
    fn copied(data: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        real::define("northwind", folder.path());
        let settings = folder.path().join("pipelines/project.toml");
        let text = std::fs::read_to_string(&settings).unwrap().replace("\"en\", \"zh-CN\"", "\"en\"");
        std::fs::write(settings, text).unwrap();
        Self { folder, data: data.to_owned() }
    }

    fn lake(&self) -> PathBuf {
        self.folder.path().join("lake")
    }

    fn run(&self) -> Ended {
        Kam::inside(&self.folder.path()).with("KAM_REAL_DATA", &self.data).run("run --quiet")
    }

    /// Kills a run once so many files stand below the lake; false if it ended before.
    fn killed_at(&self, files: usize) -> bool {
        let mut command = Command::new(binary());
        command.args(["run", "--quiet"]).current_dir(self.folder.path()).env("KAM_REAL_DATA", &self.data);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let mut is_running = true;
        while is_running && real::count(&self.lake()) < files {
            is_running = child.try_wait().unwrap().is_none();
            std::thread::yield_now();
        }
        killed(&mut child);
        is_running
    }

    /// What a kill interrupted, by what stands of the run's two commits.
    fn phase(&self) -> &'static str {
        let records = |kind: &str| std::fs::read_dir(self.lake().join("_kam").join(kind)).map_or(0, Iterator::count);
        match (records("plan"), records("commit")) {
            (0, _) => "landing",
            (1, 0) => "the first commit",
            (1, _) => "building",
            (_, 1) => "the second commit",
            _ => "handing out reports",
        }
    }

    /// Every table opens, and what is visible is whole.
    fn assert_whole(&self, files: usize) {
        if let Some(totals) = self.look() {
            assert_eq!(totals, TOTALS, "a part of a build is visible after a kill at {files} files");
        }
    }

    /// The totals over the marts, none if no build is visible; opens every table that is.
    fn look(&self) -> Option<String> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let location = Location::open("lake", self.folder.path(), &BTreeMap::new()).unwrap();
            let reader = Reader::open(&location).await.unwrap();
            let session = Session::open(&SessionSettings::default()).unwrap();
            let tables = reader.tables();
            for table in &tables {
                assert!(reader.register(&session, table).await.unwrap(), "{table} does not open");
            }
            let is_landed = tables.iter().filter(|table| table.to_string().starts_with("raw.northwind_")).count();
            assert!(is_landed == 0 || is_landed == 4, "{is_landed} of 4 extracts are visible");
            let is_built = tables.iter().any(|table| table.to_string() == "marts.value_concentration");
            if !is_built {
                return None;
            }
            let sql = "select cast(sum(net_revenue_q_amount) as text) || ' ' || cast(sum(gross_revenue_q_amount) as text) \
                       from marts.value_concentration";
            let (_, batches) = session.query("a look", sql).await.unwrap();
            Some(arrow::util::display::array_value_to_string(batches[0].column(0), 0).unwrap())
        })
    }
}

/// SIGKILL: the process gets no chance to tidy up.
fn killed(child: &mut Child) {
    child.kill().ok();
    child.wait().unwrap();
}
