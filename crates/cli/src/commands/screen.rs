//! `screen`: a case through a pack, as the tab does it.

use clap::Args;
use prescreen::assessment::{Assessment, Met};
use prescreen::case::MAX_CASE_BYTES;
use prescreen::id::Id;
use prescreen::json::Json;
use prescreen::session::MAX_SESSION_BYTES;
use prescreen::{Case, Error, Pack, Screening, Session, Shadow};
use serde_json::{Map, json};

use super::amounts::Amounts;
use super::ranking::{self, Products};
use super::what_if::WhatIf;
use super::{Answer, Document, Done, InputError, input, load, locale, scores};

/// Screen one case: class, outcome and reasons
///
/// Gives the assessment (as JSON with --json), or says what is wrong with a document and where.
/// What it says of a case repeats nothing of it.
#[derive(Args)]
pub struct ScreenArgs {
    /// Pack file
    #[arg(long)]
    pack: String,
    /// Session file
    #[arg(long)]
    session: String,
    /// Case file; '-' for standard input
    #[arg(long)]
    case: String,
    /// Another pack to try on the same case; it decides nothing
    #[arg(long, value_name = "PACK")]
    shadow: Option<String>,
    /// Suppose facts that a file would give: {"FACT": {"value": …, "tier": "parsed" or "consistent"}}. A what-if: no
    /// file of a person is read, and the tier is what you say
    #[arg(long, value_name = "FILE")]
    as_if_found: Option<String>,
    /// Products to put in the order in which they fit, as a JSON list of sheets
    #[arg(long, value_name = "FILE")]
    products: Option<String>,
    /// Say how a limit, a fall and a price came about, number by number
    #[arg(long)]
    amounts: bool,
    /// A model that the pack names, as it was trained or converted; may stand several times
    #[arg(long = "model", value_name = "FILE")]
    models: Vec<String>,
    /// The language of the texts
    #[arg(long)]
    locale: Option<String>,
}

impl ScreenArgs {
    /// Runs the command.
    pub fn run(&self) -> Done {
        let mut paths = vec![&*self.pack, &*self.session, &*self.case];
        paths.extend(self.shadow.as_deref());
        paths.extend(self.as_if_found.as_deref());
        paths.extend(self.products.as_deref());
        paths.extend(self.models.iter().map(String::as_str));
        input::one_standard_input(&paths)?;
        let pack = load(&self.pack)?;
        let other = self.shadow.as_deref().map(load).transpose()?;
        let locale = locale(&pack, self.locale.as_deref())?;
        let session_file = Document::read(&self.session, MAX_SESSION_BYTES)?;
        let session = Session::read(&session_file.text).map_err(|error| session_file.problem(error))?;
        let case_file = Document::read(&self.case, MAX_CASE_BYTES)?;
        let case = Case::read(&case_file.text).map_err(|error| case_file.problem(error))?;
        let blame = |error| blame(&pack, &session_file, &session, &case_file, error);
        let screening = Screening::of(&pack, &session, case).map_err(blame)?;
        let what_if = self.as_if_found.as_deref().map(WhatIf::read).transpose()?;
        let screening = match &what_if {
            Some(what_if) => screening.with_found(what_if.found(&pack)).map_err(|error| what_if.problem(error))?,
            None => screening,
        };
        let mut given = Vec::new();
        for model in &self.models {
            given.extend(scores::score(model, &screening)?);
        }
        let screening = screening.with_scores(given).map_err(blame)?;
        let assessment = screening.assessment();
        let mut text = said(&pack, locale, assessment);
        let mut beside_it = Map::new();
        if let Some(what_if) = &what_if {
            text.push_str(&supposed(what_if));
            beside_it.insert("as_if_found".into(), json!(what_if.facts()));
        }
        if let Some(other) = other {
            let shadow = screening.shadow(&other);
            let reported = other.reference() != pack.reference() && pack.document().disclosure.shadow(&other).is_some();
            text.push_str(&beside(assessment, &shadow, reported));
            beside_it.extend([("shadow".into(), json!(shadow)), ("reported".into(), json!(reported))]);
        }
        if let Some(products) = self.products.as_deref().map(Products::read).transpose()? {
            let fit = products.ranked(&screening)?;
            text.push_str(&ranking::said(&pack, locale, fit.as_ref()));
            beside_it.insert("shelf".into(), json!(fit));
        }
        if self.amounts {
            let amounts = Amounts::of(&screening);
            let afforded = assessment.credit.as_ref().map(|credit| credit.outcome);
            text.push_str(&amounts.said(&pack, afforded));
            beside_it.insert("amounts".into(), json!(amounts));
        }
        if beside_it.is_empty() {
            return Ok(Answer::new(text, json!(assessment)));
        }
        beside_it.insert("assessment".into(), json!(assessment));
        Ok(Answer::new(text, beside_it.into()))
    }
}

