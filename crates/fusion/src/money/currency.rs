//! Currencies and how many decimals they have.

use core::cmp::Ordering;
use core::fmt;

use serde::{Serialize, Serializer};

/// Currencies whose minor unit is not a hundredth, by ISO 4217 (list one, 2024): code and decimals.
const DECIMALS: &[(&[u8; 3], u8)] = &[
    (b"BHD", 3),
    (b"BIF", 0),
    (b"CLF", 4),
    (b"CLP", 0),
    (b"DJF", 0),
    (b"GNF", 0),
    (b"IQD", 3),
    (b"ISK", 0),
    (b"JOD", 3),
    (b"JPY", 0),
    (b"KMF", 0),
    (b"KRW", 0),
    (b"KWD", 3),
    (b"LYD", 3),
    (b"OMR", 3),
    (b"PYG", 0),
    (b"RWF", 0),
    (b"TND", 3),
    (b"UGX", 0),
    (b"UYI", 0),
    (b"UYW", 4),
    (b"VND", 0),
    (b"VUV", 0),
    (b"XAF", 0),
    (b"XOF", 0),
    (b"XPF", 0),
];

/// Names and signs that stand for one currency wherever they are seen. A sign that several currencies share, `$` or
/// `¥`, is not among them: the layout says what it means.
const NAMES: &[(&str, &[u8; 3])] = &[
    ("人民币", b"CNY"),
    ("人民币元", b"CNY"),
    ("RMB", b"CNY"),
    ("CNH", b"CNY"),
    ("港币", b"HKD"),
    ("港元", b"HKD"),
    ("美元", b"USD"),
    ("欧元", b"EUR"),
    ("英镑", b"GBP"),
    ("日元", b"JPY"),
    ("€", b"EUR"),
    ("£", b"GBP"),
];

/// A currency by its ISO 4217 code.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency([u8; 3]);

impl Ord for Currency {
    fn cmp(&self, other: &Self) -> Ordering {
        let number = |[first, second, third]: [u8; 3]| u32::from_be_bytes([0, first, second, third]);
        number(self.0).cmp(&number(other.0))
    }
}

impl PartialOrd for Currency {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Currency {
    /// Renminbi. Offshore renminbi (`CNH`) is read as the same money.
    pub const CNY: Self = Self(*b"CNY");
    /// No currency: of a file that names none. Its amounts have two decimals and are added to no other.
    pub const NONE: Self = Self(*b"XXX");

    /// A currency from its code in capitals, or from a name or sign that stands for one currency only.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((_, code)) = NAMES.iter().find(|(name, _)| *name == text) {
            return Some(Self(**code));
        }
        let code: [u8; 3] = text.as_bytes().try_into().ok()?;
        code.iter().all(u8::is_ascii_uppercase).then_some(Self(code))
    }

    /// How many decimals its amounts have: 0, 2, 3 or 4.
    #[must_use]
    pub fn decimals(self) -> u8 {
        DECIMALS.iter().find(|(code, _)| **code == self.0).map_or(2, |(_, decimals)| *decimals)
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or("XXX")
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
