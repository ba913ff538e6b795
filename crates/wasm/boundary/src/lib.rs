//! How values cross between WebAssembly and JavaScript: JSON text in, a domain failure as a typed answer.
//!
//! Takes results, gives what JavaScript reads. A result of a few fields crosses as a plain value, [`plain`]; a whole
//! assessment or report crosses as one JSON text, [`answer`], which the package parses: building it here would cross
//! once for every property. Each module of the package is a small crate beside this one and brings what it needs of
//! the core and nothing else.

#[cfg(feature = "decode")]
mod decode;
pub mod found;

#[cfg(feature = "decode")]
pub use decode::decoded;
use serde::Serialize;
use wasm_bindgen::JsValue;

use prescreen::{Code, Error};

#[derive(Serialize)]
struct Done<'a, T> {
    ok: bool,
    value: &'a T,
}

#[derive(Serialize)]
struct Failed<'a> {
    ok: bool,
    error: &'a Error,
}

/// The text of `{ok: true, value}` or `{ok: false, error}`, never a throw; `null` for a result that cannot be written.
pub fn answer<T: Serialize>(result: Result<T, Error>) -> JsValue {
    match result {
        Ok(value) => within("{\"ok\":true,\"value\":", serde_json::to_string(&value)),
        Err(error) => within("{\"ok\":false,\"error\":", serde_json::to_string(&error)),
    }
}

/// A text as the last member of an object; compiled once for results of every kind.
#[inline(never)]
fn within(before: &str, text: serde_json::Result<String>) -> JsValue {
    text.map_or(JsValue::NULL, |text| JsValue::from_str(&[before, &text, "}"].concat()))
}

/// The same as a plain value, never a throw: for results of a few fields.
pub fn plain<T: Serialize>(result: Result<T, Error>) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    let value = match &result {
        Ok(value) => Done { ok: true, value }.serialize(&serializer),
        Err(error) => Failed { ok: false, error }.serialize(&serializer),
    };
    value.unwrap_or(JsValue::NULL)
}

/// A real `Error` with `code`, `at` and `help`.
pub fn thrown(error: &Error) -> JsValue {
    let thrown: JsValue = js_sys::Error::new(&error.message).into();
    for (key, value) in [("code", error.code.as_str()), ("at", &error.at), ("help", &error.help)] {
        // Setting a property of an error object made above cannot fail.
        let _ = js_sys::Reflect::set(&thrown, &key.into(), &value.into());
    }
    thrown
}

/// Bytes of a fixed size.
pub fn fixed<const N: usize>(bytes: &[u8], name: &str) -> Result<[u8; N], Error> {
    bytes.try_into().map_err(|_| Error::new(Code::Range, "", [name, " has another length"].concat()))
}

#[cfg(all(target_arch = "wasm32", not(feature = "wipe")))]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

#[cfg(all(target_arch = "wasm32", feature = "wipe"))]
#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<talc::wasm::WasmDynamicTalc> =
    zeroizing_alloc::ZeroAlloc(talc::wasm::new_wasm_dynamic_allocator());
