//! prescreen screens a retail investor on the investor's own device.
#[cfg(feature = "wasm")]
mod wasm;
