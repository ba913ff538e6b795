//! A variant for an experiment, from a control and an edited copy of it, proved and compared as the command line does.

use js_sys::{JsString, RegExp};
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use prescreen::Error;
use prescreen_prove::{NoVariant, Tried, Unicode, Variant, VariantPart};

use crate::prove::text;

/// Characters as the host's JavaScript knows them.
struct Page {
    mark: RegExp,
}

impl Page {
    fn new() -> Self {
        Self { mark: RegExp::new("^\\p{M}$", "u") }
    }
}

impl Unicode for Page {
    fn nfkc(&self, text: &str) -> String {
        JsString::from(text).normalize("NFKC").into()
    }

    fn is_mark(&self, one: char) -> bool {
        self.mark.test(one.encode_utf8(&mut [0; 4]))
    }
}

/// What came of it: findings, or a variant that was proved and compared.
#[derive(Serialize)]
struct Made {
    /// What the findings' pointers lead into.
    of: Option<VariantPart>,
    findings: Vec<Error>,
    variant: Option<Asked>,
}

#[derive(Serialize)]
struct Asked {
    /// Its value, as JSON text.
    value: String,
    /// Its pack.
    pack: String,
    /// Whether people may be assigned to it once its texts are read.
    holds: bool,
    #[serde(flatten)]
    tried: Tried,
}

/// The variant `id` by which a control becomes an edited copy of it, with its proof and its comparison.
#[wasm_bindgen]
pub fn variant_between(control: &str, edited: &str, id: &str) -> JsValue {
    let asked = || {
        let value = Variant::between(control, edited, id)?;
        let of_variant = |findings: Vec<Error>| NoVariant { of: VariantPart::Variant, findings };
        let variant = Variant::read(&value).map_err(|error| of_variant(vec![error]))?;
        let tried = variant.of(control, &Page::new()).map_err(of_variant)?;
        Ok(Asked { value, pack: tried.pack.clone(), holds: tried.holds(), tried })
    };
    text(&match asked() {
        Ok(asked) => Made { of: None, findings: Vec::new(), variant: Some(asked) },
        Err(NoVariant { of, findings }) => Made { of: Some(of), findings, variant: None },
    })
}
