//! The pictures of a report, as places on a page: the templates draw them.
//!
//! Takes numbers of a report, gives lines, bars, dots and ticks inside a frame of 360 by 240, of which the drawing itself is
//! 300 by 190. No text but numbers.

use prescreen_scorecard::report::{Calibration, Performance};
use serde::Serialize;

/// The drawing inside the frame.
const LEFT: f64 = 48.0;
const TOP: f64 = 12.0;
const WIDTH: f64 = 300.0;
const HEIGHT: f64 = 190.0;
/// Bars of the distribution of points.
const BARS: usize = 20;

/// A picture with two axes.
#[derive(Default, Serialize)]
pub(super) struct Chart {
    across: Vec<Tick>,
    up: Vec<Tick>,
    lines: Vec<Line>,
    bars: Vec<Bar>,
    dots: Vec<Dot>,
}

#[derive(Serialize)]
struct Tick {
    at: f64,
    label: String,
}

#[derive(Serialize)]
struct Line {
    class: &'static str,
    points: String,
}

#[derive(Serialize)]
struct Bar {
    class: &'static str,
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

#[derive(Serialize)]
struct Dot {
    x: f64,
    y: f64,
    low: f64,
    high: f64,
}

/// A range of numbers along an axis.
#[derive(Clone, Copy)]
struct Range {
    from: f64,
    to: f64,
}

impl Range {
    const SHARES: Self = Self { from: 0.0, to: 1.0 };

    fn of(values: impl Iterator<Item = f64>) -> Self {
        let (from, to) =
            values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), one| (low.min(one), high.max(one)));
        if from < to { Self { from, to } } else { Self { from: from - 1.0, to: from + 1.0 } }
    }

    fn part(self, value: f64) -> f64 {
        ((value - self.from) / (self.to - self.from)).clamp(0.0, 1.0)
    }

    fn across(self, value: f64) -> f64 {
        rounded(LEFT + WIDTH * self.part(value))
    }

    fn up(self, value: f64) -> f64 {
        rounded(TOP + HEIGHT * (1.0 - self.part(value)))
    }

    /// Three to eight round numbers in it.
    fn ticks(self) -> impl Iterator<Item = f64> {
        let wanted = (self.to - self.from) / 6.0;
        let power = 10_f64.powf(wanted.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].map(|digit| digit * power).into_iter().find(|step| *step >= wanted);
        let step = step.unwrap_or(wanted);
        let first = (self.from / step).ceil();
        (0..=8_u8).map(move |place| (first + f64::from(place)) * step).take_while(move |tick| *tick <= self.to)
    }
}

fn rounded(place: f64) -> f64 {
    (place * 10.0).round() / 10.0
}

impl Chart {
    fn new(across: Range, up: Range, points_across: bool) -> Self {
        let percent = |share: f64| format!("{}%", (share * 100.0).round());
        let label = |value: f64| if points_across { format!("{value}") } else { percent(value) };
        Self {
            across: across.ticks().map(|tick| Tick { at: across.across(tick), label: label(tick) }).collect(),
            up: up.ticks().map(|tick| Tick { at: up.up(tick), label: percent(tick) }).collect(),
            ..Self::default()
        }
    }

    fn line(&mut self, class: &'static str, across: Range, up: Range, points: impl Iterator<Item = (f64, f64)>) {
        let mut text: Vec<String> = points.map(|(x, y)| format!("{},{}", across.across(x), up.up(y))).collect();
        text.dedup();
        self.lines.push(Line { class, points: text.join(" ") });
    }

    /// How many of the good and of the bad are above each number of points.
    pub(super) fn roc(on: &Performance) -> Self {
        let all = Range::SHARES;
        let mut chart = Self::new(all, all, false);
        chart.line("even", all, all, [(0.0, 0.0), (1.0, 1.0)].into_iter());
        let points = on.ranking.roc.iter().map(|point| (point.good, point.bad));
        chart.line("bad", all, all, [(0.0, 0.0)].into_iter().chain(points));
        chart
    }

