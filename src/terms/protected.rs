//! Names that speak of age, sex or origin, which nothing about fraud may read.

/// Words that stand for age, sex or origin where they stand alone in a name.
const WORDS: [&str; 24] = [
    "age",
    "ages",
    "aged",
    "citizen",
    "citizenship",
    "dob",
    "elderly",
    "female",
    "foreigner",
    "hometown",
    "hukou",
    "jiguan",
    "male",
    "man",
    "minzu",
    "origin",
    "race",
    "racial",
    "religion",
    "sex",
    "shengri",
    "tribe",
    "woman",
    "yob",
];

/// Parts that stand for age, sex or origin wherever they are in a name.
const PARTS: [&str; 31] = [
    "birth",
    "ethnic",
    "gender",
    "nationalit",
    "nianling",
    "xingbie",
    "chusheng",
    "nativeplace",
    "agegroup",
    "foreignworker",
    "生肖",
    "年龄",
    "年齡",
    "年纪",
    "周岁",
    "岁数",
    "歲數",
    "性别",
    "性別",
    "男女",
    "籍贯",
    "籍貫",
    "户籍",
    "戶籍",
    "民族",
    "种族",
    "種族",
    "出生",
    "生日",
    "国籍",
    "國籍",
];

/// The word in a feature's name that says it is about age, sex or origin, if there is one.
///
/// Names are split at signs, digits and inner capitals: `customerAge`, `age_in_years` and `AGE2` are about age,
/// `page_views` and `usage` are not.
#[must_use]
pub fn protected(name: &str) -> Option<&'static str> {
    let lower = name.to_ascii_lowercase();
    let joined: String = lower.chars().filter(|letter| is_letter(*letter)).collect();
    let known = |word: String| WORDS.into_iter().find(|known| *known == word);
    let word = split(name).into_iter().find_map(|word| known(word.to_ascii_lowercase()));
    word.or_else(|| {
        PARTS.into_iter().find(|part| joined.as_bytes().windows(part.len()).any(|here| here == part.as_bytes()))
    })
}

/// Everything outside of ASCII counts as a letter.
fn is_letter(letter: char) -> bool {
    letter.is_ascii_alphabetic() || !letter.is_ascii()
}

fn split(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for letter in name.chars() {
        if !is_letter(letter) || (letter.is_ascii_uppercase() && before.is_ascii_lowercase()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| is_letter(letter)) {
            word.push(letter);
        }
        before = letter;
    }
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
            "foreign_nationalities",
        ] {
            assert!(protected(name).is_some(), "{name}");
        }
        for name in
            ["page_views", "usage", "average_gap_ms", "manager", "trace", "session_minutes", "alternative", "storage"]
        {
            assert_eq!(protected(name), None, "{name}");
        }
    }
}
