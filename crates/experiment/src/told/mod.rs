//! What a plan takes and what an experiment says, as printed texts, in the words of one language.
//!
//! Takes what the analysis gives; gives text, line by line. The words stand in `words/`, one file for each language; a page
//! that shows a report in pictures takes them from there too. It must never work out a number: all of them are the analysis's.

mod cause;
mod conclusion;
mod items;
mod phrases;
mod plan;
mod report;

use prescreen::Error;

use crate::analysis::plan::Looks;
use crate::analysis::planned::Planned;
use crate::analysis::report::{PhaseReport, Report};
use phrases::Phrases;
pub use phrases::{p_relation, percent, probability, signed_percent};

/// The files, by the language of BCP 47; the first stands for every language that has none.
const FILES: [(&str, &str); 2] =
    [("en", include_str!("../../words/en.json")), ("zh", include_str!("../../words/zh.json"))];

/// The languages that have words of their own.
pub const LANGUAGES: [&str; FILES.len()] = ["en", "zh"];

/// The words of a locale's language, as JSON; English ones where it has none.
#[must_use]
pub fn words(locale: &str) -> &'static str {
    let language = locale.split('-').next().unwrap_or_default();
    let [(_, usual), ..] = FILES;
    FILES.into_iter().find(|(name, _)| *name == language).map_or(usual, |(_, file)| file)
}

/// A report as text. `looks` is the plan's, `bytes_per_person` the memory that each person took, where events were counted.
///
/// # Errors
/// Where the words are no JSON, which a test keeps from happening.
pub fn report(report: &Report, looks: Looks, locale: &str, bytes_per_person: Option<usize>) -> Result<String, Error> {
    Ok(report::Told { report, looks, phrases: &Phrases::of(locale)? }.text(bytes_per_person))
}

/// The sentences of a report's conclusion.
///
/// # Errors
/// As [`report`].
pub fn concluded(report: &Report, looks: Looks, locale: &str) -> Result<Vec<String>, Error> {
    Ok(report::Told { report, looks, phrases: &Phrases::of(locale)? }.concluded().collect())
}

/// The causes of a sample ratio that does not fit, or what was seen though it fits, by phase.
///
/// # Errors
/// As [`report`].
pub fn causes(report: &Report, looks: Looks, locale: &str) -> Result<Vec<Vec<String>>, Error> {
    let phrases = Phrases::of(locale)?;
    let told = report::Told { report, looks, phrases: &phrases };
    let of_phase = |phase: &PhaseReport| {
        phase.sample_ratio.causes.iter().chain(&phase.sample_ratio.seen).map(|cause| told.cause(cause)).collect()
    };
    Ok(report.phases.iter().map(of_phase).collect())
}

/// What a plan takes, as text.
///
/// # Errors
/// As [`report`].
pub fn planned(planned: &Planned, locale: &str) -> Result<String, Error> {
    Ok(plan::text(planned, &Phrases::of(locale)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use prescreen::json::Json;
    use std::collections::BTreeSet;

    fn paths(words: &Json, at: &str, into: &mut BTreeSet<String>) {
        match words {
            Json::Map(parts) => parts.iter().for_each(|(name, part)| paths(part, &format!("{at}/{name}"), into)),
            other => {
                assert!(other.as_text().is_some_and(|text| !text.is_empty()), "{at} says nothing");
                into.insert(at.into());
            }
        }
    }

    fn all(file: &str) -> BTreeSet<String> {
        let mut into = BTreeSet::new();
        paths(&Json::parse(file, file.len()).unwrap(), "", &mut into);
        into
    }

    #[test]
    fn every_language_has_every_word() {
        let [(_, usual), others @ ..] = FILES;
        for (language, file) in others {
            assert_eq!(all(file), all(usual), "{language}");
        }
        assert_eq!(FILES.map(|(language, _)| language), LANGUAGES);
    }

    #[test]
    fn a_locale_has_the_words_of_its_language_else_english() {
        assert_eq!((words("zh-Hans-CN"), words("fr")), (words("zh"), words("en")));
        assert_ne!(words("zh"), words("en"));
    }
}
