//! The log's lines on their way to standard error, apart from requests.
//!
//! Takes lines, and writes them on a thread of its own. No request ever waits for whoever reads the log: lines that
//! nobody takes are dropped and counted.

use std::io::{self, Stderr, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{OnceLock, mpsc};
use std::thread;
use std::time::Duration;

use crate::visible::visible_json;
use tracing_appender::non_blocking::{ErrorCounter, NonBlockingBuilder, WorkerGuard};

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

/// What is written down.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum LogLevel {
    /// What failed.
    Error,
    /// What somebody should look at, too.
    Warn,
    /// Every request, too.
    #[default]
    Info,
}

impl From<LogLevel> for tracing::Level {
    fn from(level: LogLevel) -> Self {
        match level {
            LogLevel::Error => Self::ERROR,
            LogLevel::Warn => Self::WARN,
            LogLevel::Info => Self::INFO,
        }
    }
}

/// Writes the server's log to standard error from now on, one JSON object a line. For a program that has no
/// `tracing` subscriber of its own.
pub fn to_standard_error(level: LogLevel) -> LogWriter {
    let builder = NonBlockingBuilder::default().lossy(true).buffered_lines_limit(MAX_WAITING_LINES).thread_name("log");
    let (writer, guard) = builder.finish(Counted(io::stderr()));
    let _ = NOT_QUEUED.set(writer.error_counter());
    let subscriber = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_span_list(false)
        .with_target(false)
        .with_max_level(tracing::Level::from(level))
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

/// Standard error, of which a line that cannot be written is counted. A line of the log comes whole, and whatever would
/// steer whoever reads it is escaped as JSON has it.
struct Counted(Stderr);

impl Write for Counted {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(line);
        if self.0.write_all(visible_json(&text).as_bytes()).is_err() {
            NOT_WRITTEN.fetch_add(1, Ordering::Relaxed);
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
