//! Archives by Python's zipfile, pyzipper and Info-ZIP.

use prescreen_unpack::{Kind, Name, Part, ProblemKind, kind};

use super::{PASSWORD, file, opened};

fn csv() -> String {
    "日期,金额\n2024-01-05,28.16\n".repeat(40)
}

fn names(name: &str) -> Vec<String> {
    let members = opened(name, None).unwrap();
    members
        .into_iter()
        .map(|member| match member.name {
            Name::Text(text) => text,
            Name::Bytes(_) => panic!("{name}: a name in an older encoding"),
        })
        .collect()
}

#[test]
fn an_archive_gives_its_files_without_folders_and_what_systems_left() {
    assert_eq!(names("plain.zip"), ["账单/一月.csv", "stored.csv"]);
    let members = opened("plain.zip", None).unwrap();
    assert_eq!(members[0].bytes, csv().as_bytes());
    assert_eq!(members[1].bytes, b"date,amount\n");
}

#[test]
fn a_password_is_not_looked_at_where_none_is_needed() {
    assert_eq!(opened("plain.zip", Some(b"anything")).unwrap(), opened("plain.zip", None).unwrap());
}

#[test]
fn zipcrypto_and_winzip_aes_open_with_the_password() {
    for (name, content) in [
        ("aes128.zip", csv().into_bytes()),
        ("aes256.zip", csv().into_bytes()),
        ("aes256-stored.zip", b"a,b\n".to_vec()),
        ("zipcrypto-stored.zip", b"date,amount\n".to_vec()),
        ("zipcrypto-gbk.zip", encoded(&csv())),
    ] {
        let members = opened(name, Some(PASSWORD)).unwrap_or_else(|problem| panic!("{name}: {problem}"));
        assert_eq!(members[0].bytes, content, "{name}");
    }
    assert_eq!(opened("aes256-stored.zip", Some(PASSWORD)).unwrap()[1].bytes, csv().as_bytes());
}

/// The text in GBK, of the few characters that it has.
fn encoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for letter in text.chars() {
        match letter {
            '日' => bytes.extend(*b"\xc8\xd5"),
            '期' => bytes.extend(*b"\xc6\xda"),
            '金' => bytes.extend(*b"\xbd\xf0"),
            '额' => bytes.extend(*b"\xb6\xee"),
            ascii => bytes.push(u8::try_from(ascii).unwrap()),
        }
    }
    bytes
}

#[test]
fn a_name_in_an_older_encoding_comes_out_as_it_stands() {
    let members = opened("zipcrypto-gbk.zip", Some(PASSWORD)).unwrap();
    // "账单明细.csv" in GBK.
    assert!(members[0].name == Name::Bytes(b"\xd5\xcb\xb5\xa5\xc3\xf7\xcf\xb8.csv".to_vec()));
}

#[test]
fn without_the_password_it_is_asked_for() {
    for name in ["aes128.zip", "aes256.zip", "aes256-stored.zip", "zipcrypto-gbk.zip", "zipcrypto-stored.zip"] {
        assert_eq!(opened(name, None).unwrap_err().kind, ProblemKind::PasswordNeeded, "{name}");
    }
}

/// ZipCrypto's check lets one wrong password in 256 pass: content tells the rest.
#[test]
fn no_wrong_password_opens_anything() {
    for name in ["aes256.zip", "zipcrypto-gbk.zip", "zipcrypto-stored.zip"] {
        for number in 0..1_500 {
            let password = format!("wrong-{number}");
            let problem = opened(name, Some(password.as_bytes())).unwrap_err();
            assert_eq!(problem.kind, ProblemKind::PasswordWrong, "{name} {password}");
            if name == "aes256.zip" && number > 20 {
                break;
            }
        }
        assert_eq!(opened(name, Some(b"")).unwrap_err().kind, ProblemKind::PasswordWrong, "{name}");
    }
}

#[test]
fn an_archive_in_an_archive_gives_its_files_in_its_place() {
    assert_eq!(names("nested.zip"), ["a.csv", "b.csv", "c.csv", "d.csv"]);
    let problem = opened("nested-twice.zip", None).unwrap_err();
    assert_eq!((problem.kind, problem.part), (ProblemKind::Nested, Some(Part::Member(1))));
}

#[test]
fn a_workbook_in_an_archive_stays_a_workbook() {
    let members = opened("with-workbook.zip", None).unwrap();
    assert_eq!(members.len(), 1);
    assert_eq!(kind(&members[0].bytes), Kind::Xlsx);
    assert_eq!(members[0].bytes, file("table.xlsx"));
}

#[test]
fn other_ways_of_packing_are_named() {
    for name in ["bzip2.zip", "lzma.zip"] {
        let problem = opened(name, None).unwrap_err();
        assert_eq!((problem.kind, problem.part), (ProblemKind::UnsupportedMethod, Some(Part::Member(1))), "{name}");
    }
}

#[test]
fn an_archive_of_nothing_is_empty() {
    for name in ["empty.zip", "folder-only.zip"] {
        assert_eq!(opened(name, None).unwrap_err().kind, ProblemKind::Empty, "{name}");
    }
}

#[test]
fn an_archive_whose_end_is_missing_is_damaged() {
    let whole = file("plain.zip");
    for end in [4, 30, whole.len() / 2, whole.len() - 1] {
        let problem = prescreen_unpack::members(&whole[..end], None, &Default::default()).unwrap_err();
        assert_eq!((problem.kind, problem.part), (ProblemKind::Damaged, Some(Part::Archive)), "{end} bytes");
    }
}

#[test]
fn a_changed_byte_of_content_is_damaged_with_its_file() {
    let mut bytes = file("plain.zip");
    let at = bytes.windows(11).position(|window| window == b"date,amount").unwrap();
    bytes[at] ^= 1;
    let problem = prescreen_unpack::members(&bytes, None, &Default::default()).unwrap_err();
    assert_eq!((problem.kind, problem.part), (ProblemKind::Damaged, Some(Part::Member(3))));
}
