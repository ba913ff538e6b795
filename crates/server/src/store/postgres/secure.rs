//! How a connection to a database is kept from others: the part of an address that says so, and what it comes to.
//!
//! Takes `sslmode` and `sslrootcert` of an address in PostgreSQL's form, gives what secures a connection. It must never
//! let a name, a password or a session pass over a network to somebody who has not proved to be the database.

use std::path::PathBuf;
use std::sync::Arc;

use ::postgres::Config;
use ::postgres::config::{ChannelBinding, Host, SslMode};
use percent_encoding::percent_decode_str;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::certificate::Nameless;
use crate::failure::Failure;

/// The value of `sslrootcert` that means the authorities this machine trusts.
const SYSTEM: &str = "system";

/// What secures a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Security {
    /// Nothing: it does not leave this machine.
    Local,
    /// TLS with any certificate, to a database that proves by SCRAM, bound to it, that it knows the password.
    Password,
    /// TLS with a certificate of an authority in a file, for whichever name.
    Authority(PathBuf),
    /// TLS with a certificate for the host's name, of an authority in a file or of one that this machine trusts.
    Name(Option<PathBuf>),
}

/// What an address says of TLS, as written.
#[derive(Debug, Default)]
pub struct Said {
    mode: Option<String>,
    roots: Option<String>,
}

