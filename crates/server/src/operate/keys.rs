//! A new signing key; the old public ones stay published.

use std::path::Path;

use prescreen::terms::Digest;

use super::store;
use crate::clock::Remembered;
use crate::data::{Data, Locked};
use crate::failure::Failure;
use crate::store::keys;

/// Draws a new signing key in the place of the one that is there, or was lost. A server signs with it from its next
/// start on and publishes every public key, so it must not be running.
///
/// # Errors
/// When a server runs, or the store or the key cannot be written.
pub fn rotate_key(directory: &Path) -> Result<Digest, Failure> {
    let connection = store(directory)?;
    let Locked { data, .. } = &Data::lock(directory)?;
    let key = data.new_signing_key()?;
    let highest = Remembered::highest(&connection).map_err(Failure::of)?;
    keys::keep(&connection, key.public(), highest).map_err(Failure::of)?;
    Ok(key.public().thumbprint())
}
