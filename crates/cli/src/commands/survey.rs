//! `pack import-survey`: a SurveyJS survey as the skeleton of a questionnaire.
//!
//! Takes the survey's JSON, gives sections, items, options, scores and texts, and names by its pointer whatever of
//! the survey a pack has no place for. It never runs an expression and never fills in what the survey does not say.
//! The form of a survey is that of SurveyJS' documentation (surveyjs.io, Form Library); choices there have no score
//! of their own, so a number under the usual custom property `score` is taken for one. The text under `default` is that
//! of the survey's `locale`; where a text has one of that locale beside it, `default` is English, as SurveyJS has it.

use std::collections::{BTreeMap, BTreeSet};

use prescreen::id::MAX_ID_LENGTH;
use prescreen::pack::limits::{MAX_ITEMS, MAX_OPTIONS};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// What became of a survey.
#[derive(Default, Serialize)]
pub struct Import {
    /// The parts of a pack that the survey gives.
    pub pack: Value,
    /// What the survey has and a pack has not.
    pub unsupported: Vec<Unsupported>,
    /// What the firm still has to say.
    pub missing: Vec<String>,
}

/// Something of the survey that is not in the skeleton.
#[derive(Debug, Serialize)]
pub struct Unsupported {
    /// JSON pointer (RFC 6901) into the survey.
    pub at: String,
    /// The feature, by SurveyJS' name.
    pub feature: String,
}

/// The locale of a survey that names none, and of the texts of its program.
const ENGLISH: &str = "en";

/// What a text is filed under that says no locale.
const USUAL: &str = "default";

/// The dimension that scores are put in.
const DIMENSION: &str = "score";

/// Parts of a pack that no survey has.
const NEVER_IN_A_SURVEY: &str = "id, version, jurisdiction, regulator, service, time_zone, effective, sources, notices, \
    facts, questionnaire.basis, classes, matching, attempts, validity, record, disclosure";

/// Imports a survey.
pub fn import(survey: &Value) -> Import {
    let own = survey.get("locale").and_then(Value::as_str).map_or_else(|| ENGLISH.into(), locale);
    let usual = if stands_beside_default(survey, &own) { ENGLISH.into() } else { own };
    let mut importer = Importer { usual, ..Importer::default() };
    let sections = importer.survey(survey);
    importer.finish(sections)
}

/// Whether a text of a survey has both its usual form and one in a locale.
fn stands_beside_default(value: &Value, own: &str) -> bool {
    match value {
        Value::Array(values) => values.iter().any(|value| stands_beside_default(value, own)),
        Value::Object(entries) => {
            entries.contains_key(USUAL) && entries.keys().any(|name| name != USUAL && locale(name) == own)
                || entries.values().any(|value| stands_beside_default(value, own))
        }
        _ => false,
    }
}

#[derive(Default)]
struct Importer {
    /// The locale of texts that say none.
    usual: String,
    texts: BTreeMap<String, BTreeMap<String, String>>,
    keys: BTreeSet<String>,
    items: BTreeSet<String>,
    unsupported: Vec<Unsupported>,
    missing: Vec<String>,
    scored: bool,
}

impl Importer {
    fn survey(&mut self, survey: &Value) -> Vec<Value> {
        self.rest(survey, "", &["pages", "elements", "questions", "title", "locale"]);
        self.text("pack.title", survey.get("title"), "/title");
        let mut sections = Vec::new();
        let mut used = BTreeSet::new();
        for (n, page) in self.list(survey, "pages", "").iter().enumerate() {
            let at = format!("/pages/{n}");
            self.rest(page, &at, &["name", "title", "elements", "questions"]);
            sections.extend(self.section(page, &at, n, &mut used));
        }
        // A survey without pages has its questions at the top; beside pages, SurveyJS does not show them.
        if survey.get("pages").is_none() {
            sections.extend(self.section(survey, "", 0, &mut used));
        } else {
            for list in ["elements", "questions"].into_iter().filter(|list| survey.get(list).is_some()) {
                self.unsupported(&format!("/{list}"), "questions beside the pages");
            }
        }
        sections
    }

