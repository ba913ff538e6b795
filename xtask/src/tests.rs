//! Every check, in the order in which a failure is cheapest, and the summary.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::instructions::Instructions;
use crate::node::{self, npm};
use crate::shell::{command, quiet, root, step};
use crate::site::Programs;
use crate::suite::Outcome;
use crate::toolchain::{self, WasmCompiler};
use crate::{browser, house, module, python, shell, supply};

/// Names of the suites.
pub const NAMES: [&str; 16] = [
    "format",
    "lint",
    "rust",
    "build",
    "size",
    "fallback",
    "wasm-node",
    "wasm-browser",
    "package",
    "install",
    "site",
    "verifier",
    "parity",
    "end-to-end",
    "attacks",
    "documents",
];

/// What the suites run beside the package.
const PROGRAMS: Programs = Programs::Tested;

/// Runs the named suites, or all; fails if one is not in order.
pub fn run(names: &[String]) -> Result<()> {
    if let Some(unknown) = names.iter().find(|name| !NAMES.contains(&name.as_str())) {
        bail!("there is no suite '{unknown}'; the suites are {}", NAMES.join(", "));
    }
    let mut outcomes: Vec<(&str, Outcome)> = Vec::new();
    for name in NAMES {
        if !names.is_empty() && !names.iter().any(|wanted| wanted == name) {
            continue;
        }
        step(format_args!("Suite {name}"));
        let outcome = suite(name).unwrap_or_else(|error| {
            println!("error: {error:#}");
            Outcome::default()
        });
        outcomes.push((name, outcome));
    }
    summarise(&outcomes)
}

fn suite(name: &str) -> Result<Outcome> {
    Ok(match name {
        "format" => Outcome::of_check(|| quiet(command("cargo", ["fmt", "--all", "--check"])).map(drop)),
        "lint" => Outcome::of_check(lint),
        "rust" => rust()?,
        "build" => Outcome::of_check(|| crate::build(PROGRAMS).and_then(|()| module::check_elsewhere())),
        "size" => Outcome::of_check(|| module::check_sizes(false)),
        "fallback" => Outcome::of_tests(command("node", ["--test", "xtask/fallback.test.mjs"]))?,
        "wasm-node" => wasm(None)?,
        "wasm-browser" => wasm(Some(browser::find_or_install()?))?,
        "package" => npm_tests("pkg")?,
        "install" => node_tests("tests/install", 2)?,
        "site" => npm_tests("www")?,
        "verifier" => node_tests("tests/js", 1)?,
        "parity" => parity()?,
        "end-to-end" => node_tests("tests/e2e", 2)?,
        "attacks" => attacks()?,
        "documents" => Outcome::of_check(documents),
        _ => Outcome::default(),
    })
}

fn lint() -> Result<()> {
    toolchain::say_whether_it_is_the_pinned_one()?;
    house::check()?;
    supply::check()?;
    // Every module is linted natively: the same lines, and the usual toolchain has the linter.
    shell::run(command(
        "cargo",
        ["clippy", "--quiet", "--workspace", "--all-targets", "--all-features", "--", "-Dwarnings"],
    ))?;
    // TypeScript and JavaScript: format and lints in one pass. The settings are in `biome.jsonc`.
    shell::run(command(node::tool("biome")?, ["ci", "--error-on-warnings", "--colors=off"]))
}

fn documents() -> Result<()> {
    let mut rustdoc = command("cargo", ["doc", "--quiet", "--no-deps", "--lib", "--workspace", "--all-features"]);
    rustdoc.env("RUSTDOCFLAGS", "-Dwarnings");
    quiet(rustdoc).map(drop)
}

fn rust() -> Result<Outcome> {
    if shell::which("faketime").is_none() {
        crate::apt::install(&["faketime"], "the tests of the server's clock")?;
    }
    if ["nginx", "curl", "openssl"].iter().any(|program| shell::which(program).is_none()) {
        crate::apt::install(&["nginx-light", "curl", "openssl"], "the tests of the server behind a proxy")?;
    }
    postgres("the tests of the server's store in PostgreSQL")?;
    let mut cargo = command("cargo", ["test", "--all-features", "--no-fail-fast"]);
    // The suite that compares the builds draws all of them.
    cargo.env("PRESCREEN_PARITY_CASES", "4000");
    if let Some(python) = python::find_or_make() {
        cargo.env("PRESCREEN_PYTHON", python);
    }
    // This program's own, with the settings that it was built with.
    let own = command("cargo", ["test", "--release", "--package", "xtask"]);
    Ok(Outcome::join([Outcome::of_tests(cargo)?, Outcome::of_tests(own)?]))
}

