//! Signatures: published examples, every signed object of the vectors, every changed byte.

#![allow(missing_docs, reason = "tests")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "tests"
)]

#[allow(dead_code, reason = "shared with the tests of verdicts")]
#[path = "verdict/vectors.rs"]
mod vectors;

use prescreen::date::Instant;
use prescreen::terms::base64url;
use prescreen::verdict::jws::Compact;
use prescreen::verdict::verify::Expected;
use prescreen::verdict::{Claims, Opened, PublicKey, Receipt, Signer, Ticket, seal, signature_form};
use prescreen_es256::{self as es256, Es256, ServerKey, Signed as _};
use prescreen_verify::Signatures as _;
use vectors::{Vectors, assert_refused, text};

/// RFC 7515 A.3.
#[test]
fn the_es256_example_of_rfc_7515() {
    let key =
        PublicKey::parse("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0")
            .unwrap();
    let input = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
    let signed = "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
    let signed = base64url::decode_array(signed).unwrap();
    assert!(Es256.verify(&key, input, &signed).is_ok());
    assert!(Es256.verify(&key, &input.replace("A4", "A5"), &signed).is_err());
    // The RFC's own example is the higher of its two forms: it verifies, and is not accepted here.
    assert!(signature_form::check(&signed).is_err());
    let low = signature_form::normalise(&signed).unwrap();
    assert!(Es256.verify(&key, input, &low).is_ok());
}

#[test]
fn every_signed_object_of_the_vectors_verifies() {
    let vectors = Vectors::load();
    let server = server(&vectors);
    for object in vectors.objects() {
        let shadows = [&vectors.shadow];
        let expected = object.expected_beside(&vectors.pack, &shadows);
        assert!(es256::verdict(&expected, object.text("verdict")).is_ok(), "{}", object.name());
        Opened::<prescreen::verdict::Commit>::open(object.text("commit")).unwrap().check_signature().unwrap();
        object.ticket().check_server_signature(&server).unwrap();
        assert!(object.ticket().check_signature().is_err());
    }
    let steps = vectors.positive["steps"]["taken"].as_array().unwrap().iter();
    for jws in steps.filter_map(|step| step["text"].as_str()) {
        Opened::<prescreen::verdict::Confirmation>::open(jws).unwrap().check_signature().unwrap();
    }
    receipt(&vectors).check_server_signature(&server).unwrap();
}

#[test]
fn every_negative_vector_is_refused_with_its_code() {
    let vectors = Vectors::load();
    let negatives = vectors.negatives("verdicts");
    assert!(negatives.len() >= 82, "{} vectors", negatives.len());
    for vector in negatives {
        let object = vectors.object(vector["of"].as_u64().map_or(0, |of| usize::try_from(of).unwrap()));
        let now = vector["now"].as_i64().map_or(object.now, Instant);
        let shadows = [&vectors.shadow];
        let expected = Expected { now, ..object.expected_beside(&vectors.pack, &shadows) };
        assert_refused(vector, es256::verdict(&expected, vector["text"].as_str().unwrap()));
    }
}

#[test]
fn no_changed_byte_goes_unseen() {
    let vectors = Vectors::load();
    let server = server(&vectors);
    let object = vectors.object(0);
    let expected = object.expected(&vectors.pack);
    let receipt = text(&vectors.positive["steps"], "receipt");
    let mut refused = 0;
    for (jws, accepts) in [
        (object.text("verdict"), &(|jws: &str| es256::verdict(&expected, jws).is_ok()) as &dyn Fn(&str) -> bool),
        (object.text("commit"), &|jws| signed_by_session(jws)),
        (object.text("ticket"), &|jws| {
            Opened::<Ticket>::open(jws).is_ok_and(|it| it.check_server_signature(&server).is_ok())
        }),
        (receipt, &|jws| Opened::<Receipt>::open(jws).is_ok_and(|it| it.check_server_signature(&server).is_ok())),
    ] {
        assert!(accepts(jws));
        for position in 0..jws.len() {
            let (before, after) = (&jws[..position], &jws[position + 1..]);
            for flipped in [0x01, 0x02, 0x20] {
                let letter = char::from(jws.as_bytes()[position] ^ flipped);
                let changed = format!("{before}{letter}{after}");
                assert!(!accepts(&changed), "byte {position} changed to {letter:?}: {changed}");
                refused += 1;
            }
            assert!(!accepts(&format!("{before}{after}")), "byte {position} left out");
        }
    }
    assert!(refused > 10_000, "{refused}");
}

#[test]
fn a_server_key_seals_tickets_that_verify() {
    let vectors = Vectors::load();
    let key = ServerKey::from_pkcs8(&ServerKey::generate().unwrap()).unwrap();
    let ticket = vectors.object(0).ticket().claims;
    for _ in 0..8 {
        let opened = Opened::<Ticket>::open(&key.seal(&ticket).unwrap()).unwrap();
        assert_eq!(opened.claims, ticket);
        assert_eq!(opened.signer, Signer::Server(key.public().thumbprint()));
        opened.check_server_signature(key.public()).unwrap();
        let other = opened.check_server_signature(&server(&vectors)).unwrap_err();
        assert_eq!(other.code.as_str(), "key");
    }
    assert_eq!(ServerKey::from_pkcs8(b"no key").unwrap_err().code.as_str(), "key");
    assert_eq!(format!("{key:?}"), "ServerKey(..)");
}

#[test]
fn both_forms_of_a_signature_seal_to_one_text() {
    let vectors = Vectors::load();
    let key = ServerKey::from_pkcs8(&ServerKey::generate().unwrap()).unwrap();
    let ticket = vectors.object(0).ticket().claims;
    let input = ticket.signing_input(&Signer::Server(key.public().thumbprint()));
    let forms: Vec<_> = core::iter::repeat_with(|| key.sign(&input).unwrap()).take(64).collect();
    assert!(forms.iter().any(|form| signature_form::check(form).is_err()), "64 fresh signatures were all low");
    for form in forms {
        let sealed = Compact::open(&seal(&input, &form).unwrap()).unwrap();
        Es256.verify(key.public(), &sealed.signing_input, &sealed.signature).unwrap();
    }
}

fn signed_by_session(jws: &str) -> bool {
    Opened::<prescreen::verdict::Commit>::open(jws).is_ok_and(|it| it.check_signature().is_ok())
}

fn server(vectors: &Vectors) -> PublicKey {
    let key = &vectors.positive["server"];
    PublicKey::parse(text(key, "x"), text(key, "y")).unwrap()
}

fn receipt(vectors: &Vectors) -> Opened<Receipt> {
    Opened::open(text(&vectors.positive["steps"], "receipt")).unwrap()
}
