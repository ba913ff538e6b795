//! A sealed record: what the firm keeps beside a verdict and reads with its archive key alone.
//!
//! Takes the text that a tab sent, gives its parts, what it is bound to, and the record that was inside once somebody with
//! the key has opened it. It holds no key and opens nothing: that is `crates/archive`'s, offline.

use crate::id::Id;
use crate::json::{self, Json, Read, Reader, Write};
use crate::pack::schema::ArchiveKey;
use crate::pack::schema::RecordKeeper;
use crate::pack::{Pack, limits};
use crate::session::Session;
use crate::terms::{Digest, Nonce, base64url};
use crate::{Code, Error, Mismatch, objects};

use super::record::{MAX_RECORD_BYTES, Record};

/// The one suite: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, base mode (RFC 9180).
pub const SUITE: &str = "prescreen-hpke-p256-1";
/// Bytes of an encapsulated key: a point of P-256, uncompressed.
pub const ENC_BYTES: usize = 65;
/// Bytes that sealing adds.
pub const TAG_BYTES: usize = 16;
/// Largest text of a sealed record, in bytes.
pub const MAX_SEALED_BYTES: usize = limits::MAX_ARCHIVED_BYTES * 4 / 3 + 1024;

const FORMAT: i64 = 1;
const INFO_TAG: &[u8] = b"prescreen/record/1\0";
/// What follows a record up to the pack's length.
const PADDING: char = ' ';

/// A record as it is sealed to a key of the firm's archive.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SealedRecord {
    /// The format; always 1.
    pub prescreen_sealed_record: i64,
    /// How it is sealed.
    pub suite: String,
    /// The session's id.
    pub session: Id,
    /// The session's nonce.
    pub nonce: Nonce,
    /// The pack's hash.
    pub pack: Digest,
    /// The Merkle root that the record has to lead to.
    pub commitment: Digest,
    /// The name of the archive key in the pack.
    pub key: Id,
    /// The encapsulated key, 65 bytes in base64url.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub enc: Base64url,
    /// The padded record, sealed, in base64url.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub ciphertext: Base64url,
}

/// Bytes that are written in base64url.
#[derive(Clone, PartialEq, Eq)]
pub struct Base64url(pub Vec<u8>);

objects! {
    SealedRecord { prescreen_sealed_record, suite, session, nonce, pack, commitment, key, enc, ciphertext }
}

impl SealedRecord {
    /// The parts around a record that is to be sealed.
    #[must_use]
    pub fn unsealed(session: &Session, commitment: Digest, key: &ArchiveKey) -> Self {
        Self {
            prescreen_sealed_record: FORMAT,
            suite: SUITE.into(),
            session: session.id.clone(),
            nonce: session.nonce,
            pack: session.pack.hash,
            commitment,
            key: key.id.clone(),
            enc: Base64url(Vec::new()),
            ciphertext: Base64url(Vec::new()),
        }
    }

    /// Reads one.
    ///
    /// # Errors
    /// What the strict reader says; [`Code::Range`] for another format, [`Code::Algorithm`] for another suite.
    pub fn of(json: &Json) -> Result<Self, Error> {
        let sealed: Self = json::read(json)?;
        if sealed.prescreen_sealed_record != FORMAT {
            return Err(Error::new(Code::Range, "/prescreen_sealed_record", "expected format 1"));
        }
        if sealed.suite != SUITE {
            let message = ["another suite than ", SUITE].concat();
            return Err(Error::new(Code::Algorithm, "/suite", message));
        }
        Ok(sealed)
    }

    /// Whether this is for a session, its pack and its commitment, and has the form that the pack states: the key in force
    /// on the session's day, and the one length. What is inside nobody without the key can tell.
    ///
    /// # Errors
    /// [`Code::Claim`] or [`Code::PackMismatch`] for another session; [`Code::Key`] for another key;
    /// [`Code::Encoding`] for another length.
    pub fn check(&self, pack: &Pack, session: &Session, commitment: &Digest) -> Result<(), Error> {
        let differs = |mismatch, at: &str| {
            Err(Error { at: at.into(), ..Error::mismatch(mismatch, "the sealed record is for another one") })
        };
        if self.session != session.id {
            return differs(Mismatch::Session, "/session");
        }
        if self.nonce != session.nonce {
            return differs(Mismatch::Nonce, "/nonce");
        }
        if self.pack != pack.hash() {
            return differs(Mismatch::Pack, "/pack");
        }
        if self.commitment != *commitment {
            return differs(Mismatch::Commitment, "/commitment");
        }
        let RecordKeeper::Sealed(archive) = &pack.document().record else {
            return Err(Error::new(Code::Claim, "", "the pack has no record sealed"));
        };
        let key = pack.day(session.now).and_then(|day| archive.key_on(day));
        if key.is_none_or(|key| key.id != self.key) {
            return Err(Error::new(Code::Key, "/key", "sealed to another key than the pack's on the session's day"));
        }
        if self.enc.0.len() != ENC_BYTES || self.enc.0.first() != Some(&4) {
            return Err(Error::new(Code::Encoding, "/enc", "expected an uncompressed point of 65 bytes"));
        }
        let expected = usize::try_from(archive.bytes).unwrap_or(usize::MAX).saturating_add(TAG_BYTES);
        if self.ciphertext.0.len() != expected {
            let message = format!("{} bytes are sealed; the pack's length makes {expected}", self.ciphertext.0.len());
            return Err(Error::new(Code::Encoding, "/ciphertext", message));
        }
        Ok(())
    }

