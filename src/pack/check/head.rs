//! Format, name, time zone, locales, dated parts and reason codes.

use core::ops::RangeInclusive;

use crate::Code;
use crate::date::Date;
use crate::id::Id;
use crate::pack::knobs::KNOBS;
use crate::pack::limits::{MAX_ARCHIVE_KEYS, MAX_ARCHIVED_BYTES, MAX_RULES, MAX_TEXT_BYTES, MIN_ARCHIVED_BYTES};
use crate::pack::schema::{Archive, Dimension, PackDocument};
use crate::terms::{EngineCode, base64url};

use super::{Findings, below};

/// Offsets from UTC that any zone has, in minutes: UTC−12 to UTC+14.
const OFFSETS: RangeInclusive<i32> = -720..=840;

/// How long a class may hold, in months.
const MONTHS: RangeInclusive<u32> = 1..=1200;

pub(super) fn check(document: &PackDocument, findings: &mut Findings) {
    if document.prescreen != 1 {
        found!(
            findings, Code::Range, "/prescreen";
            "the format is {}; this version reads format 1", document.prescreen;
            "Write 1, or use the version that reads this format."
        );
    }
    if !is_version(&document.version) {
        found!(
            findings, Code::Type, "/version";
            "the version '{}' is not three numbers joined by dots", document.version;
            "Write major.minor.patch, such as 1.0.0; a number has 1 to 6 digits."
        );
    }
    let offset = document.time_zone.offset_minutes;
    if !OFFSETS.contains(&offset) {
        found!(
            findings, Code::Range, "/time_zone/offset_minutes";
            "the offset is {offset} minutes; it has to be from {} to {}", OFFSETS.start(), OFFSETS.end();
            "Give the minutes east of UTC: 480 for Asia/Shanghai, -300 for New York's winter."
        );
    }
    let from = document.effective.from;
    if let Some(to) = document.effective.to.filter(|to| *to < from) {
        found!(
            findings, Code::Range, "/effective";
            "the pack's last day, {to}, is before its first, {from}";
            "Let `to` be the first day or later, or leave it out."
        );
    }
    if document.locales.is_empty() {
        found!(
            findings, Code::Range, "/locales";
            "the pack has no locale; at least 1 is needed";
            "Name at least one, such as \"en\", and give its texts in /texts."
        );
    }
    for (n, origin) in document.origins.iter().enumerate() {
        let form = ["https://", "http://127.0.0.1", "http://localhost"];
        if !form.iter().any(|prefix| origin.as_str().starts_with(prefix)) {
            found!(
                findings, Code::Type, "/origins/{n}";
                "the origin '{origin}' is neither https nor http on the same machine";
                "Write https://HOST; http://127.0.0.1 and http://localhost are for trying out."
            );
        }
    }
    dated(findings, "/attempts", from, document.attempts.iter().map(|entry| entry.from));
    dated(findings, "/validity", from, document.validity.iter().map(|entry| entry.from));
    for (n, entry) in document.validity.iter().enumerate().filter(|(_, entry)| !MONTHS.contains(&entry.months)) {
        found!(
            findings, Code::Range, "/validity/{n}/months";
            "a class holds for {} months here; it has to be from 1 to {}", entry.months, MONTHS.end();
            "Give whole months, such as 12 for a year."
        );
    }
    for (n, entry) in document.attempts.iter().enumerate() {
        let (given, missing) = match (entry.immediate_retakes, entry.lockout_hours) {
            (Some(_), None) => ("immediate_retakes", "lockout_hours"),
            (None, Some(_)) => ("lockout_hours", "immediate_retakes"),
            _ => continue,
        };
        found!(
            findings, Code::Inconsistent, "/attempts/{n}";
            "`{given}` is given, and `{missing}` is not";
            "Give both, or neither."
        );
    }
    if let Some(archive) = document.record.archive() {
        self::archive(archive, from, findings);
    }
    if let Some(keeper) = document.record.committed().filter(|_| document.notices.is_empty()) {
        found!(
            findings, Code::Inconsistent, "/record";
            "the firm keeps the record ({keeper}), and no notice tells the person";
            "Give a notice or a consent that says who keeps what is answered, why, and for how long."
        );
    }
    for (part, list) in [("attempts_with", &document.attempts_with), ("profiles_of", &document.profiles_of)] {
        let at = format!("/{part}");
        findings.unique("pack", &at, "", &mut list.iter());
        if let Some(n) = list.iter().position(|id| *id == document.id) {
            found!(
                findings, Code::Inconsistent, "{at}/{n}";
                "the pack names itself, '{}'; its own versions count in any case", document.id;
                "Name other packs only."
            );
        }
    }
    knobs(document, findings);
    codes(document, findings);
    for (locale, texts) in &document.texts {
        for (key, text) in texts.iter().filter(|(_, text)| text.len() > MAX_TEXT_BYTES) {
            found!(
                findings, Code::Limit, "{}", below(&below("/texts", locale), key);
                "the text has {} bytes; at most {MAX_TEXT_BYTES} are allowed", text.len();
                "Shorten it, or split it into several documents."
            );
        }
    }
}

