//! The tables that screening and proving walk: each holds all that is needed of its part of the document.

use crate::condition::Condition;
use crate::id::Id;
use crate::pack::schema::within;
use crate::pack::schema::{Concern, ItemKind, Pick, Severity};
use crate::terms::{
    BasicIndex, ClassIndex, FieldIndex, FraudBand, GradeIndex, ItemIndex, OptionSet, Outcome, Purpose, Tier,
};

use super::signals::ModelTable;
use super::sources::Source;

/// A question's options, points and marks.
#[derive(Debug, Clone)]
pub struct ItemTable {
    /// Its id.
    pub id: Id,
    /// How it is answered.
    pub kind: ItemKind,
    /// How several options score.
    pub pick: Option<Pick>,
    /// Options in order.
    pub options: Vec<OptionTable>,
    /// All marks of its options.
    pub marks: OptionSet,
    /// The options that are chosen alone or not at all.
    pub alone: OptionSet,
}

impl ItemTable {
    /// The options of an answer, in order.
    pub fn chosen(&self, chosen: OptionSet) -> impl Iterator<Item = &OptionTable> + Clone {
        self.options.iter().enumerate().filter(move |(n, _)| chosen.contains(*n)).map(|(_, option)| option)
    }

    /// Whether these options can be chosen together.
    #[must_use]
    pub fn go_together(&self, chosen: OptionSet) -> bool {
        chosen.len() < 2 || !self.alone.meets(chosen)
    }
}

/// An option's points and marks.
#[derive(Debug, Clone)]
pub struct OptionTable {
    /// Its id.
    pub id: Id,
    /// Points per basic dimension.
    pub points: Vec<i32>,
    /// Its marks, as options of the field `marks`.
    pub marks: OptionSet,
    /// The interval of a number, both ends included.
    pub interval: (i64, i64),
}

/// A fact.
#[derive(Debug, Clone)]
pub struct FactTable {
    /// Its id.
    pub id: Id,
    /// What it is made of; none when it is given.
    pub derivation: Option<Derivation>,
    /// Whether the person can bring it, typed in or in a file.
    pub from_person: bool,
}

/// A derived fact, over fields.
#[derive(Debug, Clone)]
pub enum Derivation {
    /// Completed years since the date.
    AgeOn(FieldIndex),
    /// Completed months since the date.
    MonthsSince(FieldIndex),
    /// The least.
    Min(Vec<FieldIndex>),
    /// The greatest.
    Max(Vec<FieldIndex>),
    /// Basis points.
    ShareBp(FieldIndex, FieldIndex),
}

impl Derivation {
    /// The fields that it is made from.
    #[must_use]
    pub fn operands(&self) -> Vec<FieldIndex> {
        match self {
            Self::AgeOn(field) | Self::MonthsSince(field) => vec![*field],
            Self::Min(fields) | Self::Max(fields) => fields.clone(),
            Self::ShareBp(part, whole) => vec![*part, *whole],
        }
    }
}

/// A basic dimension or one with bands, by its place in the document.
#[derive(Debug, Clone)]
pub struct Measure {
    /// The dimension.
    pub dimension: Id,
    /// The reason code of its class.
    pub code: Id,
    /// Basic dimensions that add up.
    pub parts: Vec<BasicIndex>,
    /// In rising order.
    pub bands: Vec<BandTable>,
}

impl Measure {
    /// The band that a score falls in; none where the pack was loaded unchecked and has none.
    #[must_use]
    pub fn band(&self, score: i64) -> Option<&BandTable> {
        self.bands.iter().find(|band| band.holds(score))
    }
}

/// Scores that mean one class.
#[derive(Debug, Clone, Copy)]
pub struct BandTable {
    /// Least points; none for open.
    pub from: Option<i32>,
    /// Most points; none for open.
    pub to: Option<i32>,
    /// The class.
    pub class: ClassIndex,
}

impl BandTable {
    /// Whether a score falls in it.
    #[must_use]
    pub fn holds(&self, score: i64) -> bool {
        within(self.from, self.to, score)
    }
}

/// The predicate of the lowest class.
#[derive(Debug, Clone)]
pub struct LowestTable {
    /// Its reason code.
    pub id: Id,
    /// When it holds.
    pub when: Condition,
}

/// What holds the class down.
#[derive(Debug, Clone)]
pub struct CapTable {
    /// Its reason code.
    pub id: Id,
    /// When it holds the class down. Unknown leaves no class.
    pub when: Condition,
    /// The highest class left.
    pub class: ClassIndex,
}

