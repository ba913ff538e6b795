//! The record beside a verdict, as the pack says that the firm keeps it.
//!
//! Takes what a page sent, gives what is stored. Of a sealed record only length and form are looked at: nothing here has a
//! key. A record in clear has to lead to the verdict that it came with.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use prescreen::json::{Json, Write as _};
use prescreen::pack::limits::MAX_ARCHIVED_BYTES;
use prescreen::pack::schema::RecordKeeper;
use prescreen::verdict::{Opened, Record, SealedRecord, Verdict};
use prescreen::{Code, Error, Pack, Session};

use crate::answer::answer;
use crate::app::App;
use crate::host::Host;
use crate::problem::{Kind, Problem};
use crate::store::{records, sessions};
use crate::wire::answers::{KeptRecord, SessionRecord};

/// Whether a record came with a verdict as the pack says, and is of it; gives the text to store.
pub fn check(
    pack: &Pack,
    session: &Session,
    verdict: &Opened<Verdict>,
    record: Option<&Json>,
) -> Result<Option<String>, Problem> {
    let checked = match (&pack.document().record, record) {
        (RecordKeeper::Investor, None) => return Ok(None),
        (RecordKeeper::Investor, Some(_)) => {
            let message = "by this pack the record stays with the person: send the verdict alone, as application/jose";
            return Err(Problem::new(Kind::RecordUnfit).detail(message));
        }
        (RecordKeeper::Sealed(_) | RecordKeeper::Disclosed, None) => return Err(Kind::RecordMissing.into()),
        (RecordKeeper::Sealed(_), Some(record)) => {
            let sealed = SealedRecord::of(record).map_err(of_form);
            sealed.and_then(|sealed| sealed.check(pack, session, &verdict.claims.commitment()))
        }
        (RecordKeeper::Disclosed, Some(record)) => in_clear(record, pack, session, verdict),
    };
    checked.map_err(|error| {
        let at = format!("/record{}", error.at);
        Problem::of_request(Kind::RecordUnfit, &Error { at, ..error })
    })?;
    Ok(record.map(Json::canonical))
}

/// An error of the form, without a name that the page chose itself.
fn of_form(error: Error) -> Error {
    let own_name = matches!(error.code, Code::UnknownField | Code::RepeatedKey);
    if own_name { error.without_content() } else { error }
}

fn in_clear(record: &Json, pack: &Pack, session: &Session, verdict: &Opened<Verdict>) -> Result<(), Error> {
    let text = record.canonical();
    if text.len() > MAX_ARCHIVED_BYTES {
        return Err(Error::new(Code::Limit, "", "larger than a record that is kept"));
    }
    let record = Record::read(&text).map_err(Error::without_content)?;
    let objects = record.objects();
    // It leads to its own verdict; that has to be this one.
    if objects.verdict.hash != verdict.hash {
        return Err(Error::new(Code::Claim, "/verdict", "the record is of another verdict"));
    }
    if record.session().json().canonical() != session.json().canonical() {
        return Err(Error::new(Code::Claim, "/session", "the session is not as it was claimed"));
    }
    if objects.receipt.is_some() {
        return Err(Error::new(Code::Claim, "/receipt", "a record that comes with its verdict has no receipt yet"));
    }
    let signed = prescreen_es256::Signed::check_signature(&objects.commit)
        .map_err(|error| Error { at: "/commit".into(), ..error });
    // The same answers, by the same rules, give the same verdict.
    signed.and_then(|()| record.replay(pack).map(drop)).map_err(Error::without_content)
}

/// `GET /v1/sessions/{id}/record`
pub async fn read(State(app): State<Arc<App>>, _: Host, Path(id): Path<String>) -> Result<Response, Problem> {
    let kept = app.read(move |_, transaction, _| {
        let stored = sessions::read(transaction, &id)?;
        let decided = stored.decided.ok_or(Kind::NotDecided)?;
        let record = records::find(transaction, &id)?.ok_or(Kind::NoRecord)?;
        let record = Json::parse(&record, record.len()).map_err(|_| Problem::new(Kind::Storage))?;
        Ok(SessionRecord {
            session: stored.session.id.clone(),
            document: stored.session,
            accepted: decided.accepted,
            verdict: decided.verdict,
            receipt: decided.receipt,
            record: KeptRecord(record),
        })
    });
    Ok(answer(StatusCode::OK, &kept.await?))
}