    fn section(&mut self, page: &Value, at: &str, n: usize, used: &mut BTreeSet<String>) -> Option<Value> {
        let mut items = Vec::new();
        self.elements(page, at, &mut items);
        if items.is_empty() {
            self.unsupported(at, "a page without questions that a pack can ask");
            return None;
        }
        let id = unique(page.get("name"), "section", n, used);
        let title = page.get("title").filter(|_| !at.is_empty());
        self.text(&format!("section.{id}"), title, &format!("{at}/title"));
        Some(json!({ "id": id, "items": items }))
    }

    fn elements(&mut self, parent: &Value, at: &str, items: &mut Vec<Value>) {
        for list in ["elements", "questions"] {
            for (n, element) in self.list(parent, list, at).iter().enumerate() {
                let at = format!("{at}/{list}/{n}");
                if element.get("type").and_then(Value::as_str) == Some("panel") {
                    self.unsupported(&at, "panel (its questions stand in the page's section)");
                    self.rest(element, &at, &["type", "name", "elements", "questions"]);
                    self.elements(element, &at, items);
                } else {
                    items.extend(self.question(element, &at));
                }
            }
        }
    }

    fn question(&mut self, question: &Value, at: &str) -> Option<Value> {
        let asked = question.get("type").and_then(Value::as_str).unwrap_or("");
        let number = asked == "text" && question.get("inputType").and_then(Value::as_str) == Some("number");
        let (kind, own): (_, &[&str]) = match asked {
            "radiogroup" | "dropdown" => ("single", &["choices", "showNoneItem", "hasNone", "noneText"]),
            "checkbox" | "tagbox" => ("multiple", &["choices", "showNoneItem", "hasNone", "noneText"]),
            "boolean" => ("single", &["labelTrue", "labelFalse", "valueTrue", "valueFalse"]),
            "rating" => ("single", &["rateValues", "rateMin", "rateMax", "rateStep"]),
            "text" if number => ("number", &["inputType"]),
            _ => {
                self.unsupported(at, &format!("question of type '{asked}'"));
                return None;
            }
        };
        if self.items.len() >= MAX_ITEMS {
            self.unsupported(at, "more questions than a pack has");
            return None;
        }
        let id = unique(question.get("name"), "q", self.items.len(), &mut self.items);
        self.texts_of(question, at, &id);
        let known = [&["type", "name", "title", "description", "isRequired"], own].concat();
        self.rest(question, at, &known);
        if question.get("isRequired") != Some(&json!(true)) {
            self.unsupported(at, "a question that may be left out (a pack's are all answered)");
        }
        if kind == "number" {
            self.missing.push(format!("options of {id}: the intervals in which its number counts"));
            return Some(json!({ "id": id, "kind": kind, "options": [] }));
        }
        let options = match asked {
            "boolean" => self.boolean(question, at, &id),
            "rating" => self.rating(question, at, &id),
            _ => self.choices(question, at, &id, kind == "multiple"),
        };
        if options.len() < 2 {
            self.missing.push(format!("options of {id}: at least two"));
        }
        if kind == "multiple" {
            self.missing.push(format!("pick of {id}: whether the highest chosen option counts (max) or their sum"));
        }
        Some(json!({ "id": id, "kind": kind, "options": options }))
    }

    fn texts_of(&mut self, question: &Value, at: &str, id: &str) {
        // A question without a title is shown by its name.
        let title = question.get("title").or_else(|| question.get("name"));
        self.text(&format!("item.{id}"), title, &format!("{at}/title"));
        if let Some(help) = question.get("description") {
            self.text(&format!("item.{id}.help"), Some(help), &format!("{at}/description"));
        }
        self.keys.insert(format!("item.{id}.why"));
    }

    /// Where several can be chosen, SurveyJS takes them all back for its "none".
    fn choices(&mut self, question: &Value, at: &str, item: &str, several: bool) -> Vec<Value> {
        let choices = self.list(question, "choices", at);
        let mut options = self.options(choices, &format!("{at}/choices"), item);
        let none = |name| question.get(name) == Some(&json!(true));
        if none("showNoneItem") || none("hasNone") {
            let text = question.get("noneText").cloned().unwrap_or_else(|| json!({ ENGLISH: "None" }));
            let choice = json!({ "value": "none", "text": text });
            let mut none = self.options(&[choice], at, item);
            if several {
                none.iter_mut().for_each(|option| option["alone"] = json!(true));
            }
            options.extend(none);
        }
        options
    }