/// The core's tests and GrowthBook's shared cases as WebAssembly, in Node or in a browser. The runner is this program: see `main`.
fn wasm(browser: Option<browser::Browser>) -> Result<Outcome> {
    let runner = std::env::current_exe()?;
    let compiler = WasmCompiler::find_or_make()?;
    let mut cargo = compiler.cargo("test", Instructions::First, compiler.target_dir());
    cargo.args(["--package", "prescreen", "--test", "wasm"]);
    cargo.args(["--package", "prescreen-wasm-experiment", "--test", "cases"]);
    cargo.arg("--config");
    cargo.arg(format!("target.wasm32-unknown-unknown.runner=[{:?},'test-runner']", runner.display().to_string()));
    if let Some(browser) = browser {
        cargo.env("WASM_BINDGEN_USE_BROWSER", "1");
        cargo.env("CHROMEDRIVER", browser.driver);
        cargo.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", root().canonicalize()?.join("xtask/webdriver.json"));
        cargo.env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30");
        cargo.env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    }
    Outcome::of_tests(cargo)
}

/// The scripts of a Node package that check it.
fn npm_tests(folder: &str) -> Result<Outcome> {
    prepare(folder)?;
    ["check", "lint", "test"]
        .into_iter()
        .filter(|script| node::has_script(folder, script))
        .map(|script| browsing(npm(Path::new(folder), ["run", "--silent", script])))
        .collect::<Result<Vec<_>>>()
        .map(Outcome::join)
}

/// The same cases natively, in WebAssembly in Node and in Chromium, and in the JavaScript that replaces it.
fn parity() -> Result<Outcome> {
    // The same packages as in the suite of Rust, or each dependency would be compiled anew.
    let native = Outcome::of_tests(command("cargo", ["test", "--all-features", "--test", "parity"]))?;
    Ok(Outcome::join([native, node_tests("tests/parity", 2)?]))
}

/// Attackers and people through one form, and the coherence rules on a population. `ATTACKS=all` for all of them.
fn attacks() -> Result<Outcome> {
    browser::find_or_install_screen()?;
    node_tests("tests/attacks", 1)
}

/// The tests in one folder of `tests/`, so many files at a time: each may start servers and browsers.
fn node_tests(folder: &str, files_at_once: usize) -> Result<Outcome> {
    prepare("tests")?;
    let mut files: Vec<_> = Path::new(folder)
        .read_dir()?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    files.sort();
    // A file whose preparation failed would wait for the browser that it opened.
    let mut node = command("node", ["--test", "--test-force-exit"]);
    node.arg(format!("--test-concurrency={files_at_once}"));
    node.args(files);
    browsing(node)
}

/// What tests of built files need.
fn prepare(folder: &str) -> Result<()> {
    crate::build(PROGRAMS)?;
    node::install(folder)
}

fn browsing(mut tests: Command) -> Result<Outcome> {
    let browser = browser::find_or_install()?;
    tests.env("CHROMIUM", &browser.chromium);
    if let Some(shell) = &browser.shell {
        tests.env("CHROMIUM_SHELL", shell);
    }
    tests.env("CHROMEDRIVER", &browser.driver);
    PROGRAMS.tell(&mut tests);
    Outcome::of_tests(tests)
}

fn postgres(purpose: &str) -> Result<()> {
    if Path::new("/usr/lib/postgresql").exists() { Ok(()) } else { crate::apt::install(&["postgresql"], purpose) }
}

/// Benchmarks: the crate's, then those beside what people use today.
pub fn bench() -> Result<()> {
    crate::build(Programs::Released)?;
    if Path::new("benches").read_dir()?.flatten().any(|entry| entry.path().extension().is_some_and(|e| e == "rs")) {
        postgres("the benchmark of the server")?;
        step("Benchmarks of the crate");
        shell::run(command("cargo", ["bench", "--all-features", "--bench", "*"]))?;
    }
    if node::has_script("benches", "bench") {
        node::install("benches")?;
        step("Benchmarks beside other packages");
        shell::run(npm(Path::new("benches"), ["run", "--silent", "bench"]))?;
    }
    Ok(())
}

fn summarise(outcomes: &[(&str, Outcome)]) -> Result<()> {
    println!("\n==> Summary");
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    for (name, outcome) in outcomes {
        let verdict = if outcome.ok { "ok" } else { "FAILED" };
        let tests = match (outcome.passed + outcome.failed, outcome.skipped.len()) {
            (0, 0) => String::new(),
            (_, 0) => format!("{} passed, {} failed", outcome.passed, outcome.failed),
            (_, n) => format!("{} passed, {} failed, {n} skipped", outcome.passed, outcome.failed),
        };
        println!("  {name:<13} {verdict:<7} {:>5.0} s  {tests}", outcome.duration.as_secs_f64());
        for test in &outcome.skipped {
            println!("    skipped {test}");
        }
        passed += outcome.passed;
        // A suite that broke before or beside its tests is a failure too.
        failed += outcome.failed.max(usize::from(!outcome.ok));
        skipped += outcome.skipped.len();
    }
    println!("\ntotal: {passed} passed, {failed} failed, {skipped} skipped");
    for (name, outcome) in outcomes {
        for test in &outcome.failures {
            println!("  failed in {name}: {test}");
        }
    }
    if failed > 0 {
        let broken: Vec<&str> = outcomes.iter().filter(|(_, o)| !o.ok).map(|(name, _)| *name).collect();
        bail!("not in order: {}", broken.join(", "));
    }
    Ok(())
}
