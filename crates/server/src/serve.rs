//! Start and stop.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, RwLock};
use std::time::Duration;

use prescreen::terms::Origin;
use prescreen_es256::ServerKey;
use tokio::signal::unix::{SignalKind, signal};

use crate::app::App;
use crate::audience::{self, Audiences};
use crate::client::Proxies;
use crate::config::Config;
use crate::connections;
use crate::credential::HostCredential;
use crate::data::Data;
use crate::failure::Failure;
use crate::governance::Governance;
use crate::limits::Limits;
use crate::metrics::Metrics;
use crate::packs::Packs;
use crate::store::{Store, keys, packs as used};
use crate::wire;
use crate::wire::answers::ClockStanding;
use crate::{ready, reload, routes, standings};

/// How long what still works in the store has to end when the server stops.
const LAST_WORK: Duration = Duration::from_secs(5);

/// Runs the server until the process is told to stop (SIGTERM or SIGINT); open requests may then finish. SIGHUP reads
/// the packs again. `ready` gets its origin once it can be asked.
///
/// # Errors
/// When a pack, the data directory, the store or the address cannot be used.
pub fn run(config: &Config, ready: impl FnOnce(&Origin)) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Failure::of)?;
    let served = runtime.block_on(serve(config, ready));
    runtime.shutdown_timeout(LAST_WORK);
    served
}

async fn serve(config: &Config, ready: impl FnOnce(&Origin)) -> Result<(), Failure> {
    // A hangup before the packs are read again is one that waits; unheard, it would end the process.
    let hangup = signal(SignalKind::hangup()).map_err(Failure::of)?;
    connections::allow(config.max_connections)?;
    // What can be wrong is looked for before anything is made.
    let socket = connections::bind(config.listen)?;
    let governance = Governance::of(config)?;
    let packs = Packs::load(&config.packs, &governance)?;
    Data::at(&config.data).kept_credential(config.host_credential_file.as_deref())?;
    let locked = Data::lock(&config.data)?;
    let opened = open(config, &locked.data, packs).await;
    let Opened { store, packs, key, credential } = opened.inspect_err(|_| locked.abandon())?;
    let listener = connections::listen(socket, config.listen)?;
    let address = listener.local_addr().map_err(Failure::of)?;
    let origin = Origin::parse(&format!("http://{}", reachable(address))).ok_or_else(|| Failure::new("no address"))?;
    // Whoever asks elsewhere than at the server's own address has a page of another origin.
    let alone = address.ip().is_loopback() && config.proxies.trusted.is_empty();
    let limits = Arc::new(Limits::new());
    let app = Arc::new(App {
        store,
        packs: RwLock::new(Arc::new(packs)),
        key,
        credential,
        limits: Arc::clone(&limits),
        proxies: config.proxies.clone(),
        metrics: Metrics::default(),
        audiences: Audiences::new(&config.page_origins, alone.then(|| origin.clone())),
        loopback: address.ip().is_loopback(),
        description: wire::openapi().to_string(),
    });
    warn_of_the_clock(&app).await?;
    say_what_is_used(config, &app, address);
    app.packs().warn_of_one_another();
    standings::say(&app, &governance, app.store.now());
    warn_of_proxies(&config.proxies);
    warn_of_other_names(&config.page_origins);
    tokio::spawn(limits.forget());
    tokio::spawn(ready::watch(Arc::clone(&app)));
    tokio::spawn(reload::at_each(hangup, Arc::clone(&app), config.packs.clone(), governance.clone()));
    tokio::spawn(standings::say_daily(Arc::clone(&app), governance));
    let mut terminate = signal(SignalKind::terminate()).map_err(Failure::of)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(Failure::of)?;
    let stop = async move {
        let signal = tokio::select! {
            _ = terminate.recv() => "SIGTERM",
            _ = interrupt.recv() => "SIGINT",
        };
        tracing::info!(signal, "stopping");
    };
    ready(&origin);
    let router = routes::router(Arc::clone(&app), &config.page_origins);
    connections::serve(listener, &app, router, config.max_connections, stop).await;
    tracing::info!("stopped");
    Ok(())
}

/// What a server that starts reads and keeps.
struct Opened {
    store: Store,
    packs: Packs,
    key: ServerKey,
    credential: HostCredential,
}

