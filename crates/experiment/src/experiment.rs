//! What an experiment is: its variations, whom it asks, and how they are divided.

use prescreen::condition::compat;
use prescreen::json::{Json, Object};
use prescreen::{Code, Error};

use crate::bucket::{Namespace, Range};
use crate::read::{boolean, expected, field, filled, integer, list, number, numbers, object, ranges, required, text};
use crate::read::{put, value, values};
use crate::target::{self, UrlTarget};

/// An experiment, or the part of a feature's rule that is one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Experiment {
    /// Its name in every platform.
    pub key: String,
    /// What the variations are: any JSON. A questionnaire's variant is one object, so that all that it changes moves
    /// together.
    pub variations: Vec<Json>,
    /// The share of people who take part, 0 to 1; 1 where absent.
    pub coverage: Option<f64>,
    /// The share of each variation; equal where absent.
    pub weights: Option<Vec<f64>>,
    /// The attribute that is hashed; `id` where absent.
    pub hash_attribute: Option<String>,
    /// The attribute that is hashed where the first is absent, with sticky buckets.
    pub fallback_attribute: Option<String>,
    /// The version of the hash; 1 where absent or 0.
    pub hash_version: Option<i64>,
    /// Whether sticky buckets are neither read nor written.
    pub disable_sticky_bucketing: bool,
    /// The version of the sticky buckets; 0 where absent.
    pub bucket_version: Option<i64>,
    /// Who has a sticky bucket of a version below is left out.
    pub min_bucket_version: Option<i64>,
    /// The experiment's part of a namespace.
    pub namespace: Option<Namespace>,
    /// Key, name and passing on of each variation.
    pub meta: Option<Vec<Meta>>,
    /// The range of each variation, before coverage and weights.
    pub ranges: Option<Vec<Range>>,
    /// For people.
    pub name: Option<Json>,
    /// Which phase of the experiment this is; a phase with another seed draws anew.
    pub phase: Option<Json>,
    /// What is hashed with the attribute; the key where absent.
    pub seed: Option<String>,
    /// Whom other experiments have not taken; before the namespace.
    pub filters: Option<Vec<Filter>>,
    /// Whom it asks.
    pub condition: Option<Json>,
    /// What other features have to be.
    pub parents: Vec<Parent>,
    /// The variation of everybody who takes part.
    pub force: Option<i64>,
    /// Whether it runs at all; a draft does not.
    pub active: bool,
    /// Whether it is over.
    pub stopped: bool,
    /// The pages that it is on.
    pub url_patterns: Option<Vec<UrlTarget>>,
    /// Whether a redirect takes the query with it.
    pub persist_query_string: bool,
    /// Whether it waits to be started by the page.
    pub manual: bool,
}

/// What is known of one variation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meta {
    /// Its key; its number where absent.
    pub key: Option<String>,
    /// For people.
    pub name: Option<String>,
    /// Whether the next rule is asked all the same.
    pub passthrough: bool,
}

/// A part of the line that another attribute has to be in.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    /// The attribute; `id` where absent.
    pub attribute: Option<String>,
    /// What is hashed with it.
    pub seed: String,
    /// The version of the hash; 2 where absent or 0.
    pub hash_version: Option<i64>,
    /// Any of these.
    pub ranges: Vec<Range>,
}

/// A feature that has to be something for a rule to be asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Parent {
    /// The feature.
    pub feature: String,
    /// What its `value` has to be.
    pub condition: Json,
    /// Whether the feature has no value otherwise; else the rule alone is passed over.
    pub gate: bool,
}

impl Experiment {
    /// The attribute that is hashed first.
    pub(crate) fn hashed(&self) -> &str {
        self.hash_attribute.as_deref().unwrap_or("id")
    }

    /// Reads an experiment as a payload has it, in `experiments`.
    ///
    /// # Errors
    /// With a pointer to what is not of the form.
    pub fn read(json: &Json) -> Result<Self, Error> {
        object(json)?;
        if let Some(name) = ["url", "groups", "include"].into_iter().find(|name| json.get(name).is_some()) {
            let message = ["the field '", name, "' is deprecated, and its targeting is not evaluated here"].concat();
            return Err(Error::new(Code::UnknownField, ["/", name].concat(), message)
                .help("target with `condition` or `urlPatterns`"));
        }
        let status = field(json, "status", text)?;
        Ok(Self {
            key: required(json, "key", text)?,
            variations: required(json, "variations", values)?,
            parents: parents(json)?,
            force: field(json, "force", integer)?,
            active: field(json, "active", boolean)?.unwrap_or(true) && status.as_deref() != Some("draft"),
            stopped: status.as_deref() == Some("stopped"),
            url_patterns: field(json, "urlPatterns", target::read)?,
            persist_query_string: field(json, "persistQueryString", boolean)?.unwrap_or(false),
            manual: field(json, "manual", boolean)?.unwrap_or(false),
            ..Self::divided(json)?
        })
    }

