//! ZIP archives (APPNOTE 6.3): ZipCrypto and WinZip AES, deflated and stored.
//!
//! Takes bytes and a password, gives the files inside, those of an archive in it included. The size that an archive
//! states is never believed: what comes out is counted while it comes.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{Cursor, Read};

use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use crate::kind::{Kind, kind};
use crate::limits::{Limits, RATIO_FROM_BYTES};
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
    for (number, name) in outer.files(limits.members)? {
        let bytes = outer.unpack(number, password, limits, &mut left)?;
        if kind(&bytes) == Kind::Zip {
            let within = |problem: Problem| problem.part(Part::Member(number));
            let mut inner = Archive::open(&bytes).map_err(within)?;
            for (number, name) in inner.files(limits.members.saturating_sub(found.len())).map_err(within)? {
                let bytes = inner.unpack(number, password, limits, &mut left).map_err(within)?;
                if kind(&bytes) == Kind::Zip {
                    return Err(within(Problem::new(ProblemKind::Nested)));
                }
                found.push(Member { name, bytes });
            }
        } else {
            found.push(Member { name, bytes });
        }
        if found.len() > limits.members {
            return Err(Problem::too_large(limits.members, "files"));
        }
    }
    if found.is_empty() { Err(Problem::new(ProblemKind::Empty)) } else { Ok(found) }
}

/// An archive whose list was read.
pub(crate) struct Archive<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Names in small letters and with `/`, as packages of Office are searched, to positions.
    positions: BTreeMap<String, usize>,
    packed_bytes: u64,
}

impl<'a> Archive<'a> {
    /// Reads the list of an archive.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Problem> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| problem(&error, Part::Archive))?;
        let positions = archive
            .file_names_raw()
            .enumerate()
            .map(|(position, name)| (folded(&String::from_utf8_lossy(name)), position))
            .collect();
        Ok(Self { archive, positions, packed_bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX) })
    }

    /// The number of a file, from 1, by its name.
    pub(crate) fn find(&self, name: &str) -> Option<u32> {
        let position = self.positions.get(&folded(name))?;
        u32::try_from(*position).ok()?.checked_add(1)
    }

    /// Whether a file lies in that folder.
    pub(crate) fn has_below(&self, folder: &str) -> bool {
        self.positions.range(folder.to_owned()..).next().is_some_and(|(name, _)| name.starts_with(folder))
    }

    /// Numbers from 1 and names of the files that are a person's.
    fn files(&self, limit: usize) -> Result<Vec<(u32, Name)>, Problem> {
        let mut files = Vec::new();
        for (number, name) in (1..).zip(self.archive.file_names_raw()) {
            if is_left_by_a_program(name) {
                continue;
            }
            if files.len() >= limit {
                return Err(Problem::too_large(limit, "files"));
            }
            let text = core::str::from_utf8(name).map(|text| Name::Text(text.to_owned()));
            files.push((number, text.unwrap_or_else(|_| Name::Bytes(name.to_vec()))));
        }
        Ok(files)
    }

    /// The content of a file, by its number from 1, taken from what may still come out.
    pub(crate) fn unpack(
        &mut self,
        number: u32,
        password: Option<&[u8]>,
        limits: &Limits,
        left: &mut u64,
    ) -> Result<Vec<u8>, Problem> {
        let part = Part::Member(number);
        let wrong = |error: &ZipError| problem(error, part);
        let position = usize::try_from(number).unwrap_or(usize::MAX).saturating_sub(1);

        let packed = self.archive.by_index_raw(position).map_err(|error| wrong(&error))?;
        let is_known = matches!(packed.compression(), CompressionMethod::Stored | CompressionMethod::Deflated);
        let is_locked = packed.encrypted();
        let packed_bytes = packed.compressed_size().min(self.packed_bytes);
        drop(packed);
        if !is_known {
            return Err(unsupported(part));
        }
        let lock = if is_locked { Some(password.ok_or(Problem::new(ProblemKind::PasswordNeeded))?) } else { None };
        let has_weak_check =
            is_locked && !matches!(self.archive.get_aes_verification_key_and_salt(position), Ok(Some(_)));

        let mut file = match lock {
            Some(password) => self.archive.by_index_decrypt(position, password),
            None => self.archive.by_index(position),
        }
        .map_err(|error| wrong(&error))?;

        let by_ratio = packed_bytes.saturating_mul(limits.ratio).max(RATIO_FROM_BYTES);
        let most = by_ratio.min(*left);
        let mut bytes = Vec::new();
        let read = file.by_ref().take(most.saturating_add(1)).read_to_end(&mut bytes);
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if length > most {
            let limit =
                if by_ratio < *left { (limits.ratio, "bytes out of one") } else { (limits.unpacked_bytes, "bytes") };
            return Err(Problem::too_large(limit.0, limit.1).part(part));
        }
        match read {
            Ok(_) => {}
            // One wrong password in 256 passes the only check that ZipCrypto has before its content.
            Err(_) if has_weak_check => return Err(Problem::new(ProblemKind::PasswordWrong).part(part)),
            Err(_) => return Err(Problem::damaged(part, "content as long and with the sum that the archive states")),
        }
        *left = left.saturating_sub(length);
        Ok(bytes)
    }
}

/// As packages of Office are searched: whatever the case, with either slash.
fn folded(name: &str) -> String {
    name.trim_start_matches(['/', '\\']).replace('\\', "/").to_ascii_lowercase()
}

/// Folders, and files that systems add for themselves.
fn is_left_by_a_program(name: &[u8]) -> bool {
    let last = name.rsplit(|byte| matches!(byte, b'/' | b'\\')).next().unwrap_or(name);
    last.is_empty()
        || name.starts_with(b"__MACOSX/")
        || [&b".DS_Store"[..], b"Thumbs.db", b"desktop.ini"].contains(&last)
}

fn problem(error: &ZipError, part: Part) -> Problem {
    match error {
        ZipError::InvalidPassword => Problem::new(ProblemKind::PasswordWrong).part(part),
        ZipError::CompressionMethodNotSupported(_) | ZipError::UnsupportedArchive(_) => unsupported(part),
        _ => Problem::damaged(part, "the form of a ZIP archive"),
    }
}

fn unsupported(part: Part) -> Problem {
    Problem::new(ProblemKind::UnsupportedMethod).part(part).expected("deflated or stored, ZipCrypto or AES")
}
