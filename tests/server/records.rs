//! Records that the firm keeps: stored with the verdict or not at all, and read by nobody here.

use prescreen::date::Instant;
use prescreen::verdict::record::Exchanged;
use prescreen::verdict::{Claims as _, Commit, Opened, Record, Seed, Ticket, Verdict, record_bound};
use prescreen::{Case, Pack, Screening, Session};
use serde_json::{Value, json};

use crate::process::{Home, Server};
use crate::sealing;
use crate::tab::{Tab, claims as claims_of, hash, text};
use crate::trial::{self, assessment};

/// A server with the sealed pack, and a session that has its ticket.
fn committed() -> (Home, Server, Tab, String) {
    let home = Home::new(&[sealing::pack()]);
    let server = home.start();
    let tab = Tab::open(&server, &assessment("a"));
    let verdict = tab.verdict(&tab.ticket(&server));
    (home, server, tab, verdict)
}

#[test]
fn a_verdict_and_its_sealed_record_are_kept_together_and_given_back() {
    let (home, server, tab, verdict) = committed();
    let host = |server: &Server| server.host_get(&tab.path("/record"));
    host(&server).refused(409, "not-decided");
    let sent = sealing::sent(&tab, &verdict);
    let accepted = server.jose(&tab.path("/verdict"), &sent).ok();
    assert_eq!(server.jose(&tab.path("/verdict"), &sent).ok(), accepted, "the same bytes get the same answer");
    let kept = host(&server).ok();
    let record: Value = serde_json::from_str(&sent).unwrap();
    assert_eq!(kept["record"], record["record"]);
    assert_eq!((&kept["verdict"], &kept["receipt"]), (&record["verdict"], &accepted["receipt"]));
    assert_eq!((&kept["session"], &kept["document"]), (&tab.session["id"], &tab.session));
    server.get(&tab.path("/record")).refused(401, "unauthorized");
    server.host_get("/v1/sessions/nobody/record").refused(404, "unknown-session");
    // Another sealing of the same, and the verdict alone, are other bytes under a used ticket.
    let mut again = record.clone();
    again["record"]["enc"] = sealing::record(&tab, &tab.verdict(&tab.ticket(&server)))["enc"].clone();
    for other in [again.to_string(), verdict.clone()] {
        server.jose(&tab.path("/verdict"), &other).refused(409, "already-decided");
    }
    server.kill();
    assert_eq!(host(&home.start()).ok(), kept, "it is there after a kill");
    assert!(!home.log().contains(record["record"]["enc"].as_str().unwrap()));
}

#[test]
fn a_verdict_without_its_record_is_not_accepted() {
    let (_home, server, tab, verdict) = committed();
    server.jose(&tab.path("/verdict"), &verdict).refused(422, "record-missing");
    assert_eq!(server.host_get(&tab.path("")).ok()["state"], "committed");
    server.jose(&tab.path("/verdict"), &sealing::sent(&tab, &verdict)).ok();
}

#[test]
fn a_sealed_record_has_to_be_of_this_session_its_key_and_its_length() {
    let (_home, server, tab, verdict) = committed();
    let other = Tab::open(&server, &assessment("b"));
    let others = sealing::record(&other, &other.verdict(&other.ticket(&server)));
    let own: Value = serde_json::from_str(&sealing::sent(&tab, &verdict)).unwrap();
    let shorter: String = text(&own["record"], "ciphertext").chars().skip(4).collect();
    let digest = hash(b"other");
    for (name, value, at) in [
        ("session", others["session"].clone(), "/record/session"),
        ("nonce", others["nonce"].clone(), "/record/nonce"),
        ("pack", digest.clone().into(), "/record/pack"),
        ("commitment", digest.into(), "/record/commitment"),
        ("key", "archive-2".into(), "/record/key"),
        ("enc", "BAAA".into(), "/record/enc"),
        ("ciphertext", shorter.into(), "/record/ciphertext"),
        ("suite", "other".into(), "/record/suite"),
        ("prescreen_sealed_record", 2.into(), "/record/prescreen_sealed_record"),
    ] {
        let mut changed = own.clone();
        changed["record"][name] = value;
        let problem = server.jose(&tab.path("/verdict"), &changed.to_string()).refused(422, "record-unfit");
        assert_eq!(problem["at"], at);
    }
    for record in [Value::Null, json!({}), json!("text"), others] {
        let changed = json!({ "record": record, "verdict": verdict });
        server.jose(&tab.path("/verdict"), &changed.to_string()).refused(422, "record-unfit");
    }
    for body in ["{", "{}", r#"{"verdict":"a"}"#, r#"{"record":{},"verdict":"a","more":1}"#] {
        server.jose(&tab.path("/verdict"), body).refused(400, "malformed");
    }
    assert_eq!(server.host_get(&tab.path("")).ok()["state"], "committed", "nothing of it was stored");
    server.jose(&tab.path("/verdict"), &own.to_string()).ok();
}

