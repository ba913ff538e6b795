//! What a file is, by its content.

use prescreen_unpack::{Kind, Limits, ProblemKind, kind, members};

use super::{file, refused};

#[test]
fn a_file_is_what_it_holds_and_not_what_it_is_called() {
    for (name, expected) in [
        ("table.xlsx", Kind::Xlsx),
        ("unusual.xlsx", Kind::Xlsx),
        ("table.xls", Kind::Xls),
        ("records.xls", Kind::Xls),
        ("locked.xlsx", Kind::EncryptedWorkbook),
        ("locked.xls", Kind::EncryptedWorkbook),
        ("version5.xls", Kind::OtherWorkbook),
        ("version2.xls", Kind::OtherWorkbook),
        ("tabs.xls", Kind::Other),
        ("page.xls", Kind::Other),
        ("plain.zip", Kind::Zip),
        ("aes256.zip", Kind::Zip),
        ("with-workbook.zip", Kind::Zip),
        ("empty.zip", Kind::Zip),
    ] {
        assert_eq!(kind(&file(name)), expected, "{name}");
    }
    assert_eq!(kind(b"\n\n%PDF-1.7"), Kind::Pdf);
    assert_eq!(kind(b""), Kind::Other);
    assert_eq!(kind(b"PK\x03\x04cut"), Kind::Zip);
}

#[test]
fn a_workbook_that_is_not_read_says_why() {
    for (name, expected) in [
        ("locked.xlsx", ProblemKind::EncryptedWorkbook),
        ("locked.xls", ProblemKind::EncryptedWorkbook),
        ("version5.xls", ProblemKind::UnsupportedVersion),
        ("version2.xls", ProblemKind::UnsupportedVersion),
        ("tabs.xls", ProblemKind::WrongKind),
        ("plain.zip", ProblemKind::WrongKind),
    ] {
        assert_eq!(refused(name).kind, expected, "{name}");
    }
    assert_eq!(members(b"date,amount\n", None, &Limits::default()).unwrap_err().kind, ProblemKind::Damaged);
}

#[test]
fn every_kind_of_problem_has_a_word_a_sentence_and_help() {
    for kind in ProblemKind::ALL {
        assert!(kind.word().bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{kind:?}");
        assert!(!kind.message().ends_with('.') && kind.help().ends_with('.'), "{kind:?}");
    }
}
