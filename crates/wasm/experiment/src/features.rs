//! Features as GrowthBook serves them, and what they are for a person.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use prescreen::Error;
use prescreen::condition::compat::stringify;
use prescreen::json::{Json, Object};
use prescreen_boundary::{plain, thrown};
use prescreen_experiment::{
    Context, Document, Evaluated, Evaluator, Experiment, MAX_PAYLOAD_BYTES, Payload, Redirect, Sticky, User,
};

use crate::page::Page;

/// Bytes of a person's context, at most.
const MAX_CONTEXT_BYTES: usize = 4 << 20;

/// A payload, read once.
#[wasm_bindgen]
pub struct Features {
    payload: Payload,
}

#[wasm_bindgen]
impl Features {
    /// Reads a payload, or its map of features; `key` opens encrypted parts. Throws an `Error` with `code`, `at` and `help`.
    pub fn read(payload: &str, key: Option<String>) -> Result<Features, JsValue> {
        let read = Json::parse_loose(payload, MAX_PAYLOAD_BYTES).and_then(|json| Payload::read(&json, key.as_deref()));
        read.map(|payload| Self { payload }).map_err(|error| thrown(&error))
    }

    /// The names of the features, in the order of the payload.
    pub fn names(&self) -> JsValue {
        plain(Ok(self.payload.names().collect::<Vec<&str>>()))
    }

    /// Namespaces whose experiments hash different attributes, each with these.
    pub fn mixed_namespaces(&self) -> JsValue {
        plain(Ok(self.payload.mixed_namespaces()))
    }

    /// How many variations the experiment of a key has; none where there is no such experiment.
    pub fn variations(&self, experiment: &str) -> Option<u32> {
        self.payload.variations(experiment).and_then(|count| u32::try_from(count).ok())
    }

    /// The names of the sticky documents that the attributes lead to: an object, text by attribute.
    pub fn sticky_keys(&self, attributes: &str) -> JsValue {
        answer(loose(attributes).map(|attributes| {
            let keys = self.payload.sticky_keys(&attributes);
            Json::Map(keys.into_iter().map(|(name, value)| (name, Json::Text(value))).collect())
        }))
    }

    /// A feature for a person: `{result, reason, kept}`, the result as every SDK says it.
    pub fn feature(&self, name: &str, context: &str) -> JsValue {
        self.visit(context, |evaluator, user| Ok(evaluated(&evaluator.feature(name, user)?)))
    }

    /// Every feature for a person: `{features, kept}`.
    pub fn features(&self, context: &str) -> JsValue {
        self.visit(context, |evaluator, user| {
            let mut features = Vec::new();
            for name in self.payload.names() {
                features.push((name.into(), evaluated(&evaluator.feature(name, user)?).into()));
            }
            Ok(object([("features", Json::Map(features))]))
        })
    }

    /// An experiment that no feature stands for: `{result, kept}`.
    pub fn run(&self, experiment: &str, context: &str) -> JsValue {
        let experiment = match Json::parse_loose(experiment, MAX_PAYLOAD_BYTES).and_then(|json| Experiment::read(&json))
        {
            Ok(experiment) => experiment,
            Err(error) => return answer(Err(error)),
        };
        let with = |context: &Context| {
            let mut user = context.user();
            let assignment = Evaluator::new(&self.payload, &Page).run(&experiment, &mut user)?;
            Ok(kept(object([("result", assignment.json())]), &user))
        };
        answer(context_of(context).and_then(|context| with(&context)))
    }

    /// Where the first experiment of pages that redirects and that the person is in leads: `{redirect, kept}`.
    pub fn redirect(&self, context: &str) -> JsValue {
        self.visit(context, |evaluator, user| {
            let redirect = |found: Redirect<'_>| {
                Json::object([
                    ("result", found.assignment.json()),
                    ("to", Json::text(found.to)),
                    ("url", Json::text(&found.url)),
                ])
            };
            Ok(object([("redirect", evaluator.redirect(user)?.map_or(Json::Null, redirect))]))
        })
    }

    fn visit(
        &self,
        context: &str,
        run: impl for<'u> FnOnce(&Evaluator<'u>, &mut User<'u>) -> Result<Object, Error>,
    ) -> JsValue {
        answer(context_of(context).and_then(|context| {
            let mut user = context.user();
            let found = run(&Evaluator::new(&self.payload, &Page), &mut user)?;
            Ok(kept(found, &user))
        }))
    }
}

/// A JSON text about a person: what is wrong with it repeats nothing of it.
fn loose(text: &str) -> Result<Json, Error> {
    Json::parse_loose(text, MAX_CONTEXT_BYTES).map_err(Error::without_content)
}

fn context_of(text: &str) -> Result<Context, Error> {
    loose(text).and_then(|json| Context::read(&json))
}

fn object<const N: usize>(fields: [(&str, Json); N]) -> Object {
    let mut object = Object::default();
    for (name, value) in fields {
        object.put(name, value);
    }
    object
}

fn evaluated(found: &Evaluated<'_>) -> Object {
    object([("result", found.json()), ("reason", Json::text(found.reason.as_str()))])
}

/// With the sticky documents that changed, by their names.
fn kept(mut found: Object, user: &User<'_>) -> Json {
    let changed = user.sticky.iter().flat_map(Sticky::changed);
    let named = changed.map(|document: &Document| (document.name(), document.json()));
    found.put("kept", Json::Map(named.collect()));
    found.into()
}

/// The text of an answer. Numbers, texts and keys are written as `JSON.stringify` writes them.
fn answer(result: Result<Json, Error>) -> JsValue {
    match result {
        Ok(value) => JsValue::from_str(&["{\"ok\":true,\"value\":", &stringify(&value), "}"].concat()),
        Err(error) => plain::<()>(Err(error)),
    }
}
