//! Documents as files, and what is wrong with them in a form that a person can act on.
//!
//! Takes paths (`-` is standard input), gives texts; an error gets file, line and column. Of a
//! case nothing but a place is ever repeated.

use std::fs;
use std::io::Read;
use std::os::unix::fs::PermissionsExt as _;

use prescreen::{Code, Error};
use prescreen_server::Failure;

use super::locate;

/// The code of a file that cannot be read or written.
const FILE: &str = "file";
/// The code of what an operator asked for and cannot be done.
const OPERATION: &str = "operation";

/// Permissions by which others may read or write a file.
const OTHERS: u32 = 0o077;

/// A document that was read from a file.
pub struct Document {
    /// The file as the person named it.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Something wrong with a file or a document.
#[derive(Debug, serde::Serialize)]
pub struct InputError {
    /// The file; empty when it is about none.
    pub file: String,
    /// Line in the file, from 1.
    pub line: Option<usize>,
    /// Column in the line, in characters, from 1.
    pub column: Option<usize>,
    /// Stable code: one of [`prescreen::Code`], or `file`, `usage` or `operation`.
    pub code: &'static str,
    /// JSON pointer (RFC 6901).
    pub at: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Document {
    /// Reads a file, or standard input for `-`, up to one byte more than the limit: the document's
    /// own reader says what is too large.
    pub fn read(path: &str, max_bytes: usize) -> Result<Self, Vec<InputError>> {
        let name = if path == "-" { "standard input" } else { path };
        let text = String::from_utf8(bytes(path, max_bytes)?).map_err(|_| {
            let mut problem = InputError::of(Error::new(Code::Syntax, "", "the file is not UTF-8 text"));
            problem.file = name.into();
            vec![problem]
        })?;
        Ok(Self { name: name.into(), text })
    }

    /// The text of a file with one line, without the line's end.
    pub fn one_line(&self) -> &str {
        self.text.trim_end_matches(['\r', '\n'])
    }

    /// The error with this file and the place in it.
    pub fn problem(&self, error: Error) -> InputError {
        let place = locate::position(&self.text, &error.at);
        let mut problem = InputError::of(error);
        problem.file.clone_from(&self.name);
        if !problem.at.is_empty() {
            problem.line = place.map(|place| place.line);
            problem.column = place.map(|place| place.column);
        } else if let Some(reason) = syntax_error(&problem, &self.text) {
            // A file that is not JSON has no pointers.
            problem.line = Some(reason.line());
            // Behind the last line's end stands no character yet.
            problem.column = Some(reason.column().max(1));
            let reason = reason.to_string();
            let reason = reason.split(" at line ").next().unwrap_or_default();
            problem.message = format!("not valid JSON: {reason}");
        }
        problem
    }
}

impl InputError {
    /// An error that is about no file.
    pub fn of(error: Error) -> Self {
        let Error { code, at, message, help, .. } = error;
        Self { file: String::new(), line: None, column: None, code: code.as_str(), at, message, help }
    }

    /// A file that cannot be read or written.
    pub fn file(name: &str, error: &std::io::Error) -> Self {
        let message = format!("the file cannot be used: {error}");
        let help = Failure::remedy(error.kind()).into();
        Self { file: name.into(), line: None, column: None, code: FILE, at: String::new(), message, help }
    }

    /// What an operator asked for and cannot be done; the sentence says what to do.
    pub fn operation(message: &str) -> Self {
        Self { code: OPERATION, help: String::new(), ..Self::usage(message) }
    }

    /// The same error, where an operator asked for what the file is needed for.
    pub fn of_operation(self) -> Self {
        Self { code: if self.code == FILE { OPERATION } else { self.code }, ..self }
    }

    /// A command that asks for something impossible.
    pub fn usage(message: &str) -> Self {
        let (file, at, help) = (String::new(), String::new(), String::from("See --help."));
        Self { file, line: None, column: None, code: "usage", at, message: message.into(), help }
    }
}

impl From<Failure> for InputError {
    fn from(failure: Failure) -> Self {
        Self::operation(&failure.to_string())
    }
}

impl core::fmt::Display for InputError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        if !self.file.is_empty() {
            f.write_str(&self.file)?;
            if let Some((line, column)) = self.line.zip(self.column) {
                write!(f, ":{line}:{column}")?;
            }
            f.write_str(": ")?;
        }
        write!(f, "{} [{}]", self.message, self.code)?;
        if !self.at.is_empty() {
            write!(f, "\n  at {}", self.at)?;
        }
        if !self.help.is_empty() {
            write!(f, "\n  {}", self.help)?;
        }
        Ok(())
    }
}

/// What JSON says of a text that is none; it names no value.
fn syntax_error(problem: &InputError, text: &str) -> Option<serde_json::Error> {
    let syntax = problem.code == Code::Syntax.as_str();
    syntax.then(|| serde_json::from_str::<serde::de::IgnoredAny>(text).err()).flatten()
}

/// Reads the bytes of a file, or of standard input for `-`, up to one more than the limit.
pub fn bytes(path: &str, max_bytes: usize) -> Result<Vec<u8>, Vec<InputError>> {
    let name = if path == "-" { "standard input" } else { path };
    let limit = u64::try_from(max_bytes).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    let read = if path == "-" {
        std::io::stdin().lock().take(limit).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes))
    };
    read.map_err(|error| vec![InputError::file(name, &error)])?;
    Ok(bytes)
}

/// Standard input can stand for one file only.
pub fn one_standard_input(paths: &[&str]) -> Result<(), Vec<InputError>> {
    if paths.iter().filter(|path| **path == "-").count() > 1 {
        return Err(InputError::usage("only one file can be '-'").into());
    }
    Ok(())
}

/// What is read is not written over by what comes of it.
pub fn apart(read: &[&str], written: &[Option<&str>]) -> Result<(), Vec<InputError>> {
    let place = |path: &str| std::fs::canonicalize(path).ok();
    for path in written.iter().copied().flatten() {
        let there = place(path);
        if there.is_some() && read.iter().any(|read| place(read) == there) {
            let message = format!("'{path}' is read, and would be written over: name another file to write");
            return Err(InputError::usage(&message).into());
        }
    }
    Ok(())
}

/// Whether a path names a file to write: '-' would be taken for standard output, and make a file of that name.
pub fn is_file_name(path: &str) -> Result<(), Vec<InputError>> {
    if path == "-" {
        return Err(InputError::usage("a file is written, and '-' names none; to print, leave --out out").into());
    }
    Ok(())
}

/// Writes a file that the person named.
pub fn write(path: &str, content: impl AsRef<[u8]>) -> Result<(), Vec<InputError>> {
    is_file_name(path)?;
    std::fs::write(path, content).map_err(|error| InputError::file(path, &error).into())
}

/// Whether a key file is its owner's alone.
pub fn is_private(path: &str) -> Result<(), Vec<InputError>> {
    let found = fs::metadata(path).map_err(|error| InputError::file(path, &error))?;
    if found.permissions().mode() & OTHERS == 0 {
        return Ok(());
    }
    let others = "others may use this key file; take that from them (chmod 600)";
    Err(InputError { file: path.into(), ..InputError::operation(others) }.into())
}
