//! Randomness of the system, for ids, nonces and secrets.

use prescreen::{Code, Error};
use ring::rand::{SecureRandom, SystemRandom};

/// So many fresh random bytes.
pub fn bytes<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    SystemRandom::new().fill(&mut bytes).map_err(|_| Error::new(Code::Key, "", "the system gives no randomness"))?;
    Ok(bytes)
}
