//! Optimises a module and lowers it to what its engine has: WebAssembly 1.0, or that with vectors.
//!
//! Old webviews are where the investors are, so the result must validate with every other
//! feature switched off. Features are named one by one: a blanket switch once let through
//! modules that engines refuse.

use std::path::Path;

use anyhow::{Context, Result};

use crate::instructions::Instructions;
use crate::node::tool;
use crate::shell::{command, quiet};
use crate::{copies, order};

/// What a compiler's own standard library may use although the crate itself does not.
const BEFORE: [&str; 6] = [
    "--enable-mutable-globals",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-bulk-memory",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Lowers, optimises and strips `input` into `output`; fails if the result needs more than the instructions given.
pub fn lower(input: &Path, instructions: Instructions, output: &Path) -> Result<()> {
    let wasm_opt = tool("wasm-opt")?;

    let lowered = input.with_extension("lowered.wasm");
    let mut first = command(&wasm_opt, instructions.optimiser());
    first.args(BEFORE);
    first.args([
        "--signext-lowering",
        "--llvm-nontrapping-fptoint-lowering",
        "--llvm-memory-copy-fill-lowering",
        // Otherwise the section's claims would switch the features on again.
        "--strip-target-features",
        // So that the copying function can be found; the second run drops the names.
        "--debuginfo",
    ]);
    first.arg(input).arg("-o").arg(&lowered);
    quiet(first).context("lowering the module failed")?;
    copies::quicken(input, &lowered)?;

    // With the features off, this both optimises and proves that none is left: wasm-opt
    // validates what it reads and what it writes.
    let mut second = command(&wasm_opt, instructions.optimiser());
    // The compiler leaves the lowest addresses to the stack's far end, and a new memory is zero.
    second.args(["--low-memory-unused", "--zero-filled-memory"]);
    // The compiler has inlined what is worth it. More of it saves next to nothing and hides which functions are alike:
    // packed, the modules of investors and teams are a fiftieth smaller without.
    second.arg("--skip-pass=inlining-optimizing");
    second.args(["--flatten", "--local-cse", "--rereloop", "-Oz", "-Oz", "--converge", "--strip-producers"]);
    second.arg(&lowered).arg("-o").arg(output);
    quiet(second).with_context(|| format!("the module needs more than {instructions:?} instructions"))?;
    order::by_likeness(output)
}
