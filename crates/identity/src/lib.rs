//! Numbers of identity documents, cards and accounts, telephone numbers and addresses, checked as they are typed.
//!
//! Takes a kind, what a person typed, the day and, where a check has one, a table. Gives a [`Finding`]: that it
//! holds, which part to correct, or that the published rules do not say. It must never keep, show or repeat what
//! was typed, and a finding is no sign of fraud: a wrong digit is a field to correct.
//!
//! All twelve kinds come to 26 kB, gzipped, in a module of their own. What well-kept crates would add, each alone in a
//! module built and measured the same way: `phonenumber` 0.3 477 kB and `card-validate` 2 280 kB (tables and regular
//! expressions), `email_address` 0.2 8.2 kB, `iban_validate` 5 5.3 kB. The first two do not fit; for the other two a page
//! each is written here, which says in the same words as all other kinds which part to correct.

mod card;
mod check_digit;
pub mod counties;
mod day;
pub mod disposable;
mod email;
mod hong_kong;
mod iban;
mod macau;
mod mainland;
mod mrz;
mod permit;
mod phone;
mod taiwan;
mod typed;

use serde::Serialize;

use day::Day;
use prescreen::date::Date;
use typed::Typed;

/// Longest value that is looked at, in characters: more than any machine-readable zone or address has.
pub const MAX_CHARACTERS: usize = 320;

/// A word with its spelling in every language and on every wire.
macro_rules! words {
    ($(#[$top:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$top])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum $name { $($(#[$doc])* #[serde(rename = $text)] $variant,)* }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// As it is written everywhere.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }
    };
}

words! {
    /// What kind of value it is.
    Kind {
        /// Mainland resident identity card, 18 characters (GB 11643-1999), and the residence permits of residents of
        /// Hong Kong, Macau and Taiwan, which follow it with 810000, 820000 and 830000 for county.
        MainlandIdentity = "mainland_identity",
        /// Foreign permanent resident identity card, 18 characters since 2023 or 15 before.
        PermanentResidence = "permanent_residence",
        /// Hong Kong identity card.
        HongKongIdentity = "hong_kong_identity",
        /// Macau resident identity card (BIR).
        MacauIdentity = "macau_identity",
        /// Taiwan national identity card, and resident certificate in the form of 2021 and the one before.
        TaiwanIdentity = "taiwan_identity",
        /// Mainland travel permit for residents of Hong Kong and Macau.
        HongKongMacauPermit = "hong_kong_macau_permit",
        /// Mainland travel permit for residents of Taiwan.
        TaiwanPermit = "taiwan_permit",
        /// Machine-readable zone of a passport, card or visa (ICAO 9303).
        Mrz = "mrz",
        /// Number of a bank card (ISO/IEC 7812).
        BankCard = "bank_card",
        /// International bank account number (ISO 13616).
        Iban = "iban",
        /// Telephone number.
        Phone = "phone",
        /// E-mail address.
        Email = "email",
    }
}

words! {
    /// What came out.
    Outcome {
        /// Everything that the scheme's published rules say holds.
        Valid = "valid",
        /// A part is to be corrected.
        Correct = "correct",
        /// The form holds; the scheme publishes no check beyond it, or none is known here.
        NotChecked = "not_checked",
    }
}

words! {
    /// What is to be corrected.
    Part {
        /// Nothing was typed.
        Empty = "empty",
        /// Too short or too long.
        Length = "length",
        /// A character that cannot stand where it stands.
        Character = "character",
        /// The first letter, digit or digits are of no such document.
        Prefix = "prefix",
        /// The check digit does not go with the rest.
        CheckDigit = "check_digit",
        /// A day that the calendar does not have.
        Date = "date",
        /// A day of birth after today.
        FutureDate = "future_date",
        /// A day of expiry before today.
        Expired = "expired",
        /// A country that the scheme does not list.
        Country = "country",
        /// A number of 15 digits, out of use since 2013.
        OldNumber = "old_number",
        /// An address without exactly one @ between a name and a domain.
        Address = "address",
    }
}

words! {
    /// Where in a machine-readable zone.
    Place {
        /// The document's kind, its first two characters.
        DocumentCode = "document_code",
        /// Who issued it.
        Issuer = "issuer",
        /// Surname and given names.
        Names = "names",
        /// The document's number.
        Number = "number",
        /// Nationality.
        Nationality = "nationality",
        /// Day of birth.
        BirthDate = "birth_date",
        /// Sex.
        Sex = "sex",
        /// Day of expiry.
        ExpiryDate = "expiry_date",
        /// What the issuer added.
        Optional = "optional",
        /// The last check digit, over all of them.
        Composite = "composite",
    }
}

words! {
    /// What else is to be known; never an error.
    Note {
        /// The county code is in no list that we have: it may be newer.
        CountyUnknown = "county_unknown",
        /// The county code left the lists before the day of birth; some registers went on giving it.
        CountyGivenUp = "county_given_up",
        /// The county code was not looked up, as no table was given.
        CountyNotChecked = "county_not_checked",
        /// The document's zone has no day of expiry, or one that stands for none: whether it still holds is not checked.
        NoExpiry = "no_expiry",
        /// The zone is of a national form that is not ICAO's, and is not checked.
        NationalForm = "national_form",
        /// The scheme publishes no check digit.
        NoCheckDigit = "no_check_digit",
        /// The country's numbering plan is not known here.
        PlanUnknown = "plan_unknown",
        /// The domain gives addresses for a moment's use.
        Disposable = "disposable",
        /// The domain was not looked up, as no table was given.
        DomainNotChecked = "domain_not_checked",
    }
}

words! {
    /// A field of the form that a document's number also tells.
    FormField {
        /// Day of birth.
        BirthDate = "birth_date",
        /// Sex.
        Sex = "sex",
    }
}

words! {
    /// Sex as documents tell it.
    Sex {
        /// Male.
        Male = "male",
        /// Female.
        Female = "female",
    }
}

/// What a check says; holds nothing of what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// What came out.
    pub outcome: Outcome,
    /// What to correct.
    pub part: Option<Part>,
    /// Where, in a machine-readable zone.
    pub place: Option<Place>,
    /// What else is to be known.
    pub note: Option<Note>,
}

