//! A browser tab: a key for one session, and signed objects made by hand.

use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};

use crate::process::{Answer, Server, Site};

const ORDER: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6, 0xfa,
    0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A key pair of one session.
pub struct Key {
    pair: EcdsaKeyPair,
    random: SystemRandom,
}

/// A tab that has claimed a session.
pub struct Tab {
    pub key: Key,
    pub token: String,
    /// The session as the server gave it.
    pub session: Value,
    /// What the claim said of the person's attempts.
    pub attempts: Value,
    /// What the claim said that only the firm can give, and did not.
    pub missing_facts: Value,
}

impl Key {
    pub fn new() -> Self {
        let random = SystemRandom::new();
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, document.as_ref(), &random).unwrap();
        Self { pair, random }
    }

    pub fn jwk(&self) -> Value {
        let point = self.pair.public_key().as_ref();
        json!({ "crv": "P-256", "kty": "EC", "x": base64url(&point[1..33]), "y": base64url(&point[33..65]) })
    }

    pub fn jkt(&self) -> String {
        hash(self.jwk().to_string().as_bytes())
    }

    /// Signs with the usual header.
    pub fn seal(&self, kind: &str, payload: &Value) -> String {
        let header = json!({ "alg": "ES256", "jwk": self.jwk(), "typ": format!("prescreen-{kind}+jws") });
        self.seal_with(&header.to_string(), &payload.to_string())
    }

    /// Signs any texts.
    pub fn seal_with(&self, header: &str, payload: &str) -> String {
        let input = format!("{}.{}", base64url(header.as_bytes()), base64url(payload.as_bytes()));
        let signature = self.pair.sign(&self.random, input.as_bytes()).unwrap();
        let mut signature: [u8; 64] = signature.as_ref().try_into().unwrap();
        let twin = negated(&signature[32..]);
        if twin[..] < signature[32..] {
            signature[32..].copy_from_slice(&twin);
        }
        format!("{input}.{}", base64url(&signature))
    }
}

impl Tab {
    /// Opens a session as the firm and claims it.
    pub fn open(server: &Server, opening: &Value) -> Self {
        let opened = server.host_post("/v1/sessions", opening);
        assert_eq!(opened.status, 201, "{}", opened.text);
        let (id, token) = (text(&opened.json, "session"), text(&opened.json, "claim_token"));
        let key = Key::new();
        let claim = json!({ "token": token, "jkt": key.jkt() }).to_string();
        let claimed = server.post(&format!("/v1/sessions/{id}/claim"), "application/json", &claim, &[]).ok();
        Self::of(key, token, claimed)
    }

    /// A tab by what its claim was answered.
    pub fn of(key: Key, token: String, mut claimed: Value) -> Self {
        let mut take = |name: &str| claimed.get_mut(name).unwrap_or_else(|| panic!("no {name}")).take();
        Self { key, token, session: take("session"), attempts: take("attempts"), missing_facts: take("missing_facts") }
    }

    /// Claims the session again, at an address of it.
    pub fn claim(&self, server: &Site, path: &str) -> Answer {
        let claim = json!({ "token": self.token, "jkt": self.key.jkt() }).to_string();
        server.post(path, "application/json", &claim, &[])
    }

    pub fn path(&self, rest: &str) -> String {
        format!("/v1/sessions/{}{rest}", text(&self.session, "id"))
    }

    pub fn commit_claims(&self, commitment: &str) -> Value {
        json!({
            "suite": "prescreen-es256-1",
            "session": self.session["id"],
            "nonce": self.session["nonce"],
            "pack": self.session["pack"]["hash"],
            "commitment": hash(commitment.as_bytes()),
        })
    }

    /// Commits to something; the server cannot tell what.
    pub fn commit(&self, server: &Site) -> Answer {
        server.jose(&self.path("/commit"), &self.key.seal("commit", &self.commit_claims("answers")))
    }

