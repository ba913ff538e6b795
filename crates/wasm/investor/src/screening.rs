//! Screening across the boundary: a session read once, and each case in it read once.

use std::sync::Arc;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use prescreen::id::Id;
use prescreen::json::{self, Entries, Json};
use prescreen::product::shelf::Measured;
use prescreen::risk::Account;
use prescreen::terms::Put;
use prescreen::verdict::record::{Exchanged, MAX_RECORD_BYTES};
use prescreen::verdict::{Claims as _, Opened, Record, Seed, Ticket, Verdict};
use prescreen::{Assessment, Case, Error, Session};
use prescreen_boundary::found::take_over;
use prescreen_boundary::{answer, fixed, thrown};

use super::pack::Pack;
use super::seal::{instant, signer, whole};

/// Largest text of scores, in bytes.
const MAX_SCORES_BYTES: usize = 64 * 1024;

/// A pack and a session of it, read once; cases are screened in it.
#[wasm_bindgen]
pub struct Sitting {
    pack: Arc<prescreen::Pack>,
    session: Arc<Session>,
}

/// One case in one sitting: read, classified and decided. What is shown, committed to, signed and recorded comes of it.
#[wasm_bindgen]
pub struct Screening(prescreen::Screening<'static>);

#[wasm_bindgen]
impl Sitting {
    /// Reads a session; throws an `Error` with `code`, `at` and `help`.
    pub fn of(pack: &Pack, session: &str) -> Result<Sitting, JsValue> {
        let session = Session::read(session).map_err(|error| thrown(&error))?;
        Ok(Self { pack: Arc::clone(pack.core()), session: Arc::new(session) })
    }

    /// Screens a case, to be asked about again; throws an `Error` with `code`, `at` and `help`.
    pub fn screening(&self, case: String) -> Result<Screening, JsValue> {
        self.of_case(case).map(Screening).map_err(|error| thrown(&error))
    }

    /// The result for a case, in one crossing.
    pub fn screen(&self, case: String) -> JsValue {
        answer(self.of_case(case).as_ref().map(prescreen::Screening::assessment).map_err(Clone::clone))
    }
}

impl Sitting {
    fn of_case(&self, case: String) -> Result<prescreen::Screening<'static>, Error> {
        prescreen::Screening::of(Arc::clone(&self.pack), Arc::clone(&self.session), Case::of_text(case)?)
    }
}

#[wasm_bindgen]
impl Screening {
    /// What is missing or to be clarified before a commitment; says nothing of the class.
    pub fn readiness(&self) -> JsValue {
        answer(Ok(self.0.readiness()))
    }

    /// What the session asks for; says nothing of the class.
    pub fn asked(&self) -> JsValue {
        answer(Ok(self.0.asked()))
    }

    /// The result.
    pub fn assessment(&self) -> JsValue {
        answer(Ok(self.0.assessment()))
    }

    /// The result in short, words between blanks: the class (empty for none), the outcome, the codes of the reasons.
    pub fn brief(&self) -> String {
        let Assessment { class, outcome, reasons, .. } = self.0.assessment();
        let mut brief = String::with_capacity(256);
        brief.push_str(class.as_ref().map_or("", Id::as_str));
        for word in core::iter::once(outcome.word()).chain(reasons.iter().map(|reason| reason.code.as_str())) {
            say(&mut brief, word);
        }
        brief
    }

    /// How the limit came about, what a fall would do and what borrowing would cost, in numbers whose names stand in the
    /// pack: a part each between slashes, numbers after a blank, a dash for none. A part is empty where it is none.
    pub fn numbers(&self) -> String {
        let mut words = String::new();
        let parts: [fn(&prescreen::Screening<'static>, Put<'_>) -> Option<()>; 3] = [
            prescreen::Screening::credit_numbers,
            prescreen::Screening::risk_numbers,
            prescreen::Screening::price_numbers,
        ];
        for part in parts {
            let before = words.len();
            let put = &mut |number| put(&mut words, number);
            if part(&self.0, put).is_none() {
                words.truncate(before);
            }
            words.push('/');
        }
        words
    }

    /// How a product fits, in words between blanks: the facts that are missing; after a slash, each of its key's numbers
    /// followed by what it comes of, or what keeps it out and the pack's reason where one decides. Empty where the pack ranks
    /// none in this session. `bought`: this session as the purchase of the product, or of none. Throws an `Error` with `code`, `at` and
    /// `help`.
    pub fn place(&self, bought: &str) -> Result<String, JsValue> {
        let place = Session::read(bought).and_then(|bought| self.0.place(&bought)).map_err(|error| thrown(&error))?;
        let mut words = String::new();
        let Some((missing, place)) = place else { return Ok(words) };
        for fact in &missing {
            say(&mut words, fact.as_str());
        }
        words.push('/');
        match place {
            None => {}
            Some(Ok(Measured { key, measures })) => {
                for (band, measure) in key.iter().zip(&measures) {
                    put(&mut words, Some(*band));
                    put(&mut words, Some(*measure));
                }
            }
            Some(Err((why, code))) => {
                say(&mut words, why.word());
                say(&mut words, code.as_ref().map_or("", Id::as_str));
            }
        }
        Ok(words)
    }

