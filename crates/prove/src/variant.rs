//! A variant of a pack, for an experiment: made from what the pack lets vary, and asked before anybody is assigned to it.
//!
//! Takes a pack's text and a variant, gives the variant's own pack with its proof and its comparison with the control. It
//! must never change a point or a rule: those are tried in a shadow pack.

use serde::Serialize;

use prescreen::documents;
use prescreen::id::Id;
use prescreen::json::{Entries, Json, read_text};
use prescreen::pack::Pack;
use prescreen::pack::knobs::KNOBS;
use prescreen::pack::limits::MAX_PACK_BYTES;
use prescreen::{Code, Error};

use crate::compare::{Comparison, compare};
use crate::report::Proof;

/// Largest variant, in bytes.
pub const MAX_VARIANT_BYTES: usize = 1_000_000;

/// What an experiment varies of a pack: an object-valued variation of a feature.
///
/// ```json
/// {"id": "trial-b", "options": {"horizon": ["long", "medium", "short"]}, "texts": {"en": {"item.horizon": "When will you need the money?"}}}
/// ```
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Variant {
    /// The id of the variant's own pack. The control names it in `attempts_with`, so that attempts count together.
    pub id: Id,
    /// Other wording: locale, then key, then text. Keys are those that the pack has.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub texts: Entries<String, Entries<String, String>>,
    /// Every question once, in another order. A question stays in its section.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub items: Vec<Id>,
    /// By question, its options in another order, each once.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub options: Entries<Id, Vec<Id>>,
    /// Every notice once, in another order.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub notices: Vec<Id>,
    /// How the page lays questions out: for the page, which reads it from the feature.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub layout: Entries<String, String>,
}

documents! {
    Variant { id; [texts, items, options, notices, layout] }
}

/// A variant's own pack, and what holds of it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tried {
    /// What it varies, of what a pack lets vary.
    pub knobs: Vec<&'static str>,
    /// What is proved of its pack.
    pub proof: Proof,
    /// The control beside it.
    pub comparison: Comparison,
    /// Its pack, as text.
    #[serde(skip)]
    pub pack: String,
}

impl Tried {
    /// Whether somebody may be assigned to it: every promise is kept, and everybody comes to the class of the control.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.proof.holds() && self.comparison.holds()
    }
}

impl Variant {
    /// Reads a variant from its JSON text.
    ///
    /// # Errors
    /// An [`Error`] with a JSON pointer when the text is not such a document.
    pub fn read(text: &str) -> Result<Self, Error> {
        read_text(text, MAX_VARIANT_BYTES)
    }

    /// Makes the variant's pack from the text of the control, and proves and compares it.
    ///
    /// # Errors
    /// Everything in the variant that the control does not let vary or does not have, each with its pointer in the variant; or
    /// what the check finds of the pack that would come of it.
    pub fn of(&self, control: &str) -> Result<Tried, Vec<Error>> {
        let a = Pack::check(control)?;
        let json = Json::parse(control, MAX_PACK_BYTES).map_err(|error| vec![error])?;
        self.fits(&a)?;
        let pack = self.made(&json).canonical();
        let b = Pack::check(&pack)?;
        // The order of options has no part in what follows from them: beside the control they stand as they do there.
        let aligned = Self { options: Entries::default(), ..self.clone() }.made(&json).canonical();
        let comparison = Comparison { b: b.reference().clone(), ..compare(&a, &Pack::check(&aligned)?) };
        Ok(Tried { knobs: self.turned(), proof: crate::prove(&b), comparison, pack })
    }

