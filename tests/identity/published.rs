//! Examples that the schemes' own publications give, or where they give none, that are known from elsewhere.

use prescreen::date::Date;
use prescreen_identity::counties::{Counties, InForce};
use prescreen_identity::{Form, FormField, Kind, Note, Outcome, Part, Sex, check, disagreements};

use super::data::data;
use super::{COUNTIES, context, corrected, find, form_only, holds};

#[test]
fn mainland_numbers() {
    let kind = Kind::MainlandIdentity;
    // GB 11643-1999, 4.3: both examples. 1880 and Chaoyang county, given up in 1993.
    holds(kind, "11010519491231002X");
    holds(kind, "440524188001010014");
    // As people type them.
    for typed in
        ["11010519491231002x", "１１０１０５１９４９１２３１００２Ｘ", " 110105 19491231 002X ", "110105-19491231-002x"]
    {
        holds(kind, typed);
    }
    corrected(kind, "", Part::Empty);
    corrected(kind, "   ", Part::Empty);
    corrected(kind, "11010519491231002", Part::Length);
    corrected(kind, "1101051949123100201", Part::Length);
    corrected(kind, "1101051949123100XX", Part::Character);
    corrected(kind, "11010519491231OO2X", Part::Character);
    corrected(kind, "110105194912310021", Part::CheckDigit);
    corrected(kind, "110105491231002", Part::OldNumber);
    corrected(kind, "01010519491231002X", Part::Prefix);
    // The calendar has no such day; the check digit is never reached.
    corrected(kind, "11010519490229002X", Part::Date);
    corrected(kind, "11010519491331002X", Part::Date);
    corrected(kind, "11010520261124002X", Part::FutureDate);
    assert_ne!(find(kind, "11010520261123002X").part, Some(Part::FutureDate));
}

#[test]
fn permits_of_residents_and_foreign_permanent_residents() {
    // State Council notice of 2018-08-19 on residence permits: 810000, 820000 and 830000. The check character by
    // hand.
    holds(Kind::MainlandIdentity, "810000199408230021");
    corrected(Kind::MainlandIdentity, "810105199408230021", Part::Prefix);
    // National Immigration Administration, 2023: 9, province, nationality in digits, MOD 11-2. The standard's table makes the check.
    let number = with_check("93115619880202221");
    holds(Kind::PermanentResidence, &number);
    let other = if number.ends_with('6') { "931156198802022217" } else { "931156198802022216" };
    corrected(Kind::PermanentResidence, other, Part::CheckDigit);
    corrected(Kind::PermanentResidence, "831156198802022215", Part::Prefix);
    form_only(Kind::PermanentResidence, "CAN110078010201", Note::NoCheckDigit);
    corrected(Kind::PermanentResidence, "CAN110078130201", Part::Date);
    corrected(Kind::PermanentResidence, "CA1110078010201", Part::Character);
}

#[test]
fn a_county_that_was_given_up_before_birth_is_a_note() {
    let table = Counties::read(COUNTIES).unwrap();
    // Chongwen district was merged into Dongcheng on 1 July 2010 (State Council).
    assert_eq!(table.for_birth(110_103, 1985), InForce::Yes);
    assert_eq!(table.for_birth(110_103, 2011), InForce::Yes, "registers follow later than lists");
    assert_eq!(table.for_birth(110_103, 2015), InForce::EndedBefore);
    // Chongqing left Sichuan in 1997; Miyun became a district in 2015.
    assert_eq!(table.for_birth(510_202, 2005), InForce::EndedBefore);
    assert_eq!(table.for_birth(500_103, 2005), InForce::Yes);
    assert_eq!(table.for_birth(110_118, 1950), InForce::Yes, "a number may be given long after birth");
    assert_eq!(table.for_birth(110_199, 2000), InForce::Unknown);

    let kind = Kind::MainlandIdentity;
    let known = find(kind, "11010519491231002X");
    assert_eq!(known.note, None);
    let no_table = check(kind, "11010519491231002X", &prescreen_identity::Context { table: &[], ..context(kind) });
    assert_eq!((no_table.outcome, no_table.note), (Outcome::Valid, Some(Note::CountyNotChecked)));
    // 110199 was never listed; 110103 in 2015 was not any more.
    let unknown = find(kind, &with_check("11019919491231002"));
    assert_eq!((unknown.outcome, unknown.note), (Outcome::Valid, Some(Note::CountyUnknown)));
    let given_up = find(kind, &with_check("11010320151231002"));
    assert_eq!((given_up.outcome, given_up.note), (Outcome::Valid, Some(Note::CountyGivenUp)));
}

