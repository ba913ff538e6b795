//! Optimises a module and lowers it to WebAssembly 1.0.
//!
//! Old webviews are where the investors are, so the result must validate with every later
//! feature switched off. Features are named one by one: a blanket switch once let through
//! modules that engines refuse.

use std::path::Path;

use anyhow::{Context, Result};

use crate::node::tool;
use crate::shell::{command, quiet};

/// What a compiler's own standard library may use although the crate itself does not.
const BEFORE: [&str; 7] = [
    "--mvp-features",
    "--enable-mutable-globals",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-bulk-memory",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// What the shipped module may use: nothing beyond version 1.0.
pub const AFTER: [&str; 1] = ["--mvp-features"];

/// Lowers, optimises and strips `input` into `output`; fails if the result needs more than
/// [`AFTER`].
pub fn lower(input: &Path, output: &Path) -> Result<()> {
    let wasm_opt = tool("wasm-opt")?;

    let lowered = input.with_extension("lowered.wasm");
    let mut first = command(&wasm_opt, BEFORE);
    first.args([
        "--signext-lowering",
        "--llvm-nontrapping-fptoint-lowering",
        "--llvm-memory-copy-fill-lowering",
        // Otherwise the section's claims would switch the features on again.
        "--strip-target-features",
    ]);
    first.arg(input).arg("-o").arg(&lowered);
    quiet(first).context("lowering to WebAssembly 1.0 failed")?;

    // With the features off, this both optimises and proves that none is left: wasm-opt
    // validates what it reads and what it writes.
    let mut second = command(&wasm_opt, AFTER);
    // The compiler leaves the lowest addresses to the stack's far end, and a new memory is zero.
    second.args(["--low-memory-unused", "--zero-filled-memory"]);
    second.args(["--flatten", "--local-cse", "--rereloop", "-Oz", "-Oz", "--converge", "--strip-producers"]);
    second.arg(&lowered).arg("-o").arg(output);
    quiet(second).context("the module does not fit into WebAssembly 1.0")?;
    Ok(())
}
