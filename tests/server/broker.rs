//! The example's broker before the real server, as its pages use it.

use std::sync::mpsc;
use std::thread;

use prescreen_example_broker::{Config, run};
use serde_json::{Value, json};

use crate::process::{Answer, Home, Server, Site};
use crate::tab::{Key, Tab, text};

/// The policy that the package's README gives, for a page whose own origin passes the server's addresses on.
fn policy() -> String {
    let readme = include_str!("../../pkg/README.md");
    let below = readme.split("\n## Content security policy\n").nth(1).unwrap();
    below.split("```").nth(1).unwrap().trim().replace('\n', " ").replace(" https://screening.example", "")
}

/// The broker with a site, and the screening server with the shipped pack behind it.
struct Setting {
    _home: Home,
    screening: Server,
    broker: Site,
}

fn start() -> Setting {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/cn-securities.json");
    let pack: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let home = Home::new(&[pack]).argument("--trusted-proxy").argument("127.0.0.1/32");
    let screening = home.start();
    home.directory.write("site/index.html", "home");
    home.directory.write("site/lab/index.html", "lab");
    home.directory.write("site/assets/app-3F2A9C01.js", "1");
    home.directory.write("site/prescreen.wasm", "0");
    home.directory.write("secret", "s");
    let config = Config {
        listen: "127.0.0.1:0".parse().unwrap(),
        screening: screening.url.clone(),
        credential_file: home.directory.0.join("data/host-credential"),
        site: Some(home.directory.0.join("site")),
        experiment: None,
    };
    let (ready, url) = mpsc::channel();
    thread::spawn(move || run(&config, |url| ready.send(url.to_string()).unwrap()).unwrap());
    let broker = Site { url: url.recv().unwrap(), described: false };
    Setting { _home: home, screening, broker }
}

/// A logged-in customer.
struct Visitor<'a> {
    broker: &'a Site,
    cookie: String,
}

impl<'a> Visitor<'a> {
    fn log_in(broker: &'a Site, customer: &str) -> Self {
        let answer =
            broker.post("/broker/login", "application/json", &json!({ "customer": customer }).to_string(), &[]);
        let cookie = answer.header("set-cookie").to_string();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"));
        answer.ok();
        Self { broker, cookie: cookie.split(';').next().unwrap().into() }
    }

    fn get(&self, path: &str) -> Value {
        self.broker.get_with(path, &[("cookie", &self.cookie)]).ok()
    }

    fn post(&self, path: &str, body: &Value) -> Answer {
        self.broker.post(path, "application/json", &body.to_string(), &[("cookie", &self.cookie)])
    }

    /// Opens a session through the broker and claims it.
    fn open(&self, opening: &Value) -> Tab {
        let opened = self.post("/broker/sessions", opening).ok();
        let (id, token) = (text(&opened, "session"), text(&opened, "claim_token"));
        let key = Key::new();
        let claim = json!({ "token": token, "jkt": key.jkt() }).to_string();
        let claimed = self.broker.post(&format!("/v1/sessions/{id}/claim"), "application/json", &claim, &[]).ok();
        Tab::of(key, token, claimed)
    }
}

#[test]
fn a_newcomer_opens_an_account() {
    let setting = start();
    let broker = &setting.broker;
    broker.get("/broker/me").refused(401, "unauthorized");
    let visitor = Visitor::log_in(broker, "newcomer");
    assert_eq!(visitor.get("/broker/me")["account"], "none");
    let tab = visitor.open(&json!({ "purpose": "account_opening" }));
    assert!(tab.session["facts"]["birth_date"].is_string());
    let ticket = tab.ticket(broker);
    let mut claims = tab.verdict_claims(&ticket);
    (claims["class"], claims["reasons"]) = (json!("C3"), json!([]));
    broker.jose(&tab.path("/verdict"), &tab.key.seal("verdict", &claims)).ok();
    let done = visitor.post("/broker/complete", &json!({ "session": tab.session["id"] })).ok();
    assert_eq!((&done["complete"], &done["me"]["account"]), (&json!(true), &json!("open")));
    let me = visitor.get("/broker/me");
    assert_eq!(me["profile"]["class"], "C3");
    assert_eq!(me["records"][0]["outcome"], "proceed");
    assert_eq!(me["facts"], tab.session["facts"]);
    assert_eq!(me["pack"], tab.session["pack"]);
    let other = Visitor::log_in(broker, "returning");
    other.post("/broker/complete", &json!({ "session": tab.session["id"] })).refused(404, "unknown-session");
}

