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

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> Vec<(Id, Found)> {
        let found = |fact: &str, value, tier, currency: Option<&str>| {
            let id = Id::try_from(String::from(fact)).expect("an id");
            (id, Found { value, tier, currency: currency.map(String::from) })
        };
        vec![
            found("found-liquid-balance", FactValue::Integer(-4242), FileTier::Consistent, Some("CNY")),
            found("found-buffer-days", FactValue::Integer(7), FileTier::Parsed, None),
            found("found-utilities-arrears", FactValue::Boolean(true), FileTier::Parsed, None),
        ]
    }

    #[test]
    fn what_is_carried_arrives_with_its_tier_and_currency() {
        for (one, (id, found)) in take_over(&hand_over(&facts())).expect("it was handed over").iter().zip(sorted()) {
            assert!(one.0 == id && one.1 == found, "{id}");
        }
        assert_eq!(take_over("{}").expect("nothing was found").len(), 0);
    }

    fn sorted() -> Vec<(Id, Found)> {
        let mut facts = facts();
        facts.sort_by(|(one, _), (other, _)| one.as_str().cmp(other.as_str()));
        facts
    }

    #[test]
    fn any_other_text_is_refused_and_not_repeated() {
        let whole = hand_over(&facts());
        for (was, is) in [
            ("\"consistent\"", "\"attested\""),
            ("\"parsed\"", "\"declared\""),
            ("\"CNY\"", "156"),
            ("-4242", "[4242]"),
            ("\"tier\"", "\"level\""),
        ] {
            let error = take_over(&whole.replace(was, is)).expect_err("it is something else");
            assert_eq!((error.code, error.at.as_str()), (Code::Syntax, "/found"), "{is}");
            assert!(!error.to_string().contains("4242"), "{error}");
        }
        assert!(take_over("").is_err() && take_over("[]").is_err());
    }
}
