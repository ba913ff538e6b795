//! `serve`: the screening server.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use prescreen::terms::Origin;
use prescreen_server::{Config, Failure, ForwardedHeader, Network, Proxies};

/// Run the screening server
#[derive(Args)]
pub struct ServeArgs {
    /// Where to listen; port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:8787")]
    listen: SocketAddr,
    /// Store, signing key and host credential; made when missing
    #[arg(long, value_name = "DIR", default_value = "prescreen-data")]
    data: PathBuf,
    /// Rule packs: every .json file directly in it
    #[arg(long, value_name = "DIR", default_value = "packs")]
    packs: PathBuf,
    /// An origin whose pages may ask from elsewhere, such as https://broker.example; may be given several times
    #[arg(long, value_name = "ORIGIN")]
    page_origin: Vec<Origin>,
    /// A network of proxies that say for whom they ask, such as 10.0.0.0/8; may be given several times
    #[arg(long, value_name = "CIDR")]
    trusted_proxy: Vec<Network>,
    /// The header in which trusted proxies name whom they ask for [default: x-forwarded-for]
    #[arg(long, value_name = "NAME")]
    forwarded_header: Option<Forwarded>,
    /// The secret of the firm's back end; made when missing [default: host-credential in the data directory]
    #[arg(long, value_name = "FILE")]
    host_credential_file: Option<PathBuf>,
}

/// The header in which proxies name whom they ask for.
#[derive(Clone, Copy, ValueEnum)]
enum Forwarded {
    XForwardedFor,
    Forwarded,
}

impl From<Forwarded> for ForwardedHeader {
    fn from(named: Forwarded) -> Self {
        match named {
            Forwarded::XForwardedFor => Self::XForwardedFor,
            Forwarded::Forwarded => Self::Forwarded,
        }
    }
}

impl ServeArgs {
    /// Runs the server until it is told to stop. `ready` gets its address.
    pub fn run(&self, ready: impl FnOnce(&Origin)) -> Result<(), Failure> {
        let _log = prescreen_server::log_to_standard_error();
        let config = Config {
            listen: self.listen,
            data: self.data.clone(),
            packs: self.packs.clone(),
            page_origins: self.page_origin.clone(),
            proxies: Proxies {
                trusted: self.trusted_proxy.clone(),
                header: self.forwarded_header.map_or_else(ForwardedHeader::default, ForwardedHeader::from),
            },
            host_credential_file: self.host_credential_file.clone(),
        };
        prescreen_server::run(&config, ready)
    }
}
