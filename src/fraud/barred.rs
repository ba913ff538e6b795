//! What never enters a fraud rule or a fraud model: age, sex and origin.
//!
//! Takes the name of a fact or feature, says whether it speaks of one of these. A name is all there is
//! to go by; whoever hides age behind another name is for the pack's reviewers to find.

/// Parts of a name, between `_`, `-`, `.` and spaces, that speak of age, sex or origin.
const PARTS: [&str; 28] = [
    "age",
    "aged",
    "birth",
    "birthday",
    "birthdate",
    "birthplace",
    "dob",
    "born",
    "elderly",
    "senior",
    "sex",
    "gender",
    "male",
    "female",
    "nationality",
    "nation",
    "citizenship",
    "citizen",
    "origin",
    "ethnicity",
    "ethnic",
    "race",
    "native",
    "hometown",
    "hukou",
    "minority",
    "residence",
    "province",
];

/// The same in Chinese, anywhere in a name.
const CHINESE: [&str; 11] = ["年龄", "岁", "生日", "出生", "性别", "籍贯", "民族", "国籍", "户籍", "户口", "种族"];

/// Whether a name speaks of age, sex or origin.
#[must_use]
pub fn is_barred(name: &str) -> bool {
    let mut parts = name.split(|character: char| !character.is_ascii_alphanumeric());
    parts.any(|part| PARTS.iter().any(|barred| part.eq_ignore_ascii_case(barred)))
        || CHINESE.iter().any(|barred| name.contains(barred))
}
