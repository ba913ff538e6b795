//! Runs a suite, shows what a reader needs of its output, and counts.
//!
//! A test that lacks its data says so in a line `skipped NAME: reason`, written past the test
//! harness (`writeln!(std::io::stderr(), …)` in Rust); it then counts as skipped, not passed.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// What came of one suite.
#[derive(Default)]
pub struct Outcome {
    /// Tests that passed.
    pub passed: usize,
    /// Tests that failed.
    pub failed: usize,
    /// Names of tests that failed, with the place and the first line of the error where they were given.
    pub failures: Vec<String>,
    /// Names of tests that did not run, with the reason where one was given.
    pub skipped: Vec<String>,
    /// Whether the suite as a whole is in order.
    pub ok: bool,
    /// How long it took.
    pub duration: Duration,
    /// How many of the skipped ones the harness takes for passed.
    self_skipped: usize,
    /// What is read next of the list of failures with which Node's runner ends.
    listed: Listed,
}

/// Where the list of failures of Node's runner is: `test at FILE:LINE:COLUMN`, `✖ NAME (TIME)`, the error.
#[derive(Default)]
enum Listed {
    #[default]
    Elsewhere,
    Place(String),
    Error,
}

impl Outcome {
    /// A check that has no tests to count.
    pub fn of_check(check: impl FnOnce() -> Result<()>) -> Self {
        let start = Instant::now();
        let result = check();
        if let Err(error) = &result {
            println!("error: {error:#}");
        }
        Self { ok: result.is_ok(), duration: start.elapsed(), ..Self::default() }
    }

    /// Runs a command and counts the tests in what it prints.
    pub fn of_tests(mut command: Command) -> Result<Self> {
        let start = Instant::now();
        command
            .env("CARGO_TERM_COLOR", "never")
            .env("NO_COLOR", "1")
            // Node's runner would write TAP where no person watches.
            .env("NODE_OPTIONS", "--test-reporter=spec")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child =
            command.spawn().with_context(|| format!("could not start {}", command.get_program().display()))?;
        let (sender, lines) = channel();
        forward(child.stdout.take(), &sender);
        forward(child.stderr.take(), &sender);
        drop(sender);

        let mut outcome = Self::default();
        for line in lines {
            if outcome.count(&line) {
                println!("{line}");
            }
        }
        outcome.ok = child.wait()?.success() && outcome.failed == 0;
        outcome.duration = start.elapsed();
        // The harness counted a test that skips itself among the passed ones.
        outcome.passed = outcome.passed.saturating_sub(outcome.self_skipped);
        Ok(outcome)
    }

    /// Several runs as one suite.
    pub fn join(outcomes: impl IntoIterator<Item = Self>) -> Self {
        let mut whole = Self { ok: true, ..Self::default() };
        for outcome in outcomes {
            whole.passed += outcome.passed;
            whole.failed += outcome.failed;
            whole.failures.extend(outcome.failures);
            whole.skipped.extend(outcome.skipped);
            whole.ok &= outcome.ok;
            whole.duration += outcome.duration;
        }
        whole
    }

