//! What the broker does for a customer: sessions opened and read back, own steps confirmed, orders placed.

use ring::rand::{SecureRandom, SystemRandom};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::books::{Account, Books, OpenedSession, Purpose};
use crate::clock::{now, today};
use crate::customers::{self, Customer};
use crate::hex::hex;
use crate::problem::{Kind, Problem};
use crate::products::{self, Product};
use crate::screening::Screening;

/// The pack that this broker uses.
const PACK: &str = "cn-securities";

/// The broker.
pub struct Broker {
    screening: Screening,
    books: Books,
    /// The origin of its pages, for which verdicts are made.
    origin: String,
}

/// What a page asks to be screened for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    purpose: Purpose,
    #[serde(default)]
    product: Option<String>,
    /// Whether an unfinished purchase of the product goes on.
    #[serde(default)]
    resume: bool,
}

impl Broker {
    /// With pages at an origin.
    pub fn new(screening: Screening, origin: String) -> Self {
        Self { screening, books: Books::default(), origin }
    }

    /// The screening server.
    pub fn screening(&self) -> &Screening {
        &self.screening
    }

    /// Logs a customer in: a fresh token, and what the pages show.
    pub fn log_in(&self, customer: &'static Customer) -> Result<(String, Value), Problem> {
        let mut bytes = [0; 32];
        SystemRandom::new().fill(&mut bytes).map_err(|_| Kind::Screening)?;
        let token = hex(&bytes);
        self.books.log_in(token.clone(), customer.id);
        Ok((token, self.shown(customer)?))
    }

    /// Forgets a login.
    pub fn log_out(&self, token: &str) {
        self.books.log_out(token);
    }

    /// Who a token belongs to.
    pub fn logged_in(&self, token: &str) -> Option<&'static Customer> {
        self.books.logged_in(token).and_then(customers::by_id)
    }

    /// Everything that the broker's pages show of a customer.
    pub fn shown(&self, customer: &'static Customer) -> Result<Value, Problem> {
        let account = self.account(customer)?;
        let mut pending = self.books.unfinished(customer.id);
        pending.retain(|(session, _)| self.screening.read(session).is_ok_and(|state| has_steps_left(&state)));
        let mut me = account.shown(customer, &pending);
        if let Some(me) = me.as_object_mut() {
            me.insert("facts".into(), customer.facts(today()));
            me.insert("pack".into(), self.screening.current_pack(PACK)?);
            me.insert("now".into(), now().into());
        }
        Ok(me)
    }

    /// Opens a session, or goes on with one: what the page needs, and whose signatures to expect.
    pub fn open(&self, customer: &'static Customer, opening: &Opening) -> Result<Value, Problem> {
        let resumed = opening.product.as_deref().filter(|_| opening.resume);
        let (session, claim_token) = match resumed.and_then(|product| self.unfinished(customer, product)) {
            Some(unfinished) => unfinished,
            None => self.open_new(customer, opening)?,
        };
        Ok(json!({ "session": session, "claim_token": claim_token, "server_keys": self.screening.keys()? }))
    }

    /// Reads a session back and acts on it: keeps the profile, opens the account, places the order.
    pub fn complete(&self, customer: &'static Customer, session: &str) -> Result<Value, Problem> {
        let opened = self.books.session(session, customer.id).ok_or(Kind::UnknownSession)?;
        let state = self.screening.read(session)?;
        let complete = state.get("complete").and_then(Value::as_bool) == Some(true);
        let claim = |name: &str| state.pointer(&format!("/claims/{name}")).cloned().unwrap_or_default();
        if claim("outcome").is_string() {
            self.books.record(session, &opened, claim("class"), claim("outcome"));
        }
        if complete {
            if let Some(profile) = state.get("profile").filter(|profile| profile.is_object()) {
                self.books.keep_profile(customer.id, profile.clone());
            }
            match opened.product {
                Some(product) => self.books.order(customer.id, session, product, now()),
                None => self.books.open_account(customer.id),
            }
        }
        let me = self.shown(customer)?;
        Ok(json!({ "state": state.get("state"), "complete": complete, "outcome": claim("outcome"), "me": me }))
    }

    /// Confirms the next step where it is the broker's, such as a payment that arrived.
    pub fn confirm_own_step(&self, customer: &'static Customer, session: &str) -> Result<Value, Problem> {
        self.books.session(session, customer.id).ok_or(Kind::UnknownSession)?;
        let state = self.screening.read(session)?;
        let hash = state.pointer("/claims/pack/hash").and_then(Value::as_str).ok_or(Kind::NotDecided)?;
        let pack = self.screening.pack(hash)?;
        let taken = state.get("steps").and_then(Value::as_array).map_or(0, Vec::len);
        let (flow, step) = nth_step(&state, &pack, taken).ok_or(Kind::NotOurStep)?;
        if step.get("kind").and_then(Value::as_str) != Some("host") {
            return Err(Kind::NotOurStep.into());
        }
        self.screening.step(session, &json!({ "flow": flow, "step": step.get("id") }))
    }

    fn account(&self, customer: &'static Customer) -> Result<Account, Problem> {
        if let Some(account) = self.books.account(customer.id) {
            return Ok(account);
        }
        let pack = self.screening.current_pack(PACK)?;
        Ok(self.books.account_or(customer, customer.profile(today(), &pack)))
    }

    /// The purchase of a product that waits for its next step: its session and claim token.
    fn unfinished(&self, customer: &Customer, product: &str) -> Option<(String, String)> {
        let unfinished = self.books.unfinished(customer.id);
        let (session, opened) = unfinished.into_iter().find(|(_, opened)| opened.product == Some(product))?;
        has_steps_left(&self.screening.read(&session).ok()?).then_some((session, opened.claim_token))
    }

    fn open_new(&self, customer: &'static Customer, opening: &Opening) -> Result<(String, String), Problem> {
        let account = self.account(customer)?;
        let product = match &opening.product {
            Some(id) => Some(products::by_id(id).ok_or(Kind::NotFound)?),
            None => None,
        };
        let opened = self.screening.open(&json!({
            "subject": customer.subject(),
            "purpose": opening.purpose,
            "pack": PACK,
            "audience": self.origin,
            "product": product.map(Product::sheet),
            "profile": account.profile,
            "facts": customer.facts(today()),
        }))?;
        let text = |name| opened.get(name).and_then(Value::as_str).map(String::from).ok_or(Kind::Screening);
        let (session, claim_token) = (text("session")?, text("claim_token")?);
        let product = product.map(|product| product.id);
        let note = OpenedSession {
            customer: customer.id,
            purpose: opening.purpose,
            product,
            claim_token: claim_token.clone(),
            at: now(),
        };
        self.books.opened(session.clone(), note);
        Ok((session, claim_token))
    }
}

fn nth_step<'a>(state: &'a Value, pack: &'a Value, position: usize) -> Option<(&'a Value, &'a Value)> {
    let flows = state.pointer("/claims/flows")?.as_array()?;
    let known = pack.get("flows")?.as_array()?;
    let steps = flows.iter().flat_map(|id| {
        let flow = known.iter().find(move |flow| flow.get("id") == Some(id));
        let steps = flow.and_then(|flow| flow.get("steps")).and_then(Value::as_array);
        steps.into_iter().flatten().map(move |step| (id, step))
    });
    steps.into_iter().nth(position)
}

/// Whether a purchase was decided in favour and waits for a step.
fn has_steps_left(state: &Value) -> bool {
    let outcome = state.pointer("/claims/outcome").and_then(Value::as_str);
    outcome == Some("proceed_after") && state.get("complete").and_then(Value::as_bool) == Some(false)
}
