//! Accepting connections: each that finds a place, at once, and none that keeps a request's head or an answer waiting.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

use crate::app::App;
use crate::failure::Failure;
use crate::paced::Paced;
use crate::places::{Place, Places};

/// Connections that the system keeps until they are accepted.
const BACKLOG: u32 = 1024;
/// Files that a server opens beside its connections, at most.
const OTHER_FILES: u64 = 128;
/// How long a connection may take for a request's head, idle time before it included.
const MAX_HEAD_TIME: Duration = Duration::from_secs(10);
/// How long a reader has for a whole answer.
const MAX_ANSWER_TIME: Duration = Duration::from_secs(20);
/// Bytes of requests that a connection may have sent ahead, and of answers that wait for its reader. A request's head
/// has to fit.
const MAX_WAITING_BYTES: usize = 32 * 1024;
/// How long open requests have to finish once the server is told to stop.
const GRACE: Duration = Duration::from_secs(10);
/// Pause after a connection could not be accepted, such as for want of file handles.
const PAUSE: Duration = Duration::from_millis(100);

/// Takes an address; nobody is answered there before [`listen`].
pub fn bind(address: SocketAddr) -> Result<TcpSocket, Failure> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() };
    let bound = socket.and_then(|socket| {
        // A port that was used a moment ago is free.
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        Ok(socket)
    });
    bound.map_err(|error| Failure::address(address, &error))
}

/// Has whoever connects to an address that was taken wait for [`serve`].
pub fn listen(socket: TcpSocket, address: SocketAddr) -> Result<TcpListener, Failure> {
    socket.listen(BACKLOG).map_err(|error| Failure::address(address, &error))
}

/// Lets this process open as many files as there may be connections, and what the server needs beside.
pub fn allow(connections: usize) -> Result<(), Failure> {
    let needed = u64::try_from(connections).unwrap_or(u64::MAX).saturating_add(OTHER_FILES);
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    if current.is_none_or(|current| needed <= current) {
        return Ok(());
    }
    let raised = Rlimit { current: Some(needed), maximum };
    let may_raise = maximum.is_none_or(|maximum| needed <= maximum);
    if may_raise && setrlimit(Resource::Nofile, raised).is_ok() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "this process may open {} files, and {connections} connections need {needed}: raise its limit (LimitNOFILE of \
         the unit, or ulimit -n), or lower --max-connections",
        maximum.unwrap_or(u64::MAX)
    )))
}

/// Serves until `stop` comes, then lets open requests finish.
pub async fn serve(
    listener: TcpListener,
    app: &Arc<App>,
    router: Router,
    max_connections: usize,
    stop: impl Future<Output = ()>,
) {
    let places = Places::new(max_connections);
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let Ok((stream, peer)) = accepted else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        let Some(held) = places.take(peer.ip(), app.proxies.trusts(peer.ip())) else {
            app.metrics.refuse_connection();
            continue;
        };
        let connection = graceful.watch(connection(stream, peer, held.place(), &router));
        let app = Arc::clone(app);
        tokio::spawn(async move {
            tokio::select! {
                // One that breaks off is the client's affair.
                _ = connection => {}
                () = held.gives_way() => app.metrics.displace_connection(),
            }
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(GRACE, graceful.shutdown()).await;
}

type Connection = http1::Connection<TokioIo<Paced<TcpStream>>, TowerToHyperService<Router>>;

fn connection(stream: TcpStream, peer: SocketAddr, place: Place, router: &Router) -> Connection {
    let service = router.clone().layer(from_fn_with_state((peer, place), enter));
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(MAX_HEAD_TIME)
        .max_buf_size(MAX_WAITING_BYTES)
        .serve_connection(TokioIo::new(Paced::new(stream, MAX_ANSWER_TIME)), TowerToHyperService::new(service))
}

/// Tells a request of its connection, and the connection that it has one.
async fn enter(State((peer, place)): State<(SocketAddr, Place)>, mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(ConnectInfo(peer));
    request.extensions_mut().insert(place.clone());
    place.set_at_work(true);
    let response = next.run(request).await;
    place.set_at_work(false);
    response
}