    /// What it varies.
    fn turned(&self) -> Vec<&'static str> {
        let is_notice = |key: &String| key.starts_with("notice.");
        let said = |notices: bool| self.texts.values().flat_map(Entries::keys).any(|key| is_notice(key) == notices);
        let turned = [
            said(false),
            !self.items.is_empty(),
            !self.options.is_empty(),
            !self.notices.is_empty() || said(true),
            !self.layout.is_empty(),
        ];
        KNOBS.into_iter().zip(turned).filter(|(_, turned)| *turned).map(|(knob, _)| knob).collect()
    }

    /// Whether the control lets all of it vary, and has what it names.
    fn fits(&self, control: &Pack) -> Result<(), Vec<Error>> {
        let document = control.document();
        let mut faults = Vec::new();
        let mut fault =
            |code, at: String, message: String, help: &str| faults.push(Error::new(code, at, message).help(help));
        if self.id == document.id {
            let message = format!("the variant is called '{}', as the control is", self.id);
            fault(Code::Duplicate, "/id".into(), message, "Give it an id of its own.");
        }
        for knob in self.turned() {
            if !document.knobs.iter().any(|allowed| allowed.as_str() == knob) {
                let message = format!("the variant varies `{knob}`, which is not among the knobs of '{}'", document.id);
                fault(Code::Inconsistent, String::new(), message, "Name it in /knobs of the pack, or leave it out.");
            }
        }
        for (locale, texts) in &self.texts {
            let known = document.texts.get(locale.as_str());
            for key in texts.keys().filter(|key| known.is_none_or(|known| !known.contains_key(key.as_str()))) {
                let message = format!("the pack has no text '{key}' in '{locale}'");
                fault(Code::Reference, format!("/texts/{locale}/{key}"), message, "Take a key that the pack has.");
            }
        }
        let mut order = |at: String, given: &[Id], has: Vec<&Id>| {
            let same = given.len() == has.len() && has.iter().all(|id| given.contains(id));
            if !given.is_empty() && !same {
                let names: Vec<&str> = has.iter().map(|id| id.as_str()).collect();
                let message = format!("these are not those of the pack, each once: {}", names.join(", "));
                fault(Code::Reference, at, message, "Give all of them in the order that is tried.");
            }
        };
        order("/items".into(), &self.items, document.items().map(|item| &item.id).collect());
        order("/notices".into(), &self.notices, document.notices.iter().map(|notice| &notice.id).collect());
        for (item, options) in &self.options {
            let has =
                document.items().find(|one| one.id == *item).map(|one| one.options.iter().map(|option| &option.id));
            order(format!("/options/{item}"), options, has.into_iter().flatten().collect());
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// The control's document as the variant has it.
    fn made(&self, control: &Json) -> Json {
        let mut pack = control.clone();
        if let Some(own) = entry(&mut pack, "id") {
            let control = core::mem::replace(own, Json::text(self.id.as_str()));
            for list in ["attempts_with", "profiles_of"] {
                beside(&mut pack, list, control.clone(), self.id.as_str());
            }
        }
        for (locale, texts) in &self.texts {
            for (key, text) in texts {
                if let Some(said) =
                    entry(&mut pack, "texts").and_then(|all| entry(all, locale)).and_then(|all| entry(all, key))
                {
                    *said = Json::text(text);
                }
            }
        }
        sort(entry(&mut pack, "notices"), &self.notices);
        let sections = entry(&mut pack, "questionnaire").and_then(|all| entry(all, "sections")).map(list);
        for section in sections.into_iter().flatten() {
            sort(entry(section, "items"), &self.items);
            for item in entry(section, "items").map(list).into_iter().flatten() {
                let order = item
                    .get("id")
                    .and_then(Json::as_text)
                    .and_then(|id| self.options.iter().find(|(of, _)| of.as_str() == id));
                sort(entry(item, "options"), order.map_or(&[], |(_, order)| order));
            }
        }
        pack
    }
}

fn entry<'j>(json: &'j mut Json, name: &str) -> Option<&'j mut Json> {
    match json {
        Json::Map(entries) => entries.iter_mut().find(|(key, _)| key == name).map(|(_, value)| value),
        _ => None,
    }
}

fn list(json: &mut Json) -> &mut [Json] {
    match json {
        Json::List(list) => list,
        _ => &mut [],
    }
}

/// Adds another pack to a list of packs, in which the pack itself cannot stand.
fn beside(pack: &mut Json, name: &str, other: Json, own: &str) {
    if let Some(Json::List(known)) = entry(pack, name) {
        known.retain(|id| id.as_text() != Some(own));
        known.push(other);
    } else if let Json::Map(entries) = pack {
        entries.push((name.into(), Json::List(vec![other])));
    }
}

/// Puts objects in the order of their ids, where there is one.
fn sort(objects: Option<&mut Json>, order: &[Id]) {
    let place =
        |one: &Json| one.get("id").and_then(Json::as_text).and_then(|id| order.iter().position(|of| of.as_str() == id));
    if let Some(objects) = objects.filter(|_| !order.is_empty()) {
        list(objects).sort_by_key(place);
    }
}
