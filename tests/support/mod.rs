//! What several test files share: the shipped packs, sessions and cases for them, a seeded generator.
#![allow(dead_code, reason = "each test file uses its own part")]

pub mod applicant;
mod root;

pub use root::root;

use std::path::{Path, PathBuf};

use prescreen::pack::schema::{Item, ItemKind};
use prescreen::{Pack, Screening};
use serde_json::{Map, Value, json};

/// A file as text.
pub fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A file as JSON.
pub fn read_json(path: &Path) -> Value {
    serde_json::from_str(&read(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The paths of all shipped packs, in the order of their names.
pub fn pack_paths() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join("packs")).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    assert!(!paths.is_empty(), "no packs");
    paths
}

/// The shipped packs, and one that has every part a pack can have.
pub fn all_pack_paths() -> Vec<PathBuf> {
    let mut paths = pack_paths();
    paths.push(root().join("tests/vectors/every-part/pack.json"));
    paths
}

/// All shipped packs.
pub fn packs() -> Vec<Pack> {
    pack_paths().iter().map(|path| load(path)).collect()
}

/// A pack, or everything that is wrong with it.
pub fn load(path: &Path) -> Pack {
    Pack::check(&read(path)).unwrap_or_else(|errors| {
        let list: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("{}:\n{}", path.display(), list.join("\n"))
    })
}

/// Seconds since 1970 at noon of the day after a pack comes into force, in its time zone.
pub fn now(pack: &Pack) -> i64 {
    let document = pack.document();
    (i64::from(document.effective.from.days()) + 1) * 86_400 + 43_200
        - i64::from(document.time_zone.offset_minutes) * 60
}

/// A session for a new assessment in which the firm attests nothing.
pub fn session(pack: &Pack) -> Value {
    let reference = pack.reference();
    json!({
        "id": "s-1",
        "nonce": "A".repeat(43),
        "audience": "https://broker.example",
        "subject": "p-1",
        "purpose": "assessment",
        "pack": { "id": reference.id, "version": reference.version, "hash": reference.hash },
        "variant": "base",
        "now": now(pack),
        "expires": now(pack) + 3600,
        "product": null,
        "profile": null,
        "facts": {},
    })
}

/// Puts the members of a partial document in place of another's.
pub fn merge(base: &mut Value, over: &Value) {
    for (key, value) in over.as_object().into_iter().flatten() {
        base[key] = value.clone();
    }
}

/// How a pattern fills the items that a case leaves out.
#[derive(Clone, Copy, Debug)]
pub enum Fill {
    Most,
    Least,
    First,
    Last,
}

impl Fill {
    pub fn named(name: &str) -> Self {
        match name {
            "max" => Self::Most,
            "min" => Self::Least,
            "first" => Self::First,
            "last" => Self::Last,
            other => panic!("unknown pattern {other}"),
        }
    }

    /// The answer that the pattern gives to an item.
    pub fn answer(self, item: &Item) -> Value {
        let points = |n: &usize| item.options[*n].points.values().map(|points| i64::from(*points)).sum::<i64>();
        let all = 0..item.options.len();
        let option = match self {
            // Of equal options the first counts.
            Self::Most => all.rev().max_by_key(points),
            Self::Least => all.min_by_key(points),
            Self::First => Some(0),
            Self::Last => item.options.len().checked_sub(1),
        };
        answer(item, &[option.unwrap()])
    }
}

/// The answer that chooses these options; of a number's interval, an end.
pub fn answer(item: &Item, options: &[usize]) -> Value {
    let first = &item.options[options[0]];
    match item.kind {
        ItemKind::Single => json!(first.id),
        ItemKind::Multiple => options.iter().map(|option| json!(item.options[*option].id)).collect(),
        ItemKind::Number => json!(first.from.or(first.to).unwrap_or(0)),
    }
}

/// Answers to every item by a pattern.
pub fn answers(pack: &Pack, fill: Fill) -> Map<String, Value> {
    pack.document().items().map(|item| (item.id.to_string(), fill.answer(item))).collect()
}

/// Screens documents that are given as JSON values.
pub fn screen(pack: &Pack, session: &Value, case: &Value) -> Result<prescreen::Assessment, prescreen::Error> {
    let session = prescreen::Session::read(&session.to_string())?;
    let case = prescreen::Case::read(&case.to_string())?;
    Screening::of(pack, session, case).map(|screening| screening.assessment().clone())
}

/// SplitMix64: small, seeded, the same everywhere.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit).unwrap()).unwrap()
    }

    pub fn one_in(&mut self, chances: usize) -> bool {
        self.below(chances) == 0
    }
}
