//! The firm's archive key, as a file that only its keeper may read.

use prescreen::id::Id;
use prescreen::json::{self, Json, Write as _};
use prescreen::terms::base64url;
use prescreen::verdict::{Record, SealedRecord, sealed};
use prescreen::{Code, Error, objects};

use super::hpke_p256::{self, Private};

/// Largest key file, in bytes.
pub const MAX_KEY_BYTES: usize = 4096;

const FORMAT: i64 = 1;

/// A key pair of the archive. Its `Debug` prints no part of the private key.
pub struct ArchiveKeyPair {
    id: Id,
    private: Private,
    public: Vec<u8>,
}

/// The file.
struct KeyFile {
    prescreen_archive_key: i64,
    id: Id,
    private_key: String,
    public_key: String,
}

objects! {
    KeyFile { prescreen_archive_key, id, private_key, public_key }
}

impl ArchiveKeyPair {
    /// Draws a key pair.
    ///
    /// # Errors
    /// [`Code::Key`] when the system gives no randomness.
    pub fn draw(id: Id) -> Result<Self, Error> {
        let mut drawn = [0; 32];
        getrandom::fill(&mut drawn).map_err(|_| Error::new(Code::Key, "", "the system gives no randomness"))?;
        let (private, public) = hpke_p256::derived(&drawn);
        Ok(Self { id, private, public })
    }

    /// Reads a key file.
    ///
    /// # Errors
    /// What the strict reader says, without anything of the file; [`Code::Key`] when it is no key, or its two parts are not
    /// of one pair.
    pub fn read(text: &str) -> Result<Self, Error> {
        let file: KeyFile = json::read_text(text, MAX_KEY_BYTES).map_err(Error::without_content)?;
        if file.prescreen_archive_key != FORMAT {
            return Err(Error::new(Code::Range, "/prescreen_archive_key", "expected format 1"));
        }
        let bytes: [u8; 32] = base64url::decode_array(&file.private_key)
            .ok_or_else(|| Error::new(Code::Encoding, "/private_key", "expected 32 bytes in base64url"))?;
        let (private, public) = hpke_p256::private(&bytes)?;
        if base64url::encode(&public) != file.public_key {
            return Err(Error::new(Code::Key, "/public_key", "the public key is another pair's"));
        }
        Ok(Self { id: file.id, private, public })
    }

    /// The file's text, which holds the private key.
    #[must_use]
    pub fn file(&self) -> String {
        let file = KeyFile {
            prescreen_archive_key: FORMAT,
            id: self.id.clone(),
            private_key: base64url::encode(&hpke_p256::bytes_of(&self.private)),
            public_key: self.public_key(),
        };
        file.json().canonical()
    }

    /// The key's name.
    #[must_use]
    pub fn id(&self) -> &Id {
        &self.id
    }

    /// The public key as a pack has it: 65 bytes in base64url.
    #[must_use]
    pub fn public_key(&self) -> String {
        base64url::encode(&self.public)
    }

    /// Opens a sealed record: its text, and the record, which leads to the commitment that the sealed record names.
    ///
    /// # Errors
    /// [`Code::Key`] when it is sealed to a key of another name, or this key does not open it; what
    /// [`SealedRecord::record`] says of what was inside.
    pub fn open(&self, sealed: &SealedRecord) -> Result<(String, Record), Error> {
        if sealed.key != self.id {
            let message =
                format!("the record is sealed to the archive key '{}', and this is '{}'", sealed.key, self.id);
            return Err(Error::new(Code::Key, "/key", message).help("Take the key file of that name."));
        }
        let aad = sealed.aad();
        let ciphertexts = [(&sealed.ciphertext.0[..], &aad[..])];
        let opened = hpke_p256::open_with(&self.private, &sealed.enc.0, &sealed.info(), &ciphertexts)?;
        sealed.record(opened.first().map_or(&[], Vec::as_slice))
    }
}

impl core::fmt::Debug for ArchiveKeyPair {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "ArchiveKeyPair({})", self.id)
    }
}

/// Seals a record as a tab does: padded to the pack's length, to its key. `drawn`: 32 fresh random bytes.
///
/// # Errors
/// [`Code::Limit`] when the record is longer than the pack's length; [`Code::Key`] when the key is no point of P-256.
pub fn seal_record(
    mut unsealed: SealedRecord,
    record: &str,
    (public, bytes): (&str, u32),
    drawn: [u8; 32],
) -> Result<Json, Error> {
    let padded = sealed::padded(record, bytes)?;
    let public = base64url::decode(public).unwrap_or_default();
    let texts = [(padded.as_bytes(), &unsealed.aad()[..])];
    let sealed = hpke_p256::seal(&public, &unsealed.info(), &texts, drawn)?;
    unsealed.enc = sealed::Base64url(sealed.enc);
    unsealed.ciphertext = sealed::Base64url(sealed.ciphertexts.concat());
    Ok(unsealed.json())
}