/// What a check needs beside the value.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The day, by the server's clock.
    pub today: Date,
    /// Where a telephone number without a country's code is from: `CN`, `HK`, `MO`, `TW`, or another country's code.
    pub region: &'a str,
    /// The kind's own table, as the package ships it (`counties.bin`, `disposable.bin`); empty when there is none.
    pub table: &'a [u8],
}

/// What the form says elsewhere.
#[derive(Clone, Copy, Default)]
pub struct Form {
    /// Day of birth.
    pub birth_date: Option<Date>,
    /// Sex.
    pub sex: Option<Sex>,
}

/// What is wrong, and where.
#[derive(Debug, Clone, Copy)]
struct Wrong(Part, Option<Place>);

impl From<Part> for Wrong {
    fn from(part: Part) -> Self {
        Self(part, None)
    }
}

/// What a well-formed value tells; stays in this room.
#[derive(Clone, Copy, Default)]
struct Read {
    birth: Option<Day>,
    sex: Option<Sex>,
    unchecked: bool,
    note: Option<Note>,
}

impl Kind {
    fn read(self, value: &str, context: &Context<'_>) -> Result<Read, Wrong> {
        if value.trim().is_empty() {
            return Err(Part::Empty.into());
        }
        if value.chars().nth(MAX_CHARACTERS).is_some() {
            return Err(Part::Length.into());
        }
        let typed = || Typed::of(value);
        let read = match self {
            Self::MainlandIdentity => mainland::resident(&typed(), context),
            Self::PermanentResidence => mainland::permanent_resident(&typed(), context),
            Self::HongKongIdentity => hong_kong::identity(&typed()),
            Self::MacauIdentity => macau::identity(&typed()),
            Self::TaiwanIdentity => taiwan::identity(&typed()),
            Self::HongKongMacauPermit => permit::hong_kong_macau(&typed()),
            Self::TaiwanPermit => permit::taiwan(&typed()),
            Self::Mrz => return mrz::read(value, context.today),
            Self::BankCard => card::number(&typed()),
            Self::Iban => iban::number(&typed()),
            Self::Phone => phone::number(value, context.region),
            Self::Email => email::address(value, context.table),
        };
        Ok(read?)
    }
}

/// Checks what a person typed.
#[must_use]
pub fn check(kind: Kind, value: &str, context: &Context<'_>) -> Finding {
    match kind.read(value, context) {
        Ok(read) => Finding {
            outcome: if read.unchecked { Outcome::NotChecked } else { Outcome::Valid },
            part: None,
            place: None,
            note: read.note,
        },
        Err(Wrong(part, place)) => Finding { outcome: Outcome::Correct, part: Some(part), place, note: None },
    }
}

/// Which fields of the form say another thing than the document's number, for the person to correct either. It is an
/// input error and no signal: nothing scores it. Empty when the number itself is to be corrected.
#[must_use]
pub fn disagreements(kind: Kind, value: &str, form: &Form, context: &Context<'_>) -> Vec<FormField> {
    let Ok(read) = kind.read(value, context) else { return Vec::new() };
    let birth = form.birth_date.zip(read.birth).is_some_and(|(said, read)| !read.may_be(said));
    let sex = form.sex.zip(read.sex).is_some_and(|(said, read)| said != read);
    let fields = [(FormField::BirthDate, birth), (FormField::Sex, sex)];
    fields.into_iter().filter_map(|(field, differs)| differs.then_some(field)).collect()
}
