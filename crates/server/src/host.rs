//! What the firm's back end asks: open a session, read it back, list those of a person, confirm its own steps.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use prescreen::assessment::{Part, Reason};
use prescreen::date::{Date, Instant};
use prescreen::id::Id;
use prescreen::json::Write as _;
use prescreen::session::{MAX_SESSION_BYTES, ProfileOnFile};
use prescreen::terms::base64url;
use prescreen::terms::{Digest, Nonce, Outcome, PackRef, Purpose, Tier};
use prescreen::verdict::record_bound;
use prescreen::{Assessment, Case, Code, Error, Pack, Screening, Session, product};
use prescreen_verify::governance::PackState;

use crate::answer::{answer, text};
use crate::app::App;
use crate::body::JsonBody;
use crate::declared;
use crate::history;
use crate::idempotency;
use crate::packs::KnownPack;
use crate::page::{Page, number};
use crate::problem::{Kind, Problem};
use crate::random;
use crate::state::state;
use crate::store::Transaction;
use crate::store::idempotency_keys::Used;
use crate::store::sessions::{Assigned, Place, Stored};
use crate::store::{idempotency_keys, packs, sessions, steps};
use crate::wire::answers::{OpeningChecked, SessionList, SessionListed, SessionOpened};
use crate::wire::requests::{Assignment, HostStep, PackChoice, PackVersion, SessionOpening};

/// How long a session may wait for its verdict, in seconds. Steps after it have the pack's time.
pub const SESSION_SECONDS: i64 = 2 * 60 * 60;

/// A caller that showed the host credential.
pub struct Host;

impl FromRequestParts<Arc<App>> for Host {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        if app.credential.opens(&parts.headers) { Ok(Self) } else { Err(Kind::Unauthorized.into()) }
    }
}

/// `POST /v1/sessions`
pub async fn open(
    State(app): State<Arc<App>>,
    _: Host,
    headers: HeaderMap,
    body: JsonBody,
) -> Result<Response, Problem> {
    let key = idempotency::key(&headers)?;
    let digest = body.digest();
    let opening: SessionOpening = body.host_document()?;
    let opened = app.transaction(move |app, transaction, now| {
        if let Some(key) = &key
            && let Some(before) = idempotency_keys::find(transaction, key)?
        {
            return again(app, transaction, key, &before, &digest);
        }
        let assigned = opening.assignment.as_ref().map(|assignment| assigned(assignment, &opening.subject));
        let (known, session) = fitting(app, transaction, opening, now)?;
        let token = match &key {
            Some(key) => idempotency::claim_token(&app.credential, key, &session.id),
            None => base64url::encode(&random::bytes::<32>().map_err(|_| Problem::new(Kind::Storage))?),
        };
        keep_pack(transaction, &session.pack, &known.text)?;
        sessions::insert(transaction, &session, &Digest::of(token.as_bytes()), assigned.as_ref())?;
        if let Some(key) = &key {
            idempotency_keys::keep(transaction, key, &digest, &session.id)?;
        }
        opened(&known, session, token)
    });
    Ok(answer(StatusCode::CREATED, &opened.await?))
}

/// The session of an opening under its pack, where the one fits the other.
fn fitting(
    app: &App,
    transaction: &Transaction<'_>,
    opening: SessionOpening,
    now: Instant,
) -> Result<(Arc<KnownPack>, Session), Problem> {
    let known = choose_pack(app, &opening.pack, now)?;
    let session = session(app, &known, opening, now)?;
    fits(&known, &session)?;
    let session = history::with_history(transaction, &known.pack, session)?;
    can_be_read_back(&session)?;
    record_bound::check_session(&known.pack, &session).map_err(|error| not_fitting(&error))?;
    Ok((known, session))
}

/// `POST /v1/sessions/check`
pub async fn check(State(app): State<Arc<App>>, _: Host, body: JsonBody) -> Result<Response, Problem> {
    let opening: SessionOpening = body.host_document()?;
    let checked = app.read(move |app, transaction, clock| {
        let (known, session) = fitting(app, transaction, opening, clock.now)?;
        let missing_facts = product::missing_of_firm(&known.pack, &session).map_err(|error| not_fitting(&error))?;
        Ok(OpeningChecked { missing_facts, barred_by: barred_by(&known.pack, &session)? })
    });
    Ok(answer(StatusCode::OK, &checked.await?))
}

