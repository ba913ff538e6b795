//! What the server already knows and says: time, nonce, product, attested facts.
//!
//! Takes the JSON that the server issued, gives typed values. It never reads a clock.

use serde::Serialize;

use crate::date::{Date, Instant};
use crate::id::Id;
use crate::json::{self, Entries, Json, Object, Write};
use crate::terms::{Nonce, Origin, PackRef, Purpose, Tier};
use crate::{Code, Error, documents, objects};

pub use crate::terms::FactValue;

/// Largest session document, in bytes.
pub const MAX_SESSION_BYTES: usize = 64 * 1024;

/// Most products that are ranked at once.
pub const MAX_PRODUCTS: usize = 200;

/// Largest list of product sheets, in bytes.
pub const MAX_PRODUCTS_BYTES: usize = 512 * 1024;

/// A session as the server issues it and the browser claims it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Session {
    /// The session's id.
    pub id: Id,
    /// Drawn by the server for this session.
    pub nonce: Nonce,
    /// The origin that the verdict is for.
    pub audience: Origin,
    /// The firm's opaque name for the person.
    pub subject: Id,
    /// What the investor is here for.
    pub purpose: Purpose,
    /// The pack, pinned.
    pub pack: PackRef,
    /// The questionnaire variant; `base` when there is only one.
    pub variant: Id,
    /// Server time, seconds since 1970.
    pub now: Instant,
    /// End of the session by the server's clock, seconds since 1970.
    pub expires: Instant,
    /// The product, for a purchase.
    pub product: Option<ProductSheet>,
    /// What is applied for, by its id in the pack, for the purpose `permission`.
    pub permission: Option<Id>,
    /// The profile that the firm holds, if any.
    pub profile: Option<ProfileOnFile>,
    /// Facts that the firm holds: attested.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub facts: Entries<Id, FactValue>,
    /// Classes that the person came to before, in any order: attested. The server adds those that it accepted itself.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub earlier: Vec<EarlierClass>,
}

/// A product as the firm describes it. Its hash goes into the verdict.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct ProductSheet {
    /// The firm's id of the product.
    pub id: Id,
    /// Locale to name.
    pub name: Entries<String, String>,
    /// The issuer's grade.
    pub issuer_grade: Id,
    /// The seller's grade; the higher of the two counts.
    pub seller_grade: Id,
    /// Product type, from the pack's list.
    #[serde(rename = "type")]
    pub kind: Id,
    /// Product term, from the pack's list.
    pub term: Id,
    /// Tags, from the pack's list.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub tags: Vec<Id>,
    /// What it is like in numbers, where the firm gives them: by these suitable products are ranked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub figures: Option<Figures>,
}

/// A product in numbers, and for whom it is made. What is left out is not known, and never helps. Nothing of what the firm
/// earns is here.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Figures {
    /// What it costs, every fee, in basis points a year of what is invested.
    pub cost: Option<u32>,
    /// What is lost in the scenario that the pack states, in basis points of what is invested.
    pub loss: Option<u32>,
    /// Whether it is complex.
    pub complex: Option<bool>,
    /// For how many months the money should stay in it.
    pub months: Option<u32>,
    /// In how many days the money comes back.
    pub days: Option<u32>,
    /// Its target market: the classes that it is made for; empty where that is not known.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub target: Vec<Id>,
}

/// A class that the firm holds from an earlier assessment.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct ProfileOnFile {
    /// The class.
    pub class: Id,
    /// The day of the assessment.
    pub assessed_on: Date,
    /// The last day on which it holds.
    pub valid_until: Date,
    /// The pack that it was made with.
    pub pack: PackRef,
    /// How well it was evidenced when it was made; `declared` when left out. A purchase that rests on it is evidenced
    /// no better.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub tier: Tier,
    /// Whether the firm says that nothing may rest on it.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub suspended: bool,
    /// Whether a later attempt overtook it: one that has a ticket and no verdict, or that ended with a lower class or none.
    /// The server says so, whatever stands here when a session is opened; nothing rests on it until an attempt after that
    /// is finished.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub overtaken: bool,
}

/// A class that somebody came to in an earlier assessment, whether or not it was kept on file. Several of one day stand in
/// the order in which they were given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct EarlierClass {
    /// The class.
    pub class: Id,
    /// The day of the assessment.
    pub assessed_on: Date,
}

objects! {
    Session {
        id, nonce, audience, subject, purpose, pack, variant, now, expires, product, permission, profile; [facts, earlier]
    }
    EarlierClass { class, assessed_on }
    Figures { cost, loss, complex, months, days; [target] }
    ProfileOnFile { class, assessed_on, valid_until, pack; [tier, suspended, overtaken] }
}

documents! {
    ProductSheet { id, name, issuer_grade, seller_grade, kind = "type", term, figures; [tags] }
}

/// A sheet without figures is written without them: its digest is what it was before sheets had any.
impl Write for ProductSheet {
    fn json(&self) -> Json {
        let mut object = Object::default();
        for (name, id) in [
            ("id", &self.id),
            ("issuer_grade", &self.issuer_grade),
            ("seller_grade", &self.seller_grade),
            ("term", &self.term),
            ("type", &self.kind),
        ] {
            object.put(name, id.json());
        }
        object.put("name", self.name.json());
        object.put("tags", self.tags.json());
        if let Some(figures) = &self.figures {
            object.put("figures", figures.json());
        }
        object.into()
    }
}

/// The sheets of products that are to be ranked, a JSON list of at most [`MAX_PRODUCTS`].
///
/// # Errors
/// An [`Error`] with a JSON pointer when the text is no such list: [`Code::Limit`] for too many, [`Code::Duplicate`] for
/// two of one id.
pub fn read_products(text: &str) -> Result<Vec<ProductSheet>, Error> {
    let products: Vec<ProductSheet> = json::read_text(text, MAX_PRODUCTS_BYTES).map_err(of_sheet)?;
    if products.len() > MAX_PRODUCTS {
        return Err(Error::new(Code::Limit, "", "more than 200 products are given").help("Rank fewer at once."));
    }
    for (n, product) in products.iter().enumerate() {
        if products.iter().take(n).any(|other| other.id == product.id) {
            let at = ["/", &n.to_string(), "/id"].concat();
            return Err(Error::new(Code::Duplicate, at, "another product has this id").help("Give each its own."));
        }
    }
    Ok(products)
}

/// An error about a sheet, with what to do about a field that sheets do not have: of whatever name, so that no list of names
/// is gone round.
fn of_sheet(error: Error) -> Error {
    if error.code != Code::UnknownField {
        return error;
    }
    error.help("Take it out. A sheet says nothing of what a firm earns, so that nothing can be ranked by it.")
}

impl Session {
    /// Reads a session document.
    ///
    /// # Errors
    /// An [`Error`] with a JSON pointer when the text is not a session.
    pub fn read(text: &str) -> Result<Self, Error> {
        json::read_text(text, MAX_SESSION_BYTES)
            .map_err(|error| if error.at.starts_with("/product") { of_sheet(error) } else { error })
    }
}
