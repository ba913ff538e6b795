//! The vectors of `tests/vectors/verdict`.

use prescreen::date::Instant;
use prescreen::terms::Digest;
use prescreen::terms::base64url;
use prescreen::verdict::jws::Compact;
use prescreen::verdict::verify::Expected;
use prescreen::verdict::{Opened, Seed, Ticket, Verdict, seal};
use prescreen::{Case, Pack, Screening, Session};
use serde_json::Value;

pub struct Vectors {
    pub pack: Pack,
    pub shadow: Pack,
    pub positive: Value,
    pub negative: Value,
}

/// One session of the positive vectors.
pub struct Object<'a> {
    pub json: &'a Value,
    pub session: Session,
    pub case: Case,
    pub seed: Seed,
    pub jkt: Digest,
    pub now: Instant,
}

impl Vectors {
    pub fn load() -> Self {
        let json = |text: &str| serde_json::from_str(text).unwrap();
        Self {
            pack: Pack::load(include_str!("../vectors/verdict/pack.json")).unwrap(),
            shadow: Pack::load(include_str!("../vectors/verdict/shadow.json")).unwrap(),
            positive: json(include_str!("../vectors/verdict/positive.json")),
            negative: json(include_str!("../vectors/verdict/negative.json")),
        }
    }

    pub fn objects(&self) -> Vec<Object<'_>> {
        self.positive["objects"].as_array().unwrap().iter().map(Object::of).collect()
    }

    pub fn object(&self, index: usize) -> Object<'_> {
        Object::of(&self.positive["objects"][index])
    }

    pub fn negatives(&self, of: &str) -> &[Value] {
        self.negative[of].as_array().unwrap()
    }
}

impl<'a> Object<'a> {
    fn of(json: &'a Value) -> Self {
        Self {
            json,
            session: Session::read(&json["session"].to_string()).unwrap(),
            case: Case::read(&json["case"].to_string()).unwrap(),
            seed: Seed::new(base64url::decode_array(text(json, "seed")).unwrap()),
            jkt: Digest::parse(text(json, "jkt")).unwrap(),
            now: Instant(json["now"].as_i64().unwrap()),
        }
    }

    pub fn name(&self) -> &str {
        text(self.json, "name")
    }

    pub fn text(&self, name: &str) -> &'a str {
        text(self.json, name)
    }

    pub fn ticket(&self) -> Opened<Ticket> {
        Opened::open(self.text("ticket")).unwrap()
    }

    pub fn verdict(&self) -> Opened<Verdict> {
        Opened::open(self.text("verdict")).unwrap()
    }

    /// The case, screened by a pack.
    pub fn screening<'b>(&'b self, pack: &'b Pack) -> Screening<'b> {
        Screening::of(pack, &self.session, &self.case).unwrap()
    }

    /// The verdict for the commitment and key that the ticket names.
    pub fn minimised(
        &self,
        screening: &Screening<'_>,
        iat: Instant,
        shadow: Option<&Pack>,
    ) -> Result<Verdict, prescreen::Error> {
        let ticket = self.ticket();
        let (commitment, jkt) = (ticket.claims.commitment, ticket.claims.jkt);
        Verdict::minimise(screening, &ticket, commitment, jkt, iat, shadow)
    }

    pub fn expected<'b>(&'b self, pack: &'b Pack) -> Expected<'b> {
        let (jkt, now) = (self.jkt, self.now);
        Expected { pack, shadows: &[], session: &self.session, ticket: self.text("ticket"), jkt, now }
    }

    /// The same of a server that holds the shadow pack too.
    pub fn expected_beside<'b>(&'b self, pack: &'b Pack, shadows: &'b [&'b Pack]) -> Expected<'b> {
        Expected { shadows, ..self.expected(pack) }
    }
}

pub fn text<'a>(json: &'a Value, name: &str) -> &'a str {
    json[name].as_str().unwrap()
}

/// The same object with other words in its payload. Its signature is of the right form, and does not
/// verify.
pub fn reworded(jws: &str, words: &[(&str, &str)]) -> String {
    let object = Compact::open(jws).unwrap();
    let (header, payload) = object.signing_input.split_once('.').unwrap();
    let mut payload = String::from_utf8(base64url::decode(payload).unwrap()).unwrap();
    for (from, to) in words {
        assert!(payload.contains(from), "{from} is not in {payload}");
        payload = payload.replace(from, to);
    }
    seal(&format!("{header}.{}", base64url::encode(payload.as_bytes())), &object.signature).unwrap()
}

/// Compares an error with a vector's code and, where it names one, place.
pub fn assert_refused<T>(vector: &Value, result: Result<T, prescreen::Error>) {
    let name = text(vector, "name");
    let Err(error) = result else { panic!("'{name}' was accepted") };
    assert_eq!(error.code.as_str(), text(vector, "code"), "'{name}': {error}");
    if let Some(at) = vector["at"].as_str() {
        assert_eq!(error.at, at, "'{name}'");
    }
}
