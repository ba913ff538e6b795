//! What the server is started with: flags, over a configuration file, over what is usual.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use ipnet::IpNet;
use prescreen::terms::Origin;
use serde::Deserialize;
use serde::de::Error as _;

use crate::client::{ForwardedHeader, Proxies, trusted_network};
use crate::failure::Failure;
use crate::log_writer::LogLevel;
use crate::store::postgres::Address as StoreAddress;

/// Permission by which users that are neither the owner nor of the group may read.
const OTHERS_READ: u32 = 0o004;

/// Fewest connections that a server may be given: of fewer, the share that is kept would be none.
const MIN_CONNECTIONS: usize = 32;

/// Where the server listens, what it serves, and where it keeps what it must not lose.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Store, signing key and host credential; made when missing, for this user alone.
    pub data: PathBuf,
    /// The database that several servers share; a SQLite file in `data` when none is named.
    pub store: Option<StoreAddress>,
    /// Rule packs: every `.json` file directly in it.
    pub packs: PathBuf,
    /// The list of who may approve packs; none where packs are served that nobody approved.
    pub approvers: Option<PathBuf>,
    /// Whether packs are served that nobody approved: the log says so at every start and once a day.
    pub serve_unapproved_packs: bool,
    /// Origins whose pages may ask from elsewhere (CORS).
    pub page_origins: Vec<Origin>,
    /// The proxies before the server that say for whom they ask.
    pub proxies: Proxies,
    /// The secret of the firm's back end, made when missing; `host-credential` in `data` when none is named.
    pub host_credential_file: Option<PathBuf>,
    /// What the log holds.
    pub log_level: LogLevel,
    /// Connections at once, at least 32: an eighth of them is kept from strangers.
    pub max_connections: usize,
}

/// Some of it, each by the name of its flag, as a configuration file in TOML has it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// [`Config::listen`]
    #[serde(default, deserialize_with = "listen")]
    pub listen: Option<SocketAddr>,
    /// [`Config::data`]
    pub data: Option<PathBuf>,
    /// [`Config::store`]
    pub store: Option<StoreAddress>,
    /// [`Config::packs`]
    pub packs: Option<PathBuf>,
    /// [`Config::approvers`]
    pub approvers: Option<PathBuf>,
    /// [`Config::serve_unapproved_packs`]
    pub serve_unapproved_packs: Option<bool>,
    /// [`Config::page_origins`]
    #[serde(default, deserialize_with = "origins")]
    pub page_origin: Vec<Origin>,
    /// [`Proxies::trusted`]
    #[serde(default, deserialize_with = "networks")]
    pub trusted_proxy: Vec<IpNet>,
    /// [`Proxies::header`]
    pub forwarded_header: Option<ForwardedHeader>,
    /// [`Config::host_credential_file`]
    pub host_credential_file: Option<PathBuf>,
    /// [`Config::log_level`]
    pub log_level: Option<LogLevel>,
    /// [`Config::max_connections`]
    #[serde(default, deserialize_with = "connections")]
    pub max_connections: Option<usize>,
}

impl Settings {
    /// Reads a configuration file.
    ///
    /// # Errors
    /// When it cannot be read, something in it is no setting, or others may read a password in it.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let text = fs::read_to_string(path).map_err(|error| Failure::file("read", path, &error))?;
        let settings: Self = toml::from_str(&text).map_err(|error| said_of(&error, &text).at(path))?;
        if settings.store.as_ref().is_some_and(StoreAddress::has_password) {
            let found = fs::metadata(path).map_err(|error| Failure::file("look at", path, &error))?;
            if found.permissions().mode() & OTHERS_READ != 0 {
                return Err(
                    Failure::new("others may read the password of the store; take that from them (chmod o-r)").at(path)
                );
            }
        }
        Ok(settings)
    }

    /// These settings, and others for what they leave out.
    #[must_use]
    pub fn over(self, others: Self) -> Self {
        Self {
            listen: self.listen.or(others.listen),
            data: self.data.or(others.data),
            store: self.store.or(others.store),
            packs: self.packs.or(others.packs),
            approvers: self.approvers.or(others.approvers),
            serve_unapproved_packs: self.serve_unapproved_packs.or(others.serve_unapproved_packs),
            page_origin: either(self.page_origin, others.page_origin),
            trusted_proxy: either(self.trusted_proxy, others.trusted_proxy),
            forwarded_header: self.forwarded_header.or(others.forwarded_header),
            host_credential_file: self.host_credential_file.or(others.host_credential_file),
            log_level: self.log_level.or(others.log_level),
            max_connections: self.max_connections.or(others.max_connections),
        }
    }
}

impl From<Settings> for Config {
    fn from(settings: Settings) -> Self {
        let usual = Self::default();
        Self {
            listen: settings.listen.unwrap_or(usual.listen),
            data: settings.data.unwrap_or(usual.data),
            store: settings.store,
            packs: settings.packs.unwrap_or(usual.packs),
            approvers: settings.approvers,
            serve_unapproved_packs: settings.serve_unapproved_packs.unwrap_or_default(),
            page_origins: settings.page_origin,
            proxies: Proxies { trusted: settings.trusted_proxy, header: settings.forwarded_header.unwrap_or_default() },
            host_credential_file: settings.host_credential_file,
            log_level: settings.log_level.unwrap_or_default(),
            max_connections: settings.max_connections.unwrap_or(usual.max_connections),
        }
    }
}

