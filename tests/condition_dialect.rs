//! The pack dialect: what it takes, what it refuses and where, and that what it says is sound.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test"
)]

mod conditions;

use conditions::{LOSSES, Person, compile, condition, fields, naive, total_condition};
use prescreen::Code;
use prescreen::condition::{Condition, MAX_LIST, MAX_NODES, Truth};
use prescreen::json::Json;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::RngSeed;

const TRUTHS: [Truth; 3] = [Truth::True, Truth::False, Truth::Unknown];

proptest! {
    #![proptest_config(ProptestConfig {
        rng_seed: RngSeed::Fixed(20_261_127), failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn with_every_fact_known_it_agrees_with_a_plain_reading(condition in condition(), person in Person::any()) {
        let expected = Truth::from(naive::holds(&condition, &person));
        prop_assert_eq!(compile(&condition).unwrap().eval(&person.knowing_all()), expected, "{}", condition);
    }

    #[test]
    fn what_is_said_about_part_of_the_facts_stays_true_of_all(
        condition in total_condition(), person in Person::any(), hidden in any::<[bool; 5]>(), open in 0_u64..16,
    ) {
        let said = compile(&condition).unwrap().eval(&person.hiding(hidden, open));
        let expected = Truth::from(naive::holds(&condition, &person));
        prop_assert!(said == Truth::Unknown || said == expected, "{condition} was said to be {said:?}");
    }

    #[test]
    fn it_reads_only_fields_that_it_names(condition in condition()) {
        let (fields, text) = (fields(), condition.to_string());
        for field in compile(&condition).unwrap().fields() {
            let name = fields.name_of(field).unwrap();
            prop_assert!(text.contains(name.as_str()));
        }
    }

    #[test]
    fn a_changed_condition_is_compiled_or_refused_at_a_place_in_it(
        condition in condition(), at in any::<Index>(), character in prop::char::range(' ', '~'),
    ) {
        let mut text: Vec<char> = condition.to_string().chars().collect();
        let position = at.index(text.len());
        text[position] = character;
        if let Ok(json) = Json::parse(&String::from_iter(text), 100_000) && let Err(error) = Condition::compile(&json, &fields(), "/when") {
            prop_assert!(error.at.starts_with("/when"));
        }
    }
}

#[test]
fn three_valued_logic_is_kleenes() {
    for a in TRUTHS {
        assert_eq!(a.negate().negate(), a);
        assert_eq!((a.and(Truth::True), a.or(Truth::False)), (a, a));
        assert_eq!((a.and(Truth::False), a.or(Truth::True)), (Truth::False, Truth::True));
        for b in TRUTHS {
            assert_eq!((a.and(b), a.or(b)), (b.and(a), b.or(a)));
            assert_eq!(a.and(b).negate(), a.negate().or(b.negate()));
            for c in TRUTHS {
                assert_eq!(a.and(b).and(c), a.and(b.and(c)));
                assert_eq!(a.and(b.or(c)), a.and(b).or(a.and(c)));
            }
        }
    }
    assert_eq!(Truth::Unknown.and(Truth::Unknown.negate()), Truth::Unknown);
}