    /// The part that a feature's rule has too: who takes part, and how they are divided.
    pub(crate) fn divided(json: &Json) -> Result<Self, Error> {
        Ok(Self {
            coverage: match json.get("coverage") {
                Some(Json::Null) => return Err(Error { at: "/coverage".into(), ..expected("a number", &Json::Null) }),
                _ => field(json, "coverage", number)?,
            },
            weights: field(json, "weights", numbers)?,
            hash_attribute: filled(json, "hashAttribute")?,
            fallback_attribute: filled(json, "fallbackAttribute")?,
            hash_version: field(json, "hashVersion", integer)?,
            disable_sticky_bucketing: field(json, "disableStickyBucketing", boolean)?.unwrap_or(false),
            bucket_version: field(json, "bucketVersion", integer)?,
            min_bucket_version: field(json, "minBucketVersion", integer)?,
            namespace: field(json, "namespace", namespace)?,
            meta: field(json, "meta", |json| list(json, meta))?,
            ranges: field(json, "ranges", ranges)?,
            name: field(json, "name", value)?.filter(compat::truthy),
            phase: field(json, "phase", value)?.filter(compat::truthy),
            seed: filled(json, "seed")?,
            filters: filters(json)?,
            condition: field(json, "condition", condition)?,
            active: true,
            ..Self::default()
        })
    }

    /// What is known of a variation.
    pub(crate) fn meta(&self, variation: usize) -> Option<&Meta> {
        self.meta.as_ref().and_then(|meta| meta.get(variation))
    }
}

impl Meta {
    /// As a payload has it.
    #[must_use]
    pub fn json(&self) -> Json {
        let mut object = Object::default();
        put(&mut object, "key", self.key.as_deref().map(Json::text));
        put(&mut object, "name", self.name.as_deref().map(Json::text));
        put(&mut object, "passthrough", self.passthrough.then_some(Json::Bool(true)));
        object.into()
    }
}

impl Filter {
    /// As a payload has it.
    #[must_use]
    pub fn json(&self) -> Json {
        let mut object = Object::default();
        put(&mut object, "attribute", self.attribute.as_deref().map(Json::text));
        object.put("seed", Json::text(&self.seed));
        put(&mut object, "hashVersion", self.hash_version.map(Json::Int));
        object.put("ranges", Json::List(self.ranges.iter().map(|range| range.json()).collect()));
        object.into()
    }
}

/// Conditions are read when they are asked; their form is checked here.
pub(crate) fn condition(json: &Json) -> Result<Json, Error> {
    compat::check(json).map(|()| json.clone())
}

pub(crate) fn parents(json: &Json) -> Result<Vec<Parent>, Error> {
    Ok(field(json, "parentConditions", |json| list(json, parent))?.unwrap_or_default())
}

pub(crate) fn filters(json: &Json) -> Result<Option<Vec<Filter>>, Error> {
    field(json, "filters", |json| list(json, filter))
}

fn parent(json: &Json) -> Result<Parent, Error> {
    object(json)?;
    Ok(Parent {
        feature: required(json, "id", text)?,
        condition: field(json, "condition", condition)?.unwrap_or(Json::Map(Vec::new())),
        gate: field(json, "gate", boolean)?.unwrap_or(false),
    })
}

fn filter(json: &Json) -> Result<Filter, Error> {
    object(json)?;
    Ok(Filter {
        attribute: filled(json, "attribute")?,
        seed: required(json, "seed", text)?,
        hash_version: field(json, "hashVersion", integer)?,
        ranges: required(json, "ranges", ranges)?,
    })
}

fn meta(json: &Json) -> Result<Meta, Error> {
    object(json)?;
    let passthrough = field(json, "passthrough", boolean)?.unwrap_or(false);
    Ok(Meta { key: filled(json, "key")?, name: filled(json, "name")?, passthrough })
}

fn namespace(json: &Json) -> Result<Namespace, Error> {
    let parts = values(json)?;
    let [id, start, end] = parts.as_slice() else {
        return Err(Error::new(Code::Type, "", "expected a namespace, such as [\"ID\", 0, 0.5]"));
    };
    Ok(Namespace { id: text(id)?, range: Range { start: number(start)?, end: number(end)? } })
}
