//! GrowthBook's own statistics engine, `gbstats` 0.8, run beside this one on drawn data sets.

use std::io::Write;
use std::process::{Command, Stdio};

use prescreen_experiment::analysis::difference::{Difference, Prior, Scale};
use prescreen_experiment::analysis::sample::{Joint, Moments, Sample};
use serde_json::{Value, json};

use super::draws::Draws;
use super::root;

const CASES: usize = 500;
const KINDS: [&str; 4] = ["share", "mean", "ratio", "adjusted"];
const NUMBERS: [&str; 13] = [
    "estimate",
    "low",
    "high",
    "p",
    "always low",
    "always high",
    "always p",
    "chance to win",
    "mean",
    "credible low",
    "credible high",
    "risk of a",
    "risk of b",
];

/// A Python that has gbstats 0.8: the one that `PRESCREEN_PYTHON` names, else `python3`. None, and said, without.
fn python(test: &str) -> Option<String> {
    let python = std::env::var("PRESCREEN_PYTHON").unwrap_or_else(|_| "python3".into());
    let asks = "import importlib.metadata as m, gbstats; assert m.version('gbstats').startswith('0.8.')";
    let asked = Command::new(&python).args(["-c", asks]).output();
    if asked.is_ok_and(|output| output.status.success()) {
        return Some(python);
    }
    let _ = writeln!(std::io::stderr(), "skipped {test}: no Python with gbstats 0.8");
    None
}

/// People of one variation: two values each, that hang together.
fn people(draws: &mut Draws, kind: &str, shift: f64) -> Joint {
    let n = 20 + draws.below(400);
    let mut joint = Joint::default();
    for _ in 0..n {
        let before = (draws.normal().abs() * 4.0).floor() + 1.0;
        let value = match kind {
            "share" => f64::from(draws.happens(0.4 + shift)),
            _ => ((before * (0.5 + shift) + draws.normal() * 2.0 + 6.0) * 8.0).round() / 8.0,
        };
        let moments = |value: f64| Moments { n: 1.0, sum: value, sum_squares: value * value };
        joint = joint.and(&Joint { main: moments(value), other: moments(before), products: value * before });
    }
    joint
}

struct Case {
    kind: &'static str,
    a: Joint,
    b: Joint,
    scale: Scale,
    alpha: f64,
    tuned_to: f64,
    prior: Option<Prior>,
}

impl Case {
    fn draw(draws: &mut Draws, n: usize) -> Self {
        let kind = KINDS[n % KINDS.len()];
        let shift = draws.share() * 0.2 - 0.1;
        let (a, b) = (people(draws, kind, 0.0), people(draws, kind, shift));
        let scale = if draws.happens(0.5) { Scale::Relative } else { Scale::Absolute };
        let alpha = [0.01, 0.05, 0.1][draws.below(3)];
        let tuned_to = [200.0, 1000.0, 5000.0][draws.below(3)];
        let prior = draws.happens(0.5).then(|| Prior { mean: draws.share() * 0.1, variance: 0.01 + draws.share() });
        Self { kind, a, b, scale, alpha, tuned_to, prior }
    }

    fn json(&self) -> Value {
        let moments = |one: &Moments| json!({ "sum": one.sum, "squares": one.sum_squares });
        let side = |one: &Joint| json!({ "n": one.main.n as u64, "main": moments(&one.main), "other": moments(&one.other), "products": one.products });
        let prior = self.prior.map(|prior| [prior.mean, prior.variance]);
        let scale = if self.scale == Scale::Relative { "relative" } else { "absolute" };
        json!({
            "kind": self.kind, "a": side(&self.a), "b": side(&self.b), "scale": scale, "alpha": self.alpha,
            "tuned_to": self.tuned_to, "prior": prior,
        })
    }

    fn numbers(&self) -> [f64; 13] {
        let (a, b) = match self.kind {
            "share" => (share(&self.a), share(&self.b)),
            "mean" => (Sample::mean(&self.a.main), Sample::mean(&self.b.main)),
            "ratio" => (Sample::ratio(&self.a), Sample::ratio(&self.b)),
            _ => Sample::adjusted(&self.a, &self.b),
        };
        let difference = Difference::of(&a, &b, self.scale).unwrap();
        let (fixed, always) = (difference.interval(self.alpha), difference.always_valid(self.alpha, self.tuned_to));
        let posterior = difference.posterior(self.prior.as_ref());
        let credible = posterior.interval(self.alpha);
        let (of_a, of_b) = posterior.risk();
        [
            difference.estimate,
            fixed.low,
            fixed.high,
            difference.p(),
            always.low,
            always.high,
            difference.p_always_valid(self.alpha, self.tuned_to),
            posterior.chance_to_win(),
            posterior.mean,
            credible.low,
            credible.high,
            of_a,
            of_b,
        ]
    }
}

fn share(joint: &Joint) -> Sample {
    Sample::share(joint.main.n, joint.main.sum)
}

#[test]
fn gbstats_says_the_same_of_500_drawn_data_sets() {
    let Some(python) = python("gbstats_says_the_same_of_500_drawn_data_sets") else { return };
    let mut draws = Draws::new(19);
    let cases: Vec<Case> = (0..CASES).map(|n| Case::draw(&mut draws, n)).collect();
    let asked = Value::Array(cases.iter().map(Case::json).collect());
    let mut child = Command::new(python)
        .args(["-W", "ignore"])
        .arg(root().join("tests/analysis/gbstats_beside.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(asked.to_string().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    let answers: Vec<Vec<f64>> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answers.len(), CASES);
    for (n, (case, answer)) in cases.iter().zip(&answers).enumerate() {
        assert_eq!(answer.len(), NUMBERS.len());
        for ((name, found), expected) in NUMBERS.iter().zip(case.numbers()).zip(answer) {
            // SciPy's p-values are one less a probability: their last digits are of 1.
            let close = (found - expected).abs() <= 1e-9 * expected.abs() + 1e-12;
            assert!(close, "{n} {}: {name} is {found}, by gbstats {expected}", case.json());
        }
    }
}