#[test]
fn the_newest_class_stays_however_often_the_account_is_looked_at() {
    let setting = start();
    let broker = &setting.broker;
    let visitor = Visitor::log_in(broker, "newcomer");
    for class in ["C3", "C2"] {
        let tab = visitor.open(&json!({ "purpose": "account_opening" }));
        let mut claims = tab.verdict_claims(&tab.ticket(broker));
        (claims["class"], claims["reasons"]) = (json!(class), json!([]));
        broker.jose(&tab.path("/verdict"), &tab.key.seal("verdict", &claims)).ok();
        visitor.post("/broker/complete", &json!({ "session": tab.session["id"] })).ok();
        for _ in 0..3 {
            assert_eq!(visitor.get("/broker/me")["profile"]["class"], class);
        }
    }
    assert_eq!(visitor.get("/broker/tickets")["tickets"].as_array().unwrap().len(), 2);
}

#[test]
fn every_customer_can_open_a_session_for_every_product() {
    let setting = start();
    let broker = &setting.broker;
    let customers = broker.get("/broker/customers").ok()["customers"].as_array().unwrap().clone();
    let products = broker.get("/broker/products").ok()["products"].as_array().unwrap().clone();
    assert_eq!((customers.len(), products.len()), (6, 17));
    for customer in customers {
        let visitor = Visitor::log_in(broker, customer["id"].as_str().unwrap());
        visitor.post("/broker/sessions", &json!({ "purpose": "assessment" })).ok();
        for product in &products {
            visitor.post("/broker/sessions", &json!({ "purpose": "purchase", "product": product["sheet"]["id"] })).ok();
        }
    }
}

#[test]
fn the_customers_have_the_ages_and_profiles_they_are_introduced_with() {
    let setting = start();
    let broker = &setting.broker;
    for (customer, on_file) in [
        ("newcomer", None),
        ("returning", Some("C4")),
        ("lapsed", Some("C3")),
        ("elder", Some("C4")),
        ("minor", None),
        ("professional", Some("C5")),
    ] {
        let visitor = Visitor::log_in(broker, customer);
        let me = visitor.get("/broker/me");
        assert_eq!(me["profile"]["class"].as_str(), on_file, "{customer}");
        let tab = visitor.open(&json!({ "purpose": "purchase", "product": "money-fund" }));
        let expired = tab.ticket(broker);
        let counted = crate::tab::claims(&expired)["attempt"].as_u64().unwrap() > 0;
        assert_eq!(counted, matches!(customer, "newcomer" | "lapsed" | "minor"), "{customer}");
    }
}

#[test]
fn the_broker_confirms_its_own_steps_and_places_an_order() {
    let setting = start();
    let broker = &setting.broker;
    let visitor = Visitor::log_in(broker, "professional");
    let tab = visitor.open(&json!({ "purpose": "purchase", "product": "private-fund" }));
    let mut claims = tab.verdict_claims(&tab.ticket(broker));
    let pay = || visitor.post("/broker/pay", &json!({ "session": tab.session["id"] }));
    pay().refused(409, "not-decided");
    claims["class"] = json!("C5");
    claims["flows"] = json!(["match-check", "private-fund"]);
    claims["reasons"] = json!([]);
    let verdict = tab.key.seal("verdict", &claims);
    broker.jose(&tab.path("/verdict"), &verdict).ok();
    pay().refused(409, "not-our-step");
    let done = visitor.post("/broker/complete", &json!({ "session": tab.session["id"] })).ok();
    assert_eq!((&done["complete"], &done["outcome"]), (&json!(false), &json!("proceed_after")));
    let order = &done["me"]["orders"][0];
    assert_eq!((&order["product"], &order["state"]), (&json!("private-fund"), &json!("pending")));
    visitor.post("/broker/contact", &json!({ "session": tab.session["id"], "kind": "person" })).ok();
    visitor.post("/broker/contact", &json!({ "kind": "a long story" })).refused(400, "malformed");
    assert_eq!(visitor.post("/broker/logout", &json!({})).status, 204);
    visitor.post("/broker/contact", &json!({ "kind": "person" })).refused(401, "unauthorized");
}

