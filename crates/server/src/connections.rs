//! Accepting connections: so many at once, so many of one host, and none that keeps a request's head or an answer
//! waiting.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::ConnectInfo;
use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use crate::app::App;
use crate::client::Host;
use crate::paced::Paced;

/// Connections at once; more wait to be accepted.
const MAX_CONNECTIONS: usize = 1024;
/// Connections of one host; further ones are closed. A trusted proxy has as many as there are.
const MAX_CONNECTIONS_OF_HOST: usize = 128;
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

/// Serves until `stop` comes, then lets open requests finish.
pub async fn serve(listener: TcpListener, app: &App, router: Router, stop: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let hosts = Hosts::default();
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            accepted = accepted => accepted,
            () = &mut stop => break,
        };
        let Ok((stream, peer)) = accepted else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        let Some(held) = hosts.hold(peer.ip(), app.proxies.trusts(peer.ip())) else {
            app.metrics.refuse_connection();
            continue;
        };
        let connection = graceful.watch(connection(stream, peer, &router));
        tokio::spawn(async move {
            // A connection that breaks off is the client's affair.
            let _ = connection.await;
            drop((place, held));
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(GRACE, graceful.shutdown()).await;
}

type Connection = http1::Connection<TokioIo<Paced<TcpStream>>, TowerToHyperService<Router>>;

fn connection(stream: TcpStream, peer: SocketAddr, router: &Router) -> Connection {
    let service = router.clone().layer(Extension(ConnectInfo::<SocketAddr>(peer)));
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(MAX_HEAD_TIME)
        .max_buf_size(MAX_WAITING_BYTES)
        .serve_connection(TokioIo::new(Paced::new(stream, MAX_ANSWER_TIME)), TowerToHyperService::new(service))
}

/// How many connections each host holds.
#[derive(Default)]
struct Hosts {
    held: Arc<Mutex<HashMap<Host, usize>>>,
}

/// A place of a host, given back when it goes.
struct Held {
    host: Host,
    all: Arc<Mutex<HashMap<Host, usize>>>,
}

impl Hosts {
    fn hold(&self, address: IpAddr, trusted: bool) -> Option<Held> {
        let host = Host::of(address);
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let count = held.entry(host).or_default();
        if *count >= MAX_CONNECTIONS_OF_HOST && !trusted {
            return None;
        }
        *count = count.saturating_add(1);
        Some(Held { host, all: Arc::clone(&self.held) })
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut held = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = held.get_mut(&self.host) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                held.remove(&self.host);
            }
        }
    }
}
