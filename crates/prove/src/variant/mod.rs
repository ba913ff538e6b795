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
use prescreen::pack::schema::{Item, ItemKind, PackDocument};
use prescreen::{Code, Error};

use crate::compare::{Comparison, compare};
use crate::report::Proof;

mod between;
mod unicode;
mod wording;

pub use between::{NoVariant, VariantPart};
pub use unicode::Unicode;
#[cfg(feature = "unicode")]
pub use unicode::UnicodeTables;
pub use wording::Reworded;
use wording::is_notice;

/// Largest variant, in bytes.
pub const MAX_VARIANT_BYTES: usize = 1_000_000;

/// What an experiment varies of a pack: an object-valued variation of a feature.
///
/// ```json
/// {"id": "trial-b", "options": {"horizon": ["long", "medium", "short"]}, "texts": {"en": {"item.horizon": "When will you need the money?"}, "zh-CN": {"item.horizon": "您什么时候要用这笔钱？"}}}
/// ```
#[derive(Debug, Clone)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Variant {
    /// The id of the variant's own pack. The control names it in `attempts_with`, so that attempts count together.
    pub id: Id,
    /// Other wording: locale, then key, then text. Keys are those of sections, questions, options and notices that the pack has; a
    /// text that is worded otherwise is so in every language of the pack.
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
    /// By notice that is worded otherwise, the version of the new wording, higher than the control's.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub notice_versions: Entries<Id, u32>,
    /// How the page lays questions out: for the page, which reads it from the feature.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub layout: Entries<String, String>,
}

documents! {
    Variant { id; [texts, items, options, notices, notice_versions, layout] }
}

/// A variant's own pack, and what holds of it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tried {
    /// What differs from the control, of what a pack lets vary.
    pub knobs: Vec<&'static str>,
    /// Texts that are worded otherwise. No proof is about them: somebody has to read them.
    pub texts: Vec<Reworded>,
    /// What is proved of its pack.
    pub proof: Proof,
    /// The control beside it.
    pub comparison: Comparison,
    /// Its pack, as text.
    #[serde(skip)]
    pub pack: String,
}

impl Tried {
    /// Whether somebody may be assigned to it, once its `texts` are read: every promise is kept, and everybody comes to the class of
    /// the control.
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

    /// Makes the variant's pack from the text of the control, and proves and compares it. `unicode` is what the host knows of characters.
    ///
    /// # Errors
    /// Everything in the variant that the control does not let vary or does not have, each with its pointer in the variant; that
    /// the variant is the control in everything; or what the check finds of the pack that would come of it.
    pub fn of(&self, control: &str, unicode: &dyn Unicode) -> Result<Tried, Vec<Error>> {
        let a = Pack::check(control)?;
        let json = Json::parse(control, MAX_PACK_BYTES).map_err(|error| vec![error])?;
        self.fits(a.document(), unicode)?;
        let pack = self.made(&json).canonical();
        let b = Pack::check(&pack).map_err(|errors| errors.into_iter().map(of_the_pack).collect::<Vec<_>>())?;
        let texts = wording::reworded(a.document(), self);
        let knobs = self.turned(a.document(), b.document(), &texts);
        if knobs.is_empty() {
            let message = format!("the variant '{}' changes nothing: it is the control in everything", self.id);
            let help =
                "Vary something. The control itself is an empty object in a feature, and needs no pack of its own.";
            return Err(vec![Error::new(Code::Inconsistent, "/id", message).help(help)]);
        }
        // The order of options has no part in what follows from them: beside the control they stand as they do there.
        let aligned = Self { options: Entries::default(), ..self.clone() }.made(&json).canonical();
        let comparison = Comparison { b: b.reference().clone(), ..compare(&a, &Pack::check(&aligned)?) };
        Ok(Tried { knobs, texts, proof: crate::prove(&b), comparison, pack })
    }

