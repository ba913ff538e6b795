//! Who may approve and withdraw packs.

use prescreen::date::Date;
use prescreen::json::{self, Json, Write as _};
use prescreen::verdict::PublicKey;
use prescreen::{Code, Error};

/// Largest list of approvers, in bytes.
pub const MAX_APPROVERS_BYTES: usize = 64 * 1024;
const FORMAT: i64 = 1;

/// A person who may approve and withdraw packs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approver {
    /// The person's name, as statements have it.
    pub name: String,
    /// The last day on which they sign, in the time zone of each pack; none for no end.
    pub until: Option<Date>,
    /// Their public key.
    pub key: PublicKey,
}

/// All of them: each name and each key once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Approvers {
    list: Vec<Approver>,
}

struct ApproversFile {
    prescreen_approvers: i64,
    approvers: Vec<Approver>,
}

prescreen::objects! {
    Approver { name, until, key }
    ApproversFile { prescreen_approvers, approvers }
}

impl Approvers {
    /// Reads the list.
    ///
    /// # Errors
    /// What the strict reader says; [`Code::Range`] for another format; [`Code::Duplicate`] for a name or a key that stands
    /// there twice: two approvals are two persons'.
    pub fn read(text: &str) -> Result<Self, Error> {
        Self::of(&Json::parse(text, MAX_APPROVERS_BYTES)?)
    }

    /// The same of the JSON object.
    ///
    /// # Errors
    /// As [`Approvers::read`].
    pub fn of(json: &Json) -> Result<Self, Error> {
        let ApproversFile { prescreen_approvers, approvers: list } = json::read(json)?;
        if prescreen_approvers != FORMAT {
            return Err(Error::new(Code::Range, "/prescreen_approvers", "expected format 1"));
        }
        for (n, one) in list.iter().enumerate() {
            let before = list.get(..n).unwrap_or_default();
            let twice = |member: &str, message: &str| {
                Error::new(Code::Duplicate, format!("/approvers/{n}/{member}"), message)
                    .help("Give each person one entry, with a key that only they have.")
            };
            if before.iter().any(|other| other.name == one.name) {
                return Err(twice("name", "another entry has the same name"));
            }
            if before.iter().any(|other| other.key == one.key) {
                return Err(twice("key", "another entry has the same key"));
            }
        }
        Ok(Self { list })
    }

    /// The list as a JSON object.
    #[must_use]
    pub fn json(&self) -> Json {
        ApproversFile { prescreen_approvers: FORMAT, approvers: self.list.clone() }.json()
    }

    /// The person of a name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Approver> {
        self.list.iter().find(|one| one.name == name)
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.list.len()
    }
}
