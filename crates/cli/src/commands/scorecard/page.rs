//! The report as one self-contained page, every language after the other, with its pictures and no script.

use minijinja::value::Serde;
use minijinja::{Environment, Error, ErrorKind};
use prescreen_scorecard::report::{Fairness, GroupGaps, Measured, Performance, Report};
use prescreen_scorecard::{BinRow, CardFile, Place};
use serde::Serialize;

use super::pictures::{Chart, Strip};
use crate::commands::{html, words};

/// The layout, by the name that templates include or import one another by.
const TEMPLATES: [(&str, &str); 5] = [
    ("page.html", include_str!("templates/page.html")),
    ("report.css", include_str!("templates/report.css")),
    ("parts.html", include_str!("templates/parts.html")),
    ("performance.html", include_str!("templates/performance.html")),
    ("report.html", include_str!("templates/report.html")),
];

/// The page of a report, in these languages.
///
/// # Errors
/// When a template lacks what it lays out.
pub(super) fn page(file: &CardFile, report: &Report, locales: &[&str]) -> Result<String, Error> {
    let mut parts = Vec::new();
    for locale in locales {
        parts.push(Part { locale, words: words(locale)? });
    }
    let page = Page {
        parts,
        bad: &file.reading.bad,
        target: &file.reading.target,
        card: CardView::of(file),
        report,
        sample: Pictures::of(&report.sample),
        test: report.test.as_ref().map(Pictures::of),
        characteristics: report
            .characteristics
            .iter()
            .zip(&file.card.characteristics)
            .map(Characteristic::of)
            .collect(),
        fairness: report.fairness.iter().map(Gaps::of).collect(),
    };
    environment()?.get_template("page.html")?.render(Serde(page))
}

fn words(locale: &str) -> Result<serde_json::Value, Error> {
    let wrong = |error| Error::new(ErrorKind::BadSerialization, "the words are not JSON").with_source(error);
    words::words(locale).map_err(wrong)
}

fn environment() -> Result<Environment<'static>, Error> {
    let mut environment = html::environment(&TEMPLATES)?;
    environment.add_filter("fixed", |value: f64, digits: usize| shown(value, digits, ""));
    environment.add_filter("percent", |share: f64, digits: usize| shown(share * 100.0, digits, "%"));
    Ok(environment)
}

/// A number with its sign, or a dash where there is none.
fn shown(value: f64, digits: usize, unit: &str) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let text = format!("{value:.digits$}{unit}");
    match text.strip_prefix('-') {
        Some(rest) if rest.bytes().any(|digit| (b'1'..=b'9').contains(&digit)) => format!("−{rest}"),
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

#[derive(Serialize)]
struct Page<'a> {
    parts: Vec<Part<'a>>,
    target: &'a str,
    bad: &'a str,
    card: CardView,
    report: &'a Report,
    sample: Pictures,
    test: Option<Pictures>,
    characteristics: Vec<Characteristic<'a>>,
    fairness: Vec<Gaps<'a>>,
}

/// One language.
#[derive(Serialize)]
struct Part<'a> {
    locale: &'a str,
    words: serde_json::Value,
}

#[derive(Serialize)]
struct CardView {
    points: i32,
    odds: f64,
    double: i32,
    base: i32,
}

impl CardView {
    fn of(file: &CardFile) -> Self {
        let scale = &file.card.scale;
        Self { points: scale.points, odds: scale.odds, double: scale.double, base: file.card.base }
    }
}

/// The pictures of a card on some rows.
#[derive(Serialize)]
struct Pictures {
    roc: Chart,
    ks: Chart,
    distribution: Chart,
    calibration: Chart,
    bands: Chart,
}

impl Pictures {
    fn of(on: &Performance) -> Self {
        Self {
            roc: Chart::roc(on),
            ks: Chart::ks(on),
            distribution: Chart::distribution(on),
            calibration: Chart::calibration(&on.calibration),
            bands: Chart::bands(on),
        }
    }
}

#[derive(Serialize)]
struct Characteristic<'a> {
    name: &'a str,
    iv: f64,
    coefficient: f64,
    error: f64,
    probability: f64,
    stability: Option<f64>,
    unseen: usize,
    rows: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    #[serde(flatten)]
    bin: &'a BinRow,
    kind: &'static str,
    points: i32,
    strip: Strip,
}

impl<'a> Characteristic<'a> {
    fn of((measured, one): (&'a Measured, &'a prescreen_scorecard::card::Characteristic)) -> Self {
        let most = measured.table.rows.iter().fold(0.0_f64, |most, row| most.max(row.woe.abs()));
        let row = |bin: &'a BinRow| Row {
            bin,
            kind: match bin.place {
                Place::Special(_) => "special",
                Place::Missing => "missing",
                Place::Bin(_) | Place::Unseen => "bin",
            },
            points: one.points_of(bin.place),
            strip: Strip::bar(bin.woe, most),
        };
        Self {
            name: &measured.table.name,
            iv: measured.table.iv,
            coefficient: one.coefficient,
            error: one.error,
            probability: one.probability,
            stability: measured.stability,
            unseen: measured.unseen,
            rows: measured.table.rows.iter().map(row).collect(),
        }
    }
}

#[derive(Serialize)]
struct Gaps<'a> {
    column: &'a str,
    least: f64,
    groups: Vec<GroupRow<'a>>,
}

#[derive(Serialize)]
struct GroupRow<'a> {
    #[serde(flatten)]
    gaps: &'a GroupGaps,
    strip: Strip,
}

impl<'a> Gaps<'a> {
    fn of(fairness: &'a Fairness) -> Self {
        let ends = fairness.groups.iter().flat_map(|group| [group.accepted_gap.low, group.accepted_gap.high]);
        let most = ends.fold(0.0_f64, |most, end| most.max(end.abs()));
        let row = |gaps: &'a GroupGaps| {
            let gap = &gaps.accepted_gap;
            GroupRow { gaps, strip: Strip::interval(gap.low, gap.value, gap.high, most) }
        };
        Self { column: &fairness.column, least: fairness.least, groups: fairness.groups.iter().map(row).collect() }
    }
}
