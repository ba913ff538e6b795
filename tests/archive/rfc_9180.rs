//! The suite by the vectors of RFC 9180, appendix A.3.1.

use prescreen_archive::{is_point, open, seal};
use serde_json::Value;

use super::data::data;

fn hex(value: &Value) -> Vec<u8> {
    let text = value.as_str().unwrap();
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

#[test]
fn sealing_and_opening_give_what_the_rfc_says() {
    let name = "sealing_and_opening_give_what_the_rfc_says";
    let Some(path) = data(name, "hpke/base-p256.json") else { return };
    let vectors: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let (setup, known) = (&vectors["setup"], vectors["encryptions"].as_array().unwrap());
    let sequence = |one: &Value| one["sequence number"].as_str().unwrap().parse::<usize>().unwrap();
    let last = known.iter().map(sequence).max().unwrap();
    let of = |number: usize, name: &str| {
        known.iter().find(|one| sequence(one) == number).map(|one| hex(&one[name])).unwrap_or_default()
    };
    let texts: Vec<(Vec<u8>, Vec<u8>)> = (0..=last).map(|number| (of(number, "pt"), of(number, "aad"))).collect();
    let texts: Vec<(&[u8], &[u8])> = texts.iter().map(|(text, aad)| (&text[..], &aad[..])).collect();
    let (info, public) = (hex(&setup["info"]), hex(&setup["pkRm"]));
    let drawn = hex(&setup["ikmE"]).try_into().unwrap();
    let sealed = seal(&public, &info, &texts, drawn).unwrap();
    assert_eq!(sealed.enc, hex(&setup["enc"]));
    for one in known {
        assert_eq!(sealed.ciphertexts[sequence(one)], hex(&one["ct"]), "{}", one["sequence number"]);
    }
    let ciphertexts: Vec<(&[u8], &[u8])> =
        sealed.ciphertexts.iter().zip(&texts).map(|(sealed, (_, aad))| (&sealed[..], *aad)).collect();
    let opened = open(&hex(&setup["skRm"]), &hex(&setup["enc"]), &info, &ciphertexts).unwrap();
    assert!(opened.iter().zip(&texts).all(|(opened, (text, _))| opened == text));
    assert_eq!(opened.len(), last + 1);
}

#[test]
fn only_points_of_the_curve_are_sealed_to() {
    // The base point of P-256 (SEC 2, 2.4.2), and the same with its last bit changed.
    let mut point = vec![4];
    point.extend(hex(&"6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296".into()));
    point.extend(hex(&"4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5".into()));
    assert!(is_point(&point));
    point[64] ^= 1;
    assert!(!is_point(&point));
    assert!(!is_point(&[0; 65]) && !is_point(&[]) && !is_point(&point[..33]));
    assert_eq!(seal(&point, b"", &[], [7; 32]).err().unwrap().code.as_str(), "key");
}