impl Default for Config {
    /// Loopback at port 8787, `prescreen-data` and `packs` in the working directory, no page of another origin, no proxy, a line
    /// for every request, 1024 connections.
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8787)),
            data: "prescreen-data".into(),
            store: None,
            packs: "packs".into(),
            approvers: None,
            serve_unapproved_packs: false,
            page_origins: Vec::new(),
            proxies: Proxies::default(),
            host_credential_file: None,
            log_level: LogLevel::default(),
            max_connections: 1024,
        }
    }
}

/// How values of each type are written.
const TYPES: &str = "; a text stands in quotes, several in brackets, and a number alone: listen = \"127.0.0.1:8787\", \
                     page-origin = [\"https://broker.example\"], max-connections = 1024";

/// What is wrong with a file, with the line and the setting in it. The line itself may hold a password.
fn said_of(error: &toml::de::Error, text: &str) -> Failure {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    let number = before.matches('\n').count().saturating_add(1);
    let line = text.lines().nth(number.saturating_sub(1)).unwrap_or_default();
    let setting = setting(line).map(|setting| format!(", {setting}")).unwrap_or_default();
    let remedy = if error.message().starts_with("invalid type") { TYPES } else { "" };
    Failure::new(format!("line {number}{setting}: {}{remedy}", without_values(error.message(), text)))
}

/// The setting that a line begins with; none where the line may be the rest of an address.
fn setting(line: &str) -> Option<&str> {
    let (setting, value) = line.split_once('=')?;
    let (setting, value) = (setting.trim(), value.trim());
    let begun = value.is_empty() || value.starts_with(['"', '\'', '[', '{']) || !may_hold_an_address(line);
    (is_word(setting) && begun).then_some(setting)
}

/// A message with dots for what it repeats of the file, but for words that are in no line with an address.
fn without_values(message: &str, text: &str) -> String {
    // What is expected instead, the reader of the file says in its own words.
    let (said, wanted) =
        message.split_at_checked(message.rfind("expected ").unwrap_or(message.len())).unwrap_or_default();
    let repeated = |part: &str| {
        let lines = text.lines().filter(|line| line.contains(part));
        is_word(part) && !lines.into_iter().any(may_hold_an_address)
    };
    // A value that brings quotes of its own leaves no telling where it ends.
    let quotes = said.matches(['`', '"']).count();
    if quotes > 2 || quotes % 2 == 1 {
        return format!("this is not what is expected here, {wanted}");
    }
    let parts = said.split(['`', '"']).enumerate();
    let shown: Vec<&str> = parts.map(|(n, part)| if n % 2 == 0 || repeated(part) { part } else { "…" }).collect();
    format!("{}{wanted}", shown.join("`"))
}

/// Whether this is a word that names a setting or one of its choices.
fn is_word(text: &str) -> bool {
    const LONGEST: usize = 24;
    let letters = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    (1..=LONGEST).contains(&text.len()) && text.chars().all(letters)
}

fn may_hold_an_address(line: &str) -> bool {
    ["://", "@", "postgres", "store"].iter().any(|sign| line.contains(sign))
}

fn either<T>(these: Vec<T>, others: Vec<T>) -> Vec<T> {
    if these.is_empty() { others } else { these }
}

fn origins<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<Origin>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    texts.iter().map(|text| text.parse().map_err(D::Error::custom)).collect()
}

fn networks<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<IpNet>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    texts.iter().map(|text| trusted_network(text).map_err(D::Error::custom)).collect()
}

fn listen<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<SocketAddr>, D::Error> {
    let text = String::deserialize(deserializer)?;
    listen_address(&text).map(Some).map_err(D::Error::custom)
}

fn connections<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<usize>, D::Error> {
    let number = Option::<i64>::deserialize(deserializer)?;
    number.map(|number| max_connections(&number.to_string()).map_err(D::Error::custom)).transpose()
}

/// Reads where to listen.
///
/// # Errors
/// When it is no address with a port.
pub fn listen_address(text: &str) -> Result<SocketAddr, Failure> {
    text.parse().map_err(|_| {
        Failure::new(
            "this is no address with a port: both are numbers, such as 127.0.0.1:8787 for localhost, [::1]:8787, or \
             0.0.0.0:8787 for every address of this machine",
        )
    })
}

/// Reads how many connections there may be at once.
///
/// # Errors
/// When it is no number, or fewer than 32.
pub fn max_connections(text: &str) -> Result<usize, Failure> {
    let number = text.parse().ok().filter(|number| *number >= MIN_CONNECTIONS);
    number.ok_or_else(|| Failure::new(format!("this is no number from {MIN_CONNECTIONS} on; the usual one is 1024")))
}
