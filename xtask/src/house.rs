//! The floors of the house: which room stands above which, and that every arrow runs down.
//!
//! Reads the sources of the core, the server and the example's broker, the manifests of the crates, and the imports of
//! the two folders of TypeScript.
//! An arrow is a name that one room takes from another. It must lead to a lower floor, and no two files may lead to
//! each other: what stands in a circle can neither be read nor changed alone.

mod arrows;
mod crates;
mod rust;
mod typescript;

use anyhow::{Result, bail};

use arrows::{Arrow, Plan};

/// The rooms of the core from the ground up. A room may take from every floor below its own, and from no other.
const CORE: &[&[&str]] = &[
    &["error", "id", "date"],
    &["json"],
    &["terms"],
    &["condition", "session", "case", "assessment"],
    &["pack"],
    &["facts"],
    &["profile", "fraud", "credit", "risk", "price"],
    &["product"],
    &["screen"],
    &["shadow"],
    &["verdict"],
];

/// The folders of the package. What stands beside them are its entries.
const PACKAGE: &[&[&str]] = &[
    &["generated"],
    &["core"],
    &["observe", "fields", "models", "lab", "statements", "verify", "experiment"],
    &["flow"],
    &["element", "stub"],
    &[typescript::ROOT],
];

/// The folders of the site. What stands beside them is what all pages share.
const SITE: &[&[&str]] = &[
    &["i18n"],
    &[typescript::ROOT],
    &["account", "apply", "guide", "home", "identity", "lab", "parts", "purchase", "records", "verify"],
    &["fit", "experiment"],
    &["pages"],
];

/// Prints the floors.
pub fn print() -> Result<()> {
    for plan in plans()? {
        println!("{plan}");
    }
    Ok(())
}

/// Fails where an arrow runs up, where files stand in a circle, and where the core could reach outside.
pub fn check() -> Result<()> {
    crates::core_is_pure()?;
    let mut wrong: Vec<String> = Vec::new();
    for plan in plans()? {
        wrong.extend(plan.wrong());
    }
    if wrong.is_empty() {
        return Ok(());
    }
    bail!("the house does not stand:\n  {}\n`cargo xtask house` prints the floors", wrong.join("\n  "));
}

fn plans() -> Result<Vec<Plan>> {
    Ok(vec![
        Plan::declared("The core, src/", CORE, rust::arrows("src")?),
        Plan::found("The prover, crates/prove/src/", rust::arrows("crates/prove/src")?),
        Plan::found("The crates, each above what it is built on", crates::arrows()?),
        Plan::found("The server, crates/server/src/", rust::arrows("crates/server/src")?),
        Plan::found("The example's broker, examples/broker/src/", rust::arrows("examples/broker/src")?),
        Plan::declared("The package, pkg/src/", PACKAGE, typescript::arrows("pkg/src")?),
        Plan::declared("The site, www/src/", SITE, typescript::arrows("www/src")?),
    ])
}
