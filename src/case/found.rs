//! Facts that were made from a file that the person opened.
//!
//! Takes them from Rust code that read and checked the file. No document can bring one: a tier is never an input field.

use core::fmt;

use crate::id::Id;
use crate::json::{Entries, Json, Write as _};
use crate::terms::{FactValue, FileTier, Tier};

use super::Case;

const DECLARED: &str = "declared";
const FOUND: &str = "found";
const TIER: &str = "tier";

/// A fact's value as a file gives it, and how well the file evidences it. It is not printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Found {
    /// The value. Its type is checked against the pack.
    pub value: FactValue,
    /// What the checks of the file came to.
    pub tier: FileTier,
    /// The currency whose minor units the value counts, an ISO 4217 code; none for what is no amount of money. It is
    /// checked against the pack.
    pub currency: Option<String>,
}

impl Case {
    /// Sets what a file gives for a fact, in place of what another file gave before.
    ///
    /// Whether the pack takes the fact from a file, and the value's type, range and currency, are checked when the case
    /// is screened. Where the person typed the fact in as well, the file counts; where the firm attests it, the firm does.
    pub fn set_found(&mut self, fact: &Id, found: Found) {
        self.found.set(fact, found);
    }

    /// Takes away all that files gave.
    pub fn clear_found(&mut self) {
        self.found = Entries::default();
    }

    /// What files gave, by fact.
    pub(crate) fn found(&self) -> &Entries<Id, Found> {
        &self.found
    }
}

impl Found {
    /// A value in the currency in which the pack counts the fact: for a what-if, a proof or a test, where no file was
    /// read. Code that reads a file names the file's own currency.
    #[must_use]
    pub fn supposed(value: FactValue, tier: FileTier, currency: Option<&str>) -> Self {
        Self { value, tier, currency: currency.map(String::from) }
    }

    /// What a commitment holds of a fact that a file gives: the value, its tier, and what the person typed in beside it.
    pub(crate) fn beside(&self, declared: Json) -> Json {
        let tier = Tier::from(self.tier).json();
        let members = [(DECLARED, declared), (FOUND, self.value.json()), (TIER, tier)];
        Json::Map(members.map(|(name, value)| (String::from(name), value)).into())
    }

    /// A committed value again, with what was typed in beside it: for the person's record alone, whose values a
    /// commitment binds, and whose pack counts the fact in `currency`. None for what is no committed value of a file.
    pub(crate) fn committed<'j>(json: &'j Json, currency: Option<&str>) -> Option<(Self, &'j Json)> {
        let Json::Map(members) = json else { return None };
        let value = match json.get(FOUND)? {
            Json::Bool(value) => FactValue::Boolean(*value),
            Json::Int(value) => FactValue::Integer(*value),
            Json::Text(value) => FactValue::Text(value.clone()),
            _ => return None,
        };
        let is = |tier: FileTier| json.get(TIER) == Some(&Tier::from(tier).json());
        let tier = [FileTier::Parsed, FileTier::Consistent].into_iter().find(|tier| is(*tier))?;
        let declared = json.get(DECLARED).filter(|_| members.len() == 3)?;
        Some((Self { value, tier, currency: currency.map(String::from) }, declared))
    }
}

impl fmt::Debug for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Found(..)")
    }
}