#[test]
fn a_pack_whose_record_stays_with_the_person_takes_none() {
    let home = Home::new(&[trial::plain()]);
    let server = home.start();
    let tab = Tab::open(&server, &assessment("a"));
    let verdict = tab.verdict(&tab.ticket(&server));
    let sent = json!({ "record": {}, "verdict": verdict }).to_string();
    server.jose(&tab.path("/verdict"), &sent).refused(422, "record-unfit");
    server.jose(&tab.path("/verdict"), &verdict).ok();
    server.host_get(&tab.path("/record")).refused(404, "no-record");
}

#[test]
fn a_verdict_with_a_record_has_room_for_the_longest() {
    let (_home, server, tab, _) = committed();
    let body = |bytes: usize| format!("{{\"verdict\":\"{}\"}}", "A".repeat(bytes - 14));
    server.jose(&tab.path("/verdict"), &body(256 * 1024)).refused(400, "malformed");
    server.jose(&tab.path("/verdict"), &body(256 * 1024 + 1)).refused(413, "body-too-large");
    server.jose(&tab.path("/verdict"), &"A".repeat(64 * 1024 + 1)).refused(413, "body-too-large");
    server.jose(&tab.path("/commit"), &body(100)).refused(415, "media-type");
}

#[test]
fn a_record_goes_with_its_session() {
    let (home, server, tab, verdict) = committed();
    server.jose(&tab.path("/verdict"), &sealing::sent(&tab, &verdict)).ok();
    let records = || home.kept.number("SELECT count(*) FROM records");
    assert_eq!(records(), 1);
    home.operate(&["retain", "--days", "1"]);
    assert_eq!(records(), 1, "it is not over for that long");
    home.operate(&["erase", "--subject", "a"]);
    assert_eq!(records(), 0);
    server.host_get(&tab.path("/record")).refused(404, "unknown-session");
}

#[test]
fn a_record_that_is_over_is_no_longer_kept() {
    let home = Home::new(&[sealing::pack()]).at("2026-11-27 10:00:00");
    let server = home.start();
    let tab = Tab::open(&server, &assessment("a"));
    let verdict = tab.verdict(&tab.ticket(&server));
    server.jose(&tab.path("/verdict"), &sealing::sent(&tab, &verdict)).ok();
    home.pass_until("2026-12-27 10:00:00");
    Tab::open(&server, &assessment("b"));
    home.operate(&["retain", "--days", "20"]);
    assert_eq!(home.kept.number("SELECT count(*) FROM records"), 0);
}

#[test]
fn no_pack_is_served_whose_archive_key_is_none() {
    let mut pack = sealing::pack();
    let point = text(&pack["record"]["sealed"]["keys"][1], "public_key");
    let last = if point.ends_with('k') { "g" } else { "k" };
    pack["record"]["sealed"]["keys"][1]["public_key"] = format!("{}{last}", &point[..point.len() - 1]).into();
    let refused = Home::new(&[pack]).try_start().err().unwrap();
    assert!(refused.contains("the archive key 'archive-2' is no point of P-256"), "{refused}");
}

