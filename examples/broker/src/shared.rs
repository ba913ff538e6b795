//! What requests share.

use std::sync::Arc;

use crate::broker::Broker;
use crate::files::Files;
use crate::problem::{Kind, Problem};

/// The broker and its site.
pub struct Shared {
    pub broker: Broker,
    pub files: Files,
}

impl Shared {
    /// Runs calls to the screening server off the asynchronous threads.
    pub async fn blocking<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Broker) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let shared = Arc::clone(self);
        tokio::task::spawn_blocking(move || work(&shared.broker)).await.map_err(|_| Problem::from(Kind::Screening))?
    }
}
