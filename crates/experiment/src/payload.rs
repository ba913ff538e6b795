//! What GrowthBook serves: features with their rules, experiments of pages, saved groups, contextual bandits.

use std::collections::{BTreeMap, BTreeSet};

use prescreen::condition::compat;
use prescreen::json::Json;
use prescreen::{Code, Error};

use crate::bucket::{Range, weights_count};
use crate::decrypt::decrypt;
use crate::experiment::{Experiment, Filter, Parent, condition, filters, parents};
use crate::read::{
    expected, field, filled, integer, list, numbers, object, range, required, text, under, value, values,
};

/// Bytes of a payload's text, at most.
pub const MAX_PAYLOAD_BYTES: usize = 16 * 1024 * 1024;

/// Encrypted parts of a payload, and what each is when it is open.
const ENCRYPTED: [(&str, &str); 4] = [
    ("encryptedFeatures", "features"),
    ("encryptedExperiments", "experiments"),
    ("encryptedSavedGroups", "savedGroups"),
    ("encryptedContextualBandits", "contextualBandits"),
];

/// A payload, read once.
#[derive(Debug, Clone, Default)]
pub struct Payload {
    features: Vec<(String, Feature)>,
    /// Places in the list by name.
    places: BTreeMap<String, usize>,
    experiments: Vec<Experiment>,
    saved_groups: Option<Json>,
    bandits: BTreeMap<String, Bandit>,
}

/// A feature.
#[derive(Debug, Clone)]
pub(crate) struct Feature {
    pub(crate) default: Json,
    pub(crate) rules: Vec<Rule>,
}

/// The value that stands where none was given.
pub(crate) static NULL: Json = Json::Null;

/// A rule of a feature.
#[derive(Debug, Clone)]
pub(crate) struct Rule {
    pub(crate) id: String,
    pub(crate) parents: Vec<Parent>,
    pub(crate) filters: Option<Vec<Filter>>,
    /// The value of everybody whom the rule is for.
    pub(crate) force: Option<Json>,
    /// The range of those who get the forced value, before the coverage.
    pub(crate) range: Option<Range>,
    /// The rest; without variations, where the rule is no experiment.
    pub(crate) experiment: Experiment,
    /// Whether it has variations.
    pub(crate) varied: bool,
    /// The contextual bandit that weighs the variations.
    pub(crate) bandit: Option<String>,
}

/// Weights of variations by what is known of a person.
#[derive(Debug, Clone)]
pub(crate) struct Bandit {
    pub(crate) version: Option<Json>,
    pub(crate) leaves: Vec<BanditLeaf>,
}

/// Weights for those of one condition.
#[derive(Debug, Clone)]
pub(crate) struct BanditLeaf {
    pub(crate) id: i64,
    pub(crate) condition: Json,
    pub(crate) weights: Vec<f64>,
}

impl Payload {
    /// Reads a payload (`{"features": {…}, …}`), or the map of features alone. `key` opens encrypted parts: 16 bytes in base64.
    ///
    /// # Errors
    /// With a pointer to what is not of the form; when a part is encrypted and there is no key, or not this one. Fields that
    /// no SDK evaluates are passed over.
    pub fn read(json: &Json, key: Option<&str>) -> Result<Self, Error> {
        if !is_payload(object(json)?) {
            return Ok(Self::default().with_features(features(json)?));
        }
        let open = open(json, key)?;
        let mut payload = Self {
            experiments: field(&open, "experiments", |json| list(json, Experiment::read))?.unwrap_or_default(),
            saved_groups: field(&open, "savedGroups", |json| object(json).map(|_| json.clone()))?,
            bandits: field(&open, "contextualBandits", |json| map(json, bandit))?
                .unwrap_or_default()
                .into_iter()
                .collect(),
            ..Self::default()
        };
        payload = payload.with_features(field(&open, "features", features)?.unwrap_or_default());
        Ok(payload)
    }

