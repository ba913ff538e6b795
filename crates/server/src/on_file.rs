//! Whether a class that the firm has on file counts today: asked before a page of the firm shows it.
//!
//! A session that is opened with the profile says the same. This says it where none is opened: on an account's page, or
//! beside a list of products.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use prescreen::facts::OnFile;
use prescreen::id::Id;
use prescreen::{Code, Error};

use crate::answer::answer;
use crate::app::App;
use crate::body::JsonBody;
use crate::history;
use crate::host::{Host, choose_pack, fits_profile, names_a_person};
use crate::problem::{Kind, Problem};
use crate::wire::answers::{Lapse, ProfileStanding};
use crate::wire::requests::ProfileAsked;

/// `POST /v1/subjects/{subject}/profile`
pub async fn standing(
    State(app): State<Arc<App>>,
    _: Host,
    Path(subject): Path<String>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let ProfileAsked { pack, profile } = body.host_document()?;
    let subject = Id::try_from(subject).ok().filter(names_a_person).ok_or_else(unnamed)?;
    let standing = app.read(move |app, transaction, clock| {
        let known = choose_pack(app, &pack, clock.now)?;
        let today = known.pack.day(clock.now).ok_or(Kind::Storage)?;
        fits_profile(&known, &profile, today)?;
        let lapsed = if history::is_profile_overtaken(transaction, &known.pack, &subject, &profile)? {
            Some(Lapse::ClassSuspended)
        } else {
            let holds = OnFile::of_profile(&known.pack, &profile, today).class().is_some();
            (!holds).then_some(Lapse::Expired)
        };
        Ok(ProfileStanding { lapsed })
    });
    Ok(answer(StatusCode::OK, &standing.await?))
}

fn unnamed() -> Problem {
    let message = "no id of a person: expected the name that the firm gave when it opened their sessions";
    Problem::of_request(Kind::Malformed, &Error::new(Code::Range, "/subject", message))
}
