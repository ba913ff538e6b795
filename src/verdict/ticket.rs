//! The ticket: the server's word that an attempt was counted, before any result is shown.
//!
//! Its form and what it is for. That one ticket takes one verdict is the server's to see to: `crates/server/src/browser.rs`.

use crate::date::Instant;
use crate::id::Id;
use crate::session::Session;
use crate::{Code, Error, Mismatch, objects};

use super::jws::{Claims, Kind, Opened};
use crate::terms::{Digest, Nonce};

/// The claims of a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ticket {
    /// The session's id.
    pub session: Id,
    /// The session's nonce.
    pub nonce: Nonce,
    /// The pack's hash.
    pub pack: Digest,
    /// Thumbprint of the session's key.
    pub jkt: Digest,
    /// The commitment that was counted.
    pub commitment: Digest,
    /// Which attempt this is; 0 for a purchase from the profile on file, which is not counted.
    pub attempt: u32,
    /// How many attempts there are; none for no limit.
    pub of: Option<u32>,
    /// When it was issued, by the server's clock.
    pub iat: Instant,
    /// Until when a verdict is accepted, by the server's clock.
    pub exp: Instant,
}

impl Opened<Ticket> {
    /// Checks that a ticket is for a session and its key.
    ///
    /// # Errors
    /// [`Code::Claim`], [`Code::PackMismatch`] or [`Code::Key`].
    pub fn check(&self, session: &Session, jkt: &Digest) -> Result<(), Error> {
        let ticket = &self.claims;
        let differs = |mismatch| Error::mismatch(mismatch, "the ticket is for another session");
        if ticket.session != session.id {
            return Err(differs(Mismatch::Session));
        }
        if session.nonce != ticket.nonce {
            return Err(differs(Mismatch::Nonce));
        }
        if session.pack.hash != ticket.pack {
            return Err(Error::mismatch(Mismatch::Pack, "the ticket is for another pack"));
        }
        if ticket.jkt != *jkt {
            return Err(Error::new(Code::Key, "/jkt", "the ticket is for another key"));
        }
        Ok(())
    }
}

impl Claims for Ticket {
    const KIND: Kind = Kind::Ticket;
}

objects! {
    Ticket { session, nonce, pack, jkt, commitment, attempt, of, iat, exp }
}
