//! Each metric of each variation against the control.

use serde::Serialize;

use super::super::difference::{Difference, Interval, Scale};
use super::super::multiple::{benjamini_hochberg, holm};
use super::super::plan::{Metric, MetricKind, Plan};
use super::super::sample::{Joint, Sample};
use super::super::statistics::PhaseStatistics;

/// One metric.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Comparison {
    /// The metric.
    pub metric: String,
    /// Whether it decides.
    pub role: Role,
    /// The value in each variation.
    pub measured: Vec<Measured>,
    /// Each variation but the control, against the control; without those that cannot be tested: fewer than two people, a ratio to
    /// nothing, or nobody who differs from anybody in either variation. These count among the comparisons all the same.
    pub effects: Vec<Effect>,
}

/// What a metric is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// It decides. Adjusted by Holm over all variations of the plan.
    Primary,
    /// It explains. Adjusted by Benjamini and Hochberg over all of these and all variations.
    Secondary,
}

/// A metric's value in a variation.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Measured {
    /// The variation.
    pub variation: String,
    /// Above the line.
    pub numerator: f64,
    /// Below the line: people, or of a ratio the other sum.
    pub denominator: f64,
    /// The value, unadjusted.
    pub value: f64,
}

/// A variation against the control.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Effect {
    /// The variation.
    pub variation: String,
    /// The difference in the metric's unit.
    pub absolute: Bounds,
    /// The same as a share of the control's measured value, and no less than -1; none where that is 0. An interval holds 0 exactly
    /// where that of `absolute` does, so that it never contradicts the p-values.
    pub of_control: Option<Bounds>,
    /// The relative difference with intervals by the delta method, which count in how well the control's value is known, as
    /// GrowthBook's; none where the control's value is 0. Of few people they can contradict the p-values.
    pub relative: Option<Bounds>,
    /// p of the fixed horizon.
    pub p: f64,
    /// The same, adjusted for the number of tests.
    pub p_adjusted: f64,
    /// p that holds at every look.
    pub p_always_valid: f64,
    /// The same, adjusted for the number of tests.
    pub p_always_valid_adjusted: f64,
    /// The probability that the variation's value is higher, by the data alone.
    pub chance_higher: f64,
    /// What is lost on average by choosing the control, in the metric's unit.
    pub risk_of_control: f64,
    /// What is lost on average by choosing the variation.
    pub risk_of_variation: f64,
}

/// An estimated difference with its intervals, all of the difference.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Bounds {
    /// The estimate.
    pub estimate: f64,
    /// Fixed horizon: from and to. It holds at one look that was planned.
    pub fixed: [f64; 2],
    /// Always valid: from and to. It holds at all looks together.
    pub always_valid: [f64; 2],
}

pub(super) fn compare(plan: &Plan, counted: &PhaseStatistics) -> Vec<Comparison> {
    let metrics = plan.metrics.iter().enumerate();
    let mut comparisons: Vec<Comparison> = metrics.map(|(n, metric)| of_metric(plan, metric, n, counted)).collect();
    for role in [Role::Primary, Role::Secondary] {
        let adjust = if role == Role::Primary { holm } else { benjamini_hochberg };
        let of_role = || comparisons.iter().filter(|comparison| comparison.role == role);
        // What cannot be tested is still one of the comparisons that were planned.
        let planned = of_role().count().saturating_mul(plan.variations.len().saturating_sub(1));
        let adjusted = |p: fn(&Effect) -> f64| {
            let mut all: Vec<f64> = of_role().flat_map(|comparison| &comparison.effects).map(p).collect();
            all.resize(planned.max(all.len()), 1.0);
            adjust(&all)
        };
        let (fixed, always) = (adjusted(|effect| effect.p), adjusted(|effect| effect.p_always_valid));
        let effects = comparisons
            .iter_mut()
            .filter(|comparison| comparison.role == role)
            .flat_map(|comparison| &mut comparison.effects);
        for (effect, (fixed, always)) in effects.zip(fixed.into_iter().zip(always)) {
            (effect.p_adjusted, effect.p_always_valid_adjusted) = (fixed, always);
        }
    }
    comparisons
}

