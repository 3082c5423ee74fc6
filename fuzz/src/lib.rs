//! The readers of `kam-ingest` as fuzz targets. What they may take, the ways in and the files to begin with are those of
//! its tests of hostile files.

#[path = "../../crates/kam-ingest/tests/hostile/bounds.rs"]
mod bounds;
#[path = "../../crates/kam-ingest/tests/hostile/sound.rs"]
mod sound;
#[path = "../../crates/kam-ingest/tests/hostile/ways.rs"]
mod ways;

pub use libfuzzer_sys;

/// The names of all targets.
pub const NAMES: &[&str] = &ways::NAMES;

/// What a target begins with.
pub fn seeds(name: &str) -> Vec<Vec<u8>> {
    ways::sound_files(name)
}

/// A way in; its project is made once.
pub struct Target(ways::Way);

impl Target {
    /// The target of this name.
    pub fn new(name: &str) -> Self {
        Self(ways::Way::named(name))
    }

    /// Ends in a panic if these bytes take more than they may.
    pub fn take(&self, bytes: &[u8]) {
        self.0.take(bytes);
    }
}

/// Lets the thread that reads a sheet panic: it holds a library that may, and whoever waits for it refuses the file.
/// Any other panic ends the search, as before.
pub fn let_sheets_panic() {
    let fatal = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some("sheet") {
            fatal(panic);
        }
    }));
}

/// The body of a target.
#[macro_export]
macro_rules! target {
    ($name:literal) => {
        static TARGET: std::sync::LazyLock<$crate::Target> = std::sync::LazyLock::new(|| $crate::Target::new($name));

        $crate::libfuzzer_sys::fuzz_target!(init: $crate::let_sheets_panic(), |bytes: &[u8]| TARGET.take(bytes));
    };
}
