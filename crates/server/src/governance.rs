//! Who stands for the packs that are served: statements beside each pack, and the list of who may make them.
//!
//! Takes files, gives what they come to. No pack is served without two persons' approval unless the operator says so.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use prescreen::Pack;
use prescreen_es256::Es256;
use prescreen_verify::governance::{
    APPROVALS, Approvers, MAX_APPROVERS_BYTES, MAX_STATEMENTS_BYTES, Signed, Standing, read_statements,
};

use crate::config::Config;
use crate::failure::Failure;

/// What follows a pack's file name in the name of its statements' file.
const EXTENSION: &str = "statements";

/// Whose word it takes to serve a pack.
#[derive(Debug, Clone)]
pub struct Governance {
    approvers: Option<PathBuf>,
    waived: bool,
}

/// The same with the list of approvers, as it was read last.
pub struct Rules {
    approvers: Approvers,
    waived: bool,
}

/// The file of the statements about the pack in a file.
#[must_use]
pub fn statements_of(pack: &Path) -> PathBuf {
    let mut name = pack.as_os_str().to_owned();
    name.push(".");
    name.push(EXTENSION);
    name.into()
}

impl Governance {
    /// As the server was started.
    ///
    /// # Errors
    /// When neither approvers are named, nor is it said that none are needed.
    pub fn of(config: &Config) -> Result<Self, Failure> {
        let Config { approvers, serve_unapproved_packs: waived, .. } = config;
        if approvers.is_none() && !waived {
            return Err(Failure::new(
                "nobody is named who may approve packs: name the list of them with --approvers, or serve packs that nobody \
                 approved with --serve-unapproved-packs",
            ));
        }
        Ok(Self { approvers: approvers.clone(), waived: *waived })
    }

    /// Reads the list of approvers.
    ///
    /// # Errors
    /// When it cannot be read, or names too few to approve anything.
    pub fn read(&self) -> Result<Rules, Failure> {
        let Some(path) = &self.approvers else {
            return Ok(Rules { approvers: Approvers::default(), waived: self.waived });
        };
        let approvers = approvers_in(path)?;
        if approvers.count() < APPROVALS {
            let few =
                "fewer than two persons are in the list of approvers, so that no pack can be approved: add another";
            return Err(Failure::new(few).at(path));
        }
        Ok(Rules { approvers, waived: self.waived })
    }

    /// Whether packs are served that nobody approved.
    pub fn is_waived(&self) -> bool {
        self.waived
    }
}

impl Rules {
    /// What the statements beside a pack come to.
    ///
    /// # Errors
    /// When they are there and cannot be read. One that does not count is no failure: the pack's state says it.
    pub fn standing(&self, pack: &Pack, file: &Path) -> Result<Standing, Failure> {
        let path = statements_of(file);
        let statements = match fs::metadata(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
            _ => read(&path)?,
        };
        let standing = Standing::of(pack, &statements, &self.approvers, &Es256);
        Ok(if self.waived { standing.waived() } else { standing })
    }
}

/// The list of approvers in a file.
///
/// # Errors
/// When it cannot be read.
pub fn approvers_in(path: &Path) -> Result<Approvers, Failure> {
    let text = text_of(path, MAX_APPROVERS_BYTES)?;
    Approvers::read(&text).map_err(|error| Failure::new(error.to_string()).at(path))
}

/// All statements in a folder of packs, those of packs whose files are gone too.
///
/// # Errors
/// When the folder or one of its files of statements cannot be read.
pub fn statements_in(folder: &Path) -> Result<Vec<Signed>, Failure> {
    let failed = |error| Failure::file("read", folder, &error);
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_file() && path.extension().is_some_and(|extension| extension == EXTENSION) {
            files.push(path);
        }
    }
    files.sort();
    let mut all = Vec::new();
    for file in files {
        all.extend(read(&file)?);
    }
    Ok(all)
}

fn read(path: &Path) -> Result<Vec<Signed>, Failure> {
    let text = text_of(path, MAX_STATEMENTS_BYTES)?;
    read_statements(&text).map_err(|error| Failure::new(error.to_string()).at(path))
}

fn text_of(path: &Path, max_bytes: usize) -> Result<String, Failure> {
    let failed = |error| Failure::file("read", path, &error);
    let length = fs::metadata(path).map_err(failed)?.len();
    if usize::try_from(length).is_ok_and(|length| length > max_bytes) {
        return Err(Failure::new(format!("longer than {max_bytes} bytes: name another file")).at(path));
    }
    fs::read_to_string(path).map_err(failed)
}
