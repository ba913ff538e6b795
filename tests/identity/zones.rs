//! Machine-readable zones: the specimens of ICAO Doc 9303 (parts 4 to 7, appendices).

use prescreen::date::Date;
use prescreen_identity::{
    Context, Finding, Form, FormField, Kind, Note, Outcome, Part, Place, Sex, check, disagreements,
};

use super::data::data;
use super::schemes::seven_three_one;

const TD1: &str = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
const TD2: &str = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6";
pub const TD3: &str = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
const MRV_A: &str = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<";
const MRV_B: &str = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<";

fn context(year: i32) -> Context<'static> {
    Context { today: Date::new(year, 1, 1).unwrap(), region: "", table: &[] }
}

fn read(text: &str) -> Finding {
    check(Kind::Mrz, text, &context(1996))
}

fn wrong(text: &str, part: Part, place: Place) {
    let found = read(text);
    assert_eq!((found.outcome, found.part, found.place), (Outcome::Correct, Some(part), Some(place)), "{text}");
}

#[test]
fn every_specimen_holds() {
    for zone in [TD1, TD2, TD3, MRV_A, MRV_B] {
        assert_eq!(read(zone).outcome, Outcome::Valid, "{zone} {:?}", read(zone));
        assert_eq!(read(&zone.to_lowercase().replace('\n', "\r\n ")).outcome, Outcome::Valid);
        assert_eq!(read(&zone.replace('\n', "")).outcome, Outcome::Valid, "lines run together");
        assert_eq!(read(&zone.replace("<<", "«")).outcome, Outcome::Valid);
        assert_eq!(read(&zone.replace('<', "＜")).outcome, Outcome::Valid);
    }
}

#[test]
fn every_field_under_a_check_digit_is_named() {
    let change = |from: &str, to: &str| TD3.replacen(from, to, 1);
    wrong(&change("L898902C36", "L898902C37"), Part::CheckDigit, Place::Number);
    wrong(&change("7408122F", "7408123F"), Part::CheckDigit, Place::BirthDate);
    wrong(&change("1204159", "1204158"), Part::CheckDigit, Place::ExpiryDate);
    wrong(&change("ZE184226B<<<<<1", "ZE184226B<<<<<2"), Part::CheckDigit, Place::Optional);
    wrong(&change("<<<<<10", "<<<<<11"), Part::CheckDigit, Place::Composite);
    wrong(&change("7408122F", "7408122Q"), Part::Character, Place::Sex);
    wrong(&change("6UTO", "6U0O"), Part::Character, Place::Nationality);
    wrong(&change("P<UTO", "P<U1O"), Part::Character, Place::Issuer);
    wrong(&change("P<UTO", "1<UTO"), Part::Character, Place::DocumentCode);
    wrong(&change("ERIKSSON", "ER1KSSON"), Part::Character, Place::Names);
    // O for 0 in a day: 740812 with O counts 24, so the check digit is not 2 any more.
    wrong(&change("7408122F", "74O8122F"), Part::CheckDigit, Place::BirthDate);
    // 741312: 7·7+4·3+1+3·7+1·3+2 = 88, check digit 8, and no such month.
    wrong(&change("7408122F", "7413128F"), Part::Date, Place::BirthDate);
    wrong(&TD1.replace("<<<6", "<<<7"), Part::CheckDigit, Place::Composite);
    wrong(&TD2.replace("<<<6", "<<<7"), Part::CheckDigit, Place::Composite);
    assert_eq!(read(&change("ERIKSSON", "ERIKSSÖN")).part, Some(Part::Character));
    for text in ["P<UTO", TD3.lines().next().unwrap(), &TD3.replace("10", "1"), &format!("{TD3}\n{TD3}")] {
        assert_eq!(read(text).part, Some(Part::Length), "{text}");
    }
}

#[test]
fn a_long_document_number_goes_on_in_the_optional_field() {
    // Part 5, note j: nine characters, a filler, the rest, its check digit. D23145890 7349 by hand: D=13.
    // 13·7+2·3+3+1·7+4·3+5+8·7+9·3+0+7·7+3·3+4+9·7 = 332, check digit 2.
    let first = "I<UTOD23145890<73492<<<<<<<<<<";
    // Upper line from the sixth on, then days with their check digits and the optional field, 7-3-1 throughout.
    let value = |character: char| if character == '<' { 0 } else { character.to_digit(36).unwrap() };
    let covered = format!("{}{}", &first[5..], "74081221204159<<<<<<<<<<<");
    let composite: u32 =
        covered.chars().zip([7, 3, 1].into_iter().cycle()).map(|(one, weight)| value(one) * weight).sum();
    let zone = format!("{first}\n7408122F1204159UTO<<<<<<<<<<<{}\nERIKSSON<<ANNA<MARIA<<<<<<<<<<", composite % 10);
    assert_eq!(read(&zone).outcome, Outcome::Valid);
    wrong(&zone.replace("73492", "73493"), Part::CheckDigit, Place::Number);
}

