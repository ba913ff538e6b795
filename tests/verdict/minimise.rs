//! From a case to the text that is signed: byte for byte what the vectors say.

use prescreen::date::Instant;
use prescreen::terms::Digest;
use prescreen::verdict::commit::{Context, Tree, names, root_of};
use prescreen::verdict::{Claims, Commit, Opened, Verdict};
use prescreen::{Mismatch, Screening};

use super::vectors::{Vectors, text};

#[test]
fn a_commitment_is_the_merkle_root_of_the_vectors() {
    let vectors = Vectors::load();
    for object in vectors.objects() {
        let commit = object.screening(&vectors.pack).commit(&object.seed);
        assert_eq!(commit.commitment.to_string(), object.text("commitment"), "{}", object.name());
        let opened = Opened::<Commit>::open(object.text("commit")).unwrap();
        assert_eq!(commit, opened.claims, "{}", object.name());
        assert_eq!(commit.signing_input(&opened.signer), opened.signing_input, "{}", object.name());
    }
}

#[test]
fn leaves_and_salts_are_those_of_the_vectors() {
    let vectors = Vectors::load();
    let object = vectors.object(0);
    let context = Context { pack: vectors.pack.hash(), nonce: object.session.nonce };
    let leaves = object.json["leaves"].as_array().unwrap();
    assert_eq!(names(&vectors.pack).count(), leaves.len());
    for (id, leaf) in names(&vectors.pack).zip(leaves) {
        let salt = object.seed.salt(&id);
        let value = prescreen::json::Json::parse(&leaf["value"].to_string(), 1000).unwrap();
        assert_eq!(id.as_str(), text(leaf, "id"));
        assert_eq!(prescreen::terms::base64url::encode(&salt), text(leaf, "salt"));
        assert_eq!(context.leaf(&id, &value, &salt).to_string(), text(leaf, "leaf"));
    }
}

#[test]
fn every_leaf_of_every_tree_leads_to_the_root() {
    for count in [1_usize, 2, 3, 5, 8, 9, 33] {
        let leaves: Vec<Digest> = (0..count).map(|n| Digest::of(&n.to_be_bytes())).collect();
        let tree = Tree::of(leaves.clone());
        for (index, leaf) in leaves.iter().enumerate() {
            let path = tree.path(index).unwrap();
            assert_eq!(path.len(), Tree::depth(count));
            assert_eq!(root_of(*leaf, index, &path), Some(tree.root()));
            assert_ne!(root_of(Digest::of(b"other"), index, &path), Some(tree.root()));
            assert_eq!(root_of(*leaf, index + (1 << path.len()), &path), None);
        }
    }
}

#[test]
fn a_verdict_is_the_signing_input_of_the_vectors() {
    let vectors = Vectors::load();
    for object in vectors.objects() {
        let screening = object.screening(&vectors.pack);
        let opened = object.verdict();
        let shadow = opened.claims.shadow().map(|_| &vectors.shadow);
        let verdict = object.minimised(&screening, opened.claims.iat(), shadow).unwrap();
        assert_eq!(verdict, opened.claims, "{}", object.name());
        assert_eq!(verdict.signing_input(&opened.signer), opened.signing_input, "{}", object.name());
    }
}

#[test]
fn the_order_in_which_options_were_ticked_does_not_show() {
    let vectors = Vectors::load();
    let object = vectors.object(0);
    let of = |aims: &str| {
        let case = format!(r#"{{"answers": {{"aims": {aims}}}}}"#);
        let case = prescreen::Case::read(&case).unwrap();
        Screening::of(&vectors.pack, &object.session, case).unwrap().commit(&object.seed).commitment
    };
    assert_eq!(of(r#"["keep", "growth"]"#), of(r#"["growth", "keep"]"#));
    assert_ne!(of(r#"["keep", "growth"]"#), of(r#"["growth"]"#));
}

#[test]
fn a_case_that_does_not_fit_the_pack_is_not_committed_to() {
    let vectors = Vectors::load();
    let object = vectors.object(0);
    for case in [
        r#"{"answers": {"hobby": "chess"}}"#,
        r#"{"answers": {"loss": "half"}}"#,
        r#"{"facts": {"birth_date": "1990-01-01"}}"#,
    ] {
        let case = prescreen::Case::read(case).unwrap();
        assert!(Screening::of(&vectors.pack, &object.session, case).is_err());
    }
}

#[test]
fn a_ticket_of_another_session_makes_no_verdict() {
    let vectors = Vectors::load();
    let (here, there) = (vectors.object(0), vectors.object(1));
    let screening = here.screening(&vectors.pack);
    let (commitment, jkt) = (here.ticket().claims.commitment, here.ticket().claims.jkt);
    let refused = Verdict::minimise(&screening, &there.ticket(), commitment, jkt, Instant(0), None).unwrap_err();
    assert_eq!(refused.code.as_str(), "claim");
}

#[test]
fn a_ticket_of_another_key_or_commitment_makes_no_verdict() {
    let vectors = Vectors::load();
    let object = vectors.object(0);
    let screening = object.screening(&vectors.pack);
    let ticket = object.ticket();
    let (commitment, jkt) = (screening.commit(&object.seed).commitment, ticket.claims.jkt);
    let other = Digest::of(b"other");
    let code = |commitment, jkt| {
        let verdict = Verdict::minimise(&screening, &ticket, commitment, jkt, object.now, None);
        verdict.map_err(|error| (error.code.as_str(), error.mismatch)).map(drop)
    };
    assert_eq!(code(commitment, jkt), Ok(()));
    assert_eq!(code(other, jkt), Err(("claim", Some(Mismatch::Commitment))));
    assert_eq!(code(commitment, other), Err(("key", None)));
}
