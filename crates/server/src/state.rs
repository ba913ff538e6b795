//! A session as the firm reads it back.

use prescreen::Code;
use prescreen::date::Instant;
use prescreen::json::{Json, Write as _};
use prescreen::session::ProfileOnFile;
use prescreen::terms::FraudBand;
use prescreen::verdict::jws::SUITE;
use prescreen::verdict::{Progress, Verdict};

use crate::app::App;
use crate::flow::Flow;
use crate::history;
use crate::problem::{Kind, Problem};
use crate::store::sessions::{Decided, Stored};
use crate::store::{Transaction, attempts};
use crate::wire::answers::{Lapse, SessionState, Stage, VerdictClaims};

/// How far a session has come, and what came of it.
pub fn state(app: &App, transaction: &Transaction<'_>, stored: &Stored, now: Instant) -> Result<SessionState, Problem> {
    let undecided = SessionState {
        session: stored.session.id.clone(),
        state: Stage::Open,
        document: stored.session.clone(),
        jkt: stored.jkt,
        accepted: stored.decided.as_ref().map(|decided| decided.accepted),
        ticket: stored.ticket.as_ref().map(|(ticket, _)| ticket.clone()),
        verdict: None,
        claims: None,
        outcome: None,
        pause_ends: None,
        steps: Vec::new(),
        next: None,
        receipt: None,
        complete: false,
        profile: None,
        lapsed: None,
        excused: attempts::excused(transaction, &stored.session.id)?.flatten(),
    };
    let state = match (&stored.jkt, &stored.ticket, &stored.decided) {
        (_, _, Some(decided)) => return after_verdict(app, transaction, stored, decided, undecided, now),
        _ if stored.session.expires <= now => Stage::Expired,
        (_, Some(_), _) => Stage::Committed,
        (Some(_), ..) => Stage::Claimed,
        _ => Stage::Open,
    };
    Ok(SessionState { state, ..undecided })
}

fn after_verdict(
    app: &App,
    transaction: &Transaction<'_>,
    stored: &Stored,
    decided: &Decided,
    undecided: SessionState,
    now: Instant,
) -> Result<SessionState, Problem> {
    let flow = app.flow(transaction, stored)?;
    let complete = flow.progress().complete();
    let profile = if complete { profile(&flow.progress()) } else { None };
    let goes_on = flow.verdict.claims.outcome().goes_on();
    let lapsed = if goes_on { lapsed(transaction, &flow, now)? } else { None };
    let state = if complete {
        Stage::Complete
    } else if lapsed == Some(Lapse::Expired) {
        Stage::Expired
    } else {
        Stage::Decided
    };
    Ok(SessionState {
        state,
        verdict: Some(decided.verdict.clone()),
        claims: Some(VerdictClaims(written_out(&flow.verdict.claims))),
        outcome: Some(flow.verdict.claims.outcome()),
        pause_ends: pause_ends(&flow),
        next: if goes_on { flow.progress().next() } else { None },
        steps: flow.taken,
        receipt: Some(decided.receipt.clone()),
        complete,
        profile,
        lapsed,
        ..undecided
    })
}

/// The claims with every member, those too that came after the verdict.
fn written_out(verdict: &Verdict) -> Json {
    let mut claims = verdict.json();
    if let Json::Map(members) = &mut claims {
        members.push(("suite".into(), Json::text(SUITE)));
    }
    claims
}

/// Why what the verdict rests on holds no more. What cannot be judged is no lapse.
fn lapsed(transaction: &Transaction<'_>, flow: &Flow, now: Instant) -> Result<Option<Lapse>, Problem> {
    match flow.progress().still_holds(now) {
        Ok(()) => {}
        Err(error) if error.code == Code::Expired => return Ok(Some(Lapse::Expired)),
        Err(error) => {
            tracing::error!(code = error.code.as_str(), at = error.at, "a decided session cannot be judged again");
            return Err(Kind::Storage.into());
        }
    }
    Ok(history::is_overtaken(transaction, flow)?.then_some(Lapse::ClassSuspended))
}

/// When a pause has ended: where the pack has several, after the longest.
fn pause_ends(flow: &Flow) -> Option<Instant> {
    let bands = flow.known.pack.document().fraud_bands().iter();
    let hours = bands.filter(|band| band.band == FraudBand::Pause).filter_map(|band| band.hours).max();
    let paused = flow.verdict.claims.fraud() == Some(FraudBand::Pause);
    flow.accepted.plus(i64::from(hours.filter(|_| paused)?).saturating_mul(3600))
}

/// What the firm keeps on file from a completed assessment; none when the class came from there.
fn profile(progress: &Progress<'_>) -> Option<ProfileOnFile> {
    let verdict = &progress.verdict.claims;
    let class = verdict.class().filter(|_| !verdict.class_on_file())?;
    progress.pack.profile_on_file(class.clone(), verdict.tier(), progress.accepted)
}
