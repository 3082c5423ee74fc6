//! The system calls with which a real run changes files, in their order, as `strace` saw them from outside.

use crate::kam::binary;
use crate::real::there;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};

/// What changes files, and what makes changes last.
const WATCHED: &str = "open,openat,creat,write,pwrite64,writev,pwritev,pwritev2,ftruncate,fallocate,lseek,fsync,fdatasync,\
                       rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,mkdir,mkdirat,rmdir,sendfile,\
                       copy_file_range,sync_file_range";

/// One call that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Call {
    /// A file or folder was opened under a number.
    Open { file: u32, path: PathBuf, creates: bool, empties: bool, appends: bool },
    /// Bytes were written; at a place of their own, or where the last ended.
    Write { file: u32, at: Option<usize>, bytes: Vec<u8> },
    /// The next bytes go elsewhere.
    Seek { file: u32, to: usize },
    /// A file was cut, or filled with zeros.
    SetLength { file: u32, length: usize },
    /// A thread began to sync a file or folder.
    SyncBegins { thread: u32 },
    /// It is done: what was changed before it began will last.
    Synced { thread: u32, file: u32 },
    /// A folder was made.
    MakeFolder { path: PathBuf },
    /// A file got one more name.
    Link { from: PathBuf, to: PathBuf },
    /// A file got another name.
    Rename { from: PathBuf, to: PathBuf },
    /// A name of a file or an empty folder was taken away.
    Remove { path: PathBuf },
}

impl Call {
    /// Whether it changes what a reader would find.
    pub(crate) fn changes(&self) -> bool {
        !matches!(self, Self::Seek { .. } | Self::SyncBegins { .. } | Self::Synced { .. })
            && !matches!(self, Self::Open { creates: false, empties: false, .. })
    }

    /// Whether a kill counts it: it writes, names, or syncs.
    pub(crate) fn is_counted(&self) -> bool {
        !matches!(self, Self::Seek { .. } | Self::SyncBegins { .. } | Self::Open { .. } | Self::SetLength { .. })
    }
}

/// The program, if it is there and may watch.
pub(crate) fn strace() -> Option<PathBuf> {
    let program = there(Path::new("/usr/bin/strace"), "strace (Debian: strace)")?;
    let may_watch = Command::new(&program).args(["-qq", "-o", "/dev/null", "true"]).status().is_ok_and(|s| s.success());
    assert!(may_watch || std::env::var_os("CI").is_none(), "strace may not watch here");
    may_watch.then_some(program)
}

/// Runs kam inside a folder, and returns what it did to files below it.
pub(crate) fn recorded(strace: &Path, folder: &Path, words: &str) -> Vec<Call> {
    let trace = tempfile::NamedTempFile::new().unwrap();
    let mut command = Command::new(strace);
    command.args(["-f", "-qq", "-y", "-xx", "-s", "33554432", "--seccomp-bpf", "-e", "signal=none"]);
    command.args(["-e", &format!("trace={WATCHED}")]).arg("-o").arg(trace.path());
    command.arg(binary()).args(words.split_whitespace()).current_dir(folder).stdin(Stdio::null());
    let ended = command.output().unwrap();
    assert!(ended.status.success(), "kam {words}: {}", String::from_utf8_lossy(&ended.stderr));
    calls(&fs::read_to_string(trace.path()).unwrap(), folder)
}

/// What changes files or makes changes last; each of these calls waits a little, so that a kill after it comes before the next.
const CHANGES: &str = "write,fsync,rename,link,unlink,mkdir";

