//! ES256 natively (RFC 7518 §3.4): checking any signature, and the server's own key.
//!
//! Takes keys and signed texts, gives whether a key signed a text, and the server's signatures. It must never judge a
//! verdict: what its claims must be is the core's to say.

use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, UnparsedPublicKey,
};

use prescreen::verdict::jws;
use prescreen::verdict::signature_form::Signature;
use prescreen::verdict::verify::{self, Expected};
use prescreen::verdict::{Claims, Opened, PublicKey, Signer, Verdict};
use prescreen::{Code, Error};
use prescreen_verify::{Signatures, by_server, by_session, not_signed};

/// The server's key for tickets and receipts.
pub struct ServerKey {
    pair: EcdsaKeyPair,
    public: PublicKey,
    random: SystemRandom,
}

/// ES256 by this machine.
pub struct Es256;

impl Signatures for Es256 {
    fn verify(&self, key: &PublicKey, signing_input: &str, signature: &Signature) -> Result<(), Error> {
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key.point())
            .verify(signing_input.as_bytes(), signature)
            .map_err(|_| not_signed())
    }
}

/// Everything that [`verify::verdict`] checks, and the signature.
///
/// # Errors
/// As [`verify::verdict`]; [`Code::Signature`] when the session's key did not sign it.
pub fn verdict(expected: &Expected<'_>, jws: &str) -> Result<Opened<Verdict>, Error> {
    let verdict = verify::verdict(expected, jws)?;
    verdict.check_signature()?;
    Ok(verdict)
}

/// Signatures of opened objects.
pub trait Signed {
    /// Checks the signature of an object by a session's key, which stands in its header.
    ///
    /// # Errors
    /// [`Code::Signature`] when that key did not sign it, [`Code::Key`] when the header has none.
    fn check_signature(&self) -> Result<(), Error>;

    /// Checks the signature of an object by the server.
    ///
    /// # Errors
    /// [`Code::Key`] when the header names another key, [`Code::Signature`] when the key did not
    /// sign it.
    fn check_server_signature(&self, key: &PublicKey) -> Result<(), Error>;
}

impl<T> Signed for Opened<T> {
    fn check_signature(&self) -> Result<(), Error> {
        by_session(&Es256, self)
    }

    fn check_server_signature(&self, key: &PublicKey) -> Result<(), Error> {
        by_server(&Es256, self, key)
    }
}

impl ServerKey {
    /// Draws a key, as PKCS #8.
    ///
    /// # Errors
    /// [`Code::Key`] when the system gives no randomness.
    pub fn generate() -> Result<Vec<u8>, Error> {
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new());
        document.map(|document| document.as_ref().to_vec()).map_err(|_| failed("the key cannot be drawn"))
    }

    /// Reads a key from PKCS #8.
    ///
    /// # Errors
    /// [`Code::Key`] when it is not a key on P-256.
    pub fn from_pkcs8(pkcs8: &[u8]) -> Result<Self, Error> {
        let random = SystemRandom::new();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8, &random)
            .map_err(|_| failed("not a P-256 key in PKCS #8"))?;
        let public = coordinates(pair.public_key().as_ref()).ok_or_else(|| failed("the key has no public point"))?;
        Ok(Self { pair, public, random })
    }

    /// The public key.
    #[must_use]
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// Signs claims as the server.
    ///
    /// # Errors
    /// [`Code::Signature`] when signing fails.
    pub fn seal<T: Claims>(&self, claims: &T) -> Result<String, Error> {
        let signing_input = claims.signing_input(&Signer::Server(self.public.thumbprint()));
        jws::seal(&signing_input, &self.sign(&signing_input)?)
    }

    /// Signs a text. [`jws::seal`] brings the signature into low-S form.
    ///
    /// # Errors
    /// [`Code::Signature`] when the system gives no randomness.
    pub fn sign(&self, signing_input: &str) -> Result<Signature, Error> {
        let signature = self.pair.sign(&self.random, signing_input.as_bytes()).ok();
        signature
            .and_then(|signature| signature.as_ref().try_into().ok())
            .ok_or_else(|| Error::new(Code::Signature, "", "the text cannot be signed"))
    }
}

impl core::fmt::Debug for ServerKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("ServerKey(..)")
    }
}

fn coordinates(point: &[u8]) -> Option<PublicKey> {
    let (x, y) = point.strip_prefix(&[4])?.split_first_chunk::<32>()?;
    Some(PublicKey::from_coordinates(*x, y.try_into().ok()?))
}

fn failed(message: &str) -> Error {
    Error::new(Code::Key, "", message)
}
