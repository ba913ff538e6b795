//! `scorecard report`: how good a card is, as text, JSON, and a page that prints.

use clap::Args;
use prescreen_scorecard::report::{Performance, Report};
use prescreen_scorecard::{CardFile, Reading};
use serde_json::json;

use super::{page, problem, rows};
use crate::commands::{Answer, Done, InputError, input};

/// Judge a card: KS, AUC, Gini, calibration, stability, reject bands, and gaps between groups of people.
///
/// The first rows are those of the fit; '--test' names others, on which a card has to hold. Gaps stand beside the largest
/// group, with intervals of 95%; the columns of groups take no part in the points. The page has its pictures in it, in
/// English and Chinese, for light and dark screens and for paper.
#[derive(Args)]
pub struct ReportArgs {
    /// Rows: Parquet, lines of JSON (.ndjson), or CSV with a line of names; '-' for standard input
    rows: String,
    /// The file that 'scorecard fit' wrote
    #[arg(long, value_name = "FILE")]
    card: String,
    /// Other rows
    #[arg(long, value_name = "FILE")]
    test: Option<String>,
    /// A column of groups to set beside one another; may be repeated
    #[arg(long, value_name = "COLUMN", requires = "least")]
    group: Vec<String>,
    /// The least points of whoever is accepted, for gaps between groups
    #[arg(long, value_name = "POINTS", allow_hyphen_values = true)]
    least: Option<i32>,
    /// Where to write the page
    #[arg(long, value_name = "FILE")]
    html: Option<String>,
    /// Write the page in this language only
    #[arg(long, value_name = "LANGUAGE", value_parser = ["en", "zh"], requires = "html")]
    locale: Option<String>,
}

impl ReportArgs {
    /// Runs the command.
    pub fn run(&self) -> Done {
        let paths: Vec<&str> =
            [Some(self.rows.as_str()), Some(&self.card), self.test.as_deref()].into_iter().flatten().collect();
        input::one_standard_input(&paths)?;
        let file: CardFile = rows::read(&self.card)?;
        file.card.check().map_err(|error| problem(&self.card, error))?;
        let sample = rows::sample(&self.rows, &file.reading(&self.group))?;
        let reading: Reading = file.reading(&[]);
        let test = self.test.as_deref().map(|path| rows::sample(path, &reading)).transpose()?;
        let groups: Vec<&str> = self.group.iter().map(String::as_str).collect();
        let least = f64::from(self.least.unwrap_or(0));
        let report = Report::of(&file.card, &sample, test.as_ref(), &groups, least)
            .map_err(|error| problem(&self.rows, error))?;
        if let Some(path) = &self.html {
            let locales: Vec<&str> = self.locale.as_deref().map_or_else(|| vec!["en", "zh"], |one| vec![one]);
            let page = page::page(&file, &report, &locales)
                .map_err(|error| InputError::usage(&format!("the page cannot be laid out: {error}")))?;
            input::write(path, page)?;
        }
        Ok(Answer::new(told(&self.rows, self.test.as_deref(), &report), json!(report)))
    }
}

fn told(rows: &str, test: Option<&str>, report: &Report) -> String {
    let mut text = performance(rows, &report.sample);
    if let Some((test, on_test)) = test.zip(report.test.as_ref()) {
        text.push_str(&performance(test, on_test));
    }
    if let Some(stability) = report.stability {
        text.push_str(&format!("stability index of points  {stability:.6}\n"));
    }
    for one in &report.characteristics {
        let moved = one.stability.map(|index| format!(", stability index {index:.6}")).unwrap_or_default();
        text.push_str(&format!("{}  information value {:.6}{moved}\n", one.table.name, one.table.iv));
        if one.unseen > 0 {
            text.push_str(&format!(
                "  {} rows have a category that the card does not have: the least points\n",
                one.unseen
            ));
        }
    }
    if let Some((test, on_test)) = test.zip(report.test.as_ref()) {
        text.push_str(&bands(test, on_test));
    } else {
        text.push_str(&bands(rows, &report.sample));
    }
    for fairness in &report.fairness {
        text.push_str(&format!(
            "\n{}: accepted from {} points; gap to the largest group\n",
            fairness.column, fairness.least
        ));
        for group in &fairness.groups {
            let gap = group.accepted_gap;
            let beside = if group.reference {
                "the largest".to_owned()
            } else {
                format!(
                    "{:+.1} percentage points ({:+.1} to {:+.1})",
                    gap.value * 100.0,
                    gap.low * 100.0,
                    gap.high * 100.0
                )
            };
            let auc = if group.auc.value.is_finite() {
                format!("AUC {:.3}", group.auc.value)
            } else {
                "no AUC: one outcome alone".to_owned()
            };
            text.push_str(&format!(
                "  {}  {} rows, {:.1}% accepted, {beside}, {auc}\n",
                group.group,
                group.rows,
                group.accepted.value * 100.0,
            ));
        }
    }
    text
}

/// What accepting from each band on would mean, on these rows.
fn bands(rows: &str, on: &Performance) -> String {
    let mut text = format!(
        "\n{rows}, by points:\n   points         rows    rate  accepted from here  their rate  bad left out  good left out\n"
    );
    for band in &on.bands {
        let share = |share: f64| format!("{:.1}%", share * 100.0);
        text.push_str(&format!(
            "{:>5} to {:>5} {:>9} {:>7} {:>19} {:>11} {:>13} {:>14}\n",
            band.from,
            band.to,
            band.weight,
            share(band.rate),
            share(band.accepted),
            share(band.accepted_rate),
            share(band.bad_left_out),
            share(band.good_left_out),
        ));
    }
    text
}

fn performance(rows: &str, on: &Performance) -> String {
    let (ranking, calibration) = (&on.ranking, &on.calibration);
    let without = without_evidence(on.insufficient);
    format!(
        "{rows}: {} rows\n{without}  AUC {:.6} (standard error {:.6}), Gini {:.6}, KS {:.6} at {} points\n  mean probability {:.6}, observed {:.6}, Brier {:.6}, Hosmer-Lemeshow {:.3} (p {:.4})\n",
        on.rows,
        ranking.auc,
        ranking.auc_error,
        ranking.gini,
        ranking.ks,
        ranking.ks_at,
        calibration.predicted,
        calibration.observed,
        calibration.brier,
        calibration.hosmer_lemeshow,
        calibration.hosmer_lemeshow_probability,
    )
}

/// What is said of rows without evidence; nothing where there are none.
pub(super) fn without_evidence(rows: usize) -> String {
    match rows {
        0 => String::new(),
        1 => "  1 more row is of insufficient evidence, every value missing or special: no points\n".to_owned(),
        rows => format!("  {rows} more rows are of insufficient evidence, every value missing or special: no points\n"),
    }
}