/// Kills a run with SIGKILL once it has done so many of the calls that change files or sync; false if it ended before.
pub(crate) fn killed_after(strace: &Path, folder: &Path, words: &str, calls: usize) -> bool {
    // The shell waits until it is watched, and becomes kam.
    let mut kam = Command::new("sh");
    kam.args(["-c", "read -r _ && exec \"$0\" \"$@\""]).arg(binary()).args(words.split_whitespace());
    let kam = kam.current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut kam = kam.spawn().unwrap();
    let mut watch = Command::new(strace);
    watch.args(["-f", "-y", "-e", "signal=none", "-e", &format!("trace={CHANGES}"), "-p", &kam.id().to_string()]);
    watch.args(["-e", &format!("inject={CHANGES}:delay_enter=1000")]);
    let mut watching = watch.stdin(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(watching.stderr.take().unwrap()).lines().map_while(Result::ok);
    assert!(lines.next().unwrap().contains("attached"), "strace does not watch");
    kam.stdin.take().unwrap().write_all(b"\n").unwrap();
    let root = folder.display().to_string();
    // A call that another thread's comes between is one line when it begins, with its path, and another when it ends.
    let is_begun = |line: &String| line.ends_with("<unfinished ...>");
    let is_done = |line: &String| line.contains(" = ") && !line.contains(" = -1");
    let is_one = |line: &String| line.contains(&root) && (is_begun(line) || is_done(line));
    let is_reached = lines.by_ref().filter(is_one).nth(calls).is_some();
    kam.kill().unwrap();
    let was_killed = kam.wait().unwrap().code().is_none();
    lines.for_each(drop);
    watching.wait().unwrap();
    is_reached && was_killed
}

/// Reads a trace: a line is a call, or two lines are if another thread's came between.
fn calls(trace: &str, root: &Path) -> Vec<Call> {
    let (mut found, mut begun) = (Vec::new(), BTreeMap::new());
    for line in trace.lines() {
        let (thread, line) = line.split_once(' ').unwrap();
        let (thread, line) = (thread.parse().unwrap(), line.trim_start());
        let begins = !line.starts_with("<... ");
        if begins && (line.starts_with("fsync") || line.starts_with("fdatasync")) {
            found.push(Call::SyncBegins { thread });
        }
        if let Some(first) = line.strip_suffix("<unfinished ...>") {
            begun.insert(thread, first.trim_end().to_owned());
        } else if begins {
            found.extend(call(line, thread, root));
        } else if let Some((_, second)) = line.split_once(" resumed>") {
            let whole = begun.remove(&thread).unwrap() + second;
            found.extend(call(&whole, thread, root));
        }
    }
    found
}

/// Reads one call; none if it failed, or touched nothing below the folder.
fn call(line: &str, thread: u32, root: &Path) -> Option<Call> {
    let (name, rest) = line.split_once('(')?;
    let (arguments, result) = rest.rsplit_once(" = ")?;
    if result.starts_with(['-', '?']) {
        return None;
    }
    let arguments: Vec<&str> = arguments.trim_end().strip_suffix(')')?.split(", ").collect();
    let asked = Asked { arguments: &arguments, result, root };
    match name {
        "open" | "openat" | "creat" => asked.opened(name == "creat"),
        "write" | "writev" => asked.written(None),
        "pwrite64" | "pwritev" | "pwritev2" => asked.written(Some(arguments.get(3)?.parse().unwrap())),
        "lseek" => Some(Call::Seek { file: asked.file()?, to: result.parse().unwrap() }),
        "ftruncate" => Some(Call::SetLength { file: asked.file()?, length: arguments.get(1)?.parse().unwrap() }),
        "fsync" | "fdatasync" => Some(Call::Synced { thread, file: asked.file()? }),
        "mkdir" | "mkdirat" => Some(Call::MakeFolder { path: asked.path(0)? }),
        "link" | "linkat" => Some(Call::Link { from: asked.path(0)?, to: asked.path(1)? }),
        "rename" | "renameat" | "renameat2" => Some(Call::Rename { from: asked.path(0)?, to: asked.path(1)? }),
        "unlink" | "unlinkat" | "rmdir" => Some(Call::Remove { path: asked.path(0)? }),
        // What this reader has no idea of must not pass for nothing.
        _ => asked.file().map(|_| panic!("a call that is not understood: {line}")),
    }
}

struct Asked<'a> {
    arguments: &'a [&'a str],
    result: &'a str,
    root: &'a Path,
}

