//! The invented broker, as its pages use it.

use serde_json::{Value, json};

use crate::process::{Home, Server};
use crate::tab::{Key, Tab, text};

/// A server with the shipped packs and the stand-in.
fn start() -> (Home, Server) {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/cn-securities.json");
    let pack: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let home = Home::new(&[pack]).argument("--stand-in");
    let server = home.start();
    (home, server)
}

/// A logged-in customer.
struct Visitor<'a> {
    server: &'a Server,
    cookie: String,
}

impl<'a> Visitor<'a> {
    fn log_in(server: &'a Server, customer: &str) -> Self {
        let answer =
            server.post("/broker/login", "application/json", &json!({ "customer": customer }).to_string(), &[]);
        let cookie = answer.header("set-cookie").to_string();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"));
        answer.ok();
        Self { server, cookie: cookie.split(';').next().unwrap().into() }
    }

    fn get(&self, path: &str) -> Value {
        self.server.get_with(path, &[("cookie", &self.cookie)]).ok()
    }

    fn post(&self, path: &str, body: &Value) -> crate::process::Answer {
        self.server.post(path, "application/json", &body.to_string(), &[("cookie", &self.cookie)])
    }

    /// Opens a session through the broker and claims it.
    fn open(&self, opening: &Value) -> Tab {
        let opened = self.post("/broker/sessions", opening).ok();
        let (id, token) = (text(&opened, "session"), text(&opened, "claim_token"));
        let key = Key::new();
        let claim = json!({ "token": token, "jkt": key.jkt() }).to_string();
        let session = self.server.post(&format!("/v1/sessions/{id}/claim"), "application/json", &claim, &[]).ok();
        Tab { key, token, session }
    }
}

#[test]
fn a_newcomer_opens_an_account() {
    let (_home, server) = start();
    server.get("/broker/me").refused(401, "unauthorized");
    let visitor = Visitor::log_in(&server, "newcomer");
    assert_eq!(visitor.get("/broker/me")["account"], "none");
    let tab = visitor.open(&json!({ "purpose": "account_opening" }));
    assert!(tab.session["facts"]["birth_date"].is_string());
    let ticket = tab.ticket(&server);
    let mut claims = tab.verdict_claims(&ticket);
    (claims["class"], claims["reasons"]) = (json!("C3"), json!([]));
    server.jose(&tab.path("/verdict"), &tab.key.seal("verdict", &claims)).ok();
    let done = visitor.post("/broker/complete", &json!({ "session": tab.session["id"] })).ok();
    assert_eq!((&done["complete"], &done["me"]["account"]), (&json!(true), &json!("open")));
    let me = visitor.get("/broker/me");
    assert_eq!(me["profile"]["class"], "C3");
    assert_eq!(me["records"][0]["outcome"], "proceed");
    assert_eq!(me["facts"], tab.session["facts"]);
    assert_eq!(me["pack"], tab.session["pack"]);
    let other = Visitor::log_in(&server, "returning");
    other.post("/broker/complete", &json!({ "session": tab.session["id"] })).refused(404, "unknown-session");
}

#[test]
fn every_customer_can_open_a_session_for_every_product() {
    let (_home, server) = start();
    let customers = server.get("/broker/customers").ok()["customers"].as_array().unwrap().clone();
    let products = server.get("/broker/products").ok()["products"].as_array().unwrap().clone();
    assert_eq!((customers.len(), products.len()), (6, 17));
    for customer in customers {
        let visitor = Visitor::log_in(&server, customer["id"].as_str().unwrap());
        visitor.post("/broker/sessions", &json!({ "purpose": "assessment" })).ok();
        for product in &products {
            visitor.post("/broker/sessions", &json!({ "purpose": "purchase", "product": product["sheet"]["id"] })).ok();
        }
    }
}

#[test]
fn the_customers_have_the_ages_and_profiles_they_are_introduced_with() {
    let (_home, server) = start();
    for (customer, on_file) in [
        ("newcomer", None),
        ("returning", Some("C4")),
        ("lapsed", Some("C3")),
        ("elder", Some("C4")),
        ("minor", None),
        ("professional", Some("C5")),
    ] {
        let visitor = Visitor::log_in(&server, customer);
        let me = visitor.get("/broker/me");
        assert_eq!(me["profile"]["class"].as_str(), on_file, "{customer}");
        let tab = visitor.open(&json!({ "purpose": "purchase", "product": "money-fund" }));
        let expired = tab.ticket(&server);
        let counted = crate::tab::claims(&expired)["attempt"].as_u64().unwrap() > 0;
        assert_eq!(counted, matches!(customer, "newcomer" | "lapsed" | "minor"), "{customer}");
    }
}

#[test]
fn the_broker_confirms_its_own_steps_and_places_an_order() {
    let (_home, server) = start();
    let visitor = Visitor::log_in(&server, "professional");
    let tab = visitor.open(&json!({ "purpose": "purchase", "product": "private-fund" }));
    let mut claims = tab.verdict_claims(&tab.ticket(&server));
    let pay = || visitor.post("/broker/pay", &json!({ "session": tab.session["id"] }));
    pay().refused(409, "not-decided");
    claims["class"] = json!("C5");
    claims["flows"] = json!(["match-check", "private-fund"]);
    claims["reasons"] = json!([]);
    let verdict = tab.key.seal("verdict", &claims);
    server.jose(&tab.path("/verdict"), &verdict).ok();
    pay().refused(502, "stand-in");
    let done = visitor.post("/broker/complete", &json!({ "session": tab.session["id"] })).ok();
    assert_eq!((&done["complete"], &done["outcome"]), (&json!(false), &json!("proceed_after")));
    let order = &done["me"]["orders"][0];
    assert_eq!((&order["product"], &order["state"]), (&json!("private-fund"), &json!("pending")));
    visitor.post("/broker/contact", &json!({ "session": tab.session["id"], "kind": "person" })).ok();
    visitor.post("/broker/contact", &json!({ "kind": "a long story" })).refused(400, "malformed");
    assert_eq!(visitor.post("/broker/logout", &json!({})).status, 204);
    visitor.post("/broker/contact", &json!({ "kind": "person" })).refused(401, "unauthorized");
}

#[test]
fn without_the_option_there_is_no_broker() {
    let home = Home::new(&[crate::trial::plain()]);
    let server = home.start();
    server.get("/broker/customers").refused(404, "not-found");
}
