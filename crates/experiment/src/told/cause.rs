//! What is likely to have caused a ratio that does not fit, or was seen though it fits.

use crate::analysis::report::{Burst, Cause, CauseDetail};

use super::phrases::{Part, percent};
use super::report::{Told, key};

impl Told<'_> {
    pub(super) fn cause(&self, cause: &Cause) -> String {
        let at = format!("/told/caused/{}", key(cause.cause));
        let (place, people) = (cause.place.clone().unwrap_or_default(), cause.people.unwrap_or(0));
        let mut parts: Vec<Part<'_>> = vec![("place", &place), ("people", &people)];
        match &cause.detail {
            None => self.say(&at, &parts),
            Some(CauseDetail::Lost(shares)) => {
                let shares = self.report.variations.iter().zip(shares);
                let lost =
                    self.phrases.list(shares.map(|(variation, lost)| format!("{variation} {:.2}%", 100.0 * lost)));
                parts.push(("lost", &lost));
                self.say(&at, &parts)
            }
            Some(CauseDetail::Share(share)) => {
                let share = percent(*share);
                parts.push(("share", &share));
                self.say(&at, &parts)
            }
            Some(CauseDetail::People(counts)) => {
                let counts: Vec<String> = counts.iter().map(u64::to_string).collect();
                let counts = counts.join(self.phrases.word("/told/beside"));
                parts.push(("counts", &counts));
                self.say(&at, &parts)
            }
            Some(CauseDetail::FitsBefore(before)) => {
                let when = if *before { "/told/when/before" } else { "/told/when/from" };
                let when = self.say(when, &[("place", &place)]);
                parts.push(("when", &when));
                self.say(&at, &parts)
            }
            Some(CauseDetail::Burst(Burst { times, most, usual, went_on, others })) => {
                let (went_on, others) =
                    (percent(*went_on), self.phrases.word(&format!("/told/others/{}", key(others))));
                let more: [Part<'_>; 5] =
                    [("times", times), ("most", most), ("usual", usual), ("went_on", &went_on), ("others", &others)];
                self.say(&at, &[&parts[..], &more[..]].concat())
            }
        }
    }
}