impl Asked<'_> {
    fn opened(&self, creates: bool) -> Option<Call> {
        let has = |flag: &str| self.arguments.iter().any(|argument| argument.split('|').any(|found| found == flag));
        let (number, path) = number_and_path(self.result)?;
        let path = below(&path, self.root)?;
        let (creates, empties) = (creates || has("O_CREAT"), creates || has("O_TRUNC"));
        Some(Call::Open { file: number, path, creates, empties, appends: has("O_APPEND") })
    }

    fn written(&self, at: Option<usize>) -> Option<Call> {
        let file = self.file()?;
        let mut bytes: Vec<u8> =
            self.arguments.iter().skip(1).flat_map(|argument| quoted(argument)).flatten().collect();
        bytes.truncate(self.result.parse().unwrap());
        Some(Call::Write { file, at, bytes })
    }

    /// The number of an open file below the folder.
    fn file(&self) -> Option<u32> {
        let (number, path) = number_and_path(self.arguments.first()?)?;
        below(&path, self.root).map(|_| number)
    }

    /// The n-th path that is named; before it may stand the folder it starts from.
    fn path(&self, n: usize) -> Option<PathBuf> {
        let named = self.arguments.iter().enumerate().filter(|(_, argument)| argument.starts_with('"'));
        let (index, argument) = named.clone().nth(n)?;
        let from = index.checked_sub(1).and_then(|before| number_and_path(self.arguments.get(before)?));
        let from = from.map_or_else(|| self.root.to_path_buf(), |(_, folder)| folder);
        let path = PathBuf::from(String::from_utf8(quoted(argument)?).unwrap());
        below(&from.join(path), self.root)
    }
}

/// `3<…>` or `AT_FDCWD<…>`: the number, zero for the folder one is in, and the path.
fn number_and_path(text: &str) -> Option<(u32, PathBuf)> {
    let (number, path) = text.split_once('<')?;
    let path = path.split_once('>')?.0;
    let number = if number == "AT_FDCWD" { 0 } else { number.parse().ok()? };
    Some((number, PathBuf::from(String::from_utf8(bytes(path)?).ok()?)))
}

/// The bytes between quotation marks, which are spelled as hexadecimal digits.
fn quoted(text: &str) -> Option<Vec<u8>> {
    let (inner, after) = text.split_once('"')?.1.split_once('"')?;
    assert!(!after.starts_with("..."), "more was written at once than is recorded");
    bytes(inner)
}

fn bytes(digits: &str) -> Option<Vec<u8>> {
    digits.split("\\x").skip(1).map(|byte| u8::from_str_radix(byte, 16).ok()).collect()
}

/// A path as seen from a folder, none if it is not below it.
fn below(path: &Path, folder: &Path) -> Option<PathBuf> {
    let path: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
    path.strip_prefix(folder).ok().map(Path::to_path_buf)
}

#[test]
fn a_trace_is_read_also_where_threads_took_turns() {
    let hex = |text: &str| text.bytes().map(|byte| format!("\\x{byte:02x}")).collect::<String>();
    let (file, name, other) = (hex("/p/a"), hex("a"), hex("/p/b"));
    let trace = format!(
        "7 openat(AT_FDCWD<{}>, \"{name}\", O_WRONLY|O_CREAT|O_EXCL, 0666) = 3<{file}>\n\
         7 write(3<{file}>, \"{}\", 5) = 2\n\
         7 fsync(3<{file}> <unfinished ...>\n\
         8 link(\"{file}\", \"{other}\")           = 0\n\
         7 <... fsync resumed>)              = 0\n\
         8 unlink(\"{}\") = 0\n\
         8 rename(\"{file}\", \"{other}\") = -1 ENOENT (No such file or directory)\n",
        hex("/p"),
        hex("hello"),
        hex("/q/c"),
    );
    let opened = Call::Open { file: 3, path: "a".into(), creates: true, empties: false, appends: false };
    let expected = [
        opened,
        Call::Write { file: 3, at: None, bytes: b"he".to_vec() },
        Call::SyncBegins { thread: 7 },
        Call::Link { from: "a".into(), to: "b".into() },
        Call::Synced { thread: 7, file: 3 },
    ];
    assert_eq!(calls(&trace, Path::new("/p")), expected);
}
