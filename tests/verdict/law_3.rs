//! Law 3: raw data cannot reach a verdict, by type.

use prescreen::{Case, Screening};

use super::vectors::Vectors;

#[test]
fn the_types_keep_a_case_out_of_a_verdict() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}

#[test]
fn a_case_cannot_name_a_tier_and_prints_no_value() {
    let refused = Case::read(r#"{"facts": {"assets": {"value": 5, "tier": "attested"}}}"#);
    let vectors = Vectors::load();
    let object = vectors.object(0);
    assert!(refused.is_err() || Screening::of(&vectors.pack, &object.session, refused.unwrap()).is_err());
    assert!(Case::read(r#"{"tier": "attested"}"#).is_err());
    assert_eq!(format!("{:?}", object.case), "Case(..)");
}

/// Two people whom the pack gives the same result send the same bytes, but for the commitment.
#[test]
fn answers_that_give_the_same_result_cannot_be_told_apart() {
    let vectors = Vectors::load();
    let object = vectors.object(0);
    let verdict = |case: &str| {
        let screening = Screening::of(&vectors.pack, &object.session, Case::read(case).unwrap()).unwrap();
        object.minimised(&screening, object.now, None).unwrap()
    };
    let one = verdict(r#"{"answers": {"loss": "some", "aims": ["income"], "income": 50}, "facts": {"assets": 1}}"#);
    let two = verdict(r#"{"answers": {"loss": "some", "aims": ["keep"], "income": 99000}, "facts": {"assets": 777}}"#);
    assert_eq!(one, two);
}
