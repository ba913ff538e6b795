//! How long the record of a pack can become, known before anybody answers.
//!
//! Takes a pack, gives a number of bytes that no record under it exceeds, but for the session's document, whose length is
//! known when it is opened. A sealed record that does not fit its pack's length cannot be sealed: that is to be found when
//! the pack is loaded, not at the end of somebody's answers.

use crate::id::Id;
use crate::json::{Json, MAX_INTEGER, Write};
use crate::pack::Pack;
use crate::pack::schema::ItemKind;
use crate::session::Session;
use crate::terms::origin::MAX_ORIGIN_BYTES;
use crate::terms::{EngineCode, base64url};
use crate::{Code, Error};

use super::amounts_bound::amounts;
use super::arithmetic::ReasonBasis;
use super::commit::names;

/// Room for a session's document that a pack has to leave, in bytes: one without earlier classes, with a product of usual
/// names. A longer one is refused when it is opened.
pub const SESSION_BYTES: usize = 3072;

/// Longest id, in bytes.
const ID: usize = 64;
/// Bytes of a hash in base64url.
const HASH: usize = 43;
/// Bytes of a signed object but for its payload: the longer of the headers, the signature, and two points.
const AROUND_PAYLOAD: usize = 384;

/// Whether a sealed record of a pack always fits the pack's length, beside a usual session.
///
/// # Errors
/// [`Code::Limit`] when one could be longer.
pub fn check(pack: &Pack) -> Result<(), Error> {
    fits(pack, SESSION_BYTES, "a record of this pack can")
}

/// Whether a sealed record of this session fits the pack's length, whatever is answered.
///
/// # Errors
/// [`Code::Limit`] when one could be longer.
pub fn check_session(pack: &Pack, session: &Session) -> Result<(), Error> {
    fits(pack, session.json().canonical().len(), "with this session's document a record can")
}

fn fits(pack: &Pack, session: usize, what: &str) -> Result<(), Error> {
    let Some(archive) = pack.document().record.archive() else { return Ok(()) };
    let needed = longest(pack).saturating_add(session);
    if usize::try_from(archive.bytes).is_ok_and(|bytes| needed <= bytes) {
        return Ok(());
    }
    let message = format!("{what} have {needed} bytes; the pack seals {}", archive.bytes);
    Err(Error::new(Code::Limit, "/record/sealed/bytes", message).help(
        "Give the pack's records more room: larger `bytes`, at most 131072; or send fewer facts and shorter names.",
    ))
}

/// Bytes that no record under a pack exceeds, without the session's document.
#[must_use]
pub fn longest(pack: &Pack) -> usize {
    let record = Json::object([
        ("prescreen_record", Json::Int(1)),
        ("session", Json::Null),
        ("pack", pack.reference().json()),
        ("seed", of(HASH)),
        ("values", values(pack)),
        ("commit", of(signed(&commit()))),
        ("ticket", of(signed(&ticket()))),
        ("verdict", of(signed(&verdict(pack)))),
        ("receipt", Json::Null),
        ("arithmetic", arithmetic(pack)),
        ("shown", shown(pack)),
    ]);
    record.canonical().len()
}

/// A text of so many bytes.
fn of(bytes: usize) -> Json {
    Json::Text("x".repeat(bytes))
}

fn number() -> Json {
    Json::Int(MAX_INTEGER.saturating_neg())
}

fn longest_of<'a>(ids: impl Iterator<Item = &'a Id>) -> Json {
    ids.max_by_key(|id| id.as_str().len()).map_or(Json::Null, Json::text)
}

/// Bytes of a signed object with this payload.
fn signed(payload: &Json) -> usize {
    base64url::encode(payload.canonical().as_bytes()).len().saturating_add(AROUND_PAYLOAD)
}

fn suite() -> (&'static str, Json) {
    ("suite", Json::text(super::jws::SUITE))
}

fn commit() -> Json {
    Json::object([suite(), ("commitment", of(HASH)), ("nonce", of(HASH)), ("pack", of(HASH)), ("session", of(ID))])
}

fn ticket() -> Json {
    let numbers = ["attempt", "exp", "iat", "of"].map(|name| (name, number()));
    let [attempt, exp, iat, all] = numbers;
    let hashes = ["commitment", "jkt", "nonce", "pack"].map(|name| (name, of(HASH)));
    let [commitment, jkt, nonce, pack] = hashes;
    Json::object([suite(), attempt, exp, iat, all, commitment, jkt, nonce, pack, ("session", of(ID))])
}

fn verdict(pack: &Pack) -> Json {
    let document = pack.document();
    let reference = |id: Json| Json::object([("hash", of(HASH)), ("id", id), ("version", of(ID))]);
    let shadow = document.disclosure.shadow.iter();
    let shadow = shadow.map(|one| {
        Json::object([("class", longest_of(one.classes.iter())), ("pack", reference(Json::text(&one.pack)))])
    });
    let reasons = document.disclosure.reasons.iter().map(Json::text).chain([longest_of(codes(pack).iter())]);
    Json::object([
        suite(),
        ("aud", of(MAX_ORIGIN_BYTES)),
        ("class", longest_of(document.classes.list.iter())),
        ("class_on_file", Json::Bool(false)),
        ("commitment", of(HASH)),
        ("credit", credit(pack)),
        ("flows", Json::List(document.flows.iter().map(|flow| Json::text(&flow.id)).collect())),
        ("iat", number()),
        ("nonce", of(HASH)),
        ("outcome", Json::text("insufficient_evidence")),
        ("pack", pack.reference().json()),
        ("product", Json::object([("hash", of(HASH)), ("id", of(ID))])),
        ("purpose", Json::text("account_opening")),
        ("reasons", Json::List(reasons.collect())),
        ("session", of(ID)),
        ("session_check", Json::text("step_up")),
        ("shadow", shadow.max_by_key(|shadow| shadow.canonical().len()).unwrap_or(Json::Null)),
        ("subject", of(ID)),
        ("ticket", of(HASH)),
        ("tier", Json::text("consistent")),
        ("variant", of(ID)),
    ])
}

