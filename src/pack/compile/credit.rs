//! The `credit` part as screening and proving walk it: facts as fields, options and bins as one table of ends.

use crate::id::Id;
use crate::pack::schema::{Ceiling, Characteristic, Credit, FactKind, reason_code};
use crate::session::Session;
use crate::terms::{FieldIndex, Purpose};

use super::evidence::{EvidenceTable, applies};
use super::links::Links;

/// What evidenced facts come to.
#[derive(Debug, Clone)]
pub struct CreditTable {
    /// For which purposes; empty means all.
    pub purposes: Vec<Purpose>,
    /// For products with any of these tags; empty means whatever the product.
    pub tags: Vec<Id>,
    /// Every fact that is read.
    pub evidence: Vec<EvidenceTable>,
    /// Points that everybody starts with.
    pub base: i32,
    /// What adds points.
    pub characteristics: Vec<CharacteristicTable>,
    /// The points from which a limit is worked out.
    pub least_points: i32,
    /// How the limit is worked out.
    pub limit: LimitTable,
    /// Bands of the limit, from the lowest.
    pub bands: Vec<LimitBandTable>,
}

/// Points for one fact.
#[derive(Debug, Clone)]
pub struct CharacteristicTable {
    /// The reason code of a shortfall.
    pub code: Id,
    /// The fact.
    pub field: FieldIndex,
    /// What a shortfall is measured against.
    pub reference: i32,
    /// In rising order.
    pub bins: Vec<BinTable>,
}

/// Points of the values below an end. No is 0 and yes is 1; an option is its position.
#[derive(Debug, Clone, Copy)]
pub struct BinTable {
    /// The end, which belongs to the next.
    pub below: i64,
    /// Points.
    pub points: i32,
}

/// How a limit is worked out.
#[derive(Debug, Clone)]
pub struct LimitTable {
    /// Income of a month.
    pub income: FieldIndex,
    /// Paid to lenders each month.
    pub obligations: Vec<FieldIndex>,
    /// Spent each month.
    pub costs: Vec<FieldIndex>,
    /// What is owed.
    pub debt: Option<FieldIndex>,
    /// What would be borrowed with the purchase, and the reason code where that is more than the limit.
    pub financed: Option<(FieldIndex, Id)>,
    /// At least one.
    pub stresses: Vec<StressTable>,
    /// At least one.
    pub ceilings: Vec<CeilingTable>,
    /// Least limit that is given.
    pub least: i64,
    /// The limit is a multiple of this.
    pub step: i64,
}

/// What is borne at once, in basis points.
#[derive(Debug, Clone)]
pub struct StressTable {
    /// Its id.
    pub id: Id,
    /// How much of income is left.
    pub income: u32,
    /// How much higher the yearly rate is.
    pub rate: u32,
    /// How much higher costs are.
    pub costs: u32,
}

/// A ceiling of the limit.
#[derive(Debug, Clone)]
pub struct CeilingTable {
    /// Its reason code.
    pub id: Id,
    /// What it is.
    pub height: Height,
}

/// How high a ceiling is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Height {
    /// What is left of so many months.
    LeftMonths(u32),
    /// So many basis points of a fact.
    Share(FieldIndex, u32),
    /// An amount, the firm's own.
    Amount(i64),
}

/// A band of the limit.
#[derive(Debug, Clone)]
pub struct LimitBandTable {
    /// Its id.
    pub id: Id,
    /// The end, which belongs to the next.
    pub below: i64,
}

/// Basis points of a whole.
pub const WHOLE: u32 = 10_000;

impl CreditTable {
    /// Whether it is asked in a session.
    #[must_use]
    pub fn applies(&self, session: &Session) -> bool {
        applies(&self.purposes, &self.tags, session)
    }

    /// The band of a limit; none where the pack has no bands.
    #[must_use]
    pub fn band(&self, limit: i64) -> Option<&Id> {
        self.bands.iter().find(|band| limit < band.below).map(|band| &band.id)
    }
}