    /// Commits, and gives the ticket.
    pub fn ticket(&self, server: &Site) -> String {
        text(&self.commit(server).ok(), "ticket")
    }

    /// The claims of an honest verdict: an assessed C2, or the purchase on file above it.
    pub fn verdict_claims(&self, ticket: &str) -> Value {
        let product = &self.session["product"];
        let purchase = !product.is_null();
        json!({
            "suite": "prescreen-es256-1",
            "aud": self.session["audience"],
            "purpose": self.session["purpose"],
            "session": self.session["id"],
            "nonce": self.session["nonce"],
            "subject": self.session["subject"],
            "ticket": hash(ticket.as_bytes()),
            "commitment": claims(ticket)["commitment"],
            "pack": self.session["pack"],
            "variant": self.session["variant"],
            "product": if purchase { json!({ "id": product["id"], "hash": hash(product.to_string().as_bytes()) }) } else { Value::Null },
            "permission": self.session["permission"],
            "class": "C2",
            "class_on_file": purchase,
            "outcome": if purchase { "proceed_after" } else { "proceed" },
            "reasons": [if purchase { "match.above-class" } else { "class.risk" }],
            "flows": if purchase { json!(["above-class"]) } else { json!([]) },
            "session_check": if self.session["pack"]["id"] == "cn-securities" { json!("clear") } else { Value::Null },
            "shadow": Value::Null,
            "credit": Value::Null,
            "tier": if purchase { self.session["profile"]["tier"].clone() } else { json!("declared") },
            "iat": self.session["now"],
        })
    }

    pub fn verdict(&self, ticket: &str) -> String {
        self.key.seal("verdict", &self.verdict_claims(ticket))
    }

    pub fn step_claims(&self, verdict: &str, flow: &str, step: &str, document: Value) -> Value {
        json!({
            "suite": "prescreen-es256-1",
            "session": self.session["id"],
            "nonce": self.session["nonce"],
            "verdict": hash(verdict.as_bytes()),
            "flow": flow,
            "step": step,
            "document": document,
            "locale": "en",
        })
    }

    /// Confirms a step of `above-class`; one with a document shows the warning.
    pub fn step(&self, verdict: &str, step: &str) -> String {
        let document = if matches!(step, "told" | "signed") { warning().into() } else { Value::Null };
        self.key.seal("step", &self.step_claims(verdict, "above-class", step, document))
    }
}

/// The hash of the warning as a person with C2 sees it for the fund.
pub fn warning() -> String {
    let shown = json!({
        "body": "Your class is C2. Fund One is graded R3.",
        "id": "warning",
        "locale": "en",
        "title": "Above your class",
        "version": 1,
    });
    hash(shown.to_string().as_bytes())
}

pub fn text(json: &Value, name: &str) -> String {
    json[name].as_str().unwrap_or_else(|| panic!("no {name} in {json}")).into()
}

/// The claims of a signed object, unchecked.
pub fn claims(jws: &str) -> Value {
    let payload = prescreen::terms::base64url::decode(jws.split('.').nth(1).unwrap()).unwrap();
    serde_json::from_slice(&payload).unwrap()
}

pub fn hash(bytes: &[u8]) -> String {
    base64url(digest(&SHA256, bytes).as_ref())
}

pub fn base64url(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let number =
            chunk.iter().chain([0, 0].iter()).take(3).fold(0_usize, |number, byte| number << 8 | usize::from(*byte));
        for place in 0..=chunk.len() {
            text.push(char::from(ALPHABET[number >> (18 - 6 * place) & 63]));
        }
    }
    text
}

/// n − s, the other signature of the same text.
pub fn negated(s: &[u8]) -> [u8; 32] {
    let mut result = [0; 32];
    let mut borrow = 0_i32;
    for place in (0..32).rev() {
        let difference = i32::from(ORDER[place]) - i32::from(s[place]) - borrow;
        borrow = i32::from(difference < 0);
        result[place] = (difference + 256 * borrow) as u8;
    }
    result
}
