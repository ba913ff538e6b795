//! The JavaScript beside a module: wasm-bindgen's, with a second way to start and a look at the memory.

use anyhow::{Result, bail};

/// What wasm-bindgen writes for WebAssembly alone, and what also holds for its translation.
const REWRITTEN: [(&str, &str); 8] = [
    // Beginning again after a trap, where there may be no start function.
    (
        "\
    wasmInstance = new WebAssembly.Instance(wasmModule, __wbg_get_imports());
    wasm = wasmInstance.exports;
    wasm.__wbindgen_start();
",
        "\
    wasmInstance = __instantiate === undefined
        ? new WebAssembly.Instance(wasmModule, __wbg_get_imports())
        : { exports: __instantiate(__wbg_get_imports()) };
    wasm = wasmInstance.exports;
    if (wasm.__wbindgen_start !== undefined) wasm.__wbindgen_start();
",
    ),
    // Letter by letter is faster only for short texts.
    ("for (; offset < len; offset++) {", "for (; len < 256 && offset < len; offset++) {"),
    // A longer text mostly has letters of one byte alone, and needs no more room than it has letters.
    (
        "\
            arg = arg.slice(offset);
        }
",
        "\
            arg = arg.slice(offset);
        } else {
            const { read, written } = cachedTextEncoder.encodeInto(arg, mem.subarray(ptr, ptr + len));
            if (read === len) {
                WASM_VECTOR_LEN = written;
                return ptr;
            }
            arg = arg.slice(read);
            offset = written;
        }
",
    ),
    // Where an engine has no such encoder: what does not fit is not begun.
    (
        "        view.set(buf);\n",
        "        if (buf.length > view.length) return { read: 0, written: 0 };\n        view.set(buf);\n",
    ),
    // A handle's mark as a plain property: defining it takes longer than all else that a handle needs.
    (
        "Object.defineProperty(obj, '__wbg_inst', { value: __wbg_instance_id, writable: true });",
        "obj.__wbg_inst = __wbg_instance_id;",
    ),
    // A memory that grows leaves a detached buffer behind only in WebAssembly.
    ("cachedUint8ArrayMemory0.byteLength === 0", "cachedUint8ArrayMemory0.buffer !== wasm.memory.buffer"),
    ("cachedFloat64ArrayMemory0.byteLength === 0", "cachedFloat64ArrayMemory0.buffer !== wasm.memory.buffer"),
    (
        "cachedDataViewMemory0.buffer.detached === true || (cachedDataViewMemory0.buffer.detached === undefined && cachedDataViewMemory0.buffer !== wasm.memory.buffer)",
        "cachedDataViewMemory0.buffer !== wasm.memory.buffer",
    ),
];

const ADDED: &str = "
let __instantiate;

/**
 * Starts the module without WebAssembly; `__wbg_reset_state` will use the same function.
 * @param {(imports: Record<string, Record<string, unknown>>) => Record<string, unknown>} instantiate
 *     the default export of the module's `.wasm2js.js`
 */
export function initWith(instantiate) {
    if (wasm !== undefined) return wasm;
    __instantiate = instantiate;
    return __wbg_finalize_init({ exports: instantiate(__wbg_get_imports()) }, undefined);
}

/**
 * The memory of the running module.
 * @returns {ArrayBuffer}
 */
export function memory() {
    return wasm.memory.buffer;
}
";

const ADDED_TYPES: &str = "
/**
 * Starts the module without WebAssembly; `__wbg_reset_state` will use the same function.
 *
 * @param instantiate - The default export of the module's `.wasm2js.js`.
 */
export function initWith(instantiate: (imports: Record<string, Record<string, unknown>>) => Record<string, unknown>): InitOutput;

/** The memory of the running module. */
export function memory(): ArrayBuffer;
";

/// wasm-bindgen's glue, for the module and for its translation.
pub fn script(bound: &str) -> Result<String> {
    let mut script = bound.to_owned();
    for (theirs, ours) in REWRITTEN {
        script = script.replace(theirs, ours);
    }
    if !script.contains("__instantiate(") {
        bail!("wasm-bindgen's glue has an unexpected shape; see xtask/src/glue.rs");
    }
    // Other views would go stale unnoticed.
    if [".byteLength === 0", ".buffer.detached"].iter().any(|left| script.contains(left)) {
        bail!("wasm-bindgen's glue keeps a view that xtask/src/glue.rs does not rewrite");
    }
    Ok(script + ADDED)
}

/// wasm-bindgen's types with what is added.
pub fn types(bound: &str) -> String {
    bound.to_owned() + ADDED_TYPES
}

/// One function that the glue lends to the module.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lent {
    /// The name that the module imports.
    pub name: String,
    /// Name of the import, without the digest that changes from version to version.
    pub import: String,
    /// Its JavaScript, on one line.
    pub does: String,
}

/// Every function that the glue lends.
pub fn lent(glue: &str) -> Result<Vec<Lent>> {
    let Some((_, imports)) = glue.split_once("function __wbg_get_imports() {\n") else {
        bail!("wasm-bindgen's glue has an unexpected shape; see xtask/src/glue.rs");
    };
    let mut all = Vec::new();
    let mut lines = imports.lines().take_while(|line| *line != "}");
    while let Some(line) = lines.next() {
        // Entries stand in a literal: eight blanks, a name, a function until the closing brace.
        let Some((name, head)) = line
            .strip_prefix("        ")
            .and_then(|entry| entry.split_once(": function("))
            .filter(|(name, _)| name.starts_with("__wb"))
        else {
            continue;
        };
        let body: Vec<&str> = lines
            .by_ref()
            .take_while(|line| !line.starts_with("        }"))
            .map(str::trim)
            .filter(|line| !line.starts_with("//"))
            .collect();
        let caught = if head.contains("handleError(") { "catching: " } else { "" };
        all.push(Lent {
            name: name.to_owned(),
            import: without_digest(name).to_owned(),
            does: format!("{caught}{}", without_hash(body.join(" "))),
        });
    }
    all.sort();
    Ok(all)
}

/// `invoke__h0a1b2c3d4e5f6071(` is `invoke(`: a closure's function carries the compiler's hash.
fn without_hash(body: String) -> String {
    let Some((before, after)) = body.split_once("__h") else { return body };
    match after.split_at_checked(16) {
        Some((hash, rest)) if hash.bytes().all(|b| b.is_ascii_hexdigit()) => [before, rest].concat(),
        _ => body,
    }
}

/// `__wbg_new_0a1b2c3d4e5f6071` is `__wbg_new`.
fn without_digest(import: &str) -> &str {
    match import.rsplit_once('_') {
        Some((stem, digest)) if digest.len() == 16 && digest.bytes().all(|b| b.is_ascii_hexdigit()) => stem,
        _ => import,
    }
}
