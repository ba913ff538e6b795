//! What the log says of the packs: how far each has come, which statements do not count, and where approvals are waived; at
//! every start, whenever the packs are read again, and once a day.

use std::sync::Arc;
use std::time::Duration;

use prescreen::date::Instant;

use crate::app::App;
use crate::governance::Governance;

/// How often the log says again who stands for the packs.
const DAILY: Duration = Duration::from_secs(24 * 60 * 60);

/// Says it once.
pub fn say(app: &App, governance: &Governance, now: Instant) {
    if governance.is_waived() {
        tracing::warn!(
            "packs are served that nobody approved (--serve-unapproved-packs): name who approves them with --approvers, and start without that flag"
        );
    }
    for known in app.packs().all().filter(|known| known.offered) {
        let (pack, state) = (known.pack.reference(), known.state(now));
        let name = format!("{}@{}", pack.id, pack.version);
        let until = state.until.map(|until| until.to_string());
        let by = known.pack.day(now).map(|day| known.standing.approved_by(day).join(", "));
        match state.why {
            Some(why) => {
                tracing::error!(pack = name, hash = %pack.hash, state = state.state.word(), why = why.code(), "a pack is not served: {}", why.sentence())
            }
            None => {
                tracing::info!(pack = name, hash = %pack.hash, state = state.state.word(), until, approved_by = by, "a pack's state");
            }
        }
        for refused in known.standing.refused() {
            tracing::warn!(
                pack = name,
                line = refused.line,
                by = refused.by,
                why = refused.why.code(),
                "a statement about a pack does not count: {}",
                refused.why.sentence()
            );
        }
    }
}

/// Says it again once a day.
pub async fn say_daily(app: Arc<App>, governance: Governance) {
    each_day(|| say(&app, &governance, app.store.now())).await;
}

async fn each_day(mut say: impl FnMut()) {
    loop {
        tokio::time::sleep(DAILY).await;
        say();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[tokio::test(start_paused = true)]
    async fn it_is_said_again_every_day() {
        let said = Cell::new(0);
        let days = each_day(|| said.set(said.get() + 1));
        assert!(tokio::time::timeout(DAILY * 3 + DAILY / 2, days).await.is_err());
        assert_eq!(said.get(), 3);
    }
}