/// A purchase that goes on without a step, up to the accepted verdict.
fn bought(visitor: &Visitor<'_>, broker: &Site, opening: &Value) -> Tab {
    let tab = visitor.open(opening);
    let mut claims = tab.verdict_claims(&tab.ticket(broker));
    (claims["class"], claims["flows"], claims["reasons"]) = (json!("C5"), json!([]), json!([]));
    claims["outcome"] = json!("proceed");
    broker.jose(&tab.path("/verdict"), &tab.key.seal("verdict", &claims)).ok();
    tab
}

#[test]
fn an_order_is_placed_by_its_own_word_with_the_amount_that_the_purchase_was_begun_with() {
    let setting = start();
    let broker = &setting.broker;
    let visitor = Visitor::log_in(broker, "professional");
    let opening = json!({ "purpose": "purchase", "product": "money-fund", "amount": 1_000_000 });
    let tab = bought(&visitor, broker, &opening);
    let id = &tab.session["id"];
    let done = visitor.post("/broker/complete", &json!({ "session": id })).ok();
    let order = &done["me"]["orders"][0];
    assert_eq!(
        (&order["state"], &order["amount"], &order["currency"]),
        (&json!("ready"), &json!(1_000_000), &json!("CNY"))
    );
    visitor.post("/broker/orders", &json!({ "session": id, "amount": 2_000_000 })).refused(409, "other-amount");
    let other = Visitor::log_in(broker, "returning");
    other.post("/broker/orders", &json!({ "session": id, "amount": 1_000_000 })).refused(404, "unknown-session");
    for _ in 0..2 {
        let me = visitor.post("/broker/orders", &json!({ "session": id, "amount": 1_000_000 })).ok();
        assert_eq!((me["orders"].as_array().unwrap().len(), &me["orders"][0]["state"]), (1, &json!("placed")));
        assert_eq!(me["orders"][0]["carried_out_on"], me["carries_out_on"]);
        assert_eq!(me["records"][0]["product"], "money-fund");
    }
    let me = visitor.post("/broker/cancel", &json!({ "session": id })).ok();
    assert_eq!(me["orders"][0]["state"], "placed", "what is placed stays placed");
}

#[test]
fn no_order_is_placed_once_the_class_fell_between_decision_and_order() {
    let setting = start();
    let broker = &setting.broker;
    let visitor = Visitor::log_in(broker, "professional");
    let opening = json!({ "purpose": "purchase", "product": "money-fund", "amount": 1_000_000 });
    let tab = bought(&visitor, broker, &opening);
    let ordering = json!({ "session": tab.session["id"], "amount": 1_000_000 });
    assert_eq!(visitor.get("/broker/me")["orders"][0]["state"], "ready");
    let retest = visitor.open(&json!({ "purpose": "assessment" }));
    assert_eq!(visitor.get("/broker/me")["profile"]["overtaken"], false);
    let mut claims = retest.verdict_claims(&retest.ticket(broker));
    assert_eq!(visitor.get("/broker/me")["profile"]["overtaken"], true, "no page shows it as a class that counts");
    assert_eq!(visitor.get("/broker/tickets")["unsent"].as_array().unwrap().len(), 1);
    let refused = visitor.post("/broker/orders", &ordering).refused(409, "lapsed");
    assert_eq!(refused["reason"], "class-suspended", "the last attempt is not finished");
    (claims["class"], claims["reasons"]) = (json!("C2"), json!([]));
    broker.jose(&retest.path("/verdict"), &retest.key.seal("verdict", &claims)).ok();
    visitor.post("/broker/orders", &ordering).refused(409, "lapsed");
    assert_eq!(visitor.get("/broker/me")["orders"], json!([]), "nothing is offered that could not be ordered");
    let again = visitor.post("/broker/sessions", &opening).ok();
    assert_ne!(again["session"], tab.session["id"]);
}

