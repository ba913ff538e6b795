//! Whom features are evaluated for, and what the host knows of the visit.

use std::collections::BTreeMap;

use prescreen::json::Json;
use prescreen::{Code, Error};

use crate::read::{boolean, field, integer, object, text, under, value};
use crate::sticky::Sticky;

/// A person, and what is known of the visit.
pub struct User<'a> {
    /// What is known of the person: an object.
    pub attributes: &'a Json,
    /// Where the person is; its query may ask for a variation. Empty where there is no page.
    pub url: &'a str,
    /// Variations by experiment that somebody asked to see: such a person is in the experiment, and does not count.
    pub forced_variations: BTreeMap<String, i64>,
    /// Whether nobody is put into an experiment.
    pub disabled: bool,
    /// Whether only who asked for a variation is.
    pub qa_mode: bool,
    /// The person's sticky buckets; without them, no attribute falls back to another.
    pub sticky: Option<Sticky>,
}

impl<'a> User<'a> {
    /// A person of whom nothing but the attributes is known.
    #[must_use]
    pub fn new(attributes: &'a Json) -> Self {
        Self { attributes, url: "", forced_variations: BTreeMap::new(), disabled: false, qa_mode: false, sticky: None }
    }
}

/// A person as a JSON document says it, in the words of GrowthBook's contexts.
pub struct Context {
    attributes: Json,
    url: String,
    forced_variations: BTreeMap<String, i64>,
    enabled: bool,
    qa_mode: bool,
    sticky: Option<Sticky>,
}

const ATTRIBUTES: &str = "attributes";
const URL: &str = "url";
const FORCED: &str = "forcedVariations";
const ENABLED: &str = "enabled";
const QA_MODE: &str = "qaMode";
const STICKY: &str = "stickyBucketAssignmentDocs";

impl Context {
    /// Reads `{"attributes", "url", "forcedVariations", "enabled", "qaMode", "stickyBucketAssignmentDocs"}`; any may be left
    /// out, and without the last, sticky buckets are neither read nor kept.
    ///
    /// # Errors
    /// With a pointer to the field that is not of the form, and nothing of what a person's value is.
    pub fn read(json: &Json) -> Result<Self, Error> {
        let known = [ATTRIBUTES, URL, FORCED, ENABLED, QA_MODE, STICKY];
        if object(json)?.iter().any(|(name, _)| !known.contains(&name.as_str())) {
            let error = Error::new(Code::UnknownField, "", "a field is none of a person's context");
            return Err(error.help(known.join(", ")));
        }
        let attributes = field(json, ATTRIBUTES, |json| object(json).and_then(|_| value(json)))?;
        // The name of a document has a person's value in it.
        let sticky =
            field(json, STICKY, Sticky::read).map_err(|error| Error { at: ["/", STICKY].concat(), ..error })?;
        Ok(Self {
            attributes: attributes.unwrap_or(Json::Map(Vec::new())),
            url: field(json, URL, text)?.unwrap_or_default(),
            forced_variations: field(json, FORCED, forced)?.unwrap_or_default(),
            enabled: field(json, ENABLED, boolean)?.unwrap_or(true),
            qa_mode: field(json, QA_MODE, boolean)?.unwrap_or(false),
            sticky,
        })
    }

    /// The person.
    #[must_use]
    pub fn user(&self) -> User<'_> {
        User {
            attributes: &self.attributes,
            url: &self.url,
            forced_variations: self.forced_variations.clone(),
            disabled: !self.enabled,
            qa_mode: self.qa_mode,
            sticky: self.sticky.clone(),
        }
    }
}

fn forced(json: &Json) -> Result<BTreeMap<String, i64>, Error> {
    let one = |(key, json): &(String, Json)| {
        integer(json).map(|number| (key.clone(), number)).map_err(|error| under(key, error))
    };
    object(json)?.iter().map(one).collect()
}
