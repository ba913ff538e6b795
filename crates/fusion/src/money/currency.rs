//! Currencies and how many decimals they have.

use core::cmp::Ordering;
use core::fmt;

use serde::{Serialize, Serializer};

/// Currencies whose minor unit is not a hundredth, by ISO 4217 (list one, 2024): code and decimals.
const DECIMALS: &[([u8; 3], u8)] = &[
    (*b"BHD", 3),
    (*b"BIF", 0),
    (*b"CLF", 4),
    (*b"CLP", 0),
    (*b"DJF", 0),
    (*b"GNF", 0),
    (*b"IQD", 3),
    (*b"ISK", 0),
    (*b"JOD", 3),
    (*b"JPY", 0),
    (*b"KMF", 0),
    (*b"KRW", 0),
    (*b"KWD", 3),
    (*b"LYD", 3),
    (*b"OMR", 3),
    (*b"PYG", 0),
    (*b"RWF", 0),
    (*b"TND", 3),
    (*b"UGX", 0),
    (*b"UYI", 0),
    (*b"UYW", 4),
    (*b"VND", 0),
    (*b"VUV", 0),
    (*b"XAF", 0),
    (*b"XOF", 0),
    (*b"XPF", 0),
];

/// The currencies of ISO 4217, in order: those in force (list one, 2025), with `XXX` for none and without metals, test
/// codes and units of account; and of those withdrawn since 1999 (list three) the ones that banks' files name, as records
/// outlive their currency: the euro's predecessors, `ANG`, `CUC` and `ZWL`.
const CODES: &[[u8; 3]] = &[
    *b"AED", *b"AFN", *b"ALL", *b"AMD", *b"ANG", *b"AOA", *b"ARS", *b"ATS", *b"AUD", *b"AWG", *b"AZN", *b"BAM",
    *b"BBD", *b"BDT", *b"BEF", *b"BGN", *b"BHD", *b"BIF", *b"BMD", *b"BND", *b"BOB", *b"BOV", *b"BRL", *b"BSD",
    *b"BTN", *b"BWP", *b"BYN", *b"BZD", *b"CAD", *b"CDF", *b"CHE", *b"CHF", *b"CHW", *b"CLF", *b"CLP", *b"CNY",
    *b"COP", *b"COU", *b"CRC", *b"CUC", *b"CUP", *b"CVE", *b"CYP", *b"CZK", *b"DEM", *b"DJF", *b"DKK", *b"DOP",
    *b"DZD", *b"EEK", *b"EGP", *b"ERN", *b"ESP", *b"ETB", *b"EUR", *b"FIM", *b"FJD", *b"FKP", *b"FRF", *b"GBP",
    *b"GEL", *b"GHS", *b"GIP", *b"GMD", *b"GNF", *b"GRD", *b"GTQ", *b"GYD", *b"HKD", *b"HNL", *b"HRK", *b"HTG",
    *b"HUF", *b"IDR", *b"IEP", *b"ILS", *b"INR", *b"IQD", *b"IRR", *b"ISK", *b"ITL", *b"JMD", *b"JOD", *b"JPY",
    *b"KES", *b"KGS", *b"KHR", *b"KMF", *b"KPW", *b"KRW", *b"KWD", *b"KYD", *b"KZT", *b"LAK", *b"LBP", *b"LKR",
    *b"LRD", *b"LSL", *b"LTL", *b"LUF", *b"LVL", *b"LYD", *b"MAD", *b"MDL", *b"MGA", *b"MKD", *b"MMK", *b"MNT",
    *b"MOP", *b"MRU", *b"MTL", *b"MUR", *b"MVR", *b"MWK", *b"MXN", *b"MXV", *b"MYR", *b"MZN", *b"NAD", *b"NGN",
    *b"NIO", *b"NLG", *b"NOK", *b"NPR", *b"NZD", *b"OMR", *b"PAB", *b"PEN", *b"PGK", *b"PHP", *b"PKR", *b"PLN",
    *b"PTE", *b"PYG", *b"QAR", *b"RON", *b"RSD", *b"RUB", *b"RWF", *b"SAR", *b"SBD", *b"SCR", *b"SDG", *b"SEK",
    *b"SGD", *b"SHP", *b"SIT", *b"SKK", *b"SLE", *b"SOS", *b"SRD", *b"SSP", *b"STN", *b"SVC", *b"SYP", *b"SZL",
    *b"THB", *b"TJS", *b"TMT", *b"TND", *b"TOP", *b"TRY", *b"TTD", *b"TWD", *b"TZS", *b"UAH", *b"UGX", *b"USD",
    *b"USN", *b"UYI", *b"UYU", *b"UYW", *b"UZS", *b"VED", *b"VES", *b"VND", *b"VUV", *b"WST", *b"XAF", *b"XCD",
    *b"XCG", *b"XOF", *b"XPF", *b"XXX", *b"YER", *b"ZAR", *b"ZMW", *b"ZWG", *b"ZWL",
];

/// Words for pence, which are no currency of ISO 4217.
const PENCE: [&str; 2] = ["GBX", "GBp"];

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

    /// A currency from its code in capitals, of ISO 4217, or from a name or sign that stands for one only.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((_, code)) = NAMES.iter().find(|(name, _)| *name == text) {
            return Some(Self(**code));
        }
        let code: [u8; 3] = text.as_bytes().try_into().ok()?;
        CODES.binary_search(&code).is_ok().then_some(Self(code))
    }

    /// What is expected in place of a text that is no currency.
    #[must_use]
    pub fn expected(text: &str) -> &'static str {
        if PENCE.contains(&text.trim()) {
            "GBP, with amounts in pounds: GBX is pence"
        } else {
            "a currency of ISO 4217, as EUR"
        }
    }

    /// How many decimals its amounts have: 0, 2, 3 or 4.
    #[must_use]
    pub fn decimals(self) -> u8 {
        DECIMALS.iter().find(|(code, _)| *code == self.0).map_or(2, |(_, decimals)| *decimals)
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
