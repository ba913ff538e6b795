//! What a server accepts and refuses.

use prescreen::date::Instant;
use prescreen::terms::Digest;
use prescreen::verdict::verify::{Expected, verdict};

use super::vectors::{Vectors, assert_refused, reworded};

#[test]
fn every_positive_vector_is_accepted() {
    let vectors = Vectors::load();
    for object in vectors.objects() {
        let opened = verdict(&object.expected_beside(&vectors.pack, &[&vectors.shadow]), object.text("verdict"))
            .unwrap_or_else(|error| panic!("{}: {error}", object.name()));
        assert_eq!(
            opened.hash.to_string(),
            prescreen::terms::Digest::of(object.text("verdict").as_bytes()).to_string()
        );
    }
}

#[test]
fn every_negative_vector_is_refused_with_its_code() {
    let vectors = Vectors::load();
    let mut refused = 0;
    for vector in vectors.negatives("verdicts") {
        let object = vectors.object(vector["of"].as_u64().map_or(0, |of| usize::try_from(of).unwrap()));
        let now = vector["now"].as_i64().map_or(object.now, Instant);
        let shadows = [&vectors.shadow];
        let expected = Expected { now, ..object.expected_beside(&vectors.pack, &shadows) };
        let text = vector["text"].as_str().unwrap();
        // Whether the key signed this text is for who checks signatures.
        if vector["name"] != "another text under the signature" {
            assert_refused(vector, verdict(&expected, text));
        }
        refused += 1;
    }
    assert!(refused >= 82, "{refused} vectors");
}

#[test]
fn a_verdict_is_refused_under_another_ticket_of_its_session() {
    let vectors = Vectors::load();
    let object = vectors.object(0);
    let again = reworded(object.text("ticket"), &[(r#""attempt":1"#, r#""attempt":2"#)]);
    let expected = Expected { ticket: &again, ..object.expected(&vectors.pack) };
    let error = verdict(&expected, object.text("verdict")).unwrap_err();
    assert_eq!((error.code.as_str(), error.at.as_str()), ("claim", "/ticket"));
}

#[test]
fn a_ticket_is_for_one_session_key_and_pack() {
    let vectors = Vectors::load();
    let object = vectors.object(0);
    let other = Digest::of(b"other").to_string();
    let ticket = object.ticket().claims;
    for (of, code) in [
        (ticket.jkt.to_string(), "key"),
        (ticket.pack.to_string(), "pack-mismatch"),
        (ticket.nonce.to_string(), "claim"),
        (ticket.session.to_string(), "claim"),
    ] {
        let ticket = reworded(object.text("ticket"), &[(&of, &other)]);
        let expected = Expected { ticket: &ticket, ..object.expected(&vectors.pack) };
        assert_eq!(verdict(&expected, object.text("verdict")).unwrap_err().code.as_str(), code);
    }
}

/// Law 8: what is possible under the pack is accepted, whether or not it is true.
#[test]
fn a_patched_tab_can_claim_a_class_that_its_answers_do_not_give() {
    let vectors = Vectors::load();
    let object = vectors.object(1);
    let lie = reworded(object.text("verdict"), &[(r#""class":"C3""#, r#""class":"C2""#)]);
    assert!(verdict(&object.expected(&vectors.pack), &lie).is_ok());
}

#[test]
fn a_profile_counts_until_the_end_of_its_last_day_in_the_packs_time_zone() {
    let vectors = Vectors::load();
    let mut object = vectors.object(2);
    let day = object.verdict().claims.iat().day(480).unwrap();
    object.session.profile.as_mut().unwrap().valid_until = day;
    assert!(verdict(&object.expected(&vectors.pack), object.text("verdict")).is_ok());
    let before = prescreen::date::Date::from_days(day.days() - 1).unwrap();
    object.session.profile.as_mut().unwrap().valid_until = before;
    let error = verdict(&object.expected(&vectors.pack), object.text("verdict")).unwrap_err();
    assert_eq!(error.at, "/class_on_file");
}

#[test]
fn a_class_on_file_needs_a_profile_of_the_same_pack() {
    let vectors = Vectors::load();
    let mut object = vectors.object(2);
    object.session.profile.as_mut().unwrap().pack.id = prescreen::id::Id::try_from(String::from("other")).unwrap();
    let error = verdict(&object.expected(&vectors.pack), object.text("verdict")).unwrap_err();
    assert_eq!(error.at, "/class_on_file");
}

#[test]
fn what_the_firm_attests_bars_a_verdict_that_ignores_it() {
    let vectors = Vectors::load();
    for (fact, value) in [("months_trading", r#"3"#), ("birth_date", r#""2015-01-01""#)] {
        let mut session = vectors.object(0).json["session"].clone();
        session["facts"][fact] = serde_json::from_str(value).unwrap();
        let mut object = vectors.object(0);
        object.session = prescreen::Session::read(&session.to_string()).unwrap();
        let error = verdict(&object.expected(&vectors.pack), object.text("verdict")).unwrap_err();
        assert_eq!((error.code.as_str(), error.at.as_str()), ("claim", "/outcome"), "{fact}");
    }
}

/// The tab has one day, the session's: a verdict sent after midnight keeps the profile that held when it was opened.
#[test]
fn a_session_over_midnight_keeps_its_day() {
    let vectors = Vectors::load();
    let objects = vectors.objects();
    let object = objects.iter().find(|object| object.verdict().claims.class_on_file()).unwrap();
    let iat = object.verdict().claims.iat();
    let offset = i64::from(vectors.pack.document().time_zone.offset_minutes) * 60;
    let before_midnight = Instant((iat.0 + offset).div_euclid(86_400) * 86_400 - offset - 60);
    let mut session = object.session.clone();
    session.now = before_midnight;
    session.profile.as_mut().unwrap().valid_until = vectors.pack.day(before_midnight).unwrap();
    let shadows = [&vectors.shadow];
    let held = object.expected_beside(&vectors.pack, &shadows);
    let opened = verdict(&Expected { session: &session, ..held }, object.text("verdict")).unwrap();
    assert!(opened.claims.class_on_file());

    session.now = iat;
    let over = verdict(&Expected { session: &session, ..held }, object.text("verdict")).unwrap_err();
    assert_eq!((over.code.as_str(), over.at.as_str()), ("claim", "/class_on_file"));
}

#[test]
fn a_verdict_of_a_time_after_the_session_is_refused() {
    let vectors = Vectors::load();
    let object = vectors.object(0);
    let mut session = object.session.clone();
    session.expires = Instant(object.now.0 + 1);
    let ahead = Instant(object.now.0 + 30);
    let (before, after) = (object.verdict().claims.iat().0, ahead.0);
    let text = reworded(object.text("verdict"), &[(&format!(r#""iat":{before}"#), &format!(r#""iat":{after}"#))]);
    let expected = object.expected_beside(&vectors.pack, &[]);
    assert!(verdict(&expected, &text).is_ok(), "a tab may be ahead of the server");
    let error = verdict(&Expected { session: &session, ..expected }, &text).unwrap_err();
    assert_eq!((error.code.as_str(), error.at.as_str()), ("claim", "/iat"));
}
