//! `experiment variant`: the pack of a variant, proved and beside the control, before anybody is assigned to it.

use std::path::Path;

use clap::Args;
use prescreen::json::Json;
use prescreen::pack::limits::MAX_PACK_BYTES;
use prescreen::{Code, Error, Pack};
use prescreen_experiment::Payload;
use prescreen_prove::{MAX_VARIANT_BYTES, Reworded, Tried, UnicodeTables, Variant};
use serde_json::json;

use super::super::new_file::{NewFile, NewFolder};
use super::super::prove::{claims, with_words};
use super::super::{Answer, Document, Done, InputError, input};
use super::passed_over;

/// What is said of a variant that holds.
const HOLDS: &str = "every promise is kept, and everybody comes to the same class";

/// Arguments of `experiment variant`.
#[derive(Args)]
pub struct VariantArgs {
    /// The pack that is the control; '-' for standard input
    pack: String,
    /// A variant: a JSON object; or, with --feature, features as GrowthBook serves them. '-' for standard input
    variant: String,
    /// The object-valued feature whose variations are the variants: each is tried. An empty object is the control
    #[arg(long, value_name = "KEY")]
    feature: Option<String>,
    /// Where to write the pack of each variant, as ID.json; made where it is missing. No pack is written where one does not hold
    #[arg(long, value_name = "FOLDER")]
    out: Option<String>,
}

impl VariantArgs {
    /// Runs the command.
    pub fn run(&self) -> Done {
        input::one_standard_input(&[&self.pack, &self.variant])?;
        let pack = Document::read(&self.pack, MAX_PACK_BYTES)?;
        Pack::check(&pack.text)
            .map_err(|errors| errors.into_iter().map(|error| pack.problem(error)).collect::<Vec<_>>())?;
        let file = Document::read(&self.variant, MAX_VARIANT_BYTES)?;
        let mut variants: Vec<(String, Variant)> = Vec::new();
        for (at, text) in self.variants(&file)? {
            let variant = Variant::read(&text).map_err(|error| vec![placed(&file, &at, error)])?;
            if variants.iter().any(|(_, other)| other.id == variant.id) {
                let message = format!("two variants have the id '{}', and each has a pack of its own", variant.id);
                let error = Error::new(Code::Duplicate, "/id", message).help("Give each an id of its own.");
                return Err(vec![placed(&file, &at, error)]);
            }
            variants.push((at, variant));
        }
        // Before the proofs, which take long.
        let out = self.out.as_ref().map(|folder| packs(folder, &variants)).transpose()?;
        let mut tried: Vec<(Variant, Tried)> = Vec::new();
        for (at, variant) in variants {
            let of = |errors: Vec<Error>| errors.into_iter().map(|error| placed(&file, &at, error)).collect::<Vec<_>>();
            let one = variant.of(&pack.text, &UnicodeTables).map_err(of)?;
            tried.push((variant, one));
        }
        let holds = tried.iter().all(|(_, one)| one.holds());
        let mut text: String = tried.iter().map(|(variant, one)| said(variant, one)).collect();
        if let Some((folder, paths)) = out.filter(|_| holds) {
            // All of them are new before anything is written.
            let files = paths.iter().map(|path| NewFile::for_others(path)).collect::<Result<Vec<_>, _>>()?;
            for (file, (_, one)) in files.into_iter().zip(&tried) {
                text.push_str(&format!("{}: {} bytes\n", file.path(), one.pack.len()));
                file.fill(&one.pack)?;
            }
            folder.keep();
        }
        let notes = self.notes(&file);
        for note in &notes {
            text.push_str(&format!("{}: {note}\n", file.name));
        }
        let told: Vec<_> = tried
            .iter()
            .map(|(variant, one)| {
                json!({
                    "id": variant.id, "knobs": one.knobs, "texts": one.texts, "to_read": one.texts.len(),
                    "holds": one.holds(),
                    "proof": with_words(json!(one.proof), &one.proof.claims),
                    "comparison": with_words(json!(one.comparison), &one.comparison.claims),
                })
            })
            .collect();
        Ok(Answer { text, json: json!({ "variants": told, "notes": notes }), findings: !holds })
    }

    /// What is odd about features that a payload is made of, which nobody has to be refused for.
    fn notes(&self, file: &Document) -> Vec<String> {
        let read = || Payload::read(&Json::parse_loose(&file.text, MAX_VARIANT_BYTES).ok()?, None).ok();
        self.feature.as_ref().and_then(|_| read()).map_or_else(Vec::new, |payload| passed_over(&payload).collect())
    }

