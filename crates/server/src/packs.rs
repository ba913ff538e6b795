//! The packs that this server knows: every version that a session may be pinned to.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use prescreen::Pack;
use prescreen::date::Instant;
use prescreen::pack::lint::lint_together;
use prescreen::terms::{Digest, PackRef, base64url};
use prescreen::verdict::record_bound;
use prescreen_verify::governance::{PackState, Standing, State};

use crate::failure::Failure;
use crate::governance::Governance;

/// A pack with its source text.
pub struct KnownPack {
    /// The pack, loaded and checked.
    pub pack: Pack,
    /// The file's bytes, as they are served.
    pub text: String,
    /// Whether sessions are opened under it. One whose file is gone is kept for what was accepted under it.
    pub offered: bool,
    /// What was said of it by who may approve packs.
    pub standing: Standing,
}

/// All packs of a directory, and those that were used before.
pub struct Packs {
    by_hash: BTreeMap<Digest, Arc<KnownPack>>,
}

impl KnownPack {
    /// Whether the pack is in force at a time.
    pub fn in_force(&self, now: Instant) -> bool {
        self.pack.day(now).is_some_and(|day| self.pack.in_force_on(day))
    }

    /// How far it has come. Under one whose file is gone nothing is opened, and what was begun is accepted.
    pub fn state(&self, now: Instant) -> PackState {
        let state = self.standing.state(&self.pack, now);
        if self.offered { state } else { PackState { state: State::AcceptedUntil, ..state } }
    }

    /// Whether sessions are opened under it, once it is in force.
    fn opens(&self, now: Instant) -> bool {
        self.offered
            && match self.state(now).state {
                State::Approved | State::Active => true,
                // What ended by its own last day is not in force, which is said by that name.
                State::Withdrawn => self.accepts(now),
                State::Draft | State::AcceptedUntil => false,
            }
    }

    /// Whether what was begun under it is still accepted.
    pub fn accepts(&self, now: Instant) -> bool {
        self.standing.accepts(&self.pack, now)
    }

    /// `major.minor.patch` as numbers, for the order of versions.
    fn version(&self) -> Vec<u64> {
        self.pack.reference().version.split('.').map(|part| part.parse().unwrap_or(0)).collect()
    }
}

