//! Texts of PDF, as ReportLab was told to draw them.

use prescreen_unpack::pdf::{Page, pages};
use prescreen_unpack::{Kind, Limits, Part, Problem, ProblemKind, kind};
use serde_json::Value as Json;

use super::file;
use super::hostile::Numbers;

const PASSWORD: &str = "Zhang-3f9";

fn read(name: &str, password: Option<&str>) -> Result<Vec<Page>, Problem> {
    pages(&file(name), password, &Limits::default())
}

fn agrees(name: &str, password: Option<&str>) {
    let expected: Json = serde_json::from_slice(&file("expected.json")).unwrap();
    let expected = expected[name].as_array().unwrap();
    let read = read(name, password).unwrap_or_else(|problem| panic!("{name}: {problem}"));
    assert_eq!(read.len(), expected.len(), "{name}");
    for (page, expected) in read.iter().zip(expected) {
        assert_eq!((page.width, page.height, page.unread), (59_500, 84_200, 0), "{name}");
        let expected = expected.as_array().unwrap();
        assert_eq!(page.items.len(), expected.len(), "{name}");
        for (item, expected) in page.items.iter().zip(expected) {
            assert_eq!(item.text, expected[4].as_str().unwrap(), "{name}");
            let near = |found: i32, place: usize, points: f64| {
                (f64::from(found) / 100.0 - expected[place].as_f64().unwrap()).abs() < points
            };
            assert!(near(item.left, 0, 0.02) && near(item.baseline, 2, 0.02) && near(item.size, 3, 0.02), "{item:?}");
            // The widths of Latin letters in fonts that the file does not hold are an estimate; those of figures are not.
            assert!(near(item.right, 1, 0.02), "{name} {} {item:?} {expected:?}", item.text);
        }
    }
}

#[test]
fn texts_stand_where_they_were_drawn() {
    agrees("statement.pdf", None);
    agrees("plain.pdf", None);
    agrees("streams.pdf", None);
}

#[test]
fn a_locked_pdf_opens_with_its_password() {
    agrees("locked-aes256.pdf", Some(PASSWORD));
    agrees("locked-rc4.pdf", Some(PASSWORD));
    for name in ["locked-aes256.pdf", "locked-rc4.pdf"] {
        assert_eq!(read(name, None).unwrap_err().kind, ProblemKind::PasswordNeeded, "{name}");
        assert_eq!(read(name, Some("wrong")).unwrap_err().kind, ProblemKind::PasswordWrong, "{name}");
    }
}

#[test]
fn a_pdf_that_anyone_may_open_asks_for_nothing() {
    agrees("owner-only.pdf", None);
    agrees("owner-only.pdf", Some("not needed"));
}

#[test]
fn a_pdf_without_texts_is_empty() {
    assert_eq!(kind(&file("picture.pdf")), Kind::Pdf);
    assert_eq!(read("picture.pdf", None).unwrap_err().kind, ProblemKind::Empty);
}

#[test]
fn what_is_no_pdf_is_damaged() {
    assert_eq!(pages(b"date,amount\n", None, &Limits::default()).unwrap_err().kind, ProblemKind::Damaged);
}

#[test]
fn texts_are_bounded() {
    let limits = Limits { cells: 20, ..Limits::default() };
    let problem = pages(&file("plain.pdf"), None, &limits).unwrap_err();
    assert_eq!((problem.kind, problem.part), (ProblemKind::TooLarge, Some(Part::Page(1))));
    let limits = Limits { unpacked_bytes: 100, ..Limits::default() };
    assert_eq!(pages(&file("plain.pdf"), None, &limits).unwrap_err().kind, ProblemKind::TooLarge);
}

#[test]
fn debug_prints_no_text() {
    let shown = format!("{:?} {:?}", read("plain.pdf", None).unwrap(), read("plain.pdf", None).unwrap()[0].items);
    assert!(!shown.contains("张三") && !shown.contains("2024"), "{shown}");
}

#[test]
fn ten_thousand_broken_pdfs_give_texts_or_a_problem() {
    let mut numbers = Numbers(0xbf58_476d_1ce4_e5b9);
    let whole: Vec<Vec<u8>> =
        ["statement.pdf", "plain.pdf", "streams.pdf", "locked-rc4.pdf"].iter().map(|name| file(name)).collect();
    let limits = Limits { unpacked_bytes: 1 << 22, cells: 10_000, text_bytes: 1 << 20, ..Limits::default() };
    let mut read = 0;
    for _ in 0..10_000 {
        let which = numbers.below(whole.len());
        let bytes = numbers.broken(&whole[which]);
        read += u32::from(pages(&bytes, Some(PASSWORD), &limits).is_ok());
    }
    assert!((500..9_900).contains(&read), "{read} read");
}