#[test]
fn cancelling_that_is_pressed_several_times_at_once_is_one_act() {
    let setting = start();
    let broker = &setting.broker;
    let visitor = Visitor::log_in(broker, "professional");
    for round in 1..=8 {
        let opening = json!({ "purpose": "purchase", "product": "money-fund", "amount": 1_000_000 });
        let session = bought(&visitor, broker, &opening).session["id"].clone();
        std::thread::scope(|threads| {
            for _ in 0..4 {
                threads.spawn(|| visitor.post("/broker/cancel", &json!({ "session": session })).ok());
            }
        });
        assert_eq!(visitor.get("/broker/me")["requests"].as_array().unwrap().len(), round);
    }
}

#[test]
fn a_purchase_that_waits_is_cancelled_by_its_own_act_and_never_by_another_start() {
    let setting = start();
    let broker = &setting.broker;
    let visitor = Visitor::log_in(broker, "professional");
    let opening = json!({ "purpose": "purchase", "product": "money-fund", "amount": 1_000_000 });
    let tab = bought(&visitor, broker, &opening);
    visitor.post("/broker/sessions", &opening).refused(409, "unfinished");
    assert_eq!(visitor.get("/broker/me")["orders"][0]["session"], tab.session["id"]);
    let resumed = json!({ "purpose": "purchase", "product": "money-fund", "resume": true });
    assert_eq!(visitor.post("/broker/sessions", &resumed).ok()["session"], tab.session["id"]);
    let me = visitor.post("/broker/cancel", &json!({ "session": tab.session["id"] })).ok();
    assert_eq!(me["orders"], json!([]));
    assert_eq!(me["requests"].as_array().unwrap().len(), 1);
    let withdrawn = &me["requests"][0];
    assert_eq!((&withdrawn["kind"], &withdrawn["state"]), (&json!("withdrawal"), &json!("done")));
    assert_eq!((&withdrawn["session"], &withdrawn["product"]), (&tab.session["id"], &json!("money-fund")));
    let again = visitor.post("/broker/cancel", &json!({ "session": tab.session["id"] })).ok();
    assert_eq!(again["requests"], me["requests"], "what is withdrawn is withdrawn once");
    visitor
        .post("/broker/orders", &json!({ "session": tab.session["id"], "amount": 1_000_000 }))
        .refused(409, "not-ready");
    visitor.post("/broker/sessions", &opening).ok();
}

#[test]
fn what_a_person_asks_is_kept_and_shown_with_its_state() {
    let setting = start();
    let broker = &setting.broker;
    let visitor = Visitor::log_in(broker, "professional");
    let requests = || visitor.get("/broker/me")["requests"].clone();
    assert_eq!(requests(), json!([]));
    let opening = json!({ "purpose": "purchase", "product": "money-fund", "amount": 1_000_000 });
    let id = bought(&visitor, broker, &opening).session["id"].clone();
    visitor.post("/broker/contact", &json!({ "kind": "person" })).ok();
    for _ in 0..2 {
        visitor.post("/broker/contact", &json!({ "kind": "objection", "session": id })).ok();
    }
    let kept = requests();
    let told = |index: usize, name: &str| kept[index][name].clone();
    assert_eq!(kept.as_array().unwrap().len(), 2, "the same again is no second request");
    assert_eq!((told(0, "kind"), told(0, "state")), (json!("objection"), json!("received")));
    assert_eq!((told(0, "session"), told(0, "product")), (id, json!("money-fund")));
    assert_eq!((told(1, "kind"), told(1, "session")), (json!("person"), Value::Null));
    // Five working days are a week, and two are at most four days: by the rule of the broker's own calendar.
    let now = visitor.get("/broker/me")["now"].as_i64().unwrap();
    for (index, most) in [(0, 7), (1, 4)] {
        let by = prescreen::date::Date::parse(told(index, "answered_by").as_str().unwrap()).unwrap();
        let days = (by.midnight(480).0 - now) / 86_400;
        assert!((1..=most).contains(&(days + 1)), "{days} days, {most} at most");
    }
    // A session of somebody else is nobody's to tell of.
    let other = Visitor::log_in(broker, "returning");
    other.post("/broker/contact", &json!({ "kind": "objection", "session": told(0, "session") })).ok();
    let others = other.get("/broker/me")["requests"].clone();
    assert_eq!((&others[0]["kind"], &others[0]["session"]), (&json!("objection"), &Value::Null));
    assert_eq!(requests(), kept);
}

