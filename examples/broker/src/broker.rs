//! What the broker does for a customer: sessions opened and read back, own steps confirmed, orders placed.

use ring::rand::{SecureRandom, SystemRandom};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::books::{Account, Books, OpenedSession, Order, Waiting};
use crate::clock::{next_working_day, now, today};
use crate::customers::{self, Customer};
use crate::experiment::Experiment;
use crate::hex::hex;
use crate::problem::{Kind, Problem};
use crate::products::{self, Product};
use crate::purpose::Purpose;
use crate::requests::Asked;
use crate::screening::Screening;

/// The pack that this broker uses.
const PACK: &str = "cn-securities";

/// The broker.
pub struct Broker {
    screening: Screening,
    books: Books,
    /// The origin of its pages, for which verdicts are made.
    origin: String,
    /// The experiment with the questionnaire that runs, if any.
    experiment: Option<Experiment>,
}

/// What a page asks to be screened for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    purpose: Purpose,
    #[serde(default)]
    product: Option<String>,
    /// The pack's id of what is applied for.
    #[serde(default)]
    permission: Option<String>,
    /// For how much the person wants to buy, in minor units of the product's currency: what the order is confirmed with.
    #[serde(default)]
    amount: Option<u64>,
    /// Whether what waits for its next step goes on: the purchase of the product, the application, or the assessment.
    #[serde(default)]
    resume: bool,
}

/// An order that the person confirmed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ordering {
    session: String,
    /// In minor units of the product's currency.
    amount: u64,
}

impl Broker {
    /// With pages at an origin, and an experiment that runs.
    pub fn new(screening: Screening, origin: String, experiment: Option<Experiment>) -> Self {
        Self { screening, books: Books::default(), origin, experiment }
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
        self.account(customer)?;
        let waiting = self.waiting(customer);
        let account = self.account(customer)?;
        let purpose = if account.open { Purpose::Assessment } else { Purpose::AccountOpening };
        let checked = self.screening.check(&self.opening(customer, purpose, None, None)?)?;
        let mut me = account.shown(customer, &waiting);
        if let Some(me) = me.as_object_mut() {
            if let Some(profile) = me.get_mut("profile").and_then(Value::as_object_mut) {
                profile.insert("overtaken".into(), self.is_overtaken(customer, profile)?.into());
            }
            // Whoever the firm's own facts rule out is told before the first question.
            me.insert("barred_by".into(), checked.get("barred_by").cloned().unwrap_or_default());
            me.insert("facts".into(), facts(customer, &account));
            me.insert("pack".into(), self.screening.current_pack(PACK)?);
            me.insert("now".into(), now().into());
            me.insert("carries_out_on".into(), next_working_day().into());
        }
        Ok(me)
    }

    /// Opens a session, or goes on with one: what the page needs, and whose signatures to expect. Beside a purchase or an
    /// application that waits, none of the same is opened: it goes on, or is cancelled first.
    pub fn open(&self, customer: &'static Customer, opening: &Opening) -> Result<Value, Problem> {
        let product = opening.product.as_deref();
        let named = product.is_some() || opening.permission.is_some();
        let same = |one: &Waiting| {
            one.opened.product == product && one.opened.permission == opening.permission && (named || opening.resume)
        };
        let waiting = self.waiting(customer).into_iter().find(same);
        let (session, claim_token) = match waiting {
            Some(one) if opening.resume => (one.session, one.opened.claim_token),
            Some(_) => return Err(Kind::Unfinished.into()),
            None => self.open_new(customer, opening)?,
        };
        Ok(json!({ "session": session, "claim_token": claim_token, "server_keys": self.screening.keys()? }))
    }

    /// Reads a session back and acts on it: keeps what was decided and the profile, opens the account. An order is placed
    /// by the person's own word, with [`Broker::order`].
    pub fn complete(&self, customer: &'static Customer, session: &str) -> Result<Value, Problem> {
        let opened = self.books.session(session, customer.id).ok_or(Kind::UnknownSession)?;
        let state = self.screening.read(session)?;
        self.keep(session, &opened, &state);
        let me = self.shown(customer)?;
        Ok(json!({
            "state": state.get("state"),
            "complete": is_complete(&state),
            "outcome": state.pointer("/claims/outcome"),
            "me": me,
        }))
    }

