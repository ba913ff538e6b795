//! The address of a database, as the one setting says it: `postgres://USER@HOST/DATABASE`.
//!
//! Takes a URL in PostgreSQL's form, gives what the client connects with. It must never show a password, nor let one be
//! read from a command line.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;
use std::time::Duration;

use ::postgres::config::Host;
use ::postgres::{Client, Config, NoTls};
use serde::Deserialize;
use tokio_postgres_rustls::MakeRustlsConnect;

use super::certificate::Unsafe;
use super::secure::{Said, Security};
use crate::failure::Failure;
use crate::store::error::Error;

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(5);
/// How long a network may swallow what was sent, and how long nothing may be heard of the other side.
const SILENCE: Duration = Duration::from_secs(10);

/// What is said of an address of which a part stands in another part's place: none of it is repeated, as any may be the
/// password.
const SPELLING: &str = "this is no address of a database: in a name or a password these are spelled with percent signs: \
                        @ %40, : %3A, / %2F, ? %3F, # %23, & %26, % %25; the ones of the address itself are not: \
                        postgres://USER:PASSWORD@HOST/DATABASE";
/// What is said of a port that is none.
const PORT: &str = "this is no address of a database: a port is a number from 1 to 65535, such as \
                    postgres://USER@HOST:5432/DATABASE";
/// What stands between the parts of an address, and so in none that is shown.
const BETWEEN: [char; 7] = ['@', ':', '/', '?', '#', '&', '='];

/// A database of PostgreSQL. It is written without its password.
#[derive(Clone, Deserialize)]
#[serde(try_from = "String")]
pub struct Address {
    pub(super) config: Config,
    pub(super) security: Security,
}

impl FromStr for Address {
    type Err = Failure;

    fn from_str(text: &str) -> Result<Self, Failure> {
        Self::read(text).map_err(Failure::new)
    }
}

impl TryFrom<String> for Address {
    type Error = Failure;

    fn try_from(text: String) -> Result<Self, Failure> {
        text.parse()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (user, database) =
            (self.config.get_user().unwrap_or_default(), self.config.get_dbname().unwrap_or_default());
        let hosts: Vec<String> = self.config.get_hosts().iter().map(name).collect();
        write!(f, "postgres://{user}@{}/{database}", hosts.join(","))
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Address {
    /// From a flag, where everybody on this machine reads a password.
    ///
    /// # Errors
    /// When it is no address, or has a password.
    pub fn of_flag(text: &str) -> Result<Self, Failure> {
        let address: Self = text.parse()?;
        if address.has_password() {
            return Err(Failure::new(
                "everybody on this machine can read a password on a command line; put the address into the \
                 configuration file (store = …) and name that with --config",
            ));
        }
        Ok(address)
    }

    /// From its text; a sentence where it is none.
    fn read(text: &str) -> Result<Self, String> {
        if !["postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme)) {
            return Err("the address of a store is postgres://USER@HOST/DATABASE".into());
        }
        if has_stray_at(text) {
            return Err(SPELLING.into());
        }
        let (said, text) = Said::take_from(text)?;
        let mut config = Config::from_str(&text).map_err(|error| why(&error))?;
        if config.get_ports().contains(&0) {
            return Err(PORT.into());
        }
        if config.get_user().is_none() || config.get_dbname().is_none() || config.get_hosts().is_empty() {
            return Err(
                "the address of a store names a user, a host and a database: postgres://USER@HOST/DATABASE".into()
            );
        }
        if !shows_only_names(&config) {
            return Err(SPELLING.into());
        }
        let security = said.secure(&mut config)?;
        config
            .application_name("prescreen")
            .connect_timeout(CONNECT)
            .tcp_user_timeout(SILENCE)
            .keepalives_idle(SILENCE);
        Ok(Self { config, security })
    }

    /// What connects to it; the authorities that it names are read.
    ///
    /// # Errors
    /// When they cannot be read.
    pub(crate) fn connector(&self) -> Result<Connector, Failure> {
        let tls = self.security.connector().map_err(|failure| Failure::new(format!("{self}: {failure}")))?;
        Ok(Connector { config: self.config.clone(), tls })
    }

    /// Whether it carries a password.
    pub(crate) fn has_password(&self) -> bool {
        self.config.get_password().is_some()
    }
}

/// Makes connections to a database.
#[derive(Clone)]
pub struct Connector {
    config: Config,
    tls: Option<MakeRustlsConnect>,
}

impl Connector {
    /// A connection, as safe as the address asks.
    pub fn connect(&self) -> Result<Client, Error> {
        let connected = match &self.tls {
            None => self.config.connect(NoTls),
            Some(tls) => self.config.connect(tls.clone()),
        };
        connected.map_err(|error| Unsafe::of(&error).map_or_else(|| error.into(), Error::Unsafe))
    }
}

/// Whether there is an `@` in another place than between user and host. The client takes the first one for that, so that
/// the rest of a password would be a host, and be shown.
fn has_stray_at(text: &str) -> bool {
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    let (host, others) = rest.split_at_checked(rest.find(['/', '?']).unwrap_or(rest.len())).unwrap_or((rest, ""));
    host.matches('@').count() > 1 || others.contains('@')
}

/// Whether what is shown of an address are names, and nothing that was meant for another part of it.
fn shows_only_names(config: &Config) -> bool {
    let is_name = |text: &str| !text.contains(BETWEEN) && !text.chars().any(char::is_control);
    // Some providers have users such as `name@server`.
    let user = config.get_user().unwrap_or_default().replacen('@', "", 1);
    let hosts = config.get_hosts().iter().all(|host| match host {
        Host::Tcp(name) => is_name(name) || name.parse::<IpAddr>().is_ok(),
        Host::Unix(_) => true,
    });
    is_name(&user) && is_name(config.get_dbname().unwrap_or_default()) && hosts
}

/// Why the client takes no such address, without a word of it: an option that it does not know may be a password's end.
fn why(error: &::postgres::Error) -> String {
    let said = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    match said.strip_prefix("invalid value for option ") {
        Some(option) if option.contains("port") => PORT.into(),
        Some(option) => format!(
            "this is no address of a database: {option} has a value that cannot be read: correct it, or leave it out"
        ),
        None => SPELLING.into(),
    }
}

fn name(host: &Host) -> String {
    match host {
        Host::Tcp(name) => name.clone(),
        Host::Unix(directory) => directory.display().to_string(),
    }
}
