//! Saved groups: lists of values, or conditions of their own, that a condition names by id.

use super::{Targeting, attribute, coerce, intersects, list};
use crate::json::Json;

/// Groups that ask for one another, at most; a longer chain holds for nobody.
const MAX_CHAIN: usize = 64;

/// A group that is being asked, and the one in whose condition it stands.
#[derive(Clone, Copy)]
pub(super) struct Within<'a> {
    id: &'a str,
    outer: Option<&'a Within<'a>>,
}

impl Within<'_> {
    fn chain(&self) -> impl Iterator<Item = &str> {
        core::iter::successors(Some(self), |within| within.outer).map(|within| within.id)
    }
}

impl Targeting<'_> {
    /// The values of a group for `$inGroup`: none known is an empty list, while a group that is no list has none, and
    /// nobody is in or outside of it.
    pub(super) fn values(&self, id: &Json) -> Option<&[Json]> {
        let Some(group) = self.groups.and_then(|groups| groups.get(&coerce::text(id))) else { return Some(&[]) };
        match group {
            Json::List(values) => Some(values),
            group if kind(group) == Some("list") => list(group.get("values")?),
            _ => None,
        }
    }

    /// `$savedGroup`: what is not recognised holds for nobody, and so does a group that leads back to itself.
    pub(super) fn in_saved_group(&self, reference: &Json, attributes: &Json) -> bool {
        self.saved_group(reference, attributes).unwrap_or(false)
    }

    fn saved_group(&self, reference: &Json, attributes: &Json) -> Option<bool> {
        let id = reference.get("id")?.as_text()?;
        let chain = || self.within.iter().flat_map(Within::chain);
        if chain().any(|outer| outer == id) || chain().count() >= MAX_CHAIN {
            return None;
        }
        let group = self.groups?.get(id)?;
        // The reference's attribute comes before the group's own.
        let attribute_key = match reference.get("attributeKey") {
            Some(key) => Some(key.as_text()?),
            None => None,
        };
        match kind(group)? {
            "list" => {
                let key = attribute_key.or_else(|| group.get("attributeKey")?.as_text())?;
                Some(intersects(attribute(attributes, key), list(group.get("values")?)?, coerce::same))
            }
            "condition" => {
                let within = Some(Within { id, outer: self.within.as_ref() });
                let condition = group.get("condition")?;
                Some(Targeting { groups: self.groups, regex: self.regex, within }.condition(condition, attributes))
            }
            _ => None,
        }
    }
}

fn kind(group: &Json) -> Option<&str> {
    group.get("type")?.as_text()
}
