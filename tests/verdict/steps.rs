//! Steps in order, by the server's clock; receipts.

use prescreen::date::Instant;
use prescreen::id::Id;
use prescreen::pack::schema::StepKind;
use prescreen::terms::Digest;
use prescreen::verdict::{Confirmation, Opened, Progress, Receipt, Taken};
use serde_json::Value;

use super::vectors::{Object, Vectors, assert_refused, text};

fn progress<'a>(
    vectors: &'a Vectors,
    object: &'a Object<'a>,
    verdict: &'a Opened<prescreen::verdict::Verdict>,
    taken: &'a [Taken],
) -> Progress<'a> {
    let accepted = Instant(vectors.positive["steps"]["accepted"].as_i64().unwrap());
    Progress { pack: &vectors.pack, session: &object.session, verdict, accepted, taken }
}

fn plan(vectors: &Vectors) -> &[Value] {
    vectors.positive["steps"]["taken"].as_array().unwrap()
}

fn id(json: &Value, name: &str) -> Id {
    Id::try_from(String::from(text(json, name))).unwrap()
}

/// The steps of the vectors up to a number, as the server keeps them.
fn taken(vectors: &Vectors, count: usize) -> Vec<Taken> {
    let one = |step: &Value| Taken {
        flow: id(step, "flow"),
        step: id(step, "step"),
        document: step["document"].as_str().map(|hash| Digest::parse(hash).unwrap()),
        locale: step["locale"].as_str().map(String::from),
        at: Instant(step["at"].as_i64().unwrap()),
    };
    plan(vectors).iter().take(count).map(one).collect()
}

#[test]
fn steps_are_taken_one_after_the_other() {
    let vectors = Vectors::load();
    let object = vectors.object(0);
    let verdict = object.verdict();
    let mut so_far = Vec::new();
    for (step, expected) in plan(&vectors).iter().zip(taken(&vectors, 6)) {
        let progress = progress(&vectors, &object, &verdict, &so_far);
        let next = progress.next().unwrap();
        assert_eq!((next.flow.as_str(), next.step.as_str()), (text(step, "flow"), text(step, "step")));
        let one = match step["text"].as_str() {
            Some(jws) => progress.confirm(jws, expected.at).unwrap().1,
            None => progress.confirm_by_host(&next.flow, &next.step, expected.at).unwrap(),
        };
        assert_eq!(one, expected);
        so_far.push(one);
    }
    let progress = progress(&vectors, &object, &verdict, &so_far);
    assert!(progress.next().is_none());
    let receipt = Opened::<Receipt>::open(text(&vectors.positive["steps"], "receipt")).unwrap();
    assert_eq!(Receipt::of(&progress, receipt.claims.iat), receipt.claims);
    assert!(receipt.claims.complete);
}

#[test]
fn every_negative_step_is_refused_with_its_code() {
    let vectors = Vectors::load();
    let object = vectors.object(0);
    let verdict = object.verdict();
    for vector in vectors.negatives("steps") {
        let after = usize::try_from(vector["after"].as_u64().unwrap()).unwrap();
        let so_far = taken(&vectors, after);
        let due = taken(&vectors, 6).get(after).map_or(Instant(i64::MAX), |step| step.at);
        let now = vector["now"].as_i64().map_or(due, Instant);
        assert_refused(vector, progress(&vectors, &object, &verdict, &so_far).confirm(text(vector, "text"), now));
    }
}

#[test]
fn cooling_off_ends_at_its_second() {
    let vectors = Vectors::load();
    let object = vectors.object(0);
    let verdict = object.verdict();
    let so_far = taken(&vectors, 2);
    let progress = progress(&vectors, &object, &verdict, &so_far);
    let next = progress.next().unwrap();
    let end = Instant(so_far[1].at.0 + 24 * 3600);
    assert_eq!((next.kind, next.not_before), (StepKind::Wait, Some(end)));
    let jws = text(&plan(&vectors)[2], "text");
    assert!(progress.confirm(jws, end).is_ok());
    let early = progress.confirm(jws, Instant(end.0 - 1)).unwrap_err();
    assert_eq!(early.code.as_str(), "too-early");
}

#[test]
fn the_days_of_a_flow_end_with_the_last_of_them() {
    let vectors = Vectors::load();
    let object = vectors.object(0);
    let verdict = object.verdict();
    let progress = progress(&vectors, &object, &verdict, &[]);
    let over = vectors.negatives("steps").iter().find(|vector| vector["code"] == "expired").unwrap();
    let (jws, first_too_late) = (text(over, "text"), over["now"].as_i64().unwrap());
    assert!(progress.confirm(jws, Instant(first_too_late - 1)).is_ok());
    let error = progress.confirm(jws, Instant(first_too_late)).unwrap_err();
    assert_eq!((error.code.as_str(), error.at.as_str()), ("expired", "/flow"));
    // Steps of a flow that says nothing end within 30 days: the flow `board` comes after `above`.
    let so_far = taken(&vectors, 5);
    let board = Progress { taken: &so_far, ..progress };
    let accepted = vectors.pack.day(progress.accepted).unwrap();
    assert_eq!(board.last_day().unwrap().days() - accepted.days(), 30);
    assert_eq!(progress.last_day().unwrap().days() - accepted.days(), 10);
    // What is said beforehand is the last second that is taken.
    assert_eq!(progress.next().unwrap().until, Instant(first_too_late - 1));
    assert_eq!(board.next().unwrap().until, Instant(first_too_late - 1 + 20 * 24 * 3600));
}

#[test]
fn the_firm_confirms_its_own_steps_only() {
    let vectors = Vectors::load();
    let object = vectors.object(0);
    let verdict = object.verdict();
    let progress = progress(&vectors, &object, &verdict, &[]);
    let insist = &plan(&vectors)[0];
    let call = &plan(&vectors)[4];
    for step in [insist, call] {
        let error = progress.confirm_by_host(&id(step, "flow"), &id(step, "step"), object.now).unwrap_err();
        assert_eq!(error.code.as_str(), "step");
    }
}

#[test]
fn a_receipt_is_for_its_own_verdict() {
    let vectors = Vectors::load();
    let receipt = Opened::<Receipt>::open(text(&vectors.positive["steps"], "receipt")).unwrap();
    assert!(receipt.check(&vectors.object(0).verdict()).is_ok());
    assert_eq!(receipt.check(&vectors.object(1).verdict()).unwrap_err().code.as_str(), "claim");
    assert!(Opened::<Confirmation>::open(text(&vectors.positive["steps"], "receipt")).is_err());
}
