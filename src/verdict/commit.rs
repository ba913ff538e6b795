//! The commitment: a Merkle root over every answer, posted before any result is shown.
//!
//! Takes pack, session, case and a fresh seed, gives a root that tells nothing by itself and that
//! every single answer can later be opened against. It never draws the seed.

use hmac::digest::KeyInit;
use hmac::digest::generic_array::GenericArray;
use hmac::{Hmac, Mac};
use sha2::{Digest as _, Sha256};

use crate::case::Case;
use crate::id::Id;
use crate::json::{Json, Read, Reader, Write, flat};
use crate::pack::schema::{Item, ItemKind};
use crate::pack::{LeafKind, Pack};
use crate::screen::Screening;
use crate::{Code, objects};

use super::jws::{Claims, Kind};
use crate::terms::base64url;
use crate::terms::{Digest, Nonce};

/// The salt of one leaf.
pub type Salt = [u8; 16];

/// Deepest tree: more than the leaves that a pack can have.
pub const MAX_DEPTH: usize = 16;

const SALT_TAG: &[u8] = b"prescreen/salt/1";
const LEAF_TAG: &[u8] = b"prescreen/leaf/1";
const PAD_TAG: &[u8] = b"prescreen/pad/1";
const CLARIFIED: &str = "clarified";
const RECORD: &str = "record";

/// 256 fresh random bits that all salts of one commitment come from. The person keeps them.
#[derive(Clone)]
pub struct Seed([u8; 32]);

/// The claims of a commitment.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Commit {
    /// The session's id.
    pub session: Id,
    /// The session's nonce.
    pub nonce: Nonce,
    /// The pack's hash.
    pub pack: Digest,
    /// The Merkle root.
    pub commitment: Digest,
}

/// What every leaf of one commitment is bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// The pack's hash.
    pub pack: Digest,
    /// The session's nonce.
    pub nonce: Nonce,
}

/// The name of a leaf: `item/ID`, `fact/ID`, `clarified` or `record`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeafId(String);

/// One committed value.
pub(super) struct Committed {
    pub(super) id: LeafId,
    pub(super) value: Json,
}

/// A Merkle tree, from the leaves up.
#[derive(Debug, Clone)]
pub struct Tree {
    levels: Vec<Vec<Digest>>,
}

impl Seed {
    /// From fresh random bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The seed's bytes, for the person's own record.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The salt of a leaf.
    #[must_use]
    pub fn salt(&self, id: &LeafId) -> Salt {
        // HMAC pads a key to its block with zeros (RFC 2104 §2), so this is the 32-byte key.
        let mut key = GenericArray::default();
        for (slot, byte) in key.iter_mut().zip(self.0) {
            *slot = byte;
        }
        let mut mac = <Hmac<Sha256> as KeyInit>::new(&key);
        mac.update(SALT_TAG);
        mac.update(&[0]);
        mac.update(id.as_str().as_bytes());
        let mut salt = Salt::default();
        for (slot, byte) in salt.iter_mut().zip(mac.finalize().into_bytes()) {
            *slot = byte;
        }
        salt
    }
}

impl core::fmt::Debug for Seed {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Seed(..)")
    }
}

impl Screening<'_> {
    /// Commits to the case.
    #[must_use]
    pub fn commit(&self, seed: &Seed) -> Commit {
        let context = Context { pack: self.pack().hash(), nonce: self.session().nonce };
        let commitment = context.tree(&committed(self.pack(), self.case()), seed).root();
        Commit { session: self.session().id.clone(), nonce: context.nonce, pack: context.pack, commitment }
    }
}

impl Claims for Commit {
    const KIND: Kind = Kind::Commit;
}

objects! {
    Commit { session, nonce, pack, commitment }
    Committed { id, value }
}

impl Context {
    /// The hash of one leaf.
    #[must_use]
    pub fn leaf(&self, id: &LeafId, value: &Json, salt: &Salt) -> Digest {
        let value = value.canonical();
        let mut hash = Sha256::new();
        hash.update([0]);
        hash.update(LEAF_TAG);
        hash.update(self.pack.as_bytes());
        hash.update(self.nonce.as_bytes());
        // INVARIANT: a leaf's id and value are far below these limits, see `LeafId::parse` and the
        // largest case and record that are read.
        hash.update(u16::try_from(id.as_str().len()).unwrap_or(u16::MAX).to_be_bytes());
        hash.update(id.as_str());
        hash.update(u32::try_from(value.len()).unwrap_or(u32::MAX).to_be_bytes());
        hash.update(value);
        hash.update(salt);
        Digest::from_bytes(hash.finalize().into())
    }

    pub(super) fn tree(&self, values: &[Committed], seed: &Seed) -> Tree {
        Tree::of(values.iter().map(|one| self.leaf(&one.id, &one.value, &seed.salt(&one.id))).collect())
    }
}

impl LeafId {
    /// Reads the name of a leaf; none when it is not one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let inner = name.strip_prefix("item/").or_else(|| name.strip_prefix("fact/"));
        let is_id = |inner: &str| Id::try_from(String::from(inner)).is_ok();
        (name == CLARIFIED || name == RECORD || inner.is_some_and(is_id)).then(|| Self(name.into()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the leaf of the clarified contradictions.
    pub(super) fn is_clarified(&self) -> bool {
        self.0 == CLARIFIED
    }
}

impl Read for LeafId {
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        let name = String::read(json, reader);
        if Self::parse(&name).is_none() {
            reader.fail(Code::Range, "expected item/ID, fact/ID, clarified or record");
        }
        Self(name)
    }
}

impl Read for Seed {
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        Self(base64url::read_array(json, reader))
    }
}

