//! Authorities and their certificates, made by openssl (Debian package `openssl`).

use std::path::PathBuf;
use std::process::Command;

use crate::process::{TempDir, faketime};

/// An authority.
pub struct Authority {
    directory: TempDir,
}

/// A key and the certificate for it, files in PEM.
pub struct Certified {
    pub key: PathBuf,
    pub certificate: PathBuf,
}

const EC: [&str; 5] = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];

fn openssl(arguments: &[&str], time: Option<&str>) {
    let mut command = Command::new("openssl");
    if let Some(time) = time {
        command.env("LD_PRELOAD", faketime()).env("FAKETIME", time);
    }
    let made = command.args(arguments).output().expect("install the package 'openssl'");
    assert!(made.status.success(), "{arguments:?}: {made:?}");
}

impl Authority {
    pub fn new() -> Self {
        Self::named("authority")
    }

    pub fn named(name: &str) -> Self {
        let subject = &format!("/CN={name}");
        let authority = Self { directory: TempDir::new() };
        let [key, certificate] = ["authority.key", "authority.crt"].map(|name| authority.path(name));
        let (made, files) = (["req", "-x509", "-days", "2", "-subj", subject], ["-keyout", &key, "-out", &certificate]);
        openssl(&[&made[..], &EC, &files].concat(), None);
        authority
    }

    fn path(&self, name: &str) -> String {
        self.directory.0.join(name).display().to_string()
    }

    /// Its own certificate, a file in PEM, with its key.
    pub fn own(&self) -> Certified {
        Certified { key: self.path("authority.key").into(), certificate: self.path("authority.crt").into() }
    }

    /// The file of its certificate.
    pub fn roots(&self) -> String {
        self.path("authority.crt")
    }

    /// A certificate for a name, good for two days.
    pub fn certify(&self, name: &str) -> Certified {
        self.certify_at(name, None)
    }

    /// One whose two days begin at another time, such as `-9d`.
    pub fn certify_at(&self, name: &str, time: Option<&str>) -> Certified {
        let [key, request, certificate] =
            ["key", "csr", "crt"].map(|end| self.path(&format!("{name}{}.{end}", time.unwrap_or_default())));
        let extensions = self.directory.write("extensions", &format!("subjectAltName=DNS:{name}\n"));
        let subject = format!("/CN={name}");
        openssl(&[&["req", "-new", "-subj", &subject][..], &EC, &["-keyout", &key, "-out", &request]].concat(), None);
        let [signer, signer_key] = [self.roots(), self.path("authority.key")];
        let signed = ["x509", "-req", "-days", "2", "-in", &request, "-CA", &signer, "-CAkey", &signer_key];
        let written = ["-CAcreateserial", "-extfile", extensions.to_str().unwrap(), "-out", &certificate];
        openssl(&[&signed[..], &written].concat(), time);
        Certified { key: key.into(), certificate: certificate.into() }
    }
}
