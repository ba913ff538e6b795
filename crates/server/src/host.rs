//! What the firm's back end asks: open a session, read it back, confirm its own steps.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Path, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use prescreen::date::Instant;
use prescreen::id::Id;
use prescreen::json::{self, Entries, Json};
use prescreen::session::{FactValue, ProductSheet, ProfileOnFile};
use prescreen::terms::base64url;
use prescreen::terms::{Digest, Nonce, Outcome, Purpose};
use prescreen::verdict::jws::Compact;
use prescreen::verdict::{Opened, Progress, Taken, Verdict};
use prescreen::{Code, Error, Session, product};
use rusqlite::Transaction;
use serde_json::{Value, json};

use super::body::JsonBody;
use super::packs::KnownPack;
use super::problem::{Kind, Problem};
use super::store::sessions::{self, Decided, Stored};
use super::store::steps;
use super::{App, answer, random};

/// How long a session may wait for its verdict, in seconds. Steps after it have the pack's time.
const SESSION_SECONDS: i64 = 2 * 60 * 60;
/// Longest origin, in bytes.
const MAX_ORIGIN_BYTES: usize = 255;

/// A caller that showed the host credential.
pub struct Host;

struct Opening {
    subject: Id,
    purpose: Purpose,
    pack: Json,
    audience: Option<String>,
    product: Option<ProductSheet>,
    profile: Option<ProfileOnFile>,
    facts: Entries<Id, FactValue>,
    variant: Option<Id>,
}

struct PackChoice {
    id: Id,
    version: Option<String>,
}

struct HostStep {
    flow: Id,
    step: Id,
}

prescreen::documents! {
    Opening { subject, purpose, pack, audience, product, profile, variant; [facts] }
    PackChoice { id, version }
    HostStep { flow, step }
}

impl FromRequestParts<Arc<App>> for Host {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        if app.credential.opens(&parts.headers) { Ok(Self) } else { Err(Kind::Unauthorized.into()) }
    }
}

/// `POST /v1/sessions`
pub async fn open(State(app): State<Arc<App>>, _: Host, body: JsonBody) -> Result<Response, Problem> {
    let opening: Opening = body.host_document()?;
    let opened = app.transaction(move |app, transaction, now| {
        let known = choose_pack(app, &opening.pack, now)?;
        let session = session(app, known, opening, now)?;
        fits(known, &session)?;
        let token = base64url::encode(&random::bytes::<32>().map_err(|_| Problem::new(Kind::Storage))?);
        sessions::insert(transaction, &session, &Digest::of(token.as_bytes()))?;
        Ok(json!({ "session": session.id, "claim_token": token, "expires": session.expires }))
    });
    Ok(answer(StatusCode::CREATED, opened.await?.to_string()))
}

/// `GET /v1/sessions/{id}`
pub async fn read(State(app): State<Arc<App>>, _: Host, Path(id): Path<String>) -> Result<Response, Problem> {
    let state =
        app.transaction(move |app, transaction, now| state(app, transaction, &sessions::read(transaction, &id)?, now));
    Ok(answer(StatusCode::OK, state.await?.to_string()))
}

/// `POST /v1/sessions/{id}/steps/host`
pub async fn step(
    State(app): State<Arc<App>>,
    _: Host,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let step: HostStep = body.host_document()?;
    let text = app.transaction(move |app, transaction, now| {
        let stored = sessions::read(transaction, &id)?;
        if let Some(before) = steps::answer_to_host(transaction, &id, &step.flow, &step.step)? {
            return Ok(before);
        }
        let flow = app.flow(transaction, &stored)?;
        let taken =
            flow.progress().confirm_by_host(&step.flow, &step.step, now).map_err(|error| flow.problem(&error, now))?;
        app.take(transaction, flow, taken, None, now)
    });
    Ok(answer(StatusCode::OK, text.await?))
}

