//! The prover natively: states, time and peak memory against items, dimensions and cross-question rules.
//!
//! Each row runs in a process of its own, so that its peak memory is its own. Packs are left in
//! `target/bench/prover` for `prover.mjs`, which measures the same ones in WebAssembly.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a benchmark stops where something is wrong"
)]

use std::fs;
use std::process::Command;
use std::time::Instant;

use prescreen::Pack;
use serde_json::{Value, json};

/// Items, dimensions, rules that read two questions.
const SHAPES: [(usize, usize, usize); 11] = [
    (5, 1, 0),
    (10, 1, 4),
    (20, 1, 0),
    (20, 1, 16),
    (20, 2, 16),
    (20, 3, 16),
    (40, 1, 16),
    (40, 2, 16),
    (40, 3, 16),
    (40, 1, 40),
    (50, 3, 32),
];
/// What a row may take; beyond it the table says so. All rows together stay within three minutes or so.
const LIMIT_SECONDS: u64 = 20;

/// How `timeout` says that it ended a program.
const TIMED_OUT: i32 = 124;

fn main() {
    // Cargo runs a benchmark in its package's folder.
    std::env::set_current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).unwrap();
    if let Some(file) = std::env::args().nth(1).filter(|argument| argument.ends_with(".json")) {
        return one(&file);
    }
    let folder = "target/bench/prover";
    fs::create_dir_all(folder).unwrap();
    let shipped = ["cn-securities", "cn-affordability"];
    let mut files = shipped.map(|name| (name.to_owned(), format!("packs/{name}.json"))).to_vec();
    for (items, dimensions, rules) in SHAPES {
        let name = format!("{items} items, {dimensions} dimensions, {rules} rules");
        let file = format!("{folder}/{items}-{dimensions}-{rules}.json");
        fs::write(&file, with_texts(drawn(items, dimensions, rules)).to_string()).unwrap();
        files.push((name, file));
    }
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!("load before: {}", load.split(' ').next().unwrap_or_default());
    println!("{:<36} {:>10} {:>9} {:>10} {:>9}", "prover, native", "claims ms", "states", "all ms", "peak MB");
    let mut rows = Vec::new();
    for (name, file) in files {
        let program = std::env::current_exe().unwrap();
        let limit = LIMIT_SECONDS.to_string();
        let run = Command::new("timeout").arg(&limit).arg(program).arg(&file).output().unwrap();
        assert!(
            run.status.success() || run.status.code() == Some(TIMED_OUT),
            "{}",
            String::from_utf8_lossy(&run.stderr)
        );
        // The claims come first: what was finished when the time was up is told.
        let mut parts = run.stdout.split(|byte| *byte == b'\n').map(|line| serde_json::from_slice::<Value>(line).ok());
        let (claims, row) = (parts.next().flatten(), parts.next().flatten());
        let stopped = format!("stopped after {LIMIT_SECONDS} s");
        match (&claims, &row) {
            (Some(claims), Some(row)) => println!(
                "{name:<36} {:>10.1} {:>9} {:>10.1} {:>9.1}",
                claims["claims_ms"].as_f64().unwrap(),
                row["states"].as_u64().unwrap(),
                row["all_ms"].as_f64().unwrap(),
                row["peak_mb"].as_f64().unwrap()
            ),
            (Some(claims), None) => println!("{name:<36} {:>10.1} {stopped}", claims["claims_ms"].as_f64().unwrap()),
            (None, _) => println!("{name:<36} {stopped}"),
        }
        rows.push(json!({ "name": name, "file": file, "native": row }));
    }
    fs::write(format!("{folder}/native.json"), json!(rows).to_string()).unwrap();
}

