//! The server's process, and plain HTTP to it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpStream};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use socket2::{Domain, Socket, Type};
use ureq::Agent;

use crate::description;
use crate::kept::Kept;

/// A directory that goes away with the test.
pub struct TempDir(pub PathBuf);

impl TempDir {
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("prescreen-test-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }
}

impl Drop for TempDir {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What a server runs with; it outlives the process, so that a server can be started again.
pub struct Home {
    pub directory: TempDir,
    /// Whether the process sees the time in `clock`.
    faked: bool,
    pub arguments: Vec<String>,
    /// The store, and what is looked up in it from outside.
    pub kept: Kept,
}

/// Somewhere that is asked over HTTP.
pub struct Site {
    pub url: String,
    /// Whether its answers have to be as the screening server's description says.
    pub described: bool,
}

/// A running server.
pub struct Server {
    child: Child,
    site: Site,
    pub credential: String,
}

/// An answer: status, JSON (null when there is none), headers.
pub struct Answer {
    pub status: u16,
    pub json: Value,
    pub text: String,
    headers: ureq::http::HeaderMap,
}

impl Home {
    /// With packs, by their JSON.
    pub fn new(packs: &[Value]) -> Self {
        let directory = TempDir::new();
        fs::create_dir_all(directory.0.join("packs")).unwrap();
        for (number, pack) in packs.iter().enumerate() {
            directory.write(&format!("packs/{number}.json"), &pack.to_string());
        }
        let kept = Kept::new(&directory.0.join("data"));
        Self { directory, faked: false, arguments: Vec::new(), kept }
    }

    /// With another store.
    pub fn on(self, kept: Kept) -> Self {
        Self { kept, ..self }
    }

    /// Another server on the same store, with the key, the credential and the packs of this one, which was started.
    pub fn second(&self) -> Self {
        let directory = TempDir::new();
        for folder in ["packs", "data"] {
            fs::create_dir_all(directory.0.join(folder)).unwrap();
        }
        let files = fs::read_dir(self.directory.0.join("packs")).unwrap().map(|file| file.unwrap().path());
        let secrets = ["signing-key.p8", "host-credential"].map(|name| self.directory.0.join("data").join(name));
        for file in files.chain(secrets) {
            fs::copy(&file, directory.0.join(file.strip_prefix(&self.directory.0).unwrap())).unwrap();
        }
        Self { directory, faked: self.faked, arguments: self.arguments.clone(), kept: self.kept.clone() }
    }

    pub fn argument(mut self, argument: &str) -> Self {
        self.arguments.push(argument.into());
        self
    }

    /// With a clock that stands at a time, `YYYY-MM-DD hh:mm:ss` in UTC, until it is set again.
    pub fn at(mut self, time: &str) -> Self {
        self.faked = true;
        self.set_clock(time);
        self
    }

    pub fn set_clock(&self, time: &str) {
        let new = self.directory.write("clock.new", &format!("{time}\n"));
        fs::rename(new, self.directory.0.join("clock")).unwrap();
    }

    /// Lets a running server come to a later time: the clock is set, and the operator confirms it.
    pub fn pass_until(&self, time: &str) {
        self.set_clock(time);
        self.operate(&["clock", "--confirm"]);
    }

    pub fn command(&self) -> Command {
        let path = |name: &str| self.directory.0.join(name);
        let mut command = self.program();
        command.args(["serve", "--listen", "127.0.0.1:0"]);
        command.arg("--data").arg(path("data")).arg("--packs").arg(path("packs"));
        // Packs of tests have nobody who approves them, but where that is what is tested.
        if !self.arguments.iter().any(|argument| argument == "--approvers") {
            command.arg("--serve-unapproved-packs");
        }
        command.args(self.kept.arguments()).args(&self.arguments);
        command
    }

    /// A command for the data directory, such as `clock`, that answers in JSON.
    pub fn operation(&self, arguments: &[&str]) -> Command {
        let mut command = self.told(arguments);
        command.arg("--json");
        command
    }

