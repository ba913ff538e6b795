//! Sessions in the order in which they were decided, for a back end that follows them.
//!
//! Takes a cursor, gives what changed after it and the next cursor. A session is given at its last change: once its
//! verdict was accepted, and again with every step. It must never pass one over: what is given twice is read twice.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;

use crate::answer::answer;
use crate::app::App;
use crate::host::Host;
use crate::page::{Page, number};
use crate::problem::{Kind, Problem};
use crate::state::state;
use crate::store::{changes, sessions};
use crate::wire::answers::{DecidedFeed, DecidedSession};

/// Longest mark of a store, in characters.
const MAX_MARK: usize = 16;

/// A place in the feed of one store: `MARK-POSITION`. A position says nothing where it is not known of which store.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Cursor {
    mark: String,
    position: i64,
}

/// `GET /v1/decided`
pub async fn decided(State(app): State<Arc<App>>, _: Host, uri: Uri) -> Result<Response, Problem> {
    let Page { after, limit } = Page::of(uri.query().unwrap_or_default(), Cursor::of)?;
    let feed = app.read(move |app, transaction, clock| {
        let mut next = Cursor { mark: changes::mark(transaction)?, position: 0 };
        if let Some(Cursor { mark, position }) = after {
            if mark != next.mark || position > changes::last(transaction)? {
                return Err(Kind::UnknownCursor.into());
            }
            next.position = position;
        }
        let mut listed = Vec::new();
        for (position, id) in changes::after(transaction, next.position, limit)? {
            let stored = sessions::read(transaction, &id)?;
            let state = state(app, transaction, &stored, clock.now)?;
            next.position = position;
            let Some((accepted, outcome)) = state.accepted.zip(state.outcome) else { continue };
            listed.push(DecidedSession {
                session: state.session,
                subject: stored.session.subject,
                purpose: stored.session.purpose,
                state: state.state,
                outcome,
                complete: state.complete,
                accepted,
            });
        }
        Ok(DecidedFeed { sessions: listed, next: format!("{}-{}", next.mark, next.position) })
    });
    Ok(answer(StatusCode::OK, &feed.await?))
}

impl Cursor {
    /// From its text. An earlier version gave positions without a mark: they are cursors, of no store.
    fn of(text: &str) -> Option<Self> {
        let Some((mark, position)) = text.split_once('-') else {
            return number(text, 0, i64::MAX).map(|position| Self { mark: String::new(), position });
        };
        let plain = (1..=MAX_MARK).contains(&mark.len()) && mark.bytes().all(|byte| byte.is_ascii_alphanumeric());
        number(position, 0, i64::MAX).filter(|_| plain).map(|position| Self { mark: mark.into(), position })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_whole_or_not() {
        let cursor = |mark: &str, position| Some(Cursor { mark: mark.into(), position });
        assert_eq!(Cursor::of("0c3f-17"), cursor("0c3f", 17));
        assert_eq!(Cursor::of("17"), cursor("", 17));
        for wrong in ["", "x", "-1", "a--1", "a-+1", "a-", "a.b-1", "0123456789abcdef0-1", "+1"] {
            assert_eq!(Cursor::of(wrong), None, "{wrong}");
        }
    }
}
