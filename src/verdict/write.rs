//! The small closed objects that are signed, written by hand: what is not named here does not leave.

use crate::date::Instant;
use crate::id::Id;
use crate::json::Json;
use crate::terms::PackRef;

use crate::terms::base64url;

/// An object; the canonical form puts its keys in order.
pub(super) fn object<const N: usize>(fields: [(&str, Json); N]) -> Json {
    map(Vec::from(fields))
}

fn map(fields: Vec<(&str, Json)>) -> Json {
    Json::Map(fields.into_iter().map(|(key, value)| (key.into(), value)).collect())
}

/// A text.
pub(super) fn text(value: impl AsRef<str>) -> Json {
    Json::Text(value.as_ref().into())
}

/// A digest or nonce, in base64url.
pub(super) fn hash(value: impl AsRef<[u8]>) -> Json {
    Json::Text(base64url::encode(value.as_ref()))
}

/// A text, or null.
pub(super) fn text_or_null(value: Option<impl AsRef<str>>) -> Json {
    value.map_or(Json::Null, text)
}

/// A list of ids.
pub(super) fn ids(ids: &[Id]) -> Json {
    Json::List(ids.iter().map(text).collect())
}

/// Seconds since 1970.
pub(super) fn seconds(instant: Instant) -> Json {
    Json::Int(instant.0)
}

/// A pack by name and content.
pub(super) fn pack(reference: &PackRef) -> Json {
    object([("id", text(&reference.id)), ("version", text(&reference.version)), ("hash", text(&reference.hash))])
}
