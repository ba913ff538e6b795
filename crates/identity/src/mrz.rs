//! Machine-readable zones (ICAO Doc 9303 parts 3 to 7): cards of three lines (TD1) or two (TD2), passports (TD3) and
//! visas (MRV-A, MRV-B).
//!
//! Takes the lines as typed or read by a camera, and the day. Gives birth and sex, or the first field to correct. It
//! must never judge names: states write them in their own ways. A national form that is not ICAO's is not judged either:
//! what nobody published cannot be somebody's error.

use super::check_digit::weighted;
use super::day::Day;
use super::typed::{alphanumeric, digit, join, narrow};
use super::{Note, Part, Place, Read, Sex, Wrong};
use prescreen::date::Date;

const FILLER: char = '<';

/// Where the fields of a form lie: line, from, to (not included).
struct Form {
    lines: usize,
    length: usize,
    visa: bool,
    issuer: Span,
    names: Span,
    number: Span,
    nationality: Span,
    birth: Span,
    sex: Span,
    expiry: Span,
    optional: &'static [Span],
    /// The optional field's own check digit, on the last line.
    optional_check: Option<usize>,
    /// What the last check digit covers, and its place.
    composite: Option<(&'static [Span], Span)>,
}

#[derive(Clone, Copy)]
struct Span(usize, usize, usize);

const TD1: Form = Form {
    lines: 3,
    length: 30,
    visa: false,
    issuer: Span(0, 2, 5),
    names: Span(2, 0, 30),
    number: Span(0, 5, 14),
    nationality: Span(1, 15, 18),
    birth: Span(1, 0, 6),
    sex: Span(1, 7, 8),
    expiry: Span(1, 8, 14),
    optional: &[Span(0, 15, 30), Span(1, 18, 29)],
    optional_check: None,
    composite: Some((&[Span(0, 5, 30), Span(1, 0, 7), Span(1, 8, 15), Span(1, 18, 29)], Span(1, 29, 30))),
};

const TD2: Form = Form {
    lines: 2,
    length: 36,
    visa: false,
    issuer: Span(0, 2, 5),
    names: Span(0, 5, 36),
    number: Span(1, 0, 9),
    nationality: Span(1, 10, 13),
    birth: Span(1, 13, 19),
    sex: Span(1, 20, 21),
    expiry: Span(1, 21, 27),
    optional: &[Span(1, 28, 35)],
    optional_check: None,
    composite: Some((&[Span(1, 0, 10), Span(1, 13, 20), Span(1, 21, 35)], Span(1, 35, 36))),
};

const TD3: Form = Form {
    length: 44,
    names: Span(0, 5, 44),
    optional: &[Span(1, 28, 42)],
    optional_check: Some(42),
    composite: Some((&[Span(1, 0, 10), Span(1, 13, 20), Span(1, 21, 43)], Span(1, 43, 44))),
    ..TD2
};

const MRV_A: Form = Form { visa: true, optional: &[Span(1, 28, 44)], optional_check: None, composite: None, ..TD3 };

const MRV_B: Form = Form { visa: true, optional: &[Span(1, 28, 36)], composite: None, ..TD2 };

const FORMS: [&Form; 5] = [&TD1, &TD2, &TD3, &MRV_A, &MRV_B];

/// How the French identity card began its two lines of 36 until 2021, when it took ICAO's form: names end at another
/// place, the number fills 12, and no day of expiry stands there.
const FRENCH_CARD: &str = "IDFRA";

/// Days that stand for none: states write 1 January or 31 December 9999 into two digits for the year.
const NEVER: [[u32; 3]; 2] = [[99, 1, 1], [99, 12, 31]];

/// The lines, each of the form's length and of the characters that a zone may have.
struct Zone(Vec<Vec<char>>);

impl Zone {
    fn field(&self, Span(line, from, to): Span) -> &[char] {
        self.0.get(line).and_then(|line| line.get(from..to)).unwrap_or_default()
    }

