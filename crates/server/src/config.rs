//! What the server is started with.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use prescreen::terms::Origin;

use crate::client::Proxies;

/// Where the server listens, what it serves, and where it keeps what it must not lose.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Store, signing key and host credential; made when missing, for this user alone.
    pub data: PathBuf,
    /// Rule packs: every `.json` file directly in it.
    pub packs: PathBuf,
    /// Origins whose pages may ask from elsewhere (CORS).
    pub page_origins: Vec<Origin>,
    /// The proxies before the server that say for whom they ask.
    pub proxies: Proxies,
    /// The secret of the firm's back end, made when missing; `host-credential` in `data` when none is named.
    pub host_credential_file: Option<PathBuf>,
}

impl Default for Config {
    /// Loopback at port 8787, `prescreen-data` and `packs` in the working directory, no page of another origin, no proxy.
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8787)),
            data: "prescreen-data".into(),
            packs: "packs".into(),
            page_origins: Vec::new(),
            proxies: Proxies::default(),
            host_credential_file: None,
        }
    }
}