/// Answers that are unusual together.
#[derive(Debug, Clone)]
pub struct ContradictionTable {
    /// Its reason code.
    pub id: Id,
    /// When they are.
    pub when: Condition,
    /// What happens.
    pub then: Severity,
    /// What happens once the person kept the answers.
    pub kept: Option<Severity>,
    /// For a cap: the highest class left.
    pub class: Option<ClassIndex>,
}

impl ContradictionTable {
    /// Whether this may come of it, now or once the person kept the answers.
    #[must_use]
    pub fn can(&self, severity: Severity) -> bool {
        self.then == severity || self.kept == Some(severity)
    }

    /// Whether the class may depend on it: then none is given while it is unknown.
    #[must_use]
    pub fn bears_on_class(&self) -> bool {
        self.can(Severity::Block) || (self.then != Severity::Note && self.class.is_some())
    }

    /// What comes of it.
    #[must_use]
    pub fn severity(&self, clarified: bool) -> Severity {
        match self.kept {
            Some(kept) if clarified => kept,
            _ => self.then,
        }
    }
}

/// A rule that restricts.
#[derive(Debug, Clone)]
pub struct RuleTable {
    /// Its reason code.
    pub id: Id,
    /// For which purposes; empty means all.
    pub purposes: Vec<Purpose>,
    /// When it restricts.
    pub when: Condition,
    /// What lifts it, and the least tier of what that reads.
    pub unless: Option<(Condition, Tier)>,
    /// What true leads to.
    pub outcome: Outcome,
    /// The steps of that.
    pub flow: Option<Id>,
    /// What unknown leads to.
    pub if_unknown: Outcome,
    /// The steps of that.
    pub flow_if_unknown: Option<Id>,
}

impl RuleTable {
    /// Whether it is for a purpose.
    #[must_use]
    pub fn applies(&self, purpose: Purpose) -> bool {
        self.purposes.is_empty() || self.purposes.contains(&purpose)
    }
}

/// An access condition.
#[derive(Debug, Clone)]
pub struct GateTable {
    /// Its reason code.
    pub id: Id,
    /// Products with any of these tags.
    pub tags: OptionSet,
    /// Least tier of what opens it.
    pub tier: Tier,
    /// What opens it.
    pub requires: Condition,
    /// What false leads to.
    pub unmet: Outcome,
    /// The steps of an open gate.
    pub flow: Option<Id>,
}

/// Which product terms or types match each option of an item.
#[derive(Debug, Clone)]
pub struct FitTable {
    /// The item.
    pub item: ItemIndex,
    /// For each option, the terms or types that match it.
    pub fits: Vec<OptionSet>,
}

/// What the author promises of every applicant.
#[derive(Debug, Clone)]
pub struct PromiseTable {
    /// Its id.
    pub id: Id,
    /// Of whom.
    pub when: Condition,
    /// The class is this or lower.
    pub class_at_most: Option<ClassIndex>,
    /// No product above this grade can be bought.
    pub grade_at_most: Option<GradeIndex>,
    /// Nobody is barred from a product up to this grade because of the condition alone.
    pub never_bars: Option<GradeIndex>,
}

/// What signals mean.
#[derive(Debug, Clone)]
pub struct FraudTable {
    /// In the order of the pack.
    pub rules: Vec<FraudRuleTable>,
    /// Above `clear`, in the order of the pack.
    pub bands: Vec<ThresholdTable>,
    /// The models that rules read.
    pub models: Vec<ModelTable>,
    /// Where the facts that they may read stand among the pack's fields.
    pub facts: Vec<FieldIndex>,
}

/// A rule over signals.
#[derive(Debug, Clone)]
pub struct FraudRuleTable {
    /// Its reason code.
    pub id: Id,
    /// What it speaks of.
    pub concern: Concern,
    /// For which purposes; empty means all.
    pub purposes: Vec<Purpose>,
    /// When it adds its weight.
    pub when: Condition,
    /// The one thing that it rests on.
    pub source: Source,
    /// What it adds.
    pub weight: u32,
}

impl FraudRuleTable {
    /// Whether it is for a purpose.
    #[must_use]
    pub fn applies(&self, purpose: Purpose) -> bool {
        self.purposes.is_empty() || self.purposes.contains(&purpose)
    }
}

/// A band, and what leads to it.
#[derive(Debug, Clone)]
pub struct ThresholdTable {
    /// Its reason code.
    pub id: Id,
    /// The band.
    pub band: FraudBand,
    /// Whose weights it adds up.
    pub concern: Concern,
    /// Least sum of weights.
    pub from: u32,
    /// Least number of independent sources.
    pub sources: u32,
    /// The steps of `step_up`.
    pub flow: Option<Id>,
}