/// Opens the store or makes it, with key and credential.
async fn open(config: &Config, data: &Data, mut packs: Packs) -> Result<Opened, Failure> {
    data.check(config.store.as_ref())?;
    let (file, address) = (data.store(), config.store.clone());
    let opened = tokio::task::spawn_blocking(move || Store::open(&file, address.as_ref()));
    let (store, starting) = opened.await.map_err(Failure::of)??;
    let signed = store.read_at_start(|transaction, _| Ok(keys::signed(transaction)?)).await?;
    let others = signed && config.store.is_some();
    let key = data.signing_key(signed, others)?;
    let credential = data.host_credential(config.host_credential_file.as_deref(), signed, others)?;
    packs.add_used(store.read_at_start(|transaction, _| Ok(used::texts(transaction)?)).await?)?;
    prepare(&store, &key, &packs).await?;
    // Whoever starts from here on sees that the store is signed for.
    drop(starting);
    Ok(Opened { store, packs, key, credential })
}

/// One line of the log with everything that the server was started with.
fn say_what_is_used(config: &Config, app: &App, address: SocketAddr) {
    let listed = |names: Vec<String>| names.join(" ");
    let credential = config.host_credential_file.as_ref();
    tracing::info!(
        version = env!("CARGO_PKG_VERSION"),
        sqlite = rusqlite::version(),
        listen = %address,
        data = %config.data.display(),
        store = config.store.as_ref().map(ToString::to_string),
        packs = app.packs().names().join(" "),
        approvers = config.approvers.as_ref().map(|file| file.display().to_string()),
        serve_unapproved_packs = config.serve_unapproved_packs,
        page_origins = listed(config.page_origins.iter().map(ToString::to_string).collect()),
        trusted_proxies = listed(config.proxies.trusted.iter().map(ToString::to_string).collect()),
        forwarded_header = config.proxies.header.name().as_str(),
        host_credential_file = credential.map(|file| file.display().to_string()),
        max_connections = config.max_connections,
        clock_gap = app.store.gap(),
        signing_key = %app.key.public().thumbprint(),
        "started",
    );
}

/// Says where everybody is a trusted proxy.
fn warn_of_proxies(proxies: &Proxies) {
    for network in proxies.trusted.iter().filter(|network| network.prefix_len() == 0) {
        tracing::warn!(
            %network,
            "every address counts as a trusted proxy: whoever reaches the port can name another address with each request, and no allowance of a host holds; name the network in which only your proxies are"
        );
    }
}

/// Says where a page on this machine is known by one name alone: opened under another, the browser gets no leave to ask,
/// and shows the page no reason.
fn warn_of_other_names(pages: &[Origin]) {
    for (page, others) in audience::known_by_one_name(pages) {
        tracing::warn!(
            page_origin = %page,
            others = others.join(" "),
            "a browser takes the other names of this machine for other origins, whose pages may not ask: open the page at the origin that is named, or name the other one with --page-origin too"
        );
    }
}

/// Keeps what later starts need: the public key, and packs that an earlier version did not keep.
async fn prepare(store: &Store, key: &ServerKey, packs: &Packs) -> Result<(), Failure> {
    let mut texts = Vec::new();
    for hash in store.read_at_start(|transaction, _| Ok(used::missing(transaction)?)).await? {
        match packs.by_hash(&hash) {
            Some(known) => texts.push((hash, known.text.clone())),
            None => {
                tracing::warn!(pack = %hash, "sessions were opened under a pack whose file is gone; they cannot be read before it is back")
            }
        }
    }
    let key = *key.public();
    let kept = store.write(move |transaction, clock| {
        keys::keep(transaction, &key, clock.now)?;
        for (hash, text) in &texts {
            used::keep(transaction, hash, text)?;
        }
        Ok(())
    });
    kept.await.map_err(|problem| store.unusable("written", &problem))
}

/// Says where the system clock cannot be what decides.
async fn warn_of_the_clock(app: &Arc<App>) -> Result<(), Failure> {
    let clock = app.store.read_at_start(|_, clock| Ok(*clock)).await?;
    let seconds = clock.ahead.saturating_abs();
    match clock.standing {
        ClockStanding::Believed => {}
        ClockStanding::Behind => tracing::warn!(
            seconds,
            "the system clock is behind the highest time seen; time stands still until it catches up, or `prescreen server clock --confirm` says that it is right"
        ),
        ClockStanding::Unconfirmed => tracing::warn!(
            seconds,
            "the system clock is further ahead than the server believes; if it is right, say so with `prescreen server clock --confirm`"
        ),
    }
    Ok(())
}

/// The address at which this machine reaches a listener of all its addresses.
fn reachable(address: SocketAddr) -> SocketAddr {
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => SocketAddr::from(([127, 0, 0, 1], address.port())),
        IpAddr::V6(ip) if ip.is_unspecified() => SocketAddr::from((Ipv6Addr::LOCALHOST, address.port())),
        _ => address,
    }
}
