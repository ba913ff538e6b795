//! An attempt that was lost: a tab crashed between ticket and verdict, and no attempt is left to replace it.
//!
//! Takes the firm's word with a reason, and gives the person one attempt more. **The class on file stays suspended** until
//! an attempt is finished, whatever the firm says: a result that was seen and not sent would otherwise be undone by a call.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use prescreen::{Code, Error};

use crate::answer::answer;
use crate::app::App;
use crate::body::JsonBody;
use crate::host::Host;
use crate::problem::{Kind, Problem};
use crate::store::{attempts, sessions};
use crate::wire::answers::Excuse;
use crate::wire::requests::AttemptExcuse;

/// Longest name and reason, in bytes.
const MAX_NAME_BYTES: usize = 200;
const MAX_REASON_BYTES: usize = 2000;

/// `POST /v1/sessions/{id}/attempt/excuse`
pub async fn excuse(
    State(app): State<Arc<App>>,
    _: Host,
    Path(id): Path<String>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let AttemptExcuse { by, reason } = body.host_document()?;
    said("/by", &by, MAX_NAME_BYTES)?;
    said("/reason", &reason, MAX_REASON_BYTES)?;
    let excused = app.transaction(move |_, transaction, now| {
        let stored = sessions::read(transaction, &id)?;
        let session = &stored.session;
        let before = attempts::excused(transaction, &session.id)?.ok_or(Kind::NotCommitted)?;
        if let Some(before) = before {
            return Ok(before);
        }
        if stored.decided.is_some() {
            return Err(Kind::AlreadyDecided.into());
        }
        // Until then its page may send the verdict: that, and one attempt more, would be a choice between two results.
        if now < session.expires {
            return Err(Problem::new(Kind::AttemptOpen).retry_after(session.expires.0.saturating_sub(now.0)));
        }
        let excuse = Excuse { at: now, by, reason };
        attempts::excuse(transaction, &session.id, &excuse)?;
        Ok(excuse)
    });
    Ok(answer(StatusCode::OK, &excused.await?))
}

fn said(at: &str, words: &str, most: usize) -> Result<(), Problem> {
    if words.trim().is_empty() || words.len() > most || words.contains(char::is_control) {
        let message = format!("expected 1 to {most} bytes that say who or why, in one line");
        return Err(Problem::of_request(Kind::Invalid, &Error::new(Code::Range, at, message)));
    }
    Ok(())
}
