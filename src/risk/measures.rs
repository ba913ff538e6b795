//! What a person's means come to after a purchase: each measure, rounded to the worse.

use crate::pack::compile::{MarginTable, RiskTable, WHOLE};
use crate::pack::schema::{Measured, Scenario};
use crate::session::ProductSheet;
use crate::terms::FieldIndex;
use crate::terms::parts::{ENDLESS, part_above, part_of, share};

use super::Account;

/// Means and purchase, as far as facts are known. Whatever needs a fact that is not is none.
pub struct Measures<'a> {
    /// What is measured by.
    pub table: &'a RiskTable,
    /// What is bought.
    pub product: Option<&'a ProductSheet>,
    /// The session's day, in days since 1970.
    pub day: i64,
    /// A fact's number, where it counts.
    pub value: &'a dyn Fn(FieldIndex) -> Option<i64>,
}

impl Measures<'_> {
    /// A measure; `of` is the concentration's position.
    #[must_use]
    pub fn of(&self, measure: Measured, of: usize) -> Option<i64> {
        let margin = self.table.margin.as_ref();
        match measure {
            Measured::LossOfMeans => Some(share(self.loss()?, self.means()?)),
            Measured::MonthsLeft => self.months_left(self.loss()?),
            Measured::Concentration => Some(share(self.held(of)?, self.means()?)),
            Measured::Leverage => Some(share(self.owed()?, self.means()?)),
            Measured::InitialMargin => Some(share(self.financed()?, self.carries(margin?)?)),
            Measured::FallToCall => self.fall_to(margin?, margin?.call),
            Measured::FallToClose => self.fall_to(margin?, margin?.close),
            Measured::DaysToCall => self.days_to(margin?, margin?.call),
            Measured::DaysToClose => self.days_to(margin?, margin?.close),
        }
    }

    /// What is the person's own, before the purchase and after it alike.
    #[must_use]
    pub fn means(&self) -> Option<i64> {
        let had = self.sum(&self.table.liquid)?.saturating_add(self.sum(&self.table.invested)?);
        Some(had.saturating_sub(self.sum(&self.table.owed)?))
    }

    /// What is owed after the purchase.
    #[must_use]
    pub fn owed(&self) -> Option<i64> {
        Some(self.sum(&self.table.owed)?.saturating_add(self.financed()?))
    }

    /// What is borrowed for the purchase.
    #[must_use]
    pub fn financed(&self) -> Option<i64> {
        self.table.financed.map_or(Some(0), self.value)
    }

    /// What is held of one thing after the purchase.
    #[must_use]
    pub fn held(&self, concentration: usize) -> Option<i64> {
        let held = self.sum(&self.table.concentrations.get(concentration)?.held)?;
        Some(held.saturating_add((self.value)(self.table.amount)?))
    }

    /// What is lost in a scenario.
    #[must_use]
    pub fn lost(&self, scenario: &Scenario) -> Option<i64> {
        let of = |amount, fall: u32| part_above(amount, fall.into(), WHOLE.into());
        let held = of(self.sum(&self.table.invested)?, scenario.fall)?;
        Some(held.saturating_add(of((self.value)(self.table.amount)?, scenario.purchase_fall)?))
    }

    /// What is lost in the worst scenario for the product; nothing where there is none for it.
    fn loss(&self) -> Option<i64> {
        self.table.scenarios(self.product).try_fold(0, |most: i64, scenario| Some(most.max(self.lost(scenario)?)))
    }

    /// For how many months of spending the means last after a loss, rounded down.
    #[must_use]
    pub fn months_left(&self, loss: i64) -> Option<i64> {
        let (left, spending) = (self.means()?.saturating_sub(loss).max(0), (self.value)(self.table.spending?)?);
        Some(if spending > 0 { left.checked_div_euclid(spending)? } else { ENDLESS })
    }

    /// The least margin of the contract, in basis points of what is financed; none for a contract of a later day than
    /// the session's, whose ratio is not in force yet.
    #[must_use]
    pub fn initial(&self, margin: &MarginTable) -> Option<u32> {
        let day = margin.contract.map_or(Some(self.day), self.value)?;
        margin.initial(day).filter(|_| day <= self.day)
    }

    /// What the margin carries.
    #[must_use]
    pub fn carries(&self, margin: &MarginTable) -> Option<i64> {
        let mut counted = self.sum(&margin.cash)?;
        for (field, share) in &margin.securities {
            counted = counted.saturating_add(part_of((self.value)(*field)?, (*share).into(), WHOLE.into())?);
        }
        let used = margin.used.map_or(Some(0), self.value)?;
        Account::carries(counted.saturating_sub(used), self.initial(margin)?)
    }

    /// The account after the purchase.
    #[must_use]
    pub fn account(&self, margin: &MarginTable) -> Option<Account> {
        let financed = self.financed()?;
        let mut worth = self.sum(&margin.cash)?.saturating_add(financed);
        for (field, _) in &margin.securities {
            worth = worth.saturating_add((self.value)(*field)?);
        }
        Some(Account { worth, owed: (self.value)(margin.owed)?.saturating_add(financed) })
    }

    fn fall_to(&self, margin: &MarginTable, line: u32) -> Option<i64> {
        let account = self.account(margin)?;
        if account.owed > 0 { account.fall_to(line) } else { Some(ENDLESS) }
    }

    /// On the board on which it is soonest; a product of no board that the pack knows can fall all in one day.
    fn days_to(&self, margin: &MarginTable, line: u32) -> Option<i64> {
        let account = self.account(margin)?;
        let known = margin.daily_limits(self.product).map(|limit| limit.fall);
        Some(account.days_to(line, known.max().unwrap_or(WHOLE)).unwrap_or(ENDLESS))
    }

    fn sum(&self, fields: &[FieldIndex]) -> Option<i64> {
        fields.iter().try_fold(0, |sum: i64, field| Some(sum.saturating_add((self.value)(*field)?)))
    }
}
