//! prescreen screens a retail investor on the investor's own device, before anything happens: does this profile fit
//! this product, and may this person go on?
//!
//! This is the core: pure, total and deterministic. It has no clock, randomness, network or file; time, nonces,
//! salts and keys are inputs, and the same pack, session and case give the same [`Assessment`] bit for bit on every
//! host. Around it stand crates that it does not know: the prover, models, the WebAssembly modules, the server, the
//! command line.
//!
//! ```text
//! session (server) + pack (public) + case (private)
//!        └──► Screening ──► assessment ──► Verdict::minimise ──► seal ──► server: verify ──► receipt
//! ```
//!
//! # 1. A pack holds every rule
//!
//! A pack is one JSON file: questions, points, classes, gates, steps, each with its source. The engine holds no rule.
//! [`Pack::check`] says everything that is wrong with one; [`Pack::load`] stops at the first.
//!
//! ```
//! use prescreen::Pack;
//!
//! let text = include_str!("../examples/first-pack/pack.json");
//! let pack = Pack::load(text).expect("the example is in order");
//! assert_eq!(pack.reference().id.as_str(), "first-pack");
//! assert_eq!(pack.document().items().count(), 3);
//!
//! let broken = text.replace(r#""class_at_most": "#, r#""class_atmost": "#);
//! assert_ne!(broken, text);
//! for finding in Pack::check(&broken).unwrap_err() {
//!     println!("{}: {finding}", finding.at); // a JSON pointer, what was found, what to do
//! }
//! ```
//!
//! A pack is named by its id, its version and the SHA-256 of its canonical JSON (RFC 8785): the order of keys and the
//! white space of a file do not matter, everything else does.
//!
//! ```
//! # use prescreen::Pack;
//! # let text = include_str!("../examples/first-pack/pack.json");
//! let pack = Pack::load(text)?;
//! let packed: String = text.lines().map(str::trim_start).collect();
//! assert_eq!(Pack::load(&packed)?.hash(), pack.hash());
//! assert_ne!(Pack::load(&text.replace("1.0.0", "1.0.1"))?.hash(), pack.hash());
//! # Ok::<(), prescreen::Error>(())
//! ```
//!
//! # 2. Conditions are typed and three-valued
//!
//! A rule's condition is JSON over declared fields. What is missing is *unknown*, never false: a rule that helps fires on
//! true only, a rule that restricts fires on true or unknown.
//!
//! ```
//! use prescreen::condition::{Condition, Facts, Field, FieldKind, Fields, Truth, Value};
//! use prescreen::json::Json;
//! use prescreen::terms::FieldIndex;
//!
//! struct Age(Option<i64>);
//!
//! impl Facts for Age {
//!     fn value(&self, _: FieldIndex) -> Option<Value> {
//!         self.0.map(Value::Integer)
//!     }
//! }
//!
//! let name = "age".to_string().try_into().expect("an id");
//! let fields = Fields::new(vec![Field { name, kind: FieldKind::Integer { min: Some(0), max: Some(150) } }]);
//! let condition = Condition::compile(&Json::parse(r#"{"age": {"$gte": 65}}"#, 100)?, &fields, "")?;
//! assert_eq!(condition.eval(&Age(Some(70))), Truth::True);
//! assert_eq!(condition.eval(&Age(Some(30))), Truth::False);
//! assert_eq!(condition.eval(&Age(None)), Truth::Unknown);
//!
//! // A range on a text, an empty list, another operator: an error when the pack loads, not a surprise later.
//! assert!(Condition::compile(&Json::parse(r#"{"age": {"$gte": "old"}}"#, 100)?, &fields, "").is_err());
//! # Ok::<(), prescreen::Error>(())
//! ```
//!
//! # 3. A session is what the server says, a case what the person brings
//!
//! A [`Session`] comes from the server: its time, its nonce, the product, the facts that the firm attests. A [`Case`]
//! comes from the tab. It cannot be serialised and prints no value; what is made of it by name, and stays in the tab, is the
//! person's [record](verdict::record), the sums in it, and the row that a model scores.
//!
//! ```
//! use prescreen::{Case, Session};
//!
//! let session = Session::read(include_str!("../examples/first-pack/session.json"))?;
//! assert_eq!(session.pack.id.as_str(), "first-pack");
//!
//! let case = Case::read(r#"{"answers": {"loss": "small"}}"#)?;
//! assert_eq!(format!("{case:?}"), "Case(..)");
//! let error = Case::read(r#"{"answers": {"loss": "small"}, "salary": 90000}"#).unwrap_err();
//! assert!(!error.to_string().contains("salary") && !error.to_string().contains("90000"));
//! # Ok::<(), prescreen::Error>(())
//! ```
//!
//! # 4. One reading
//!
//! The three become one [`Screening`], once. What is still missing, what is asked, the result, the commitment, the verdict
//! and the record are all its own: what is shown is what is signed.
//!
//! ```
//! # use prescreen::{Case, Pack, Screening, Session};
//! # let pack = Pack::load(include_str!("../examples/first-pack/pack.json"))?;
//! # let session = Session::read(include_str!("../examples/first-pack/session.json"))?;
//! let screening = Screening::of(&pack, &session, Case::read(r#"{"answers": {"loss": "small"}}"#)?)?;
//! let missing = screening.readiness().missing;
//! assert_eq!(missing.iter().map(|id| id.as_str()).collect::<Vec<_>>(), ["horizon", "owned"]);
//! assert_eq!(screening.asked().items.len(), 3);
//!
//! let whole = Case::read(r#"{"answers": {"loss": "large", "horizon": "over-3y", "owned": ["funds", "shares"]}}"#)?;
//! let screening = Screening::of(&pack, &session, whole)?;
//! let assessment = screening.assessment();
//! println!("{:?}: {:?}", assessment.class, assessment.outcome);
//! for reason in &assessment.reasons {
//!     println!("{} {}", reason.code, if reason.deciding { "decides" } else { "" });
//! }
//! # Ok::<(), prescreen::Error>(())
//! ```
//!
//! # 5. Doubt never helps
//!
//! A question left out gives no class, and no class buys nothing: the outcome says that evidence is missing, it never
//! guesses a low score.
//!
//! ```
//! # use prescreen::{Case, Pack, Screening, Session};
//! # use prescreen::terms::{EngineCode, Outcome};
//! # let pack = Pack::load(include_str!("../examples/first-pack/pack.json"))?;
//! # let session = Session::read(include_str!("../examples/first-pack/session.json"))?;
//! let screening = Screening::of(&pack, &session, Case::read("{}")?)?;
//! let assessment = screening.assessment();
//! assert_eq!((&assessment.class, assessment.outcome), (&None, Outcome::InsufficientEvidence));
//! assert!(assessment.reasons.iter().any(|reason| reason.code == EngineCode::AnswersMissing.id()));
//! # Ok::<(), prescreen::Error>(())
//! ```
//!
//! # 6. Commit, then reveal
//!
//! Before a class is shown, a commitment to every answer goes to the server, which counts the attempt and signs a ticket.
//! The commitment is a Merkle root over salted leaves; the seed of the salts is drawn by the caller and stays with the
//! person.
//!
//! ```
//! # use prescreen::{Case, Pack, Screening, Session};
//! use prescreen::verdict::Seed;
//!
//! # let pack = Pack::load(include_str!("../examples/first-pack/pack.json"))?;
//! # let session = Session::read(include_str!("../examples/first-pack/session.json"))?;
//! # let of = |loss: &str| {
//! #     let case = Case::read(&format!(r#"{{"answers": {{"loss": "{loss}"}}}}"#))?;
//! #     Screening::of(&pack, &session, case)
//! # };
//! let (small, none) = (of("small")?, of("none")?);
//! let seed = Seed::new([7; 32]); // 32 fresh random bytes in earnest
//! assert_eq!(small.commit(&seed), small.commit(&seed));
//! assert_ne!(small.commit(&seed).commitment, none.commit(&seed).commitment);
//! # Ok::<(), prescreen::Error>(())
//! ```
//!
//! # 7. A verdict says little, and a server checks all of it
//!
//! [`Verdict::minimise`](verdict::Verdict::minimise) leaves of a screening what the pack's `disclosure` lets through: enums,
//! ids of the pack, times and digests. [`verdict::verify`] compares every claim with the server's own values, as a pure
//! function; checking the signature is for a crate that has one (`prescreen-es256`) or for WebCrypto.
//!
//! ```
//! use prescreen::date::Instant;
//! use prescreen::terms::Digest;
//! use prescreen::verdict::verify::{self, Expected};
//! use prescreen::{Pack, Session};
//!
//! # let vectors = include_str!("../tests/vectors/verdict/positive.json");
//! # let vectors: serde_json::Value = serde_json::from_str(vectors).expect("JSON");
//! # let object = &vectors["objects"][0];
//! # let text = |name: &str| object[name].as_str().expect("a text");
//! # let (ticket, jws) = (text("ticket"), text("verdict"));
//! # let shadow = Pack::load(include_str!("../tests/vectors/verdict/shadow.json"))?;
//! let pack = Pack::load(include_str!("../tests/vectors/verdict/pack.json"))?;
//! # let session = object["session"].to_string();
//! # let jkt = Digest::parse(text("jkt")).expect("a thumbprint");
//! # let now = Instant(object["now"].as_i64().expect("a time"));
//! let session = Session::read(&session)?;
//! let expected = Expected { pack: &pack, shadows: &[&shadow], session: &session, ticket, jkt, now };
//! let opened = verify::verdict(&expected, jws)?;
//! println!("{:?} under {}", opened.claims.outcome(), opened.claims.pack().id);
//!
//! // Another key than the one that claimed the session, and the verdict is nobody's.
//! let stranger = Expected { jkt: Digest::of(b"another key"), ..expected };
//! assert_eq!(verify::verdict(&stranger, jws).unwrap_err().code, prescreen::Code::Key);
//! # Ok::<(), prescreen::Error>(())
//! ```
//!
//! # 8. The record stays with the person
//!
//! A [`Record`](verdict::Record) holds answers, salts and all arithmetic. Single answers can be opened against the
//! commitment later, and nothing else shows.
//!
//! ```
//! use prescreen::Pack;
//! use prescreen::verdict::{Opening, Record};
//!
//! # let vectors = include_str!("../tests/vectors/verdict/positive.json");
//! # let vectors: serde_json::Value = serde_json::from_str(vectors).expect("JSON");
//! # let text = vectors["record"].to_string();
//! let pack = Pack::load(include_str!("../tests/vectors/verdict/pack.json"))?;
//! let record = Record::read(&text)?; // seed and values lead to the commitment that was signed
//! println!("the same rules give {:?} again", record.replay(&pack)?.class);
//!
//! let opening = Opening::read(&record.open(&["item/loss"])?, &pack)?;
//! assert_eq!(opening.values().count(), 1);
//! # Ok::<(), prescreen::Error>(())
//! ```
//!
//! # 9. A pack on trial
//!
//! [`Screening::shadow`] classifies the same answers by another pack. It decides nothing.
//!
//! ```
//! # use prescreen::{Case, Pack, Screening, Session};
//! # let text = include_str!("../examples/first-pack/pack.json");
//! # let session = Session::read(include_str!("../examples/first-pack/session.json"))?;
//! # let case = Case::read(include_str!("../examples/first-pack/cases/patient.json"))?;
//! let pack = Pack::load(text)?;
//! let next = Pack::load(&text.replace("1.0.0", "1.1.0"))?;
//! let screening = Screening::of(&pack, &session, case)?;
//! assert_eq!(screening.shadow(&next).class(), screening.assessment().class.as_ref());
//! # Ok::<(), prescreen::Error>(())
//! ```
//!
//! # 10. Signals
//!
//! What a form's use tells is a closed [catalogue](terms::signals) of statistics. Each may be unknown, and what is
//! unknown counts as nothing at all.
//!
//! ```
//! use prescreen::terms::signals::{SignalValue, Signals, find};
//!
//! let (_, signal) = find("typing-pauses").expect("in the catalogue");
//! assert_eq!(signal.family, prescreen::terms::Family::Typing);
//! let signals = Signals::new([("webdriver", SignalValue::Boolean(true))])?;
//! assert_eq!(signals.known(), 1);
//! assert!(Signals::new([("screen-height", SignalValue::Integer(900))]).is_err(), "no such signal: it would tell a device");
//! # Ok::<(), prescreen::Error>(())
//! ```
//!
//! # The rooms
//!
//! From the top down; a room takes from lower ones only.
//!
//! | room | what it is for |
//! |---|---|
//! | [`verdict`] | commit, minimise, seal, verify, record |
//! | [`Screening`], [`Shadow`] | the one reading; another pack beside it |
//! | [`product`] | class, facts and product sheet to a decision |
//! | [`profile`], [`fraud`], [`credit`], [`risk`], [`price`] | answers to investor class; signals to a band; evidenced facts to what a person can afford, to what a fall would do, and to what borrowing would cost |
//! | [`facts`] | session and case together: every field's value and its evidence |
//! | [`pack`] | what the firm decided: schema, check, compiled tables, hash, texts |
//! | [`condition`], [`session`], [`case`], [`assessment`] | predicates; what comes in; what comes out |
//! | [`terms`] | digests, outcomes, purposes, tiers, signals: the small words that all rooms use |
//! | [`json`], [`date`], [`id`], [`error`] | strict documents, days, names, what can be wrong |

pub mod assessment;
pub mod case;
pub mod condition;
pub mod credit;
pub mod date;
pub mod error;
pub mod facts;
pub mod fraud;
pub mod id;
pub mod json;
pub mod pack;
pub mod price;
pub mod product;
pub mod profile;
pub mod risk;
pub mod session;
pub mod terms;
pub mod verdict;

mod screen;
mod shadow;

pub use assessment::Assessment;
pub use case::Case;
pub use error::{Code, Error, Mismatch};
pub use pack::Pack;
pub use screen::{Asked, Held, Readiness, Screening};
pub use session::Session;
pub use shadow::Shadow;