#[test]
fn missing_is_unknown_and_only_exists_is_not() {
    let nobody = Person::example().hiding([true; 5], 0);
    for (text, expected) in [
        (r#"{"age":{"$gte":3}}"#, Truth::Unknown),
        (r#"{"age":{"$ne":3}}"#, Truth::Unknown),
        (r#"{"age":{"$nin":[3]}}"#, Truth::Unknown),
        (r#"{"losses":{"$size":0}}"#, Truth::Unknown),
        (r#"{"age":{"$exists":false}}"#, Truth::True),
        (r#"{"age":{"$exists":true}}"#, Truth::False),
        (r#"{"$or":[{"age":3},{"channel":{"$exists":false}}]}"#, Truth::True),
        (r#"{"age":3,"channel":{"$exists":true}}"#, Truth::False),
        (r#"{"$nor":[{"age":3},{"channel":{"$exists":false}}]}"#, Truth::False),
    ] {
        assert_eq!(conditions::compile_text(text).unwrap().eval(&nobody), expected, "{text}");
    }
}

#[test]
fn a_set_that_is_partly_known_decides_what_it_can() {
    // "small" is known to be in, "large" may be, "total" is known not to be.
    let person = Person { losses: 0b0011, ..Person::example() };
    let facts = person.hiding([false; 5], 0b0010);
    for (test, expected) in [
        (r#"{"$in":["small","total"]}"#, Truth::True),
        (r#"{"$in":["large"]}"#, Truth::Unknown),
        (r#"{"$in":["total"]}"#, Truth::False),
        (r#"{"$nin":["total"]}"#, Truth::True),
        (r#"{"$nin":["large","total"]}"#, Truth::Unknown),
        (r#"{"$all":["small"]}"#, Truth::True),
        (r#"{"$all":["small","large"]}"#, Truth::Unknown),
        (r#"{"$all":["large","total"]}"#, Truth::False),
        (r#"{"$size":2}"#, Truth::Unknown),
        (r#"{"$size":3}"#, Truth::False),
        (r#"{"$size":{"$gte":1}}"#, Truth::True),
        (r#"{"$size":{"$gte":1,"$lte":2}}"#, Truth::True),
    ] {
        let condition = conditions::compile_text(&format!(r#"{{"{LOSSES}":{test}}}"#)).unwrap();
        assert_eq!(condition.eval(&facts), expected, "{test}");
    }
}

#[test]
fn what_cannot_be_decided_is_a_load_error_with_its_place() {
    for (text, code, at) in [
        ("[]", Code::Condition, ""),
        ("{}", Code::Condition, ""),
        (r#"{"$and":[]}"#, Code::Condition, "/$and"),
        (r#"{"$or":[{"age":1},{}]}"#, Code::Condition, "/$or/1"),
        (r#"{"$not":{}}"#, Code::Condition, "/$not"),
        (r#"{"$xor":[]}"#, Code::Condition, "/$xor"),
        (r#"{"income":1}"#, Code::Reference, "/income"),
        (r#"{"age.years":1}"#, Code::Reference, "/age.years"),
        (r#"{"a/b~c":1}"#, Code::Reference, "/a~1b~0c"),
        (r#"{"channel":"fax"}"#, Code::Reference, "/channel"),
        (r#"{"channel":{"$in":["web","fax"]}}"#, Code::Reference, "/channel/$in/1"),
        (r#"{"channel":{"$in":[]}}"#, Code::Condition, "/channel/$in"),
        (r#"{"channel":{"$gt":"web"}}"#, Code::Condition, "/channel/$gt"),
        (r#"{"channel":{"$regex":"w"}}"#, Code::Condition, "/channel/$regex"),
        (r#"{"channel":{}}"#, Code::Condition, "/channel"),
        (r#"{"channel":null}"#, Code::Condition, "/channel"),
        (r#"{"channel":1}"#, Code::Condition, "/channel"),
        (r#"{"channel":{"$size":1}}"#, Code::Condition, "/channel/$size"),
        (r#"{"age":"3"}"#, Code::Condition, "/age"),
        (r#"{"age":{"$eq":null}}"#, Code::Condition, "/age/$eq"),
        (r#"{"age":{"$gt":11}}"#, Code::Range, "/age/$gt"),
        (r#"{"age":{"$gt":1,"more":2}}"#, Code::Condition, "/age"),
        (r#"{"age":{"$exists":1}}"#, Code::Condition, "/age/$exists"),
        (r#"{"losses":["small"]}"#, Code::Condition, "/losses"),
        (r#"{"losses":{"$eq":"small"}}"#, Code::Condition, "/losses/$eq"),
        (r#"{"losses":{"$size":{}}}"#, Code::Condition, "/losses/$size"),
        (r#"{"losses":{"$size":-1}}"#, Code::Range, "/losses/$size"),
        (r#"{"losses":{"$elemMatch":{"$eq":"small"}}}"#, Code::Condition, "/losses/$elemMatch"),
        (r#"{"resident":"true"}"#, Code::Condition, "/resident"),
        (r#"{"born":{"$lt":"2001-02-29"}}"#, Code::Type, "/born/$lt"),
        (r#"{"born":20010228}"#, Code::Condition, "/born"),
    ] {
        let error = conditions::compile_text(text).unwrap_err();
        assert_eq!((error.code, error.at.as_str()), (code, at), "{text}");
    }
}

#[test]
fn long_conditions_and_lists_meet_their_limits() {
    let list = |length: usize| format!(r#"{{"age":{{"$in":[{}]}}}}"#, vec!["1"; length].join(","));
    assert!(conditions::compile_text(&list(MAX_LIST)).is_ok());
    assert_eq!(conditions::compile_text(&list(MAX_LIST + 1)).unwrap_err().code, Code::Limit);
    let parts = |length: usize| format!(r#"{{"$and":[{}]}}"#, vec![r#"{"age":1}"#; length].join(","));
    assert!(conditions::compile_text(&parts(MAX_NODES / 3)).is_ok());
    assert_eq!(conditions::compile_text(&parts(MAX_NODES)).unwrap_err().code, Code::Limit);
}
