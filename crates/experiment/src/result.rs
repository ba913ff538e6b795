//! What came of a feature or an experiment, and the same as every SDK says it.

use std::borrow::Cow;

use prescreen::condition::compat;
use prescreen::json::{Json, Object};

use crate::bucket::{Namespace, Range, equal_weights};
use crate::experiment::{Experiment, Filter, Meta};
use crate::payload::NULL;
use crate::read::put;
use crate::reason::Reason;

/// Where a feature's value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// There is no such feature.
    UnknownFeature,
    /// No rule was for the person.
    DefaultValue,
    /// A rule's value.
    Force,
    /// An experiment's variation.
    Experiment,
    /// A prerequisite does not hold.
    Prerequisite,
    /// Features ask for one another in a circle.
    CyclicPrerequisite,
}

impl Source {
    /// As every SDK spells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UnknownFeature => "unknownFeature",
            Self::DefaultValue => "defaultValue",
            Self::Force => "force",
            Self::Experiment => "experiment",
            Self::Prerequisite => "prerequisite",
            Self::CyclicPrerequisite => "cyclicPrerequisite",
        }
    }
}

/// A feature for a person.
#[derive(Debug, Clone)]
pub struct Evaluated<'a> {
    /// Its value; null where there is none.
    pub value: &'a Json,
    /// Where it stands.
    pub source: Source,
    /// What it depends on.
    pub reason: Reason,
    /// The id of the rule; empty where none decided or it has none.
    pub rule: &'a str,
    /// The experiment that decided.
    pub assignment: Option<Assignment<'a>>,
}

/// A person in an experiment, or not.
#[derive(Clone)]
pub struct Assignment<'a> {
    /// The experiment.
    pub experiment: &'a Experiment,
    /// The feature that stands for it.
    pub feature: Option<&'a str>,
    /// Whether the person is in it.
    pub in_experiment: bool,
    /// Whether the variation is the hash's or a sticky bucket's; one that was forced does not count.
    pub hash_used: bool,
    /// Whether a sticky bucket decided.
    pub sticky: bool,
    /// The variation's number from 0; the first, for who is not in the experiment.
    pub variation: usize,
    /// The variation's key.
    pub key: Cow<'a, str>,
    /// The variation's name.
    pub name: Option<&'a str>,
    /// The variation.
    pub value: &'a Json,
    /// Whether the next rule is asked all the same.
    pub passthrough: bool,
    /// The attribute that was hashed.
    pub hash_attribute: &'a str,
    /// The person's value of it; an empty text where there is none.
    pub hash_value: &'a Json,
    /// The bucket, in [0, 1), where the person was hashed.
    pub bucket: Option<f64>,
    /// The leaf of a contextual bandit that weighed the variations.
    pub leaf: Option<Leaf<'a>>,
}

/// A leaf of a contextual bandit.
#[derive(Debug, Clone, Copy)]
pub struct Leaf<'a> {
    /// Its id; −1 where no leaf was for the person.
    pub id: i64,
    /// Its weights; the experiment's where absent.
    pub weights: Option<&'a [f64]>,
    /// The version of the bandit.
    pub version: Option<&'a Json>,
}

/// A page that an experiment leads away from.
#[derive(Debug, Clone)]
pub struct Redirect<'a> {
    /// The experiment, and the person's variation.
    pub assignment: Assignment<'a>,
    /// Where the variation leads, as it is written.
    pub to: &'a str,
    /// The same with the query of the page, where the experiment keeps it.
    pub url: String,
}

/// The value of a person who has none.
static EMPTY: Json = Json::Text(String::new());

impl<'a> Evaluated<'a> {
    /// No value.
    pub(crate) fn without(source: Source, reason: Reason) -> Self {
        Self { value: &NULL, source, reason, rule: "", assignment: None }
    }

    /// There is no such feature.
    pub(crate) fn unknown() -> Self {
        Self::without(Source::UnknownFeature, Reason::Error)
    }

    /// Features ask for one another in a circle.
    pub(crate) fn cyclic() -> Self {
        Self::without(Source::CyclicPrerequisite, Reason::Error)
    }

    /// Whether the value counts as on: neither false, 0, empty nor null.
    #[must_use]
    pub fn on(&self) -> bool {
        compat::truthy(self.value)
    }

    /// The result as every SDK says it.
    #[must_use]
    pub fn json(&self) -> Json {
        let mut object = Object::default();
        object.put("value", self.value.clone());
        object.put("on", Json::Bool(self.on()));
        object.put("off", Json::Bool(!self.on()));
        object.put("source", Json::text(self.source.as_str()));
        object.put("ruleId", Json::text(self.rule));
        if let Some(assignment) = &self.assignment {
            object.put("experiment", assignment.experiment_json());
            object.put("experimentResult", assignment.json());
        }
        object.into()
    }
}

