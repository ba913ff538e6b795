//! The variant that lies between a control and an edited copy of it: what somebody who edits a pack has made of it.
//!
//! Takes both texts, gives the variant's value. Nothing is left out on the way: an edit that no variant can make is refused at its
//! place in the edited copy.

use prescreen::json::Json;
use prescreen::pack::Pack;
use prescreen::pack::limits::MAX_PACK_BYTES;
use prescreen::{Code, Error};

use super::{Variant, below};

/// What a pack says of itself: a variant's is its own or the control's.
const OWN: [&str; 2] = ["id", "version"];
/// The packs that a variant's pack names the control in.
const NAMES_THE_CONTROL: [&str; 2] = ["attempts_with", "profiles_of"];

impl Variant {
    /// The value of the variant `id` by which the control becomes the edited copy, as JSON text. Ids and versions of the packs
    /// have no part in it.
    ///
    /// # Errors
    /// What the check finds of either pack; every edit that is none of wording and order, with its pointer in the edited copy.
    /// Whether the control lets it vary is said by [`Variant::of`].
    pub fn between(control: &str, edited: &str, id: &str) -> Result<String, Vec<Error>> {
        for pack in [control, edited] {
            Pack::check(pack)?;
        }
        let read = |text: &str| Json::parse(text, MAX_PACK_BYTES).map_err(|error| vec![error]);
        let (control, edited) = (read(control)?, read(edited)?);
        let value = value(&control, &edited, id).canonical();
        let made = Self::read(&value).map_err(|error| vec![error])?.made(&control);
        let mut places = Vec::new();
        if let (Json::Map(entries), Json::Map(_)) = (&made, &edited) {
            for name in entries.iter().map(|(name, _)| name.as_str()).filter(|name| !OWN.contains(name)) {
                let (is, was) = (edited.get(name), control.get(name));
                if !(NAMES_THE_CONTROL.contains(&name) && is == was) {
                    differing(made.get(name), is, &below("", name), &mut places);
                }
            }
            for (name, value) in members(&edited).filter(|(name, _)| made.get(name).is_none()) {
                differing(None, Some(value), &below("", name), &mut places);
            }
        }
        if places.is_empty() { Ok(value) } else { Err(places.into_iter().map(no_variant).collect()) }
    }
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
    add("items", turned(&was, &is));
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
