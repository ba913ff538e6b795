//! What requests share.

use std::sync::{Arc, PoisonError, RwLock};

use prescreen::Session;
use prescreen::date::Instant;
use prescreen_es256::ServerKey;

use crate::audience::Audiences;
use crate::client::Proxies;
use crate::clock::Reading;
use crate::credential::HostCredential;
use crate::limits::Limits;
use crate::metrics::Metrics;
use crate::packs::{KnownPack, Packs};
use crate::problem::{Kind, Problem};
use crate::store::{Store, Transaction};

/// Everything that requests share.
pub struct App {
    pub store: Store,
    pub packs: RwLock<Arc<Packs>>,
    pub key: ServerKey,
    pub credential: HostCredential,
    pub limits: Arc<Limits>,
    pub proxies: Proxies,
    pub metrics: Metrics,
    /// The origins that a verdict may be for.
    pub audiences: Audiences,
    pub loopback: bool,
    /// The OpenAPI document.
    pub description: String,
}

impl App {
    /// Reads off the asynchronous threads; nothing is stored, and no writer is waited for.
    pub async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self, &Transaction<'_>, &Reading) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let app = Arc::clone(self);
        self.store.read(move |transaction, clock| work(&app, transaction, clock)).await
    }

    /// Runs one transaction off the asynchronous threads.
    pub async fn transaction<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self, &Transaction<'_>, Instant) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let app = Arc::clone(self);
        self.store.write(move |transaction, clock| work(&app, transaction, clock.now)).await
    }

    /// The packs as they were read last.
    pub fn packs(&self) -> Arc<Packs> {
        Arc::clone(&self.packs.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The pack that a session is pinned to.
    pub fn pack(&self, session: &Session) -> Result<Arc<KnownPack>, Problem> {
        self.packs().by_hash(&session.pack.hash).cloned().ok_or_else(|| Kind::UnknownPack.into())
    }

    /// The same where something is to be accepted under it: it was not withdrawn.
    pub fn accepting(&self, session: &Session, now: Instant) -> Result<Arc<KnownPack>, Problem> {
        let known = self.pack(session)?;
        let withdrawn = "the pack was withdrawn: open a new session under another";
        known.accepts(now).then_some(known).ok_or_else(|| Problem::new(Kind::NotInForce).detail(withdrawn))
    }
}