/// The eligibility rule by which the firm's own facts rule a person out, whatever they would answer.
fn barred_by(pack: &Pack, session: &Session) -> Result<Option<Id>, Problem> {
    let unanswered = Case::read("{\"answers\":{}}").map_err(|error| not_fitting(&error))?;
    let screening = Screening::of(pack, session, unanswered).map_err(|error| not_fitting(&error))?;
    let Assessment { outcome, reasons, .. } = screening.assessment();
    let mut decided = reasons.iter().filter(|reason| reason.deciding && !reason.unknown);
    let bars = |reason: &&Reason| reason.part == Part::Eligibility && *outcome == Outcome::Refuse;
    Ok(decided.find(bars).map(|reason| reason.code.clone()))
}

/// Keeps the pack that a session is opened under. One version has one content, whichever server keeps it first.
fn keep_pack(transaction: &Transaction<'_>, pack: &PackRef, text: &str) -> Result<(), Problem> {
    if let Some(other) = packs::other_content(transaction, pack)? {
        let PackRef { id, version, hash } = pack;
        tracing::error!(%id, version, file = %hash, kept = %other, "a pack has another content at another server");
        return Err(Problem::new(Kind::UnknownPack).detail(format!(
            "sessions were opened under {id}@{version} with the content {other} at another server; this server's file has \
             {hash}: give every server the same file, or one of the two a new version"
        )));
    }
    Ok(packs::keep(transaction, &pack.hash, text)?)
}

/// The answer that a request with the same key got before.
fn again(
    app: &App,
    transaction: &Transaction<'_>,
    key: &Digest,
    before: &Used,
    body: &Digest,
) -> Result<SessionOpened, Problem> {
    if before.body != *body {
        return Err(Kind::IdempotencyKey.into());
    }
    let Stored { session, claim_token, .. } = sessions::read(transaction, &before.session)?;
    let token = idempotency::claim_token(&app.credential, key, &session.id);
    if Digest::of(token.as_bytes()) != claim_token {
        let changed = "the host credential was changed since; open a session with another key";
        return Err(Problem::new(Kind::IdempotencyKey).detail(changed));
    }
    // What was missing was told as of the opening, and a claim sets the session's own time.
    let now = Instant(session.expires.0.saturating_sub(SESSION_SECONDS));
    opened(&*app.pack(&session)?, Session { now, ..session }, token)
}

fn opened(known: &KnownPack, session: Session, token: String) -> Result<SessionOpened, Problem> {
    let missing_facts = product::missing_of_firm(&known.pack, &session).map_err(|error| not_fitting(&error))?;
    Ok(SessionOpened { session: session.id, claim_token: token, expires: session.expires, missing_facts })
}

/// `GET /v1/sessions/{id}`
pub async fn read(State(app): State<Arc<App>>, _: Host, Path(id): Path<String>) -> Result<Response, Problem> {
    let state =
        app.read(move |app, transaction, clock| state(app, transaction, &sessions::read(transaction, &id)?, clock.now));
    Ok(answer(StatusCode::OK, &state.await?))
}

/// `GET /v1/subjects/{subject}/sessions`
pub async fn list(
    State(app): State<Arc<App>>,
    _: Host,
    Path(subject): Path<String>,
    uri: Uri,
) -> Result<Response, Problem> {
    let Page { after, limit } = Page::of(uri.query().unwrap_or_default(), place)?;
    let listed = app.read(move |app, transaction, clock| {
        let mut places = sessions::of_subject(transaction, &subject, after.as_ref(), limit.saturating_add(1))?;
        let given = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = places.len() > given;
        places.truncate(given);
        let listed = places.iter().map(|place| {
            let stored = sessions::read(transaction, &place.id)?;
            let state = state(app, transaction, &stored, clock.now)?.state;
            let Session { id: session, purpose, pack, now, product, permission, .. } = stored.session;
            let product = product.map(|sheet| sheet.id);
            Ok(SessionListed { session, state, purpose, product, permission, pack, now })
        });
        let next = places.last().filter(|_| more).map(|Place { expires, id }| format!("{expires}-{id}"));
        Ok(SessionList { sessions: listed.collect::<Result<_, Problem>>()?, next })
    });
    Ok(answer(StatusCode::OK, &listed.await?))
}

