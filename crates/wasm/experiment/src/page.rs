//! The host in a browser and in Node: their own regular expressions and URLs.

use js_sys::{Array, JsString};
use prescreen::condition::compat::RegexHost;
use prescreen_experiment::target::{Host, Url};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    type RegExp;
    #[wasm_bindgen(constructor, catch)]
    fn new(pattern: &str, flags: &str) -> Result<RegExp, JsValue>;
    #[wasm_bindgen(method)]
    fn test(this: &RegExp, text: &str) -> bool;

    #[wasm_bindgen(js_name = URL)]
    type Address;
    #[wasm_bindgen(constructor, catch, js_class = "URL")]
    fn new(url: &str, base: Option<&str>) -> Result<Address, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn href(this: &Address) -> String;
    #[wasm_bindgen(method, getter)]
    fn origin(this: &Address) -> String;
    #[wasm_bindgen(method, getter)]
    fn host(this: &Address) -> String;
    #[wasm_bindgen(method, getter)]
    fn pathname(this: &Address) -> String;
    #[wasm_bindgen(method, getter)]
    fn hash(this: &Address) -> String;
    #[wasm_bindgen(method, getter, js_name = searchParams)]
    fn search_params(this: &Address) -> Params;

    type Params;
    #[wasm_bindgen(method)]
    fn has(this: &Params, name: &str) -> bool;
    #[wasm_bindgen(method)]
    fn set(this: &Params, name: &str, value: &str);
}

/// The page, or what stands for it in Node.
pub struct Page;

impl RegexHost for Page {
    fn matches(&self, pattern: &str, text: &str, ignore_case: bool) -> bool {
        RegExp::new(pattern, if ignore_case { "i" } else { "" }).is_ok_and(|regex| regex.test(text))
    }
}

impl Host for Page {
    fn url(&self, url: &str, base: Option<&str>) -> Option<Url> {
        let url = Address::new(url, base).ok()?;
        Some(Url {
            href: url.href(),
            origin: url.origin(),
            host: url.host(),
            pathname: url.pathname(),
            hash: url.hash(),
            query: pairs(&url.search_params()),
        })
    }

    fn with_query(&self, from: &str, to: &str) -> String {
        let (Ok(from), Ok(url)) = (Address::new(from, None), Address::new(to, None)) else { return to.into() };
        let params = url.search_params();
        for (name, value) in pairs(&from.search_params()) {
            if !params.has(&name) {
                params.set(&name, &value);
            }
        }
        url.href()
    }
}

fn pairs(params: &Params) -> Vec<(String, String)> {
    let text = |value: JsValue| String::from(JsString::from(value));
    let pairs = Array::from(params).into_iter().map(|pair| Array::from(&pair));
    pairs.map(|pair| (text(pair.get(0)), text(pair.get(1)))).collect()
}
