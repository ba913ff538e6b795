//! Compound files (MS-CFB): streams with names, in chains of sectors.
//!
//! Takes bytes, gives the content of a stream. A chain that turns back on itself, or leaves the file, is refused.

use crate::problem::{Part, Problem};

/// First bytes of every compound file.
pub(crate) const SIGNATURE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// Sectors that the header itself lists.
const LISTED_IN_HEADER: usize = 109;
/// Numbers from here on are no sectors: end of chain, free, and the lists themselves.
const NO_SECTOR: u32 = 0xffff_fffa;
/// Bytes of an entry of the directory, and of its name.
const ENTRY_BYTES: usize = 128;
const NAME_BYTES: usize = 64;
/// Bytes of a small sector.
const SMALL_SECTOR_BYTES: usize = 64;

/// A compound file whose lists were read.
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    sector_bytes: usize,
    /// For each sector, the next one of its chain.
    next: Vec<u32>,
    /// The same for small sectors, and where they lie.
    small_next: Vec<u32>,
    small: Vec<u8>,
    /// Streams shorter than this lie in small sectors.
    small_below: u64,
    directory: Vec<u8>,
}

/// A stream as the directory lists it.
struct Listed {
    start: u32,
    length: u64,
}

impl<'a> Compound<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Problem> {
        let header = |at: usize| word(bytes, at).ok_or_else(damaged);
        let sector_bytes = match bytes.get(30..32) {
            Some([9, 0]) => 512,
            Some([12, 0]) => 4096,
            _ => return Err(damaged()),
        };
        let mut file = Self {
            bytes,
            sector_bytes,
            next: Vec::new(),
            small_next: Vec::new(),
            small: Vec::new(),
            small_below: header(56)?.into(),
            directory: Vec::new(),
        };
        file.next = file.sector_lists(header(68)?)?;
        file.directory = file.chain(header(48)?)?;
        file.small_next = words(&file.chain(header(60)?)?);
        if let Some(root) = file.listed(|_, kind| kind == 5) {
            file.small = file.chain(root.start)?;
        }
        Ok(file)
    }

    /// The list of all sectors, in sectors that the header lists, and then a chain of lists.
    fn sector_lists(&self, mut more: u32) -> Result<Vec<u32>, Problem> {
        let most = self.bytes.len().checked_div(self.sector_bytes).unwrap_or(0);
        let header = self.bytes.get(76..).ok_or_else(damaged)?;
        let mut lists: Vec<u32> = words(header.get(..LISTED_IN_HEADER.saturating_mul(4)).ok_or_else(damaged)?);
        while more < NO_SECTOR {
            let mut sector = words(self.sector(more).ok_or_else(damaged)?);
            more = sector.pop().ok_or_else(damaged)?;
            lists.extend(sector);
            if lists.len() > most.saturating_add(LISTED_IN_HEADER.saturating_add(self.sector_bytes)) {
                return Err(damaged());
            }
        }
        lists.retain(|sector| *sector < NO_SECTOR);
        if lists.len() > most {
            return Err(damaged());
        }
        let mut next = Vec::new();
        for list in lists {
            next.extend(words(self.sector(list).ok_or_else(damaged)?));
        }
        Ok(next)
    }

    /// A sector; the last one may be cut short by programs that leave out its end.
    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = usize::try_from(number).ok()?.checked_add(1)?.checked_mul(self.sector_bytes)?;
        let end = start.checked_add(self.sector_bytes)?.min(self.bytes.len());
        self.bytes.get(start..end).filter(|sector| !sector.is_empty())
    }

    fn chain(&self, start: u32) -> Result<Vec<u8>, Problem> {
        follow(start, &self.next, self.bytes.len().checked_div(self.sector_bytes).unwrap_or(0), |number| {
            self.sector(number)
        })
    }

    /// The first entry of the directory that fits.
    fn listed(&self, fits: impl Fn(&str, u8) -> bool) -> Option<Listed> {
        self.directory.chunks_exact(ENTRY_BYTES).find_map(|entry| {
            let name_bytes = usize::from(u16::from_le_bytes([*entry.get(64)?, *entry.get(65)?]));
            let name = entry.get(..name_bytes.checked_sub(2)?.min(NAME_BYTES))?;
            let units: Vec<u16> = name.chunks_exact(2).map(unit).collect();
            if !fits(&String::from_utf16_lossy(&units), *entry.get(66)?) {
                return None;
            }
            // The upper half of a length means nothing in files of small sectors, and is no size of a file here.
            Some(Listed { start: word(entry, 116)?, length: word(entry, 120)?.into() })
        })
    }

    fn stream_listed(&self, name: &str) -> Option<Listed> {
        self.listed(|other, kind| kind == 2 && other.eq_ignore_ascii_case(name))
    }

    /// Whether there is a stream of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.stream_listed(name).is_some()
    }

    /// The content of a stream.
    pub(super) fn stream(&self, name: &str) -> Result<Vec<u8>, Problem> {
        let listed = self.stream_listed(name).ok_or_else(damaged)?;
        let mut content = if listed.length < self.small_below {
            follow(
                listed.start,
                &self.small_next,
                self.small.len().checked_div(SMALL_SECTOR_BYTES).unwrap_or(0),
                |number| {
                    let start = usize::try_from(number).ok()?.checked_mul(SMALL_SECTOR_BYTES)?;
                    let end = start.checked_add(SMALL_SECTOR_BYTES)?.min(self.small.len());
                    self.small.get(start..end).filter(|sector| !sector.is_empty())
                },
            )?
        } else {
            self.chain(listed.start)?
        };
        content.truncate(usize::try_from(listed.length).unwrap_or(usize::MAX));
        Ok(content)
    }
}

/// The sectors of a chain, one after the other: no more than there are, and perhaps a last one that is cut short.
fn follow<'s>(
    start: u32,
    next: &[u32],
    sectors: usize,
    sector: impl Fn(u32) -> Option<&'s [u8]>,
) -> Result<Vec<u8>, Problem> {
    let mut content = Vec::new();
    let mut number = start;
    for _ in 0..=sectors.saturating_add(1) {
        if number >= NO_SECTOR {
            return Ok(content);
        }
        content.extend_from_slice(sector(number).ok_or_else(damaged)?);
        number = *usize::try_from(number).ok().and_then(|at| next.get(at)).ok_or_else(damaged)?;
    }
    Err(damaged())
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|bytes| word(bytes, 0)).collect()
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    four.try_into().ok().map(u32::from_le_bytes)
}

fn unit(bytes: &[u8]) -> u16 {
    bytes.try_into().map_or(0, u16::from_le_bytes)
}

fn damaged() -> Problem {
    Problem::damaged(Part::Compound, "sectors in chains within the file")
}

#[cfg(test)]
mod tests {
    use core::cell::Cell;

    use super::*;

    #[test]
    fn a_chain_that_turns_back_gives_no_more_than_the_file_has() {
        // A file of eight sectors whose list, made to mislead, has a million entries.
        let next = vec![0; 1_000_000];
        let taken = Cell::new(0);
        let sector = |_| {
            taken.set(taken.get() + 1);
            Some(&[0; 512][..])
        };
        assert!(follow(0, &next, 8, sector).is_err());
        assert!(taken.get() <= 10, "{} sectors", taken.get());
    }

    #[test]
    fn a_chain_ends_at_its_end() {
        let content =
            follow(2, &[0xffff_fffe, 0, 1], 3, |number| [&b"a"[..], b"b", b"c"].get(number as usize).copied());
        assert_eq!(content.unwrap(), b"cba");
    }
}
