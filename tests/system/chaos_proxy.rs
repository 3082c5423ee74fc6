//! A proxy before a store's door that does to requests what networks and busy stores do: it answers errors, late, cut short or
//! not at all, before the store has heard of a request or after it has done what was asked.

use socket2::SockRef;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What goes wrong with one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The answer is this HTTP status.
    Status(u16),
    /// No answer comes, until the client gives up.
    Silence,
    /// The connection is reset.
    Reset,
    /// The answer breaks off in its middle.
    Cut,
    /// The answer comes late.
    Delay(Duration),
    /// The store is asked without the conditions: as one that does not know them.
    Unconditional,
}

/// When it goes wrong: before the store has heard of the request, or after it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    Before,
    After,
}

/// One fault.
pub(crate) type Fault = (Trouble, When);

/// Says of each request what goes wrong with it, if anything. It may block: the request waits as long.
pub(crate) type Rule = Box<dyn FnMut(&Request) -> Option<Fault> + Send>;

/// A running proxy; it ends when it is dropped.
pub(crate) struct ChaosProxy {
    address: SocketAddr,
    door: Arc<Door>,
    listening: Option<thread::JoinHandle<()>>,
}

struct Door {
    store: SocketAddr,
    /// Held while something is written to the store: shared by all proxies of one store.
    gate: Arc<Mutex<()>>,
    rule: Mutex<Rule>,
    is_closed: AtomicBool,
}

impl ChaosProxy {
    /// Opens a door to a store. Writes pass it one at a time, with all other doors that share the gate.
    pub(crate) fn open(store: SocketAddr, gate: Arc<Mutex<()>>, rule: Rule) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let door = Arc::new(Door { store, gate, rule: Mutex::new(rule), is_closed: AtomicBool::new(false) });
        let listening = thread::spawn({
            let door = Arc::clone(&door);
            move || listen(&listener, &door)
        });
        Self { address, door, listening: Some(listening) }
    }

    /// Where it listens: `http://127.0.0.1:4711`.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Goes by another rule from here on.
    pub(crate) fn obey(&self, rule: Rule) {
        *self.door.rule.lock().unwrap() = rule;
    }
}

impl Drop for ChaosProxy {
    fn drop(&mut self) {
        self.door.is_closed.store(true, Ordering::SeqCst);
        TcpStream::connect(self.address).ok();
        self.listening.take().map(thread::JoinHandle::join);
    }
}

fn listen(listener: &TcpListener, door: &Arc<Door>) {
    for client in listener.incoming() {
        if door.is_closed.load(Ordering::SeqCst) {
            return;
        }
        let (Ok(client), door) = (client, Arc::clone(door)) else { continue };
        // A connection that breaks is what this proxy is for.
        thread::spawn(move || door.serve(&client).ok());
    }
}

impl Door {
    /// Serves one connection until either side ends it.
    fn serve(&self, client: &TcpStream) -> io::Result<()> {
        client.set_nodelay(true)?;
        let mut reader = BufReader::new(client);
        while let Some(request) = Request::read(&mut reader)? {
            let fault = (self.rule.lock().unwrap())(&request);
            if !self.answer(client, &request, fault)? {
                break;
            }
        }
        Ok(())
    }

    /// Answers one request; false if the connection is to be closed.
    fn answer(&self, mut client: &TcpStream, request: &Request, fault: Option<Fault>) -> io::Result<bool> {
        let answer = match fault {
            Some((Trouble::Unconditional, _)) => self.forward(&request.without_conditions())?,
            Some((trouble, When::Before)) if !matches!(trouble, Trouble::Delay(_)) => Vec::new(),
            _ => self.forward(request)?,
        };
        match fault.map(|(trouble, _)| trouble) {
            None | Some(Trouble::Unconditional) => client.write_all(&answer)?,
            Some(Trouble::Delay(time)) => {
                late(time);
                client.write_all(&answer)?;
            }
            Some(Trouble::Status(code)) => {
                client.write_all(format!("HTTP/1.1 {code} chaos\r\ncontent-length: 0\r\n\r\n").as_bytes())?;
            }
            Some(Trouble::Silence) => return io::copy(&mut client, &mut io::sink()).map(|_| false),
            Some(Trouble::Reset) => return SockRef::from(client).set_linger(Some(Duration::ZERO)).map(|()| false),
            Some(Trouble::Cut) => return client.write_all(half(&answer)).map(|()| false),
        }
        Ok(true)
    }