    fn boolean(&mut self, question: &Value, at: &str, item: &str) -> Vec<Value> {
        let choice = |value, label, usual: &str| {
            let text = question.get(label).cloned().unwrap_or_else(|| json!({ ENGLISH: usual }));
            json!({ "value": question.get(value).cloned().unwrap_or_else(|| json!(usual)), "text": text })
        };
        let choices = [choice("valueTrue", "labelTrue", "Yes"), choice("valueFalse", "labelFalse", "No")];
        self.options(&choices, at, item)
    }

    /// Values that are listed, else from 1 to 5, which is SurveyJS' default.
    fn rating(&mut self, question: &Value, at: &str, item: &str) -> Vec<Value> {
        let values = self.list(question, "rateValues", at);
        if !values.is_empty() {
            return self.options(values, &format!("{at}/rateValues"), item);
        }
        let number = |name, usual| question.get(name).map_or(Some(usual), Value::as_i64);
        let (Some(min), Some(max), Some(step)) = (number("rateMin", 1), number("rateMax", 5), number("rateStep", 1))
        else {
            self.unsupported(at, "a rating in other than whole numbers");
            return Vec::new();
        };
        let Some(step) = usize::try_from(step).ok().filter(|step| *step > 0) else {
            self.unsupported(&format!("{at}/rateStep"), "a rating whose steps do not rise");
            return Vec::new();
        };
        let mut numbers = (min..=max).step_by(step);
        let values: Vec<Value> = numbers.by_ref().take(MAX_OPTIONS).map(|value| json!(value)).collect();
        if numbers.next().is_some() {
            self.unsupported(&format!("{at}/rateMax"), "more options than a question has");
        }
        self.options(&values, at, item)
    }

    fn options(&mut self, choices: &[Value], at: &str, item: &str) -> Vec<Value> {
        let mut used = BTreeSet::new();
        let mut options = Vec::new();
        for (n, choice) in choices.iter().enumerate() {
            let at = format!("{at}/{n}");
            if n >= MAX_OPTIONS {
                self.unsupported(&at, "more options than a question has");
                break;
            }
            // A choice without a value has its text for one.
            let text = choice.get("text");
            let value = choice
                .get("value")
                .or(text.filter(|text| text.is_string()))
                .or((!choice.is_object()).then_some(choice));
            let id = unique(value, "o", n, &mut used);
            let text = text.or(value);
            self.text(&format!("option.{item}.{id}"), text, &format!("{at}/text"));
            self.rest(choice, &at, &["value", "text", "score"]);
            let mut option = Map::from_iter([("id".into(), json!(id))]);
            if let Some(score) = choice.get("score") {
                if let Some(score) = score.as_i64().and_then(|score| i32::try_from(score).ok()) {
                    self.scored = true;
                    option.insert("points".into(), json!({ DIMENSION: score }));
                } else {
                    self.unsupported(&format!("{at}/score"), "a score that is not a whole number");
                }
            }
            options.push(Value::Object(option));
        }
        options
    }

