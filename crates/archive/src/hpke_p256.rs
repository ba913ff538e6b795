//! HPKE in the one suite of sealed records: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, base mode (RFC 9180).

use core::convert::Infallible;

use hpke::aead::AesGcm128;
use hpke::kdf::HkdfSha256;
use hpke::kem::DhP256HkdfSha256;
use hpke::rand_core::{TryCryptoRng, TryRng};
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable, setup_receiver, setup_sender_with_rng};
use prescreen::{Code, Error};

pub(crate) type Private = <DhP256HkdfSha256 as Kem>::PrivateKey;
type Public = <DhP256HkdfSha256 as Kem>::PublicKey;
type Encapped = <DhP256HkdfSha256 as Kem>::EncappedKey;

/// What a sender gives: the encapsulated key, 65 bytes, and one ciphertext for each text.
pub struct Encapsulated {
    /// The encapsulated key.
    pub enc: Vec<u8>,
    /// The ciphertexts, each 16 bytes longer than its text.
    pub ciphertexts: Vec<Vec<u8>>,
}

/// Whether bytes are a point of P-256 that can be sealed to: uncompressed, on the curve, not at infinity.
#[must_use]
pub fn is_point(bytes: &[u8]) -> bool {
    Public::from_bytes(bytes).is_ok()
}

/// Seals texts to a public key, in the order of one context. `drawn`: 32 fresh random bytes, of which the ephemeral key is
/// derived, for this call alone.
///
/// # Errors
/// [`Code::Key`] when the public key is no point of P-256.
pub fn seal(public: &[u8], info: &[u8], texts: &[(&[u8], &[u8])], drawn: [u8; 32]) -> Result<Encapsulated, Error> {
    let public = Public::from_bytes(public).map_err(|_| not_a_point())?;
    let (enc, mut context) = setup_sender_with_rng::<AesGcm128, HkdfSha256, DhP256HkdfSha256>(
        &OpModeS::Base,
        &public,
        info,
        &mut Drawn(drawn),
    )
    .map_err(|_| not_a_point())?;
    let mut ciphertexts = Vec::with_capacity(texts.len());
    for (text, aad) in texts {
        ciphertexts.push(context.seal(text, aad).map_err(|_| Error::new(Code::Limit, "", "too much for one context"))?);
    }
    Ok(Encapsulated { enc: enc.to_bytes().to_vec(), ciphertexts })
}

/// Opens texts, in the order of one context, with a private key of 32 bytes.
///
/// # Errors
/// [`Code::Key`] when the private key is none; [`Code::Encoding`] when `enc` is no point of P-256; [`Code::Key`] when the key does not open what is there: it is another
/// key's, for another `info` or `aad`, or was changed.
pub fn open(private: &[u8], enc: &[u8], info: &[u8], ciphertexts: &[(&[u8], &[u8])]) -> Result<Vec<Vec<u8>>, Error> {
    open_with(&self::private(private)?.0, enc, info, ciphertexts)
}

/// The same with a key that was read.
pub(crate) fn open_with(
    private: &Private,
    enc: &[u8],
    info: &[u8],
    ciphertexts: &[(&[u8], &[u8])],
) -> Result<Vec<Vec<u8>>, Error> {
    let enc = Encapped::from_bytes(enc)
        .map_err(|_| Error::new(Code::Encoding, "/enc", "the encapsulated key is no point of P-256"))?;
    let closed = || {
        Error::new(Code::Key, "/ciphertext", "the archive key does not open this")
            .help("It is sealed to another key, bound to another session, or was changed since.")
    };
    let mut context = setup_receiver::<AesGcm128, HkdfSha256, DhP256HkdfSha256>(&OpModeR::Base, private, &enc, info)
        .map_err(|_| closed())?;
    ciphertexts.iter().map(|(ciphertext, aad)| context.open(ciphertext, aad).map_err(|_| closed())).collect()
}

/// The private key of which bytes are drawn (DeriveKeyPair of RFC 9180), and its public key.
pub(crate) fn derived(drawn: &[u8; 32]) -> (Private, Vec<u8>) {
    let (private, public) = DhP256HkdfSha256::derive_keypair(drawn);
    (private, public.to_bytes().to_vec())
}

/// A private key from its 32 bytes, and its public key.
pub(crate) fn private(bytes: &[u8]) -> Result<(Private, Vec<u8>), Error> {
    let private = Private::from_bytes(bytes)
        .map_err(|_| Error::new(Code::Key, "/private_key", "this is no private key of P-256"))?;
    let public = DhP256HkdfSha256::sk_to_pk(&private).to_bytes().to_vec();
    Ok((private, public))
}

pub(crate) fn bytes_of(private: &Private) -> Vec<u8> {
    private.to_bytes().to_vec()
}

fn not_a_point() -> Error {
    Error::new(Code::Key, "/public_key", "the public key is no point of P-256")
        .help("Take what `prescreen record keygen` prints.")
}

/// A source of the bytes that were drawn before, for the one key that is made of them.
struct Drawn([u8; 32]);

impl TryRng for Drawn {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for (to, from) in bytes.iter_mut().zip(self.0) {
            *to = from;
        }
        Ok(())
    }
}

impl TryCryptoRng for Drawn {}
