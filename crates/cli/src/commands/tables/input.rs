//! A file or standard input, opened, with its first bytes looked at.

use std::fs::File;
use std::io::{Read, Result, stdin};

use super::super::InputError;

/// What a file of Parquet begins with.
const MARK: [u8; 4] = *b"PAR1";

/// What was opened.
pub struct Input {
    /// The file as the person named it.
    pub name: String,
    /// The first bytes, of which some were given away already.
    head: Vec<u8>,
    given: usize,
    source: Source,
}

/// Where bytes come from.
pub enum Source {
    /// A file, behind its first bytes.
    File(File),
    /// Standard input, likewise.
    Standard(std::io::Stdin),
}

impl Input {
    /// Opens a file, or standard input for `-`.
    pub fn open(path: &str) -> core::result::Result<Self, Vec<InputError>> {
        let (name, source) = match path {
            "-" => ("standard input", Ok(Source::Standard(stdin()))),
            path => (path, File::open(path).map(Source::File)),
        };
        let opened = source.and_then(|mut source| {
            let mut head = Vec::with_capacity(MARK.len());
            source.by_ref().take(4).read_to_end(&mut head)?;
            Ok(Self { name: name.into(), head, given: 0, source })
        });
        opened.map_err(|error| vec![InputError::file(name, &error)])
    }

    /// Whether it says that it is Parquet.
    pub fn is_parquet(&self) -> bool {
        self.head == MARK
    }

    /// The file itself; of standard input everything, up to so many bytes.
    pub fn whole(mut self, most: u64) -> Result<Whole> {
        if let Source::File(file) = self.source {
            return Ok(Whole::File(file));
        }
        let mut bytes = Vec::new();
        self.by_ref().take(most).read_to_end(&mut bytes)?;
        Ok(Whole::Bytes(bytes))
    }
}

/// What can be read from any place.
pub enum Whole {
    /// A file.
    File(File),
    /// Bytes in memory.
    Bytes(Vec<u8>),
}

impl Read for Input {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        let mut rest = self.head.get(self.given..).unwrap_or_default();
        if rest.is_empty() {
            return self.source.read(into);
        }
        let read = rest.read(into)?;
        self.given = self.given.saturating_add(read);
        Ok(read)
    }
}

impl Read for Source {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        match self {
            Self::File(file) => file.read(into),
            Self::Standard(stdin) => stdin.read(into),
        }
    }
}
