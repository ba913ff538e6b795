//! The WebAssembly modules and the JavaScript around them, into `pkg/dist/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, Result, bail, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::claims::drop_claims;
use crate::fresh::Stamp;
use crate::instructions::Instructions;
use crate::shell::{root, step};
use crate::size::{self, Size};
use crate::toolchain::{TARGET, WasmCompiler};
use crate::{elsewhere, fallback, glue, imports, lower, panics, shell};

/// Where the package's build finds the modules.
pub const DIST: &str = "pkg/dist";

/// How many modules are built side by side: half of each build goes on one core. Those that follow each other share a folder,
/// and what they have in common is compiled once in it.
const LANES: usize = 2;

/// The module that is compiled twice.
const SMALLEST: &str = "prescreen_fields";

/// One module of the package: each entry of the package loads exactly one.
struct Entry {
    /// Stem of every file made.
    name: &'static str,
    /// The crate that it is made of.
    package: &'static str,
    /// The profile that it is compiled with.
    profile: &'static str,
    /// What LLVM is told of its passes.
    passes: &'static [&'static str],
    /// Stem of a second file of the same module, with vectors, behind the same glue.
    vectors: Option<&'static str>,
}

/// For modules that are to be small: passes that trade bytes for speed where engines optimise anyway, left out, and one that
/// puts alike instructions into one place. The module of statements is a sixtieth smaller.
const SMALL: &[&str] = &[
    "-disable-lsr",
    "-disable-machine-cse",
    "-disable-machine-licm",
    "-enable-load-pre=false",
    "-disable-licm-promotion",
    "-enable-gvn-sink",
    "-inline-threshold=1",
];

const ENTRIES: [Entry; 9] = [
    // Loaded by investors.
    Entry { name: "prescreen", package: "prescreen-wasm-investor", profile: "wasm", passes: SMALL, vectors: None },
    // Loaded by investors who bring their records.
    Entry {
        name: "prescreen_statements",
        package: "prescreen-wasm-statements",
        profile: "wasm-statements",
        passes: SMALL,
        vectors: None,
    },
    // Loaded by their worker when an archive or a workbook arrives.
    Entry { name: "prescreen_unpack", package: "prescreen-wasm-unpack", profile: "wasm", passes: &[], vectors: None },
    // Loaded by their worker when a person says what the columns of a table are.
    Entry {
        name: "prescreen_mapping",
        package: "prescreen-wasm-mapping",
        profile: "wasm",
        passes: SMALL,
        vectors: None,
    },
    // Loaded by the teams who write packs.
    Entry { name: "prescreen_lab", package: "prescreen-wasm-lab", profile: "wasm", passes: &[], vectors: None },
    // Loaded by the page that verifies.
    Entry { name: "prescreen_verify", package: "prescreen-wasm-verify", profile: "wasm", passes: SMALL, vectors: None },
    // Loaded by forms with fields to check.
    Entry { name: "prescreen_fields", package: "prescreen-wasm-fields", profile: "wasm", passes: &[], vectors: None },
    // Loaded where a pack has a team's own model.
    Entry {
        name: "prescreen_models",
        package: "prescreen-wasm-models",
        profile: "wasm",
        passes: &[],
        vectors: Some("prescreen_models_simd"),
    },
    // Loaded by those who assign variants or read what an experiment says.
    Entry {
        name: "prescreen_experiment",
        package: "prescreen-wasm-experiment",
        profile: "wasm",
        passes: SMALL,
        vectors: None,
    },
];

/// Builds each module, checks its imports, and reports its size.
pub fn build_all() -> Result<()> {
    build_named(&[])
}

/// The same for the modules of these names; all without a name.
pub fn build_named(names: &[&str]) -> Result<()> {
    for name in names {
        ensure!(ENTRIES.iter().any(|entry| entry.name == *name), "there is no module '{name}'");
    }
    let compiler = &WasmCompiler::find_or_make()?;
    step(format_args!("The modules' compiler: {}", compiler.version()?));
    let named = |entry: &&Entry| names.is_empty() || names.contains(&entry.name);
    let build = |lane| {
        move || {
            ENTRIES
                .iter()
                .filter(named)
                .filter(|entry| entry.lane() == lane)
                .try_for_each(|entry| entry.build(compiler))
        }
    };
    thread::scope(|scope| {
        let lanes: [_; LANES] = std::array::from_fn(|lane| scope.spawn(build(lane)));
        lanes.into_iter().try_for_each(|lane| lane.join().unwrap_or_else(|_| bail!("a module was not built")))
    })
}

/// The crates that the modules are made of.
pub fn packages() -> impl Iterator<Item = &'static str> {
    ENTRIES.iter().map(|entry| entry.package)
}

/// The compiler that the modules are made with, as it names itself.
pub fn compiler() -> Result<String> {
    WasmCompiler::find_or_make()?.version()
}

/// Compares the size of each module with its budget, or writes the budget.
pub fn check_sizes(accept: bool) -> Result<()> {
    ENTRIES.iter().flat_map(Entry::files).try_for_each(|file| size::check(file, &Size::of(&module_of(file))?, accept))
}