impl Packs {
    /// Loads every `.json` file directly in a directory; one that is not in order, or breaks a promise, refuses all.
    pub fn load(directory: &Path, governance: &Governance) -> Result<Self, Failure> {
        let rules = governance.read()?;
        let failed = |error| Failure::file("read", directory, &error);
        let mut files: Vec<PathBuf> = Vec::new();
        for entry in fs::read_dir(directory).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.is_file() && path.extension().is_some_and(|extension| extension == "json") {
                files.push(path);
            }
        }
        files.sort();
        let mut packs = Self { by_hash: BTreeMap::new() };
        for file in files {
            let text = fs::read_to_string(&file).map_err(|error| Failure::file("read", &file, &error))?;
            let pack = Pack::load(&text).map_err(|error| Failure::new(format!("{}: {error}", file.display())))?;
            keeps_its_promises(&pack, &file)?;
            can_be_sealed_to(&pack, &file)?;
            let standing = rules.standing(&pack, &file)?;
            packs.add(KnownPack { pack, text, offered: true, standing }, &file)?;
        }
        if packs.by_hash.is_empty() {
            return Err(Failure::new(format!(
                "{}: there is no pack here; name another directory with --packs",
                directory.display()
            )));
        }
        Ok(packs)
    }

    /// Adds the packs that sessions were opened under and whose files are gone.
    pub fn add_used(&mut self, texts: Vec<String>) -> Result<(), Failure> {
        for text in texts {
            let pack = Pack::load(&text).map_err(|error| {
                Failure::new(format!("a pack that sessions were opened under cannot be read by this version: {error}; start the version that \
                     read it"))
            })?;
            let reference = pack.reference();
            if self.by_hash.contains_key(&reference.hash) {
                continue;
            }
            if let Some(file) = self.by_version(reference.id.as_str(), &reference.version) {
                let PackRef { id, version, hash } = reference;
                return Err(Failure::new(format!(
                    "sessions were opened under {id}@{version} with another content ({hash}) than its file has now ({}); \
                     put the old file back, or give the new one a new version",
                    file.pack.reference().hash
                )));
            }
            self.by_hash.insert(
                reference.hash,
                Arc::new(KnownPack { pack, text, offered: false, standing: Standing::default().waived() }),
            );
        }
        Ok(())
    }

    fn add(&mut self, known: KnownPack, file: &Path) -> Result<(), Failure> {
        let reference = known.pack.reference().clone();
        let mut others = self.by_hash.values().map(|other| other.pack.reference());
        if let Some(other) = others.find(|other| {
            other.id == reference.id && other.version == reference.version && other.hash != reference.hash
        }) {
            let PackRef { id, version, hash } = &reference;
            return Err(Failure::new(format!(
                "{}: another pack is {id}@{version} already ({}, this one is {hash}); give this one a new version",
                file.display(),
                other.hash
            )));
        }
        self.by_hash.insert(reference.hash, Arc::new(known));
        Ok(())
    }

    /// A pack by its hash.
    pub fn by_hash(&self, hash: &Digest) -> Option<&Arc<KnownPack>> {
        self.by_hash.get(hash)
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &KnownPack> {
        self.by_hash.values().map(|known| &**known)
    }

    /// A pack by its name and version, as far as its file is there.
    pub fn by_version(&self, id: &str, version: &str) -> Option<&Arc<KnownPack>> {
        self.offered(id).find(|known| known.pack.reference().version == version)
    }

    /// The newest version in force that sessions are opened under; when none is in force, the newest of those.
    pub fn current(&self, id: &str, now: Instant) -> Option<&Arc<KnownPack>> {
        let open = self.offered(id).filter(|known| known.opens(now));
        open.max_by_key(|known| (known.in_force(now), known.version()))
    }

    /// The packs whose class another one lets be reported beside its own.
    pub fn shadows_of(&self, pack: &Pack) -> Vec<&Pack> {
        let listed = pack.document().disclosure.shadow.iter();
        listed.flat_map(|shadow| self.of(shadow.pack.as_str())).map(|known| &known.pack).collect()
    }

    /// `id@version` of those that sessions are opened under.
    pub fn names(&self) -> Vec<String> {
        let references = self.by_hash.values().filter(|known| known.offered).map(|known| known.pack.reference());
        let mut names: Vec<String> = references.map(|pack| format!("{}@{}", pack.id, pack.version)).collect();
        names.sort();
        names
    }

    /// Whether sessions can be opened under any of them.
    pub fn any_in_force(&self, now: Instant) -> bool {
        self.by_hash.values().any(|known| known.opens(now) && known.in_force(now))
    }

    /// Says what the packs under which sessions are opened say of one another, and is probably not meant.
    pub fn warn_of_one_another(&self) {
        let offered: Vec<&Pack> =
            self.by_hash.values().filter(|known| known.offered).map(|known| &known.pack).collect();
        for (place, warning) in lint_together(&offered) {
            let Some(pack) = offered.get(place).map(|pack| pack.reference()) else { continue };
            tracing::warn!(
                pack = format!("{}@{}", pack.id, pack.version),
                at = warning.at,
                code = warning.code.as_str(),
                "{} {}",
                warning.message,
                warning.help
            );
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.by_hash.len()
    }

    /// The version that sessions are opened under.
    ///
    /// # Errors
    /// Its state, where it is known and none are.
    pub fn open_version(&self, id: &str, version: &str, now: Instant) -> Option<Result<&Arc<KnownPack>, PackState>> {
        let known = self.by_version(id, version)?;
        Some(if known.opens(now) { Ok(known) } else { Err(known.state(now)) })
    }

    fn offered(&self, id: &str) -> impl Iterator<Item = &Arc<KnownPack>> {
        self.of(id).filter(|known| known.offered)
    }

    fn of(&self, id: &str) -> impl Iterator<Item = &Arc<KnownPack>> {
        self.by_hash.values().filter(move |known| known.pack.reference().id.as_str() == id)
    }
}

/// A record that is sealed to what is no key could never be opened, and one that is too long not be sealed.
fn can_be_sealed_to(pack: &Pack, file: &Path) -> Result<(), Failure> {
    record_bound::check(pack).map_err(|error| Failure::new(format!("{}: {error}", file.display())))?;
    let keys = pack.document().record.archive().into_iter().flat_map(|archive| &archive.keys);
    for key in keys {
        if !prescreen_archive::is_point(&base64url::decode(&key.public_key).unwrap_or_default()) {
            return Err(Failure::new(format!(
                "{}: the archive key '{}' is no point of P-256: take what `prescreen record keygen` prints",
                file.display(),
                key.id
            )));
        }
    }
    Ok(())
}

fn keeps_its_promises(pack: &Pack, file: &Path) -> Result<(), Failure> {
    let Some(broken) = prescreen_prove::broken_promise(pack) else { return Ok(()) };
    Err(Failure::new(format!(
        "{}: the pack breaks a promise ({}): {} But {}. `prescreen prove` shows who.",
        file.display(),
        broken.id,
        broken.says(),
        broken.because()
    )))
}
