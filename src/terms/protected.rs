//! Names that speak of age, sex or origin, which nothing about fraud may read.
//!
//! Origin is what the lists of protected characteristics put under it: race, colour, ethnic, national and social origin,
//! nationality, language as a mother tongue, religion and birth (Charter of Fundamental Rights of the EU, article 21;
//! Equality Act 2010 of the United Kingdom, sections 4 and 9; Equal Credit Opportunity Act of the United States, 15 U.S.C.
//! 1691). Names are English or Chinese; the plainest words of German, French, Spanish, Italian, Portuguese, Dutch, Russian,
//! Japanese and Korean are known too, and a name in another language is not. A word that mostly means something else is left
//! out, and taken in the company that makes it origin: `native country`, not `country`; `mother tongue`, not `language`;
//! `skin colour`, not `colour`; `herkunftsland`, not `herkunft`, which is also that of money.

/// Words, alone or two in a row, that stand for age, sex or origin where a name has them whole. One text, not a list: the
/// page downloads it.
const WORDS: &str = "age,aged,age group,elderly,year old,years old,yr old,yrs old,years lived,yrs lived,dob,yob,shengri,\
    shengxiao,zodiac,sex,sexual,female,male,man,men,woman,women,origin,asylum,\
    born,caste,creed,expat,fatherland,first language,foreign national,foreign worker,foreigner,\
    home country,homeland,hometown,hukou,huji,indigenous,jiguan,latina,latino,migrant,minzu,mother tongue,\
    motherland,nation,national minority,native american,native country,native countries,native land,native language,\
    native place,native speaker,native tongue,passport country,race,racial,skin color,skin colour,\
    tribal,tribe,isdob,isman,ismale,iswoman,\
    alter,kundenalter,jahrgang,herkunftsland,rasse,sexe,naissance,femme,homme,langue maternelle,edad,sexo,nacimiento,raza,\
    mujer,hombre,età,sesso,nascita,razza,donna,uomo,idade,faixa etaria,nascimento,raca,raça,afkomst,godsdienst";

/// What follows `race` where it is a contest or programs that overtake each other.
const AFTER_ANOTHER_RACE: &str = "condition,course,distance,lap,result,time";

/// Parts that stand for age, sex or origin wherever they are in a name.
const PARTS: &str = "birth,aborigin,ancest,caucasian,citizen,ethni,gender,hispanic,immigra,nationalit,naturali,pregnan,\
    refugee,religi,female,\
    altersgrupp,altersklass,lebensalter,geburt,geschlecht,weiblich,maennlich,männlich,staatsangeh,staatsbuerg,staatsbürg,\
    konfession,kirchensteuer,muttersprach,hautfarbe,citoyen,nacionalid,ciudadan,etnia,cittadin,cidadan,leeftijd,geslacht,\
    geboort,возраст,рожден,национальност,生年月日,年齢,人種,연령,성별,국적,생년,\
    nianling,xingbie,chusheng,zongjiao,生肖,年龄,年齡,年纪,周岁,岁数,歲數,性别,性別,男女,籍贯,籍貫,祖籍,原籍,户籍,戶籍,\
    户口,戶口,民族,种族,種族,族裔,血统,血統,肤色,膚色,母语,母語,宗教,移民,外国人,外國人,出生,生日,国籍,國籍";

/// The word in a feature's name that says it is about age, sex or origin, if there is one.
///
/// Names are split at signs, digits and inner capitals: `customerAge`, `age_in_years` and `AGE2` are about age,
/// `page_views` and `usage` are not; `native-country` and `nativeCountry` are about origin, `alternative_country` is not.
#[must_use]
pub fn protected(name: &str) -> Option<&'static str> {
    let words = words(name.as_bytes());
    let letters: Vec<u8> = words.iter().copied().filter(|letter| *letter != BETWEEN).collect();
    let has_word = |known: &&str| {
        (0..words.len()).any(|place| match words.get(place..).and_then(|here| word(here, known)) {
            Some(next) => *known != "race" || !AFTER_ANOTHER_RACE.split(',').any(|after| word(next, after).is_some()),
            None => false,
        })
    };
    let has_part = |part: &&str| letters.windows(part.len()).any(|here| here == part.as_bytes());
    WORDS.split(',').find(has_word).or_else(|| PARTS.split(',').find(has_part))
}

/// What stands before each word, and behind the last one.
const BETWEEN: u8 = b'_';

/// What follows a known word, or its plural, that stands here. Two known words may be written as one.
fn word<'w>(here: &'w [u8], known: &str) -> Option<&'w [u8]> {
    let rest = known.bytes().try_fold(here.strip_prefix(&[BETWEEN])?, |rest, letter| match letter {
        b' ' => Some(rest.strip_prefix(&[BETWEEN]).unwrap_or(rest)),
        letter => rest.strip_prefix(&[letter]),
    })?;
    let rest = rest.strip_prefix(b"s").unwrap_or(rest);
    rest.starts_with(&[BETWEEN]).then_some(rest)
}

