//! What borrowing would cost, on the sheet: costs, likelihoods, losses, caps, and whether it is shown.

use prescreen::id::Id;
use prescreen::pack::schema::{self, Rates};
use prescreen::terms::Tier;
use serde::Serialize;

use super::Texts;
use super::origins::Basis;

/// What an indicative band is worked out from.
#[derive(Serialize)]
pub struct Price<'a> {
    /// What the person reads beside every band.
    indicative: &'a str,
    /// Why it is shown to nobody.
    off: Option<Basis<'a>>,
    tags: &'a [Id],
    tier: Tier,
    /// The fact that says how much is covered, and its least value.
    coverage: Option<(&'a str, i64)>,
    evidence_basis: Basis<'a>,
    costs: Vec<Costs<'a>>,
    defaults: Vec<DefaultRate<'a>>,
    losses: Vec<Loss<'a>>,
    caps: Vec<Cap<'a>>,
}

#[derive(Serialize)]
struct Costs<'a> {
    from: String,
    /// Funding, operating and margin, in this order.
    rates: [Between<'a>; 3],
}

/// A rate between two, in basis points.
#[derive(Serialize)]
struct Between<'a> {
    low: u32,
    high: u32,
    basis: Basis<'a>,
}

#[derive(Serialize)]
struct DefaultRate<'a> {
    below: Option<i64>,
    probability: Between<'a>,
}

#[derive(Serialize)]
struct Loss<'a> {
    tags: &'a [Id],
    share: u32,
    basis: Basis<'a>,
}

#[derive(Serialize)]
struct Cap<'a> {
    title: &'a str,
    rate: u32,
    basis: Basis<'a>,
}

impl<'a> Price<'a> {
    pub fn of(texts: Texts<'a>, price: &'a schema::Price) -> Self {
        let between =
            |rates: &Rates| Between { low: rates.low, high: rates.high, basis: Basis::of(texts, &rates.basis) };
        let costs = price.costs.iter().map(|costs| Costs {
            from: costs.from.to_string(),
            rates: [between(&costs.funding), between(&costs.operating), between(&costs.margin)],
        });
        let defaults = price.defaults.iter();
        let losses = price.losses.iter();
        let caps = price.caps.iter().map(|cap| Cap {
            title: texts.text(&format!("cap.{}", cap.id)),
            rate: cap.rate,
            basis: Basis::of(texts, &cap.basis),
        });
        let coverage = price.evidence.coverage.as_ref();
        Self {
            indicative: texts.text("price.indicative"),
            off: price.off.as_ref().map(|off| Basis::of(texts, &off.basis)),
            tags: &price.tags,
            tier: price.evidence.tier,
            coverage: coverage.map(|one| (texts.text(&format!("fact.{}", one.fact)), one.at_least)),
            evidence_basis: Basis::of(texts, &price.evidence.basis),
            costs: costs.collect(),
            defaults: defaults
                .map(|one| DefaultRate { below: one.below, probability: between(&one.probability) })
                .collect(),
            losses: losses
                .map(|loss| Loss { tags: &loss.tags, share: loss.share, basis: Basis::of(texts, &loss.basis) })
                .collect(),
            caps: caps.collect(),
        }
    }
}
