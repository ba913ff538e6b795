//! Signals on the sheet: what adds weight, how often it held wrongly, which band it leads to.

use prescreen::id::Id;
use prescreen::pack::schema;
use prescreen_experiment::analysis::numeric::beta_regularised;
use serde::Serialize;

use super::Texts;
use super::conditions::Phrase;
use super::origins::Basis;
use super::rules::{Frame, LeadsTo};

/// What signals of a session mean.
#[derive(Serialize)]
pub struct Fraud<'a> {
    /// Title of the consent without which no signal counts.
    consent: &'a str,
    bands: Vec<Band<'a>>,
    models: Vec<Model<'a>>,
    rules: Vec<Signal<'a>>,
}

#[derive(Serialize)]
struct Band<'a> {
    frame: Frame<'a>,
    leads_to: LeadsTo<'a>,
    concern: &'static str,
    weight: u32,
    families: u32,
}

#[derive(Serialize)]
struct Model<'a> {
    id: &'a Id,
    features: &'a [Id],
    hash: &'a str,
    basis: Basis<'a>,
}

#[derive(Serialize)]
struct Signal<'a> {
    frame: Frame<'a>,
    weight: u32,
    concern: &'static str,
    when: Phrase<'a>,
    /// Empty where it was not measured.
    held_wrongly: Vec<HeldWrongly<'a>>,
}

#[derive(Serialize)]
struct HeldWrongly<'a> {
    population: &'a str,
    held: u32,
    of: u32,
    /// The least and the most that the true share may be, in basis points.
    least: u32,
    most: u32,
}

impl<'a> Fraud<'a> {
    pub fn of(texts: Texts<'a>, fraud: &'a schema::Fraud) -> Self {
        let band = |level: &'a schema::FraudThreshold| Band {
            frame: Frame::of(texts, &level.id, &level.basis),
            leads_to: LeadsTo::of(texts, level.band.outcome(), level.flow.as_ref()),
            concern: level.concern().word(),
            weight: level.from,
            families: level.families,
        };
        let model = |model: &'a schema::FraudModel| Model {
            id: &model.id,
            features: &model.features,
            hash: &model.hash,
            basis: Basis::of(texts, &model.basis),
        };
        Self {
            consent: texts.text(&format!("notice.{}.title", fraud.consent)),
            bands: fraud.bands.iter().map(band).collect(),
            models: fraud.models.iter().map(model).collect(),
            rules: fraud.rules.iter().map(|rule| Signal::of(texts, rule)).collect(),
        }
    }
}

impl<'a> Signal<'a> {
    fn of(texts: Texts<'a>, rule: &'a schema::FraudRule) -> Self {
        let held_wrongly = rule.held_wrongly.iter().map(|measured| HeldWrongly {
            population: texts.text(&format!("population.{}", measured.population)),
            held: measured.held,
            of: measured.of,
            least: least(measured.held, measured.of),
            most: most(measured.held, measured.of),
        });
        Self {
            frame: Frame::of(texts, &rule.id, &rule.basis),
            weight: rule.weight,
            concern: rule.concern.word(),
            when: Phrase::of(texts, &rule.when),
            held_wrongly: held_wrongly.collect(),
        }
    }
}

/// The whole, in basis points.
const WHOLE: u32 = 10_000;

/// The most that a share may be of which so many of so many were counted: the upper end of the exact interval of 95%
/// (Clopper and Pearson 1934), in basis points, rounded up.
fn most(held: u32, of: u32) -> u32 {
    let missed = of.saturating_sub(held);
    if missed == 0 {
        return WHOLE;
    }
    // With such a share, so few or fewer are counted once in forty times at most.
    let excluded = |share: u32| {
        let share = f64::from(share) / f64::from(WHOLE);
        beta_regularised(f64::from(held) + 1.0, f64::from(missed), share, 1.0 - share) >= 0.975
    };
    let (mut below, mut above) = (0, WHOLE);
    while below < above {
        let middle = below.midpoint(above);
        if excluded(middle) {
            above = middle;
        } else {
            below = middle.saturating_add(1);
        }
    }
    above
}

/// The least that it may be, rounded down: what the rest may be at most is left out.
fn least(held: u32, of: u32) -> u32 {
    WHOLE.saturating_sub(most(of.saturating_sub(held), of))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_of_none_is_that_of_its_closed_form() {
        for of in [2, 6, 8, 11, 96, 10_000] {
            let bound = 1.0 - 0.025_f64.powf(1.0 / f64::from(of));
            assert_eq!((least(0, of), f64::from(most(0, of))), (0, (bound * 1e4).ceil()), "0 of {of}");
            let rest = ((1.0 - bound) * 1e4).floor();
            assert_eq!((f64::from(least(of, of)), most(of, of)), (rest, 10_000), "{of} of {of}");
        }
        assert_eq!(most(0, 8), 3_695, "0 of 8 is at most 37%");
    }

    #[test]
    fn the_interval_of_some_is_the_published_one() {
        // R's `binom.test(682, 925)`, the example of its page, from Conover (1971): 0.7076683 to 0.7654066.
        assert_eq!((least(682, 925), most(682, 925)), (7_076, 7_655));
    }
}
