//! Answers as JSON.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use prescreen::json::Write;

/// An answer from its type.
pub fn answer(status: StatusCode, document: &impl Write) -> Response {
    text(status, document.json().canonical())
}

/// An answer that was written before.
pub fn text(status: StatusCode, json: String) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], json).into_response()
}