/// Whoever answers could not seal what they answered: that is found before.
#[test]
fn a_sealed_record_that_could_be_too_long_is_found_before_anybody_answers() {
    let mut pack = sealing::pack();
    let needed = {
        let pack = Pack::load(&pack.to_string()).unwrap();
        record_bound::longest(&pack) + record_bound::SESSION_BYTES
    };
    pack["record"]["sealed"]["bytes"] = (needed - 1).into();
    let refused = Home::new(&[pack.clone()]).try_start().err().unwrap();
    assert!(refused.contains("/record/sealed/bytes") && refused.contains(&format!("{needed} bytes")), "{refused}");
    pack["record"]["sealed"]["bytes"] = needed.into();
    let home = Home::new(&[pack]);
    let server = home.start();
    Tab::open(&server, &assessment("a"));
    let mut long = assessment("a");
    long["earlier"] = json!(vec![json!({ "class": "C1", "assessed_on": "2026-01-01" }); 70]);
    let refused = server.host_post("/v1/sessions", &long).refused(422, "invalid");
    assert_eq!((&refused["at"], &refused["reason"]), (&"/record/sealed/bytes".into(), &"limit".into()));
}

/// A session under a pack that discloses its records: the tab, its verdict, and the record of some case.
fn disclosed(server: &Server, pack: &Value, subject: &str) -> (Tab, String, Value) {
    let tab = Tab::open(server, &assessment(subject));
    let pack = Pack::load(&pack.to_string()).unwrap();
    let session = Session::read(&tab.session.to_string()).unwrap();
    let screening = Screening::of(&pack, &session, Case::read("{}").unwrap()).unwrap();
    let seed = Seed::new([7; 32]);
    let mut claims = tab.commit_claims("");
    claims["commitment"] = screening.commit(&seed).commitment.to_string().into();
    let commit = tab.key.seal("commit", &claims);
    let ticket = text(&server.jose(&tab.path("/commit"), &commit).ok(), "ticket");
    let (opened, committed) = (Opened::<Ticket>::open(&ticket).unwrap(), Opened::<Commit>::open(&commit).unwrap());
    let (commitment, jkt) = (committed.claims.commitment, committed.signer.thumbprint());
    let iat = Instant(tab.verdict_claims(&ticket)["iat"].as_i64().unwrap());
    let found = Verdict::minimise(&screening, &opened, commitment, jkt, iat, None).unwrap();
    let verdict = tab.key.seal("verdict", &claims_of(&format!("{}.", found.signing_input(&committed.signer))));
    let exchanged = Exchanged { seed: &seed, commit: &commit, ticket: &ticket, verdict: &verdict, receipt: None };
    let record = Record::write(&screening, &exchanged, prescreen::json::Json::Null);
    (tab, verdict, serde_json::from_str(&record).unwrap())
}

#[test]
fn a_disclosed_record_is_kept_in_clear_and_leads_to_its_verdict() {
    let pack = sealing::with_record("disclosed".into());
    let home = Home::new(std::slice::from_ref(&pack));
    let server = home.start();
    let (tab, verdict, record) = disclosed(&server, &pack, "a");
    let (_, _, others) = disclosed(&server, &pack, "b");
    let send = |record: &Value| {
        server.jose(&tab.path("/verdict"), &json!({ "record": record, "verdict": verdict }).to_string())
    };
    server.jose(&tab.path("/verdict"), &verdict).refused(422, "record-missing");
    assert_eq!(send(&others).refused(422, "record-unfit")["at"], "/record/verdict");
    let mut lie = record.clone();
    lie["values"][0]["value"] = "other".into();
    send(&lie).refused(422, "record-unfit");
    let mut elsewhere = record.clone();
    elsewhere["session"]["subject"] = "somebody-else".into();
    assert_eq!(send(&elsewhere).refused(422, "record-unfit")["at"], "/record/session");
    let mut long = record.clone();
    long["shown"] = "A".repeat(128 * 1024).into();
    assert_eq!(send(&long).refused(422, "record-unfit")["reason"], "limit");
    send(&record).ok();
    let kept = server.host_get(&tab.path("/record")).ok();
    assert_eq!(kept["record"], record);
    assert_eq!(kept["record"]["values"].as_array().unwrap().last().unwrap()["value"], "disclosed");
    assert!(Record::read(&kept["record"].to_string()).is_ok());
}