#[test]
fn numbers_of_strangers_whose_county_was_given_up_are_accepted() {
    let name = "numbers_of_strangers_whose_county_was_given_up_are_accepted";
    let Some(path) = data(name, "faults/mainland-county-given-up.txt") else { return };
    let text = std::fs::read_to_string(path).unwrap();
    for number in text.lines().filter(|line| line.len() == 18) {
        let found = find(Kind::MainlandIdentity, number);
        assert_eq!((found.outcome, found.note), (Outcome::Valid, Some(Note::CountyGivenUp)), "{number}");
    }
}

/// GB 11643-1999, 4.1: weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2, characters 1 0 X 9 8 7 6 5 4 3 2.
pub fn with_check(digits: &str) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.chars().zip(WEIGHTS).map(|(digit, weight)| digit.to_digit(10).unwrap() * weight).sum();
    format!("{digits}{}", &"10X98765432"[sum as usize % 11..][..1])
}

#[test]
fn tables_that_are_cut_short_are_no_tables() {
    for bytes in [&b""[..], b"PSC1", b"PSC1Pw", b"PSC2Pw\0\0\0\0\0", &COUNTIES[..COUNTIES.len() - 1], super::DISPOSABLE]
    {
        assert!(Counties::read(bytes).is_none());
    }
}

#[test]
fn hong_kong_macau_taiwan() {
    let hong_kong = Kind::HongKongIdentity;
    // Specimens, which hkid 1.2.1 takes as well.
    for number in ["A123456(3)", "a123456（3）", "A 123456 3", "AB987654(3)", "Ａ１２３４５６（３）"] {
        holds(hong_kong, number);
    }
    corrected(hong_kong, "A123456(4)", Part::CheckDigit);
    corrected(hong_kong, "A12345(3)", Part::Length);
    corrected(hong_kong, "1123456(3)", Part::Character);
    corrected(hong_kong, "A12345B(3)", Part::Character);
    corrected(hong_kong, "A123456(B)", Part::Character);

    form_only(Kind::MacauIdentity, "1234567(8)", Note::NoCheckDigit);
    form_only(Kind::MacauIdentity, "5/123456/7", Note::NoCheckDigit);
    corrected(Kind::MacauIdentity, "2234567(8)", Part::Prefix);
    corrected(Kind::MacauIdentity, "1234567", Part::Length);
    corrected(Kind::MacauIdentity, "123456A8", Part::Character);

    let taiwan = Kind::TaiwanIdentity;
    // The national specimen, and the one of the resident certificate's form of 2021 (National Immigration Agency).
    holds(taiwan, "A123456789");
    holds(taiwan, "a123456789");
    holds(taiwan, "A800000014");
    // The form before 2021, examples of taiwan-id-validator, which also says that they hold.
    holds(taiwan, "AA00000009");
    holds(taiwan, "AB00207171");
    corrected(taiwan, "A123456788", Part::CheckDigit);
    corrected(taiwan, "A323456789", Part::Prefix);
    corrected(taiwan, "A12345678", Part::Length);
    corrected(taiwan, "1123456789", Part::Character);

    // Notices of the National Immigration Administration: H or M and eight digits; eight digits.
    form_only(Kind::HongKongMacauPermit, "H12345678", Note::NoCheckDigit);
    form_only(Kind::HongKongMacauPermit, "m1234567890", Note::NoCheckDigit);
    corrected(Kind::HongKongMacauPermit, "A12345678", Part::Prefix);
    corrected(Kind::HongKongMacauPermit, "H1234567", Part::Length);
    corrected(Kind::HongKongMacauPermit, "H1234567A", Part::Character);
    form_only(Kind::TaiwanPermit, "12345678", Note::NoCheckDigit);
    form_only(Kind::TaiwanPermit, "1234567890(A)", Note::NoCheckDigit);
    corrected(Kind::TaiwanPermit, "1234567", Part::Length);
    corrected(Kind::TaiwanPermit, "1234567A", Part::Character);
}

