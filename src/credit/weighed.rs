//! Points of a scorecard, and a limit under stress: integers alone, each rounding against a higher limit.

use crate::pack::compile::{CharacteristicTable, CreditTable, Height, LimitTable, StressTable, WHOLE};
use crate::terms::parts::{part_above, part_of};
use crate::terms::{CreditOutcome, FieldIndex};

/// Months of a year in which a yearly rate is paid, in basis points of it.
const YEAR: i64 = 12 * WHOLE as i64;

/// What values come to, step by step. Amounts are minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighed {
    /// Points per characteristic, in the order of the pack.
    pub points: Vec<i32>,
    /// Their sum and the base.
    pub sum: i64,
    /// What is left of a month under each stress; below zero where more goes out than comes in.
    pub left: Vec<i64>,
    /// Every ceiling, zero or more.
    pub heights: Vec<i64>,
    /// The least of them, rounded down to a step.
    pub limit: i64,
    /// The first ceiling that is the least, by its position.
    pub ceiling: usize,
    /// What would be borrowed with the purchase; nothing where the pack does not hold it against the limit.
    pub financed: i64,
}

impl Weighed {
    /// Weighs values; none where one is missing. `points` gives those of a characteristic, `value` a fact's number.
    #[must_use]
    pub fn of(
        table: &CreditTable,
        points: &dyn Fn(&CharacteristicTable) -> Option<i32>,
        value: &dyn Fn(FieldIndex) -> Option<i64>,
    ) -> Option<Self> {
        let limit = &table.limit;
        let points: Vec<i32> = table.characteristics.iter().map(points).collect::<Option<_>>()?;
        let sum = points.iter().fold(i64::from(table.base), |sum, points| sum.saturating_add(i64::from(*points)));
        let mut left = Vec::with_capacity(limit.stresses.len());
        for stress in &limit.stresses {
            left.push(left_under(limit, stress, value)?);
        }
        let worst = left.iter().copied().min().unwrap_or_default().max(0);
        let mut heights = Vec::with_capacity(limit.ceilings.len());
        for ceiling in &limit.ceilings {
            let height = match ceiling.height {
                Height::LeftMonths(months) => worst.saturating_mul(months.into()),
                Height::Share(field, share) => part_of(value(field)?, share.into(), WHOLE.into())?,
                Height::Amount(amount) => amount,
            };
            heights.push(height.max(0));
        }
        let (ceiling, least) = heights.iter().copied().enumerate().min_by_key(|(_, height)| *height)?;
        let rest = least.checked_rem_euclid(limit.step)?;
        let financed = limit.financed.as_ref().map_or(Some(0), |(field, _)| value(*field))?;
        Some(Self { points, sum, left, heights, limit: least.checked_sub(rest)?, ceiling, financed })
    }

    /// Whether the limit is given, as far as points do not decide: it is no less than the least, nor than what would be borrowed.
    #[must_use]
    pub fn suffices(&self, table: &CreditTable) -> bool {
        self.limit >= self.financed.max(table.limit.least)
    }

    /// What it leads to.
    #[must_use]
    pub fn outcome(&self, table: &CreditTable) -> CreditOutcome {
        let ceiling = table.limit.ceilings.get(self.ceiling);
        if self.sum < table.least_points.into() || !self.suffices(table) {
            CreditOutcome::Refer
        } else if ceiling.is_some_and(|ceiling| matches!(ceiling.height, Height::Amount(_))) {
            CreditOutcome::Proceed
        } else {
            CreditOutcome::ProceedWithLimit
        }
    }
}

/// What is left of a month: income is rounded down, everything else up.
fn left_under(limit: &LimitTable, stress: &StressTable, value: &dyn Fn(FieldIndex) -> Option<i64>) -> Option<i64> {
    let mut left = part_of(value(limit.income)?, stress.income.into(), WHOLE.into())?;
    for field in &limit.obligations {
        left = left.checked_sub(value(*field)?)?;
    }
    let dearer = i64::from(WHOLE).checked_add(stress.costs.into())?;
    for field in &limit.costs {
        left = left.checked_sub(part_above(value(*field)?, dearer, WHOLE.into())?)?;
    }
    if let Some(debt) = limit.debt {
        left = left.checked_sub(part_above(value(debt)?, stress.rate.into(), YEAR)?)?;
    }
    Some(left)
}
