//! The WebAssembly modules and the JavaScript around them, into `pkg/dist/`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::claims::drop_claims;
use crate::fresh::Stamp;
use crate::shell::step;
use crate::size::{self, Size};
use crate::toolchain::{TARGET, WasmCompiler};
use crate::{fallback, glue, imports, lower, shell};

/// Where the package's build finds the modules.
pub const DIST: &str = "pkg/dist";

/// One module of the package: each entry of the package loads exactly one.
struct Entry {
    /// Stem of every file made.
    name: &'static str,
    /// The crate's feature that makes it.
    feature: &'static str,
}

const ENTRIES: [Entry; 4] = [
    // Loaded by investors.
    Entry { name: "prescreen", feature: "wasm" },
    // Loaded by the teams who write packs.
    Entry { name: "prescreen_lab", feature: "lab" },
    // Loaded by forms with fields to check.
    Entry { name: "prescreen_fields", feature: "fields" },
    // Loaded where a pack has a team's own model.
    Entry { name: "prescreen_models", feature: "models" },
];

/// Builds each module that the crate has, checks its imports, and reports its size.
pub fn build_all() -> Result<()> {
    let compiler = WasmCompiler::find_or_make()?;
    let manifest = fs::read_to_string("Cargo.toml")?;
    ENTRIES.iter().filter(|entry| entry.exists(&manifest)).try_for_each(|entry| entry.build(&compiler))
}

/// Compares the size of each module with its budget, or writes the budget.
pub fn check_sizes(accept: bool) -> Result<()> {
    let manifest = fs::read_to_string("Cargo.toml")?;
    ENTRIES
        .iter()
        .filter(|entry| entry.exists(&manifest))
        .try_for_each(|entry| size::check(entry.name, &Size::of(&entry.module())?, accept))
}

impl Entry {
    fn exists(&self, manifest: &str) -> bool {
        let declaration = format!("{} = [", self.feature);
        manifest.lines().any(|line| line.starts_with(&declaration))
    }

    fn module(&self) -> PathBuf {
        Path::new(DIST).join(format!("{}_bg.wasm", self.name))
    }

    fn build(&self, compiler: &WasmCompiler) -> Result<()> {
        step(format_args!("Compiling {} to WebAssembly", self.name));
        let compiled = self.compile(compiler)?;

        let dist = Path::new(DIST);
        fs::create_dir_all(dist)?;
        let module = self.module();
        let translation = dist.join(format!("{}.wasm2js.js", self.name));
        let script = dist.join(format!("{}.js", self.name));
        let types = dist.join(format!("{}.d.ts", self.name));

        let stamp = Stamp::new(
            &format!("wasm-{}", self.name),
            &[&compiled, &std::env::current_exe()?, Path::new("xtask/package-lock.json")],
        )?;
        if !stamp.is_fresh(&[&module, &translation, &script, &types]) {
            step(format_args!("Binding, lowering and optimising {}", self.name));
            let bound = self.bind(&compiled)?;
            lower::lower(&bound.with_file_name(format!("{}_bg.wasm", self.name)), &module)?;
            fallback::write(&module, &translation)?;
            fs::write(&script, glue::script(&fs::read_to_string(&bound)?)?)?;
            let bound_types = fs::read_to_string(bound.with_extension("d.ts"))?;
            fs::write(&types, glue::types(&bound_types))?;
            stamp.set()?;
        }

        for file in [&module, &translation] {
            Size::of(file)?.report(&file.display().to_string());
        }
        imports::check(self.name, &module, &fs::read_to_string(&script)?)
    }

    /// Cargo decides whether there is anything to do. Each module has a folder of its own: every feature set gives a
    /// file of the same name, and in one folder they would be built in turns.
    fn compile(&self, compiler: &WasmCompiler) -> Result<PathBuf> {
        let folder = compiler.target_dir().join(self.name);
        let mut cargo = compiler.cargo("rustc", &folder);
        cargo.args(["--quiet", "--lib", "--crate-type=cdylib", "--profile=wasm", "--features", self.feature]);
        shell::run(cargo)?;
        let built = folder.join(TARGET).join("wasm/prescreen.wasm");
        ensure!(built.exists(), "{} was not built", built.display());
        Ok(built)
    }

    /// The glue and its types, and a module whose imports fit the glue. Gives the glue's path.
    fn bind(&self, compiled: &Path) -> Result<PathBuf> {
        let module = drop_claims(&fs::read(compiled)?)?;
        let folder = compiled.with_file_name("bound");
        let mut bindgen = Bindgen::new();
        bindgen
            .input_bytes(self.name, module)
            .web(true)?
            .typescript(true)
            .remove_name_section(true)
            .remove_producers_section(true)
            .reset_state_function(true);
        bindgen.generate(&folder).context("wasm-bindgen failed")?;
        Ok(folder.join(format!("{}.js", self.name)))
    }
}
