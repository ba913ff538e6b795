//! Why a feature has its value, in the words of OpenFeature.

use prescreen::json::Json;

use crate::payload::Rule;

/// Why a feature has its value. GrowthBook's [`Source`](crate::Source) says where it stands; this says what it depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It is everybody's: the feature asks nothing about a person before it comes to the value.
    Static,
    /// None of the rules before it was for the person.
    Default,
    /// A rule was for people like this one, or somebody asked for the variation.
    TargetingMatch,
    /// The person's bucket decided, or a sticky one.
    Split,
    /// A prerequisite that has to hold does not: there is no value.
    Disabled,
    /// There is no such feature, or features ask for one another in a circle: there is no value.
    Error,
}

impl Reason {
    /// As OpenFeature spells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Static => "STATIC",
            Self::Default => "DEFAULT",
            Self::TargetingMatch => "TARGETING_MATCH",
            Self::Split => "SPLIT",
            Self::Disabled => "DISABLED",
            Self::Error => "ERROR",
        }
    }

    /// Of a value that nothing was asked for; `before`: whether rules stand before it.
    pub(crate) fn unasked(before: bool) -> Self {
        if before { Self::Default } else { Self::Static }
    }

    /// Of the value that a rule forces; `before`: whether rules stand before it.
    pub(crate) fn of_forced(rule: &Rule, before: bool) -> Self {
        let asks = |condition: &Json| !matches!(condition, Json::Map(asked) if asked.is_empty());
        if rule.experiment.condition.as_ref().is_some_and(asks) || !rule.parents.is_empty() {
            Self::TargetingMatch
        } else if rule.range.is_some() || rule.experiment.coverage.is_some() || rule.filters.is_some() {
            Self::Split
        } else {
            Self::unasked(before)
        }
    }
}
