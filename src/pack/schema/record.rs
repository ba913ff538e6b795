//! Who keeps the record behind a verdict, and the keys that it is sealed to.

use crate::date::Date;
use crate::id::Id;
use crate::json::{Json, Read, Reader};
use crate::{Code, documents};

/// Who keeps the record behind a verdict: the openings of the commitment, and what was shown.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum RecordKeeper {
    /// The person, who can download and later open single answers.
    Investor,
    /// The person; and the firm, sealed to its archive key: the server keeps it and cannot read it.
    Sealed(Archive),
    /// The person; and the firm, in clear.
    Disclosed,
}

/// How records are sealed.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Archive {
    /// The one length of every record before it is sealed, in bytes, 8192 to 131072: a shorter one is padded, a longer
    /// one cannot be sealed.
    pub bytes: u32,
    /// The firm's archive keys, in the order of their first day; the last that is in force on the session's day counts.
    pub keys: Vec<ArchiveKey>,
}

/// A public key of the firm's archive, from a day on.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct ArchiveKey {
    /// The key's name, which a sealed record carries.
    pub id: Id,
    /// First day in force.
    pub from: Date,
    /// A point of P-256, uncompressed (SEC 1): 65 bytes in base64url.
    pub public_key: String,
}

documents! {
    Archive { bytes, keys }
    ArchiveKey { id, from, public_key }
}

impl RecordKeeper {
    /// The word for it.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Investor => "investor",
            Self::Sealed(_) => "sealed",
            Self::Disclosed => "disclosed",
        }
    }

    /// The word that stands in a commitment; none where the person alone keeps the record.
    #[must_use]
    pub fn committed(&self) -> Option<&'static str> {
        if let Self::Investor = self { None } else { Some(self.word()) }
    }

    /// How records are sealed; none where they are not.
    #[must_use]
    pub fn archive(&self) -> Option<&Archive> {
        match self {
            Self::Sealed(archive) => Some(archive),
            Self::Investor | Self::Disclosed => None,
        }
    }
}

impl Archive {
    /// The key in force on a day.
    #[must_use]
    pub fn key_on(&self, day: Date) -> Option<&ArchiveKey> {
        self.keys.iter().rfind(|key| key.from <= day)
    }
}

impl Read for RecordKeeper {
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        if let Json::Map(_) = json {
            reader.object(json, &["sealed"]);
            return Self::Sealed(reader.field(json, "sealed"));
        }
        match json.as_text() {
            Some("disclosed") => Self::Disclosed,
            Some("investor") => Self::Investor,
            _ => {
                let expected = "expected \"investor\", \"disclosed\" or {\"sealed\": {bytes, keys}}";
                let code = if json.as_text().is_some() { Code::Range } else { Code::Type };
                reader.fail_found(code, expected, json, &["investor", "disclosed"]);
                Self::Investor
            }
        }
    }
}
