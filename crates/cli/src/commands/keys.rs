//! The server's public keys, from a JWK set (RFC 7517).

use prescreen::json::Json;
use prescreen::verdict::{Opened, PublicKey, Signer};
use prescreen::{Code, Error};
use prescreen_es256::Signed as _;

use super::{Document, InputError};

/// Largest key set, in bytes.
const MAX_KEYS_BYTES: usize = 64 * 1024;

/// Keys on P-256; a set may hold others, which are passed over.
pub struct Keys {
    keys: Vec<PublicKey>,
}

impl Keys {
    /// Reads a key set.
    pub fn read(path: &str) -> Result<Self, Vec<InputError>> {
        let file = Document::read(path, MAX_KEYS_BYTES)?;
        Self::parse(&file.text).map_err(|error| file.problem(error).into())
    }

    fn parse(text: &str) -> Result<Self, Error> {
        Self::of(&Json::parse(text, MAX_KEYS_BYTES)?)
    }

    /// The keys of a set.
    pub fn of(set: &Json) -> Result<Self, Error> {
        let Some(Json::List(list)) = set.get("keys") else {
            return Err(Error::new(Code::MissingField, "/keys", "expected a JWK set, with a list of keys"));
        };
        let on_p256 = |key: &&Json| key.get("crv").and_then(Json::as_text) == Some("P-256");
        let keys = list.iter().enumerate().filter(|(_, key)| on_p256(key)).map(|(n, key)| {
            let part = |name| key.get(name).and_then(Json::as_text).unwrap_or_default();
            PublicKey::parse(part("x"), part("y")).map_err(|error| Error { at: format!("/keys/{n}"), ..error })
        });
        let keys = keys.collect::<Result<Vec<_>, _>>()?;
        if keys.is_empty() {
            return Err(Error::new(Code::MissingField, "/keys", "the set has no key on P-256"));
        }
        Ok(Self { keys })
    }

    /// Checks that the server signed an object, with the key that its header names.
    pub fn check<T>(&self, object: &Opened<T>) -> Result<(), Error> {
        let named = |key: &&PublicKey| object.signer == Signer::Server(key.thumbprint());
        let key = self.keys.iter().find(named);
        let key = key.ok_or_else(|| Error::new(Code::Key, "/header/kid", "the key set does not have this key"))?;
        object.check_server_signature(key)
    }
}