    /// What sealing and opening name as `info`: the pack and its key.
    #[must_use]
    pub fn info(&self) -> Vec<u8> {
        [INFO_TAG, self.pack.as_bytes(), &prefixed(&self.key)].concat()
    }

    /// What sealing and opening name as `aad`: commitment, nonce and session.
    #[must_use]
    pub fn aad(&self) -> Vec<u8> {
        [&self.commitment.as_bytes()[..], self.nonce.as_bytes(), &prefixed(&self.session)].concat()
    }

    /// The record that was inside, which has to be the one of this session and commitment: its canonical text, and after it
    /// spaces alone. No error repeats anything of it.
    ///
    /// # Errors
    /// [`Code::Encoding`] when it is no text, not in the one form, or of no length that a pack may state; what
    /// [`Record::read`] says; [`Code::Commitment`] or [`Code::Claim`] when it is of another session or commitment than
    /// this says.
    pub fn record(&self, opened: &[u8]) -> Result<(String, Record), Error> {
        let not_so = |message| Error::new(Code::Encoding, "", message);
        if !(limits::MIN_ARCHIVED_BYTES..=limits::MAX_ARCHIVED_BYTES).contains(&opened.len()) {
            return Err(not_so("what was sealed has no length that a pack may state"));
        }
        let text = core::str::from_utf8(opened).map_err(|_| not_so("what was sealed is no text"))?;
        let text = text.trim_end_matches(PADDING);
        let record = Record::read(text).map_err(of_inside)?;
        if Json::parse(text, MAX_RECORD_BYTES).is_ok_and(|json| json.canonical() != text) {
            return Err(not_so("what was sealed is not the one form of a record, followed by spaces alone"));
        }
        let verdict = &record.objects().verdict.claims;
        if verdict.commitment() != self.commitment {
            return Err(Error::new(Code::Commitment, "/verdict", "the record leads to another commitment"));
        }
        let same = *verdict.session() == self.session && verdict.nonce() == self.nonce;
        if !same || verdict.pack().hash != self.pack {
            return Err(Error::new(Code::Claim, "/verdict", "the record is of another session"));
        }
        Ok((text.into(), record))
    }
}

/// An error of a record that was sealed. What does not belong together is said in fixed sentences; what the reader says
/// may repeat a part of it.
fn of_inside(error: Error) -> Error {
    match error.code {
        Code::Commitment | Code::Claim | Code::Key | Code::PackMismatch => error,
        _ => error.without_content(),
    }
}

/// A record, padded to the pack's one length.
///
/// # Errors
/// [`Code::Limit`] when it is longer.
pub fn padded(record: &str, bytes: u32) -> Result<String, Error> {
    let length = usize::try_from(bytes).unwrap_or(usize::MAX);
    if record.len() > length {
        let message = format!("the record has {} bytes; the pack seals {bytes}", record.len());
        return Err(Error::new(Code::Limit, "/record/sealed/bytes", message)
            .help("Give the pack's records more room: a version with larger `bytes`."));
    }
    let mut padded = String::from(record);
    padded.extend(core::iter::repeat_n(PADDING, length.saturating_sub(record.len())));
    Ok(padded)
}

/// An id behind its length.
fn prefixed(id: &Id) -> Vec<u8> {
    let text = id.as_str().as_bytes();
    // INVARIANT: an id has at most 64 bytes.
    let length = u16::try_from(text.len()).unwrap_or(u16::MAX);
    [&length.to_be_bytes()[..], text].concat()
}

impl core::fmt::Debug for Base64url {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

impl Read for Base64url {
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        let text = String::read(json, reader);
        Self(base64url::decode(&text).unwrap_or_else(|| {
            reader.fail(Code::Encoding, "expected base64url without padding");
            Vec::new()
        }))
    }
}

impl Write for Base64url {
    fn json(&self) -> Json {
        Json::Text(base64url::encode(&self.0))
    }
}