/// Only what an experiment can turn, each once.
fn knobs(document: &PackDocument, findings: &mut Findings) {
    findings.unique("knob", "/knobs", "", &mut document.knobs.iter());
    for (n, knob) in document.knobs.iter().enumerate().filter(|(_, knob)| !KNOBS.contains(&knob.as_str())) {
        found!(
            findings, Code::Range, "/knobs/{n}";
            "an experiment cannot vary '{knob}'; it has to be one of: {}", KNOBS.join(", ");
            "Take it out: points and rules are tried in a shadow pack."
        );
    }
}

/// The length and the keys of sealed records. Whether a key is a point of the curve is for those who can seal.
fn archive(archive: &Archive, start: Date, findings: &mut Findings) {
    let bytes = usize::try_from(archive.bytes).unwrap_or(usize::MAX);
    if !(MIN_ARCHIVED_BYTES..=MAX_ARCHIVED_BYTES).contains(&bytes) {
        found!(
            findings, Code::Range, "/record/sealed/bytes";
            "records are sealed with {bytes} bytes; it has to be from {MIN_ARCHIVED_BYTES} to {MAX_ARCHIVED_BYTES}";
            "Give the one length that every record is padded to, such as 65536."
        );
    }
    let at = "/record/sealed/keys";
    findings.at_most(at, "archive keys", archive.keys.len(), MAX_ARCHIVE_KEYS);
    findings.unique_at("archive key", &mut archive.keys.iter().map(|key| &key.id), &|n| format!("{at}/{n}/id"));
    dated(findings, at, start, archive.keys.iter().map(|key| key.from));
    for (n, key) in archive.keys.iter().enumerate() {
        let point: Option<[u8; 65]> = base64url::decode_array(&key.public_key);
        if point.is_none_or(|point| point.first() != Some(&4)) {
            found!(
                findings, Code::Encoding, "{at}/{n}/public_key";
                "the archive key '{}' is no uncompressed point of P-256 in base64url", key.id;
                "Take what `prescreen record keygen` prints: 65 bytes, the first of them 4."
            );
        }
    }
}

/// Reason codes share one name space, because a verdict names them without their part.
fn codes(document: &PackDocument, findings: &mut Findings) {
    findings.at_most("", "reason codes", document.reason_codes().count(), MAX_RULES);
    findings.unique_at("reason code", &mut document.reason_codes(), &|n| document.reason_place(n));
    let dimensions = document.classes.dimensions.iter().map(Dimension::reason_code);
    let made: Vec<Id> = dimensions.chain(document.credit_codes()).collect();
    for (n, code) in document.reason_codes().enumerate() {
        if EngineCode::ALL.iter().any(|engine| *code == *engine.as_str()) || made.contains(code) {
            found!(
                findings, Code::Duplicate, "{}", document.reason_place(n);
                "the id '{code}' is a reason code of the engine";
                "Rename it: a verdict could not tell the two apart."
            );
        }
    }
}

pub(super) fn dated(findings: &mut Findings, at: &str, start: Date, days: impl Iterator<Item = Date>) {
    let days: Vec<Date> = days.collect();
    let help = format!("Let the first entry be `from` {start} or earlier.");
    match days.first() {
        None => found!(findings, Code::Range, "{at}"; "no entry is here; the pack holds from {start}"; "{help}"),
        Some(first) if *first > start => {
            found!(
                findings, Code::Range, "{at}";
                "the pack holds from {start}, and its first entry only from {first}";
                "{help}"
            );
        }
        Some(_) => {}
    }
    for (n, pair) in (1_usize..).zip(days.windows(2)) {
        if let [before, after] = pair
            && before >= after
        {
            found!(
                findings, Code::Range, "{at}/{n}/from";
                "this entry is from {after}, which is not later than {before}, the one before it";
                "Put entries in the order of their first day, each day once."
            );
        }
    }
}

fn is_version(text: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.len() <= 6 && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split('.').count() == 3 && text.split('.').all(part)
}
