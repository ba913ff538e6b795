//! The files of an archive, and of an archive in it.

use std::fmt;

use crate::archive::Archive;
use crate::kind::{Kind, kind};
use crate::limits::Limits;
use crate::problem::{Part, Problem, ProblemKind};

/// The name of a file in an archive, for the person to see.
#[derive(Clone, PartialEq, Eq)]
pub enum Name {
    /// As text.
    Text(String),
    /// Bytes of an older encoding, which the archive does not name: GB 18030 where it was packed in China. The host
    /// decodes it; a browser has the tables.
    Bytes(Vec<u8>),
}

/// A file of an archive.
#[derive(Clone, PartialEq, Eq)]
pub struct Member {
    /// Its name with the folders before it.
    pub name: Name,
    /// Its number from 1 in the archive's list; of an archive inside, that archive's number.
    pub number: u32,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Member({} bytes)", self.bytes.len())
    }
}

/// The files of an archive, in the order of its list, and in the place of an archive among them its files.
///
/// Folders, and what programs leave for themselves, are left out. The password may be of any bytes; an archive that is
/// not locked opens with any.
///
/// # Errors
/// [`ProblemKind::PasswordNeeded`], [`ProblemKind::PasswordWrong`] (of ZipCrypto also where the file is damaged: it has
/// no better check), [`ProblemKind::UnsupportedMethod`], [`ProblemKind::Nested`], [`ProblemKind::TooLarge`],
/// [`ProblemKind::Empty`], and [`ProblemKind::Damaged`] with the place.
pub fn members(zip: &[u8], password: Option<&[u8]>, limits: &Limits) -> Result<Vec<Member>, Problem> {
    let mut found = Vec::new();
    let mut left = limits.unpacked_bytes;
    let mut outer = Archive::open(zip)?;
    for (number, name) in files(&outer, limits.members)? {
        let bytes = outer.unpack(number, password, limits, &mut left)?;
        if kind(&bytes) == Kind::Zip {
            let within = |problem: Problem| problem.part(Part::Member(number));
            let mut inner = Archive::open(&bytes).map_err(within)?;
            for (place, name) in files(&inner, limits.members.saturating_sub(found.len())).map_err(within)? {
                let bytes = inner.unpack(place, password, limits, &mut left).map_err(within)?;
                if kind(&bytes) == Kind::Zip {
                    return Err(within(Problem::new(ProblemKind::Nested)));
                }
                found.push(Member { name, number, bytes });
            }
        } else {
            found.push(Member { name, number, bytes });
        }
        if found.len() > limits.members {
            return Err(Problem::too_large(limits.members, "files"));
        }
    }
    if found.is_empty() { Err(Problem::new(ProblemKind::Empty)) } else { Ok(found) }
}

/// Numbers from 1 and names of the files that are a person's.
fn files(archive: &Archive<'_>, limit: usize) -> Result<Vec<(u32, Name)>, Problem> {
    let mut files = Vec::new();
    for (number, name) in archive.names().filter(|(_, name)| !is_left_by_a_program(name)) {
        if files.len() >= limit {
            return Err(Problem::too_large(limit, "files"));
        }
        let text = core::str::from_utf8(name).map(|text| Name::Text(text.to_owned()));
        files.push((number, text.unwrap_or_else(|_| Name::Bytes(name.to_vec()))));
    }
    Ok(files)
}

/// Folders, and files that systems add for themselves.
fn is_left_by_a_program(name: &[u8]) -> bool {
    let last = name.rsplit(|byte| matches!(byte, b'/' | b'\\')).next().unwrap_or(name);
    last.is_empty()
        || name.starts_with(b"__MACOSX/")
        || [&b".DS_Store"[..], b"Thumbs.db", b"desktop.ini"].contains(&last)
}
