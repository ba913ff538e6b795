//! Telephone numbers and e-mail addresses.

use prescreen::date::Date;
use prescreen_identity::disposable::Disposable;
use prescreen_identity::{Context, Finding, Kind, Note, Outcome, Part, check};

use super::{DISPOSABLE, corrected, find, holds};

fn phone(value: &str, region: &str) -> Finding {
    check(Kind::Phone, value, &Context { today: Date::EPOCH, region, table: &[] })
}

#[test]
fn numbers_of_four_plans() {
    // Mainland mobile and land lines; numbers of public offices; an internet number, libphonenumber's example.
    let good = [
        ("CN", "138 0013 8000"),
        ("CN", "１３８００１３８０００"),
        ("CN", "010-65292327"),
        ("CN", "(0755) 8345 6789"),
        ("CN", "0898-6512345"),
        ("CN", "+86 138 0013 8000"),
        ("CN", "0086 13800138000"),
        ("CN", "+86 (0)10 6529 2327"),
        ("HK", "2961 6333"),
        ("HK", "+852 9123 4567"),
        ("MO", "6612 3456"),
        ("MO", "+853 2883 3833"),
        ("TW", "0912-345-678"),
        ("TW", "+886 2 3343 7377"),
        ("TW", "02-3343-7377"),
        ("TW", "070 1234 5678"),
        ("CN", "+85261234567"),
        // The country's code without a plus.
        ("CN", "8613800138000"),
        ("HK", "852 9123 4567"),
    ];
    for (region, number) in good {
        assert_eq!(phone(number, region).outcome, Outcome::Valid, "{region} {number}");
    }
    let bad = [
        ("CN", "1380013800", Part::Length),
        ("CN", "138001380000", Part::Length),
        ("CN", "12800138000", Part::Prefix),
        ("CN", "1380013800a", Part::Character),
        ("HK", "12345678", Part::Prefix),
        ("HK", "912345678", Part::Length),
        ("MO", "91234567", Part::Prefix),
        ("TW", "091234567", Part::Length),
        ("CN", "+0123456789", Part::Prefix),
        ("CN", "+1234567890123456", Part::Length),
        ("CN", "+44 12", Part::Length),
    ];
    for (region, number, part) in bad {
        assert_eq!(phone(number, region).part, Some(part), "{region} {number}");
    }
    // Another country's plan is not known, which is no fault of the number.
    for number in ["+44 20 7946 0958", "+1 202 555 0123"] {
        let found = phone(number, "CN");
        assert_eq!((found.outcome, found.note), (Outcome::NotChecked, Some(Note::PlanUnknown)));
    }
}

#[test]
fn addresses() {
    for address in [
        "lin@example.com",
        " a.b+c@sub.example.co.uk ",
        "张三@例子.公司",
        "lin＠example。com",
        "o'neil@example.org",
        "Lin@EXAMPLE.com",
    ] {
        holds(Kind::Email, address);
    }
    for address in [
        "lin",
        "lin@",
        "@example.com",
        "lin@example",
        "lin@@example.com",
        "l@n@example.com",
        ".lin@example.com",
        "lin@-example.com",
        "lin@example..com",
        "li..n@example.com",
    ] {
        corrected(Kind::Email, address, Part::Address);
    }
    corrected(Kind::Email, "li n@example.com", Part::Character);
    corrected(Kind::Email, "lin@127.0.0.1", Part::Character);
    corrected(Kind::Email, &format!("{}@example.com", "a".repeat(65)), Part::Length);
}

#[test]
fn a_disposable_domain_is_noted_and_no_other() {
    for address in [
        "x@mailinator.com",
        "x@MAILINATOR.com",
        "x@anything.mailinator.com",
        "x@guerrillamail.com",
        "x@10minutemail.com",
    ] {
        let found = find(Kind::Email, address);
        assert_eq!((found.outcome, found.note), (Outcome::Valid, Some(Note::Disposable)), "{address}");
    }
    let ordinary = [
        "gmail.com",
        "qq.com",
        "163.com",
        "126.com",
        "sina.com",
        "outlook.com",
        "icloud.com",
        "foxmail.com",
        "amailinator-x.com",
        "mailinator.com.cn",
        "com",
        "xmailinator.co",
    ];
    for domain in ordinary {
        let found = find(Kind::Email, &format!("x@{domain}"));
        assert_eq!(found.note, None, "{domain}");
    }
    let no_table = check(Kind::Email, "x@mailinator.com", &Context { today: Date::EPOCH, region: "", table: &[] });
    assert_eq!(no_table.note, Some(Note::DomainNotChecked));
}

#[test]
fn the_set_is_exact() {
    // The table written out by its own description, without the reader.
    let mut listed: Vec<String> = Vec::new();
    for entry in DISPOSABLE[4..].split(|byte| *byte == b'\n').filter(|entry| !entry.is_empty()) {
        let before = listed.last().map(String::as_bytes).unwrap_or_default();
        let bytes = [&before[..usize::from(entry[0]) - 32], &entry[1..]].concat();
        listed.push(String::from_utf8(bytes).unwrap());
    }
    assert_eq!(listed.len(), 10_181, "as many as the source has");
    assert!(listed.is_sorted());
    let table = Disposable::read(DISPOSABLE).unwrap();
    for turned in listed.iter().step_by(29) {
        let labels: Vec<&str> = turned.split('.').rev().collect();
        assert!(table.holds(&labels.join(".")));
        // A letter more or less at the front is another domain, listed or not.
        for other in [format!("q{}", labels.join(".")), labels.join(".")[1..].to_owned()] {
            let turned: Vec<&str> = other.split('.').rev().collect();
            let under = (1..=turned.len()).any(|labels| listed.binary_search(&turned[..labels].join(".")).is_ok());
            assert_eq!(table.holds(&other), under, "{other}");
        }
    }
}
