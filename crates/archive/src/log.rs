//! The log of openings: who opened which record, when and why, each line chained to the one before.
//!
//! A line is one canonical JSON object; `previous` is the SHA-256 of the whole line before it, without its end. What was
//! changed, left out or put in between breaks the chain at that place. Lines cut off at the end do not: note the last
//! hash elsewhere (`prescreen record log check` prints it) and give it as the one that has to be there.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use prescreen::date::Instant;
use prescreen::id::Id;
use prescreen::json::{self, Write as _};
use prescreen::terms::Digest;
use prescreen::{Code, Error, objects};
use rustix::fs::{FlockOperation, flock};

/// Largest log, in bytes.
pub const MAX_LOG_BYTES: usize = 256 * 1024 * 1024;
/// Longest line, in bytes.
const MAX_LINE_BYTES: usize = 16 * 1024;
/// Longest reason and name, in bytes.
const MAX_WORDS_BYTES: usize = 2000;
const FORMAT: i64 = 1;

/// One opening.
#[derive(Debug, Clone)]
pub struct Opening {
    /// When, seconds since 1970.
    pub at: Instant,
    /// Who, as they say.
    pub by: String,
    /// Why, as they say.
    pub reason: String,
    /// The session whose record it is.
    pub session: Id,
    /// The commitment that the record has to lead to.
    pub commitment: Digest,
    /// The name of the archive key.
    pub key: Id,
    /// SHA-256 of the sealed record's canonical text.
    pub record: Digest,
}

/// A line.
struct Line {
    prescreen_opening_log: i64,
    number: i64,
    previous: Option<Digest>,
    at: Instant,
    by: String,
    reason: String,
    session: Id,
    commitment: Digest,
    key: Id,
    record: Digest,
}

objects! {
    Line { prescreen_opening_log, number, previous, at, by, reason, session, commitment, key, record }
}

/// A log that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// How many openings it has.
    pub openings: i64,
    /// SHA-256 of its last line; none of an empty log.
    pub last: Option<Digest>,
}

/// A log that is open to be added to; others wait.
pub struct Log {
    file: File,
    chain: Chain,
}

impl Chain {
    /// Checks a log. `has`: the hash of a line that has to be there, as it was noted before.
    ///
    /// # Errors
    /// What is wrong first, with its line in the message: [`Code::Encoding`] where a line is not in its one form or the log
    /// ends inside one, [`Code::Claim`] where the chain breaks, [`Code::Reference`] when `has` is not there; what the strict
    /// reader says.
    pub fn check(log: &str, has: Option<&Digest>) -> Result<Self, Error> {
        let mut chain = Self { openings: 0, last: None };
        let mut found = has.is_none();
        let whole = log.is_empty() || log.ends_with('\n');
        for line in log.lines() {
            let number = chain.openings.saturating_add(1);
            let of_line = |error: Error| Error { message: format!("line {number}: {}", error.message), ..error };
            let read: Line = json::read_text(line, MAX_LINE_BYTES).map_err(of_line)?;
            let wrong = |code, at: &str, message: &str| Err(of_line(Error::new(code, at, message)));
            if read.json().canonical() != line || read.prescreen_opening_log != FORMAT {
                return wrong(Code::Encoding, "", "this is not the one form of an opening");
            }
            if read.number != number {
                return wrong(
                    Code::Claim,
                    "/number",
                    "another number than its place: a line is missing, or was put in",
                );
            }
            if read.previous != chain.last {
                return wrong(Code::Claim, "/previous", "it follows another line than the one before it");
            }
            let hash = Digest::of(line.as_bytes());
            found |= has == Some(&hash);
            chain = Self { openings: number, last: Some(hash) };
        }
        if !whole {
            return Err(Error::new(Code::Encoding, "", format!("line {}: the log ends inside it", chain.openings)));
        }
        if !found {
            return Err(Error::new(Code::Reference, "", "the line with the given hash is not there")
                .help("Lines were cut off at the end, or this is another log."));
        }
        Ok(chain)
    }
}

impl Log {
    /// Opens a log, or makes it for this user alone, and checks it.
    ///
    /// # Errors
    /// As [`Chain::check`]: nothing is added to a broken log. The inner error where the file cannot be used.
    pub fn open(path: &Path) -> std::io::Result<Result<Self, Error>> {
        let mut file = OpenOptions::new().read(true).append(true).create(true).mode(0o600).open(path)?;
        flock(&file, FlockOperation::LockExclusive)?;
        let mut text = String::new();
        let limit = u64::try_from(MAX_LOG_BYTES).unwrap_or(u64::MAX);
        file.seek(SeekFrom::Start(0))?;
        (&file).take(limit).read_to_string(&mut text)?;
        Ok(Chain::check(&text, None).map(|chain| Self { file, chain }))
    }

    /// Adds an opening; when this answers, the line is on the disk.
    ///
    /// # Errors
    /// [`Code::Range`] when reason or name are empty or longer than 2000 bytes; the inner error where the file cannot be
    /// written.
    pub fn add(&mut self, opening: &Opening) -> std::io::Result<Result<Chain, Error>> {
        for (at, words) in [("/by", &opening.by), ("/reason", &opening.reason)] {
            if words.trim().is_empty() || words.len() > MAX_WORDS_BYTES {
                return Ok(Err(Error::new(Code::Range, at, "expected 1 to 2000 bytes that say who or why")));
            }
        }
        let Opening { at, by, reason, session, commitment, key, record } = opening.clone();
        let number = self.chain.openings.saturating_add(1);
        let previous = self.chain.last;
        let line =
            Line { prescreen_opening_log: FORMAT, number, previous, at, by, reason, session, commitment, key, record };
        let line = line.json().canonical();
        self.file.write_all([&line, "\n"].concat().as_bytes())?;
        self.file.sync_all()?;
        self.chain = Chain { openings: number, last: Some(Digest::of(line.as_bytes())) };
        Ok(Ok(self.chain.clone()))
    }
}
