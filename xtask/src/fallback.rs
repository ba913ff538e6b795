//! The same module as JavaScript, for hosts without WebAssembly.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::instructions::Instructions;
use crate::node::tool;
use crate::shell::{command, quiet};

const HEAD: &str = "\
// Generated: the WebAssembly module as JavaScript, for hosts where WebAssembly is missing or
// blocked. Load it with a dynamic import only; it is larger and slower.";

const TAIL: &str = "
export default function instantiate(imports) {
  return asmFunc(imports);
}
";

/// Writes `output`, an ES module whose default export is `instantiate(imports)`, and its types.
pub fn write(module: &Path, output: &Path) -> Result<()> {
    let raw = module.with_extension("raw.js");
    let raw = Path::new("target").join(raw.file_name().context("a module needs a name")?);
    let mut wasm2js = command(tool("wasm2js")?, Instructions::First.optimiser());
    wasm2js.args(["-Oz"]).arg(module).arg("-o").arg(&raw);
    quiet(wasm2js).context("translating the module to JavaScript failed")?;

    let text = fs::read_to_string(&raw)?;
    // The translation instantiates itself on import, with imports of its own choice: keep the
    // function that instantiates, drop the rest.
    let body = text.lines().filter(|line| !line.starts_with("import * as ")).collect::<Vec<_>>().join("\n");
    let Some(end) = body.find("\nvar retasmFunc = ") else {
        bail!("the translated module has an unexpected shape");
    };
    fs::write(&raw, format!("{}\n{TAIL}", body[..end].trim()))?;

    let mut esbuild = command(tool("esbuild")?, ["--minify", "--target=es2018", "--log-level=warning"]);
    esbuild.arg(format!("--banner:js={HEAD}")).arg(&raw);
    esbuild.arg(format!("--outfile={}", output.display())).arg("--allow-overwrite");
    quiet(esbuild)?;
    fs::write(
        output.with_extension("d.ts"),
        "/** Instantiates the module without WebAssembly; give the result to `initWith`. */\n\
         declare function instantiate(imports: Record<string, Record<string, unknown>>): Record<string, unknown>;\n\
         export default instantiate;\n",
    )?;
    Ok(())
}
