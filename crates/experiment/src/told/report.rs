//! A report as a printed text, in the words of one language.
//!
//! Takes a report; gives the check of the ratio first, the conclusion last.

use crate::analysis::percent::exact;
use crate::analysis::plan::Looks;
use crate::analysis::report::{
    Bounds, Collected, Comparison, Effect, Guardrail, GuardrailKind, NotChecked, PhaseReport, QuestionReport, Report,
    Role, SampleRatio,
};
use serde::Serialize;

use super::phrases::{Part, Phrases, p_relation, percent, probability, signed_percent};

/// A report, and what it is said with.
pub struct Told<'a> {
    /// The report.
    pub report: &'a Report,
    /// Which interval its conclusion goes by.
    pub looks: Looks,
    /// The language.
    pub phrases: &'a Phrases,
}

impl Told<'_> {
    /// The whole text; `bytes` is the memory that each person took, where events were counted.
    pub fn text(&self, bytes: Option<usize>) -> String {
        let (report, events) = (self.report, &self.report.events);
        let variations = self.phrases.list(report.variations.iter().cloned());
        let mut text = self.line(0, "/told/head", &[("experiment", &report.experiment), ("variations", &variations)]);
        text.push_str(&self.say("/told/read", &[("events", &events.read), ("people", &events.people)]));
        text.extend(bytes.map(|bytes| self.say("/told/memory", &[("bytes", &bytes)])));
        text.push('\n');
        for (count, phrase) in [
            (events.repeated, "/told/repeated"),
            (events.same_number, "/told/same_number"),
            (events.before_exposure, "/told/before_exposure"),
            (events.too_late, "/told/too_late"),
            (events.without_exposure, "/told/without_exposure"),
            (events.first_exposure_lost, "/told/first_exposure_lost"),
            (events.outside_phases, "/told/outside_phases"),
            (events.other_experiments, "/told/other_experiments"),
        ] {
            if count > 0 {
                text.push_str(&self.line(1, phrase, &[("count", &count)]));
            }
        }
        text.extend(report.phases.iter().map(|phase| self.phase(phase)));
        text.push_str(&self.items());
        text.push_str(&self.conclusion());
        text
    }

    pub(super) fn say(&self, at: &str, parts: &[Part<'_>]) -> String {
        self.phrases.say(at, parts)
    }

    /// A phrase on a line of its own, so many steps in.
    pub(super) fn line(&self, steps: usize, at: &str, parts: &[Part<'_>]) -> String {
        self.phrases.line(steps, at, parts)
    }

    fn phase(&self, phase: &PhaseReport) -> String {
        let head: [Part<'_>; 3] = [("phase", &phase.phase), ("from", &phase.from), ("to", &phase.to)];
        let mut text = format!("\n{}{}", self.line(0, "/told/phase", &head), self.ratio(&phase.sample_ratio));
        text.extend(phase.collected.iter().map(|collected| self.collected(collected)));
        text.extend(phase.metrics.iter().map(|comparison| self.metric(comparison)));
        if !phase.guardrails.is_empty() || !phase.not_checked.is_empty() {
            text.push_str(&self.line(1, "/told/guardrails", &[]));
            text.extend(phase.guardrails.iter().map(|guardrail| self.guardrail(guardrail)));
            text.extend(phase.not_checked.iter().map(|guardrail| self.not_checked(guardrail)));
        }
        if !phase.questions.is_empty() {
            text.push_str(&self.line(1, "/told/questions", &[]));
            text.extend(phase.questions.iter().map(|question| self.question(question)));
        }
        text
    }

    fn ratio(&self, ratio: &SampleRatio) -> String {
        let each = self.report.variations.iter().zip(&ratio.people).zip(&ratio.expected);
        let people = self.phrases.list(each.map(|((variation, people), expected)| {
            let expected = format!("{expected:.1}");
            self.say("/told/of_variation", &[("variation", variation), ("people", people), ("expected", &expected)])
        }));
        let p = ratio.p.map_or_else(|| self.say("/told/nobody", &[]), |p| format!("p {}", p_relation(p)));
        let verdict = self.phrases.word(if ratio.failed { "/told/fails" } else { "/told/fits" });
        let mut text = self.line(1, "/told/ratio", &[("verdict", &verdict), ("people", &people), ("p", &p)]);
        if ratio.crossed > 0 {
            text.push_str(&self.line(2, "/told/crossed", &[("count", &ratio.crossed)]));
        }
        for (causes, phrase) in [(&ratio.causes, "/told/cause"), (&ratio.seen, "/told/seen")] {
            text.extend(causes.iter().map(|cause| self.line(2, phrase, &[("text", &self.cause(cause))])));
        }
        for row in &ratio.by_segment {
            let word = row.word.as_deref().unwrap_or(self.phrases.word("/told/not_said"));
            text.push_str(&self.part(&format!("{} {word}", row.segment), &row.people, Some(row.p)));
        }
        text.extend(ratio.by_day.iter().map(|row| self.part(&row.day, &row.people, row.p)));
        text
    }

    /// People of a part of all.
    fn part(&self, part: &str, people: &[u64], p: Option<f64>) -> String {
        let people: Vec<String> = people.iter().map(u64::to_string).collect();
        let people = people.join(self.phrases.word("/told/beside"));
        let text = self.say("/told/part", &[("part", &part), ("people", &people)]);
        let text = match p {
            Some(p) => self.say("/told/with_p", &[("text", &text), ("p", &p_relation(p))]),
            None => text,
        };
        format!("    {text}\n")
    }

    fn collected(&self, of: &Collected) -> String {
        let share = percent(of.lost as f64 / (of.sent as f64).max(1.0));
        let parts: [Part<'_>; 4] =
            [("variation", &of.variation), ("lost", &of.lost), ("sent", &of.sent), ("share", &share)];
        let mut text = format!("  {}", self.say("/told/lost", &parts));
        for (count, phrase) in
            [(of.late_people, "/told/late"), (of.behind_people, "/told/behind"), (of.ahead_people, "/told/ahead")]
        {
            if count > 0 {
                text.push_str(&self.say(phrase, &[("count", &count)]));
            }
        }
        text + "\n"
    }

    fn metric(&self, comparison: &Comparison) -> String {
        let role = if comparison.role == Role::Primary { "/told/primary" } else { "/told/secondary" };
        let role = self.phrases.word(role);
        let mut text = self.line(1, "/told/metric", &[("metric", &comparison.metric), ("role", &role)]);
        for of in &comparison.measured {
            let value = format!("{:.4}", of.value);
            let parts: [Part<'_>; 4] = [
                ("variation", &of.variation),
                ("value", &value),
                ("numerator", &of.numerator),
                ("denominator", &of.denominator),
            ];
            text.push_str(&self.line(2, "/told/measured", &parts));
        }
        for effect in &comparison.effects {
            let (bounds, unit) = bounds(effect);
            let parts: [Part<'_>; 5] = [
                ("variation", &effect.variation),
                ("change", &unit(bounds.estimate)),
                ("level", &self.level()),
                ("once", &self.phrases.range(bounds.fixed, unit)),
                ("always", &self.phrases.range(bounds.always_valid, unit)),
            ];
            text.push_str(&self.line(2, "/told/effect", &parts));
            let parts: [Part<'_>; 5] = [
                ("once", &probability(effect.p)),
                ("once_adjusted", &probability(effect.p_adjusted)),
                ("always", &probability(effect.p_always_valid)),
                ("always_adjusted", &probability(effect.p_always_valid_adjusted)),
                ("chance", &percent(effect.chance_higher)),
            ];
            text.push_str(&self.line(3, "/told/tests", &parts));
        }
        text
    }

    pub(super) fn level(&self) -> String {
        exact(1.0 - self.report.alpha)
    }

    fn guardrail(&self, of: &Guardrail) -> String {
        let parts: [Part<'_>; 5] = [
            ("guardrail", &self.phrases.word(&format!("/told/guardrail/{}", key(of.guardrail)))),
            ("variation", &of.variation),
            ("moved", &self.phrases.word(&format!("/told/moved/{}", key(of.moved)))),
            ("p", &p_relation(of.p)),
            ("margin", &percent(of.margin)),
        ];
        let mut text = self.line(2, "/told/guard", &parts);
        // Beside a share that a category is of, the rest says nothing.
        let shown = if of.guardrail == GuardrailKind::Classes { usize::MAX } else { 1 };
        for category in of.categories.iter().take(shown) {
            let [low, high] = category.interval;
            let parts: [Part<'_>; 5] = [
                ("category", &category.category),
                ("control", &percent(category.control)),
                ("variation", &percent(category.variation)),
                ("low", &signed_percent(low)),
                ("high", &signed_percent(high)),
            ];
            text.push_str(&self.line(3, "/told/category", &parts));
        }
        text
    }

    fn not_checked(&self, of: &NotChecked) -> String {
        let guardrail = self.phrases.word(&format!("/told/guardrail/{}", key(of.guardrail)));
        self.line(2, "/told/not_checked", &[("guardrail", &guardrail), ("variation", &of.variation)])
    }

    fn question(&self, of: &QuestionReport) -> String {
        let reached = of.reached.iter().map(|reached| {
            let seconds = reached.seconds.map(|[_, median, _]| self.say("/told/seconds", &[("median", &median)]));
            format!("{} {}{}", reached.variation, percent(reached.share), seconds.unwrap_or_default())
        });
        let reached = reached.collect::<Vec<String>>().join(self.phrases.word("/told/between"));
        self.line(2, "/told/question", &[("question", &of.question), ("reached", &reached)])
    }

    fn conclusion(&self) -> String {
        let conclusion = &self.report.conclusion;
        let head = match &conclusion.phase {
            Some(phase) => self.line(0, "/told/conclusion_of", &[("phase", phase)]),
            None => self.line(0, "/told/conclusion", &[]),
        };
        let lines = self.concluded().map(|sentence| format!("  {sentence}\n"));
        format!("\n{head}{}", lines.collect::<String>())
    }
}

/// The bounds of an effect, and how a number of them is written.
fn bounds(effect: &Effect) -> (&Bounds, fn(f64) -> String) {
    match &effect.of_control {
        Some(of_control) => (of_control, signed_percent),
        None => (&effect.absolute, |value| format!("{value:+.4}")),
    }
}

/// The word of a closed list, as the report writes it.
pub(super) fn key(word: impl Serialize) -> String {
    serde_json::to_value(word).ok().and_then(|word| word.as_str().map(String::from)).unwrap_or_default()
}