    /// The names of the features, in the order of the source.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.features.iter().map(|(name, _)| name.as_str())
    }

    /// The experiments of pages, in the order of the source.
    #[must_use]
    pub fn experiments(&self) -> &[Experiment] {
        &self.experiments
    }

    /// How many variations the experiment of a key has, in features and of pages: the most, where several have it. None
    /// where there is no such experiment.
    #[must_use]
    pub fn variations(&self, key: &str) -> Option<usize> {
        let named = self.all_experiments().filter(|experiment| experiment.key == key);
        named.map(|experiment| experiment.variations.len()).max()
    }

    /// Namespaces whose experiments hash different attributes, with these: a person can be in several experiments there,
    /// though a namespace says that nobody is.
    #[must_use]
    pub fn mixed_namespaces(&self) -> Vec<(&str, Vec<&str>)> {
        let mut hashed: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for experiment in self.all_experiments().filter(|experiment| experiment.filters.is_none()) {
            if let Some(namespace) = &experiment.namespace {
                hashed.entry(&namespace.id).or_default().insert(experiment.hashed());
            }
        }
        let mixed = hashed.into_iter().filter(|(_, attributes)| attributes.len() > 1);
        mixed.map(|(namespace, attributes)| (namespace, attributes.into_iter().collect())).collect()
    }

    /// Experiments whose weights do not count, each with these: they are not one for each variation, or do not add up to 1, and
    /// everybody is assigned by equal ones.
    #[must_use]
    pub fn passed_over_weights(&self) -> Vec<(&str, &[f64])> {
        let rules = self.features.iter().flat_map(|(name, feature)| {
            feature.rules.iter().filter(|rule| rule.varied).map(move |rule| (name.as_str(), &rule.experiment))
        });
        let all = rules.chain(self.experiments.iter().map(|experiment| ("", experiment)));
        let passed = all.filter(|(_, experiment)| experiment.ranges.is_none()).filter_map(|(name, experiment)| {
            let weights = experiment.weights.as_deref()?;
            // An experiment without a key of its own has its feature's.
            let key = if experiment.key.is_empty() { name } else { &experiment.key };
            (!weights_count(weights, experiment.variations.len())).then_some((key, weights))
        });
        passed.collect()
    }

    /// The attributes that experiments hash, with the person's values as text: the names of the sticky documents to be
    /// fetched. An attribute that the person lacks has an empty value.
    #[must_use]
    pub fn sticky_keys(&self, attributes: &Json) -> BTreeMap<String, String> {
        let hashed = self.all_experiments().flat_map(|experiment| {
            [Some(experiment.hashed()), experiment.fallback_attribute.as_deref()].into_iter().flatten()
        });
        let value =
            |name: &str| attributes.get(name).filter(|value| compat::truthy(value)).map(plain).unwrap_or_default();
        hashed.map(|name| (name.to_owned(), value(name))).collect()
    }

    /// The experiments of features' rules, then those of pages.
    fn all_experiments(&self) -> impl Iterator<Item = &Experiment> {
        let rules = self.features.iter().flat_map(|(_, feature)| &feature.rules).filter(|rule| rule.varied);
        rules.map(|rule| &rule.experiment).chain(&self.experiments)
    }

    pub(crate) fn place(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    pub(crate) fn feature(&self, place: usize) -> Option<(&str, &Feature)> {
        self.features.get(place).map(|(name, feature)| (name.as_str(), feature))
    }

    pub(crate) fn saved_groups(&self) -> Option<&Json> {
        self.saved_groups.as_ref()
    }

    pub(crate) fn bandit(&self, id: &str) -> Option<&Bandit> {
        self.bandits.get(id)
    }

    fn with_features(self, features: Vec<(String, Feature)>) -> Self {
        let places = features.iter().enumerate().map(|(place, (name, _))| (name.clone(), place)).collect();
        Self { features, places, ..self }
    }
}

