//! One JSON line per request: id, method, route, status, time, problem code.
//!
//! The route is the template, never the address; no body, session, subject or fact is ever logged. Lines are written
//! apart from requests: where nobody takes them they are dropped and counted, and no request waits.

use std::io::{self, Stderr, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use tracing_appender::non_blocking::{ErrorCounter, NonBlockingBuilder, WorkerGuard};

use crate::app::App;
use crate::problem::ProblemCode;

/// Lines that wait for whoever takes them; the next ones are dropped.
const MAX_WAITING_LINES: usize = 16 * 1024;
/// How long the last lines have to be taken when the process ends.
const LAST_LINES: Duration = Duration::from_secs(1);

/// Lines that found no place to wait.
static NOT_QUEUED: OnceLock<ErrorCounter> = OnceLock::new();
/// Lines that could not be written, such as for want of space.
static NOT_WRITTEN: AtomicU64 = AtomicU64::new(0);

/// Writes the log while it is kept; what waits is written when it goes.
#[must_use = "the log ends when this goes"]
pub struct LogWriter(Option<WorkerGuard>);

/// Writes the server's log to standard error from now on, one JSON object a line. For a program that has no
/// `tracing` subscriber of its own.
pub fn to_standard_error() -> LogWriter {
    let builder = NonBlockingBuilder::default().lossy(true).buffered_lines_limit(MAX_WAITING_LINES).thread_name("log");
    let (writer, guard) = builder.finish(Counted(io::stderr()));
    let _ = NOT_QUEUED.set(writer.error_counter());
    let subscriber = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_target(false)
        .with_max_level(tracing::Level::INFO)
        .with_writer(writer)
        .finish();
    // A subscriber that is there already is a test's own.
    let _ = tracing::subscriber::set_global_default(subscriber);
    LogWriter(Some(guard))
}

/// How many lines were dropped since the start.
pub fn dropped() -> u64 {
    let not_queued = NOT_QUEUED.get().map_or(0, ErrorCounter::dropped_lines);
    u64::try_from(not_queued).unwrap_or(u64::MAX).saturating_add(NOT_WRITTEN.load(Ordering::Relaxed))
}

/// Logs and counts a request when it is answered.
pub async fn observe(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let route = matched.as_ref().map_or("none", MatchedPath::as_str);
    let status = response.status().as_u16();
    let problem = response.extensions().get::<ProblemCode>().map(|code| code.0);
    let elapsed = started.elapsed();
    app.metrics.count(route, status, problem, elapsed);
    let ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
    tracing::info!(method = method.as_str(), route, status, ms, problem, "request");
    response
}

impl Drop for LogWriter {
    /// Waits for the last lines, but for no reader that takes none.
    fn drop(&mut self) {
        let guard = self.0.take();
        let (done, written) = mpsc::channel();
        thread::spawn(move || {
            drop(guard);
            let _ = done.send(());
        });
        let _ = written.recv_timeout(LAST_LINES);
    }
}

/// Standard error, of which a line that cannot be written is counted.
struct Counted(Stderr);

impl Write for Counted {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if self.0.write_all(line).is_err() {
            NOT_WRITTEN.fetch_add(1, Ordering::Relaxed);
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
