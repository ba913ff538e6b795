//! What a sheet is about: the pack's name and hash, where and since when it is in force.

use prescreen::terms::Origin;
use prescreen::terms::reference::PackRef;
use serde::Serialize;

use super::Texts;

/// The head of a sheet.
#[derive(Serialize)]
pub struct Head<'a> {
    title: &'a str,
    reference: &'a PackRef,
    from: String,
    /// None while open.
    to: Option<String>,
    jurisdiction: &'a str,
    regulator: &'a str,
    service: &'static str,
    time_zone: &'a str,
    /// Offset from UTC, ±hh:mm.
    offset: String,
    /// Empty for all.
    origins: Vec<&'a str>,
    locales: &'a [String],
    record: &'static str,
}

impl<'a> Head<'a> {
    pub fn of(texts: Texts<'a>) -> Self {
        let document = texts.document();
        Self {
            title: texts.text("pack.title"),
            reference: texts.pack.reference(),
            from: document.effective.from.to_string(),
            to: document.effective.to.map(|day| day.to_string()),
            jurisdiction: &document.jurisdiction,
            regulator: &document.regulator,
            service: document.service.word(),
            time_zone: &document.time_zone.name,
            offset: offset(document.time_zone.offset_minutes),
            origins: document.origins.iter().map(Origin::as_str).collect(),
            locales: &document.locales,
            record: document.record.word(),
        }
    }
}

fn offset(minutes: i32) -> String {
    let sign = if minutes < 0 { "−" } else { "+" };
    let minutes = minutes.unsigned_abs();
    format!("{sign}{:02}:{:02}", minutes.div_euclid(60), minutes.rem_euclid(60))
}