    /// Places the order of a purchase whose steps are all confirmed and that still holds, once.
    pub fn order(&self, customer: &'static Customer, ordering: &Ordering) -> Result<Value, Problem> {
        let session = &ordering.session;
        let opened = self.books.session(session, customer.id).ok_or(Kind::UnknownSession)?;
        let product = opened.product.filter(|_| !opened.cancelled).ok_or(Kind::NotReady)?;
        if ordering.amount == 0 || opened.amount.is_some_and(|amount| amount != ordering.amount) {
            return Err(Kind::OtherAmount.into());
        }
        // A fresh look: what was decided may hold no more.
        let state = self.screening.read(session)?;
        if !is_complete(&state) || !in_favour(&state) {
            return Err(Kind::NotReady.into());
        }
        if let Some(why) = lapsed(&state) {
            return Err(Problem::lapsed(why));
        }
        let order = Order { product, amount: ordering.amount, at: now(), carried_out_on: next_working_day() };
        self.books.order(customer.id, session, order);
        self.shown(customer)
    }

    /// Cancels what waits for a step or an order. An order that is placed stays placed. What still held was withdrawn, which
    /// is kept; what is past its last day only ends.
    pub fn cancel(&self, customer: &'static Customer, session: &str) -> Result<Value, Problem> {
        self.books.session(session, customer.id).ok_or(Kind::UnknownSession)?;
        let waiting = self.waiting(customer);
        // Pressed twice, it is one act.
        let cancelled = self.books.cancel(customer.id, session);
        if let Some(Waiting { session, opened, .. }) = waiting.iter().find(|one| cancelled && one.session == session) {
            self.books.withdraw(opened, session, now());
        }
        self.shown(customer)
    }

    /// Keeps that a customer asked for a person, or objected.
    pub fn ask(&self, customer: &'static Customer, asked: Asked, session: Option<&str>) -> Result<(), Problem> {
        self.account(customer)?;
        self.books.ask(customer.id, asked, session, now());
        Ok(())
    }

    /// Whether a later attempt overtook the class on file: no page shows it as one that counts.
    fn is_overtaken(&self, customer: &Customer, profile: &Map<String, Value>) -> Result<bool, Problem> {
        let asked = json!({ "pack": PACK, "profile": profile });
        let standing = self.screening.profile_standing(&customer.subject(), &asked)?;
        Ok(lapsed(&standing) == Some("class-suspended"))
    }