impl Write for LeafId {
    fn json(&self) -> Json {
        Json::text(&self.0)
    }
}

impl Write for Seed {
    fn json(&self) -> Json {
        Json::Text(base64url::encode(&self.0))
    }
}

impl Tree {
    /// Builds a tree; leaves are padded to a power of two.
    #[must_use]
    pub fn of(mut leaves: Vec<Digest>) -> Self {
        let width = leaves.len().max(1).next_power_of_two();
        leaves.resize(width, Digest::of(&[&[2], PAD_TAG].concat()));
        let mut levels = vec![leaves];
        while let Some(next) = levels.last().filter(|level| level.len() > 1).map(|level| above(level)) {
            levels.push(next);
        }
        Self { levels }
    }

    /// How many levels of siblings lie above each of a number of leaves.
    #[must_use]
    pub fn depth(leaves: usize) -> usize {
        let levels = leaves.max(1).next_power_of_two().trailing_zeros();
        usize::try_from(levels).unwrap_or(MAX_DEPTH)
    }

    /// The root.
    #[must_use]
    pub fn root(&self) -> Digest {
        let top = self.levels.last().and_then(|level| level.first());
        top.copied().unwrap_or_else(|| Digest::of(&[]))
    }

    /// The siblings of a leaf on the way to the root, lowest first; none beyond the last leaf.
    #[must_use]
    pub fn path(&self, index: usize) -> Option<Vec<Digest>> {
        let below_root = self.levels.len().checked_sub(1)?;
        let levels = self.levels.iter().take(below_root).enumerate();
        levels.map(|(height, level)| level.get((index >> height) ^ 1).copied()).collect()
    }
}

/// The root that a leaf and its path lead to; none when the path is too long for the index.
#[must_use]
pub fn root_of(leaf: Digest, index: usize, path: &[Digest]) -> Option<Digest> {
    if path.len() > MAX_DEPTH || index.checked_shr(u32::try_from(path.len()).ok()?)? != 0 {
        return None;
    }
    let climb = |below: Digest, (height, sibling): (usize, &Digest)| {
        if (index >> height) & 1 == 0 { node(&below, sibling) } else { node(sibling, &below) }
    };
    Some(path.iter().enumerate().fold(leaf, climb))
}

/// The names of all leaves in order: the pack's items and facts, then the clarified contradictions; then who keeps the
/// record, where that is not the person alone.
pub fn names(pack: &Pack) -> impl Iterator<Item = LeafId> {
    let prefix = |kind| match kind {
        LeafKind::Item => "item",
        LeafKind::Fact => "fact",
    };
    let leaves = pack.leaves().map(move |leaf| LeafId(format!("{}/{}", prefix(leaf.kind), leaf.id)));
    let keeper = pack.document().record.committed().map(|_| LeafId(RECORD.into()));
    let mut names: Vec<LeafId> = leaves.collect();
    names.push(LeafId(CLARIFIED.into()));
    names.extend(keeper);
    names.into_iter()
}

/// Every committed value in the order of its name. What is unanswered is null; several options stand
/// in the pack's order.
pub(super) fn committed(pack: &Pack, case: &Case) -> Vec<Committed> {
    let document = pack.document();
    let given = |value: Option<flat::Value<'_>>| value.map_or(Json::Null, flat::Value::json);
    let items = document.items().map(|item| in_order(item, given(case.answers().get(item.id.name()))));
    let facts = pack.leaves().filter(|leaf| leaf.kind == LeafKind::Fact);
    let facts = facts.map(|leaf| {
        let declared = given(case.facts().get(leaf.id.name()));
        match case.found().get(leaf.id) {
            Some(found) => found.beside(declared),
            None => declared,
        }
    });
    let clarified = document.contradictions.iter().map(|contradiction| &contradiction.id);
    let clarified = Json::List(
        clarified
            .filter(|id| case.clarified().any(|kept| matches!(kept, flat::Value::Text(kept) if kept == id.name())))
            .map(Json::text)
            .collect(),
    );
    let mut values: Vec<Json> = items.collect();
    values.extend(facts);
    values.push(clarified);
    values.extend(document.record.committed().map(Json::text));
    names(pack).zip(values).map(|(id, value)| Committed { id, value }).collect()
}

fn in_order(item: &Item, value: Json) -> Json {
    match (item.kind, value) {
        (ItemKind::Multiple, Json::List(chosen)) => {
            let is_chosen = |id: &str| chosen.iter().any(|json| matches!(json, Json::Text(text) if text == id));
            let options = item.options.iter().filter(|option| is_chosen(option.id.as_str()));
            Json::List(options.map(|option| Json::text(&option.id)).collect())
        }
        (_, value) => value,
    }
}

fn above(level: &[Digest]) -> Vec<Digest> {
    let pairs = level.chunks(2).filter_map(|pair| pair.first().zip(pair.last()));
    pairs.map(|(left, right)| node(left, right)).collect()
}

fn node(left: &Digest, right: &Digest) -> Digest {
    Digest::of(&[&[1][..], left.as_bytes(), right.as_bytes()].concat())
}
