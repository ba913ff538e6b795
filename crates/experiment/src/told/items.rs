//! What a report says of the items, as a printed text.

use crate::analysis::items::Bounded;

use super::phrases::{Part, p_relation, probability};
use super::report::Told;

impl Told<'_> {
    /// Reliability, then each item and pair of groups; nothing where no sums were given.
    pub(super) fn items(&self) -> String {
        let Some(items) = &self.report.items else { return String::new() };
        let mut text = format!("\n{}", self.line(0, "/told/items", &[]));
        for one in &items.reliability {
            let said = |name: &str, found: &Option<Bounded>| {
                let name = self.phrases.word(name);
                let Some(found) = found else { return self.say("/told/no_value", &[("name", &name)]) };
                let [low, high] = found.interval;
                let [value, low, high] = [found.value, low, high].map(|number| format!("{number:.3}"));
                self.say("/told/estimate", &[("name", &name), ("value", &value), ("low", &low), ("high", &high)])
            };
            let parts: [Part<'_>; 4] = [
                ("variation", &one.variation),
                ("people", &one.people),
                ("alpha", &said("/experiment/alpha", &one.alpha)),
                ("omega", &said("/experiment/omega", &one.omega)),
            ];
            let same = one.same_alpha_p.map(|p| self.say("/told/same_alpha", &[("p", &p_relation(p))]));
            text.push_str(&format!("  {}{}\n", self.say("/told/reliability", &parts), same.unwrap_or_default()));
        }
        for one in &items.differential {
            let found = self.phrases.word(if one.found { "/told/found" } else { "/told/not_found" });
            let parts: [Part<'_>; 8] = [
                ("item", &one.item),
                ("by", &one.by),
                ("focal", &one.focal),
                ("reference", &one.reference),
                ("found", &found),
                ("difference", &format!("{:+.2}", one.standardised_difference)),
                ("p", &p_relation(one.mantel_p)),
                ("adjusted", &probability(one.mantel_p_adjusted)),
            ];
            text.push_str(&self.line(1, "/told/item", &parts));
        }
        for one in &items.not_compared {
            let parts: [Part<'_>; 4] =
                [("item", &one.item), ("by", &one.by), ("focal", &one.focal), ("reference", &one.reference)];
            text.push_str(&self.line(1, "/told/item_not_compared", &parts));
        }
        text
    }
}
