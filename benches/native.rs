//! The core natively: screening a parsed case, verifying a verdict, and scoring a model.
//!
//! Draws the cases and the model that every peer of `run.mjs` takes as well, and leaves them with its own
//! answers in `target/bench`. Each figure is the median of many rounds.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a benchmark stops where something is wrong"
)]

#[path = "native/trees.rs"]
mod trees;

use std::collections::BTreeMap;
use std::fs;
use std::hint::black_box;
use std::time::Instant;

use prescreen::date::Instant as Seconds;
use prescreen::terms::Digest;
use prescreen::verdict::verify::Expected;
use prescreen::verdict::{Claims, Opened, Seed, Signer, Ticket, Verdict, jws};
use prescreen::{Case, Pack, Screening, Session};
use prescreen_es256::{self as es256, ServerKey};
use serde_json::{Value, json};

const CASES: usize = 2_000;
const ROUNDS: usize = 41;
const NOW: i64 = 1_795_406_400;

fn main() {
    // Cargo runs a benchmark in its package's folder.
    std::env::set_current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).unwrap();
    let text = fs::read_to_string("packs/cn-securities.json").unwrap();
    let pack = Pack::load(&text).unwrap();
    let session = session(&pack);
    let cases: Vec<Value> = draw(&pack);
    let read = Session::read(&session.to_string()).unwrap();
    let parsed: Vec<Case> = cases.iter().map(|case| Case::read(&case.to_string()).unwrap()).collect();
    let answers: Vec<Value> =
        parsed.iter().map(|case| answer(Screening::of(&pack, &read, case).unwrap().assessment())).collect();

    let screen = median(|| {
        for case in &parsed {
            black_box(Screening::of(&pack, &read, black_box(case)).unwrap());
        }
        parsed.len()
    });
    let verdict = sealed(&pack, &read, &parsed[0]);
    let expected = Expected {
        pack: &pack,
        shadows: &[],
        session: &read,
        ticket: &verdict.ticket,
        jkt: verdict.jkt,
        now: Seconds(NOW + 60),
    };
    let verify = median(|| {
        for _ in 0..200 {
            black_box(es256::verdict(&expected, black_box(&verdict.text)).unwrap());
        }
        200
    });

    fs::create_dir_all("target/bench").unwrap();
    let trees = trees::bench(|round| median(round));
    let native = json!({ "screen_us": screen / 1e3, "verdicts_per_second": 1e9 / verify, "trees": &trees });
    fs::write("target/bench/native.json", native.to_string()).unwrap();
    fs::write("target/bench/cases.json", json!({ "session": session, "cases": cases, "answers": answers }).to_string())
        .unwrap();
    println!("screen, parsed case to assessment: {:.2} µs", screen / 1e3);
    println!(
        "model of 200 × 31 leaves, a row:     {:.2} µs, in a batch {:.2} µs",
        trees["one_us"].as_f64().unwrap(),
        trees["batch_us"].as_f64().unwrap()
    );
    println!("verdict verification, one core:    {:.0} a second", 1e9 / verify);
}

/// What every peer has to answer as well: the class and the reasons, sorted.
fn answer(assessment: &prescreen::Assessment) -> Value {
    let mut reasons: Vec<String> = assessment.reasons.iter().map(|reason| reason.code.to_string()).collect();
    reasons.sort();
    json!({ "class": assessment.class, "reasons": reasons })
}

/// Nanoseconds an operation, the median of the rounds.
fn median(mut round: impl FnMut() -> usize) -> f64 {
    let mut rounds: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            let operations = round();
            start.elapsed().as_nanos() as f64 / operations as f64
        })
        .collect();
    rounds.sort_by(f64::total_cmp);
    rounds[ROUNDS / 2]
}

fn session(pack: &Pack) -> Value {
    json!({
        "id": "bench", "nonce": "A".repeat(43), "audience": "https://broker.example", "subject": "someone",
        "purpose": "account_opening", "pack": pack.reference(), "variant": "base", "now": NOW, "expires": NOW + 7200,
        "product": null, "profile": null,
        "facts": {
            "birth_date": "1980-05-01", "civil_capacity": true, "category": "ordinary", "months_trading": 120,
        },
    })
}

/// Complete answers, drawn by a fixed generator, with every clarification given.
fn draw(pack: &Pack) -> Vec<Value> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut below = move |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % limit as u64).unwrap()
    };
    let clarified: Vec<&str> = pack.document().contradictions.iter().map(|one| one.id.as_str()).collect();
    let mut one = || {
        let items = pack.document().items().map(|item| {
            let option = &item.options[below(item.options.len())].id;
            let answer = if item.pick.is_some() { json!([option]) } else { json!(option) };
            (item.id.as_str(), answer)
        });
        let answers: BTreeMap<&str, Value> = items.collect();
        json!({ "answers": answers, "clarified": clarified })
    };
    (0..CASES).map(|_| one()).collect()
}

struct Sealed {
    ticket: String,
    text: String,
    jkt: Digest,
}

fn sealed(pack: &Pack, session: &Session, case: &Case) -> Sealed {
    let key = || ServerKey::from_pkcs8(&ServerKey::generate().unwrap()).unwrap();
    let (server, tab) = (key(), key());
    let signer = Signer::Session(*tab.public());
    let screening = Screening::of(pack, session, case).unwrap();
    let commit = screening.commit(&Seed::new([7; 32]));
    let ticket = server
        .seal(&Ticket {
            session: commit.session,
            nonce: commit.nonce,
            pack: commit.pack,
            jkt: signer.thumbprint(),
            commitment: commit.commitment,
            attempt: 1,
            of: None,
            iat: Seconds(NOW),
            exp: Seconds(NOW + 7200),
        })
        .unwrap();
    let opened = Opened::<Ticket>::open(&ticket).unwrap();
    let jkt = signer.thumbprint();
    let verdict = Verdict::minimise(&screening, &opened, commit.commitment, jkt, Seconds(NOW), None).unwrap();
    let input = verdict.signing_input(&signer);
    let text = jws::seal(&input, &tab.sign(&input).unwrap()).unwrap();
    Sealed { ticket, text, jkt: signer.thumbprint() }
}
