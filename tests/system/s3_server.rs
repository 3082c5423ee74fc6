//! An S3 server of a test's own, on loopback: s3s-fs, which keeps objects as files below a folder.

use crate::chaos_proxy::{ChaosProxy, Rule};
use crate::kam::Kam;
use crate::real::there;
use crate::repository::root;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use tempfile::{TempDir, tempdir};

/// What the server asks of its clients, and they say.
const KEYS: [(&str, &str); 2] = [("AWS_ACCESS_KEY_ID", "a-key"), ("AWS_SECRET_ACCESS_KEY", "a-secret")];

/// A running server with one bucket, `lake`.
pub(crate) struct S3Server {
    folder: TempDir,
    process: Child,
    address: SocketAddr,
    /// s3s-fs looks whether an object is there and then writes it; with one write at a time it keeps the promise of S3.
    gate: Arc<Mutex<()>>,
    is_signed: bool,
}

impl S3Server {
    /// A server that checks every request's signature; none where s3s-fs is not installed, as `tests/run --long` does: to build
    /// it takes a minute, and Azurite shows in every run that a lake across a network works.
    pub(crate) fn start() -> Option<Self> {
        Self::serving(true)
    }

    /// One that checks none, so that requests can be changed on the way.
    pub(crate) fn start_unsigned() -> Option<Self> {
        Self::serving(false)
    }

    fn serving(is_signed: bool) -> Option<Self> {
        let program = root().join("target/tools/bin/s3s-fs");
        if std::env::var_os("KAM_LONG").is_none() && !program.is_file() {
            return None;
        }
        let program = there(&program, "s3s-fs (`tests/run --long` installs it)")?;
        let folder = tempdir().unwrap();
        std::fs::create_dir(folder.path().join("lake")).unwrap();
        let mut command = Command::new(program);
        if is_signed {
            command.args(["--access-key", KEYS[0].1, "--secret-key", KEYS[1].1]);
        }
        command.args(["--host", "127.0.0.1", "--port", "0"]).arg(folder.path()).env("RUST_LOG", "s3s_fs=info");
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let said = BufReader::new(process.stdout.take().unwrap());
        let address = said.lines().find_map(|line| line.unwrap().split_once("http://").map(|(_, at)| at.to_owned()));
        let address = address.and_then(|at| at.trim().parse().ok()).unwrap_or_else(|| panic!("s3s-fs does not start"));
        Some(Self { folder, process, address, gate: Arc::default(), is_signed })
    }

    /// A door to it, where requests fare as the rule says.
    pub(crate) fn door(&self, rule: Rule) -> ChaosProxy {
        ChaosProxy::open(self.address, Arc::clone(&self.gate), rule)
    }

    /// A door where nothing goes wrong.
    pub(crate) fn quiet_door(&self) -> ChaosProxy {
        self.door(Box::new(|_| None))
    }

    /// The folder that holds what lies below a prefix of the bucket.
    pub(crate) fn objects(&self, prefix: &str) -> PathBuf {
        self.folder.path().join("lake").join(prefix)
    }

    /// A call of kam from inside a folder, whose lake is reached by a door.
    pub(crate) fn kam(&self, folder: &impl AsRef<Path>, door: &ChaosProxy) -> Kam {
        let kam =
            self.variables(door).into_iter().fold(Kam::inside(folder), |kam, (name, value)| kam.with(name, value));
        // A proxy of the network around must not stand between.
        kam.with("NO_PROXY", "127.0.0.1")
    }

    /// What the environment must say for a lake behind a door.
    pub(crate) fn variables(&self, door: &ChaosProxy) -> Vec<(&'static str, String)> {
        let mut variables = vec![
            ("AWS_ENDPOINT", door.url()),
            ("AWS_ALLOW_HTTP", "true".to_owned()),
            ("AWS_REGION", "eu-central-1".to_owned()),
            ("AWS_TIMEOUT", "5s".to_owned()),
        ];
        match self.is_signed {
            true => variables.extend(KEYS.map(|(name, value)| (name, value.to_owned()))),
            false => variables.push(("AWS_SKIP_SIGNATURE", "true".to_owned())),
        }
        variables
    }
}

impl Drop for S3Server {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}