/// A place in such a list, from its text.
fn place(cursor: &str) -> Option<Place> {
    let (expires, id) = cursor.split_once('-')?;
    let id = Id::try_from(id.to_string()).ok()?;
    Some(Place { expires: number(expires, 0, i64::MAX)?, id: id.as_str().into() })
}

/// `POST /v1/sessions/{id}/steps/host`
pub async fn step(
    State(app): State<Arc<App>>,
    _: Host,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let step: HostStep = body.host_document()?;
    let answered = app.transaction(move |app, transaction, now| {
        let stored = sessions::read(transaction, &id)?;
        if let Some(before) = steps::answer_to_host(transaction, &id, &step.flow, &step.step)? {
            return Ok(before);
        }
        app.accepting(&stored.session, now)?;
        let flow = app.flow(transaction, &stored)?;
        history::check_flow(transaction, &flow)?;
        let taken =
            flow.progress().confirm_by_host(&step.flow, &step.step, now).map_err(|error| flow.problem(&error, now))?;
        app.take(transaction, flow, taken, None, now)
    });
    Ok(text(StatusCode::OK, answered.await?))
}

pub fn choose_pack(app: &App, choice: &PackChoice, now: Instant) -> Result<Arc<KnownPack>, Problem> {
    let packs = app.packs();
    let known = match choice {
        PackChoice::Newest(id) => packs.current(id, now),
        PackChoice::Version(PackVersion { id, version: None }) => packs.current(id.as_str(), now),
        PackChoice::Version(PackVersion { id, version: Some(version) }) => {
            packs.open_version(id.as_str(), version, now).transpose().map_err(|state| not_open(id, version, &state))?
        }
    };
    known.cloned().ok_or_else(|| Kind::UnknownPack.into())
}

/// Why no session is opened under a pack that is here.
fn not_open(id: &Id, version: &str, found: &PackState) -> Problem {
    let state = found.state.word();
    let why = found.why.map(|why| format!(": {}", why.sentence())).unwrap_or_default();
    Problem::new(Kind::UnknownPack)
        .detail(format!("{id}@{version} is in the state {state}, and no session is opened under it{why}"))
}

fn session(app: &App, known: &KnownPack, opening: SessionOpening, now: Instant) -> Result<Session, Problem> {
    let failed = |_| Problem::new(Kind::Storage);
    let audience = app.audiences.of(opening.audience.as_deref())?;
    if !names_a_person(&opening.subject) {
        let message = "one or two dots stand for a folder in an address, so that nobody could list the person's sessions; name the person otherwise";
        return Err(Problem::of_request(Kind::Malformed, &Error::new(Code::Range, "/subject", message)));
    }
    let id = base64url::encode(&random::bytes::<16>().map_err(failed)?);
    Ok(Session {
        id: Id::try_from(id).map_err(|_| Kind::Storage)?,
        nonce: Nonce::from_bytes(random::bytes().map_err(failed)?),
        audience,
        subject: opening.subject,
        purpose: opening.purpose,
        pack: known.pack.reference().clone(),
        variant: variant(opening.variant, opening.assignment.as_ref())?,
        now,
        expires: now.plus(SESSION_SECONDS).ok_or(Kind::Storage)?,
        product: opening.product,
        permission: opening.permission,
        profile: opening.profile,
        facts: opening.facts,
        earlier: opening.earlier,
    })
}