#[test]
fn what_is_confirmed_of_a_purchase_that_waits_is_listed_with_its_time() {
    let setting = start();
    let broker = &setting.broker;
    let visitor = Visitor::log_in(broker, "newcomer");
    let tab = visitor.open(&json!({ "purpose": "account_opening" }));
    let mut claims = tab.verdict_claims(&tab.ticket(broker));
    (claims["class"], claims["reasons"]) = (json!("C3"), json!([]));
    (claims["outcome"], claims["flows"]) = (json!("proceed_after"), json!(["accompanied", "confirm-identity"]));
    broker.jose(&tab.path("/verdict"), &tab.key.seal("verdict", &claims)).ok();
    let me = visitor.get("/broker/me");
    assert_eq!(me["waiting_assessment"]["steps"], json!([]));
    assert_eq!(me["subject"], tab.session["subject"]);
    visitor.post("/broker/pay", &json!({ "session": tab.session["id"] })).ok();
    let steps = visitor.get("/broker/me")["waiting_assessment"]["steps"].clone();
    assert_eq!(steps.as_array().unwrap().len(), 1);
    let state = setting.screening.host_get(&tab.path("")).ok();
    for name in ["flow", "step", "at"] {
        assert_eq!(steps[0][name], state["steps"][0][name], "{name}");
    }
    assert!(steps[0]["document"].is_null());
}

#[test]
fn an_opening_that_waits_for_a_call_goes_on_and_is_kept_though_the_page_is_gone() {
    let setting = start();
    let broker = &setting.broker;
    let visitor = Visitor::log_in(broker, "newcomer");
    let tab = visitor.open(&json!({ "purpose": "account_opening" }));
    let mut claims = tab.verdict_claims(&tab.ticket(broker));
    (claims["class"], claims["reasons"], claims["flows"]) = (json!("C3"), json!([]), json!(["accompanied"]));
    claims["outcome"] = json!("proceed_after");
    broker.jose(&tab.path("/verdict"), &tab.key.seal("verdict", &claims)).ok();
    let me = visitor.get("/broker/me");
    assert_eq!((&me["account"], &me["waiting_assessment"]["session"]), (&json!("none"), &tab.session["id"]));
    let resumed = visitor.post("/broker/sessions", &json!({ "purpose": "account_opening", "resume": true })).ok();
    assert_eq!(resumed["session"], tab.session["id"]);
    visitor.post("/broker/pay", &json!({ "session": tab.session["id"] })).ok();
    let me = visitor.get("/broker/me");
    assert_eq!(
        (&me["account"], &me["profile"]["class"], &me["waiting_assessment"]),
        (&json!("open"), &json!("C3"), &Value::Null)
    );
}

#[test]
fn a_verdict_is_for_the_origin_of_the_brokers_pages() {
    let setting = start();
    let tab = Visitor::log_in(&setting.broker, "newcomer").open(&json!({ "purpose": "assessment" }));
    assert_eq!(tab.session["audience"], setting.broker.url);
}

