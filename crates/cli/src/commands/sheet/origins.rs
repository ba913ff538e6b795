//! What the rules rest on: what is not certain first, then all sources.

use prescreen::id::Id;
use prescreen::pack::schema::Confidence;
use serde::Serialize;

use super::Texts;
use crate::commands::basis;

/// What one rule rests on.
#[derive(Serialize)]
pub struct Basis<'a> {
    /// The firm's own reason.
    firm: Option<&'a str>,
    confidence: Option<Confidence>,
    source: Option<&'a str>,
    /// Article or row in the source.
    article: Option<&'a str>,
}

impl<'a> Basis<'a> {
    pub fn of(texts: Texts<'a>, rests_on: &prescreen::pack::schema::Basis) -> Self {
        let text = |prefix: &str, id: &Option<Id>| id.as_ref().map(|id| texts.text(&format!("{prefix}.{id}")));
        Self {
            firm: text("basis", &rests_on.firm),
            confidence: basis::confidence(texts.document(), rests_on),
            source: text("source", &rests_on.source),
            article: text("basis", &rests_on.at),
        }
    }
}

/// Something below full confidence, and where it stands.
#[derive(Serialize)]
pub struct WeakRow<'a> {
    #[serde(flatten)]
    weak: basis::Weak<'a>,
    place: Option<Place<'a>>,
}

/// Everything below full confidence.
pub fn weak_rows(texts: Texts<'_>) -> Vec<WeakRow<'_>> {
    let all = basis::weak(texts.pack, texts.locale).into_iter();
    all.map(|weak| WeakRow { place: Place::of(texts, weak.at()), weak }).collect()
}

/// What a pointer is about.
#[derive(Default, Serialize)]
struct Place<'a> {
    part: &'static str,
    /// A rule's id, or the day from which an entry is in force.
    code: Option<String>,
    title: Option<&'a str>,
}

