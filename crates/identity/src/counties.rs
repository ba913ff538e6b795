//! The table of county codes (GB/T 2260) with the years they were listed.
//!
//! Takes the bytes of `counties.bin`: `PSC1`, first and last year of the lists since 1900, then entries of five
//! bytes in order: code (three, big-endian), first and last year listed (255: still in the last list). It must never
//! call a code wrong that it does not know.

/// How many years a code may still be given after its last list: registers follow a reform later than lists do.
pub const YEARS_OF_GRACE: u32 = 2;

const HEAD: &[u8] = b"PSC1";
const STILL_LISTED: u8 = 255;

/// Whether a code could be given to who was born in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InForce {
    /// It was listed at birth or later: numbers are given at or after birth.
    Yes,
    /// It left the lists before birth.
    EndedBefore,
    /// It is in no list that we have.
    Unknown,
}

/// The table.
#[derive(Debug, Clone, Copy)]
pub struct Counties<'a>(&'a [[u8; 5]]);

impl<'a> Counties<'a> {
    /// The table's bytes; none when they are not such a table.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let entries = bytes.strip_prefix(HEAD)?.get(2..)?;
        let (entries, rest) = entries.as_chunks::<5>();
        (rest.is_empty() && !entries.is_empty()).then_some(Self(entries))
    }

    /// Whether a code could be given to who was born in a year.
    #[must_use]
    pub fn for_birth(self, code: u32, year: u32) -> InForce {
        let [_, high, middle, low] = code.to_be_bytes();
        let found = self.0.binary_search_by_key(&[high, middle, low], |[high, middle, low, ..]| [*high, *middle, *low]);
        let Some([.., last]) = found.ok().and_then(|place| self.0.get(place)) else { return InForce::Unknown };
        let end = u32::from(*last).saturating_add(1900).saturating_add(YEARS_OF_GRACE);
        if *last == STILL_LISTED || year <= end { InForce::Yes } else { InForce::EndedBefore }
    }
}
