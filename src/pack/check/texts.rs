//! Every locale has every text, and no text that nothing shows.

use crate::Code;
use crate::pack::schema::{FactKind, PackDocument};
use crate::terms::EngineCode;
use crate::terms::nearest::nearest;
use crate::terms::sorted::each_once;

use super::{Findings, below};

pub(super) fn check(document: &PackDocument, findings: &mut Findings) {
    let required = document.required_texts();
    let optional = document.optional_texts();
    let has = |keys: &[String], key: &String| keys.binary_search(key).is_ok();
    for locale in &document.locales {
        let at = below("/texts", locale);
        let Some(texts) = document.texts.get(locale) else {
            found!(
                findings, Code::Text, "/texts";
                "the locale '{locale}' has no texts";
                "Add them, or take the locale out of /locales."
            );
            continue;
        };
        let unused = texts.keys().filter(|key| !has(&required, key) && !has(&optional, key));
        let unused: Vec<&str> = unused.map(String::as_str).collect();
        for key in &required {
            if findings.is_full() {
                return;
            }
            let (is, help) = match texts.get(key) {
                Some(text) if !text.trim().is_empty() => continue,
                Some(_) => ("empty", "Write it.".into()),
                None => match nearest(key, &unused) {
                    Some(near) => ("missing", format!("Is '{near}', which nothing shows, meant for it?")),
                    None => ("missing", format!("Add it to {at}.")),
                },
            };
            found!(findings, Code::Text, "{at}"; "the text '{key}' is {is}"; "{help}");
        }
        for key in unused {
            if findings.is_full() {
                return;
            }
            let missing = required.iter().filter(|key| !texts.contains_key(key.as_str()));
            let help = match nearest(key, &missing.chain(&optional).map(String::as_str).collect::<Vec<_>>()) {
                Some(near) => format!("Did you mean '{near}'?"),
                None => "Remove it, or declare what it is the text of.".into(),
            };
            found!(findings, Code::Text, "{}", below(&at, key); "nothing shows the text '{key}'"; "{help}");
        }
    }
    let declared: Vec<&str> = document.locales.iter().map(String::as_str).collect();
    for locale in document.texts.keys().filter(|locale| !document.locales.contains(locale)) {
        let help = match nearest(locale, &declared) {
            Some(near) => format!("Did you mean '{near}'? If not, add it to /locales."),
            None => "Add it to /locales, or remove its texts.".into(),
        };
        found!(
            findings, Code::Text, "{}", below("/texts", locale);
            "texts are given in '{locale}', which is not among /locales";
            "{help}"
        );
    }
}

impl PackDocument {
    /// The keys that every locale has, in rising order.
    #[must_use]
    pub fn required_texts(&self) -> Vec<String> {
        let mut keys = vec![String::from("pack.title")];
        keys.extend(self.sources.keys().map(|id| format!("source.{id}")));
        for (_, basis) in self.bases() {
            keys.extend(basis.firm.iter().chain(&basis.at).map(|id| format!("basis.{id}")));
        }
        for section in &self.questionnaire.sections {
            keys.push(format!("section.{}", section.id));
        }
        for item in self.items() {
            keys.push(format!("item.{}", item.id));
            keys.push(format!("item.{}.why", item.id));
            keys.extend(item.options.iter().map(|option| format!("option.{}.{}", item.id, option.id)));
        }
        for class in &self.classes.list {
            keys.extend(["", ".short", ".meaning"].map(|part| format!("class.{class}{part}")));
        }
        for dimension in &self.classes.dimensions {
            keys.push(format!("dimension.{}", dimension.id));
            if !dimension.bands.is_empty() {
                keys.push(format!("reason.class.{}", dimension.id));
            }
        }
        keys.extend(self.reason_codes().map(|code| format!("reason.{code}")));
        keys.extend(EngineCode::ALL.iter().map(|code| format!("reason.{}", code.as_str())));
        keys.extend(self.permissions.iter().map(|permission| format!("permission.{}", permission.id)));
        let matching = &self.matching;
        keys.extend(matching.grades.iter().map(|id| format!("grade.{id}")));
        keys.extend(matching.types.iter().map(|id| format!("type.{id}")));
        keys.extend(matching.terms.iter().map(|id| format!("term.{id}")));
        for fact in &self.facts {
            keys.push(format!("fact.{}", fact.id));
            if fact.kind == FactKind::Choice {
                keys.extend(fact.options.iter().map(|option| format!("fact.{}.{option}", fact.id)));
            }
        }
        let measured = self.fraud_rules().iter().flat_map(|rule| &rule.held_wrongly);
        keys.extend(measured.map(|measured| format!("population.{}", measured.population)));
        keys.extend(self.credit_codes().map(|code| format!("reason.{code}")));
        if let Some(credit) = &self.credit {
            keys.extend(credit.limit.stresses.iter().map(|stress| format!("stress.{}", stress.id)));
            keys.extend(credit.bands.iter().map(|band| format!("limit.{}", band.id)));
        }
        if let Some(risk) = &self.risk {
            keys.extend(risk.scenarios.iter().map(|scenario| format!("scenario.{}", scenario.id)));
            keys.extend(risk.concentrations.iter().map(|one| format!("concentration.{}", one.id)));
            let limits = risk.margin.iter().flat_map(|margin| &margin.daily_limits);
            keys.extend(limits.map(|limit| format!("daily-limit.{}", limit.id)));
        }
        if let Some(price) = &self.price {
            keys.push("price.indicative".into());
            keys.extend(price.caps.iter().map(|cap| format!("cap.{}", cap.id)));
        }
        if let Some(shelf) = &self.shelf {
            keys.push("shelf.scenario".into());
            keys.extend(shelf.criteria.iter().map(|criterion| format!("criterion.{}", criterion.id)));
        }
        for notice in &self.notices {
            keys.extend(["title", "body"].map(|part| format!("notice.{}.{part}", notice.id)));
        }
        for document in &self.documents {
            keys.extend(["title", "body"].map(|part| format!("document.{}.{part}", document.id)));
        }
        for flow in &self.flows {
            keys.push(format!("flow.{}", flow.id));
            keys.extend(flow.steps.iter().map(|step| format!("step.{}.{}", flow.id, step.id)));
        }
        each_once(&mut keys);
        keys
    }

    /// The keys that a locale may have besides, in rising order: help to a question, the next step after a reason.
    #[must_use]
    pub fn optional_texts(&self) -> Vec<String> {
        let help = self.items().map(|item| format!("item.{}.help", item.id));
        let codes = self.reason_codes().map(|code| format!("reason.{code}.next"));
        let engine = EngineCode::ALL.iter().map(|code| format!("reason.{}.next", code.as_str()));
        let measured = self.classes.dimensions.iter().map(|dimension| format!("reason.class.{}.next", dimension.id));
        let means = self.credit_codes().map(|code| format!("reason.{code}.next"));
        let mut keys: Vec<String> = help.chain(codes).chain(engine).chain(measured).chain(means).collect();
        each_once(&mut keys);
        keys
    }
}
