//! What a fall would do to a person: means, a purchase, scenarios, margin, and lines.

use crate::date::Date;
use crate::id::Id;
use crate::terms::{Outcome, Purpose};
use crate::{documents, words};

use super::{Basis, Evidence};

/// How evidenced facts and a purchase become measures, and what a measure beyond a line leads to.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Risk {
    /// For which purposes; empty means all.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub purposes: Vec<Purpose>,
    /// For products with any of these tags; empty means whatever the product, and where there is none.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub tags: Vec<Id>,
    /// Every fact that it reads, and how well each has to be evidenced.
    pub evidence: Vec<Evidence>,
    /// What the person has and owes before the purchase.
    pub means: Means,
    /// What is bought.
    pub purchase: Purchase,
    /// What is counted together, such as one share or one sector.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub concentrations: Vec<Concentration>,
    /// Falls that are supposed; the worst of those for the product counts.
    pub scenarios: Vec<Scenario>,
    /// How a purchase on margin is carried; none where nothing is bought on margin.
    pub margin: Option<Margin>,
    /// From which measures on something is done.
    pub lines: Vec<Line>,
}

/// What a person has and owes, over all accounts that they showed, before the purchase. Amounts are minor units of one
/// currency.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Means {
    /// Facts that are money at hand: the buffer.
    pub liquid: Vec<Id>,
    /// Facts that are worth what a market gives.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub invested: Vec<Id>,
    /// Facts that are owed.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub owed: Vec<Id>,
    /// The fact that is spent in a month.
    pub spending: Option<Id>,
}

/// What is bought, by facts of the session.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Purchase {
    /// The fact that is its price.
    pub amount: Id,
    /// The fact that is borrowed for it; nothing is where left out.
    pub financed: Option<Id>,
}

/// Holdings that are counted together with the purchase. Text `concentration.ID`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Concentration {
    /// Its id.
    pub id: Id,
    /// Facts that are held of it before the purchase: parts of the means, or of an own count.
    pub held: Vec<Id>,
}

/// A fall that is supposed, no forecast. Text `scenario.ID`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Scenario {
    /// Its id.
    pub id: Id,
    /// For products with any of these tags; empty means every product.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub tags: Vec<Id>,
    /// By how many basis points falls what was invested before, 0 to 10000.
    pub fall: u32,
    /// By how many basis points falls what is bought, 0 to 10000: all of it where all can be lost.
    pub purchase_fall: u32,
    /// Why.
    pub basis: Basis,
}

/// A credit account. All of it is taken to fall, and haircuts count for what it carries alone.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Margin {
    /// The date fact that is the contract's day, which a roll-over keeps; the session's day where left out.
    pub contract: Option<Id>,
    /// Facts that are money in the account.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub cash: Vec<Id>,
    /// Facts that are securities in it.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub securities: Vec<Security>,
    /// The fact that other contracts take up of the margin.
    pub used: Option<Id>,
    /// The fact that is owed to the account's lender, interest and fees in it.
    pub owed: Id,
    /// Least margin of what is financed, by the contract's day; the first entry has no `from`.
    pub initial: Vec<InitialRatio>,
    /// What the account is worth of what is owed below which the lender calls.
    pub call: Maintenance,
    /// The same when the lender closes.
    pub close: Maintenance,
    /// The most that prices fall in one day.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub daily_limits: Vec<DailyLimit>,
}

/// Securities in a credit account.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Security {
    /// The fact that is their value.
    pub fact: Id,
    /// How many basis points of it are not counted as margin, 0 to 10000.
    pub haircut: u32,
    /// Why.
    pub basis: Basis,
}

/// A least margin for contracts from a day on.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct InitialRatio {
    /// First day of the contract; the first entry has none.
    pub from: Option<Date>,
    /// Basis points of what is financed.
    pub ratio: u32,
    /// Why.
    pub basis: Basis,
}

/// A line of the account's worth.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Maintenance {
    /// Basis points of what is owed, above 10000.
    pub ratio: u32,
    /// Why.
    pub basis: Basis,
}

/// A board's price limit. Text `daily-limit.ID`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct DailyLimit {
    /// Its id.
    pub id: Id,
    /// For products with any of these tags; empty means every product.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub tags: Vec<Id>,
    /// Basis points, 1 to 10000.
    pub fall: u32,
    /// Why.
    pub basis: Basis,
}

/// What a measure leads to beyond a line. Text `reason.ID`.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Line {
    /// Reason code.
    pub id: Id,
    /// What is measured.
    pub measure: Measured,
    /// The concentration, where one is measured.
    pub of: Option<Id>,
    /// It holds for more than this; for measures of which more is worse.
    pub above: Option<i64>,
    /// It holds for less than this; for measures of which less is worse.
    pub below: Option<i64>,
    /// What it leads to.
    pub outcome: Outcome,
    /// The steps of `proceed_after`.
    pub flow: Option<Id>,
    /// Why.
    pub basis: Basis,
}

/// What is measured, after the purchase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Measured {
    /// What is lost in the worst scenario, in basis points of the means.
    LossOfMeans,
    /// For how many months of spending the means last after that loss.
    MonthsLeft,
    /// What is held of one thing, in basis points of the means.
    Concentration,
    /// What is owed, in basis points of the means.
    Leverage,
    /// What is financed, in basis points of what the margin carries.
    InitialMargin,
    /// By how many basis points the account falls to the line below which the lender calls.
    FallToCall,
    /// By how many basis points the account falls until the lender closes.
    FallToClose,
    /// On which day of falling as far as prices can the lender calls.
    DaysToCall,
    /// On which day of falling as far as prices can the lender closes.
    DaysToClose,
}

impl Measured {
    /// Whether more of it is worse, and not less.
    #[must_use]
    pub fn more_is_worse(self) -> bool {
        matches!(self, Self::LossOfMeans | Self::Concentration | Self::Leverage | Self::InitialMargin)
    }

    /// Whether it is about a credit account.
    #[must_use]
    pub fn of_margin(self) -> bool {
        matches!(
            self,
            Self::InitialMargin | Self::FallToCall | Self::FallToClose | Self::DaysToCall | Self::DaysToClose
        )
    }
}

documents! {
    Risk { evidence, means, purchase, scenarios, margin, lines; [purposes, tags, concentrations] }
    Means { liquid, spending; [invested, owed] }
    Purchase { amount, financed }
    Concentration { id, held }
    Scenario { id, fall, purchase_fall, basis; [tags] }
    Margin { contract, used, owed, initial, call, close; [cash, securities, daily_limits] }
    Security { fact, haircut, basis }
    InitialRatio { from, ratio, basis }
    Maintenance { ratio, basis }
    DailyLimit { id, fall, basis; [tags] }
    Line { id, measure, of, above, below, outcome, flow, basis }
}

words! {
    Measured {
        LossOfMeans = "loss_of_means", MonthsLeft = "months_left", Concentration = "concentration",
        Leverage = "leverage", InitialMargin = "initial_margin", FallToCall = "fall_to_call",
        FallToClose = "fall_to_close", DaysToCall = "days_to_call", DaysToClose = "days_to_close"
    }
}