    /// Has the store do it, on a connection of its own.
    fn forward(&self, request: &Request) -> io::Result<Vec<u8>> {
        let _one_at_a_time = (request.method() == "PUT").then(|| self.gate.lock().unwrap());
        let mut store = TcpStream::connect(self.store)?;
        store.write_all(&request.to_store())?;
        let mut answer = Vec::new();
        store.read_to_end(&mut answer)?;
        Ok(without_close(&answer))
    }
}

#[expect(clippy::disallowed_methods, reason = "to be late is what is asked for")]
fn late(time: Duration) {
    thread::sleep(time);
}

/// Half of an answer's body, and its head; half of its head where it has no body.
fn half(answer: &[u8]) -> &[u8] {
    let head = end_of_head(answer);
    let end = if head < answer.len() { head + (answer.len() - head) / 2 } else { head / 2 };
    &answer[..end]
}

fn end_of_head(message: &[u8]) -> usize {
    message.windows(4).position(|bytes| bytes == b"\r\n\r\n").map_or(message.len(), |at| at + 4)
}

/// The answer, but for the word that the store's connection ends with it: ours does not.
fn without_close(answer: &[u8]) -> Vec<u8> {
    let (head, body) = answer.split_at(end_of_head(answer));
    let head = String::from_utf8_lossy(head).replace("connection: close\r\n", "");
    [head.as_bytes(), body].concat()
}

/// One request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// The lines of its head, the request line first, each without its end.
    lines: Vec<String>,
    body: Vec<u8>,
}

impl Request {
    /// Reads the next one; none once the client has ended.
    fn read(reader: &mut impl BufRead) -> io::Result<Option<Self>> {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line)? == 0 {
                return Ok(None);
            }
            match line.trim_end() {
                "" => break,
                text => lines.push(text.to_owned()),
            }
        }
        let mut request = Self { lines, body: Vec::new() };
        let length = request.header("content-length").map_or(0, |length| length.parse().unwrap());
        request.body.resize(length, 0);
        reader.read_exact(&mut request.body)?;
        Ok(Some(request))
    }

    /// GET, PUT, …
    pub(crate) fn method(&self) -> &str {
        self.word(0)
    }

    /// What it is about: `/lake/_kam/plan/00000000000000000001.json?…`.
    pub(crate) fn path(&self) -> &str {
        self.word(1)
    }

    /// Whether it makes an object only if there is none.
    pub(crate) fn is_put_if_absent(&self) -> bool {
        self.method() == "PUT" && self.header("if-none-match").is_some()
    }

    /// Whether it writes over an object only if that is the one its writer has seen.
    pub(crate) fn is_conditional_overwrite(&self) -> bool {
        self.method() == "PUT" && self.header("if-match").is_some()
    }

    /// Whether it is one of the writes that make a commit: a plan, an entry of a table's log, a commit.
    pub(crate) fn is_of_a_commit(&self) -> bool {
        let is_of = |folder: &&str| self.path().contains(*folder);
        self.is_put_if_absent() && ["/_kam/plan/", "/_delta_log/", "/_kam/commit/"].iter().any(is_of)
    }

    fn word(&self, number: usize) -> &str {
        self.lines.first().and_then(|line| line.split(' ').nth(number)).unwrap_or_default()
    }

    fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.lines.iter().skip(1).filter_map(|line| line.split_once(':'));
        headers.find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    fn without(&self, names: &[&str]) -> Self {
        let is_kept = |line: &&String| {
            line.split_once(':').is_none_or(|(name, _)| !names.iter().any(|gone| name.eq_ignore_ascii_case(gone)))
        };
        Self { lines: self.lines.iter().filter(is_kept).cloned().collect(), body: self.body.clone() }
    }

    fn without_conditions(&self) -> Self {
        self.without(&["if-none-match", "if-match"])
    }

    /// Its bytes, for a connection that ends with the answer.
    fn to_store(&self) -> Vec<u8> {
        let head = self.without(&["connection"]).lines.join("\r\n");
        [head.as_bytes(), b"\r\nconnection: close\r\n\r\n", &self.body].concat()
    }
}
