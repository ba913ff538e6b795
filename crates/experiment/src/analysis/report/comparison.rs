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
    /// Each variation but the control, against the control; without those of which nothing can be said yet.
    pub effects: Vec<Effect>,
}

/// What a metric is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// It decides. Adjusted by Holm over the variations.
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
        let mut effects: Vec<&mut Effect> = comparisons
            .iter_mut()
            .filter(|comparison| comparison.role == role)
            .flat_map(|comparison| &mut comparison.effects)
            .collect();
        let fixed = adjust(&effects.iter().map(|effect| effect.p).collect::<Vec<f64>>());
        let always = adjust(&effects.iter().map(|effect| effect.p_always_valid).collect::<Vec<f64>>());
        for (effect, (fixed, always)) in effects.iter_mut().zip(fixed.into_iter().zip(always)) {
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

fn effect(plan: &Plan, metric: &Metric, variation: &str, control: &Joint, joint: &Joint) -> Option<Effect> {
    let share = |joint: &Joint| Sample::share(joint.main.n, joint.main.sum);
    let (a, b) = match metric.kind {
        MetricKind::Completion | MetricKind::Goal => (share(control), share(joint)),
        MetricKind::Amount if metric.adjusted => Sample::adjusted(control, joint),
        MetricKind::Amount => (Sample::mean(&control.main), Sample::mean(&joint.main)),
        MetricKind::Ratio => (Sample::ratio(control), Sample::ratio(joint)),
    };
    let (alpha, tuned_to) = (plan.alpha(), plan.tuned_to());
    let bounds = |difference: &Difference| Bounds {
        estimate: difference.estimate,
        fixed: ends(difference.interval(alpha)),
        always_valid: ends(difference.always_valid(alpha, tuned_to)),
    };
    let absolute = Difference::of(&a, &b, Scale::Absolute)?;
    let posterior = absolute.posterior(None);
    let (risk_of_control, risk_of_variation) = posterior.risk();
    let (p, p_always_valid) = (absolute.p(), absolute.p_always_valid(alpha, tuned_to));
    let absolute_bounds = bounds(&absolute);
    Some(Effect {
        variation: variation.into(),
        absolute: absolute_bounds,
        of_control: absolute_bounds.of(a.unadjusted_mean),
        relative: Difference::of(&a, &b, Scale::Relative).as_ref().map(bounds),
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
