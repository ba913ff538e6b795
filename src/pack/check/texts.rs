//! Every locale has every text, and no text that nothing shows.

use std::collections::BTreeSet;

use crate::pack::schema::{FactKind, PackDocument};
use crate::terms::EngineCode;
use crate::{Code, Error};

use super::Findings;

pub(super) fn check(document: &PackDocument, findings: &mut Findings) {
    let required = document.required_texts();
    let optional = document.optional_texts();
    for locale in &document.locales {
        let Some(texts) = document.texts.get(locale) else {
            findings.add(Code::Text, "/texts", "a locale has no texts");
            continue;
        };
        for key in &required {
            if texts.get(key).is_none_or(|text| text.trim().is_empty()) {
                findings.push(Error::new(
                    Code::Text,
                    format!("/texts/{locale}"),
                    format!("the text '{key}' is missing"),
                ));
            }
        }
        for key in texts.keys().filter(|key| !required.contains(*key) && !optional.contains(*key)) {
            findings.push(Error::new(
                Code::Text,
                format!("/texts/{locale}"),
                format!("nothing shows the text '{key}'"),
            ));
        }
    }
    let declared = document.texts.keys().all(|locale| document.locales.contains(locale));
    findings.ensure(declared, Code::Text, "/texts", "a locale here is not declared in /locales");
}

impl PackDocument {
    /// The keys that every locale has.
    #[must_use]
    pub fn required_texts(&self) -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        keys.insert(String::from("pack.title"));
        keys.extend(self.sources.keys().map(|id| format!("source.{id}")));
        for (_, basis) in self.bases() {
            keys.extend(basis.firm.iter().chain(&basis.at).map(|id| format!("basis.{id}")));
        }
        for section in &self.questionnaire.sections {
            keys.insert(format!("section.{}", section.id));
        }
        for item in self.items() {
            keys.insert(format!("item.{}", item.id));
            keys.insert(format!("item.{}.why", item.id));
            keys.extend(item.options.iter().map(|option| format!("option.{}.{}", item.id, option.id)));
        }
        for class in &self.classes.list {
            keys.extend(["", ".short", ".meaning"].map(|part| format!("class.{class}{part}")));
        }
        for dimension in &self.classes.dimensions {
            keys.insert(format!("dimension.{}", dimension.id));
            if !dimension.bands.is_empty() {
                keys.insert(format!("reason.class.{}", dimension.id));
            }
        }
        keys.extend(self.reason_codes().map(|code| format!("reason.{code}")));
        keys.extend(EngineCode::ALL.iter().map(|code| format!("reason.{}", code.as_str())));
        let matching = &self.matching;
        keys.extend(matching.grades.iter().map(|id| format!("grade.{id}")));
        keys.extend(matching.types.iter().map(|id| format!("type.{id}")));
        keys.extend(matching.terms.iter().map(|id| format!("term.{id}")));
        for fact in &self.facts {
            keys.insert(format!("fact.{}", fact.id));
            if fact.kind == FactKind::Choice {
                keys.extend(fact.options.iter().map(|option| format!("fact.{}.{option}", fact.id)));
            }
        }
        let measured = self.fraud_rules().iter().flat_map(|rule| &rule.held_wrongly);
        keys.extend(measured.map(|measured| format!("population.{}", measured.population)));
        for notice in &self.notices {
            keys.extend(["title", "body"].map(|part| format!("notice.{}.{part}", notice.id)));
        }
        for document in &self.documents {
            keys.extend(["title", "body"].map(|part| format!("document.{}.{part}", document.id)));
        }
        for flow in &self.flows {
            keys.insert(format!("flow.{}", flow.id));
            keys.extend(flow.steps.iter().map(|step| format!("step.{}.{}", flow.id, step.id)));
        }
        keys
    }

    /// The keys that a locale may have besides: help to a question, the next step after a reason.
    #[must_use]
    pub fn optional_texts(&self) -> BTreeSet<String> {
        let help = self.items().map(|item| format!("item.{}.help", item.id));
        let codes = self.reason_codes().map(|code| format!("reason.{code}.next"));
        let engine = EngineCode::ALL.iter().map(|code| format!("reason.{}.next", code.as_str()));
        let measured = self.classes.dimensions.iter().map(|dimension| format!("reason.class.{}.next", dimension.id));
        let mut keys = BTreeSet::new();
        keys.extend(help.chain(codes).chain(engine).chain(measured));
        keys
    }
}