    /// Counts a line; false if it tells the reader nothing.
    fn count(&mut self, line: &str) -> bool {
        let text = line.trim_start();
        self.note_failure(text);
        // Rust's harness, and wasm-bindgen's that imitates it.
        if let Some(result) = text.strip_prefix("test result: ") {
            self.passed += number_before(result, " passed");
            self.failed += number_before(result, " failed");
            return number_before(result, " passed") + number_before(result, " failed") > 0;
        }
        if let Some(test) = text.strip_prefix("test ") {
            if let Some((name, reason)) = test.split_once(" ... ignored") {
                self.skipped.push(format!("{name}{}", reason.replacen(", ", ": ", 1)));
                return true;
            }
            return !test.ends_with("... ok");
        }
        if let Some(skipped) = text.strip_prefix("skipped ")
            && let Some((name, reason)) = skipped.split_once(": ")
        {
            self.skipped.push(format!("{name}: {reason}"));
            self.self_skipped += 1;
            return true;
        }
        // Node's runner: "ℹ pass 3" and "﹣ name (1.2ms) # reason", or TAP.
        if let Some(rest) = text.strip_prefix("ℹ ").or_else(|| text.strip_prefix("# ")) {
            if let Some((word, number)) = rest.split_once(' ')
                && let Ok(number) = number.parse::<usize>()
            {
                match word {
                    "pass" => self.passed += number,
                    "fail" | "cancelled" => self.failed += number,
                    _ => {}
                }
                return ["pass", "fail"].contains(&word);
            }
            return !rest.starts_with("duration_ms");
        }
        if let Some(name) = text.strip_prefix("﹣ ") {
            self.skipped.push(name.replacen(" # ", ": ", 1));
            return true;
        }
        if text.starts_with("ok ")
            && let Some((test, reason)) = text.split_once(" # SKIP")
        {
            let name = test.split_once(" - ").map_or(test, |(_, name)| name);
            self.skipped.push(format!("{name}: {}", reason.trim()));
            return true;
        }
        let is_noise = text.is_empty()
            || text == "no tests to run!"
            || text.starts_with("✔ ")
            || text.starts_with("running ")
            || text.starts_with("ok ");
        !is_noise
    }

    /// Keeps the name of a test that failed: a summary has to say which, because what stands above it may be cut off.
    fn note_failure(&mut self, text: &str) {
        if let Some(test) = text.strip_prefix("test ") {
            if let Some(place) = test.strip_prefix("at ") {
                self.listed = Listed::Place(place.to_owned());
            } else if let Some((name, "FAILED" | "FAIL")) = test.split_once(" ... ") {
                self.failures.push(name.to_owned());
            }
            return;
        }
        match (&self.listed, text.strip_prefix("✖ ")) {
            (Listed::Place(place), Some(name)) => {
                self.failures.push(format!("{place}: {name}"));
                self.listed = Listed::Error;
            }
            (Listed::Error, None) if !text.is_empty() => {
                if let Some(last) = self.failures.last_mut() {
                    last.push_str(": ");
                    last.push_str(text);
                }
                self.listed = Listed::Elsewhere;
            }
            _ => {}
        }
    }
}

fn forward(stream: Option<impl Read + Send + 'static>, sender: &Sender<String>) {
    let Some(stream) = stream else { return };
    let sender = sender.clone();
    thread::spawn(move || {
        let mut reader = BufReader::new(stream);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            let text = String::from_utf8_lossy(&line).trim_end().to_owned();
            line.clear();
            if sender.send(text).is_err() {
                return;
            }
        }
    });
}

/// The number that stands before a word: 3 in "ok. 3 passed; 0 failed".
fn number_before(text: &str, word: &str) -> usize {
    text.split_once(word)
        .and_then(|(before, _)| before.rsplit(' ').next())
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Outcome;

    fn read(printed: &str) -> Outcome {
        let mut outcome = Outcome::default();
        for line in printed.lines() {
            outcome.count(line);
        }
        outcome
    }

    #[test]
    fn a_failed_test_is_named_whoever_ran_it() {
        let rust = read(
            "running 2 tests\ntest price::caps ... ok\ntest price::floors ... FAILED\n\nfailures:\n\n---- price::floors stdout ----\n\
             test result: FAILED. 1 passed; 1 failed; 0 ignored",
        );
        assert_eq!((rust.passed, rust.failed), (1, 1));
        assert_eq!(rust.failures, ["price::floors"]);

        let node = read(
            "✖ the panel opens (31ms)\nℹ tests 2\nℹ pass 1\nℹ fail 1\n\n✖ failing tests:\n\ntest at e2e/panel.test.mjs:12:3\n\
             ✖ the panel opens (31ms)\n  AssertionError [ERR_ASSERTION]: closed\n      at more",
        );
        assert_eq!((node.passed, node.failed), (1, 1));
        assert_eq!(
            node.failures,
            ["e2e/panel.test.mjs:12:3: the panel opens (31ms): AssertionError [ERR_ASSERTION]: closed"]
        );
    }
}
