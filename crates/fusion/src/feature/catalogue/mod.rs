//! Every feature there is: what it counts, how much it needs, what it is good for and what not. Closed.
//!
//! The only list: facts of packs take their names from it, and the page of features says what it says.

macro_rules! features {
    ($($name:ident = $word:literal, $unit:ident, $need:ident $least:literal, $better:ident,
        $what:literal, $good:literal, $bad:literal, $source:literal;)*) => {
        /// The features, in the order of the catalogue.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "schema", schemars(rename_all = "kebab-case"))]
        pub enum FeatureId { $(#[doc = $what] $name,)* }

        words! { FeatureId { $($name = $word,)* } }

        /// Every feature.
        pub const CATALOGUE: &[Feature] = &[$(Feature {
            id: FeatureId::$name,
            unit: Unit::$unit,
            needs: Needs { of: Need::$need, least: $least },
            better: Better::$better,
        },)*];

        /// What every feature means.
        pub const MEANINGS: &[Meaning] = &[$(Meaning {
            id: FeatureId::$name, what: $what, good_for: $good, not_for: $bad, source: $source,
        },)*];
    };
}

mod list;

use prescreen::words;
use serde::Serialize;

use crate::silent::written_as_word;

pub use list::{CATALOGUE, FeatureId, MEANINGS};

/// What a feature is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feature {
    /// Which one.
    pub id: FeatureId,
    /// What its integer counts.
    pub unit: Unit,
    /// The least that it needs.
    pub needs: Needs,
    /// Whether more of it speaks for the person.
    pub better: Better,
}

/// What a feature's integer counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Minor units of the records' currency.
    MinorUnits,
    /// Ten-thousandths.
    BasisPoints,
    /// Days.
    Days,
    /// Months.
    Months,
    /// Things.
    Count,
    /// No, 0, or yes, 1.
    YesNo,
}

/// What there has to be of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Needs {
    /// Of what.
    pub of: Need,
    /// How much.
    pub least: i64,
}

/// What a feature is computed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Need {
    /// Days that every account that the feature reads covers.
    Days,
    /// Calendar months that every account that the feature reads covers from the first day to the last.
    Months,
    /// Payments of one payer.
    Payments,
    /// Accounts of the kind that the feature reads.
    Accounts,
    /// Accounts with a balance that is stated, not older than a month.
    Balances,
    /// Securities whose number and price the file tells.
    Prices,
    /// The share of spending whose purpose is told, in basis points.
    ToldSpending,
    /// The share of money in whose purpose is told, in basis points.
    ToldIncome,
    /// Income to divide by, in minor units.
    Income,
    /// Spending to divide by, in minor units.
    Spending,
    /// Purchases of securities to divide by, in minor units.
    Purchases,
    /// Securities to divide by, in minor units.
    Holdings,
    /// Accounts of the kinds that the feature speaks of none of whose statements has a figure that is proved wrong.
    FiguresThatHold,
    /// The person's own word.
    Statement,
}

/// Whether more of a feature speaks for the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// More is better.
    More,
    /// Less is better.
    Less,
    /// Neither alone.
    Neither,
}

words! {
    Unit {
        MinorUnits = "minor_units", BasisPoints = "basis_points", Days = "days", Months = "months", Count = "count",
        YesNo = "yes_no",
    }
    Need {
        Days = "days", Months = "months", Payments = "payments", Accounts = "accounts", Balances = "balances",
        Prices = "prices", ToldSpending = "told_spending", ToldIncome = "told_income", Income = "income", Spending = "spending", Purchases = "purchases",
        Holdings = "holdings", FiguresThatHold = "figures_that_hold", Statement = "statement",
    }
    Better { More = "more", Less = "less", Neither = "neither" }
}

written_as_word!(Need);

/// What a page says of a feature; kept apart, so that a module that only computes does not carry it.
#[derive(Debug, Clone, Copy)]
pub struct Meaning {
    /// Which one.
    pub id: FeatureId,
    /// What it is.
    pub what: &'static str,
    /// What it is good for.
    pub good_for: &'static str,
    /// What it must not be taken for.
    pub not_for: &'static str,
    /// Where it comes from.
    pub source: &'static str,
}

impl FeatureId {
    /// The name of the pack's fact: `found-` before the feature's.
    #[must_use]
    pub fn fact(self) -> String {
        ["found-", self.word()].concat()
    }

    /// What the catalogue says of it.
    #[must_use]
    pub fn feature(self) -> Option<&'static Feature> {
        CATALOGUE.iter().find(|feature| feature.id == self)
    }
}

written_as_word!(FeatureId);
