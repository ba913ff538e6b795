//! `serve`: the screening server.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use prescreen::terms::Origin;
use prescreen_server::{Config, ForwardedHeader, LogLevel, Network, Settings, StoreAddress};

use super::InputError;

/// Run the screening server
///
/// What no flag says, the configuration file says; what neither says is as usual.
#[derive(Args)]
pub struct ServeArgs {
    /// A configuration file in TOML: the flags below by their names
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Where to listen; port 0 takes a free one [default: 127.0.0.1:8787]
    #[arg(long, value_name = "ADDRESS:PORT", value_parser = prescreen_server::listen_address)]
    listen: Option<SocketAddr>,
    /// Store, signing key and host credential; made when missing [default: prescreen-data]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The database that several servers share: postgres://USER@HOST/DATABASE [default: a SQLite file in the data
    /// directory]
    #[arg(long, value_name = "URL")]
    store: Option<String>,
    /// Rule packs: every .json file directly in it [default: packs]
    #[arg(long, value_name = "DIR")]
    packs: Option<PathBuf>,
    /// Who may approve packs: a list of persons with their public keys. Two of them have to sign a pack before it is served
    /// (`prescreen pack sign`)
    #[arg(long, value_name = "FILE")]
    approvers: Option<PathBuf>,
    /// Serve packs that nobody approved; the log says so at every start and once a day
    #[arg(long)]
    serve_unapproved_packs: bool,
    /// An origin whose pages ask, such as https://broker.example; may be given several times. Sessions are for pages of
    /// these alone, and for the only one where the opening names none
    #[arg(long, value_name = "ORIGIN")]
    page_origin: Vec<Origin>,
    /// A network of proxies that say for whom they ask, such as 10.0.0.0/8, or the address of one; may be given several
    /// times
    #[arg(long, value_name = "CIDR", value_parser = prescreen_server::trusted_network)]
    trusted_proxy: Vec<Network>,
    /// The header in which trusted proxies name whom they ask for [default: x-forwarded-for]
    #[arg(long, value_name = "NAME")]
    forwarded_header: Option<Forwarded>,
    /// The secret of the firm's back end; made at the first start when missing [default: host-credential in the data directory]
    #[arg(long, value_name = "FILE")]
    host_credential_file: Option<PathBuf>,
    /// What the log holds: what failed, what to look at too, every request too [default: info]
    #[arg(long, value_name = "LEVEL")]
    log_level: Option<Level>,
    /// Connections at once, at least 32; an eighth of them is kept from strangers [default: 1024]
    #[arg(long, value_name = "N", value_parser = prescreen_server::max_connections)]
    max_connections: Option<usize>,
}

/// What the log holds.
#[derive(Clone, Copy, ValueEnum)]
enum Level {
    Error,
    Warn,
    Info,
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

impl From<Level> for LogLevel {
    fn from(named: Level) -> Self {
        match named {
            Level::Error => Self::Error,
            Level::Warn => Self::Warn,
            Level::Info => Self::Info,
        }
    }
}

/// The store that a flag names. What is no address of one is read here and not with the other flags: a flag that cannot be
/// read is repeated, and this one may hold a password.
pub fn store_of_flag(flag: Option<&str>) -> Result<Option<StoreAddress>, Vec<InputError>> {
    let read = |text| StoreAddress::of_flag(text).map_err(|why| InputError::usage(&format!("--store: {why}")).into());
    flag.map(read).transpose()
}

impl ServeArgs {
    /// Runs the server until it is told to stop. `ready` gets its address.
    pub fn run(&self, ready: impl FnOnce(&Origin)) -> Result<(), Vec<InputError>> {
        let flags = Settings {
            listen: self.listen,
            data: self.data.clone(),
            store: store_of_flag(self.store.as_deref())?,
            packs: self.packs.clone(),
            approvers: self.approvers.clone(),
            serve_unapproved_packs: self.serve_unapproved_packs.then_some(true),
            page_origin: self.page_origin.clone(),
            trusted_proxy: self.trusted_proxy.clone(),
            forwarded_header: self.forwarded_header.map(ForwardedHeader::from),
            host_credential_file: self.host_credential_file.clone(),
            log_level: self.log_level.map(LogLevel::from),
            max_connections: self.max_connections,
        };
        let file = self.config.as_deref().map_or_else(|| Ok(Settings::default()), Settings::read);
        let file = file.map_err(InputError::from)?;
        let config = Config::from(flags.over(file));
        let _log = prescreen_server::log_to_standard_error(config.log_level);
        prescreen_server::run(&config, ready).map_err(|failure| InputError::from(failure).into())
    }
}