    /// A list, or nothing; what should be one and is not is named.
    fn list<'v>(&mut self, parent: &'v Value, name: &str, at: &str) -> &'v [Value] {
        match parent.get(name) {
            Some(Value::Array(list)) => list,
            Some(_) => {
                self.unsupported(&format!("{at}/{name}"), "a list that is none");
                &[]
            }
            None => &[],
        }
    }

    /// A text in one language or several.
    fn text(&mut self, key: &str, text: Option<&Value>, at: &str) {
        self.keys.insert(key.into());
        match text {
            None => {}
            Some(Value::Object(texts)) => {
                // The usual text first: SurveyJS shows it rather than another one of its locale.
                let (usual, others): (Vec<_>, Vec<_>) = texts.iter().partition(|(name, _)| *name == USUAL);
                for (name, text) in usual.into_iter().chain(others) {
                    let locale = if name == USUAL { self.usual.clone() } else { locale(name) };
                    let at = format!("{at}/{}", step(name));
                    match text.as_str() {
                        Some(text) => self.put(locale, key, text, &at),
                        None => self.unsupported(&at, "a text that is no text"),
                    }
                }
            }
            Some(Value::String(text)) => self.put(self.usual.clone(), key, text, at),
            Some(other @ (Value::Number(_) | Value::Bool(_))) => {
                self.put(self.usual.clone(), key, &other.to_string(), at);
            }
            Some(_) => self.unsupported(at, "a text that is no text"),
        }
    }

    fn put(&mut self, locale: String, key: &str, text: &str, at: &str) {
        for name in piped(text) {
            self.unsupported(at, &format!("text piping ({{{name}}}, which would be shown as it stands)"));
        }
        let texts = self.texts.entry(locale.clone()).or_default();
        let kept = texts.entry(key.into()).or_insert_with(|| text.into());
        if kept != text {
            self.unsupported(at, &format!("a second text in '{locale}' (the first is kept)"));
        }
    }

    /// Names every property that is not among the known ones.
    fn rest(&mut self, value: &Value, at: &str, known: &[&str]) {
        let names = value.as_object().into_iter().flat_map(Map::keys).filter(|name| !known.contains(&name.as_str()));
        for name in names {
            self.unsupported(&format!("{at}/{}", step(name)), name);
        }
    }

    fn unsupported(&mut self, at: &str, feature: &str) {
        self.unsupported.push(Unsupported { at: at.into(), feature: feature.into() });
    }

    fn finish(mut self, sections: Vec<Value>) -> Import {
        self.texts.entry(self.usual.clone()).or_default();
        self.missing.push(NEVER_IN_A_SURVEY.into());
        if self.scored {
            self.missing.push(format!("classes.dimensions: '{DIMENSION}', with its bands"));
        } else {
            self.missing.push("points: the survey gives no scores".into());
        }
        for (locale, texts) in &self.texts {
            let lacking = self.keys.iter().filter(|key| !texts.contains_key(*key));
            self.missing.extend(lacking.map(|key| format!("texts.{locale}: {key}")));
        }
        let locales: Vec<&String> = self.texts.keys().collect();
        let pack = json!({
            "prescreen": 1,
            "locales": locales,
            "questionnaire": { "sections": sections },
            "texts": self.texts,
        });
        Import { pack, unsupported: self.unsupported, missing: self.missing }
    }
}

/// An id made of a name or value: what an id may not have becomes '-'; one without a letter or digit is numbered.
fn unique(name: Option<&Value>, usual: &str, n: usize, used: &mut BTreeSet<String>) -> String {
    let name = match name {
        Some(Value::String(name)) => name.to_lowercase(),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let allowed = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    let letters: String = name.chars().map(|letter| if allowed(letter) { letter } else { '-' }).collect();
    // Room for a number that tells two apart.
    let room = MAX_ID_LENGTH.saturating_sub(8);
    let mut id: String = letters.trim_matches('-').chars().take(room).collect();
    if id.is_empty() {
        id = format!("{usual}{}", n.saturating_add(1));
    }
    let first = id.clone();
    let mut next = 2_usize;
    while !used.insert(id.clone()) {
        id = format!("{first}-{next}");
        next = next.saturating_add(1);
    }
    id
}

/// What a text would show in braces: another question's answer, a variable.
fn piped(text: &str) -> impl Iterator<Item = &str> {
    let after_braces = text.split('{').skip(1);
    after_braces.filter_map(|after| after.split_once('}')).map(|(name, _)| name.trim()).filter(|name| !name.is_empty())
}

/// SurveyJS writes `zh-cn`, BCP 47 `zh-CN`.
fn locale(name: &str) -> String {
    match name.split_once('-') {
        Some((language, region)) if region.len() == 2 => format!("{language}-{}", region.to_uppercase()),
        _ => name.into(),
    }
}

/// A step of a JSON pointer.
fn step(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