impl Said {
    /// Takes what is said of TLS out of an address; gives the rest, which the client reads.
    ///
    /// # Errors
    /// When a parameter is given twice or is no UTF-8.
    pub fn take_from(address: &str) -> Result<(Self, String), String> {
        // As the client does: the parameters begin at the first question mark after user and password.
        let host = address.find('@').map_or(0, |at| at.saturating_add(1));
        let Some((head, query)) = address
            .get(host..)
            .and_then(|rest| rest.find('?'))
            .and_then(|at| address.split_at_checked(host.saturating_add(at)))
        else {
            return Ok((Self::default(), address.into()));
        };
        let mut said = Self::default();
        let mut others = Vec::new();
        for parameter in query.trim_start_matches('?').split('&') {
            let (key, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            let place = match &*percent_decode_str(key).decode_utf8_lossy() {
                "sslmode" => &mut said.mode,
                "sslrootcert" => &mut said.roots,
                _ => {
                    others.push(parameter);
                    continue;
                }
            };
            let value = percent_decode_str(value).decode_utf8().map_err(|_| format!("{key} is no UTF-8"))?;
            if place.replace(value.into_owned()).is_some() {
                return Err(format!("{key} is given twice; give it once"));
            }
        }
        let rest = if others.is_empty() { head.into() } else { format!("{head}?{}", others.join("&")) };
        Ok((said, rest))
    }

    /// What secures connections to the hosts of an address; settings of the client that belong to it are set.
    ///
    /// # Errors
    /// A sentence, when that is too little for where the hosts are, or one part contradicts another.
    pub fn secure(self, config: &mut Config) -> Result<Security, String> {
        let roots = self.roots.filter(|roots| !roots.is_empty());
        let file = || roots.clone().filter(|roots| roots != SYSTEM).map(PathBuf::from);
        let security = match (self.mode.as_deref().unwrap_or("disable"), file()) {
            ("disable" | "allow" | "prefer", _) if !is_here(config) => {
                return Err("the database is on another machine, and its address does not ask for TLS; add \
                            sslmode=verify-full, or name a host on this machine or the directory of a socket \
                            (host=/var/run/postgresql)"
                    .into());
            }
            ("disable" | "allow" | "prefer", _) if roots.is_some() => {
                return Err("sslrootcert is of no use without TLS; add sslmode=verify-full, or leave it out".into());
            }
            ("disable" | "allow" | "prefer", _) => Security::Local,
            ("require" | "verify-ca", _) if roots.as_deref() == Some(SYSTEM) => {
                return Err(OF_ANYBODY.into());
            }
            ("require" | "verify-ca", Some(file)) => Security::Authority(file),
            ("verify-ca", None) => return Err(OF_ANYBODY.into()),
            ("require", None) if config.get_password().is_none() => {
                return Err("sslmode=require without sslrootcert trusts a database that proves to know the password, \
                            and the address has none; use sslmode=verify-full"
                    .into());
            }
            ("require", None) => Security::Password,
            ("verify-full", file) => Security::Name(file),
            _ => return Err("sslmode is verify-full, verify-ca or require; on this machine also disable".into()),
        };
        if security != Security::Local && config.get_hosts().iter().any(is_socket) {
            return Err("the socket of a database has no TLS; leave sslmode out, or name a host".into());
        }
        config.ssl_mode(if security == Security::Local { SslMode::Disable } else { SslMode::Require });
        if security == Security::Password {
            config.channel_binding(ChannelBinding::Require);
        }
        Ok(security)
    }
}

/// Why authorities of everybody's are too many without a name.
const OF_ANYBODY: &str = "an authority that this machine trusts vouches for anybody's name; name the file of your \
                          database's own authority with sslrootcert, or use sslmode=verify-full";

impl Security {
    /// What makes TLS of a connection, none for one on this machine. The authorities are read.
    ///
    /// # Errors
    /// When a file cannot be read, holds no certificate, or this machine trusts no authority.
    pub fn connector(&self) -> Result<Option<MakeRustlsConnect>, Failure> {
        let provider = Arc::new(ring::default_provider());
        let nameless = |roots| Arc::new(Nameless::new(roots, &provider));
        let builder = || {
            ClientConfig::builder_with_provider(Arc::<CryptoProvider>::clone(&provider))
                .with_safe_default_protocol_versions()
                .map_err(Failure::of)
        };
        let mut config = match self {
            Self::Local => return Ok(None),
            Self::Password => builder()?.dangerous().with_custom_certificate_verifier(nameless(None)),
            Self::Authority(file) => {
                builder()?.dangerous().with_custom_certificate_verifier(nameless(Some(of_file(file)?)))
            }
            Self::Name(file) => builder()?.with_root_certificates(file.as_ref().map_or_else(of_this_machine, of_file)?),
        }
        .with_no_client_auth();
        config.alpn_protocols = vec![b"postgresql".to_vec()];
        Ok(Some(MakeRustlsConnect::new(config)))
    }
}

/// The authorities in a file, in PEM.
fn of_file(file: &PathBuf) -> Result<RootCertStore, Failure> {
    let wrong = |why: &str| Failure::new(format!("sslrootcert: {why}")).at(file);
    let mut roots = RootCertStore::empty();
    let text = std::fs::read(file).map_err(|error| Failure::file("read", file, &error))?;
    for certificate in CertificateDer::pem_slice_iter(&text) {
        let certificate =
            certificate.map_err(|_| wrong("this is no PEM; certificates of authorities in PEM are expected"))?;
        roots.add(certificate).map_err(|_| wrong("a certificate in it cannot be read; take it out or replace it"))?;
    }
    if roots.is_empty() {
        return Err(wrong("there is no certificate in it; certificates of authorities in PEM are expected"));
    }
    Ok(roots)
}

/// The authorities that this machine trusts.
fn of_this_machine() -> Result<RootCertStore, Failure> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        return Err(Failure::new(
            "this machine trusts no authority; install the package 'ca-certificates', or name your database's own \
             authority with sslrootcert",
        ));
    }
    Ok(roots)
}

/// Whether connections stay on this machine. An address that is given for a host is where they go.
fn is_here(config: &Config) -> bool {
    let addresses = config.get_hostaddrs();
    if addresses.is_empty() {
        config.get_hosts().iter().all(is_local)
    } else {
        addresses.iter().all(|to| to.is_loopback())
    }
}

fn is_local(host: &Host) -> bool {
    match host {
        Host::Unix(_) => true,
        Host::Tcp(name) => name == "localhost" || name.parse().is_ok_and(|to: std::net::IpAddr| to.is_loopback()),
    }
}

fn is_socket(host: &Host) -> bool {
    matches!(host, Host::Unix(_))
}
