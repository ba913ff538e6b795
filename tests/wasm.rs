//! The core on the target that investors run it on: in Node, and in a browser.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test")]

use prescreen::Pack;
use wasm_bindgen_test::wasm_bindgen_test;

const SECURITIES: &str = include_str!("../packs/cn-securities.json");

#[wasm_bindgen_test]
fn a_shipped_pack_loads() {
    let pack = Pack::load(SECURITIES).unwrap();
    assert_eq!(pack.document().id.as_str(), "cn-securities");
}

#[wasm_bindgen_test]
fn a_pack_has_the_same_hash_each_time_it_is_loaded() {
    let hash = || Pack::load(SECURITIES).unwrap().reference().hash.clone();
    assert_eq!(hash(), hash());
}

#[wasm_bindgen_test]
fn a_pack_with_a_repeated_key_is_refused() {
    let repeated = SECURITIES.replacen('{', r#"{"id": "other","#, 1);
    assert!(Pack::load(&repeated).is_err());
}
