//! What a browser asks: claim, commit, send the verdict, confirm steps.
//!
//! The same bytes get the same stored answer, because networks drop responses. A verdict and the record that the firm keeps
//! are one request and one transaction.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use prescreen::date::Instant;
use prescreen::json::Json;
use prescreen::product::missing_of_firm;
use prescreen::terms::Digest;
use prescreen::verdict::verify::Expected;
use prescreen::verdict::{Commit, Opened, Ticket};
use prescreen::{Code, Error, Mismatch, Session};
use prescreen_es256::{self as es256, Signed as _};

use crate::answer::{answer, text};
use crate::app::App;
use crate::attempt;
use crate::body::{JoseBody, JsonBody, VerdictBody};
use crate::flow::Flow;
use crate::history;
use crate::problem::{Kind, Problem};
use crate::record;
use crate::store::sessions::{Decided, Stored};
use crate::store::{changes, records, sessions, steps};
use crate::wire::answers::{Acceptance, ServerJwk, SessionClaimed, TicketIssued};
use crate::wire::requests::SessionClaim;

/// The header by which a browser names its session's key.
pub const KEY_HEADER: &str = "prescreen-jkt";

/// `POST /v1/sessions/{id}/claim`
pub async fn claim(State(app): State<Arc<App>>, Path(id): Path<String>, body: JsonBody) -> Result<Response, Problem> {
    let claim: SessionClaim = body.browser_document()?;
    let document = app.transaction(move |app, transaction, now| {
        let stored = sessions::read(transaction, &id)?;
        if Digest::of(claim.token.as_bytes()) != stored.claim_token {
            return Err(Kind::ClaimToken.into());
        }
        app.limits.session(&stored.session.id)?;
        let jkt = Digest::parse(&claim.jkt)
            .ok_or_else(|| Problem::new(Kind::Malformed).detail("jkt is a key's thumbprint (RFC 7638)").at("/jkt"))?;
        if stored.jkt.is_some_and(|other| other != jkt) {
            return Err(Kind::AlreadyClaimed.into());
        }
        if stored.decided.is_none() && stored.session.expires <= now {
            return Err(Kind::Expired.into());
        }
        // The day of a session is that of its first claim, whenever the page is opened again.
        let session = if stored.jkt.is_none() {
            let session = Session { now, ..stored.session };
            let session = history::with_history(transaction, &app.accepting(&session, now)?.pack, session)?;
            sessions::claim(transaction, &session, &jkt)?;
            session
        } else {
            stored.session
        };
        let pack = &app.pack(&session)?.pack;
        let missing_facts = missing_of_firm(pack, &session).map_err(|error| Problem::of_object(&error))?;
        // Once the attempt of this session is counted, there is nothing left to be told.
        let counted = stored.ticket.is_some();
        let attempts = if counted { None } else { attempt::left(transaction, pack, &session, now)? };
        Ok(SessionClaimed { session, attempts, missing_facts, signer: ServerJwk::of(app.key.public()) })
    });
    Ok(answer(StatusCode::OK, &document.await?))
}

/// `POST /v1/sessions/{id}/commit`
pub async fn commit(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    JoseBody(jws): JoseBody,
) -> Result<Response, Problem> {
    let ticket = app.transaction(move |app, transaction, now| {
        let stored = sessions::read(transaction, &id)?;
        let jkt = stored.jkt.ok_or(Kind::NotClaimed)?;
        let commit = open_commit(&jws, &stored.session, &jkt).map_err(|error| Problem::of_object(&error))?;
        app.limits.session(&stored.session.id)?;
        if let Some((ticket, commitment)) = stored.ticket {
            return if commit.commitment == commitment { Ok(ticket) } else { Err(Kind::AlreadyCommitted.into()) };
        }
        if stored.session.expires <= now {
            return Err(Kind::Expired.into());
        }
        let session = &stored.session;
        let known = app.accepting(session, now)?;
        let (attempt, of) = attempt::count(transaction, &known.pack, session, now)?;
        let ticket = Ticket {
            session: session.id.clone(),
            nonce: commit.nonce,
            pack: commit.pack,
            jkt,
            commitment: commit.commitment,
            attempt,
            of,
            iat: now,
            exp: session.expires,
        };
        let ticket = app.key.seal(&ticket).map_err(|_| Problem::new(Kind::Storage))?;
        sessions::commit(transaction, &session.id, &commit.commitment, &ticket)?;
        Ok(ticket)
    });
    Ok(answer(StatusCode::OK, &TicketIssued { ticket: ticket.await? }))
}