fn choose_pack<'a>(app: &'a App, choice: &Json, now: Instant) -> Result<&'a KnownPack, Problem> {
    let choice: PackChoice = match choice {
        Json::Text(id) => {
            let id = Id::try_from(id.clone()).map_err(|_| Problem::new(Kind::UnknownPack))?;
            PackChoice { id, version: None }
        }
        other => json::read(other).map_err(|error| Problem::of_request(Kind::Malformed, &error))?,
    };
    let known = match &choice.version {
        Some(version) => app.packs.by_version(choice.id.as_str(), version),
        None => app.packs.current(choice.id.as_str(), now),
    };
    known.map(Arc::as_ref).ok_or_else(|| Kind::UnknownPack.into())
}

fn session(app: &App, known: &KnownPack, opening: Opening, now: Instant) -> Result<Session, Problem> {
    let failed = |_| Problem::new(Kind::Storage);
    let id = base64url::encode(&random::bytes::<16>().map_err(failed)?);
    Ok(Session {
        id: Id::try_from(id).map_err(|_| Kind::Storage)?,
        nonce: Nonce::from_bytes(random::bytes().map_err(failed)?),
        audience: opening.audience.unwrap_or_else(|| app.origin.clone()),
        subject: opening.subject,
        purpose: opening.purpose,
        pack: known.pack.reference().clone(),
        variant: opening.variant.map_or_else(|| Id::try_from(String::from("base")), Ok).map_err(|_| Kind::Storage)?,
        now,
        expires: now.plus(SESSION_SECONDS).ok_or(Kind::Storage)?,
        product: opening.product,
        profile: opening.profile,
        facts: opening.facts,
    })
}

/// Whether what the firm says fits what the pack declares.
fn fits(known: &KnownPack, session: &Session) -> Result<(), Problem> {
    let document = known.pack.document();
    let invalid = |code, at: &str, message: &str| Problem::of_request(Kind::Invalid, &Error::new(code, at, message));
    let audience = &session.audience;
    if !is_origin(audience) {
        return Err(invalid(Code::Range, "/audience", "expected an origin, such as https://example.com"));
    }
    if !document.origins.is_empty() && !document.origins.contains(audience) {
        return Err(Kind::AudienceNotAllowed.into());
    }
    if session.product.is_some() && session.purpose != Purpose::Purchase {
        return Err(invalid(Code::Inconsistent, "/product", "a product is given, and the purpose is no purchase"));
    }
    product::floor(&known.pack, session, None, false).map_err(|error| {
        let kind = if error.code == Code::NotInForce { Kind::NotInForce } else { Kind::Invalid };
        Problem::of_request(kind, &error)
    })?;
    let Some(profile) = &session.profile else { return Ok(()) };
    if profile.pack.id == document.id && known.pack.compiled().class_of(&profile.class).is_none() {
        return Err(invalid(Code::Reference, "/profile/class", "the pack does not have this class"));
    }
    let today = session.now.day(document.time_zone.offset_minutes);
    if profile.valid_until < profile.assessed_on || today.is_none_or(|today| today < profile.assessed_on) {
        return Err(invalid(
            Code::Range,
            "/profile",
            "the profile ends before it was assessed, or was assessed in the future",
        ));
    }
    Ok(())
}

/// Whether this is a scheme with a host, and a port if need be, and nothing else.
pub fn is_origin(text: &str) -> bool {
    let named = text.split_once("://").is_some_and(|(scheme, host)| {
        matches!(scheme, "https" | "http") && !host.is_empty() && !host.contains(['/', '?', '#', '@', ' '])
    });
    named && text.len() <= MAX_ORIGIN_BYTES && text.is_ascii()
}

fn state(app: &App, transaction: &Transaction<'_>, stored: &Stored, now: Instant) -> Result<Value, Problem> {
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
    let verdict: &Opened<Verdict> = progress.verdict;
    let class = verdict.claims.class().filter(|_| !verdict.claims.class_on_file())?;
    let pack = progress.pack;
    let assessed_on = progress.accepted.day(pack.document().time_zone.offset_minutes)?;
    let months = i32::try_from(pack.validity_on(assessed_on)?.months).ok()?;
    Some(ProfileOnFile {
        class: class.clone(),
        assessed_on,
        valid_until: assessed_on.add_months(months)?,
        pack: pack.reference().clone(),
    })
}