/// Everything outside of ASCII counts as a letter.
fn is_letter(letter: u8) -> bool {
    letter.is_ascii_alphabetic() || !letter.is_ascii()
}

/// Words in small letters.
fn words(name: &[u8]) -> Vec<u8> {
    let mut words = Vec::new();
    let mut before = BETWEEN;
    for (letter, next) in name.iter().zip(name.iter().skip(1).chain(&[BETWEEN])) {
        // In a row of capitals, the last one starts a word when small letters follow.
        let inner = before.is_ascii_lowercase() || before.is_ascii_uppercase() && next.is_ascii_lowercase();
        if is_letter(*letter) {
            if !is_letter(before) || letter.is_ascii_uppercase() && inner {
                words.push(BETWEEN);
            }
            words.push(letter.to_ascii_lowercase());
        }
        before = *letter;
    }
    words.push(BETWEEN);
    words
}

#[cfg(test)]
mod tests {
    use super::protected;

    #[test]
    fn age_sex_and_origin_are_recognised_by_whole_words() {
        for name in [
            "age",
            "AGE",
            "customerAge",
            "age_in_years",
            "applicant-age",
            "Age2",
            "DOB",
            "birth_date",
            "YearOfBirth",
            "sex",
            "Gender",
            "is_male",
            "country_of_origin",
            "nationality",
            "nativePlace",
            "native place",
            "ethnicity",
            "年龄",
            "客户年龄",
            "性别",
            "籍贯",
            "民族",
            "户籍地",
            "hukou_type",
            "huji",
            "years-old",
            "yearsOld",
            "customer_yrs_lived",
            "zodiac_sign",
            "shengxiao",
            "foreign_nationalities",
            "native-country",
            "native_country",
            "native country",
            "nativeCountry",
            "NATIVE_COUNTRY",
            "nativecountry",
            "nativeCountries",
            "IDNativeCountry",
            "country-of-birth",
            "country_of_birth",
            "countryOfBirth",
            "place of birth",
            "birth country",
            "foreignBorn",
            "where_born",
            "national_origin",
            "nationalOrigins",
            "Nationality_Code",
            "ethnic-group",
            "ethnicBackground",
            "race",
            "races",
            "race_code",
            "applicantRace",
            "race_white",
            "DOBYear",
            "home-country",
            "passportCountry",
            "mother_tongue",
            "firstLanguage",
            "native_speaker",
            "skin_colour",
            "skinColor",
            "is_hispanic",
            "religious_belief",
            "caste",
            "immigrationStatus",
            "is_refugee",
            "ancestry",
            "foreign_national",
            "national_minority",
            "citizens",
            "祖籍地",
            "客户肤色",
            "母语",
            "isfemale",
            "is_male",
            "ismale",
            "altersgruppe",
            "Alter",
            "kundenalter",
            "geburtsjahr",
            "Geschlecht",
            "staatsangehoerigkeit",
            "kirchensteuer",
            "herkunftsland",
            "ethnie",
            "sexe",
            "date_naissance",
            "dateNaissance",
            "edad",
            "fecha_nacimiento",
            "religión",
            "età",
            "data_di_nascita",
            "idade",
            "raca",
            "leeftijd",
            "возраст",
            "年齢",
            "성별",
        ] {
            assert!(protected(name).is_some(), "{name}");
        }
        for name in [
            "page_views",
            "usage",
            "average_gap_ms",
            "manager",
            "trace",
            "session_minutes",
            "years_of_investing",
            "oldest_account_years",
            "old_address_years",
            "alternative",
            "storage",
            "country",
            "product_country",
            "country_of_issue",
            "countryOfListing",
            "ip_country",
            "country_of_residence",
            "alternative_country",
            "alternativePlace",
            "page_group",
            "race_time",
            "raceTimes",
            "race-conditions",
            "trace_time",
            "embrace",
            "native_app",
            "nativeView",
            "language",
            "browser_language",
            "foreign_exchange",
            "foreign_currency",
            "background_colour",
            "national_index",
            "international",
            "nationwide",
            "hibernation",
            "stubborn",
            "newborn_fund",
            "comments",
            "visa",
            "original_amount",
            "s_ex",
            "propiedad",
            "unidades",
            "renaissance_fund",
            "mittelherkunft",
            "origen_de_fondos",
            "terrasse",
            "eta_minutes",
            "quality",
            "falter",
        ] {
            assert_eq!(protected(name), None, "{name}");
        }
    }
}
