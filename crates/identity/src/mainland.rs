//! Identity numbers of 18 characters: residents (GB 11643-1999), residents of Hong Kong, Macau and Taiwan with a
//! residence permit, and foreign permanent residents.
//!
//! Takes what was typed, the day and the table of counties. It must never take a code for an error that no list
//! has, or none at birth: lists end, and registers go on giving codes that lists gave up.

use super::check_digit::mod_11_2;
use super::counties::{Counties, InForce};
use super::day::Day;
use super::typed::{Typed, digit};
use super::{Context, Note, Part, Read, Sex};

/// Length of the number.
const LENGTH: usize = 18;
/// Length of the number before 1999.
const OLD_LENGTH: usize = 15;
/// Provinces, GB/T 2260: 71 is Taiwan, 81 to 83 the residence permits of residents of Hong Kong, Macau and Taiwan.
const PROVINCES: [u32; 35] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63,
    64, 65, 71, 81, 82, 83,
];

/// A resident's number: county, day of birth, order (odd for men), check character.
pub(super) fn resident(typed: &Typed, context: &Context<'_>) -> Result<Read, Part> {
    if typed.len() == OLD_LENGTH && typed.digits(0, OLD_LENGTH).is_some() {
        return Err(Part::OldNumber);
    }
    let values = values(typed)?;
    let county = typed.number(0, 6).ok_or(Part::Character)?;
    let province = county / 10_000;
    let permit = (81..=83).contains(&province);
    if !PROVINCES.contains(&province) || permit && county % 10_000 != 0 {
        return Err(Part::Prefix);
    }
    let year = typed.number(6, 10).ok_or(Part::Character)?;
    let birth = birth(typed, 6, context)?;
    if !mod_11_2(&values) {
        return Err(Part::CheckDigit);
    }
    let note = if permit { None } else { county_note(county, year, context.table) };
    Ok(Read { birth: Some(birth), sex: sex(typed, 16), note, ..Read::default() })
}

/// A foreign permanent resident's number. Since 2023: 9, province of application, nationality (ISO 3166 numeric), day
/// of birth, order, check character. Before: nationality (three letters) and 12 digits, whose check is not published.
pub(super) fn permanent_resident(typed: &Typed, context: &Context<'_>) -> Result<Read, Part> {
    if typed.at(0).is_some_and(|first| first.is_ascii_uppercase()) {
        let letters = typed.chars().iter().take_while(|character| character.is_ascii_uppercase()).count();
        if typed.len() != OLD_LENGTH {
            return Err(Part::Length);
        }
        if letters != 3 || typed.digits(3, OLD_LENGTH).is_none() {
            return Err(Part::Character);
        }
        let birth = Day::short(part(typed, 7)?, part(typed, 9)?, part(typed, 11)?).ok_or(Part::Date)?;
        return Ok(Read { birth: Some(birth), unchecked: true, note: Some(Note::NoCheckDigit), ..Read::default() });
    }
    let values = values(typed)?;
    if typed.at(0) != Some('9') || !PROVINCES.contains(&part(typed, 1)?) {
        return Err(Part::Prefix);
    }
    let birth = birth(typed, 6, context)?;
    if !mod_11_2(&values) {
        return Err(Part::CheckDigit);
    }
    Ok(Read { birth: Some(birth), sex: sex(typed, 16), ..Read::default() })
}

/// Values of 17 digits and a check character.
fn values(typed: &Typed) -> Result<Vec<u32>, Part> {
    if typed.len() != LENGTH {
        return Err(Part::Length);
    }
    let mut values = typed.digits(0, 17).ok_or(Part::Character)?;
    let check = typed.at(17).ok_or(Part::Length)?;
    values.push(if check == 'X' { 10 } else { digit(check).ok_or(Part::Character)? });
    Ok(values)
}

fn birth(typed: &Typed, from: usize, context: &Context<'_>) -> Result<Day, Part> {
    let to = from.saturating_add(4);
    let year = typed.number(from, to).ok_or(Part::Character)?;
    let day = Day::full(year, part(typed, to)?, part(typed, to.saturating_add(2))?).ok_or(Part::Date)?;
    if day.is_after(context.today) { Err(Part::FutureDate) } else { Ok(day) }
}

/// Two digits.
fn part(typed: &Typed, from: usize) -> Result<u32, Part> {
    typed.number(from, from.saturating_add(2)).ok_or(Part::Character)
}

fn sex(typed: &Typed, place: usize) -> Option<Sex> {
    typed.at(place).and_then(digit).map(|order| if order % 2 == 1 { Sex::Male } else { Sex::Female })
}

fn county_note(county: u32, year: u32, table: &[u8]) -> Option<Note> {
    let Some(counties) = Counties::read(table) else { return Some(Note::CountyNotChecked) };
    match counties.for_birth(county, year) {
        InForce::Yes => None,
        InForce::Unknown => Some(Note::CountyUnknown),
        InForce::EndedBefore => Some(Note::CountyGivenUp),
    }
}
