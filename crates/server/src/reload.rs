//! Packs that are read again while the server runs.
//!
//! Takes the operator's word that they changed, gives the new packs to every request that comes after. Packs that are
//! not in order must never replace those before.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError};

use tokio::signal::unix::Signal;

use crate::app::App;
use crate::failure::Failure;
use crate::governance::Governance;
use crate::packs::Packs;
use crate::standings;
use crate::store::packs as used;

/// Reads the packs of a directory again whenever the signal comes, and says in the log what came of it.
pub async fn at_each(mut signal: Signal, app: Arc<App>, directory: PathBuf, governance: Governance) {
    while signal.recv().await.is_some() {
        let reloaded = reload(&app, directory.clone(), governance.clone()).await;
        app.metrics.reload(reloaded.is_ok());
        match reloaded {
            Ok(names) => {
                tracing::info!(packs = names.join(" "), "the packs were read again");
                standings::say(&app, &governance, app.store.now());
            }
            Err(failure) => tracing::error!(%failure, "the packs were not read again; those before stay in force"),
        }
    }
}

/// The names of the packs under which sessions are opened from now on.
async fn reload(app: &Arc<App>, directory: PathBuf, governance: Governance) -> Result<Vec<String>, Failure> {
    let read = tokio::task::spawn_blocking(move || Packs::load(&directory, &governance)).await;
    let mut packs = read.map_err(|_| Failure::new("reading the packs broke off; send SIGHUP again"))??;
    // No session is opened between reading which packs were used and offering the new ones.
    let replaced = app.transaction(move |app, transaction, _| {
        let added = packs.add_used(used::texts(transaction)?);
        Ok(added.map(|()| {
            packs.warn_of_one_another();
            let names = packs.names();
            *app.packs.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(packs);
            names
        }))
    });
    replaced.await.map_err(|problem| app.store.unusable("read", &problem))?
}
