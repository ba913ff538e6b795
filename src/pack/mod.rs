//! What the firm decided: schema, load, check, hash, texts.
//!
//! Takes JSON, gives a [`Pack`] in which every reference holds, every condition is typed and every
//! text is there. It must never hold a rule of its own.

pub mod attempts;
mod calendar;
pub mod check;
pub mod compile;
pub mod fields;
pub mod filled;
pub mod knobs;
pub mod limits;
pub mod lint;
pub mod schema;

use crate::Error;
use crate::condition::Condition;
use crate::id::Id;
use crate::json::{self, Json};
use crate::terms::{Digest, GradeIndex, PackRef};

use check::Findings;
use compile::links::position;
use compile::{Compiled, PromiseTable};
use schema::{
    Ceiling, Credit, Dimension, Evidence, Flow, FraudModel, FraudRule, FraudThreshold, Item, Line, Promise, Provider,
};

pub use attempts::Attempt;
pub use filled::{FilledDocument, Fills};
pub use schema::PackDocument;

/// A loaded rule pack.
///
/// Loading costs time once; screening with it does not allocate for the pack.
#[derive(Debug, Clone)]
pub struct Pack {
    document: PackDocument,
    compiled: Compiled,
    reference: PackRef,
}

/// One leaf of the commitment, in pack order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaf<'a> {
    /// Whether it is an item or a fact.
    pub kind: LeafKind,
    /// Its id.
    pub id: &'a Id,
}

/// What a leaf stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeafKind {
    /// A question.
    Item,
    /// A fact that is not derived.
    Fact,
}

impl Pack {
    /// Loads a pack.
    ///
    /// # Errors
    /// The first thing that is wrong with it; [`Pack::check`] gives all.
    pub fn load(text: &str) -> Result<Self, Error> {
        Self::check(text).map_err(|mut errors| errors.swap_remove(0))
    }

    /// Loads a pack that was checked before: by `prescreen pack check`, or by the server that pinned its hash.
    ///
    /// What screening stands on is looked at all the same: the form of every part, every condition, every
    /// id that leads from one part to another. Texts, sources and sense are not.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn load_checked(text: &str) -> Result<Self, Error> {
        let (json, hash) = read(text)?;
        Self::compile(json::read(&json)?, hash).map_err(|mut errors| errors.swap_remove(0))
    }

    /// Loads a pack, or says everything that is wrong with it; never an empty list.
    ///
    /// # Errors
    /// All findings, at most [`check::MAX_FINDINGS`]: first those of its form. Where that is wrong, of everything else what
    /// is true however the form was meant.
    pub fn check(text: &str) -> Result<Self, Vec<Error>> {
        let (json, hash) = read(text).map_err(|error| vec![check::remedy(error)])?;
        let (document, faults) = json::read_explained(&json, check::explain);
        if !faults.is_empty() {
            return Err(check::despite(&json, faults));
        }
        let mut findings = Findings::default();
        check::document(&document, &mut findings);
        findings.none()?;
        Self::compile(document, hash)
    }

    fn compile(document: PackDocument, hash: Digest) -> Result<Self, Vec<Error>> {
        let mut findings = Findings::default();
        let compiled = Compiled::of(&document, &mut findings);
        findings.none()?;
        let reference = PackRef { id: document.id.clone(), version: document.version.clone(), hash };
        match compiled {
            Some(compiled) => Ok(Self { document, compiled, reference }),
            None => Err(findings.into_errors()),
        }
    }

    /// A promise that somebody else wrote, over this pack's fields, classes and grades.
    ///
    /// # Errors
    /// What it names that the pack does not have, or what else is wrong with it; `at` is where it stands.
    pub fn promise(&self, promise: &Promise, at: &str) -> Result<PromiseTable, Vec<Error>> {
        let mut findings = Findings::default();
        check::promise(&self.document, at, promise, &mut findings);
        let when = Condition::compile_explained(&promise.when, &self.compiled.layout.person, &[at, "/when"].concat());
        let when = findings.keep(when);
        findings.none()?;
        let grade = |id: &Option<Id>| {
            id.as_ref().and_then(|id| position(&self.document.matching.grades, id)).map(GradeIndex::new)
        };
        let class_at_most = promise.class_at_most.as_ref().and_then(|class| self.compiled.class_of(class));
        let (grade_at_most, never_bars) = (grade(&promise.grade_at_most), grade(&promise.never_bars));
        let table =
            when.map(|when| PromiseTable { id: promise.id.clone(), when, class_at_most, grade_at_most, never_bars });
        table.ok_or_else(|| findings.into_errors())
    }

    /// The same pack without what it asks of a person's means: for proofs of everything else.
    #[must_use]
    pub fn without_means(&self) -> Self {
        let mut pack = self.clone();
        (pack.document.credit, pack.compiled.credit) = (None, None);
        (pack.document.risk, pack.compiled.risk) = (None, None);
        (pack.document.price, pack.compiled.price) = (None, None);
        pack
    }

    /// The same pack with its price shown, for proofs of it before it is: none where it has no price.
    #[must_use]
    pub fn with_price_shown(&self) -> Option<Self> {
        let mut pack = self.clone();
        pack.document.price.as_mut()?.off = None;
        pack.compiled.price.as_mut()?.off = false;
        Some(pack)
    }

    /// The pack as it is written.
    #[must_use]
    pub fn document(&self) -> &PackDocument {
        &self.document
    }

    /// The pack as screening walks it.
    #[must_use]
    pub fn compiled(&self) -> &Compiled {
        &self.compiled
    }

    /// The pack by name and content.
    #[must_use]
    pub fn reference(&self) -> &PackRef {
        &self.reference
    }

    /// SHA-256 of the pack's canonical JSON (RFC 8785).
    #[must_use]
    pub fn hash(&self) -> Digest {
        self.reference.hash
    }

    /// A text; none when the pack has no such key in that locale.
    #[must_use]
    pub fn text(&self, locale: &str, key: &str) -> Option<&str> {
        self.document.texts.get(locale)?.get(key).map(String::as_str)
    }

    /// Whether the pack has a fact of this name and takes it from a file.
    #[must_use]
    pub fn takes_from_file(&self, fact: &Id) -> bool {
        let facts = &self.document.facts;
        facts.iter().any(|known| known.id == *fact && known.provided_by.contains(&Provider::File))
    }

    /// The currency in which the pack counts a fact, an ISO 4217 code; none where it is no amount of money, or not the
    /// pack's.
    #[must_use]
    pub fn currency_of(&self, fact: &Id) -> Option<&str> {
        self.document.facts.iter().find(|known| known.id == *fact)?.currency.as_deref()
    }

    /// The leaves of a commitment: items, then facts that are not derived.
    pub fn leaves(&self) -> impl Iterator<Item = Leaf<'_>> {
        let items = self.document.items().map(|item| Leaf { kind: LeafKind::Item, id: &item.id });
        let facts = self.document.facts.iter().filter(|fact| fact.derive.is_none());
        items.chain(facts.map(|fact| Leaf { kind: LeafKind::Fact, id: &fact.id }))
    }
}

