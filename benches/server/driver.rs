//! The driver: so many workers, each with a connection and a key, that go through one flow after another.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::Barrier;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::process::Server;
use crate::processor::Spent;
use crate::tab::{Key, Tab, text};
use crate::trial::assessment;

/// What flows before it is not counted.
const WARM: Duration = Duration::from_secs(1);

/// What a run gave.
pub struct Run {
    pub flows: usize,
    /// Half of the flows took no longer than this.
    pub p50: Duration,
    /// 99 of 100 flows took no longer than this.
    pub p99: Duration,
    pub before: [Spent; 3],
    pub after: [Spent; 3],
}

/// Drives a server for a time; `spent` says what the processes have used so far.
pub fn drive(server: &Server, workers: usize, time: Duration, spent: impl Fn() -> [Spent; 3]) -> Run {
    let start = Barrier::new(workers + 1);
    std::thread::scope(|scope| {
        let sent: Vec<_> = (0..workers)
            .map(|worker| {
                let start = &start;
                scope.spawn(move || {
                    let mut worker = Worker::new(server, worker);
                    start.wait();
                    worker.run(Instant::now() + WARM, time)
                })
            })
            .collect();
        start.wait();
        std::thread::sleep(WARM);
        let before = spent();
        std::thread::sleep(time);
        let after = spent();
        let mut times: Vec<Duration> = sent.into_iter().flat_map(|worker| worker.join().unwrap()).collect();
        times.sort();
        let at = |part: usize| times[(times.len() * part / 100).min(times.len() - 1)];
        Run { flows: times.len(), p50: at(50), p99: at(99), before, after }
    })
}

struct Worker<'a> {
    server: &'a Server,
    connection: BufReader<TcpStream>,
    key: Option<Key>,
    number: usize,
    flows: usize,
}

impl<'a> Worker<'a> {
    fn new(server: &'a Server, number: usize) -> Self {
        let stream = TcpStream::connect(server.url.trim_start_matches("http://")).unwrap();
        stream.set_nodelay(true).unwrap();
        Self { server, connection: BufReader::new(stream), key: Some(Key::new()), number, flows: 0 }
    }

    /// The times of the flows that ended between a moment and so long after it.
    fn run(&mut self, from: Instant, time: Duration) -> Vec<Duration> {
        let mut times = Vec::new();
        while Instant::now() < from + time {
            let started = Instant::now();
            self.flow();
            let ended = Instant::now();
            if (from..from + time).contains(&ended) {
                times.push(ended - started);
            }
        }
        times
    }

    /// From a session to its receipt.
    fn flow(&mut self) {
        self.flows += 1;
        let bearer = format!("authorization: Bearer {}\r\n", self.server.credential);
        let opening = assessment(&format!("p{}-{}", self.number, self.flows)).to_string();
        let opened = self.post("/v1/sessions", "application/json", &bearer, &opening);
        // Every person is another host, as behind a proxy.
        let n = self.flows;
        let host = format!("x-forwarded-for: 10.{}.{}.{}\r\n", self.number % 256, n / 256 % 256, n % 256);
        let key = self.key.take().unwrap();
        let claim = json!({ "token": opened["claim_token"], "jkt": key.jkt() }).to_string();
        let id = text(&opened, "session");
        let claimed = self.post(&format!("/v1/sessions/{id}/claim"), "application/json", &host, &claim);
        let tab = Tab::of(key, String::new(), claimed);
        let commit = tab.key.seal("commit", &tab.commit_claims("answers"));
        let committed = self.post(&tab.path("/commit"), "application/jose", &host, &commit);
        let verdict = tab.verdict(&text(&committed, "ticket"));
        let accepted = self.post(&tab.path("/verdict"), "application/jose", &host, &verdict);
        assert!(accepted["receipt"].is_string());
        self.key = Some(tab.key);
    }

    fn post(&mut self, path: &str, media_type: &str, header: &str, body: &str) -> Value {
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: bench\r\n{header}content-type: {media_type}\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        self.connection.get_mut().write_all(request.as_bytes()).unwrap();
        let (mut line, mut length) = (String::new(), 0);
        self.connection.read_line(&mut line).unwrap();
        let status = line.clone();
        while line != "\r\n" {
            line.clear();
            self.connection.read_line(&mut line).unwrap();
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        self.connection.read_exact(&mut body).unwrap();
        assert!(status.starts_with("HTTP/1.1 20"), "{status} {}", String::from_utf8_lossy(&body));
        serde_json::from_slice(&body).unwrap()
    }
}
