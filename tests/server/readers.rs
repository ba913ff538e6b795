//! Strangers who hold connections, or ask and do not read.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::process::{Home, Server};
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

/// Connections of strangers who send nothing, as many as strangers may hold of 32.
fn all_of_the_strangers(server: &Server) -> Vec<TcpStream> {
    let held: Vec<TcpStream> =
        (2..9).flat_map(|host| (0..4).map(move |_| host)).map(|host| server.connection_of(host)).collect();
    assert_eq!(held.len(), 28);
    held
}

/// How long a request of a host takes to be answered.
fn answered(server: &Server, host: u8) -> Duration {
    let started = Instant::now();
    let mut stream = server.connection_of(host);
    ask(&mut stream, "/packs/current/trial").unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    assert!(matches!(stream.read(&mut [0; 1024]), Ok(1..)), "{host} gets no answer");
    started.elapsed()
}

#[test]
fn strangers_who_hold_all_that_they_may_keep_no_trusted_proxy_out() {
    let home = Home::new(&[trial::plain()]).argument("--max-connections").argument("32");
    let home = home.argument("--trusted-proxy").argument("127.0.0.1");
    let home = home.argument("--page-origin").argument("https://broker.example");
    let server = home.start();
    let held = all_of_the_strangers(&server);
    let proxy: Vec<TcpStream> = (0..4).map(|_| server.connection_of(1)).collect();
    for n in 0..4 {
        assert!(answered(&server, 1) < Duration::from_secs(5), "{n}: strangers would be cut off after ten");
    }
    drop(proxy);
    let tab = Tab::open(&server, &assessment("a"));
    assert_eq!(server.jose(&tab.path("/verdict"), &tab.verdict(&tab.ticket(&server))).status, 200);
    drop(held);
}

#[test]
fn strangers_who_hold_all_that_they_may_give_way_to_the_firm_and_to_who_holds_fewer() {
    let home = Home::new(&[trial::plain()]).argument("--max-connections").argument("32");
    let server = home.start();
    let mut held = all_of_the_strangers(&server);
    assert!(answered(&server, 9) < Duration::from_secs(5), "a newcomer");
    let tab = Tab::open(&server, &assessment("a"));
    tab.commit(&server).ok();
    for _ in 0..4 {
        server.host_get(&tab.path("")).ok();
    }
    let mut gone = 0;
    for stream in &mut held {
        stream.set_read_timeout(Some(Duration::from_millis(50))).unwrap();
        let waits = |error: std::io::Error| matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut);
        gone += u32::from(!stream.read(&mut [0; 16]).is_err_and(waits));
    }
    assert!((1..=9).contains(&gone), "each made room for one");
    let displaced = server.get("/metrics").text;
    let counted = displaced.lines().find_map(|line| line.strip_prefix("prescreen_connections_displaced_total "));
    assert!(counted.unwrap().parse::<u32>().unwrap() >= 1, "{displaced}");
}

#[test]
fn too_few_files_for_the_connections_stop_the_start() {
    let home = Home::new(&[trial::plain()]);
    let command = home.command();
    let output = std::process::Command::new("sh")
        .args(["-c", "ulimit -n 256 && exec \"$@\"", "sh"])
        .arg(command.get_program())
        .args(command.get_args())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("may open 256 files") && said.contains("--max-connections"), "{said}");
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
