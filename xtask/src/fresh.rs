//! What need not be done again.

use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::{Context, Result};

/// A note of the inputs of a finished step. The step is fresh while its inputs hash alike and
/// its outputs exist.
pub struct Stamp {
    path: PathBuf,
    digest: String,
}

impl Stamp {
    /// `inputs` are files and folders; build outputs and installed packages inside folders do
    /// not count.
    pub fn new(name: &str, inputs: &[&Path]) -> Result<Self> {
        let mut hasher = DefaultHasher::new();
        for input in inputs {
            hash(input, &mut hasher).with_context(|| format!("could not read {}", input.display()))?;
        }
        Ok(Self { path: Path::new("target/stamps").join(name), digest: format!("{:016x}\n", hasher.finish()) })
    }

    /// Whether the step was finished with these inputs and every output is still there.
    pub fn is_fresh(&self, outputs: &[&Path]) -> bool {
        outputs.iter().all(|output| output.exists())
            && fs::read_to_string(&self.path).is_ok_and(|digest| digest == self.digest)
    }

    /// Notes that the step is finished.
    pub fn set(&self) -> Result<()> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&self.path, &self.digest).context("could not write a stamp")
    }
}

fn hash(path: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    if path.is_dir() {
        let mut entries = fs::read_dir(path)?.collect::<io::Result<Vec<_>>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name();
            if ["dist", "node_modules", "artifacts", "target"].iter().any(|ignored| name == *ignored) {
                continue;
            }
            hash(&entry.path(), hasher)?;
        }
    } else if path.exists() {
        hasher.write(path.as_os_str().as_encoded_bytes());
        hasher.write(&fs::read(path)?);
    }
    Ok(())
}
