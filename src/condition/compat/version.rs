//! Versions in the order of GrowthBook's SDKs: close to SemVer, total over any value.

use core::cmp::Ordering;

use super::coerce;
use crate::json::Json;

/// The order of two versions; what is not a version counts as `0`.
pub(super) fn order(left: &Json, right: &Json) -> Ordering {
    coerce::order_texts(&padded(left), &padded(right))
}

/// A text whose plain order is the order of versions: numbers padded to five places, and a tilde,
/// which sorts after letters, where a full version has no pre-release.
fn padded(value: &Json) -> String {
    let text = match value {
        Json::Text(_) | Json::Int(_) | Json::Float(_) => coerce::text(value),
        _ => String::new(),
    };
    let version = if text.is_empty() { "0" } else { &text };
    let version = version.strip_prefix('v').unwrap_or(version);
    let (version, _build) = version.split_once('+').unwrap_or((version, ""));
    let numeric = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let pad = |part: &str| if numeric(part) { format!("{part:>5}") } else { part.to_owned() };
    let mut parts: Vec<String> = version.split(['-', '.']).map(pad).collect();
    if parts.len() == 3 {
        parts.push("~".into());
    }
    parts.join("-")
}
