//! The variant that lies between a control and an edited copy of it: what somebody who edits a pack has made of it.
//!
//! Takes both texts, gives the variant's value. Nothing is left out on the way: an edit that no variant can make is refused at its
//! place in the edited copy.

use prescreen::json::Json;
use prescreen::pack::Pack;
use prescreen::pack::limits::MAX_PACK_BYTES;
use prescreen::{Code, Error};
use serde::Serialize;

use super::{NAMES_PACKS, Variant, below, entry};

/// What findings are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum VariantPart {
    /// The pack that is varied.
    Control,
    /// The edited copy of it.
    Edited,
    /// The variant's value, which an experiment's feature has.
    Variant,
}

/// Why no variant comes of an edited copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoVariant {
    /// What the findings' pointers lead into.
    pub of: VariantPart,
    /// What was found.
    pub findings: Vec<Error>,
}

impl Variant {
    /// The value of the variant `id` by which the control becomes the edited copy, as JSON text. What a pack says of itself has
    /// no part in it: its id, its version, and what it lets vary.
    ///
    /// # Errors
    /// What the check finds of either pack; every edit that is none of wording and order, with its pointer in the edited copy;
    /// an id that no variant can have. Whether the control lets it vary is said by [`Variant::of`].
    pub fn between(control: &str, edited: &str, id: &str) -> Result<String, NoVariant> {
        let read = |of: VariantPart, text: &str| {
            Pack::check(text)
                .and_then(|_| Json::parse(text, MAX_PACK_BYTES).map_err(|error| vec![error]))
                .map_err(|findings| NoVariant { of, findings })
        };
        let (control, edited) = (read(VariantPart::Control, control)?, read(VariantPart::Edited, edited)?);
        let value = value(&control, &edited, id).canonical();
        let variant =
            Self::read(&value).map_err(|error| NoVariant { of: VariantPart::Variant, findings: vec![error] })?;
        let own = |pack: &Json| pack.get("id").and_then(Json::as_text).unwrap_or_default().to_owned();
        let ids = [own(&control), own(&edited), id.to_owned()];
        let mut places = Vec::new();
        let (made, is) = (comparable(variant.made(&control), &ids), comparable(edited, &ids));
        differing(Some(&made), Some(&is), "", &mut places);
        if places.is_empty() {
            Ok(value)
        } else {
            Err(NoVariant { of: VariantPart::Edited, findings: places.into_iter().map(no_variant).collect() })
        }
    }
}

/// What a pack says of itself.
const OWN: [&str; 3] = ["id", "version", "knobs"];

/// A pack without what it says of itself, and without these packs in its lists of packs.
fn comparable(mut pack: Json, ids: &[String]) -> Json {
    if let Json::Map(entries) = &mut pack {
        entries.retain(|(name, _)| !OWN.contains(&name.as_str()));
    }
    for name in NAMES_PACKS {
        if let Some(Json::List(packs)) = entry(&mut pack, name) {
            packs.retain(|pack| !pack.as_text().is_some_and(|pack| ids.iter().any(|id| id == pack)));
        }
    }
    // A list without a pack is none.
    let is_empty = |name: &str, value: &Json| {
        NAMES_PACKS.contains(&name) && matches!(value, Json::List(packs) if packs.is_empty())
    };
    if let Json::Map(entries) = &mut pack {
        entries.retain(|(name, value)| !is_empty(name, value));
    }
    pack
}

fn no_variant(at: String) -> Error {
    let message = format!("{at} is not as in the control, and a variant changes wording and order alone");
    Error::new(Code::Inconsistent, at, message)
        .help("Put it back. Points, rules and other questions are tried in a shadow pack.")
}

