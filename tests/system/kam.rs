//! The `kam` binary, run as a person or a scheduler runs it.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// One call of the binary, to be made.
pub(crate) struct Kam {
    command: Command,
    input: String,
}

/// How a call ended.
#[derive(Debug)]
pub(crate) struct Ended {
    /// The exit code.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) data: String,
    /// Standard error.
    pub(crate) talk: String,
}

impl Kam {
    /// A call from inside a folder, with nothing in the environment that changes what is written.
    pub(crate) fn inside(folder: &impl AsRef<Path>) -> Self {
        Self::of(Command::new(binary()), folder)
    }

    /// The same on a machine that has but one core, as far as it can tell.
    pub(crate) fn on_one_core(folder: &impl AsRef<Path>) -> Self {
        let mut command = Command::new("taskset");
        command.args(["--cpu-list", "0"]).arg(binary());
        Self::of(command, folder)
    }

    /// The same where it counts four cores, made to by a library that is built into the folder; needs `cc`.
    pub(crate) fn on_four_cores(folder: &impl AsRef<Path>) -> Self {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("system/four_cores.c");
        let library = folder.as_ref().join("four_cores.so");
        let built = Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(&library).arg(source).status();
        assert!(built.unwrap().success(), "cc fails");
        Self::of(Command::new(binary()), folder).with("LD_PRELOAD", library)
    }

    fn of(mut command: Command, folder: &impl AsRef<Path>) -> Self {
        command.current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
            command.env_remove(variable);
        }
        Self { command, input: String::new() }
    }

    /// Sets a variable of its environment.
    pub(crate) fn with(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Gives it something to read.
    pub(crate) fn reading(mut self, input: &str) -> Self {
        self.input = input.into();
        self
    }

    /// Sends its standard output elsewhere; [`Ended::data`] stays empty.
    pub(crate) fn writing_to(mut self, to: impl Into<Stdio>) -> Self {
        self.command.stdout(to);
        self
    }

    /// Calls it with words separated by blanks.
    pub(crate) fn run(self, words: &str) -> Ended {
        self.call(words.split_whitespace())
    }

    /// Calls it with these words.
    pub(crate) fn call(mut self, words: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Ended {
        let mut child = self.command.args(words).spawn().unwrap();
        child.stdin.take().unwrap().write_all(self.input.as_bytes()).ok();
        // The command holds on to where it writes; a pipe only ends when every end of it is let go.
        drop(self.command);
        let output = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Ended { code: output.status.code().unwrap_or(-1), data: text(output.stdout), talk: text(output.stderr) }
    }
}

impl Ended {
    /// The data of a call that did what it was asked.
    #[track_caller]
    pub(crate) fn done(self) -> String {
        assert_eq!(self.code, 0, "{}{}", self.data, self.talk);
        self.data
    }

    /// The talk of a call that ended with this code and wrote no data.
    #[track_caller]
    pub(crate) fn refused(self, code: i32) -> String {
        assert_eq!((self.code, self.data.as_str()), (code, ""), "{}", self.talk);
        self.talk
    }
}

/// The binary of the same build, beside the folder this test lies in.
pub(crate) fn binary() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let binary = test.ancestors().nth(2).unwrap().join("kam");
    assert!(binary.is_file(), "`{}` is not there: `tests/run` builds it first", binary.display());
    binary
}
