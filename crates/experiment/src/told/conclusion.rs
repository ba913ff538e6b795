//! The sentences of a conclusion, each from what the report says of it.

use crate::analysis::percent::exact;
use crate::analysis::plan::Looks;
use crate::analysis::report::{PlannedPeople, Says, Sentence};

use super::phrases::{Part, signed_percent};
use super::report::{Told, key};

impl Told<'_> {
    /// Every sentence, in its order.
    pub(super) fn concluded(&self) -> impl Iterator<Item = String> {
        self.report.conclusion.said.iter().map(|sentence| self.sentence(sentence))
    }

    fn sentence(&self, sentence: &Sentence) -> String {
        match sentence {
            Sentence::Nobody => self.say("/told/said/nobody", &[]),
            Sentence::NoResult => self.say("/told/said/no_result", &[]),
            Sentence::TooEarly { to, last } => {
                let last =
                    last.as_ref().map(|last| self.say("/told/said/until", &[("last", last)])).unwrap_or_default();
                self.say("/told/said/too_early", &[("to", to), ("last", &last)])
            }
            Sentence::Damaged { cause } => self.say(&format!("/told/said/damaged/{}", key(cause)), &[]),
            Sentence::Reading { variation, metric, says, estimate, interval, of_control, compared } => {
                let unit = if *of_control { signed_percent } else { |value: f64| format!("{value:+.4}") };
                let looks = match self.looks {
                    Looks::Once => "/experiment/looks/once",
                    Looks::Always => "/experiment/looks/always",
                };
                let range: [Part<'_>; 4] = [
                    ("change", &unit(*estimate)),
                    ("range", &self.phrases.range(*interval, unit)),
                    ("level", &self.level()),
                    ("looks", &self.phrases.word(looks)),
                ];
                let parts: [Part<'_>; 4] = [
                    ("variation", variation),
                    ("metric", metric),
                    ("range", &self.say("/told/said/range", &range)),
                    ("compared", compared),
                ];
                self.say(&format!("/told/said/reading/{}", key(says)), &parts)
            }
            Sentence::Untested { variation, metric } => {
                let parts: [Part<'_>; 2] = [("variation", variation), ("metric", metric)];
                self.say(&format!("/told/said/reading/{}", key(Says::Untested)), &parts)
            }
            Sentence::MorePeople => self.say("/told/said/more_people", &[]),
            Sentence::DaysLeft { planned, days } => {
                self.planned("/told/said/days_left", planned, ("days", &format!("{days:.0}")))
            }
            Sentence::NewPhase { planned } => self.planned("/told/said/new_phase", planned, ("metric", &"")),
            Sentence::Excluded { planned, metric } => self.planned("/told/said/excluded", planned, ("metric", metric)),
            Sentence::NotKnown { planned, metric } => self.planned("/told/said/not_known", planned, ("metric", metric)),
            Sentence::Moved { guardrail, variation } => {
                self.say(&format!("/told/said/moved/{}", key(guardrail)), &[("variation", variation)])
            }
            Sentence::NotChecked { variation, guardrails } => {
                let word = |guardrail| self.phrases.word(&format!("/told/guardrail/{}", key(guardrail))).to_owned();
                let named = self.phrases.list(guardrails.iter().map(word));
                self.say("/told/said/not_checked", &[("variation", variation), ("guardrails", &named)])
            }
            Sentence::FailedElsewhere { phase } => self.say("/told/said/failed_elsewhere", &[("phase", phase)]),
            Sentence::DamagedElsewhere { phase } => self.say("/told/said/damaged_elsewhere", &[("phase", phase)]),
            Sentence::MovedElsewhere { phase } => self.say("/told/said/moved_elsewhere", &[("phase", phase)]),
            Sentence::Far { last } => self.say("/told/said/far", &[("last", last)]),
        }
    }

    fn planned(&self, phrase: &str, of: &PlannedPeople, more: Part<'_>) -> String {
        let parts: [Part<'_>; 4] =
            [("effect", &exact(of.effect)), ("needed", &format!("{:.0}", of.needed)), ("counted", &of.counted), more];
        self.say(phrase, &parts)
    }
}
