//! The only room that knows JavaScript.
//!
//! Takes JSON text, gives plain values. A domain failure is `{ok: false, error}`, never a throw; the
//! handles are the pack, parsed once, the collector, and a team's model. Nothing here creates an element, a
//! worker or a request; listeners go to targets that the host hands over, and to nothing else. A feature stands for
//! a module: one entry of the package loads one module.

mod boundary;
#[cfg(feature = "wasm")]
mod collect;
#[cfg(feature = "fields")]
mod identity;
#[cfg(feature = "models")]
mod model;
#[cfg(feature = "wasm")]
mod open;
#[cfg(feature = "lab")]
mod prove;
#[cfg(feature = "wasm")]
mod screen;
#[cfg(feature = "wasm")]
mod seal;
#[cfg(feature = "lab")]
mod verify;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