    fn at(&self, line: usize, place: usize) -> char {
        self.field(Span(line, place, place.saturating_add(1))).first().copied().unwrap_or(FILLER)
    }
}

pub(super) fn read(text: &str, today: Date) -> Result<Read, Wrong> {
    let (zone, form) = lines(text)?;
    if form.length == TD2.length && zone.field(Span(0, 0, 5)).iter().copied().eq(FRENCH_CARD.chars()) {
        return Ok(Read { unchecked: true, note: Some(Note::NationalForm), ..Read::default() });
    }
    letters(&zone, Span(0, 0, 1), Place::DocumentCode, false)?;
    letters(&zone, form.issuer, Place::Issuer, true)?;
    letters(&zone, form.nationality, Place::Nationality, true)?;
    names(zone.field(form.names))?;
    number(&zone, form)?;
    let birth = date(&zone, form.birth, Place::BirthDate)?;
    let without_expiry =
        [FILLER, '9'].iter().any(|one| zone.field(form.expiry).iter().all(|character| character == one));
    let expiry = if without_expiry {
        dated(&zone, form.expiry, Place::ExpiryDate)?;
        None
    } else {
        date(&zone, form.expiry, Place::ExpiryDate)?
    };
    let sex = match zone.field(form.sex) {
        ['M'] => Some(Sex::Male),
        ['F'] => Some(Sex::Female),
        [FILLER | 'X'] => None,
        _ => return Err(Wrong(Part::Character, Some(Place::Sex))),
    };
    if let (Some(place), Some(optional)) = (form.optional_check, form.optional.first()) {
        agree_or_empty(zone.field(*optional), zone.at(1, place), Place::Optional)?;
    }
    if let Some((spans, check)) = form.composite {
        let all: Vec<char> = spans.iter().flat_map(|span| zone.field(*span)).copied().collect();
        agree(&all, zone.at(check.0, check.1), Place::Composite)?;
    }
    let passed = expiry.filter(|expiry| has_passed(*expiry, today));
    if passed.is_some_and(|expiry| !NEVER.contains(&expiry)) {
        return Err(Wrong(Part::Expired, Some(Place::ExpiryDate)));
    }
    let birth = birth.and_then(|[year, month, day]| Day::short(year, month, day));
    let note = (without_expiry || passed.is_some()).then_some(Note::NoExpiry);
    Ok(Read { birth, sex, note, ..Read::default() })
}

/// The lines and the form they are of.
fn lines(text: &str) -> Result<(Zone, &'static Form), Wrong> {
    let read = |line: &str| line.chars().filter(|character| !character.is_whitespace()).flat_map(mark).collect();
    let mut lines: Vec<Vec<char>> = text.lines().map(read).filter(|line: &Vec<char>| !line.is_empty()).collect();
    if let [joined] = &lines[..] {
        let length = if joined.len() == 90 { 30 } else { joined.len() / 2 };
        lines = joined.chunks(length.max(1)).map(<[char]>::to_vec).collect();
    }
    let visa = lines.first().and_then(|line| line.first()) == Some(&'V');
    let fits = |form: &&&Form| {
        form.visa == visa && form.lines == lines.len() && lines.iter().all(|line| line.len() == form.length)
    };
    let form = FORMS.iter().find(fits).ok_or(Part::Length)?;
    let known = |character: &char| *character == FILLER || alphanumeric(*character).is_some();
    if !lines.iter().flatten().all(known) {
        return Err(Part::Character.into());
    }
    Ok((Zone(lines), form))
}

/// A character as the zone has it; quotation marks that a keyboard makes of fillers.
fn mark(character: char) -> impl Iterator<Item = char> {
    let (one, count) = match narrow(character) {
        '«' | '《' => (FILLER, 2),
        '‹' | '〈' => (FILLER, 1),
        other => (other, 1),
    };
    core::iter::repeat_n(one, count)
}

fn letters(zone: &Zone, span: Span, place: Place, fillers: bool) -> Result<(), Wrong> {
    let fits = |character: &char| character.is_ascii_uppercase() || fillers && *character == FILLER;
    let field = zone.field(span);
    if field.iter().all(fits) && field.first() != Some(&FILLER) {
        Ok(())
    } else {
        Err(Wrong(Part::Character, Some(place)))
    }
}

/// At least one name, and no digit. Whoever has no primary identifier has fillers before the secondary one.
fn names(field: &[char]) -> Result<(), Wrong> {
    let fits =
        field.iter().all(|character| !character.is_ascii_digit()) && field.iter().any(|character| *character != FILLER);
    if fits { Ok(()) } else { Err(Wrong(Part::Character, Some(Place::Names))) }
}

/// The document's number. On cards, one of more than nine characters goes on in the optional field, its check digit
/// behind it, and a filler stands in the check digit's own place (parts 5 and 6).
fn number(zone: &Zone, form: &Form) -> Result<(), Wrong> {
    let Span(line, _, to) = form.number;
    let field = zone.field(form.number);
    let check = zone.at(line, to);
    let continues = form.composite.is_some() && form.optional_check.is_none();
    let rest = form.optional.first().map(|span| zone.field(*span)).unwrap_or_default();
    let rest: Vec<char> = rest.iter().copied().take_while(|character| *character != FILLER).collect();
    match rest.split_last() {
        Some((check_behind, more)) if continues && check == FILLER && field.last() != Some(&FILLER) => {
            let whole: Vec<char> = field.iter().chain(more).copied().collect();
            agree(&whole, *check_behind, Place::Number)
        }
        _ => agree(field, check, Place::Number),
    }
}

/// A field and its check digit: weights 7, 3, 1, letters from 10, fillers nought, modulo 10 (part 3, 4.9).
fn agree(field: &[char], check: char, place: Place) -> Result<(), Wrong> {
    let check = digit(check).ok_or(Wrong(Part::Character, Some(place)))?;
    let values = field.iter().map(|character| alphanumeric(*character).unwrap_or(0));
    if weighted(values, &[7, 3, 1], 10) == check { Ok(()) } else { Err(Wrong(Part::CheckDigit, Some(place))) }
}

/// The same where the field may be empty: its check digit may then be a filler.
fn agree_or_empty(field: &[char], check: char, place: Place) -> Result<(), Wrong> {
    let empty = check == FILLER && field.iter().all(|character| *character == FILLER);
    agree(field, if empty { '0' } else { check }, place)
}

/// A day's field, if it agrees with the check digit behind it.
fn dated(zone: &Zone, span: Span, place: Place) -> Result<&[char], Wrong> {
    let Span(line, _, to) = span;
    let field = zone.field(span);
    agree_or_empty(field, zone.at(line, to), place).map(|()| field)
}

/// Year of the century, month and day; none where a part is not known and fillers stand for it.
fn date(zone: &Zone, span: Span, place: Place) -> Result<Option<[u32; 3]>, Wrong> {
    let field = dated(zone, span, place)?;
    let part = |pair: &[char]| match pair {
        [FILLER, FILLER] => Ok(None),
        pair => pair
            .iter()
            .map(|character| digit(*character))
            .collect::<Option<Vec<u32>>>()
            .map(|digits| join(&digits))
            .ok_or(Part::Character),
    };
    let parts: Result<Vec<Option<u32>>, Part> = field.chunks(2).map(part).collect();
    match parts.map_err(|part| Wrong(part, Some(place)))?[..] {
        [Some(year), Some(month), Some(day)] if Day::short(year, month, day).is_some() => Ok(Some([year, month, day])),
        [Some(_), Some(_), Some(_)] => Err(Wrong(Part::Date, Some(place))),
        _ => Ok(None),
    }
}

/// Whether a day of expiry lies before today: documents are valid for ten years or so, so it is the century's nearest.
fn has_passed([year, month, day]: [u32; 3], today: Date) -> bool {
    let this_year = 1970_i64.saturating_add(Date::EPOCH.years_until(today).unwrap_or(0));
    let nearest = [1900_i64, 2000, 2100]
        .into_iter()
        .map(|century| century.saturating_add(i64::from(year)))
        .min_by_key(|year| year.abs_diff(this_year))
        .and_then(|year| Date::new(i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?));
    nearest.is_some_and(|expiry| expiry < today)
}