/// That this is a what-if, and what it rests on.
fn supposed(what_if: &WhatIf) -> String {
    let facts = what_if.facts().iter();
    let facts: Vec<String> = facts.map(|(fact, found)| format!("{fact} ({})", found.tier.word())).collect();
    format!("\nsupposed {}: nothing was read from a file\n", facts.join(", "))
}

/// The pair of classes, and what becomes of the second.
fn beside(assessment: &Assessment, shadow: &Shadow, reported: bool) -> String {
    let class = |id: Option<&Id>| id.map_or("none", Id::as_str).to_owned();
    let goes = if reported { "a verdict may report it" } else { "a verdict does not report it" };
    let (first, other) = (&assessment.pack, shadow.pack());
    format!(
        "\nbeside   {} by {}@{}, which decides; {} by {}@{}, which decides nothing ({goes})\n",
        class(assessment.class.as_ref()),
        first.id,
        first.version,
        class(shadow.class()),
        other.id,
        other.version,
    )
}

/// Says which of the two files an error of screening is about: the session's, if it remains with
/// an empty case.
fn blame(pack: &Pack, session_file: &Document, session: &Session, case_file: &Document, error: Error) -> InputError {
    match Case::read("{}").and_then(|empty| Screening::of(pack, session, empty)) {
        Err(same) if same == error => session_file.problem(error),
        _ => case_file.problem(error),
    }
}

fn said(pack: &Pack, locale: &str, assessment: &Assessment) -> String {
    let text = |key: String| pack.text(locale, &key).unwrap_or_default();
    let word = |value: serde_json::Value| value.as_str().unwrap_or_default().replace('_', " ");
    let mut said = String::new();
    match &assessment.class {
        Some(class) => {
            let on_file = if assessment.class_on_file { " (on file)" } else { "" };
            said.push_str(&format!("class    {class}{on_file}: {}\n", text(format!("class.{class}"))));
        }
        None => said.push_str("class    none\n"),
    }
    said.push_str(&format!("outcome  {}\n", word(json!(assessment.outcome))));
    if let Some(credit) = &assessment.credit {
        let band = credit.band.as_ref().map_or_else(String::new, |band| format!(", band {band}"));
        said.push_str(&format!("credit   {}{band}\n", word(json!(credit.outcome))));
    }
    for reason in &assessment.reasons {
        let deciding = if reason.deciding { "decides" } else { "       " };
        let outcome = reason.outcome.map_or_else(String::new, |outcome| format!(" → {}", word(json!(outcome))));
        let doubt = if reason.unknown { " (unknown)" } else { "" };
        let why = text(format!("reason.{}", reason.code));
        let condition = condition_of(pack, reason.code.as_str());
        // The pack's words are of the person only where all of the rule is known to hold.
        let why = match condition {
            Some(_) if reason.unknown => format!("the rule says: {why}"),
            Some(condition) if is_either(condition) => {
                format!("the rule says, and one or another of its conditions holds: {why}")
            }
            _ => why.into(),
        };
        said.push_str(&format!("{deciding}  {}{doubt}{outcome}: {why}\n", reason.code));
    }
    for gate in &assessment.gates {
        let state = match gate.state {
            Met::Met => "met",
            Met::Unmet => "unmet",
            Met::Unknown => "unknown",
        };
        said.push_str(&format!("gate     {}: {state}\n", gate.gate));
    }
    for (name, ids) in [("asks", &assessment.asks), ("missing", &assessment.missing), ("flow", &assessment.flows)] {
        for id in ids {
            said.push_str(&format!("{name:<8} {id}\n"));
        }
    }
    said
}

/// The condition of the rule that a reason's code names.
fn condition_of<'a>(pack: &'a Pack, code: &str) -> Option<&'a Json> {
    let document = pack.document();
    let caps = document.classes.caps.iter().map(|cap| (&cap.id, &cap.when));
    let pairs = document.contradictions.iter().map(|pair| (&pair.id, &pair.when));
    let rules = document.eligibility.iter().chain(&document.matching.rules).map(|rule| (&rule.id, &rule.when));
    let gates = document.gates.iter().map(|gate| (&gate.id, &gate.requires));
    let permissions = document.permissions.iter().map(|permission| (&permission.id, &permission.requires));
    let lowest = core::iter::once((&document.classes.lowest.id, &document.classes.lowest.when));
    let mut all = caps.chain(pairs).chain(rules).chain(gates).chain(permissions).chain(lowest);
    all.find(|(id, _)| id.as_str() == code).map(|(_, condition)| condition)
}

/// Whether one of several parts of a condition is enough: the rule's words then tell more than is known.
fn is_either(condition: &Json) -> bool {
    match condition {
        Json::Map(parts) => parts.iter().any(|(key, inner)| key == "$or" || is_either(inner)),
        Json::List(parts) => parts.iter().any(is_either),
        _ => false,
    }
}