#[test]
fn cards_and_accounts() {
    // ISO/IEC 7812-1 annex B, and the numbers that card schemes publish for tests.
    let cards = ["4111 1111 1111 1111", "5555555555554444", "378282246310005", "3530111333300000", "6200000000000005"];
    cards.iter().for_each(|number| holds(Kind::BankCard, number));
    corrected(Kind::BankCard, "4111111111111112", Part::CheckDigit);
    corrected(Kind::BankCard, "41111111111", Part::Length);
    corrected(Kind::BankCard, "41111111111111111111", Part::Length);
    corrected(Kind::BankCard, "4111x11111111111", Part::Character);
    corrected(Kind::BankCard, "0111111111111111", Part::Prefix);

    // The IBAN registry's examples.
    let accounts = [
        "GB29 NWBK 6016 1331 9268 19",
        "de89370400440532013000",
        "FR1420041010050500013M02606",
        "NO9386011117947",
        "MT84MALT011000012345MTLCAST001S",
        "CH9300762011623852957",
        "SA0380000000608010167519",
        "NL91ABNA0417164300",
        "LC55HEMM000100010012001200023015",
        "BR1800360305000010009795493C1",
        "AE070331234567890123456",
        "BE68539007547034",
    ];
    accounts.iter().for_each(|number| holds(Kind::Iban, number));
    corrected(Kind::Iban, "GB28NWBK60161331926819", Part::CheckDigit);
    corrected(Kind::Iban, "GB29NWBK6016133192681", Part::Length);
    corrected(Kind::Iban, "CN29NWBK60161331926819", Part::Country);
    corrected(Kind::Iban, "GBX9NWBK60161331926819", Part::Character);
    corrected(Kind::Iban, "GB29NWBK6016133192681*", Part::Character);
    corrected(Kind::Iban, "GB", Part::Length);
}

#[test]
fn the_form_disagrees_with_the_number_and_neither_is_shown() {
    let kind = Kind::MainlandIdentity;
    let ask = |birth: (i32, u8, u8), sex| {
        let form = Form { birth_date: Date::new(birth.0, birth.1, birth.2), sex: Some(sex) };
        disagreements(kind, "11010519491231002X", &form, &context(kind))
    };
    assert_eq!(ask((1949, 12, 31), Sex::Female), []);
    assert_eq!(ask((1949, 12, 30), Sex::Female), [FormField::BirthDate]);
    assert_eq!(ask((1949, 12, 31), Sex::Male), [FormField::Sex]);
    assert_eq!(ask((1950, 12, 31), Sex::Male), [FormField::BirthDate, FormField::Sex]);
    // A number that is to be corrected itself says nothing of the form.
    let form = Form { birth_date: Date::new(1950, 1, 1), sex: Some(Sex::Male) };
    assert_eq!(disagreements(kind, "110105194912310021", &form, &context(kind)), []);
    // What nobody filled in cannot disagree.
    assert_eq!(disagreements(kind, "11010519491231002X", &Form::default(), &context(kind)), []);
    let form = Form { birth_date: None, sex: Some(Sex::Male) };
    assert_eq!(disagreements(Kind::TaiwanIdentity, "A223456781", &form, &context(kind)), [FormField::Sex]);
}