    /// Shares of the bad and of the good up to each number of points, and where they are farthest apart.
    pub(super) fn ks(on: &Performance) -> Self {
        let roc = &on.ranking.roc;
        let (across, up) = (Range::of(roc.iter().map(|point| point.value)), Range::SHARES);
        let mut chart = Self::new(across, up, true);
        chart.line("bad", across, up, roc.iter().map(|point| (point.value, point.bad)));
        chart.line("good", across, up, roc.iter().map(|point| (point.value, point.good)));
        if let Some(widest) = roc.iter().find(|point| point.value == on.ranking.ks_at) {
            chart.line("mark", across, up, [(widest.value, widest.good), (widest.value, widest.bad)].into_iter());
        }
        chart
    }

    /// How the points of the bad and of the good lie.
    pub(super) fn distribution(on: &Performance) -> Self {
        let roc = &on.ranking.roc;
        let across = Range::of(roc.iter().map(|point| point.value));
        let mut shares = vec![(0.0, 0.0); BARS];
        let (mut good, mut bad) = (0.0, 0.0);
        for point in roc {
            let place = (across.part(point.value) * BARS as f64) as usize;
            if let Some(bar) = shares.get_mut(place.min(BARS.saturating_sub(1))) {
                bar.0 += point.good - good;
                bar.1 += point.bad - bad;
            }
            (good, bad) = (point.good, point.bad);
        }
        let most = shares.iter().fold(0.0_f64, |most, (good, bad)| most.max(*good).max(*bad));
        let up = Range { from: 0.0, to: if most > 0.0 { most } else { 1.0 } };
        let mut chart = Self::new(across, up, true);
        let width = WIDTH / BARS as f64;
        for (place, (good, bad)) in shares.into_iter().enumerate() {
            for (class, share, shift) in [("good", good, 0.1), ("bad", bad, 0.5)] {
                let y = up.up(share);
                let x = rounded(LEFT + width * (place as f64 + shift));
                chart.bars.push(Bar { class, x, y, width: rounded(width * 0.4), height: rounded(TOP + HEIGHT - y) });
            }
        }
        chart
    }

    /// What turned out beside what was predicted, with intervals.
    pub(super) fn calibration(calibration: &Calibration) -> Self {
        let groups = &calibration.groups;
        let most = groups.iter().fold(0.0_f64, |most, group| most.max(group.predicted).max(group.observed.high));
        let all = Range { from: 0.0, to: if most > 0.0 { most } else { 1.0 } };
        let mut chart = Self::new(all, all, false);
        chart.line("even", all, all, [(0.0, 0.0), (most, most)].into_iter());
        chart.dots = groups
            .iter()
            .map(|group| Dot {
                x: all.across(group.predicted),
                y: all.up(group.observed.value),
                low: all.up(group.observed.low),
                high: all.up(group.observed.high),
            })
            .collect();
        chart
    }

    /// Who is left out where a number of points is the least.
    pub(super) fn bands(on: &Performance) -> Self {
        let (across, up) = (Range::of(on.bands.iter().map(|band| band.from)), Range::SHARES);
        let mut chart = Self::new(across, up, true);
        chart.line("bad", across, up, on.bands.iter().map(|band| (band.from, band.bad_left_out)));
        chart.line("good", across, up, on.bands.iter().map(|band| (band.from, band.good_left_out)));
        chart.line("rest", across, up, on.bands.iter().map(|band| (band.from, band.accepted_rate)));
        chart
    }
}

/// A bar or an interval inside a row of a table, in a frame of 160 by 16 whose middle is zero.
#[derive(Serialize)]
pub(super) struct Strip {
    class: &'static str,
    from: f64,
    to: f64,
    at: f64,
}

impl Strip {
    /// A bar from zero.
    pub(super) fn bar(value: f64, most: f64) -> Self {
        let at = place(value, most);
        Self { class: if value > 0.0 { "bad" } else { "good" }, from: at.min(80.0), to: at.max(80.0), at }
    }

    /// An interval with its estimate.
    pub(super) fn interval(low: f64, value: f64, high: f64, most: f64) -> Self {
        Self { class: "mark", from: place(low, most), to: place(high, most), at: place(value, most) }
    }
}

fn place(value: f64, most: f64) -> f64 {
    if most > 0.0 && value.is_finite() { rounded((80.0 + 76.0 * value / most).clamp(0.0, 160.0)) } else { 80.0 }
}