    /// The tickets of a customer's sessions, in which the screening server says when it counted an attempt, and those
    /// that never came to a verdict. The page holds them against the pack's limits before the first question.
    pub fn tickets(&self, customer: &'static Customer) -> Result<Value, Problem> {
        let listed = self.screening.sessions_of(&customer.subject())?;
        let listed = listed.get("sessions").and_then(Value::as_array).cloned().unwrap_or_default();
        let mut tickets = Vec::new();
        let mut unsent = Vec::new();
        for one in listed {
            let stage = one.get("state").and_then(Value::as_str);
            if matches!(stage, Some("open" | "claimed")) {
                continue;
            }
            let Some(session) = one.get("session").and_then(Value::as_str) else { continue };
            let state = self.screening.read(session)?;
            let Some(ticket) = state.get("ticket").filter(|ticket| ticket.is_string()) else { continue };
            if !state.get("verdict").is_some_and(Value::is_string) {
                unsent.push(ticket.clone());
            }
            tickets.push(ticket.clone());
        }
        Ok(json!({ "tickets": tickets, "unsent": unsent }))
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

    /// What was decided in favour, by the newest, still holds and waits: a purchase for steps or the order, all else for steps.
    /// Of what is complete, everything is kept that the page had no time to say.
    fn waiting(&self, customer: &'static Customer) -> Vec<Waiting> {
        let mut waiting = Vec::new();
        // The oldest first: the newest class is the one that stays.
        for (session, opened) in self.books.open_sessions(customer.id).into_iter().rev() {
            let Ok(state) = self.screening.read(&session) else { continue };
            self.keep(&session, &opened, &state);
            let ready = is_complete(&state);
            if in_favour(&state) && lapsed(&state).is_none() && (!ready || opened.product.is_some()) {
                let next = state.get("next").cloned().unwrap_or_default();
                waiting.push(Waiting { session, opened, ready, steps: confirmed(&state), next });
            }
        }
        waiting.reverse();
        waiting
    }

    /// Keeps what the screening server says of a session.
    fn keep(&self, session: &str, opened: &OpenedSession, state: &Value) {
        let claim = |name: &str| state.pointer(&format!("/claims/{name}")).cloned().unwrap_or_default();
        if claim("outcome").is_string() {
            self.books.record(session, opened, claim("class"), claim("outcome"));
        }
        if !is_complete(state) || opened.cancelled || !self.books.settle(session) {
            return;
        }
        if let Some(profile) = state.get("profile").filter(|profile| profile.is_object()) {
            self.books.keep_profile(opened.customer, profile.clone());
        }
        if opened.is_assessment() {
            self.books.open_account(opened.customer);
        }
        if let Some((fact, held)) = opened.permission.as_ref().and_then(|id| self.held(state, id)) {
            self.books.give(opened.customer, &fact, held);
        }
    }

    /// The fact that holds a permission once it is given, and its value, by the pack that decided.
    fn held(&self, state: &Value, permission: &str) -> Option<(String, Value)> {
        let hash = state.pointer("/claims/pack/hash").and_then(Value::as_str)?;
        let pack = self.screening.pack(hash).ok()?;
        let all = pack.get("permissions")?.as_array()?;
        let known = all.iter().find(|one| one.get("id").and_then(Value::as_str) == Some(permission))?;
        let fact = known.get("fact")?.as_str()?.to_owned();
        Some((fact, known.get("level").cloned().unwrap_or(Value::Bool(true))))
    }

    /// What a session of a customer is opened with.
    fn opening(
        &self,
        customer: &'static Customer,
        purpose: Purpose,
        product: Option<&Product>,
        permission: Option<&str>,
    ) -> Result<Value, Problem> {
        // A purchase asks with the usual pack: an experiment is with the questionnaire.
        let experiment = self.experiment.as_ref().filter(|_| product.is_none() && permission.is_none());
        let account = self.account(customer)?;
        let (assignment, pack) = experiment.and_then(|one| one.of(customer.id)).unzip();
        Ok(json!({
            "subject": customer.subject(),
            "purpose": purpose,
            "pack": pack.flatten().unwrap_or(PACK),
            "assignment": assignment,
            "audience": self.origin,
            "product": product.map(Product::sheet),
            "permission": permission,
            "profile": account.profile,
            "facts": facts(customer, &account),
        }))
    }

    fn open_new(&self, customer: &'static Customer, opening: &Opening) -> Result<(String, String), Problem> {
        let product = match &opening.product {
            Some(id) => Some(products::by_id(id).ok_or(Kind::NotFound)?),
            None => None,
        };
        let opened =
            self.screening.open(&self.opening(customer, opening.purpose, product, opening.permission.as_deref())?)?;
        let text = |name| opened.get(name).and_then(Value::as_str).map(String::from).ok_or(Kind::Screening);
        let (session, claim_token) = (text("session")?, text("claim_token")?);
        let product = product.map(|product| product.id);
        let note = OpenedSession {
            customer: customer.id,
            purpose: opening.purpose,
            product,
            permission: opening.permission.clone(),
            amount: opening.amount,
            claim_token: claim_token.clone(),
            at: now(),
            cancelled: false,
            kept: false,
        };
        self.books.opened(session.clone(), note);
        Ok((session, claim_token))
    }
}

/// The facts that the broker attests: those of the customer, and the permissions that were given since.
fn facts(customer: &Customer, account: &Account) -> Value {
    let mut facts = customer.facts(today());
    if let Some(facts) = facts.as_object_mut() {
        facts.extend(account.given.clone());
    }
    facts
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

/// The steps that are confirmed, without what was shown.
fn confirmed(state: &Value) -> Vec<Value> {
    let steps = state.get("steps").and_then(Value::as_array).into_iter().flatten();
    steps.map(|step| json!({ "flow": step.get("flow"), "step": step.get("step"), "at": step.get("at") })).collect()
}

/// Whether the verdict lets it go on, at once or after steps.
fn in_favour(state: &Value) -> bool {
    matches!(state.pointer("/claims/outcome").and_then(Value::as_str), Some("proceed" | "proceed_after"))
}

/// Whether it goes on and no step is left.
fn is_complete(state: &Value) -> bool {
    state.get("complete").and_then(Value::as_bool) == Some(true)
}

/// Why what was decided holds no more.
fn lapsed(state: &Value) -> Option<&str> {
    state.get("lapsed").and_then(Value::as_str)
}