/// What the edited copy words or orders otherwise.
fn value(control: &Json, edited: &Json, id: &str) -> Json {
    let mut value = vec![("id".into(), Json::text(id))];
    let mut add = |name: &str, part: Json| {
        if !matches!(&part, Json::Map(entries) if entries.is_empty())
            && !matches!(&part, Json::List(list) if list.is_empty())
        {
            value.push((name.into(), part));
        }
    };
    add("texts", texts(control.get("texts"), edited.get("texts")));
    let (was, is) = (items(control), items(edited));
    add("items", turned(&was, &of_both(&was, &is)));
    let options = was.iter().filter_map(|item| {
        let id = name_of(item)?;
        let now = is.iter().find(|one| name_of(one) == Some(id))?;
        let order = turned(&list(item.get("options")), &list(now.get("options")));
        matches!(&order, Json::List(list) if !list.is_empty()).then(|| (id.to_owned(), order))
    });
    add("options", Json::Map(options.collect()));
    let (was, is) = (list(control.get("notices")), list(edited.get("notices")));
    add("notices", turned(&was, &is));
    let versions = was.iter().filter_map(|notice| {
        let id = name_of(notice)?;
        let version = is.iter().find(|one| name_of(one) == Some(id))?.get("version")?;
        (Some(version) != notice.get("version")).then(|| (id.to_owned(), version.clone()))
    });
    add("notice_versions", Json::Map(versions.collect()));
    Json::Map(value)
}

/// Texts that both have, and that the edited copy words otherwise.
fn texts(control: Option<&Json>, edited: Option<&Json>) -> Json {
    let worded = edited.into_iter().flat_map(members).filter_map(|(locale, texts)| {
        let known = control?.get(locale)?;
        let changed = members(texts).filter(|(key, text)| known.get(key).is_some_and(|was| was != *text));
        let changed: Vec<(String, Json)> = changed.map(|(key, text)| (key.to_owned(), text.clone())).collect();
        (!changed.is_empty()).then(|| (locale.to_owned(), Json::Map(changed)))
    });
    Json::Map(worded.collect())
}

/// The order of the edited copy, where it has the same members in another; else nothing.
fn turned(control: &[&Json], edited: &[&Json]) -> Json {
    let ids = |all: &[&Json]| all.iter().filter_map(|one| name_of(one).map(str::to_owned)).collect::<Vec<_>>();
    let sorted = |mut ids: Vec<String>| {
        ids.sort_unstable();
        ids
    };
    let (was, is) = (ids(control), ids(edited));
    let is_order = was != is && sorted(was) == sorted(is.clone());
    Json::List(if is_order { is.iter().map(Json::text).collect() } else { Vec::new() })
}

/// The control's members in the order of the edited copy: those that it lacks last and what is new left out, which are edits by
/// themselves.
fn of_both<'j>(control: &[&'j Json], edited: &[&'j Json]) -> Vec<&'j Json> {
    let known = |of: &[&Json], one: &Json| of.iter().any(|other| name_of(other) == name_of(one));
    let here = edited.iter().filter(|one| known(control, one));
    let gone = control.iter().filter(|one| !known(edited, one));
    here.chain(gone).copied().collect()
}

fn items(pack: &Json) -> Vec<&Json> {
    let sections = list(pack.get("questionnaire").and_then(|all| all.get("sections")));
    sections.into_iter().flat_map(|section| list(section.get("items"))).collect()
}

fn list(json: Option<&Json>) -> Vec<&Json> {
    match json {
        Some(Json::List(list)) => list.iter().collect(),
        _ => Vec::new(),
    }
}

fn members(json: &Json) -> impl Iterator<Item = (&str, &Json)> {
    let entries: &[(String, Json)] = match json {
        Json::Map(entries) => entries,
        _ => &[],
    };
    entries.iter().map(|(name, value)| (name.as_str(), value))
}

fn name_of(json: &Json) -> Option<&str> {
    json.get("id").and_then(Json::as_text)
}

/// The smallest places at which two values differ.
fn differing(a: Option<&Json>, b: Option<&Json>, at: &str, places: &mut Vec<String>) {
    match (a, b) {
        (Some(Json::Map(_)), Some(Json::Map(_))) => {
            let names = a.into_iter().flat_map(members).map(|(name, _)| name);
            let new = b.into_iter().flat_map(members).map(|(name, _)| name);
            let new = new.filter(|name| a.and_then(|a| a.get(name)).is_none());
            for name in names.chain(new) {
                differing(a.and_then(|a| a.get(name)), b.and_then(|b| b.get(name)), &below(at, name), places);
            }
        }
        (Some(Json::List(one)), Some(Json::List(other))) if one.len() == other.len() => {
            for (n, (one, other)) in one.iter().zip(other).enumerate() {
                differing(Some(one), Some(other), &format!("{at}/{n}"), places);
            }
        }
        _ if a == b => {}
        _ => places.push(at.to_owned()),
    }
}
