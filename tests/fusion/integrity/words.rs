//! Every word of a verdict has a text for people, in each language of the page and in the package's types.

fn file(path: &str) -> String {
    std::fs::read_to_string(format!("{}/../../{path}", env!("CARGO_MANIFEST_DIR"))).expect(path)
}

/// The words of a closed list, as the code that writes them names them: all there are, or it would not compile.
fn words<'a>(source: &'a str, list: &str) -> Vec<&'a str> {
    let from = source.find(&format!("\n    {list} {{")).unwrap_or_else(|| panic!("no {list}"));
    let rest = &source[from..];
    let words: Vec<&str> = rest[..rest.find('}').expect("an end")].split('"').skip(1).step_by(2).collect();
    assert!(words.len() > 3, "{list}: {words:?}");
    words
}

/// The part of a file of words that a name begins, to the line that ends it.
fn part<'a>(text: &'a str, name: &str) -> &'a str {
    let from = text.find(&format!("\n  {name}: {{\n")).unwrap_or_else(|| panic!("no {name}"));
    let rest = &text[from..];
    &rest[..rest.find("\n  },\n").expect("an end")]
}

/// Where a closed list stands, what it is called there, and what its texts are called on the page.
const LISTS: [(&str, &str, &str); 3] = [
    ("crates/fusion/src/integrity/mod.rs", "IntegrityVerdict", "integrity"),
    ("crates/fusion/src/integrity/mod.rs", "Check", "check"),
    ("crates/fusion/src/integrity/mod.rs", "Cause", "cause"),
];

#[test]
fn every_verdict_check_and_cause_has_words_in_english_and_chinese() {
    for page in ["www/src/records/en.ts", "www/src/records/zh.ts"] {
        let text = file(page);
        for (source, list, name) in LISTS {
            let source = file(source);
            for word in words(&source, list) {
                assert!(part(&text, name).contains(&format!("\n    {word}: ")), "{page}: {name}.{word}");
            }
        }
    }
}

#[test]
fn the_types_of_the_package_name_every_verdict_check_and_cause() {
    let types = file("pkg/src/statements/types.ts");
    for (source, list, _) in LISTS {
        for word in words(&file(source), list) {
            assert!(types.contains(&format!("\"{word}\"")), "{list}: {word}");
        }
    }
}
