//! The vectors of the condition language: what a verdict may not be freer than.

use prescreen::date::Instant;
use prescreen::terms::Digest;
use prescreen::verdict::verify::{Expected, verdict};
use prescreen::{Pack, Session};
use serde_json::Value;

use super::vectors::text;

#[test]
fn every_condition_of_the_vectors_bars_whom_it_has_to_and_nobody_else() {
    let vectors: Value = serde_json::from_str(include_str!("../vectors/verdict/conditions.json")).unwrap();
    let mut judged = 0;
    for rule in vectors.as_array().unwrap() {
        let pack = Pack::load(&rule["pack"].to_string()).unwrap_or_else(|error| panic!("{}: {error}", rule["name"]));
        for one in rule["verdicts"].as_array().unwrap() {
            let session = Session::read(&one["session"].to_string()).unwrap();
            let (jkt, now) = (Digest::parse(text(one, "jkt")).unwrap(), Instant(one["now"].as_i64().unwrap()));
            let expected =
                Expected { pack: &pack, shadows: &[], session: &session, ticket: text(one, "ticket"), jkt, now };
            let code = verdict(&expected, text(one, "verdict")).err().map(|error| error.code.as_str());
            assert_eq!(code, one["code"].as_str(), "{} {}", rule["name"], one["name"]);
            judged += 1;
        }
    }
    assert!(judged >= 100);
}