fn of_metric(plan: &Plan, metric: &Metric, n: usize, counted: &PhaseStatistics) -> Comparison {
    let joints: Vec<Joint> =
        counted.arms.iter().map(|arm| arm.metrics.get(n).map_or_else(Joint::default, |sums| sums.joint())).collect();
    let named: Vec<(String, &Joint)> = plan.variations.iter().map(ToString::to_string).zip(&joints).collect();
    let measured = named.iter().map(|(variation, joint)| {
        let denominator = if metric.kind == MetricKind::Ratio { joint.other.sum } else { joint.main.n };
        let numerator = joint.main.sum;
        let value = if denominator > 0.0 { numerator / denominator } else { 0.0 };
        Measured { variation: variation.clone(), numerator, denominator, value }
    });
    let effects = match named.split_first() {
        None => Vec::new(),
        Some(((_, control), others)) => {
            others.iter().filter_map(|(variation, joint)| effect(plan, metric, variation, control, joint)).collect()
        }
    };
    let role = if metric.id == plan.primary { Role::Primary } else { Role::Secondary };
    Comparison { metric: metric.id.to_string(), role, measured: measured.collect(), effects }
}

/// What control and variation amount to in a metric, so that they can be compared.
struct Pair {
    a: Sample,
    b: Sample,
    /// The same as measured.
    measured: (Sample, Sample),
}

impl Pair {
    /// Where nobody differs from anybody within one variation, its own variance says nothing of the error: of two shares, the interval
    /// is then Agresti and Caffo's; of other metrics the variance is taken to be the other variation's, as it is where the variations
    /// do not differ. None where there is too little to compare.
    fn of(metric: &Metric, control: &Joint, joint: &Joint) -> Option<Self> {
        let share = |joint: &Joint| Sample::share(joint.main.n, joint.main.sum);
        let and_two = |joint: &Joint| Sample::share_and_two(joint.main.n, joint.main.sum);
        let (a, b) = match metric.kind {
            MetricKind::Completion | MetricKind::Goal => (share(control), share(joint)),
            MetricKind::Amount if metric.adjusted => Sample::adjusted(control, joint),
            MetricKind::Amount => (Sample::mean(&control.main), Sample::mean(&joint.main)),
            // A ratio to nothing has no value.
            MetricKind::Ratio if control.other.sum <= 0.0 || joint.other.sum <= 0.0 => return None,
            MetricKind::Ratio => (Sample::ratio(control), Sample::ratio(joint)),
        };
        if a.n < 2.0 || b.n < 2.0 {
            return None;
        }
        let measured = (a, b);
        let (a, b) = match (a.variance > 0.0, b.variance > 0.0, metric.kind) {
            (true, true, _) => (a, b),
            (_, _, MetricKind::Completion | MetricKind::Goal) => (and_two(control), and_two(joint)),
            (true, false, _) => (a, Sample { variance: a.variance, ..b }),
            (false, true, _) => (Sample { variance: b.variance, ..a }, b),
            (false, false, _) => return None,
        };
        Some(Self { a, b, measured })
    }
}

fn effect(plan: &Plan, metric: &Metric, variation: &str, control: &Joint, joint: &Joint) -> Option<Effect> {
    let Pair { a, b, measured: (measured, other) } = Pair::of(metric, control, joint)?;
    let (alpha, tuned_to) = (plan.alpha(), plan.tuned_to());
    let bounds = |difference: &Difference, estimate: f64| Bounds {
        estimate,
        fixed: ends(difference.interval(alpha)),
        always_valid: ends(difference.always_valid(alpha, tuned_to)),
    };
    let absolute = Difference::of(&a, &b, Scale::Absolute)?;
    let posterior = absolute.posterior(None);
    let (risk_of_control, risk_of_variation) = posterior.risk();
    let (p, p_always_valid) = (absolute.p(), absolute.p_always_valid(alpha, tuned_to));
    let base = measured.unadjusted_mean;
    let absolute_bounds = bounds(&absolute, other.mean - measured.mean);
    let relative = Difference::of(&a, &b, Scale::Relative).filter(|_| base != 0.0);
    Some(Effect {
        variation: variation.into(),
        absolute: absolute_bounds,
        of_control: absolute_bounds.of(base),
        relative: relative.map(|relative| bounds(&relative, (other.mean - measured.mean) / base)),
        p,
        p_adjusted: p,
        p_always_valid,
        p_always_valid_adjusted: p_always_valid,
        chance_higher: posterior.chance_to_win(),
        risk_of_control,
        risk_of_variation,
    })
}

impl Bounds {
    /// As a share of a value that cannot be negative, as nothing measured here can; none of 0.
    fn of(&self, value: f64) -> Option<Self> {
        let share = |bound: f64| (bound / value).max(-1.0);
        (value > 0.0).then(|| Self {
            estimate: share(self.estimate),
            fixed: self.fixed.map(share),
            always_valid: self.always_valid.map(share),
        })
    }
}

fn ends(interval: Interval) -> [f64; 2] {
    [interval.low, interval.high]
}
