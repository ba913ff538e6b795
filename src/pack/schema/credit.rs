//! What a person can afford: evidence, a scorecard, a limit under stress, bands of the limit.

use crate::documents;
use crate::id::Id;
use crate::terms::Purpose;

use super::{Basis, Evidence};

/// How evidenced facts become an outcome and a limit. Whoever lacks a fact that it reads is of insufficient evidence.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Credit {
    /// For which purposes; empty means all.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub purposes: Vec<Purpose>,
    /// For products with any of these tags; empty means whatever the product, and where there is none.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub tags: Vec<Id>,
    /// Every fact that it reads, and how well each has to be evidenced.
    pub evidence: Vec<Evidence>,
    /// Points for facts, as `prescreen scorecard fit --part` and `prescreen model points` write them.
    pub scorecard: Scorecard,
    /// The points from which a limit is worked out.
    pub least_points: LeastPoints,
    /// How the limit is worked out.
    pub limit: Limit,
    /// Bands of the limit from the lowest, one of which a verdict carries; empty where it carries none.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub bands: Vec<LimitBand>,
}

/// A points table: readable, and integers alone.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Scorecard {
    /// Points that everybody starts with.
    pub base: i32,
    /// What adds points.
    pub characteristics: Vec<Characteristic>,
}

/// Points for one fact. Reason code `credit.FACT`: told where it has fewer points than the reference, and where the sum
/// is too low for a limit.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Characteristic {
    /// The fact: an integer with bins, or a choice or a boolean with options.
    pub fact: Id,
    /// The points against which a shortfall is measured.
    pub reference: i32,
    /// Bins of an integer.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub bins: Vec<Bin>,
    /// Each option of a choice; `true` and `false` of a boolean.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub options: Vec<OptionPoints>,
}

/// A bin of an integer.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Bin {
    /// Its end, which belongs to the next bin; the last has none.
    pub below: Option<i64>,
    /// Its points.
    pub points: i32,
}

/// Points of an option.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct OptionPoints {
    /// The option.
    pub option: Id,
    /// Its points.
    pub points: i32,
}

/// The points from which a limit is worked out; below, a person decides.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct LeastPoints {
    /// The points.
    pub points: i32,
    /// Why.
    pub basis: Basis,
}

/// A limit: the least of its ceilings, rounded down. All amounts are minor units of the facts' one currency.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Limit {
    /// The fact that is the income of a month.
    pub income: Id,
    /// Facts that are paid to lenders each month.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub obligations: Vec<Id>,
    /// Facts that are spent each month and rise with prices.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub costs: Vec<Id>,
    /// The fact that is what is owed, on which a higher rate is paid.
    pub debt: Option<Id>,
    /// The fact that would be borrowed with the purchase: where that is more than the limit, a person decides. Reason code
    /// `credit.FACT`.
    pub financed: Option<Id>,
    /// What is borne at once in each; the one that leaves least counts.
    pub stresses: Vec<Stress>,
    /// What the limit is the least of. One of them is an amount, the firm's own.
    pub ceilings: Vec<Ceiling>,
    /// Least limit that is given; below, a person decides.
    pub least: i64,
    /// The limit is a multiple of this.
    pub step: i64,
}

/// A stress under which is worked out what is left of a month. Text `stress.ID`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Stress {
    /// Its id.
    pub id: Id,
    /// By how many basis points income is lower, 0 to 10000.
    pub income_less: u32,
    /// By how many basis points the yearly rate on what is owed is higher, 0 to 10000.
    pub rate_more: u32,
    /// By how many basis points costs are higher, 0 to 10000.
    pub costs_more: u32,
    /// Why.
    pub basis: Basis,
}

/// A ceiling of the limit: exactly one of `left_months`, `fact` and `amount`. Text `reason.ID`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Ceiling {
    /// Reason code.
    pub id: Id,
    /// What is left of so many months under stress.
    pub left_months: Option<u32>,
    /// A share of a fact, such as a buffer or collateral.
    pub fact: Option<Id>,
    /// That share in basis points, 1 to 10000.
    pub share: Option<u32>,
    /// An amount.
    pub amount: Option<i64>,
    /// Why.
    pub basis: Basis,
}

/// A band of the limit. Text `limit.ID`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct LimitBand {
    /// Its id.
    pub id: Id,
    /// Its end, which belongs to the next band; the last has none.
    pub below: Option<i64>,
}

documents! {
    Credit { evidence, scorecard, least_points, limit; [purposes, tags, bands] }
    Scorecard { base, characteristics }
    Characteristic { fact, reference; [bins, options] }
    Bin { below, points }
    OptionPoints { option, points }
    LeastPoints { points, basis }
    Limit { income, debt, financed, stresses, ceilings, least, step; [obligations, costs] }
    Stress { id, income_less, rate_more, costs_more, basis }
    Ceiling { id, left_months, fact, share, amount, basis }
    LimitBand { id, below }
}

impl Credit {
    /// The reason codes `credit.FACT`, for which a person decides: of every characteristic, and of what would be borrowed.
    pub(crate) fn fact_codes(&self) -> impl Iterator<Item = Id> {
        let facts = self.scorecard.characteristics.iter().map(|one| &one.fact);
        facts.chain(&self.limit.financed).map(reason_code)
    }
}

/// The reason code of a fact, `credit.FACT`: of fewer points than its reference, or of more borrowed than the limit.
#[must_use]
pub fn reason_code(fact: &Id) -> Id {
    Id::of_parts(&["credit.", fact.as_str()].concat())
}
