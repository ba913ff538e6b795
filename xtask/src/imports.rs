//! What the module asks of its host, against the committed allow-list.
//!
//! `pkg/imports.json` shows each function that the glue lends to the module, as JavaScript, with
//! the reason it is needed: a reader sees there all that the module is able to do to a page. One
//! that nobody argued for fails the build, and so does a reason for one that is gone,
//! unless the list says that only some compilers leave it (`sometimes`).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use walrus::{ExportItem, ImportKind, Module, ValType};

use crate::glue;

const LIST: &str = "pkg/imports.json";

/// Checks the module `name` at `path` and its glue.
pub fn check(name: &str, path: &Path, glue: &str) -> Result<()> {
    let module = Module::from_file(path)?;
    fits_version_1(&module)?;

    // The optimiser drops what the module does not call; the glue keeps it.
    let imported: BTreeSet<&str> = module.imports.iter().map(|import| import.name.as_str()).collect();
    let mut lent = glue::lent(glue)?;
    lent.retain(|lent| imported.contains(lent.name.as_str()));
    if lent.len() != imported.len() {
        bail!("the glue of {name} lends other functions than the module imports");
    }
    let used: BTreeSet<(&str, &str)> = lent.iter().map(|lent| (lent.import.as_str(), lent.does.as_str())).collect();

    let text = fs::read_to_string(LIST).with_context(|| format!("could not read {LIST}"))?;
    let lists: BTreeMap<String, Vec<Value>> =
        serde_json::from_str(&text).with_context(|| format!("{LIST} is not of the expected shape"))?;
    let allowed = lists.get(name).map(Vec::as_slice).unwrap_or_default();
    let word = |entry: &Value, key: &str| entry[key].as_str().unwrap_or_default().trim().to_owned();
    let listed: BTreeSet<(String, String)> =
        allowed.iter().map(|entry| (word(entry, "import"), word(entry, "does"))).collect();

    let unlisted: Vec<String> = used
        .iter()
        .filter(|(import, does)| !listed.contains(&((*import).into(), (*does).into())))
        .map(|(import, does)| json!({ "import": import, "does": does, "reason": "" }).to_string())
        .collect();
    if !unlisted.is_empty() {
        bail!(
            "{name} imports what {LIST} does not allow; do without it, or add it under \"{name}\" with its reason:\n{}",
            unlisted.join(",\n")
        );
    }
    for entry in allowed {
        let (import, does) = (word(entry, "import"), word(entry, "does"));
        let sometimes = entry["sometimes"] == json!(true);
        if !sometimes && !used.contains(&(import.as_str(), does.as_str())) {
            bail!("{LIST} allows {import}, {does:?}, which {name} no longer imports; remove it");
        }
        if word(entry, "reason").is_empty() {
            bail!("{LIST} gives no reason for {import}, {does:?}");
        }
    }
    Ok(())
}

/// What the optimiser's validation does not cover: 64-bit integers between module and
/// JavaScript are BigInts, which old engines lack and the JavaScript translation cannot pass.
fn fits_version_1(module: &Module) -> Result<()> {
    let imported = module.imports.iter().filter_map(|import| match import.kind {
        ImportKind::Function(function) => Some((&import.name, function)),
        _ => None,
    });
    let exported = module.exports.iter().filter_map(|export| match export.item {
        ExportItem::Function(function) => Some((&export.name, function)),
        _ => None,
    });
    for (name, function) in imported.chain(exported) {
        let signature = module.types.get(module.funcs.get(function).ty());
        if signature.params().contains(&ValType::I64) || signature.results().contains(&ValType::I64) {
            bail!("{name} passes a 64-bit integer between the module and JavaScript; pass 32 bits, a float or text");
        }
    }
    Ok(())
}
