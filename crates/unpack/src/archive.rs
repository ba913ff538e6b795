//! A ZIP archive (APPNOTE 6.3): ZipCrypto and WinZip AES, deflated and stored.
//!
//! Takes bytes and a password, gives one file at a time. The size that an archive states is never believed: what comes
//! out is counted while it comes.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use crate::limits::{Limits, MAX_LISTED, RATIO_FROM_BYTES};
use crate::problem::{Part, Problem, ProblemKind};

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
        let listed =
            bytes.windows(4).filter(|window| *window == b"PK\x01\x02").take(MAX_LISTED.saturating_add(1)).count();
        if listed > MAX_LISTED {
            return Err(Problem::too_large(MAX_LISTED, "files"));
        }
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

    /// Names of all files, folders among them, with their numbers from 1.
    pub(crate) fn names(&self) -> impl Iterator<Item = (u32, &[u8])> {
        (1..).zip(self.archive.file_names_raw())
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
