//! Format, name, time zone, locales, dated parts and reason codes.

use crate::Code;
use crate::date::Date;
use crate::id::Id;
use crate::pack::limits::{MAX_RULES, MAX_TEXT_BYTES};
use crate::pack::schema::PackDocument;

use super::Findings;

pub(super) fn check(document: &PackDocument, findings: &mut Findings) {
    findings.ensure(document.prescreen == 1, Code::Range, "/prescreen", "this version reads format 1");
    findings.ensure(is_version(&document.version), Code::Type, "/version", "a version is major.minor.patch");
    findings.ensure(
        (-720..=840).contains(&document.time_zone.offset_minutes),
        Code::Range,
        "/time_zone/offset_minutes",
        "an offset is −720 to 840 minutes",
    );
    let open = document.effective.to.is_none_or(|to| document.effective.from <= to);
    findings.ensure(open, Code::Range, "/effective", "the last day is before the first");
    findings.ensure(!document.locales.is_empty(), Code::Range, "/locales", "a pack needs at least one locale");
    for (n, origin) in document.origins.iter().enumerate() {
        let loopback =
            ["http://127.0.0.1", "http://localhost"].iter().any(|prefix| origin.as_str().starts_with(prefix));
        let form = origin.as_str().starts_with("https://") || loopback;
        findings.ensure(form, Code::Type, format!("/origins/{n}"), "an origin is https, or http on loopback");
    }
    let start = document.effective.from;
    dated(findings, "/attempts", start, document.attempts.iter().map(|entry| entry.from));
    dated(findings, "/validity", start, document.validity.iter().map(|entry| entry.from));
    for (n, entry) in document.validity.iter().enumerate() {
        let range = (1..=1200).contains(&entry.months);
        findings.ensure(range, Code::Range, format!("/validity/{n}/months"), "a class holds 1 to 1200 months");
    }
    for (n, entry) in document.attempts.iter().enumerate() {
        let paired = entry.immediate_retakes.is_some() == entry.lockout_hours.is_some();
        let message = "immediate_retakes and lockout_hours come together";
        findings.ensure(paired, Code::Inconsistent, format!("/attempts/{n}"), message);
    }
    codes(document, findings);
    for (locale, texts) in &document.texts {
        for (key, text) in texts {
            let short = text.len() <= MAX_TEXT_BYTES;
            findings.ensure(short, Code::Limit, format!("/texts/{locale}/{key}"), "the text is too long");
        }
    }
}

/// Reason codes share one name space, because a verdict names them without their part.
fn codes(document: &PackDocument, findings: &mut Findings) {
    let codes: Vec<&Id> = document.reason_codes().collect();
    findings.at_most("", codes.len(), MAX_RULES);
    findings.unique("", codes.into_iter());
}

fn dated(findings: &mut Findings, at: &str, start: Date, days: impl Iterator<Item = Date>) {
    let days: Vec<Date> = days.collect();
    let covered = days.first().is_some_and(|first| *first <= start);
    findings.ensure(covered, Code::Range, at, "the first entry starts after the pack does");
    let rising = days.windows(2).all(|pair| pair.first() < pair.last());
    findings.ensure(rising, Code::Range, at, "entries stand in rising order of their first day");
}

fn is_version(text: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.len() <= 6 && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split('.').count() == 3 && text.split('.').all(part)
}