/// A value in the name of a sticky document: a text as it is, anything else as JSON.
pub(crate) fn plain(value: &Json) -> String {
    value.as_text().map_or_else(|| compat::stringify(value), String::from)
}

/// A map of features has no list, and its features are objects: a payload shows by its own fields.
fn is_payload(entries: &[(String, Json)]) -> bool {
    entries.iter().any(|(name, value)| match name.as_str() {
        "features" => true,
        "experiments" => matches!(value, Json::List(_)),
        name => ENCRYPTED.iter().any(|(encrypted, _)| name == *encrypted),
    })
}

/// The payload with its encrypted parts open.
fn open(json: &Json, key: Option<&str>) -> Result<Json, Error> {
    let mut parts = object(json)?.to_vec();
    for (encrypted, plain) in ENCRYPTED {
        let Some(sealed) = field(json, encrypted, text)? else { continue };
        let at = |error| under(encrypted, error);
        let key = key.ok_or_else(|| {
            at(Error::new(Code::Key, "", "this part of the payload is encrypted, and there is no key")
                .help("give the decryption key of the SDK connection"))
        })?;
        let opened = decrypt(&sealed, key).map_err(at)?;
        let opened = Json::parse_loose(&opened, MAX_PAYLOAD_BYTES).map_err(|error| {
            at(Error::new(error.code, error.at, ["decrypted, the part cannot be read: ", &error.message].concat()))
        })?;
        parts.retain(|(name, _)| name != encrypted && name != plain);
        parts.push((plain.into(), opened));
    }
    Ok(Json::Map(parts))
}

fn map<T>(json: &Json, read: fn(&str, &Json) -> Result<T, Error>) -> Result<Vec<(String, T)>, Error> {
    let read = |(name, json): &(String, Json)| {
        read(name, json).map(|value| (name.clone(), value)).map_err(|error| under(name, error))
    };
    object(json)?.iter().map(read).collect()
}

fn features(json: &Json) -> Result<Vec<(String, Feature)>, Error> {
    map(json, |name, json| {
        let Json::Map(_) = json else {
            return Err(expected("a feature: an object with `defaultValue` and `rules`", json));
        };
        let mut rules = Vec::new();
        for (n, json) in field(json, "rules", values)?.unwrap_or_default().iter().enumerate() {
            rules.push(rule(name, json).map_err(|error| under("rules", under(&n.to_string(), error)))?);
        }
        Ok(Feature { default: json.get("defaultValue").cloned().unwrap_or(Json::Null), rules })
    })
}

fn rule(feature: &str, json: &Json) -> Result<Rule, Error> {
    object(json)?;
    let variations = match field(json, "contextualVariations", values)? {
        Some(variations) => Some(variations),
        None => field(json, "variations", values)?,
    };
    let varied = variations.is_some();
    let key = filled(json, "key")?.unwrap_or_else(|| feature.into());
    let experiment = Experiment { key, variations: variations.unwrap_or_default(), ..Experiment::divided(json)? };
    Ok(Rule {
        id: filled(json, "id")?.unwrap_or_default(),
        parents: parents(json)?,
        filters: filters(json)?,
        force: json.get("force").cloned(),
        range: field(json, "range", range)?,
        experiment,
        varied,
        bandit: filled(json, "contextualBanditRef")?,
    })
}

fn bandit(_: &str, json: &Json) -> Result<Bandit, Error> {
    object(json)?;
    Ok(Bandit {
        version: field(json, "banditVersion", value)?,
        leaves: field(json, "contexts", |json| list(json, leaf))?.unwrap_or_default(),
    })
}

fn leaf(json: &Json) -> Result<BanditLeaf, Error> {
    object(json)?;
    Ok(BanditLeaf {
        id: required(json, "leafId", integer)?,
        condition: field(json, "condition", condition)?.unwrap_or(Json::Map(Vec::new())),
        weights: required(json, "weights", numbers)?,
    })
}
