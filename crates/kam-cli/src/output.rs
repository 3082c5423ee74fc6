//! Standard output: data, and nothing else.

use crate::error::{Error, Result};
use std::io::{self, BufWriter, ErrorKind, IsTerminal, StdoutLock, Write};

/// Standard output, which remembers whether its reader has gone.
///
/// Libraries wrap the errors they meet while writing; asking here is surer than unwrapping them.
pub(crate) struct Output {
    to: BufWriter<StdoutLock<'static>>,
    gone: bool,
}

impl Output {
    /// Takes hold of standard output.
    pub(crate) fn open() -> Self {
        Self { to: BufWriter::new(io::stdout().lock()), gone: false }
    }

    /// Whether a person reads it.
    pub(crate) fn is_terminal() -> bool {
        io::stdout().is_terminal()
    }

    /// Ends the output: what a writer returned, unless its reader has gone.
    pub(crate) fn close<T, E: Into<Error>>(mut self, written: std::result::Result<T, E>) -> Result<T> {
        let flushed = self.flush();
        if self.gone {
            return Err(Error::ReaderGone);
        }
        let value = written.map_err(Into::into)?;
        flushed?;
        Ok(value)
    }

    fn noted<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        self.gone |= matches!(&result, Err(error) if error.kind() == ErrorKind::BrokenPipe);
        result
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let result = self.to.write(bytes);
        self.noted(result)
    }

    fn flush(&mut self) -> io::Result<()> {
        let result = self.to.flush();
        self.noted(result)
    }
}

/// Writes a text and ends.
pub(crate) fn print(text: &str) -> Result<()> {
    let mut output = Output::open();
    let written = output.write_all(text.as_bytes());
    output.close(written)
}

/// Writes a value as indented JSON and ends.
pub(crate) fn print_json(value: &impl serde::Serialize) -> Result<()> {
    let text = serde_json::to_string_pretty(value).map_err(io::Error::from)?;
    print(&format!("{text}\n"))
}
