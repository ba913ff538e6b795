//! Public keys and who signs.

use crate::json::{Json, Read, Reader, Write};
use crate::{Code, Error};

use crate::terms::Digest;
use crate::terms::base64url;

const COORDINATE: &str = "expected 32 bytes in base64url without padding";

/// A public key on P-256 by its coordinates. Whether the point is on the curve is for the
/// signature check to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKey {
    x: [u8; 32],
    y: [u8; 32],
}

impl PublicKey {
    /// From the coordinates of a JWK, base64url.
    ///
    /// # Errors
    /// [`Code::Key`] when a coordinate is not 32 bytes in canonical base64url.
    pub fn parse(x: &str, y: &str) -> Result<Self, Error> {
        let bytes = |text| base64url::decode_array(text).ok_or_else(|| Error::new(Code::Key, "", COORDINATE));
        Ok(Self { x: bytes(x)?, y: bytes(y)? })
    }

    /// From its coordinates, big-endian.
    #[must_use]
    pub fn from_coordinates(x: [u8; 32], y: [u8; 32]) -> Self {
        Self { x, y }
    }

    /// Its coordinates, x then y, big-endian.
    #[must_use]
    pub fn coordinates(&self) -> [[u8; 32]; 2] {
        [self.x, self.y]
    }

    /// The uncompressed point: `0x04 ‖ x ‖ y` (SEC 1 §2.3.3).
    #[must_use]
    pub fn point(&self) -> [u8; 65] {
        let mut point = [0; 65];
        for (slot, byte) in point.iter_mut().zip([4].into_iter().chain(self.x).chain(self.y)) {
            *slot = byte;
        }
        point
    }

    /// The thumbprint of the key's JWK (RFC 7638), `jkt`.
    #[must_use]
    pub fn thumbprint(&self) -> Digest {
        Digest::of(self.jwk().canonical().as_bytes())
    }

    /// The key's JWK with its required members only.
    #[must_use]
    pub fn jwk(&self) -> Json {
        Json::object([
            ("crv", Json::text("P-256")),
            ("kty", Json::text("EC")),
            ("x", Json::Text(base64url::encode(&self.x))),
            ("y", Json::Text(base64url::encode(&self.y))),
        ])
    }
}

impl Read for PublicKey {
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        let (curve, family): (String, String) = (reader.field(json, "crv"), reader.field(json, "kty"));
        if (curve.as_str(), family.as_str()) != ("P-256", "EC") {
            reader.fail(Code::Algorithm, "expected an EC key on P-256");
        }
        let key = Self { x: coordinate(json, reader, "x"), y: coordinate(json, reader, "y") };
        reader.object(json, &["crv", "kty", "x", "y"]);
        key
    }
}

impl Write for PublicKey {
    fn json(&self) -> Json {
        self.jwk()
    }
}

/// Who signs an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signer {
    /// The session's key, carried in the header.
    Session(PublicKey),
    /// The server's key, by its thumbprint.
    Server(Digest),
}

impl Signer {
    /// The thumbprint of the signer's key.
    #[must_use]
    pub fn thumbprint(&self) -> Digest {
        match self {
            Self::Session(key) => key.thumbprint(),
            Self::Server(kid) => *kid,
        }
    }
}

fn coordinate<'j>(json: &'j Json, reader: &mut Reader<'j>, name: &'j str) -> [u8; 32] {
    let text: String = reader.field(json, name);
    base64url::decode_array(&text).unwrap_or_else(|| {
        reader.fail_at(name, Code::Key, COORDINATE);
        [0; 32]
    })
}
