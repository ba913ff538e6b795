//! The `risk` part as screening and proving walk it: facts as fields, days as numbers.

use crate::id::Id;
use crate::pack::schema::{DailyLimit, InitialRatio, Line, Margin, Measured, Risk, Scenario};
use crate::session::{ProductSheet, Session};
use crate::terms::{FieldIndex, Outcome, Purpose};

use super::credit::WHOLE;
use super::evidence::{EvidenceTable, applies, meets};
use super::links::{Links, position};

/// What evidenced facts and a purchase are measured by.
#[derive(Debug, Clone)]
pub struct RiskTable {
    /// For which purposes; empty means all.
    pub purposes: Vec<Purpose>,
    /// For products with any of these tags; empty means whatever the product.
    pub tags: Vec<Id>,
    /// Every fact that is read.
    pub evidence: Vec<EvidenceTable>,
    /// Money at hand.
    pub liquid: Vec<FieldIndex>,
    /// What a market values.
    pub invested: Vec<FieldIndex>,
    /// What is owed.
    pub owed: Vec<FieldIndex>,
    /// What is spent in a month.
    pub spending: Option<FieldIndex>,
    /// The price of what is bought.
    pub amount: FieldIndex,
    /// What is borrowed for it.
    pub financed: Option<FieldIndex>,
    /// What is counted together.
    pub concentrations: Vec<ConcentrationTable>,
    /// Falls that are supposed.
    pub scenarios: Vec<Scenario>,
    /// How a purchase on margin is carried.
    pub margin: Option<MarginTable>,
    /// From which measures on something is done.
    pub lines: Vec<LineTable>,
}

/// Holdings that are counted together with the purchase.
#[derive(Debug, Clone)]
pub struct ConcentrationTable {
    /// Its id.
    pub id: Id,
    /// What is held of it.
    pub held: Vec<FieldIndex>,
}

/// A credit account.
#[derive(Debug, Clone)]
pub struct MarginTable {
    /// The contract's day; the session's where there is none.
    pub contract: Option<FieldIndex>,
    /// Money in it.
    pub cash: Vec<FieldIndex>,
    /// Securities in it, and how many basis points of each count as margin.
    pub securities: Vec<(FieldIndex, u32)>,
    /// What other contracts take up of the margin.
    pub used: Option<FieldIndex>,
    /// What is owed to its lender.
    pub owed: FieldIndex,
    /// First day, in days since 1970, and least margin in basis points of what is financed; in rising order.
    pub initial: Vec<(i64, u32)>,
    /// Worth of what is owed below which the lender calls, in basis points.
    pub call: u32,
    /// The same for closing.
    pub close: u32,
    /// The most that prices fall in one day.
    pub daily_limits: Vec<DailyLimit>,
}

/// What a measure leads to beyond a line.
#[derive(Debug, Clone)]
pub struct LineTable {
    /// Reason code.
    pub id: Id,
    /// What is measured.
    pub measure: Measured,
    /// The concentration's position, where one is measured.
    pub of: usize,
    /// The last measure that is on this side of it.
    pub end: i64,
    /// What it leads to.
    pub outcome: Outcome,
    /// The steps of `proceed_after`.
    pub flow: Option<Id>,
}

impl RiskTable {
    /// Whether it is asked in a session.
    #[must_use]
    pub fn applies(&self, session: &Session) -> bool {
        applies(&self.purposes, &self.tags, session)
    }

    /// The falls that are supposed of a product.
    pub fn scenarios<'t>(&'t self, product: Option<&'t ProductSheet>) -> impl Iterator<Item = &'t Scenario> {
        self.scenarios.iter().filter(move |one| meets(&one.tags, product))
    }
}

impl MarginTable {
    /// The price limits of a product's boards.
    pub fn daily_limits<'t>(&'t self, product: Option<&'t ProductSheet>) -> impl Iterator<Item = &'t DailyLimit> {
        self.daily_limits.iter().filter(move |one| meets(&one.tags, product))
    }

    /// The least margin of a contract of this day; none where the pack was loaded unchecked and has none.
    #[must_use]
    pub fn initial(&self, day: i64) -> Option<u32> {
        self.initial.iter().rev().find(|(from, _)| *from <= day).map(|(_, ratio)| *ratio)
    }
}

impl LineTable {
    /// Whether a measure is beyond it.
    #[must_use]
    pub fn is_beyond(&self, measured: i64) -> bool {
        if self.measure.more_is_worse() { measured > self.end } else { measured < self.end }
    }
}

impl Links<'_> {
    pub(super) fn risk(&mut self, risk: &Risk) -> RiskTable {
        let means = &risk.means;
        let concentrations = risk.concentrations.iter();
        let concentrations =
            concentrations.map(|one| ConcentrationTable { id: one.id.clone(), held: self.all_given(&one.held) });
        RiskTable {
            purposes: risk.purposes.clone(),
            tags: risk.tags.clone(),
            concentrations: concentrations.collect(),
            evidence: self.evidence(&risk.evidence),
            liquid: self.all_given(&means.liquid),
            invested: self.all_given(&means.invested),
            owed: self.all_given(&means.owed),
            spending: means.spending.as_ref().map(|id| self.given(id)),
            amount: self.given(&risk.purchase.amount),
            financed: risk.purchase.financed.as_ref().map(|id| self.given(id)),
            scenarios: risk.scenarios.clone(),
            margin: risk.margin.as_ref().map(|margin| self.margin(margin)),
            lines: risk.lines.iter().map(|line| self.line(risk, line)).collect(),
        }
    }

    fn margin(&mut self, margin: &Margin) -> MarginTable {
        let counted = |haircut: u32| WHOLE.saturating_sub(haircut);
        let first = |ratio: &InitialRatio| ratio.from.map_or(i64::MIN, |day| day.days().into());
        MarginTable {
            contract: margin.contract.as_ref().map(|id| self.given(id)),
            cash: self.all_given(&margin.cash),
            securities: margin.securities.iter().map(|one| (self.given(&one.fact), counted(one.haircut))).collect(),
            used: margin.used.as_ref().map(|id| self.given(id)),
            owed: self.given(&margin.owed),
            initial: margin.initial.iter().map(|ratio| (first(ratio), ratio.ratio)).collect(),
            call: margin.call.ratio,
            close: margin.close.ratio,
            daily_limits: margin.daily_limits.clone(),
        }
    }

    fn line(&mut self, risk: &Risk, line: &Line) -> LineTable {
        let end = if line.measure.more_is_worse() { line.above } else { line.below };
        let ids: Vec<Id> = risk.concentrations.iter().map(|one| one.id.clone()).collect();
        let of = line.of.as_ref().map_or(Some(0), |of| position(&ids, of));
        if end.is_none() || of.is_none() {
            self.lose(&line.id);
        }
        LineTable {
            id: line.id.clone(),
            measure: line.measure,
            of: of.unwrap_or_default(),
            end: end.unwrap_or_default(),
            outcome: line.outcome,
            flow: line.flow.clone(),
        }
    }
}
