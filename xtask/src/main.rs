//! Build automation of prescreen. `cargo xtask help` lists what it does; the Makefile only
//! names these commands.
//!
//! Takes the sources of this repository; gives `target/`, `pkg/dist/` and `www/dist/`. It writes
//! inside the repository only, except that a missing system package or compilation target is
//! installed where that is possible.

mod apt;
mod browser;
mod claims;
mod copies;
mod elsewhere;
mod fallback;
mod fresh;
mod glue;
mod house;
mod imports;
mod instructions;
mod links;
mod lower;
mod module;
mod node;
mod order;
mod panics;
mod python;
mod running;
mod sbom;
mod shell;
mod site;
mod size;
mod suite;
mod supply;
mod tests;
mod toolchain;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::site::Programs;

const HELP: &str = "\
cargo xtask COMMAND

  run          build everything and serve the site (PORT=8787)
  test [NAME…] run every check, or the named suites; ends with a summary
  bench        build everything and run the benchmarks
  setup        install what is missing: WebAssembly target, browser, Node packages
  build        native binary, WebAssembly package and site
  native       target/release/prescreen
  wasm [NAME…] pkg/dist: each module or the named ones, glue, types, fallback; checks imports, features and size
  wasm --accept-size
               the same, and write the measured size into pkg/size-budget.json
  elsewhere    the smallest module compiled in another folder too, byte for byte the same
  package      build pkg/ and pack it as an npm tarball into target/package
  site         www/dist
  format       format every file of Rust, TypeScript and JavaScript
  supply       licences and sources of the packages, by cargo-deny and deny.toml
  sbom         pkg/dist/sbom.cdx.json: what is in the npm package
  house        the floors: which room stands above which
  suites       the names that `test` takes
";

fn main() -> ExitCode {
    match dispatch() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", [].as_slice()),
    };

    // Cargo calls the runner with paths and flags of its own, from the crate's directory.
    if command == "test-runner" {
        return claims::run_tests(std::env::args_os().skip(1));
    }

    std::env::set_current_dir(shell::root())?;
    match command {
        "run" => site::run(),
        "test" => tests::run(rest),
        "bench" => tests::bench(),
        "setup" => setup(),
        "build" => build(Programs::Released),
        "native" => Programs::Released.build(),
        "wasm" => {
            let (flags, names): (Vec<&str>, Vec<&str>) =
                rest.iter().map(String::as_str).partition(|argument| argument.starts_with("--"));
            module::build_named(&names)?;
            module::check_sizes(flags.contains(&"--accept-size"))
        }
        "elsewhere" => module::check_elsewhere(),
        "package" => site::pack(),
        "site" => site::build(Programs::Released),
        "format" => format(),
        "supply" => supply::check(),
        "sbom" => sbom::write(),
        "house" => house::print(),
        "suites" => {
            println!("{}", tests::NAMES.join(" "));
            Ok(())
        }
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        other => bail!("there is no command '{other}'; see `cargo xtask help`"),
    }
}

fn format() -> Result<()> {
    shell::run(shell::command("cargo", ["fmt", "--all"]))?;
    shell::run(shell::command(node::tool("biome")?, ["format", "--write"]))
}

fn setup() -> Result<()> {
    toolchain::WasmCompiler::find_or_make()?;
    node::install_all()?;
    browser::find_or_install()?;
    browser::find_or_install_screen()
}

fn build(programs: Programs) -> Result<()> {
    programs.build()?;
    module::build_all()?;
    site::package(programs)?;
    site::build(programs)
}
