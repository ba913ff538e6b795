//! Native digests of many seeded cases, for the WebAssembly builds to be compared with.
//!
//! Case `n` of a pack is drawn from a generator that starts at `n`, so that any one can be made
//! again by its number. `cases.mjs` beside this file makes the same cases in JavaScript. Blocks of
//! results are hashed: SHA-256 over one line per case, the canonical JSON of the assessment or of
//! the error's code and pointer. They go to `target/parity/digests.json`; the digest of each single
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

use prescreen::Pack;
use prescreen::json::Json;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use support::applicant::World;
use support::{all_pack_paths, load, read_json, root, screen};

const BLOCK: u32 = 1_000;
const USUAL_CASES: u32 = 100_000;

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
}

fn result(pack: &Pack, world: &World<'_>, n: u32) -> Result {
    let mut mixer = Mixer(n);
    let applicant = world.applicant(&mut |limit| mixer.below(limit));
    let value = match screen(pack, &applicant.session, &applicant.case) {
        Ok(assessment) => serde_json::to_value(&assessment).unwrap(),
        Err(error) => json!({ "error": { "at": error.at, "code": error.code.as_str() } }),
    };
    let text = |key: &str| value[key].as_str().map(String::from);
    let (class, outcome) = (text("class"), text("outcome"));
    let line = Json::parse(&value.to_string(), usize::MAX).unwrap().canonical();
    Result { line, class, outcome }
}

/// The digests of a pack's blocks and, one after the other, of its cases.
fn digests(path: &Path, cases: u32) -> (String, Vec<String>, Vec<u8>) {
    let (pack, document) = (load(path), read_json(path));
    let world = World::of(&document, &pack.hash().to_string());
    let (mut classes, mut outcomes) = (BTreeSet::new(), BTreeSet::new());
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
        }
        blocks.push(block.finalize().iter().map(|byte| format!("{byte:02x}")).collect());
    }
    // Parity over cases that all end alike would show little.
    let reached: BTreeSet<String> = pack.document().classes.list.iter().map(ToString::to_string).collect();
    assert_eq!(classes, reached, "{}", path.display());
    // What a fall would do is worked out of a dozen facts of one account, which few of these people have all of.
    let mut rules = document.clone();
    rules.as_object_mut().unwrap().retain(|part, _| part != "risk");
    let steps = rules.to_string().contains("\"flow\":");
    for (outcome, is_there) in [("proceed", true), ("proceed_after", steps), ("insufficient_evidence", true)] {
        assert!(!is_there || outcomes.contains(outcome), "{}: nobody comes to {outcome}", path.display());
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