impl CharacteristicTable {
    /// The points of a value; none where the pack was loaded unchecked and has none.
    #[must_use]
    pub fn points(&self, value: i64) -> Option<i32> {
        self.bins.iter().find(|bin| value < bin.below).map(|bin| bin.points)
    }
}

impl LimitTable {
    /// The facts of which more lowers the limit, or takes more than it.
    pub fn outgoings(&self) -> impl Iterator<Item = FieldIndex> {
        let mut outgoings = self.obligations.clone();
        outgoings.extend(&self.costs);
        outgoings.extend(self.debt);
        outgoings.extend(self.financed.as_ref().map(|(field, _)| *field));
        outgoings.into_iter()
    }
}

impl Links<'_> {
    pub(super) fn credit(&mut self, credit: &Credit) -> CreditTable {
        let evidence = self.evidence(&credit.evidence);
        let limit = &credit.limit;
        let stresses = limit.stresses.iter().map(|stress| StressTable {
            id: stress.id.clone(),
            income: WHOLE.saturating_sub(stress.income_less),
            rate: stress.rate_more,
            costs: stress.costs_more,
        });
        let limit = LimitTable {
            income: self.given(&limit.income),
            obligations: limit.obligations.iter().map(|id| self.given(id)).collect(),
            costs: limit.costs.iter().map(|id| self.given(id)).collect(),
            debt: limit.debt.as_ref().map(|id| self.given(id)),
            financed: limit.financed.as_ref().map(|id| (self.given(id), reason_code(id))),
            stresses: stresses.collect(),
            ceilings: limit.ceilings.iter().map(|ceiling| self.ceiling(ceiling)).collect(),
            least: limit.least,
            step: limit.step,
        };
        let bands = credit.bands.iter();
        let bands =
            bands.map(|band| LimitBandTable { id: band.id.clone(), below: band.below.unwrap_or(i64::MAX) }).collect();
        CreditTable {
            purposes: credit.purposes.clone(),
            tags: credit.tags.clone(),
            evidence,
            base: credit.scorecard.base,
            characteristics: credit.scorecard.characteristics.iter().map(|one| self.characteristic(one)).collect(),
            least_points: credit.least_points.points,
            limit,
            bands,
        }
    }

    fn characteristic(&mut self, written: &Characteristic) -> CharacteristicTable {
        let fact = self.document.facts.iter().find(|fact| fact.id == written.fact);
        let ends = written.bins.iter().map(|bin| BinTable { below: bin.below.unwrap_or(i64::MAX), points: bin.points });
        let mut bins: Vec<BinTable> = ends.collect();
        let words: Vec<&str> = match fact {
            Some(fact) if fact.kind == FactKind::Choice => fact.options.iter().map(Id::as_str).collect(),
            _ => vec!["false", "true"],
        };
        // In the order of the fact's options, in which the pack need not list them.
        for word in words.into_iter().filter(|_| !written.options.is_empty()) {
            match written.options.iter().find(|option| option.option.as_str() == word) {
                Some(option) => {
                    let below = i64::try_from(bins.len()).unwrap_or(i64::MAX).saturating_add(1);
                    bins.push(BinTable { below, points: option.points });
                }
                None => self.lose(&written.fact),
            }
        }
        CharacteristicTable {
            code: reason_code(&written.fact),
            field: self.given(&written.fact),
            reference: written.reference,
            bins,
        }
    }

    fn ceiling(&mut self, ceiling: &Ceiling) -> CeilingTable {
        let height = match (ceiling.left_months, &ceiling.fact, ceiling.share, ceiling.amount) {
            (Some(months), None, None, None) => Height::LeftMonths(months),
            (None, Some(fact), Some(share), None) => Height::Share(self.given(fact), share),
            (None, None, None, Some(amount)) => Height::Amount(amount),
            _ => {
                self.lose(&ceiling.id);
                Height::Amount(0)
            }
        };
        CeilingTable { id: ceiling.id.clone(), height }
    }
}
