//! The table of domains that give addresses for a moment's use.
//!
//! Takes the bytes of `disposable.bin`: `PSD1`, then domains with their labels turned round (`com.example`), in order;
//! each is a byte that says how much of the one before it shares (plus 32, so that it is no line end), the rest of it,
//! and a line end. The set is exact: it must never hold a domain that was not listed.

const HEAD: &[u8] = b"PSD1";
/// What is added to a count of shared bytes.
const SHARED: u8 = 32;
/// Longest domain of a table, in bytes.
const DOMAIN: usize = 253;

/// The table.
#[derive(Debug, Clone, Copy)]
pub struct Disposable<'a>(&'a [u8]);

impl<'a> Disposable<'a> {
    /// The table's bytes; none when they are not such a table.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        bytes.strip_prefix(HEAD).filter(|entries| !entries.is_empty()).map(Self)
    }

    /// Whether the table has a domain in small letters, or one that it lies under.
    #[must_use]
    pub fn holds(self, domain: &str) -> bool {
        let turned = domain.rsplit('.').collect::<Vec<_>>().join(".");
        let mut listed: Vec<u8> = Vec::with_capacity(DOMAIN);
        self.0.split_inclusive(|byte| *byte == b'\n').any(|entry| {
            let Some(([shared], rest)) = entry.split_first_chunk::<1>() else { return false };
            listed.truncate(usize::from(shared.saturating_sub(SHARED)));
            listed.extend(rest.strip_suffix(b"\n").unwrap_or(rest).iter().take(DOMAIN));
            let after = turned.as_bytes().strip_prefix(&listed[..]);
            after.is_some_and(|after| after.is_empty() || after.first() == Some(&b'.'))
        })
    }
}
