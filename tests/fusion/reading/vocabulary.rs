//! One vocabulary of problems, with words for each in every language of the page.

use prescreen_fusion::statement::NoteKind;
use prescreen_fusion::{Problem, ProblemKind};
use prescreen_unpack::{Part, ProblemKind as Unopened};

/// The page's words in a language: the part of its file from a name on.
fn words(language: &str, part: &str) -> String {
    let root = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../www/src/records");
    let text = std::fs::read_to_string(root.join(language)).unwrap();
    let start = text.rfind(&format!("\n  {part}: {{\n")).unwrap_or_else(|| panic!("{language} has no {part}"));
    let part = &text[start + 1..];
    part[..part.find("\n  },\n").unwrap()].to_owned()
}

fn has(words: &str, code: &str) -> bool {
    words.contains(&format!("\n    {code}: ")) || words.contains(&format!("\n    \"{code}\": "))
}

#[test]
fn what_cannot_be_opened_is_said_in_the_words_of_what_cannot_be_read() {
    for kind in Unopened::ALL {
        assert_eq!(ProblemKind::from(*kind).word(), kind.word());
    }
    let unopened = prescreen_unpack::Problem::new(Unopened::Damaged).part(Part::Member(3));
    let problem = Problem::from(&unopened);
    assert_eq!((problem.member, problem.field.as_deref()), (Some(3), None));
    let of_sheet = prescreen_unpack::Problem::new(Unopened::Damaged).part(Part::Sheet(2)).row(7);
    let problem = Problem::from(&of_sheet);
    assert_eq!((problem.member, problem.line, problem.field.as_deref()), (None, Some(7), Some("sheet 2")));
}

#[test]
fn every_problem_and_note_has_words_on_the_page() {
    for language in ["en.ts", "zh.ts"] {
        let (problems, notes) = (words(language, "problem"), words(language, "note"));
        let missing: Vec<&str> =
            ProblemKind::ALL.iter().map(|kind| kind.word()).filter(|code| !has(&problems, code)).collect();
        assert!(missing.is_empty(), "{language} lacks problems: {missing:?}");
        let missing: Vec<&str> =
            NoteKind::ALL.iter().map(|kind| kind.word()).filter(|code| !has(&notes, code)).collect();
        assert!(missing.is_empty(), "{language} lacks notes: {missing:?}");
    }
}
