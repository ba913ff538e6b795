//! Overwrites what calls left on the module's stack. What is freed is overwritten as it is freed, by the allocator.

use core::hint::black_box;

use wasm_bindgen::prelude::wasm_bindgen;

/// Bytes of the stack that are overwritten: half of it. The deepest call is the reading of a document of 64 levels.
const DEPTH: usize = 512 * 1024;

/// Overwrites what is left on the stack, where numbers that a person typed may lie. For the end of a screening, with no
/// other call under way.
#[wasm_bindgen]
pub fn wipe_stack() {
    // A variable: a constant would lie elsewhere.
    let mut over = [0_u8; DEPTH];
    black_box(&mut over);
}
