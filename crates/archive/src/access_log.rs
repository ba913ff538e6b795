//! The access log of an archive: who tried to open which sealed record, when, why, and whether it was given out; each line
//! chained to the one before.
//!
//! A line is one canonical JSON object; `previous` is the SHA-256 of the whole line before it, without its end. What was
//! changed, left out or put in between breaks the chain at that place. Of the end the chain alone tells nothing: a last
//! line that was changed, and lines that were cut off, are found by a hash that was noted elsewhere. Whoever adds a line
//! is given that hash ([`Chain::last`]), and [`Chain::check`] takes it back.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use prescreen::date::Instant;
use prescreen::id::Id;
use prescreen::json::{self, Write as _};
use prescreen::terms::Digest;
use prescreen::{Code, Error};
pub use prescreen_verify::access::{AccessResult, FORMAT, Line};
use rustix::fs::{FlockOperation, flock};

/// Largest log, in bytes.
pub const MAX_LOG_BYTES: usize = 256 * 1024 * 1024;
/// Longest line, in bytes.
const MAX_LINE_BYTES: usize = 16 * 1024;
/// Longest reason and name, in bytes.
const MAX_WORDS_BYTES: usize = 2000;

/// One access, or the attempt at one.
#[derive(Debug, Clone)]
pub struct Access {
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
    /// The name of the archive key that the record is sealed to.
    pub key: Id,
    /// SHA-256 of the sealed record's canonical text.
    pub record: Digest,
    /// What came of it.
    pub result: AccessResult,
}

/// A log that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// How many lines it has.
    pub lines: i64,
    /// SHA-256 of its last line; none of an empty log.
    pub last: Option<Digest>,
}

/// A log that is open to be added to; others wait.
pub struct AccessLog {
    file: File,
    /// Where the next line begins, in bytes.
    end: u64,
    chain: Chain,
}

impl Access {
    /// Whether name and reason are there, and no longer than a line has room for.
    ///
    /// # Errors
    /// [`Code::Range`] when one is empty or longer than 2000 bytes.
    pub fn check(&self) -> Result<(), Error> {
        for (at, words) in [("/by", &self.by), ("/reason", &self.reason)] {
            if words.trim().is_empty() || words.len() > MAX_WORDS_BYTES {
                return Err(Error::new(Code::Range, at, "expected 1 to 2000 bytes that say who or why"));
            }
        }
        Ok(())
    }
}

impl Chain {
    /// Checks a log. `has`: the hash of a line that has to be there, as it was noted before.
    ///
    /// # Errors
    /// What is wrong first, with its line in the message: [`Code::Encoding`] where a line is not in its one form or the log
    /// ends inside its last, [`Code::Limit`] when it is too long, [`Code::Claim`] where the chain breaks, [`Code::Reference`] when `has` is not there; what the
    /// strict reader says.
    pub fn check(log: &str, has: Option<&Digest>) -> Result<Self, Error> {
        Self::read(log, has, &mut |_| {})
    }

    /// The same, with a look at each line.
    ///
    /// # Errors
    /// As [`Chain::check`].
    pub fn read(log: &str, has: Option<&Digest>, each: &mut dyn FnMut(&Line)) -> Result<Self, Error> {
        if log.len() > MAX_LOG_BYTES {
            let message = format!("the log has more than {MAX_LOG_BYTES} bytes");
            return Err(Error::new(Code::Limit, "", message).help("Note its last hash, and begin another one."));
        }
        let mut chain = Self { lines: 0, last: None };
        let mut found = has.is_none();
        for line in log.split_inclusive('\n') {
            let number = chain.lines.saturating_add(1);
            let line = line.strip_suffix('\n').ok_or_else(|| torn(&chain))?;
            let of_line = |error: Error| Error { message: format!("line {number}: {}", error.message), ..error };
            let read: Line = json::read_text(line, MAX_LINE_BYTES).map_err(of_line)?;
            let wrong = |code, at: &str, message: &str| Err(of_line(Error::new(code, at, message)));
            if read.json().canonical() != line || read.prescreen_access_log != FORMAT {
                return wrong(Code::Encoding, "", "this is not the one form of an access");
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
            chain = Self { lines: number, last: Some(hash) };
            each(&read);
        }
        if !found {
            return Err(Error::new(Code::Reference, "", "the line with the given hash is not there")
                .help("The last line was changed, lines were cut off at the end, or this is another log."));
        }
        Ok(chain)
    }
}

/// A log whose last line has no end.
fn torn(before: &Chain) -> Error {
    let lines = before.lines;
    let message = format!("line {}: the log ends inside its last line", lines.saturating_add(1));
    Error::new(Code::Encoding, "", message).help(format!(
        "Writing it was cut off, and a record is given out only after its line is whole. Keep a copy of the file as it is, \
         then keep its whole lines alone (head -n {lines}), and have both looked at by who oversees the archive."
    ))
}

impl AccessLog {
    /// Opens a log, or makes it for this user alone, and checks it.
    ///
    /// # Errors
    /// As [`Chain::check`]: nothing is added to a broken log. The inner error where the file cannot be used.
    pub fn open(path: &Path) -> io::Result<Result<Self, Error>> {
        let mut options = OpenOptions::new();
        options.read(true).append(true).mode(0o600);
        let mut file = match options.open(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let file = options.create(true).open(path)?;
                // Its name has to outlast a power cut, as its lines do.
                File::open(directory_of(path))?.sync_all()?;
                file
            }
            opened => opened?,
        };
        flock(&file, FlockOperation::LockExclusive)?;
        let mut text = String::new();
        let limit = u64::try_from(MAX_LOG_BYTES).unwrap_or(u64::MAX).saturating_add(1);
        file.seek(SeekFrom::Start(0))?;
        let end = u64::try_from((&file).take(limit).read_to_string(&mut text)?).unwrap_or(u64::MAX);
        Ok(Chain::check(&text, None).map(|chain| Self { file, end, chain }))
    }

    /// Adds an access; when this answers, the line is on the disk.
    ///
    /// # Errors
    /// What [`Access::check`] says; the inner error where the file cannot be written: the log is then as it was before.
    pub fn add(&mut self, access: &Access) -> io::Result<Result<Chain, Error>> {
        if let Err(error) = access.check() {
            return Ok(Err(error));
        }
        let Access { at, by, reason, session, commitment, key, record, result } = access.clone();
        let (number, previous) = (self.chain.lines.saturating_add(1), self.chain.last);
        let prescreen_access_log = FORMAT;
        let line =
            Line { prescreen_access_log, number, previous, at, by, reason, session, commitment, key, record, result };
        let line = line.json().canonical();
        let written = self.file.write_all([&line, "\n"].concat().as_bytes()).and_then(|()| self.file.sync_all());
        if let Err(error) = written {
            // Half a line would keep every later access out.
            self.file.set_len(self.end)?;
            return Err(error);
        }
        self.end = self.file.metadata()?.len();
        self.chain = Chain { lines: number, last: Some(Digest::of(line.as_bytes())) };
        Ok(Ok(self.chain.clone()))
    }
}

fn directory_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
