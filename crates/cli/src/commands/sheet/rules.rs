//! A rule on the sheet: when it applies, what it leads to, what the person reads, what it rests on.

use prescreen::id::Id;
use prescreen::pack::schema::{Basis, Rule};
use prescreen::terms::{Outcome, Tier};

use super::Sheet;
use super::words::Phrase;

impl<'a> Sheet<'a, '_> {
    /// A rule's frame: its code, what it leads to, its lines, the text for the person, its basis.
    pub(super) fn rule(&mut self, id: &Id, leads_to: &str, basis: &Basis, lines: impl FnOnce(&mut Sheet<'a, '_>)) {
        self.put("div class=\"rule\"", |sheet| {
            sheet.put("h3", |sheet| {
                sheet.html.line("span class=\"mono\"", id.as_str());
                sheet.html.line("span class=\"leads\"", &format!("→ {leads_to}"));
            });
            lines(sheet);
            let shown = sheet.words.text(&format!("reason.{id}"));
            let next = sheet.words.text(&format!("reason.{id}.next"));
            sheet.put("p class=\"shown\"", |sheet| {
                sheet.html.text(sheet.pick("The person reads: ", "投资者看到："));
                sheet.html.text(&sheet.language.quoted(&format!("{shown} {next}").trim().replace('\n', " ")));
            });
            sheet.basis(basis);
        });
    }

    /// A condition after a few words that say what it is for.
    pub(super) fn condition(&mut self, label: &str, condition: &prescreen::json::Json) {
        let phrase = self.words.phrase(condition);
        self.put("div class=\"when\"", |sheet| {
            sheet.html.line("b", label);
            sheet.html.text(" ");
            sheet.phrase(&phrase);
        });
    }

    fn phrase(&mut self, phrase: &Phrase) {
        let (heading, parts) = match phrase {
            Phrase::Plain(text) => return self.html.text(text),
            Phrase::Every(parts) => (self.pick("all of these:", "同时满足："), parts),
            Phrase::Any(parts) => (self.pick("any of these:", "满足任一："), parts),
            Phrase::Neither(parts) if parts.len() == 1 => (self.pick("this does not hold:", "不满足："), parts),
            Phrase::Neither(parts) => (self.pick("none of these:", "均不满足："), parts),
        };
        self.html.text(heading);
        self.put("ul", |sheet| {
            for part in parts {
                sheet.put("li", |sheet| sheet.phrase(part));
            }
        });
    }

    /// A rule that restricts.
    pub(super) fn restriction(&mut self, rule: &Rule) {
        let leads_to = self.leads_to(rule.outcome, rule.flow.as_ref());
        self.rule(&rule.id, &leads_to, &rule.basis, |sheet| {
            if !rule.purposes.is_empty() {
                let purposes: Vec<&str> =
                    rule.purposes.iter().map(|purpose| sheet.language.purpose(*purpose)).collect();
                let text = format!("{} {}", sheet.pick("For", "适用于"), purposes.join(sheet.language.comma()));
                sheet.html.line("p", &text);
            }
            sheet.condition(sheet.pick("When", "当"), &rule.when);
            if let Some(unless) = &rule.unless {
                sheet.condition(sheet.pick("Unless", "除非"), unless);
                let tier = sheet.language.tier(rule.unless_tier.unwrap_or(Tier::Attested));
                sheet.html.line(
                    "p",
                    &format!("{}{tier}", sheet.pick("Evidence that lifts it: at least ", "解除所需证据，至少：")),
                );
            }
            let unknown = match &rule.if_unknown {
                Some(fallback) => sheet.leads_to(fallback.outcome, fallback.flow.as_ref()),
                None => sheet.leads_to(Outcome::InsufficientEvidence, None),
            };
            sheet.html.line("p", &format!("{}{unknown}", sheet.pick("If it cannot be decided → ", "无法判断时 → ")));
        });
    }

    /// An outcome in words, with its steps.
    pub(super) fn leads_to(&self, outcome: Outcome, flow: Option<&Id>) -> String {
        let outcome = self.language.outcome(outcome);
        match flow {
            Some(flow) => {
                let name = self.language.quoted(self.words.text(&format!("flow.{flow}")));
                format!("{outcome}{}{name}", self.pick(": ", "："))
            }
            None => outcome.into(),
        }
    }
}