/// `POST /v1/sessions/{id}/verdict`
pub async fn verdict(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    VerdictBody { jws, record }: VerdictBody,
) -> Result<Response, Problem> {
    let answered = app.transaction(move |app, transaction, now| {
        let stored = sessions::read(transaction, &id)?;
        match &stored.decided {
            Some(decided)
                if decided.verdict == jws
                    && records::find(transaction, &id)? == record.as_ref().map(Json::canonical) =>
            {
                app.limits.session(&stored.session.id)?;
                return Ok(decided.answer.clone());
            }
            Some(_) => return Err(Kind::AlreadyDecided.into()),
            None => {}
        }
        let verdict = check_verdict(app, &stored, &jws, now)?;
        let known = app.accepting(&stored.session, now)?;
        let record = record::check(&known.pack, &stored.session, &verdict, record.as_ref())?;
        app.limits.session(&stored.session.id)?;
        let session = stored.session;
        let flow = Flow { known, session, verdict, accepted: now, taken: Vec::new() };
        history::check_flow(transaction, &flow)?;
        let (receipt, answer) = flow.answer(&app.key, now)?;
        let decided = Decided { verdict: jws, answer, accepted: now, at: now, receipt };
        sessions::decide(transaction, &flow.session.id, &decided)?;
        if let Some(record) = record {
            records::keep(transaction, &flow.session.id, &record)?;
        }
        changes::note(transaction, &flow.session.id)?;
        Ok(decided.answer)
    });
    Ok(text(StatusCode::OK, answered.await?))
}

/// `POST /v1/sessions/{id}/steps`
pub async fn step(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    JoseBody(jws): JoseBody,
) -> Result<Response, Problem> {
    let answered = app.transaction(move |app, transaction, now| {
        let stored = sessions::read(transaction, &id)?;
        if let Some(before) = steps::answer_to(transaction, &id, &jws)? {
            app.limits.session(&stored.session.id)?;
            return Ok(before);
        }
        app.accepting(&stored.session, now)?;
        let flow = app.flow(transaction, &stored)?;
        let refused = |error: Error| flow.problem(&error, now);
        let (confirmation, taken) = flow.progress().confirm(&jws, now).map_err(refused)?;
        confirmation.check_signature().map_err(refused)?;
        app.limits.session(&flow.session.id)?;
        // Of the person, and told to nobody but the session's key.
        history::check_flow(transaction, &flow)?;
        app.take(transaction, flow, taken, Some(&jws), now)
    });
    Ok(text(StatusCode::OK, answered.await?))
}

/// `GET /v1/sessions/{id}/next`: told to whoever names the key's thumbprint, without a proof that they hold the key. It
/// changes nothing, and is counted for its host alone.
pub async fn next(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let given = headers.get(KEY_HEADER).and_then(|value| value.to_str().ok()).and_then(Digest::parse);
    let answered = app.read(move |app, transaction, _| {
        let stored = sessions::read(transaction, &id)?;
        if stored.jkt.is_none() || stored.jkt != given {
            return Err(Kind::OtherKey.into());
        }
        let flow = app.flow(transaction, &stored)?;
        let receipt = stored.decided.ok_or(Kind::NotDecided)?.receipt;
        Ok(Acceptance { receipt, next: flow.progress().next() })
    });
    Ok(answer(StatusCode::OK, &answered.await?))
}

fn open_commit(jws: &str, session: &Session, jkt: &Digest) -> Result<Commit, Error> {
    let commit = Opened::<Commit>::open(jws)?;
    if commit.signer.thumbprint() != *jkt {
        return Err(Error::new(Code::Key, "/header/jwk", "signed with another key than the session's"));
    }
    commit.check_signature()?;
    let claims = commit.claims;
    let differs = |mismatch| Err(Error::mismatch(mismatch, "this differs from what the server issued"));
    if claims.session != session.id {
        return differs(Mismatch::Session);
    }
    if session.nonce != claims.nonce {
        return differs(Mismatch::Nonce);
    }
    if session.pack.hash != claims.pack {
        return Err(Error::mismatch(Mismatch::Pack, "the commitment is for another pack"));
    }
    Ok(claims)
}

fn check_verdict(
    app: &App,
    stored: &Stored,
    jws: &str,
    now: Instant,
) -> Result<Opened<prescreen::verdict::Verdict>, Problem> {
    let jkt = stored.jkt.ok_or(Kind::NotClaimed)?;
    let (ticket, _) = stored.ticket.as_ref().ok_or(Kind::NotCommitted)?;
    let (known, packs) = (app.pack(&stored.session)?, app.packs());
    let pack = &known.pack;
    let shadows = packs.shadows_of(pack);
    let expected = Expected { pack, shadows: &shadows, session: &stored.session, ticket, jkt, now };
    let refused = |error: Error| Problem::of_object(&error);
    let verdict = es256::verdict(&expected, jws).map_err(refused)?;
    // A profile may run out between commitment and verdict: an attempt that was not counted must
    // not become an assessment, nor a counted one rest on what is no longer on file.
    let counted = Opened::<Ticket>::open(ticket).map_err(refused)?.claims.attempt > 0;
    if counted == verdict.claims.class_on_file() {
        return Err(refused(Error::new(
            Code::Claim,
            "/class_on_file",
            "the ticket was issued for the other way to a class",
        )));
    }
    Ok(verdict)
}
