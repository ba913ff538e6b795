//! Native digests of many seeded cases, for the WebAssembly builds to be compared with.
//!
//! Case `n` of a pack is drawn from a generator that starts at `n`, so that any one can be made
//! again by its number. `cases.mjs` beside this file makes the same cases in JavaScript. Blocks of
//! results are hashed: SHA-256 over one line per case, the canonical JSON of the assessment and the
//! numbers of limit, fall and price, or the error's code and pointer. They go to `target/parity/digests.json`; the digest of each single
//! case, to name the first that differs, to `target/parity/` and the pack's hash.
//!
//! `PRESCREEN_PARITY_CASES` sets the number of cases per pack.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test"
)]

#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeSet;
use std::path::Path;

use prescreen::case::Found;
use prescreen::id::Id;
use prescreen::json::Json;
use prescreen::terms::{FactValue, FileTier, Put};
use prescreen::{Pack, Screening};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use support::applicant::{Applicant, World};
use support::{all_pack_paths, load, read_json, root};

const BLOCK: u32 = 1_000;
const USUAL_CASES: u32 = 100_000;
/// The parts of a pack that give numbers, in the order of the module.
const PARTS: [&str; 3] = ["credit", "risk", "price"];

/// A 32-bit mixer that JavaScript can follow with `Math.imul`.
struct Mixer(u32);

impl Mixer {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 16)).wrapping_mul(0x21f0_aaad);
        mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x735a_2d97);
        mixed ^= mixed >> 15;
        usize::try_from(mixed).unwrap() % limit
    }
}

/// What came out of one case.
struct Result {
    line: String,
    class: Option<String>,
    outcome: Option<String>,
    /// Whether there are numbers of a limit, of a fall and of a price.
    parts: Vec<bool>,
}

fn result(pack: &Pack, world: &World<'_>, n: u32) -> Result {
    let mut mixer = Mixer(n);
    let applicant = world.applicant(&mut |limit| mixer.below(limit));
    let (value, numbers) = match screening(pack, &applicant) {
        Ok(screening) => (serde_json::to_value(screening.assessment()).unwrap(), numbers(&screening)),
        Err(error) => (json!({ "error": { "at": error.at, "code": error.code.as_str() } }), String::new()),
    };
    let text = |key: &str| value[key].as_str().map(String::from);
    let (class, outcome) = (text("class"), text("outcome"));
    let line = Json::parse(&value.to_string(), usize::MAX).unwrap().canonical() + &numbers;
    Result { line, class, outcome, parts: numbers.split('/').map(|part| !part.trim().is_empty()).collect() }
}

/// The applicant's case with what was found, as a page comes to it: screened without it first.
fn screening<'p>(pack: &'p Pack, applicant: &Applicant) -> core::result::Result<Screening<'p>, prescreen::Error> {
    let session = prescreen::Session::read(&applicant.session.to_string())?;
    let case = prescreen::Case::read(&applicant.case.to_string())?;
    let screening = Screening::of(pack, session, case)?;
    let found = applicant.found.as_object().unwrap();
    if found.is_empty() { Ok(screening) } else { screening.with_found(found.iter().map(found_of)) }
}

fn found_of((fact, of): (&String, &Value)) -> (Id, Found) {
    let value = match &of["value"] {
        Value::Bool(value) => FactValue::Boolean(*value),
        Value::String(value) => FactValue::Text(value.clone()),
        value => FactValue::Integer(value.as_i64().unwrap()),
    };
    let tier = if of["tier"] == "parsed" { FileTier::Parsed } else { FileTier::Consistent };
    (Id::try_from(fact.clone()).unwrap(), Found { value, tier, currency: of["currency"].as_str().map(String::from) })
}

/// The numbers behind a result, as the module writes them: each part's after a blank, a dash for none, a slash after a part.
fn numbers(screening: &Screening<'_>) -> String {
    let mut written = String::from(" ");
    let mut part = |numbers: &dyn Fn(Put<'_>) -> Option<()>| {
        let mut own = String::new();
        let there = numbers(&mut |number| own += &number.map_or_else(|| " -".into(), |number| format!(" {number}")));
        written += &there.map_or_else(String::new, |()| own);
        written.push('/');
    };
    part(&|put| screening.credit_numbers(put));
    part(&|put| screening.risk_numbers(put));
    part(&|put| screening.price_numbers(put));
    written
}

/// The digests of a pack's blocks and, one after the other, of its cases.
fn digests(path: &Path, cases: u32) -> (String, Vec<String>, Vec<u8>) {
    let (pack, document) = (load(path), read_json(path));
    let world = World::of(&document, &pack.hash().to_string());
    let (mut classes, mut outcomes, mut parts) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let (mut blocks, mut singles) = (Vec::new(), Vec::new());
    for start in (0..cases).step_by(BLOCK as usize) {
        let mut block = Sha256::new();
        for n in start..cases.min(start + BLOCK) {
            let result = result(&pack, &world, n);
            let line = result.line + "\n";
            block.update(&line);
            singles.extend(Sha256::digest(&line));
            classes.extend(result.class);
            outcomes.extend(result.outcome);
            parts.extend(PARTS.into_iter().zip(result.parts).filter_map(|(part, is_there)| is_there.then_some(part)));
        }
        blocks.push(block.finalize().iter().map(|byte| format!("{byte:02x}")).collect());
    }
    // Parity over cases that all end alike would show little.
    let reached: BTreeSet<String> = pack.document().classes.list.iter().map(ToString::to_string).collect();
    assert_eq!(classes, reached, "{}", path.display());
    // What a fall leads to depends on a dozen amounts that fit together: a few of all cases, none of some.
    let mut rules = document.clone();
    rules.as_object_mut().unwrap().retain(|part, _| part != "risk" || cases >= USUAL_CASES);
    let steps = rules.to_string().contains("\"flow\":");
    for (outcome, is_there) in [("proceed", true), ("proceed_after", steps), ("insufficient_evidence", true)] {
        assert!(!is_there || outcomes.contains(outcome), "{}: nobody comes to {outcome}", path.display());
    }
    for part in PARTS {
        assert_eq!(parts.contains(part), document[part].is_object(), "{}: numbers of {part}", path.display());
    }
    (pack.reference().hash.to_string(), blocks, singles)
}

#[test]
fn native_digests() {
    let cases = std::env::var("PRESCREEN_PARITY_CASES").map_or(USUAL_CASES, |text| text.parse().unwrap());
    let folder = root().join("target/parity");
    // Digests of earlier packs would stay behind.
    std::fs::remove_dir_all(&folder).ok();
    std::fs::create_dir_all(&folder).unwrap();
    let paths = all_pack_paths();
    let made: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = paths.iter().map(|path| scope.spawn(move || digests(path, cases))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let mut packs = Map::new();
    for (path, (hash, blocks, singles)) in paths.iter().zip(made) {
        std::fs::write(folder.join(&hash), singles).unwrap();
        let file = path.strip_prefix(root()).unwrap().to_str().unwrap();
        packs.insert(file.into(), json!({ "hash": hash, "blocks": blocks }));
    }
    let digests: Value = json!({ "cases": cases, "block": BLOCK, "packs": packs });
    std::fs::write(folder.join("digests.json"), format!("{digests:#}\n")).unwrap();
}

#[test]
fn a_case_is_made_again_by_its_number() {
    for path in all_pack_paths() {
        let (pack, document) = (load(&path), read_json(&path));
        let world = World::of(&document, &pack.hash().to_string());
        for n in [0, 17, 3_999] {
            assert_eq!(result(&pack, &world, n).line, result(&pack, &world, n).line);
        }
    }
}
