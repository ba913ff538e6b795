//! A new signing key; the old public ones stay published.

use prescreen::terms::Digest;

use super::Place;
use crate::data::{Data, Locked};
use crate::failure::Failure;
use crate::store::keys;

/// Draws a new signing key in the place of the one that is there, or was lost. A server signs with it from its next
/// start on and publishes every public key, so it must not be running; others that share its store may.
///
/// # Errors
/// When a server runs on the directory, or the store or the key cannot be written.
pub fn rotate_key(place: &Place) -> Result<Digest, Failure> {
    let mut store = place.open()?;
    let Locked { data, .. } = &Data::lock(&place.data)?;
    // Published before anything is signed with it.
    let key = data.new_signing_key()?;
    store.transaction(|transaction| keys::keep(transaction, key.public(), transaction.remembered().highest))?;
    Ok(key.public().thumbprint())
}
