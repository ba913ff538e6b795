//! What a person's records say, from the module that read them to the module that screens.
//!
//! Records are read in a worker, so that the page goes on; the screening is in the page. What crosses is a text that
//! these two functions write and read, and that a page carries unread. It is not signed: the two modules share no secret
//! that code of the same page could not read as well, so it keeps an honest page from mistakes, not a hostile one out.

use prescreen::case::Found;
use prescreen::id::Id;
use prescreen::json::{Json, Write as _};
use prescreen::terms::{FactValue, FileTier, Tier};
use prescreen::{Code, Error};

/// Largest text, in bytes.
const MAX_BYTES: usize = 64 * 1024;
const TIER: &str = "tier";
const VALUE: &str = "value";
const CURRENCY: &str = "currency";

/// What was found, to be carried.
#[must_use]
pub fn hand_over(found: &[(Id, Found)]) -> String {
    let fact = |(fact, found): &(Id, Found)| {
        let currency = found.currency.as_ref().map(|code| (CURRENCY, Json::text(code)));
        let members = currency.into_iter().chain([(TIER, Tier::from(found.tier).json()), (VALUE, found.value.json())]);
        (fact.as_str().into(), Json::Map(members.map(|(name, value)| (name.into(), value)).collect()))
    };
    Json::Map(found.iter().map(fact).collect()).canonical()
}

/// What was carried.
///
/// # Errors
/// When it is something else; the error repeats none of it.
pub fn take_over(text: &str) -> Result<Vec<(Id, Found)>, Error> {
    let other = || Error::new(Code::Syntax, "/found", "this was not handed over by the module of statements");
    let Ok(Json::Map(facts)) = Json::parse(text, MAX_BYTES) else { return Err(other()) };
    facts.iter().map(|(fact, found)| one(fact, found).ok_or_else(other)).collect()
}

fn one(fact: &str, found: &Json) -> Option<(Id, Found)> {
    let value = match found.get(VALUE)? {
        Json::Bool(value) => FactValue::Boolean(*value),
        Json::Int(value) => FactValue::Integer(*value),
        Json::Text(value) => FactValue::Text(value.clone()),
        _ => return None,
    };
    let currency = match found.get(CURRENCY) {
        None => None,
        Some(Json::Text(code)) => Some(code.clone()),
        Some(_) => return None,
    };
    let is = |tier: &FileTier| found.get(TIER) == Some(&Tier::from(*tier).json());
    let tier = [FileTier::Parsed, FileTier::Consistent].into_iter().find(is)?;
    Some((Id::try_from(String::from(fact)).ok()?, Found { value, tier, currency }))
}