    /// The same, that answers in words.
    pub fn told(&self, arguments: &[&str]) -> Command {
        let mut command = self.program();
        let (operation, rest) = arguments.split_first().unwrap();
        command.args(["server", operation, "--data"]).arg(self.directory.0.join("data"));
        command.args(self.kept.arguments()).args(rest);
        command
    }

    /// What such a command says, which must go well.
    pub fn operate(&self, arguments: &[&str]) -> Value {
        let output = self.operation(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    fn program(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_prescreen"));
        if self.faked {
            command
                .env("LD_PRELOAD", faketime())
                .env("FAKETIME_TIMESTAMP_FILE", self.directory.0.join("clock"))
                .env("FAKETIME_NO_CACHE", "1")
                .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
                .env("DONT_FAKE_MONOTONIC", "1")
                .env("TZ", "UTC");
        }
        command
    }

    /// A server, or what it says instead.
    pub fn try_start(&self) -> Result<Server, String> {
        let log = fs::OpenOptions::new().create(true).append(true).open(self.directory.0.join("log")).unwrap();
        let mut child = self.command().stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        match self.ready(&mut child) {
            Some(site) => Ok(self.server(child, site)),
            None => {
                assert_eq!(child.wait().unwrap().code(), Some(2), "{}", self.log());
                Err(self.log())
            }
        }
    }

    pub fn start(&self) -> Server {
        let log = fs::OpenOptions::new().create(true).append(true).open(self.directory.0.join("log")).unwrap();
        self.start_with_log(log)
    }

    /// A server whose log goes elsewhere.
    pub fn start_with_log(&self, log: impl Into<Stdio>) -> Server {
        self.start_through(&[], log)
    }

    /// A server that another program starts, which has the server's command behind its own.
    pub fn start_through(&self, program: &[&str], log: impl Into<Stdio>) -> Server {
        let mut command = self.command();
        if let Some((first, rest)) = program.split_first() {
            let mut through = Command::new(first);
            through.args(rest).arg(command.get_program()).args(command.get_args());
            command = through;
        }
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let site = self.ready(&mut child).unwrap_or_else(|| panic!("no address, log: {}", self.log()));
        self.server(child, site)
    }

    /// Waits until a process says where it can be asked; none when it does not.
    pub fn ready(&self, child: &mut Child) -> Option<Site> {
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim().rsplit(' ').next().unwrap().to_string();
        url.starts_with("http://127.0.0.1:").then_some(Site { url, described: true })
    }

    fn server(&self, child: Child, site: Site) -> Server {
        let credential = fs::read_to_string(self.directory.0.join("data/host-credential")).unwrap().trim().to_string();
        Server { child, site, credential }
    }

    pub fn log(&self) -> String {
        fs::read_to_string(self.directory.0.join("log")).unwrap_or_default()
    }
}

/// The library that shows another time to a process (Debian package `faketime`).
pub fn faketime() -> PathBuf {
    let architectures = fs::read_dir("/usr/lib").unwrap().filter_map(Result::ok).map(|entry| entry.path());
    let libraries = architectures.map(|directory| directory.join("faketime/libfaketime.so.1"));
    let found = libraries.into_iter().find(|library| Path::exists(library));
    found.expect("install the package 'faketime': the tests of time run the server under it")
}

impl Site {
    pub fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[])
    }

    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = agent().get(format!("{}{path}", self.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.answer("get", path, request.call())
    }

    /// What a browser asks before it asks from another origin.
    pub fn options(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = agent().options(format!("{}{path}", self.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.answer("options", path, request.call())
    }

    pub fn post(&self, path: &str, media_type: &str, body: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = agent().post(format!("{}{path}", self.url)).content_type(media_type);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.answer("post", path, request.send(body))
    }

    fn answer(
        &self,
        method: &str,
        path: &str,
        response: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
    ) -> Answer {
        let answer = answer(response);
        if self.described {
            description::check(method, path, &answer);
        }
        answer
    }

    /// Sends a signed object; or a verdict with its record, which is JSON.
    pub fn jose(&self, path: &str, body: &str) -> Answer {
        self.post(path, media_type(body), body, &[])
    }
}

impl Deref for Server {
    type Target = Site;

    fn deref(&self) -> &Site {
        &self.site
    }
}

impl Server {
    /// A call of the firm's back end.
    pub fn host_post(&self, path: &str, body: &Value) -> Answer {
        let credential = format!("Bearer {}", self.credential);
        self.post(path, "application/json", &body.to_string(), &[("authorization", &credential)])
    }

    pub fn host_get(&self, path: &str) -> Answer {
        self.get_with(path, &[("authorization", &format!("Bearer {}", self.credential))])
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// A connection of another host.
    pub fn stranger(&self) -> TcpStream {
        self.connection_of(2)
    }

    /// A connection of a host, by the end of its address; 127.0.0.1 is whoever else asks here.
    pub fn connection_of(&self, host: u8) -> TcpStream {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        socket.bind(&SocketAddr::from(([127, 0, 0, host], 0)).into()).unwrap();
        let address: SocketAddr = self.url.trim_start_matches("http://").parse().unwrap();
        socket.connect(&address.into()).unwrap();
        socket.into()
    }

    /// The log's reader, where the log goes to a pipe.
    pub fn log_reader(&mut self) -> std::process::ChildStderr {
        self.child.stderr.take().unwrap()
    }

    /// Ends the process at once, as a power cut would end it.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Sends the process a signal, by its name.
    pub fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([&format!("-{name}"), &id]).status().unwrap().success());
    }

    /// Asks the process to end; whether it ended well.
    pub fn stop(mut self) -> bool {
        self.signal("TERM");
        let mut ended = (0..300).filter_map(|_| {
            std::thread::sleep(Duration::from_millis(100));
            self.child.try_wait().unwrap()
        });
        ended.next().expect("the server ends within half a minute").success()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Answer {
    /// The problem's code; empty when it is none.
    pub fn code(&self) -> &str {
        self.json["code"].as_str().unwrap_or_default()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The answer's JSON, which must be a success.
    pub fn ok(self) -> Value {
        assert!((200..300).contains(&self.status), "{} {}", self.status, self.text);
        self.json
    }

    /// Checks that the answer is a problem with this status and code.
    pub fn refused(self, status: u16, code: &str) -> Value {
        assert_eq!((self.status, self.code()), (status, code), "{}", self.text);
        assert_eq!(self.header("content-type"), "application/problem+json");
        let kinds = ["urn:prescreen:problem", "urn:example:broker"].map(|owner| json!(format!("{owner}:{code}")));
        assert!(kinds.contains(&self.json["type"]), "{}", self.text);
        assert_eq!(self.json["status"], status);
        assert!(self.json["title"].is_string() && self.json["detail"].is_string());
        self.json
    }
}

fn agent() -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .proxy(None)
        .timeout_global(Some(Duration::from_secs(20)))
        .build();
    config.into()
}

fn answer(response: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Answer {
    let mut response = response.expect("the server answers");
    let text = response.body_mut().read_to_string().unwrap_or_default();
    Answer {
        status: response.status().as_u16(),
        json: serde_json::from_str(&text).unwrap_or_default(),
        headers: response.headers().clone(),
        text,
    }
}

fn media_type(body: &str) -> &'static str {
    if body.starts_with('{') { "application/json" } else { "application/jose" }
}

/// Tries to send to a server that may go away meanwhile; none when it did.
pub fn try_jose(url: &str, body: &str) -> Option<Value> {
    let response = agent().post(url).content_type(media_type(body)).send(body);
    let mut response = response.ok().filter(|response| response.status().is_success())?;
    serde_json::from_str(&response.body_mut().read_to_string().ok()?).ok()
}