/// What a limit led to; nothing where the pack works none out.
fn credit(pack: &Pack) -> Json {
    let table = pack.compiled().credit.as_ref();
    table.map_or(Json::Null, |table| {
        let band = longest_of(table.bands.iter().map(|band| &band.id));
        Json::object([("band", band), ("outcome", Json::text("insufficient_evidence"))])
    })
}

/// Every leaf's name with the longest of its values.
fn values(pack: &Pack) -> Json {
    let document = pack.document();
    let items = document.items().map(|item| match item.kind {
        ItemKind::Single => longest_of(item.options.iter().map(|option| &option.id)),
        ItemKind::Multiple => Json::List(item.options.iter().map(|option| Json::text(&option.id)).collect()),
        ItemKind::Number => number(),
    });
    let facts = document.facts.iter().filter(|fact| fact.derive.is_none()).map(|fact| {
        let [declared, found] = [(); 2].map(|()| longer(longest_of(fact.options.iter()), number()));
        Json::object([("declared", declared), ("found", found), ("tier", Json::text("consistent"))])
    });
    let clarified = Json::List(document.contradictions.iter().map(|one| Json::text(&one.id)).collect());
    let keeper = document.record.committed().map(Json::text);
    let mut values: Vec<Json> = items.collect();
    values.extend(facts);
    values.push(clarified);
    values.extend(keeper);
    let named = names(pack).zip(values).map(|(id, value)| Json::object([("id", id.json()), ("value", value)]));
    Json::List(named.collect())
}

fn longer(one: Json, other: Json) -> Json {
    if one.canonical().len() < other.canonical().len() { other } else { one }
}

/// Every code that a reason can have.
fn codes(pack: &Pack) -> Vec<Id> {
    let document = pack.document();
    let mut codes: Vec<Id> = document.reason_codes().cloned().collect();
    codes.extend(document.classes.dimensions.iter().map(|dimension| dimension.reason_code()));
    codes.extend(document.credit_codes());
    codes.extend(EngineCode::ALL.map(EngineCode::id));
    codes
}

/// The arithmetic with every reason at once. A rule that cannot be decided stands there as `facts.missing`: that may be
/// longer than its own code, and each code has room for it.
fn arithmetic(pack: &Pack) -> Json {
    let (document, compiled) = (pack.document(), pack.compiled());
    let items = compiled.items.iter().flat_map(|item| {
        let each = move |dimension| {
            Json::object([("dimension", Json::text(dimension)), ("item", Json::text(&item.id)), ("points", number())])
        };
        compiled.basics.iter().map(each)
    });
    let dimensions = compiled.measures.iter().map(|measure| {
        Json::object([
            ("class", longest_of(compiled.classes.iter())),
            ("dimension", Json::text(&measure.dimension)),
            ("from", number()),
            ("parts", Json::List(compiled.basics.iter().map(Json::text).collect())),
            ("score", number()),
            ("to", number()),
        ])
    });
    let missing = EngineCode::FactsMissing.as_str().len();
    let reasons = codes(pack).into_iter().map(|code| {
        let reason = ReasonBasis::of(document, &code).json();
        Json::List(vec![reason, of(missing.saturating_sub(code.as_str().len()))])
    });
    Json::object([
        ("dimensions", Json::List(dimensions.collect())),
        ("items", Json::List(items.collect())),
        ("reasons", Json::List(reasons.collect())),
    ])
}

/// What the page says that it showed, each once.
fn shown(pack: &Pack) -> Json {
    let document = pack.document();
    let locale = || longer_text(document.locales.iter().map(String::as_str));
    let with_locale = |id: &Id| Json::object([("id", Json::text(id)), ("locale", locale())]);
    let notices = document.notices.iter().map(|notice| {
        Json::object([
            ("given", Json::Bool(false)),
            ("id", Json::text(&notice.id)),
            ("locale", locale()),
            ("version", number()),
        ])
    });
    Json::object([
        ("facts", Json::List(document.facts.iter().map(|fact| with_locale(&fact.id)).collect())),
        ("items", Json::List(document.items().map(|item| with_locale(&item.id)).collect())),
        ("notices", Json::List(notices.collect())),
        ("reasons", Json::List(codes(pack).iter().map(Json::text).collect())),
        ("session_check", Json::text("step_up")),
        ("amounts", amounts(pack).unwrap_or(Json::Null)),
    ])
}

fn longer_text<'a>(texts: impl Iterator<Item = &'a str>) -> Json {
    texts.max_by_key(|text| text.len()).map_or(Json::Null, Json::text)
}