#[test]
fn pages_reach_what_is_theirs_and_nothing_that_only_the_firm_may_ask() {
    let setting = start();
    let (broker, screening) = (&setting.broker, &setting.screening);
    let tab = Visitor::log_in(broker, "newcomer").open(&json!({ "purpose": "assessment" }));
    assert_eq!(broker.get("/packs/current/cn-securities").ok(), tab.session["pack"]);
    let keys = "/.well-known/prescreen-keys.json";
    assert_eq!(broker.get(keys).ok(), screening.get(keys).ok());
    let pack = format!("/packs/{}.json", tab.session["pack"]["hash"].as_str().unwrap());
    let (passed, own) = (broker.get(&pack), screening.get(&pack));
    assert_eq!((&passed.text, passed.header("cache-control")), (&own.text, own.header("cache-control")));
    assert!(!passed.header("date").is_empty(), "the package keeps time by it");
    // The server tells by the header whose session it is.
    let next = |jkt: &str| broker.get_with(&tab.path("/next"), &[("prescreen-jkt", jkt)]);
    next(&tab.key.jkt()).refused(409, "not-decided");
    next("another").refused(403, "other-key");
    broker.jose(&tab.path("/commit"), "no commitment").refused(400, "encoding");
    broker.jose(&tab.path("/commit"), &"A".repeat(64 * 1024 + 1)).refused(413, "body-too-large");

    let credential = ("authorization", format!("Bearer {}", screening.credential));
    let shown = [(credential.0, credential.1.as_str())];
    assert_eq!(broker.get_with(&tab.path(""), &shown).status, 404);
    assert_eq!(broker.post("/v1/sessions", "application/json", "{}", &shown).status, 404);
    assert_eq!(broker.post(&tab.path("/steps/host"), "application/json", "{}", &shown).status, 404);
    assert_eq!(broker.get("/metrics").status, 404);
}

#[test]
fn static_files_have_their_types_and_caches() {
    let setting = start();
    let broker = &setting.broker;
    let index = broker.get("/");
    assert_eq!((index.text.as_str(), index.header("content-type")), ("home", "text/html; charset=utf-8"));
    assert_eq!(index.header("cache-control"), "no-cache");
    let again = broker.get_with("/", &[("if-none-match", index.header("etag"))]);
    assert_eq!((again.status, again.text.as_str()), (304, ""));
    assert_eq!(broker.get("/lab").text, "lab");
    assert_eq!(broker.get("/lab/").text, "lab");
    let script = broker.get("/assets/app-3F2A9C01.js");
    assert_eq!(script.header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(script.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(broker.get("/prescreen.wasm").header("content-type"), "application/wasm");
    for path in ["/../secret", "/%2e%2e/secret", "/..%2fsecret", "//secret"] {
        assert_eq!(broker.get(path).status, 404, "{path}");
    }
    broker.post("/index.html", "text/plain", "", &[]).refused(404, "not-found");
}

#[test]
fn every_answer_of_the_broker_carries_the_headers() {
    let setting = start();
    let policy = policy();
    for directive in ["frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'"] {
        assert!(policy.contains(directive), "{policy}");
    }
    for path in
        ["/", "/nothing", "/broker/customers", "/broker/me", "/packs/current/cn-securities", "/v1/sessions/x/next"]
    {
        let answer = setting.broker.get(path);
        assert_eq!(answer.header("content-security-policy"), policy, "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
        assert!(!answer.header("cache-control").is_empty());
    }
}

#[test]
fn each_visitor_of_the_broker_has_an_allowance_of_their_own() {
    let setting = start();
    let ask = |visitor: &str| setting.broker.get_with("/packs/current/cn-securities", &[("x-forwarded-for", visitor)]);
    let limited = std::thread::scope(|scope| {
        let asked: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| (0..1000).map(|_| ask("203.0.113.9")).find(|answer| answer.status == 429)))
            .collect();
        asked.into_iter().filter_map(|asked| asked.join().unwrap()).next()
    });
    let limited = limited.expect("a limit");
    assert!(!limited.header("retry-after").is_empty() && !limited.header("x-request-id").is_empty());
    ask("203.0.113.10").ok();
}
