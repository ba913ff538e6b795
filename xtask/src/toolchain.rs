//! A compiler for `wasm32-unknown-unknown`.
//!
//! The usual compiler is used where it has that target or rustup can add it. Elsewhere Debian's
//! compiler builds the standard library once from its own sources, into a system root that
//! belongs to this repository (`.tools/`).

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use anyhow::{Context, Result};

use crate::apt;
use crate::instructions::Instructions;
use crate::shell::{command, quiet, root, step, which};

/// The target of the module.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// The compiler's flags, separated so that a path may hold blanks: nobody's folders end up in the module, nor the name
/// of the registry or mirror that the sources came from.
fn flags(instructions: Instructions) -> String {
    flags_with(instructions, "sources")
}

/// The same, with the folder that packages from a registry seem to come from.
fn flags_with(instructions: Instructions, folder: &str) -> String {
    let home = std::env::var("CARGO_HOME").or_else(|_| std::env::var("HOME").map(|home| format!("{home}/.cargo")));
    let registry = home.map(|home| Path::new(&home).join("registry/src"));
    // There since this program was compiled, which took its own packages from there.
    let registries = registry.iter().filter_map(|folder| folder.read_dir().ok()).flatten().flatten();
    let mut remapped: Vec<String> =
        registries.map(|registry| format!("--remap-path-prefix={}={folder}", registry.path().display())).collect();
    remapped.sort();
    let all: Vec<String> = instructions.compiler().iter().map(|flag| (*flag).to_owned()).chain(remapped).collect();
    all.join(&FLAG.to_string())
}

/// Where the standard library's own packages seem to come from, as in the one that is distributed: they are the
/// compiler's, and none of a module's.
const STANDARD: &str = "/rust/deps";

/// What stands in a system root that is whole, and was built so.
const COMPLETE: &str = "complete-with-names";

/// Stands between two flags.
const FLAG: char = '\x1f';

const PURPOSE: &str = "compiling to WebAssembly (or `rustup target add wasm32-unknown-unknown`)";

const DEBIAN_LINKER: &str = "/usr/bin/rust-lld";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";

/// How to compile for WebAssembly on this machine.
pub enum WasmCompiler {
    /// The usual cargo, whose compiler has the target.
    Usual,
    /// Debian's cargo and compiler, with a system root of ours.
    Debian {
        /// The system root that holds the target's standard library.
        sysroot: PathBuf,
    },
}

impl WasmCompiler {
    /// Finds a compiler, or installs and builds what is missing.
    ///
    /// `PRESCREEN_WASM_COMPILER=debian` asks for Debian's although the usual one would do.
    pub fn find_or_make() -> Result<Self> {
        let debian = std::env::var("PRESCREEN_WASM_COMPILER").is_ok_and(|name| name == "debian");
        if !debian && usual_has_target() {
            return Ok(Self::Usual);
        }
        if debian_compiler_is_complete()
            && let Some(sysroot) = built_sysroot()
        {
            return Ok(Self::Debian { sysroot });
        }
        if !debian && which("rustup").is_some() {
            step("Adding the WebAssembly target to the Rust toolchain");
            if quiet(command("rustup", ["target", "add", TARGET])).is_ok() && usual_has_target() {
                return Ok(Self::Usual);
            }
            step("rustup cannot fetch it here: using Debian's compiler instead");
        }
        if !debian_compiler_is_complete() {
            apt::install(&["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm"], PURPOSE)?;
        }
        if let Some(linker) = missing_linker() {
            apt::install(&[&linker], PURPOSE)?;
        }
        Ok(Self::Debian { sysroot: build_sysroot()? })
    }

    /// Name, version and commit of the compiler: two builds are alike where this is.
    pub fn version(&self) -> Result<String> {
        let program = match self {
            Self::Usual => "rustc",
            Self::Debian { .. } => DEBIAN_RUSTC,
        };
        Ok(quiet(command(program, ["--version"]))?.trim().to_owned())
    }

    /// Where it builds. One compiler per directory, so that nothing is rebuilt in turns.
    pub fn target_dir(&self) -> &'static Path {
        Path::new(match self {
            Self::Usual => "target/wasm",
            Self::Debian { .. } => "target/wasm-debian",
        })
    }

    /// Cargo for the target, building in a folder; the caller adds the subcommand's arguments.
    pub fn cargo(&self, subcommand: &str, instructions: Instructions, target_dir: &Path) -> Command {
        let mut cargo = match self {
            Self::Usual => {
                let mut cargo = command("cargo", [subcommand]);
                cargo.env("CARGO_ENCODED_RUSTFLAGS", flags(instructions));
                cargo
            }
            Self::Debian { sysroot } => {
                let mut cargo = command(DEBIAN_CARGO, [subcommand]);
                let flags = format!("{}{FLAG}--sysroot{FLAG}{}", flags(instructions), sysroot.display());
                cargo.env("CARGO_ENCODED_RUSTFLAGS", flags);
                cargo.env("RUSTC", DEBIAN_RUSTC);
                cargo.env("RUSTDOC", "/usr/bin/rustdoc");
                cargo
            }
        };
        cargo.args(["--target", TARGET, "--target-dir"]).arg(target_dir);
        cargo
    }
}

/// Says where the compiler is another one than the one that this version is checked and released with. It is no error: a
/// compiler that is not here cannot always be fetched.
pub fn say_whether_it_is_the_pinned_one() -> Result<()> {
    let pinned = pinned(&fs::read_to_string("Cargo.toml")?)?;
    let found = quiet(command("rustc", ["--version"]))?;
    if let Some(said) = another(&pinned, &found) {
        step(said);
    }
    Ok(())
}

