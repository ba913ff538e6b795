//! Quotes of CSV, watched byte by byte: what a lenient reader takes for text would join cells, and lines, without a word.

use core::fmt;

/// Where the next byte stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// At the start of a cell.
    Start,
    /// In a cell without quotes.
    Bare,
    /// In a cell between quotes.
    Quoted,
    /// Behind a quote that closes the cell, or is the first of two that stand for one.
    Behind,
}

/// Watches the bytes of a file.
#[derive(Debug, Clone)]
pub struct Quotes {
    at: At,
    line: usize,
    /// The line of the quote that was opened last.
    opened: usize,
    /// How much of the mark of UTF-8 a file may still begin with.
    mark: &'static [u8],
}

/// What some programs begin a file of UTF-8 with.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// A quote that stands where none may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stray {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, in one sentence.
    pub message: &'static str,
}

impl Stray {
    /// What to do.
    pub const HELP: &'static str =
        "a cell with a quote or a comma stands in quotes as a whole, and each quote in it is written twice";
}

impl fmt::Display for Stray {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message)
    }
}

impl core::error::Error for Stray {}

impl Default for Quotes {
    fn default() -> Self {
        Self { at: At::Start, line: 1, opened: 1, mark: MARK }
    }
}

impl Quotes {
    /// Looks at the next bytes.
    ///
    /// # Errors
    /// At a quote that is opened within a cell, or text behind one that closes a cell.
    pub fn watch(&mut self, bytes: &[u8]) -> Result<(), Stray> {
        for byte in bytes {
            match self.mark.split_first() {
                Some((next, rest)) if next == byte => {
                    self.mark = rest;
                    continue;
                }
                _ => self.mark = &[],
            }
            self.at = match (self.at, byte) {
                (At::Start, b'"') => {
                    self.opened = self.line;
                    At::Quoted
                }
                (At::Quoted, b'"') => At::Behind,
                (At::Quoted, _) | (At::Behind, b'"') => At::Quoted,
                (_, b',' | b'\n' | b'\r') => At::Start,
                (At::Bare, b'"') => {
                    return Err(Stray {
                        line: self.line,
                        message: "a quote stands within a cell that does not begin with one",
                    });
                }
                (At::Behind, _) => {
                    return Err(Stray {
                        line: self.opened,
                        message: "a cell in quotes goes on behind the quote that closes it",
                    });
                }
                (At::Start | At::Bare, _) => At::Bare,
            };
            if *byte == b'\n' {
                self.line = self.line.saturating_add(1);
            }
        }
        Ok(())
    }

    /// The file is over.
    ///
    /// # Errors
    /// With a quote that nothing closed.
    pub fn end(&self) -> Result<(), Stray> {
        let message = "a quote is opened here, and nothing closes it";
        if self.at == At::Quoted { Err(Stray { line: self.opened, message }) } else { Ok(()) }
    }

    /// Looks at a whole file.
    ///
    /// # Errors
    /// Those of both.
    pub fn of(bytes: &[u8]) -> Result<(), Stray> {
        let mut quotes = Self::default();
        quotes.watch(bytes)?;
        quotes.end()
    }
}
