//! Whether sessions can be opened: the store takes what is written, and a pack is in force.
//!
//! Follows what was written last, and writes by itself from time to time, so that a full disk is known before a person
//! meets it and a free one soon after. A question must never make the server write.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use prescreen::date::Instant;
use prescreen_verify::governance::State as PackState;
use tracing::Instrument as _;

use crate::answer::answer;
use crate::app::App;
use crate::packs::KnownPack;
use crate::problem::{Kind, Problem};
use crate::store::error::is_contention;
use crate::wire::answers::{PackStanding, Readiness};

/// How long after a write that failed the store is tried again.
const AGAIN: Duration = Duration::from_secs(5);
/// How often so long before a store that takes what is written is tried.
const TIMES: u32 = 6;

/// Tries the store from time to time.
pub async fn watch(app: Arc<App>) {
    loop {
        for _ in 0..TIMES {
            tokio::time::sleep(AGAIN).await;
            if !app.store.takes_writes() {
                break;
            }
        }
        app.store.probe().instrument(tracing::info_span!("probe")).await;
    }
}

/// `GET /readyz`
pub async fn ready(State(app): State<Arc<App>>) -> Result<Response, Problem> {
    let now = match app.read(|_, _, clock| Ok(clock.now)).await {
        // Others at work are no fault of the store.
        Err(problem) if problem.fault().is_some_and(is_contention) => app.store.now(),
        read => read?,
    };
    let packs = app.packs();
    if !app.store.takes_writes() {
        return Err(Problem::new(Kind::NotReady).detail("the store did not take what was written last"));
    }
    let standings = packs.all().filter(|known| known.offered).map(|known| standing(known, now));
    let standings: Vec<PackStanding> = standings.collect();
    if !packs.any_in_force(now) {
        let drafts = standings.iter().filter(|one| one.state == PackState::Draft.word()).count();
        let detail = format!("no pack is in force today; {drafts} are drafts that two persons have to approve");
        return Err(Problem::new(Kind::NotReady).detail(match drafts {
            0 => "no pack is in force today".into(),
            _ => detail,
        }));
    }
    Ok(answer(StatusCode::OK, &Readiness { status: "ready".into(), packs: standings }))
}

fn standing(known: &KnownPack, now: Instant) -> PackStanding {
    let state = known.state(now);
    PackStanding {
        pack: known.pack.reference().clone(),
        state: state.state.word().into(),
        until: state.until,
        why: state.why.map(|why| why.code().into()),
    }
}