#[test]
fn a_document_past_its_day_is_said_to_be() {
    let found = check(Kind::Mrz, TD3, &context(2013));
    assert_eq!((found.part, found.place), (Some(Part::Expired), Some(Place::ExpiryDate)));
    assert_eq!(check(Kind::Mrz, TD3, &context(2012)).outcome, Outcome::Valid);
}

/// The same card with another field of expiry, its check digits by part 3, 4.9.
fn until(expiry: &str) -> String {
    let expiry = if expiry.len() == 6 { format!("{expiry}{}", seven_three_one(expiry)) } else { expiry.to_owned() };
    let upper = "D231458907<<<<<<<<<<<<<<<";
    let composite = seven_three_one(&format!("{upper}7408122{expiry}<<<<<<<<<<<"));
    format!("I<UTO{upper}\n7408122F{expiry}UTO<<<<<<<<<<<{composite}\nERIKSSON<<ANNA<MARIA<<<<<<<<<<")
}

#[test]
fn a_document_without_a_day_of_expiry_has_not_expired() {
    // Nines, fillers with either check digit, and 1 January or 31 December 9999 in two digits.
    for expiry in ["999999", "<<<<<<", "<<<<<<<", "990101", "991231"] {
        let found = check(Kind::Mrz, &until(expiry), &context(2026));
        assert_eq!((found.outcome, found.note), (Outcome::Valid, Some(Note::NoExpiry)), "{expiry}: {found:?}");
    }
    // The same days while they lay ahead, and any other day of that year.
    assert_eq!(check(Kind::Mrz, &until("990101"), &context(1996)).note, None);
    assert_eq!(check(Kind::Mrz, &until("990102"), &context(2026)).part, Some(Part::Expired));
    assert_eq!(check(Kind::Mrz, &until("9999997"), &context(2026)).part, Some(Part::CheckDigit));
    assert_eq!(check(Kind::Mrz, &until("991301"), &context(2026)).part, Some(Part::Date));
}

#[test]
fn whoever_has_no_primary_identifier_is_no_error() {
    let first = "P<UTO<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<<<<<<<<<";
    assert_eq!(read(&TD3.replace(TD3.lines().next().unwrap(), first)).outcome, Outcome::Valid);
    wrong(&TD3.replace("ERIKSSON<<ANNA<MARIA", &"<".repeat(20)), Part::Character, Place::Names);
}

#[test]
fn a_french_card_of_before_2021_is_not_checked_and_tells_nothing() {
    // The public specimen of the form of 1988, whose second line has the number first.
    let card = "IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<\n8806923102858CORINNE<<<<<<<6512068F6";
    let found = check(Kind::Mrz, card, &context(2026));
    assert_eq!((found.outcome, found.note), (Outcome::NotChecked, Some(Note::NationalForm)));
    let form = Form { birth_date: Date::new(1980, 1, 1), sex: Some(Sex::Male) };
    assert_eq!(disagreements(Kind::Mrz, card, &form, &context(2026)), []);
    // Its successor, of three lines, is ICAO's.
    assert_eq!(read(&TD1.replace("I<UTO", "IDFRA")).outcome, Outcome::Valid);
    wrong(&TD1.replace("I<UTO", "IDFRA").replace("<<<6", "<<<7"), Part::CheckDigit, Place::Composite);
}

#[test]
fn zones_of_strangers_are_no_error_of_the_person() {
    for file in ["french-card-before-2021", "no-expiry-9999", "no-primary-identifier"] {
        let path = data("zones_of_strangers_are_no_error_of_the_person", &format!("faults/mrz-{file}.txt"));
        let Some(path) = path else { return };
        let found = check(Kind::Mrz, &std::fs::read_to_string(path).unwrap(), &context(2026));
        assert_eq!(found.part, None, "{file}: {found:?}");
    }
}

#[test]
fn birth_and_sex_are_compared_without_a_century() {
    let ask = |year, sex| {
        disagreements(Kind::Mrz, TD3, &Form { birth_date: Date::new(year, 8, 12), sex: Some(sex) }, &context(2010))
    };
    assert_eq!(ask(1974, Sex::Female), []);
    assert_eq!(ask(1975, Sex::Male), [FormField::BirthDate, FormField::Sex]);
    // An unknown day, as part 3 has it: fillers. 7408<<: 49+12+0+8·7 = 117; no composite on a visa.
    let partly = MRV_B.replace("4009078F", "7408<<7F");
    assert_eq!(read(&partly).outcome, Outcome::Valid);
    let form = Form { birth_date: Date::new(1980, 1, 1), sex: None };
    assert_eq!(disagreements(Kind::Mrz, &partly, &form, &context(1996)), []);
}
