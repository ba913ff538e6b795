//! Files that are made for one user alone.
//!
//! Takes a path, gives the file. It must never follow a link in the last place: where the administrator works in the
//! service's directory, a link laid there would have the service given, or the administrator write, another file.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, fchown};
use std::path::Path;

use rustix::fs::{FlockOperation, OFlags, flock};
use rustix::process::geteuid;

use crate::failure::Failure;

/// Writes a file for this user alone, whole or not at all, and flushes it to the disk.
pub fn put(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::file("write", path, &error);
    let new = path.with_extension("new");
    let mut file = make_afresh(&new).map_err(failed)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(failed)?;
    fs::rename(&new, path).and_then(|()| sync_directory(path)).map_err(failed)
}

/// Makes a file that is not there. Where the administrator makes it, it belongs to the owner of the directory, who is to
/// use it.
pub fn make(path: &Path) -> io::Result<File> {
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    if geteuid().is_root() {
        let owner = fs::metadata(directory_of(path))?;
        fchown(&file, Some(owner.uid()), Some(owner.gid()))?;
    }
    Ok(file)
}

/// Makes a file in place of what an interrupted command may have left under this name.
pub fn make_afresh(path: &Path) -> io::Result<File> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => make(path),
    }
}

/// Opens a file for writing, and makes it where it is not there.
pub fn open_or_make(path: &Path) -> io::Result<File> {
    match make(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let no_link = i32::from_ne_bytes(OFlags::NOFOLLOW.bits().to_ne_bytes());
            OpenOptions::new().write(true).custom_flags(no_link).open(path)
        }
        made => made,
    }
}

/// Waits until nobody else holds a file, which is made where it is not there; held until what is given goes.
pub fn hold(path: &Path) -> io::Result<File> {
    let file = open_or_make(path)?;
    flock(&file, FlockOperation::LockExclusive)?;
    Ok(file)
}

/// Flushes the name of a file to the disk.
pub fn sync_directory(of: &Path) -> io::Result<()> {
    File::open(directory_of(of))?.sync_all()
}

fn directory_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
