//! How a pack document is read: each type's fields and words once.

use super::schema::*;
use crate::json::{Json, Read, Reader};
use crate::{Code, documents, words};

documents! {
    PackDocument {
        prescreen, id, version, jurisdiction, regulator, service, time_zone, effective, locales, sources,
        notices, facts, questionnaire, classes, matching, attempts, validity, fraud, record, disclosure,
        texts; [origins, contradictions, eligibility, gates, documents, flows, never]
    }
    TimeZone { name, offset_minutes }
    Effective { from, to }
    Source { url, read_on, confidence }
    Basis { source, at, confidence, firm }
    Notice { id, version, kind, required, basis }
    Fact { id, kind = "type", unit, currency, min, max, derive; [options, provided_by] }
    Questionnaire { basis, without_no_loss, sections }
    Section { id, items }
    Item { id, kind, pick, options, example, basis; [risk_order] }
    Choice { id, from, to, illustration; [points, marks] }
    Example { currency, amount }
    Illustration { low, high; [low_open] }
    Classes { list, lowest, dimensions, combination; [caps] }
    Lowest { id, when, basis }
    Dimension { id, basis; [sum_of, bands] }
    Band { class, from, to }
    Cap { id, when, class_at_most, basis }
    Contradiction { id, when, items, then, kept, class_at_most, basis }
    Rule { id, when, unless, unless_tier, outcome, flow, if_unknown, basis; [purposes] }
    Fallback { outcome, flow }
    Matching { grades, types, terms, tags, reach, term, kind = "type", rules }
    Reach { grades, basis }
    Fit { item, fits, basis }
    Gate { id, tags, tier, requires, unmet, flow, basis }
    Document { id, version, basis }
    Flow { id, steps, basis; [investor_starts] }
    Step { id, kind, document, hours }
    Attempts { from, per_day, per_12_months, immediate_retakes, lockout_hours, basis }
    Validity { from, months, basis }
    Fraud { consent, rules, bands; [models] }
    FraudModel { id, hash, features, basis }
    FraudRule { id, concern, when, weight, basis; [purposes, held_wrongly] }
    HeldWrongly { population, held, of }
    FraudThreshold { id, band, from, families, flow, basis }
    Promise { id, when, class_at_most, grade_at_most }
    Disclosure { deciding_reason; [reasons, shadow] }
    ShadowClasses { pack, classes }
}

words! {
    Service { Advised = "advised", NonAdvised = "non_advised" }
    Confidence { K = "K", L = "L", M = "M", H = "H" }
    NoticeKind { Notice = "notice", Consent = "consent" }
    FactKind { Integer = "integer", Boolean = "boolean", Date = "date", Choice = "choice" }
    Unit {
        MinorUnits = "minor_units", Months = "months", Years = "years", BasisPoints = "basis_points",
        Count = "count"
    }
    Provider { Host = "host", Person = "person", File = "file" }
    ItemKind { Single = "single", Multiple = "multiple", Number = "number" }
    Pick { Max = "max", Sum = "sum" }
    Mark {
        NoLoss = "no_loss", NoCapacity = "no_capacity", NoExperience = "no_experience",
        ShortHorizon = "short_horizon", NoCivilCapacity = "no_civil_capacity"
    }
    Combination { Min = "min" }
    Severity { Note = "note", Ask = "ask", Cap = "cap", Refer = "refer", Block = "block" }
    StepKind { Read = "read", Sign = "sign", Insist = "insist", Wait = "wait", Host = "host" }
    Concern { Application = "application", Influence = "influence" }
    Record { Investor = "investor" }
}

impl Read for Derive {
    fn read<'j>(json: &'j Json, reader: &mut Reader<'j>) -> Self {
        reader.object(json, &["age_on", "months_since", "min", "max", "share_bp"]);
        match json {
            Json::Map(entries) if entries.len() == 1 => {}
            _ => reader
                .fail(Code::Type, "expected an object with one function: age_on, months_since, min, max or share_bp"),
        }
        let has = |name| json.get(name).is_some();
        if has("months_since") {
            Self::MonthsSince(reader.field(json, "months_since"))
        } else if has("min") {
            Self::Min(reader.field(json, "min"))
        } else if has("max") {
            Self::Max(reader.field(json, "max"))
        } else if let Some(share) = json.get("share_bp") {
            reader.object(share, &["part", "whole"]);
            Self::ShareBp { part: reader.field(share, "part"), whole: reader.field(share, "whole") }
        } else {
            Self::AgeOn(reader.field(json, "age_on"))
        }
    }
}
