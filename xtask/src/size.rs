//! The size that investors download, against the committed budget.
//!
//! The bounds are tight on both sides, so that growth is acknowledged and shrinking is kept:
//! `pkg/size-budget.json` holds the expected size with its reason.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};

use crate::shell::step;

const BUDGET: &str = "pkg/size-budget.json";

/// How far a module may be from its budget, in percent.
const TOLERANCE_PERCENT: usize = 8;

/// Sizes in bytes.
pub struct Size {
    /// As it lies on disk.
    pub raw: usize,
    /// As most servers send it (`gzip -9`).
    pub gzip: usize,
    /// As a careful server sends it (quality 11).
    pub brotli: usize,
}

impl Size {
    /// Measures a file.
    pub fn of(path: &Path) -> Result<Self> {
        let bytes = fs::read(path)?;
        let mut brotli = Vec::new();
        {
            let mut writer = brotli::CompressorWriter::new(&mut brotli, 4096, 11, 22);
            writer.write_all(&bytes)?;
        }
        Ok(Self { raw: bytes.len(), gzip: gzipped(&bytes)?, brotli: brotli.len() })
    }

    /// One line for a person.
    pub fn report(&self, file: &str) {
        step(format_args!("{file}: {} raw, {} gzip, {} brotli (bytes)", self.raw, self.gzip, self.brotli));
    }
}

/// How many bytes are left of these.
pub fn gzipped(bytes: &[u8]) -> Result<usize> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(bytes)?;
    Ok(gzip.finish()?.len())
}

/// Compares a module's size with its budget, or writes the budget if `accept`.
pub fn check(name: &str, size: &Size, accept: bool) -> Result<()> {
    let text = fs::read_to_string(BUDGET).with_context(|| format!("could not read {BUDGET}"))?;
    let mut budgets: BTreeMap<String, Value> =
        serde_json::from_str(&text).with_context(|| format!("{BUDGET} is not valid JSON"))?;
    let entry = budgets
        .entry(name.to_owned())
        .or_insert_with(|| json!({ "gzip": 0, "limit": 90_000, "reason": "first measurement" }));

    let limit = entry["limit"].as_u64().unwrap_or(0) as usize;
    if size.gzip > limit {
        bail!("{name} is {} bytes gzipped; the hard limit in {BUDGET} is {limit}", size.gzip);
    }
    if accept {
        entry["gzip"] = json!(size.gzip);
        let text = serde_json::to_string_pretty(&budgets)? + "\n";
        fs::write(BUDGET, text)?;
        return Ok(());
    }
    let budget = entry["gzip"].as_u64().unwrap_or(0) as usize;
    if size.gzip.abs_diff(budget) * 100 > budget * TOLERANCE_PERCENT {
        bail!(
            "{name} is {} bytes gzipped, more than {TOLERANCE_PERCENT} % off the {budget} in {BUDGET}; \
             if that is intended, write the new size there with its reason (`cargo xtask wasm --accept-size`)",
            size.gzip
        );
    }
    Ok(())
}
