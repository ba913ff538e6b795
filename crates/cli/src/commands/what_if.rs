//! Facts as if a file had given them: a what-if for teams, in the form in which `prove` shows a counterexample.
//!
//! No file of a person is read, and nothing is checked: the tier is what whoever runs the command says. A tab has no
//! such way; there a tier is made by the code that reads a file.

use prescreen::case::{Found, MAX_CASE_BYTES};
use prescreen::id::Id;
use prescreen::json::{self, Entries};
use prescreen::terms::{FactValue, FileTier, Tier};
use prescreen::{Code, Error, Pack};
use prescreen_prove::FoundFact;

use super::{Document, InputError};

/// Facts to suppose, as a document gives them: `{"fact": {"value": 12, "tier": "consistent"}}`.
pub struct WhatIf {
    file: Document,
    facts: Entries<Id, FoundFact>,
    found: Vec<(Id, FactValue, FileTier)>,
}

/// A supposed fact, as it is written.
struct Supposed {
    value: FactValue,
    tier: Tier,
}

prescreen::objects! {
    Supposed { value, tier }
}

impl WhatIf {
    /// Reads a document of supposed facts.
    pub fn read(path: &str) -> Result<Self, Vec<InputError>> {
        let file = Document::read(path, MAX_CASE_BYTES)?;
        let facts: Entries<Id, Supposed> =
            json::read_text(&file.text, MAX_CASE_BYTES).map_err(|error| file.problem(error))?;
        let (mut shown, mut found) = (Vec::new(), Vec::new());
        for (fact, Supposed { value, tier }) in &facts {
            let file_tier = file_tier(*tier).ok_or_else(|| {
                let message = format!("the tier is {}; a file comes to parsed or consistent", tier.word());
                file.problem(Error::new(Code::Range, format!("/{fact}/tier"), message))
            })?;
            shown.push((fact.clone(), FoundFact { value: value.clone(), tier: *tier }));
            found.push((fact.clone(), value.clone(), file_tier));
        }
        Ok(Self { file, facts: shown.into_iter().collect(), found })
    }

    /// What is supposed, for a case: amounts are in the pack's currencies.
    pub fn found(&self, pack: &Pack) -> Vec<(Id, Found)> {
        let supposed = |(fact, value, tier): &(Id, FactValue, FileTier)| {
            (fact.clone(), Found::supposed(value.clone(), *tier, pack.currency_of(fact)))
        };
        self.found.iter().map(supposed).collect()
    }

    /// What is supposed, as it is shown.
    pub fn facts(&self) -> &Entries<Id, FoundFact> {
        &self.facts
    }

    /// What is wrong with a supposed fact, in its file.
    pub fn problem(&self, error: Error) -> InputError {
        let at = error.at.strip_prefix("/facts").map(String::from);
        self.file.problem(Error { at: at.unwrap_or(error.at), ..error })
    }
}

fn file_tier(tier: Tier) -> Option<FileTier> {
    match tier {
        Tier::Parsed => Some(FileTier::Parsed),
        Tier::Consistent => Some(FileTier::Consistent),
        Tier::Declared | Tier::Attested => None,
    }
}