    /// What differs from the control, of what a pack lets vary.
    fn turned(&self, a: &PackDocument, b: &PackDocument, texts: &[Reworded]) -> Vec<&'static str> {
        let options = |item: &Item| item.options.iter().map(|option| option.id.clone()).collect::<Vec<Id>>();
        let turned = [
            texts.iter().any(|text| !is_notice(&text.key)),
            ids(a.items().map(|item| &item.id)) != ids(b.items().map(|item| &item.id)),
            a.items().any(|item| b.items().any(|other| other.id == item.id && options(other) != options(item))),
            ids(a.notices.iter().map(|notice| &notice.id)) != ids(b.notices.iter().map(|notice| &notice.id))
                || texts.iter().any(|text| is_notice(&text.key)),
            !self.layout.is_empty(),
        ];
        KNOBS.into_iter().zip(turned).filter(|(_, turned)| *turned).map(|(knob, _)| knob).collect()
    }

    /// What it gives, of what a pack lets vary, each with its place.
    fn given(&self) -> Vec<(&'static str, String)> {
        let text = |notices: bool| {
            let mut all = self.texts.iter().flat_map(|(locale, texts)| texts.keys().map(move |key| (locale, key)));
            all.find(|(_, key)| is_notice(key) == notices).map(|(locale, key)| below(&below("/texts", locale), key))
        };
        let part = |at: &str, is_empty: bool| (!is_empty).then(|| at.to_owned());
        let places = [
            text(false),
            part("/items", self.items.is_empty()),
            part("/options", self.options.is_empty()),
            part("/notices", self.notices.is_empty())
                .or_else(|| text(true))
                .or_else(|| part("/notice_versions", self.notice_versions.is_empty())),
            part("/layout", self.layout.is_empty()),
        ];
        KNOBS.into_iter().zip(places).filter_map(|(knob, at)| Some((knob, at?))).collect()
    }

    /// Whether the control lets all of it vary, and has what it names.
    fn fits(&self, control: &PackDocument, unicode: &dyn Unicode) -> Result<(), Vec<Error>> {
        let mut faults = Vec::new();
        if self.id.as_str().starts_with('.') {
            let message = format!("the variant is called '{}', and its pack's file would be hidden", self.id);
            faults.push(
                Error::new(Code::Text, "/id", message).help("Give it an id that starts with a letter or a digit."),
            );
        }
        if self.id == control.id {
            let message = format!("the variant is called '{}', as the control is", self.id);
            faults.push(Error::new(Code::Duplicate, "/id", message).help("Give it an id of its own."));
        }
        for (knob, at) in self.given() {
            if !control.knobs.iter().any(|allowed| allowed.as_str() == knob) {
                let message = format!("the variant varies `{knob}`, which is not among the knobs of '{}'", control.id);
                let help = "Name it in /knobs of the pack, or leave it out.";
                faults.push(Error::new(Code::Inconsistent, at, message).help(help));
            }
        }
        wording::check(control, self, unicode, &mut faults);
        if !self.items.is_empty() {
            order("/items", &self.items, &ids(control.items().map(|item| &item.id)), &mut faults);
        }
        if !self.notices.is_empty() {
            order("/notices", &self.notices, &ids(control.notices.iter().map(|notice| &notice.id)), &mut faults);
        }
        for (item, options) in &self.options {
            let at = below("/options", item.as_str());
            let Some(known) = control.items().find(|one| one.id == *item) else {
                let message = format!("the pack has no question '{item}'");
                faults.push(Error::new(Code::Reference, at, message).help("Take a question that the pack has."));
                continue;
            };
            let has = ids(known.options.iter().map(|option| &option.id));
            order(&at, options, &has, &mut faults);
            if known.kind == ItemKind::Number && ids(options.iter()) != has {
                let message = format!("the options of '{item}' are intervals of a number, which stand in rising order");
                faults.push(Error::new(Code::Inconsistent, at, message).help("Leave their order as it is."));
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// The control's document as the variant has it.
    fn made(&self, control: &Json) -> Json {
        let mut pack = control.clone();
        if let Some(own) = entry(&mut pack, "id") {
            let control = core::mem::replace(own, Json::text(self.id.as_str()));
            for list in NAMES_PACKS {
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
        for notice in entry(&mut pack, "notices").map(list).into_iter().flatten() {
            let version = notice.get("id").and_then(Json::as_text).and_then(|id| self.notice_versions.get(id)).copied();
            if let Some((stands, version)) = entry(notice, "version").zip(version) {
                *stands = Json::Int(version.into());
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

/// Lists of packs in which a variant's pack names the control.
const NAMES_PACKS: [&str; 2] = ["attempts_with", "profiles_of"];

/// A step below a JSON pointer.
fn below(at: &str, step: &str) -> String {
    format!("{at}/{}", step.replace('~', "~0").replace('/', "~1"))
}

fn ids<'p>(of: impl Iterator<Item = &'p Id>) -> Vec<&'p str> {
    of.map(|id| id.as_str()).collect()
}

/// Whether these are those that the pack has, each once.
fn order(at: &str, given: &[Id], has: &[&str], faults: &mut Vec<Error>) {
    let help = "Give all of them in the order that is tried.";
    let before = faults.len();
    for (n, id) in given.iter().enumerate() {
        let (code, message) = if !has.contains(&id.as_str()) {
            (Code::Reference, format!("'{id}' is none of those of the pack: {}", has.join(", ")))
        } else if given.iter().take(n).any(|other| other == id) {
            (Code::Duplicate, format!("'{id}' stands there already"))
        } else {
            continue;
        };
        faults.push(Error::new(code, format!("{at}/{n}"), message).help(help));
    }
    if faults.len() == before && given.len() != has.len() {
        let message = format!("these are not those of the pack, each once: {}", has.join(", "));
        faults.push(Error::new(Code::Reference, at, message).help(help));
    }
}

/// What is wrong with the pack that would come of the variant. A place in its texts is one in the variant too.
fn of_the_pack(error: Error) -> Error {
    if error.at.starts_with("/texts/") {
        return error;
    }
    let message = format!("the pack that would come of it does not pass its check, at {}: {}", error.at, error.message);
    Error { at: "/id".into(), message, ..error }
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