/// The compiler that `Cargo.toml` pins.
fn pinned(manifest: &str) -> Result<String> {
    let manifest: toml::Table = manifest.parse()?;
    let pinned = manifest.get("workspace").and_then(|part| part.get("metadata")).and_then(|part| part.get("compiler"));
    Ok(pinned.and_then(toml::Value::as_str).context("Cargo.toml pins no compiler (workspace.metadata)")?.to_owned())
}

/// What to say of a compiler, by its own words.
fn another(pinned: &str, found: &str) -> Option<String> {
    (found.split(' ').nth(1) != Some(pinned)).then(|| {
        format!(
            "The compiler is {}, and this version is checked with {pinned}: lints and the bytes of modules may differ. \
             `rustup toolchain install {pinned}` and `RUSTUP_TOOLCHAIN={pinned} make lint` make them the same",
            found.trim()
        )
    })
}

fn usual_has_target() -> bool {
    quiet(command("rustc", ["--print", "target-libdir", "--target", TARGET]))
        .is_ok_and(|folder| Path::new(folder.trim()).is_dir())
}

fn debian_compiler_is_complete() -> bool {
    [DEBIAN_RUSTC, DEBIAN_CARGO, DEBIAN_LINKER].iter().all(|program| Path::new(program).exists())
        && standard_library_source().is_some()
}

/// The package of the linker that Debian's compiler points at and does not always bring: named like its program.
fn missing_linker() -> Option<String> {
    let program = fs::read_link(DEBIAN_LINKER).ok().filter(|_| !Path::new(DEBIAN_LINKER).exists())?;
    Some(program.file_name()?.to_string_lossy().into_owned())
}

fn standard_library_source() -> Option<PathBuf> {
    let sysroot = quiet(command(DEBIAN_RUSTC, ["--print", "sysroot"])).ok()?;
    Some(Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library"))
        .filter(|folder| folder.join("std/Cargo.toml").exists())
}

/// The system root's place, named after the exact compiler that built it.
fn sysroot_path() -> Option<PathBuf> {
    let version = quiet(command(DEBIAN_RUSTC, ["--version"])).ok()?;
    let version: String =
        version.trim().chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect();
    Some(root().canonicalize().ok()?.join(".tools").join(version))
}

fn built_sysroot() -> Option<PathBuf> {
    sysroot_path().filter(|path| path.join(COMPLETE).exists())
}

/// Builds the standard library with an empty crate and lays its parts out as a system root.
/// The bitcode is for link-time optimisation.
fn build_sysroot() -> Result<PathBuf> {
    step("Building the WebAssembly standard library, once (about a minute)");
    let sysroot = sysroot_path().context("Debian's Rust compiler does not start")?;
    let seed = Path::new("target/std-seed");
    fs::create_dir_all(seed.join("src"))?;
    fs::write(
        seed.join("Cargo.toml"),
        "[package]\nname = \"seed\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n",
    )?;
    fs::write(seed.join("src/lib.rs"), "")?;

    let mut cargo = command(
        DEBIAN_CARGO,
        ["build", "--release", "-Zbuild-std=std,panic_abort,panic_unwind,test", "--target", TARGET],
    );
    cargo.current_dir(seed);
    cargo.env("RUSTC", DEBIAN_RUSTC);
    cargo.env("RUSTC_BOOTSTRAP", "1");
    cargo.env(
        "CARGO_ENCODED_RUSTFLAGS",
        format!("-Cembed-bitcode=yes{FLAG}{}", flags_with(Instructions::First, STANDARD)),
    );
    cargo.env("CARGO_TARGET_DIR", "target");
    quiet(cargo).context("the WebAssembly standard library could not be built")?;

    let libraries = sysroot.join("lib/rustlib").join(TARGET).join("lib");
    if sysroot.exists() {
        fs::remove_dir_all(&sysroot)?;
    }
    fs::create_dir_all(&libraries)?;
    copy_libraries(&seed.join("target").join(TARGET).join("release/deps"), &libraries)?;
    fs::write(sysroot.join(COMPLETE), "")?;
    fs::remove_dir_all(seed)?;
    Ok(sysroot)
}

fn copy_libraries(from: &Path, to: &Path) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let is_library = path.extension().is_some_and(|extension| extension == "rlib" || extension == "rmeta");
        if let Some(name) = path.file_name()
            && is_library
            && !name.to_string_lossy().starts_with("libseed-")
        {
            fs::copy(&path, to.join(name))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_compiler_than_the_pinned_one_is_named() {
        assert_eq!(another("1.95.0", "rustc 1.95.0 (59807616e 2026-04-14)"), None);
        for found in ["rustc 1.96.0 (0123456 2026-06-01)", "rustc 1.95.0-nightly (0123456 2026-02-01)", ""] {
            let said = another("1.95.0", found).expect(found);
            assert!(said.contains(found) && said.contains("1.95.0"), "{said}");
        }
    }

    #[test]
    fn one_compiler_is_pinned_and_the_container_is_built_with_it() {
        let read = |name: &str| fs::read_to_string(crate::shell::root().join(name)).unwrap();
        let pinned = pinned(&read("Cargo.toml")).unwrap();
        assert!(read("examples/operation/Containerfile").contains(&format!("/rust:{pinned}-")));
        assert!(super::pinned("[workspace]").is_err());
    }
}