    /// What a model that the pack names reads of the case, in the order of its features; `null` while one is unknown.
    pub fn model_row(&self, model: &str) -> JsValue {
        answer(self.0.model_row(model))
    }

    /// The same case with scores, `{"model": basis points}`; this handle is used up. Throws an `Error` with `code`,
    /// `at` and `help`.
    pub fn with_scores(self, scores: &str) -> Result<Screening, JsValue> {
        let scored = || {
            let scores: Entries<Id, u32> = json::read_text(scores, MAX_SCORES_BYTES)?;
            // What is above 10,000 is refused, and so is what stands for it here.
            let scores = scores.iter().map(|(id, score)| (id.clone(), u16::try_from(*score).unwrap_or(u16::MAX)));
            self.0.with_scores(scores)
        };
        scored().map(Self).map_err(|error| thrown(&error))
    }

    /// The same case with what the person's records say, as the module of statements hands it over; this handle is used
    /// up. What the pack does not take from a file is left out. Throws an `Error` with `code`, `at` and `help`.
    pub fn with_found(self, found: &str) -> Result<Screening, JsValue> {
        let with = || {
            let mut found = take_over(found)?;
            found.retain(|(fact, _)| self.0.pack().takes_from_file(fact));
            self.0.with_found(found)
        };
        with().map(Self).map_err(|error| thrown(&error))
    }

    /// The class that another pack comes to on the same case; it decides nothing.
    pub fn shadow(&self, other: &Pack) -> JsValue {
        answer(Ok(self.0.shadow(other.core())))
    }

    /// The text to sign for a commitment to the case. `seed`: 32 fresh random bytes; `x`, `y`: the session key.
    pub fn commit_input(&self, seed: &[u8], x: &str, y: &str) -> JsValue {
        let input = || {
            let commit = self.0.commit(&Seed::new(fixed(seed, "a seed")?));
            Ok(commit.signing_input(&signer(x, y)?))
        };
        answer(input())
    }

    /// The text to sign for the verdict. `other`: the shadow pack, or the pack itself for none; `seed`, `x`, `y`: those
    /// of the commitment, which the ticket has to name; `iat`: server time plus a monotonic delta, in seconds.
    pub fn verdict_input(&self, other: &Pack, seed: &[u8], ticket: &str, iat: f64, x: &str, y: &str) -> JsValue {
        let input = || {
            let (ticket, signer) = (Opened::<Ticket>::open(ticket)?, signer(x, y)?);
            let commitment = self.0.commit(&Seed::new(fixed(seed, "a seed")?)).commitment;
            let (jkt, shadow) = (signer.thumbprint(), Some(&**other.core()));
            let verdict = Verdict::minimise(&self.0, &ticket, commitment, jkt, instant(iat)?, shadow)?;
            Ok(verdict.signing_input(&signer))
        };
        answer(input())
    }

    /// The record, as JSON text: every answer and all arithmetic, for the person, and for the firm where the pack says so.
    /// `receipt`: empty before acceptance; `shown`: what the person saw, as JSON text.
    #[allow(clippy::too_many_arguments, reason = "strings cross the boundary cheaper than an object, and strictly")]
    pub fn record(
        &self,
        seed: &[u8],
        commit: &str,
        ticket: &str,
        verdict: &str,
        receipt: &str,
        shown: &str,
    ) -> JsValue {
        let text = || {
            let seed = Seed::new(fixed(seed, "a seed")?);
            let receipt = (!receipt.is_empty()).then_some(receipt);
            let shown = Json::parse(shown, MAX_RECORD_BYTES)?;
            Ok(Record::write(&self.0, &Exchanged { seed: &seed, commit, ticket, verdict, receipt }, shown))
        };
        answer(text())
    }
}

/// What falling so many basis points would do to a credit account, in words between blanks: its worth, its ratio, and on which
/// day of falling to a daily limit it has fallen so far; a dash for none. Empty where worth and owed are no whole numbers.
/// Amounts in minor units, `daily` in basis points.
#[wasm_bindgen]
pub fn fallen(worth: f64, owed: f64, fall: u32, daily: u32) -> String {
    let mut words = String::new();
    let account = || Some(Account { worth: whole(worth)?, owed: whole(owed)? });
    let Some(account) = account() else { return words };
    let after = account.fallen(fall);
    put(&mut words, after.map(|after| after.worth));
    put(&mut words, after.and_then(Account::ratio));
    put(&mut words, account.days_to_fall(fall, daily));
    words
}

/// Adds a blank and a word.
fn say(words: &mut String, word: &str) {
    words.push(' ');
    words.push_str(word);
}

/// The same of a number; a dash is none.
fn put(words: &mut String, number: Option<i64>) {
    say(words, &number.map_or_else(|| "-".into(), |number| Json::Int(number).canonical()));
}
