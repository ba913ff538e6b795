//! Strangers who hold connections, or ask and do not read.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::process::Home;
use crate::tab::Tab;
use crate::trial::{self, assessment};

/// As many connections as one host may hold.
const OF_ONE_HOST: usize = 128;

fn ask(stream: &mut TcpStream, path: &str) -> std::io::Result<()> {
    stream.write_all(format!("GET {path} HTTP/1.1\r\nhost: x\r\n\r\n").as_bytes())
}

#[test]
fn one_host_holds_so_many_connections_and_leaves_the_others_theirs() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let mut held: Vec<TcpStream> = (0..OF_ONE_HOST).map(|_| server.stranger()).collect();
    for stream in &mut held {
        ask(stream, "/packs/current/trial").unwrap();
        assert!(stream.read(&mut [0; 1024]).unwrap() > 0);
    }
    let mut further = server.stranger();
    let _ = ask(&mut further, "/packs/current/trial");
    assert!(!matches!(further.read(&mut [0; 1024]), Ok(1..)), "a connection too many is closed");
    for n in 0..20 {
        let tab = Tab::open(&server, &assessment(&format!("p{n}")));
        let verdict = tab.verdict(&tab.ticket(&server));
        assert_eq!(server.jose(&tab.path("/verdict"), &verdict).status, 200);
    }
    assert!(server.get("/metrics").text.contains("prescreen_connections_refused_total 1"));
    // A place that was given back is there again.
    drop(held);
    let again = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        let mut stream = server.stranger();
        ask(&mut stream, "/packs/current/trial").is_ok() && matches!(stream.read(&mut [0; 1024]), Ok(1..))
    });
    assert!(again);
}

#[test]
fn whoever_asks_and_does_not_read_is_cut_off() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let mut stream = server.stranger();
    stream.set_write_timeout(Some(Duration::from_secs(1))).unwrap();
    let started = Instant::now();
    let hash = server.get("/packs/current/trial").ok()["hash"].as_str().unwrap().to_string();
    let asking = format!("GET /packs/{hash}.json HTTP/1.1\r\nhost: x\r\n\r\n").repeat(100);
    let refused = std::iter::repeat_with(|| stream.write_all(asking.as_bytes()))
        .take_while(|_| started.elapsed() < Duration::from_secs(90))
        .filter_map(Result::err)
        .find(|error| !matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut));
    assert!(refused.is_some(), "the server takes no more and closes");
    let tab = Tab::open(&server, &assessment("a"));
    tab.commit(&server).ok();
}