/// One pack: a line on the claims alone, then one on everything.
fn one(file: &str) {
    let pack = Pack::load_checked(&fs::read_to_string(file).unwrap()).unwrap();
    let start = Instant::now();
    let claims = prescreen_prove::claims(&pack).len();
    println!("{}", json!({ "claims_ms": start.elapsed().as_secs_f64() * 1e3 }));
    let start = Instant::now();
    let proof = prescreen_prove::prove(&pack);
    let all_ms = start.elapsed().as_secs_f64() * 1e3;
    assert_eq!(claims, proof.claims.len());
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse::<f64>().ok());
    let row = json!({ "states": proof.states, "all_ms": all_ms, "peak_mb": peak.unwrap_or(f64::NAN) / 1024.0 });
    println!("{row}");
}

/// The same pack with every text that a pack needs, all alike.
fn with_texts(mut pack: Value) -> Value {
    let keys = Pack::load_checked(&pack.to_string()).unwrap().document().required_texts();
    pack["texts"] =
        json!({ "en": keys.into_iter().map(|key| (key, json!("Drawn."))).collect::<serde_json::Map<_, _>>() });
    pack
}

/// A questionnaire of five options each, with bands over every dimension and caps that read two questions.
fn drawn(items: usize, dimensions: usize, rules: usize) -> Value {
    let basis = json!({ "firm": "Drawn." });
    let names: Vec<String> = (0..dimensions).map(|n| format!("d{n}")).collect();
    let item = |n: usize| {
        let option =
            |o: usize| json!({ "id": format!("o{o}"), "points": { &names[n % dimensions]: (o * (3 + n % 4)) } });
        json!({ "id": format!("q{n}"), "kind": "single", "options": (0..5).map(option).collect::<Vec<_>>() })
    };
    let most =
        |dimension: usize| (0..items).filter(|n| n % dimensions == dimension).map(|n| 4 * (3 + n % 4)).sum::<usize>();
    let dimension = |n: usize| {
        let band = |class: usize| {
            let cut = |part: usize| most(n) * part / 5;
            let from = (class > 0).then(|| cut(class));
            let to = (class < 4).then(|| cut(class + 1) - 1);
            json!({ "class": format!("C{}", class + 1), "from": from, "to": to })
        };
        json!({ "id": names[n], "bands": (0..5).map(band).collect::<Vec<_>>(), "basis": basis })
    };
    let cap = |n: usize| {
        let (one, other) = (n % items, (n * 7 + items / 2) % items);
        let other = if one == other { (other + 1) % items } else { other };
        let when = json!({ "$and": [{ format!("q{one}"): "o0" }, { format!("q{other}"): "o4" }] });
        json!({ "id": format!("cap{n}"), "when": when, "class_at_most": format!("C{}", 1 + n % 4), "basis": basis })
    };
    json!({
        "prescreen": 1, "id": "drawn", "version": "1.0.0", "jurisdiction": "XX", "regulator": "none",
        "service": "advised", "time_zone": { "name": "UTC", "offset_minutes": 0 },
        "effective": { "from": "2026-01-01", "to": null }, "locales": ["en"], "sources": {}, "notices": [], "facts": [],
        "questionnaire": { "basis": basis, "sections": [{ "id": "s", "items": (0..items).map(item).collect::<Vec<_>>() }] },
        "classes": {
            "list": ["C1", "C2", "C3", "C4", "C5"],
            "lowest": { "id": "low", "when": { "q0": "o0", "q1": "o0" }, "basis": basis },
            "dimensions": (0..dimensions).map(dimension).collect::<Vec<_>>(), "combination": "min",
            "caps": (0..rules).map(cap).collect::<Vec<_>>(),
        },
        "contradictions": [],
        "matching": {
            "grades": ["R1", "R2", "R3"], "types": ["t"], "terms": ["short"], "tags": [],
            "reach": { "grades": { "C1": "R1", "C2": "R1", "C3": "R2", "C4": "R3", "C5": "R3" }, "basis": basis },
            "rules": [{ "id": "grade", "when": { "grade_fits": false }, "outcome": "refuse", "basis": basis }],
        },
        "attempts": [{ "from": "2026-01-01", "basis": basis }],
        "validity": [{ "from": "2026-01-01", "months": 12, "basis": basis }],
        "never": [], "record": "investor", "disclosure": { "deciding_reason": true }, "texts": {},
    })
}