impl<'a> Assignment<'a> {
    /// A variation that nobody hashed; out of the experiment, where it is none that there is.
    pub(crate) fn of(
        experiment: &'a Experiment,
        leaf: Option<Leaf<'a>>,
        feature: Option<&'a str>,
        hashed: Option<(&'a str, &'a Json)>,
        variation: Option<usize>,
    ) -> Self {
        let variation = variation.filter(|variation| *variation < experiment.variations.len());
        let (in_experiment, variation) = (variation.is_some(), variation.unwrap_or(0));
        let meta = experiment.meta(variation);
        let usual = experiment.hash_attribute.as_deref().unwrap_or("id");
        let (hash_attribute, hash_value) = hashed.unwrap_or((usual, &EMPTY));
        let key = meta.and_then(|meta| meta.key.as_deref());
        Self {
            experiment,
            feature,
            in_experiment,
            hash_used: false,
            sticky: false,
            variation,
            key: key.map_or_else(|| variation.to_string().into(), Cow::from),
            name: meta.and_then(|meta| meta.name.as_deref()),
            value: experiment.variations.get(variation).unwrap_or(&NULL),
            passthrough: meta.is_some_and(|meta| meta.passthrough),
            hash_attribute,
            hash_value,
            bucket: None,
            leaf,
        }
    }

    /// The same where the person's hash or sticky bucket decided.
    pub(crate) fn hashed(self, bucket: f64, sticky: bool) -> Self {
        Self { hash_used: true, sticky, bucket: Some(bucket), ..self }
    }

    /// The leaf that had a say: none, where the variation was forced.
    fn deciding_leaf(&self) -> Option<Leaf<'a>> {
        self.leaf.filter(|_| self.hash_used && self.in_experiment)
    }

    fn weights(&self) -> Option<&'a [f64]> {
        self.leaf.and_then(|leaf| leaf.weights).or(self.experiment.weights.as_deref())
    }

    fn leaf_weights(&self) -> Json {
        let variations = i64::try_from(self.experiment.variations.len()).unwrap_or(i64::MAX);
        self.weights().map_or_else(|| numbers(&equal_weights(variations)), numbers)
    }

    /// The result as every SDK says it.
    #[must_use]
    pub fn json(&self) -> Json {
        let mut object = Object::default();
        object.put("key", Json::text(&self.key));
        object.put("featureId", self.feature.map_or(Json::Null, Json::text));
        object.put("inExperiment", Json::Bool(self.in_experiment));
        object.put("hashUsed", Json::Bool(self.hash_used));
        object.put("variationId", Json::Int(i64::try_from(self.variation).unwrap_or(i64::MAX)));
        object.put("value", self.value.clone());
        object.put("hashAttribute", Json::text(self.hash_attribute));
        object.put("hashValue", self.hash_value.clone());
        object.put("stickyBucketUsed", Json::Bool(self.sticky));
        put(&mut object, "name", self.name.map(Json::text));
        put(&mut object, "bucket", self.bucket.map(Json::Float));
        put(&mut object, "passthrough", self.passthrough.then_some(Json::Bool(true)));
        if let Some(leaf) = self.deciding_leaf() {
            object.put("leafId", Json::Int(leaf.id));
            object.put("variationWeights", self.leaf_weights());
            put(&mut object, "banditVersion", leaf.version.cloned());
        }
        object.into()
    }

    /// The experiment as every SDK says it of a feature's rule.
    fn experiment_json(&self) -> Json {
        let experiment = self.experiment;
        let text = |text: &Option<String>| text.as_deref().map(Json::text);
        let mut object = Object::default();
        object.put("variations", Json::List(experiment.variations.clone()));
        object.put("key", Json::text(&experiment.key));
        put(&mut object, "coverage", experiment.coverage.map(Json::Float));
        put(&mut object, "weights", self.weights().map(numbers));
        put(&mut object, "hashAttribute", text(&experiment.hash_attribute));
        put(&mut object, "fallbackAttribute", text(&experiment.fallback_attribute));
        put(&mut object, "disableStickyBucketing", experiment.disable_sticky_bucketing.then_some(Json::Bool(true)));
        put(&mut object, "bucketVersion", experiment.bucket_version.map(Json::Int));
        put(&mut object, "minBucketVersion", experiment.min_bucket_version.map(Json::Int));
        put(&mut object, "namespace", experiment.namespace.as_ref().map(Namespace::json));
        put(&mut object, "meta", list(experiment.meta.as_deref(), Meta::json));
        put(&mut object, "ranges", list(experiment.ranges.as_deref(), |range: &Range| range.json()));
        put(&mut object, "name", experiment.name.clone());
        put(&mut object, "phase", experiment.phase.clone());
        put(&mut object, "seed", text(&experiment.seed));
        put(&mut object, "hashVersion", experiment.hash_version.map(Json::Int));
        put(&mut object, "filters", list(experiment.filters.as_deref(), Filter::json));
        put(&mut object, "condition", experiment.condition.clone());
        if let Some(leaf) = self.deciding_leaf() {
            let mut bandit = Object::default();
            bandit.put("leafId", Json::Int(leaf.id));
            bandit.put("variationWeights", self.leaf_weights());
            put(&mut bandit, "banditVersion", leaf.version.cloned());
            object.put("contextualBandit", bandit.into());
        }
        object.into()
    }
}

/// A value of a person stands in it.
impl core::fmt::Debug for Assignment<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let mut shown = f.debug_struct("Assignment");
        shown.field("experiment", &self.experiment.key).field("in_experiment", &self.in_experiment);
        shown.field("variation", &self.variation).finish_non_exhaustive()
    }
}

fn numbers(numbers: &[f64]) -> Json {
    Json::List(numbers.iter().copied().map(Json::Float).collect())
}

fn list<T>(values: Option<&[T]>, json: fn(&T) -> Json) -> Option<Json> {
    values.map(|values| Json::List(values.iter().map(json).collect()))
}