/// Compiles the smallest module in another folder too, and compares: no folder's name is in a module, nor does one change
/// what is compiled. The steps after it are the same for the same bytes.
pub fn check_elsewhere() -> Result<()> {
    let compiler = WasmCompiler::find_or_make()?;
    let entry = ENTRIES.iter().find(|entry| entry.name == SMALLEST).context("the smallest module is one of them")?;
    step(format_args!("Compiling {SMALLEST} to WebAssembly in another folder"));
    let here = entry.compile(&compiler)?;
    let folder = std::path::absolute(compiler.target_dir())?.join("elsewhere");
    let there = entry.compile_in(&elsewhere::copy()?, &folder, Instructions::First, &compiler)?;
    ensure!(
        fs::read(&here)? == fs::read(&there)?,
        "{} and {} are of the same sources and have other bytes: something of their folders is in them",
        here.display(),
        there.display()
    );
    Ok(())
}

/// Where a file of this stem lies.
fn module_of(stem: &str) -> PathBuf {
    Path::new(DIST).join(format!("{stem}_bg.wasm"))
}

impl Entry {
    /// Stems of the module's files.
    fn files(&self) -> impl Iterator<Item = &'static str> {
        [Some(self.name), self.vectors].into_iter().flatten()
    }

    fn build(&self, compiler: &WasmCompiler) -> Result<()> {
        step(format_args!("Compiling {} to WebAssembly", self.name));
        let compiled = self.compile(compiler)?;

        let dist = Path::new(DIST);
        fs::create_dir_all(dist)?;
        let module = module_of(self.name);
        let translation = dist.join(format!("{}.wasm2js.js", self.name));
        let script = dist.join(format!("{}.js", self.name));
        let types = dist.join(format!("{}.d.ts", self.name));

        let stamp = stamp(self.name, &compiled)?;
        if !stamp.is_fresh(&[&module, &translation, &script, &types]) {
            step(format_args!("Binding, lowering and optimising {}", self.name));
            let bound = self.bind(&compiled)?;
            lower::lower(&bound.module, Instructions::First, &module)?;
            fallback::write(&module, &translation)?;
            fs::write(&script, glue::script(&fs::read_to_string(&bound.glue)?)?)?;
            let bound_types = fs::read_to_string(bound.glue.with_extension("d.ts"))?;
            fs::write(&types, glue::types(&bound_types))?;
            stamp.set()?;
        }

        for file in [&module, &translation] {
            Size::of(file)?.report(&file.display().to_string());
        }
        let glue = fs::read_to_string(&script)?;
        imports::check(self.name, &module, &glue)?;
        self.vectors.map_or(Ok(()), |stem| self.build_vectors(stem, compiler, &glue))
    }

    /// The second file, which has to fit the glue of the first.
    fn build_vectors(&self, stem: &str, compiler: &WasmCompiler, glue: &str) -> Result<()> {
        step(format_args!("Compiling {} to WebAssembly with vectors", self.name));
        let folder = compiler.target_dir().join(stem);
        let compiled = self.compile_in(root(), &folder, Instructions::Vectors, compiler)?;
        let module = module_of(stem);
        let stamp = stamp(stem, &compiled)?;
        if !stamp.is_fresh(&[&module]) {
            step(format_args!("Binding, lowering and optimising {stem}"));
            let bound = self.bind(&compiled)?;
            ensure!(
                glue::script(&fs::read_to_string(bound.glue)?)? == glue,
                "{stem} does not fit the glue of {}: build both with the same compiler and lockfile",
                self.name
            );
            lower::lower(&bound.module, Instructions::Vectors, &module)?;
            stamp.set()?;
        }
        Size::of(&module)?.report(&module.display().to_string());
        imports::check(self.name, &module, glue)
    }

    /// The lane is the same each time, or a folder would lack what the other has.
    fn lane(&self) -> usize {
        ENTRIES.iter().position(|entry| entry.name == self.name).unwrap_or_default() % LANES
    }

    /// Cargo decides whether there is anything to do.
    fn compile(&self, compiler: &WasmCompiler) -> Result<PathBuf> {
        let folder = compiler.target_dir().join(format!("lane-{}", self.lane()));
        self.compile_in(root(), &folder, Instructions::First, compiler)
    }

    /// The same of the sources in one folder, into another one.
    fn compile_in(
        &self,
        sources: &Path,
        folder: &Path,
        instructions: Instructions,
        compiler: &WasmCompiler,
    ) -> Result<PathBuf> {
        let mut cargo = compiler.cargo("rustc", instructions, folder);
        cargo.current_dir(sources);
        cargo.args(["--quiet", "--lib", "--crate-type=cdylib", "--profile", self.profile, "--package", self.package]);
        // The linker says what refers to what, so that what panics alone refer to can go with them.
        cargo.args(["--", "-Clink-arg=--emit-relocs"]);
        cargo.args(self.passes.iter().map(|pass| format!("-Cllvm-args={pass}")));
        shell::run(cargo)?;
        let built = folder.join(TARGET).join(self.profile).join(format!("{}.wasm", self.package.replace('-', "_")));
        ensure!(built.exists(), "{} was not built", built.display());
        Ok(built)
    }

    /// The glue and its types, and a module whose imports fit the glue.
    fn bind(&self, compiled: &Path) -> Result<Bound> {
        let module = panics::silence(&drop_claims(&fs::read(compiled)?)?)?;
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
        Ok(Bound {
            glue: folder.join(format!("{}.js", self.name)),
            module: folder.join(format!("{}_bg.wasm", self.name)),
        })
    }
}

/// What wasm-bindgen wrote.
struct Bound {
    glue: PathBuf,
    module: PathBuf,
}

/// Fresh while the compiler's output and the tools are the same.
fn stamp(stem: &str, compiled: &Path) -> Result<Stamp> {
    let inputs = [compiled, &std::env::current_exe()?, Path::new("xtask/package-lock.json")];
    Stamp::new(&format!("wasm-{stem}"), &inputs)
}
