//! A session as the firm reads it back.

use prescreen::date::Instant;
use prescreen::session::ProfileOnFile;
use prescreen::terms::Outcome;
use prescreen::verdict::jws::Compact;
use prescreen::verdict::{Progress, Taken, Verdict};
use rusqlite::Transaction;
use serde_json::{Value, json};

use crate::app::App;
use crate::problem::{Kind, Problem};
use crate::store::sessions::{Decided, Stored};

/// How far a session has come, and what came of it.
pub fn state(app: &App, transaction: &Transaction<'_>, stored: &Stored, now: Instant) -> Result<Value, Problem> {
    let mut state = json!({
        "session": stored.session.id,
        "state": "open",
        "ticket": stored.ticket.as_ref().map(|(ticket, _)| ticket),
        "verdict": null,
        "claims": null,
        "steps": [],
        "receipt": null,
        "complete": false,
        "profile": null,
    });
    let word = match (&stored.jkt, &stored.ticket, &stored.decided) {
        (_, _, Some(decided)) => {
            let flow = app.flow(transaction, stored)?;
            let complete = goes_on(&flow.verdict.claims) && flow.progress().next().is_none();
            let profile = if complete { profile(&flow.progress()) } else { None };
            add_decision(&mut state, decided, &flow.taken, complete, profile)?;
            if complete { "complete" } else { "decided" }
        }
        _ if stored.session.expires <= now => "expired",
        (_, Some(_), _) => "committed",
        (Some(_), ..) => "claimed",
        _ => "open",
    };
    set(&mut state, "state", word.into());
    Ok(state)
}

fn add_decision(
    state: &mut Value,
    decided: &Decided,
    taken: &[Taken],
    complete: bool,
    profile: Option<ProfileOnFile>,
) -> Result<(), Problem> {
    let compact = Compact::open(&decided.verdict).map_err(|_| Problem::new(Kind::Storage))?;
    let steps = taken.iter().map(|taken| {
        let document = taken.document.map(|document| document.to_string());
        json!({ "flow": taken.flow, "step": taken.step, "document": document, "locale": taken.locale, "at": taken.at })
    });
    set(state, "verdict", decided.verdict.as_str().into());
    set(state, "claims", serde_json::from_str(&compact.payload.canonical())?);
    set(state, "steps", steps.collect());
    set(state, "receipt", decided.receipt.as_str().into());
    set(state, "complete", complete.into());
    set(state, "profile", serde_json::to_value(profile)?);
    Ok(())
}

fn set(state: &mut Value, name: &str, value: Value) {
    if let Some(member) = state.get_mut(name) {
        *member = value;
    }
}

fn goes_on(verdict: &Verdict) -> bool {
    matches!(verdict.outcome(), Outcome::Proceed | Outcome::ProceedAfter)
}

/// What the firm keeps on file from a completed assessment; none when the class came from there.
fn profile(progress: &Progress<'_>) -> Option<ProfileOnFile> {
    let verdict = &progress.verdict.claims;
    let class = verdict.class().filter(|_| !verdict.class_on_file())?;
    progress.pack.profile_on_file(class.clone(), progress.accepted)
}