fn read(text: &str) -> Result<(Json, Digest), Error> {
    let json = Json::parse(text, limits::MAX_PACK_BYTES)?;
    let hash = Digest::of(json.canonical().as_bytes());
    Ok((json, hash))
}

impl Dimension {
    /// The reason code of this dimension's class, `class.DIMENSION`.
    #[must_use]
    pub fn reason_code(&self) -> Id {
        Id::of_parts(&["class.", self.id.as_str()].concat())
    }
}

impl PackDocument {
    /// All items, in the order shown.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.questionnaire.sections.iter().flat_map(|section| &section.items)
    }

    /// The rules over signals; empty where none are collected.
    #[must_use]
    pub fn fraud_rules(&self) -> &[FraudRule] {
        self.fraud.as_ref().map_or(&[], |fraud| &fraud.rules)
    }

    /// The models that the firm brings; empty where it brings none.
    #[must_use]
    pub fn fraud_models(&self) -> &[FraudModel] {
        self.fraud.as_ref().map_or(&[], |fraud| &fraud.models)
    }

    /// The bands that signals can lead to, besides `clear`.
    #[must_use]
    pub fn fraud_bands(&self) -> &[FraudThreshold] {
        self.fraud.as_ref().map_or(&[], |fraud| &fraud.bands)
    }

    /// The reason codes of facts for which what a person can afford is for a person to decide; empty where the pack does not ask.
    pub fn credit_codes(&self) -> impl Iterator<Item = Id> {
        self.credit.iter().flat_map(Credit::fact_codes)
    }

    /// The facts that what a person can afford rests on; empty where the pack does not ask.
    #[must_use]
    pub fn evidence(&self) -> &[Evidence] {
        self.credit.as_ref().map_or(&[], |credit| &credit.evidence)
    }

    /// The ceilings of the limit; empty where the pack does not ask what a person can afford.
    #[must_use]
    pub fn ceilings(&self) -> &[Ceiling] {
        self.credit.as_ref().map_or(&[], |credit| &credit.limit.ceilings)
    }

    /// From which measures of what a fall would do something is done; empty where the pack does not ask.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        self.risk.as_ref().map_or(&[], |risk| &risk.lines)
    }

    /// A flow by id; none where the pack does not have it.
    #[must_use]
    pub fn flow(&self, id: &Id) -> Option<&Flow> {
        self.flows.iter().find(|flow| flow.id == *id)
    }
}