impl<'a> Place<'a> {
    /// None where the sheet has no name for it.
    fn of(texts: Texts<'a>, at: &str) -> Option<Self> {
        let document = texts.document();
        let parts: Vec<&str> = at.split('/').skip(1).collect();
        let number = |part: &str| part.parse::<usize>().ok();
        let whole = |part| Self { part, ..Self::default() };
        let coded = |part, id: &Id| Self { part, code: Some(id.to_string()), title: None };
        let titled = |part, key: String| Self { part, code: None, title: Some(texts.text(&key)) };
        Some(match parts[..] {
            ["notices", n] => titled("notice", format!("notice.{}.title", document.notices.get(number(n)?)?.id)),
            ["questionnaire"] => whole("questionnaire"),
            ["questionnaire", "sections", s, "items", n] => {
                let item = document.questionnaire.sections.get(number(s)?)?.items.get(number(n)?)?;
                titled("question", format!("item.{}", item.id))
            }
            ["classes", "lowest"] => whole("lowest"),
            ["classes", "dimensions", n] => {
                titled("dimension", format!("dimension.{}", document.classes.dimensions.get(number(n)?)?.id))
            }
            ["classes", "caps", n] => coded("cap", &document.classes.caps.get(number(n)?)?.id),
            ["contradictions", n] => coded("contradiction", &document.contradictions.get(number(n)?)?.id),
            ["eligibility", n] => coded("eligibility", &document.eligibility.get(number(n)?)?.id),
            ["matching", "reach"] => whole("reach"),
            ["matching", "term"] => whole("term"),
            ["matching", "type"] => whole("type"),
            ["matching", "earlier"] => whole("earlier"),
            ["matching", "rules", n] => coded("matching", &document.matching.rules.get(number(n)?)?.id),
            ["gates", n] => coded("gate", &document.gates.get(number(n)?)?.id),
            ["permissions", n] => coded("permission", &document.permissions.get(number(n)?)?.id),
            ["credit", "least_points"] => whole("least_points"),
            ["credit", "evidence", n] => {
                titled("evidence", format!("fact.{}", document.evidence().get(number(n)?)?.fact))
            }
            ["credit", "limit", "stresses", n] => {
                let stress = document.credit.as_ref()?.limit.stresses.get(number(n)?)?;
                titled("stress", format!("stress.{}", stress.id))
            }
            ["credit", "limit", "ceilings", n] => coded("ceiling", &document.ceilings().get(number(n)?)?.id),
            ["risk", "evidence", n] => {
                titled("evidence", format!("fact.{}", document.risk.as_ref()?.evidence.get(number(n)?)?.fact))
            }
            ["risk", "scenarios", n] => {
                titled("scenario", format!("scenario.{}", document.risk.as_ref()?.scenarios.get(number(n)?)?.id))
            }
            ["risk", "margin", "securities", n] => {
                let margin = document.risk.as_ref()?.margin.as_ref()?;
                titled("haircut", format!("fact.{}", margin.securities.get(number(n)?)?.fact))
            }
            ["risk", "margin", "initial", n] => {
                let from = document.risk.as_ref()?.margin.as_ref()?.initial.get(number(n)?)?.from;
                Self { code: from.map(|from| from.to_string()), ..whole("initial") }
            }
            ["risk", "margin", "call"] => whole("call"),
            ["risk", "margin", "close"] => whole("close"),
            ["risk", "margin", "daily_limits", n] => {
                let margin = document.risk.as_ref()?.margin.as_ref()?;
                titled("daily_limit", format!("daily-limit.{}", margin.daily_limits.get(number(n)?)?.id))
            }
            ["risk", "lines", n] => coded("line", &document.lines().get(number(n)?)?.id),
            ["price", "off"] => whole("price_off"),
            ["price", "evidence"] => whole("price_evidence"),
            ["price", "costs", n, part] => {
                let from = document.price.as_ref()?.costs.get(number(n)?)?.from;
                let part = ["funding", "operating", "margin"].into_iter().find(|own| *own == part)?;
                Self { code: Some(from.to_string()), ..whole(part) }
            }
            ["price", "defaults", _, "probability"] => whole("probability"),
            ["price", "losses", _] => whole("loss"),
            ["price", "caps", n] => {
                titled("rate_cap", format!("cap.{}", document.price.as_ref()?.caps.get(number(n)?)?.id))
            }
            ["shelf", "evidence", n] => {
                titled("shelf_evidence", format!("fact.{}", document.shelf.as_ref()?.evidence.get(number(n)?)?.fact))
            }
            ["shelf", "criteria", n] => {
                titled("criterion", format!("criterion.{}", document.shelf.as_ref()?.criteria.get(number(n)?)?.id))
            }
            ["documents", n] => {
                titled("document", format!("document.{}.title", document.documents.get(number(n)?)?.id))
            }
            ["flows", n] => titled("flow", format!("flow.{}", document.flows.get(number(n)?)?.id)),
            ["attempts", n] => {
                let from = document.attempts.get(number(n)?)?.from;
                Self { code: Some(from.to_string()), ..whole("attempts") }
            }
            ["validity", n] => {
                let from = document.validity.get(number(n)?)?.from;
                Self { code: Some(from.to_string()), ..whole("validity") }
            }
            _ => return None,
        })
    }
}

/// A source.
#[derive(Serialize)]
pub struct Source<'a> {
    confidence: Confidence,
    title: &'a str,
    url: Option<&'a str>,
    read_on: String,
}

/// All sources, in the order of the pack.
pub fn sources(texts: Texts<'_>) -> Vec<Source<'_>> {
    let sources = texts.document().sources.iter().map(|(id, source)| Source {
        confidence: source.confidence,
        title: texts.text(&format!("source.{id}")),
        url: source.url.as_deref(),
        read_on: source.read_on.to_string(),
    });
    sources.collect()
}
