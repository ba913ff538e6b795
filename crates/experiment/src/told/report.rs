//! A report as a printed text, in the words of one language.
//!
//! Takes a report; gives the check of the ratio first, the conclusion last. In English the report's own sentences stand; in
//! another language, what they are made from.

use crate::analysis::percent::exact;
use crate::analysis::plan::Looks;
use crate::analysis::report::{
    Bounds, Cause, Collected, Comparison, Effect, Guardrail, GuardrailKind, Moved, PhaseReport, QuestionReport, Report,
    Role, SampleRatio,
};
use serde::Serialize;

use super::phrases::{Part, Phrases, percent, probability, signed_percent};

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
        if !phase.guardrails.is_empty() {
            text.push_str(&self.line(1, "/told/guardrails", &[]));
            text.extend(phase.guardrails.iter().map(|guardrail| self.guardrail(guardrail)));
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
        let p = ratio.p.map_or_else(|| self.say("/told/nobody", &[]), |p| format!("p = {}", probability(p)));
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
            Some(p) => self.say("/told/with_p", &[("text", &text), ("p", &probability(p))]),
            None => text,
        };
        format!("    {text}\n")
    }

    fn cause(&self, cause: &Cause) -> String {
        if self.phrases.is_english {
            return cause.text.clone();
        }
        let said = self.phrases.word(&format!("/experiment/cause/{}", key(cause.cause)));
        let where_and_whom = self.phrases.list(
            cause
                .place
                .clone()
                .into_iter()
                .chain(cause.people.map(|people| self.say("/told/people", &[("count", &people)]))),
        );
        if where_and_whom.is_empty() {
            said.into()
        } else {
            self.say("/told/detail", &[("text", &said), ("detail", &where_and_whom)])
        }
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

    fn level(&self) -> String {
        exact(1.0 - self.report.alpha)
    }

    fn guardrail(&self, of: &Guardrail) -> String {
        let parts: [Part<'_>; 5] = [
            ("guardrail", &self.phrases.word(&format!("/told/guardrail/{}", key(of.guardrail)))),
            ("variation", &of.variation),
            ("moved", &self.phrases.word(&format!("/told/moved/{}", key(of.moved)))),
            ("p", &probability(of.p)),
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
        let sentences = if self.phrases.is_english { conclusion.text.clone() } else { self.concluded() };
        let lines = sentences.iter().map(|sentence| format!("  {sentence}\n"));
        format!("\n{head}{}", lines.collect::<String>())
    }

    /// What the report's sentences say.
    fn concluded(&self) -> Vec<String> {
        let mut said = self.concluded_of_phase();
        let concluded = self.report.conclusion.phase.as_ref();
        for phase in self.report.phases.iter().filter(|phase| Some(&phase.phase) != concluded) {
            let moved = phase.guardrails.iter().any(|guardrail| guardrail.moved == Moved::Moved);
            let phrase = match (phase.sample_ratio.failed, moved) {
                (true, _) => "/told/failed_before",
                (false, true) => "/told/moved_before",
                (false, false) => continue,
            };
            said.push(self.say(phrase, &[("phase", &phase.phase)]));
        }
        if let Some(last) = self.report.events.last.as_ref().filter(|_| self.report.events.last_is_far) {
            said.push(self.say("/told/far", &[("last", last)]));
        }
        said
    }

    fn concluded_of_phase(&self) -> Vec<String> {
        let conclusion = &self.report.conclusion;
        let mut said = vec![self.phrases.word(&format!("/experiment/verdict/{}", key(conclusion.verdict))).to_owned()];
        let concluded = self.report.phases.iter().find(|phase| Some(&phase.phase) == conclusion.phase.as_ref());
        let phase = concluded.filter(|_| !conclusion.readings.is_empty());
        let Some(phase) = phase else { return said };
        let primary = phase.metrics.iter().filter(|metric| metric.role == Role::Primary);
        for effect in primary.flat_map(|metric| &metric.effects) {
            let reading = conclusion.readings.iter().find(|reading| reading.variation == effect.variation);
            let Some(reading) = reading else { continue };
            let (bounds, unit) = bounds(effect);
            let (valid, looks) = match self.looks {
                Looks::Once => (bounds.fixed, "/experiment/once"),
                Looks::Always => (bounds.always_valid, "/experiment/always"),
            };
            let parts: [Part<'_>; 6] = [
                ("variation", &reading.variation),
                ("says", &self.phrases.word(&format!("/experiment/says/{}", key(reading.says)))),
                ("change", &unit(bounds.estimate)),
                ("range", &self.phrases.range(valid, unit)),
                ("level", &self.level()),
                ("looks", &self.phrases.word(looks)),
            ];
            said.push(self.say("/told/reading", &parts));
        }
        for guardrail in phase.guardrails.iter().filter(|guardrail| guardrail.moved == Moved::Moved) {
            let what = self.phrases.word(&format!("/experiment/guardrail/{}", key(guardrail.guardrail)));
            said.push(self.say("/told/alarm", &[("guardrail", &what), ("variation", &guardrail.variation)]));
        }
        if let Some(needed) = conclusion.needed {
            let needed = format!("{needed:.0}");
            let days = conclusion.days_left.map(|days| format!("{days:.0}"));
            let parts: [Part<'_>; 3] =
                [("people", &conclusion.counted), ("needed", &needed), ("days", &days.clone().unwrap_or_default())];
            said.push(self.say(if days.is_some() { "/told/planned" } else { "/told/counted" }, &parts));
        }
        said
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
fn key(word: impl Serialize) -> String {
    serde_json::to_value(word).ok().and_then(|word| word.as_str().map(String::from)).unwrap_or_default()
}