    /// The variants of the file, each with where it stands.
    fn variants(&self, file: &Document) -> Result<Vec<(String, String)>, Vec<InputError>> {
        let Some(key) = &self.feature else { return Ok(vec![(String::new(), file.text.clone())]) };
        let json = Json::parse_loose(&file.text, MAX_VARIANT_BYTES).map_err(|error| vec![file.problem(error)])?;
        let (prefix, features) = json.get("features").map_or(("", &json), |features| ("/features", features));
        let at = format!("{prefix}/{}", key.replace('~', "~0").replace('/', "~1"));
        let Some(feature) = features.get(key) else {
            let message = format!("there is no feature '{key}'");
            return Err(vec![
                file.problem(Error::new(Code::Reference, prefix, message).help("Name a feature of the file.")),
            ]);
        };
        let mut found: Vec<(String, &Json)> = Vec::new();
        found.extend(feature.get("defaultValue").map(|value| (format!("{at}/defaultValue"), value)));
        if let Some(Json::List(rules)) = feature.get("rules") {
            for (n, rule) in rules.iter().enumerate() {
                found.extend(rule.get("force").map(|value| (format!("{at}/rules/{n}/force"), value)));
                if let Some(Json::List(variations)) = rule.get("variations") {
                    found.extend(
                        variations
                            .iter()
                            .enumerate()
                            .map(|(m, value)| (format!("{at}/rules/{n}/variations/{m}"), value)),
                    );
                }
            }
        }
        let mut variants: Vec<(String, &Json)> = Vec::new();
        for (at, value) in found {
            let control = matches!(value, Json::Null) || matches!(value, Json::Map(entries) if entries.is_empty());
            if !control && !variants.iter().any(|(_, known)| *known == value) {
                variants.push((at, value));
            }
        }
        if variants.is_empty() {
            let message = format!("the feature '{key}' has no variant: every value is the control");
            return Err(vec![file.problem(
                Error::new(Code::MissingField, at, message).help("Give a variation that is an object with an `id`."),
            )]);
        }
        Ok(variants.into_iter().map(|(at, value)| (at, value.canonical())).collect())
    }
}

/// The error at its place in the file.
fn placed(file: &Document, at: &str, error: Error) -> InputError {
    file.problem(Error { at: format!("{at}{}", error.at), ..error })
}

/// The folder of the variants' packs, which is there, and their files; none of them is.
fn packs(folder: &str, variants: &[(String, Variant)]) -> Result<(NewFolder, Vec<String>), Vec<InputError>> {
    let made = NewFolder::make(folder)?;
    let place = |(_, variant): &(String, Variant)| {
        Path::new(folder).join(format!("{}.json", variant.id)).to_string_lossy().into_owned()
    };
    let packs: Vec<String> = variants.iter().map(place).collect();
    if let Some(there) = packs.iter().find(|path| Path::new(path).exists()) {
        let taken = "another file is there, and is never written over: name a new folder";
        return Err(InputError { file: there.clone(), ..InputError::operation(taken) }.into());
    }
    Ok((made, packs))
}

fn said(variant: &Variant, tried: &Tried) -> String {
    let Tried { knobs, texts, proof, comparison, .. } = tried;
    let name = |pack: &prescreen::terms::PackRef| format!("{}@{}", pack.id, pack.version);
    let mut text = format!(
        "control {}\nvariant {}, which varies {}\n",
        name(&comparison.a),
        name(&comparison.b),
        knobs.join(", ")
    );
    for Reworded { key, locale, control, variant } in texts {
        text.push_str(&format!("worded   {key} ({locale}): control {control:?}, variant {variant:?}\n"));
    }
    if !texts.is_empty() {
        text.push_str("Wording is not proved: somebody has to read each of these texts beside the control's.\n");
    }
    let broken = proof.claims.iter().filter(|claim| claim.breaks_a_promise);
    text.push_str(&claims(&broken.cloned().collect::<Vec<_>>()));
    for difference in &comparison.differences {
        text.push_str(&format!(
            "differs  {}: control {:?}, variant {:?}\n",
            difference.part, difference.a, difference.b
        ));
    }
    text.push_str(&claims(&comparison.claims));
    text.push_str(&match texts.len() {
        _ if !tried.holds() => "Nobody may be assigned to it.\n".into(),
        0 => format!("People may be assigned to it: {HOLDS}.\n"),
        1 => format!("People may be assigned to it once somebody has read the text above: {HOLDS}.\n"),
        n => format!("People may be assigned to it once somebody has read the {n} texts above: {HOLDS}.\n"),
    });
    if !variant.layout.is_empty() {
        text.push_str("Its layout is the page's, which reads it from the feature.\n");
    }
    text
}
