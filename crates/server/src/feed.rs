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
use crate::problem::{Kind, Problem};
use crate::state::state;
use crate::store::{changes, sessions};
use crate::wire::answers::{DecidedFeed, DecidedSession, MAX_DECIDED};

/// Where to go on, and how many to give.
#[derive(Debug, PartialEq, Eq)]
struct Wanted {
    after: i64,
    limit: u32,
}

/// `GET /v1/decided`
pub async fn decided(State(app): State<Arc<App>>, _: Host, uri: Uri) -> Result<Response, Problem> {
    let Wanted { after, limit } = Wanted::of(uri.query().unwrap_or_default())?;
    let feed = app.read(move |app, transaction, clock| {
        if after > changes::last(transaction)? {
            return Err(Kind::UnknownCursor.into());
        }
        let mut next = after;
        let mut listed = Vec::new();
        for (position, id) in changes::after(transaction, after, limit)? {
            let stored = sessions::read(transaction, &id)?;
            let state = state(app, transaction, &stored, clock.now)?;
            next = position;
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
        Ok(DecidedFeed { sessions: listed, next: next.to_string() })
    });
    Ok(answer(StatusCode::OK, &feed.await?))
}

impl Wanted {
    fn of(query: &str) -> Result<Self, Problem> {
        let mut wanted = Self { after: 0, limit: MAX_DECIDED };
        let mut named = Vec::new();
        for part in query.split('&').filter(|part| !part.is_empty()) {
            let name = part.split('=').next().unwrap_or_default();
            if named.contains(&name) {
                return Err(Problem::new(Kind::Malformed).detail("after or limit is given twice; give each once"));
            }
            named.push(name);
            let number = match part.split_once('=') {
                Some(("after", cursor)) => number(cursor, 0, i64::MAX).map(|after| wanted.after = after),
                Some(("limit", limit)) => number(limit, 1, MAX_DECIDED).map(|limit| wanted.limit = limit),
                _ => None,
            };
            number.ok_or_else(|| {
                let detail = format!("after is the cursor of an earlier answer, and limit a number from 1 to {MAX_DECIDED}; there is nothing else");
                Problem::new(Kind::Malformed).detail(detail)
            })?;
        }
        Ok(wanted)
    }
}

fn number<N: std::str::FromStr + PartialOrd>(text: &str, least: N, most: N) -> Option<N> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| digits && least <= *number && *number <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_read_whole_or_refused() {
        let of = |query| Wanted::of(query).ok().map(|wanted| (wanted.after, wanted.limit));
        assert_eq!(of(""), Some((0, 100)));
        assert_eq!(of("after=17&limit=2"), Some((17, 2)));
        for wrong in [
            "after=1&after=2",
            "limit=1&limit=1",
            "after=-1",
            "after=+1",
            "after=",
            "after=x",
            "limit=0",
            "limit=101",
            "before=1",
            "after",
        ] {
            assert_eq!(of(wrong), None, "{wrong}");
        }
    }
}