/// The variant that the verdict is signed for.
fn variant(named: Option<Id>, assignment: Option<&Assignment>) -> Result<Id, Problem> {
    let dotted = |id: &Id, at: &str| match id.as_str().contains('.') {
        true => {
            Err(invalid(Code::Range, at, "a dot stands between an experiment and its variation, and within neither"))
        }
        false => Ok(()),
    };
    if let Some(Assignment { experiment, variation, .. }) = assignment {
        dotted(experiment, "/assignment/experiment")?;
        dotted(variation, "/assignment/variation")?;
    }
    match (named, assignment) {
        (Some(named), None) => dotted(&named, "/variant").map(|()| named),
        (None, None) => Id::try_from(String::from("base")).map_err(|_| Kind::Storage.into()),
        (None, Some(Assignment { experiment, variation, .. })) => {
            let message = "the keys of experiment and variation together have more than 63 bytes: shorten one of them";
            Id::try_from(format!("{experiment}.{variation}"))
                .map_err(|_| invalid(Code::Limit, "/assignment/variation", message))
        }
        (Some(_), Some(_)) => {
            let message = "a variant is named beside an assignment, which says the variant: leave one of the two out";
            Err(invalid(Code::Inconsistent, "/variant", message))
        }
    }
}

/// What a session is part of; a person is the same unit in every session, and no event has their name.
fn assigned(assignment: &Assignment, subject: &Id) -> Assigned {
    let Assignment { experiment, variation, unit } = assignment.clone();
    let of_subject = || Digest::of([experiment.as_str(), "\0", subject.as_str()].concat().as_bytes());
    Assigned { unit: unit.unwrap_or_else(of_subject), experiment, variation }
}

/// Whether an id names a person: every address takes `.` and `..` for folders.
pub fn names_a_person(subject: &Id) -> bool {
    !matches!(subject.as_str(), "." | "..")
}

/// Whether what the firm says fits what the pack declares.
fn fits(known: &KnownPack, session: &Session) -> Result<(), Problem> {
    let document = known.pack.document();
    if !document.origins.is_empty() && !document.origins.contains(&session.audience) {
        let named = "the pack's `origins` has others: name one of them, or take another pack";
        return Err(Problem::new(Kind::AudienceNotAllowed).detail(named).at("/audience"));
    }
    if session.product.is_some() && session.purpose != Purpose::Purchase {
        return Err(invalid(Code::Inconsistent, "/product", "a product is given, and the purpose is no purchase"));
    }
    product::floor(&known.pack, session, None, Tier::Declared)
        .map_err(|error| not_fitting(&declared::with_words(&known.pack, error)))?;
    let today = known.pack.day(session.now);
    if session.earlier.iter().any(|earlier| today.is_none_or(|today| today < earlier.assessed_on)) {
        return Err(invalid(Code::Range, "/earlier", "an earlier class was assessed in the future"));
    }
    let Some(profile) = &session.profile else { return Ok(()) };
    fits_profile(known, profile, today.ok_or(Kind::Storage)?)
}

/// Whether a profile can be one of this pack's, and of today.
pub fn fits_profile(known: &KnownPack, profile: &ProfileOnFile, today: Date) -> Result<(), Problem> {
    if known.pack.accepts_profiles_of(&profile.pack.id) && known.pack.compiled().class_of(&profile.class).is_none() {
        return Err(invalid(Code::Reference, "/profile/class", "the pack does not have this class"));
    }
    if profile.valid_until < profile.assessed_on || today < profile.assessed_on {
        return Err(invalid(
            Code::Range,
            "/profile",
            "the profile ends before it was assessed, or was assessed in the future",
        ));
    }
    Ok(())
}

/// Whether the session's document, with what the server adds to what the firm sent, is not longer than one may be: it is
/// read again by every page and every check.
fn can_be_read_back(session: &Session) -> Result<(), Problem> {
    let bytes = session.json().canonical().len();
    if bytes <= MAX_SESSION_BYTES {
        return Ok(());
    }
    let message = format!(
        "the session's document would have {bytes} bytes, with the {} earlier classes in it; at most {MAX_SESSION_BYTES} can be \
         read back: send fewer facts, shorter names of the product, or fewer earlier classes",
        session.earlier.len()
    );
    Err(invalid(Code::Limit, "", &message))
}

fn not_fitting(error: &Error) -> Problem {
    let kind = if error.code == Code::NotInForce { Kind::NotInForce } else { Kind::Invalid };
    Problem::of_request(kind, error)
}

fn invalid(code: Code, at: &str, message: &str) -> Problem {
    Problem::of_request(Kind::Invalid, &Error::new(code, at, message))
}
