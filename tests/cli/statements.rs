//! Statements as a person brings them to the command line: archives of several, and answers to what files leave open.

use serde_json::json;

use super::support::root;
use super::{folder, run};

#[test]
fn every_statement_of_an_archive_is_read_and_every_other_file_is_named_by_its_number() {
    let path = root().join("tests/vectors/statements/archives/several-camt.zip");
    let told = run(&["statement", "read", path.to_str().unwrap(), "--json"]);
    let read = told.json();
    let statements = read["statements"].as_array().unwrap();
    // As the XML files beside it say of themselves: 8.85 in, 7.00 out, 8.85 in.
    let totals: Vec<_> = statements
        .iter()
        .map(|statement| (&statement["totals"]["in"]["amount"], &statement["totals"]["out"]["amount"]))
        .collect();
    assert_eq!(totals, [(&json!(885), &json!(0)), (&json!(0), &json!(700)), (&json!(885), &json!(0))]);
    let errors = read["errors"].as_array().unwrap();
    let named: Vec<_> = errors.iter().map(|error| (&error["member"], &error["code"])).collect();
    assert_eq!(named, [(&json!(4), &json!("unknown-format")), (&json!(5), &json!("cut"))]);
    assert_eq!(told.code, 1);
    let text = run(&["statement", "read", path.to_str().unwrap()]).out;
    assert!(text.contains("file 4 of the archive: ") && text.contains("file 5 of the archive: "), "{text}");
    assert!(!text.contains("A. Person"), "names of files inside may be a person's");
}

#[test]
fn a_workbook_with_a_password_of_its_own_is_no_archive_with_one() {
    let path = root().join("tests/vectors/unpack/locked.xlsx");
    let told = run(&["statement", "read", path.to_str().unwrap(), "--json"]).json();
    assert_eq!(told["errors"][0]["code"], "encrypted-workbook");
    let other = root().join("tests/vectors/unpack/version2.xls");
    let told = run(&["statement", "read", other.to_str().unwrap(), "--json"]).json();
    assert_eq!(told["errors"][0]["code"], "unsupported-version");
    let nested = root().join("tests/vectors/unpack/nested-twice.zip");
    let told = run(&["statement", "read", nested.to_str().unwrap(), "--json"]).json();
    assert_eq!(told["errors"][0]["code"], "nested");
}

#[test]
fn a_person_s_word_on_decimals_goes_before_a_layout_s() {
    let path = folder("statements").join("chase.csv");
    let header = "Details,Posting Date,Description,Amount,Type,Balance,Check or Slip #\n";
    std::fs::write(&path, format!("{header}DEBIT,07/02/2026,LUNCH,-1.250,DEBIT_CARD,,,\n")).unwrap();
    let read = |more: &[&str]| run(&[&["statement", "read", path.to_str().unwrap(), "--json"], more].concat()).json();
    assert_eq!(read(&[])["errors"][0]["code"], "ambiguous-amount");
    for (said, cents) in [("comma", 125_000), ("point", 125)] {
        let out = read(&["--decimals", said])["statements"][0]["totals"]["out"]["amount"].clone();
        assert_eq!(out, json!(cents), "{said}");
    }
}

#[test]
fn two_files_of_one_account_that_list_different_rows_are_named() {
    let scratch = folder("contradicting");
    let (one, other) = (scratch.join("one.csv"), scratch.join("other.csv"));
    let layout = scratch.join("layout.json");
    let text = r#"{
        "id": "own", "version": 1, "institution": "a-bank", "kind": "bank", "names": { "en": "A bank" }, "currency": "EUR",
        "columns": { "date": ["Day"], "amount": ["Amount"] }, "required": ["date", "amount"]
    }"#;
    std::fs::write(&layout, text).unwrap();
    let rows =
        |changed: &str| format!("Day,Amount\n2026-02-01,1.50\n2026-02-03,2\n2026-02-09,{changed}\n2026-02-20,3.50\n");
    std::fs::write(&one, rows("2.50")).unwrap();
    std::fs::write(&other, rows("9.50")).unwrap();
    let [layout, one, other] = [&layout, &one, &other].map(|path| path.to_str().unwrap());
    let told = run(&["statement", "read", "--format", layout, one, other]).out;
    assert!(told.contains("different rows from 2026-02-01 to 2026-02-20: 1 in the first alone"), "{told}");
    assert!(!run(&["statement", "read", "--format", layout, one]).out.contains("disagreement"));
    // Where most rows differ, they may be of two accounts: it is asked, and nobody is accused.
    std::fs::write(other, "Day,Amount\n2026-02-01,7\n2026-02-09,8\n2026-02-20,9\n").unwrap();
    let told = run(&["statement", "read", "--format", layout, one, other]).out;
    assert!(
        told.contains("same_account") && told.contains("one_account") && !told.contains("different rows"),
        "{told}"
    );
}

/// Of ISO 4217's list three.
const WITHDRAWN: [&str; 24] = [
    "ANG", "ATS", "BEF", "BGN", "CUC", "CYP", "DEM", "EEK", "ESP", "FIM", "FRF", "GRD", "HRK", "IEP", "ITL", "LTL",
    "LUF", "LVL", "MTL", "NLG", "PTE", "SIT", "SKK", "ZWL",
];

/// A currency is one of ISO 4217: those in force as another library lists them, without metals, test codes and units of
/// account, and of list three those withdrawn since 1999 that banks' files name. `XXX` stands for none, and the bolívar of
/// two codes has both.
#[test]
fn a_currency_is_one_of_iso_4217() {
    let letters = || b'A'..=b'Z';
    for code in letters().flat_map(|one| letters().flat_map(move |two| letters().map(move |three| [one, two, three]))) {
        let code = std::str::from_utf8(&code).unwrap();
        let listed = iso_currency::Currency::from_code(code);
        let out =
            |flag: &iso_currency::Flag| matches!(flag, iso_currency::Flag::Superseded(_) | iso_currency::Flag::Special);
        let in_force = listed.is_some_and(|currency| !currency.flags().iter().any(out));
        let kept = ["XXX", "VES", "CNH"].contains(&code) || WITHDRAWN.contains(&code);
        let read = prescreen_fusion::money::Currency::parse(code);
        assert_eq!(read.is_some(), in_force || kept || code == "RMB", "{code}");
        if let (Some(currency), true) = (read, in_force) {
            let digits = listed.and_then(|listed| listed.exponent()).map(u32::from);
            assert_eq!(Some(u32::from(currency.decimals())), digits, "{code}");
        }
    }
}

#[test]
fn pence_are_no_pounds_and_an_unknown_code_is_no_currency() {
    let path = folder("pence").join("pence.csv");
    let layout = path.with_file_name("layout.json");
    let document = json!({
        "id": "a-broker", "version": 1, "institution": "a-broker", "kind": "bank", "names": { "en": "A broker" },
        "columns": { "date": ["Day"], "amount": ["Amount"], "currency": ["Currency"] },
        "required": ["date", "amount"], "day_order": "ymd", "numbers": "point", "currency": "GBP",
    });
    std::fs::write(&layout, document.to_string()).unwrap();
    let read = |row: &str| {
        std::fs::write(&path, format!("Day,Amount,Currency\n2026-01-31,{row}\n")).unwrap();
        let args = ["statement", "read", "--format", layout.to_str().unwrap(), path.to_str().unwrap(), "--json"];
        run(&args).json()
    };
    assert_eq!(read("12.50,GBP")["statements"][0]["totals"]["in"]["amount"], 1_250);
    let error = read("12.50,GBX")["errors"][0].clone();
    assert_eq!((&error["code"], &error["line"]), (&json!("currency"), &json!(2)));
    assert!(error["expected"].as_str().unwrap().contains("pence"), "{error}");
    assert_eq!(read("12.50,ZZZ")["errors"][0]["code"], "currency");
    assert_eq!(read("GBX 12.50,")["errors"][0]["code"], "amount");
    let said = run(&["statement", "read", path.to_str().unwrap(), "--currency", "GBX"]);
    assert!(said.code == 2 && said.err.contains("pence"), "{} {}", said.code, said.err);
}

#[test]
fn what_a_file_does_not_tell_is_told_with_the_option_that_says_it() {
    let scratch = folder("options");
    let layout = |more: &str| {
        let path = scratch.join("layout.json");
        let text = format!(
            r#"{{ "id": "a-bank", "version": 1, "institution": "a-bank", "kind": "bank", "names": {{ "en": "A bank" }},
                "columns": {{ "date": ["Day"], "amount": ["Amount"] }}, "required": ["date", "amount"]{more} }}"#
        );
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let file = scratch.join("file.csv");
    let told = |format: &str, text: &str| {
        std::fs::write(&file, text).unwrap();
        run(&["statement", "read", "--format", format, file.to_str().unwrap()]).out
    };
    let day = told(&layout(r#", "currency": "EUR""#), "Day,Amount\n01.02.2026,1.50\n");
    assert!(day.contains("[ambiguous-day]") && day.contains("--day-order"), "{day}");
    let amount = told(&layout(r#", "currency": "EUR""#), "Day,Amount\n2026-02-01,1.250\n");
    assert!(amount.contains("[ambiguous-amount]") && amount.contains("--decimals"), "{amount}");
    let currency = told(&layout(""), "Day,Amount\n2026-02-01,1.50\n");
    assert!(currency.contains("[currency]") && currency.contains("--currency"), "{currency}");
    let unknown = told(&layout(""), "a,b\n2026-02-01,1.50\n");
    assert!(unknown.contains("[unknown-format]") && unknown.contains("statement propose"), "{unknown}");
}

#[test]
fn an_open_question_names_its_rows_and_its_answer_closes_it() {
    let example = |name: &str| root().join("examples/first-layout").join(name).to_str().unwrap().to_owned();
    let (layout, file) = (example("layout.json"), example("refund.csv"));
    let asked = run(&["statement", "read", "--format", &layout, &file]).out;
    assert!(asked.contains("1 question is open") && asked.contains("--corrections"), "{asked}");
    let json = run(&["statement", "read", "--format", &layout, &file, "--json"]).json();
    let question = &json["ledger"]["questions"][0];
    assert_eq!(question["kind"], "refund");
    for position in question["entries"].as_array().unwrap() {
        let entry = &json["ledger"]["entries"][usize::try_from(position.as_u64().unwrap()).unwrap()];
        let key = format!("\"place\": 0, \"row\": {}}}", entry["row"]);
        assert!(asked.contains(&key) && asked.contains(json["statements"][0]["file"].as_str().unwrap()), "{asked}");
    }
    let answered = run(&["statement", "read", "--format", &layout, "--corrections", &example("answers.json"), &file]);
    assert!(answered.code == 0 && !answered.out.contains("question"), "{}", answered.out);
    // 18.00 of 36.00 came back in full.
    assert!(answered.out.contains("spending 18;"), "{}", answered.out);
}

#[test]
fn a_table_of_nobody_s_layout_is_read_once_its_columns_are_said() {
    let scratch = folder("propose");
    let (file, out) = (scratch.join("file.csv"), scratch.join("own.json"));
    std::fs::write(&file, "When;What;How much\n31.01.2026;A bakery;-1,50\n30.01.2026;Wages;2.000,00\n").unwrap();
    let (file, out) = (file.to_str().unwrap(), out.to_str().unwrap());
    let columns = run(&["statement", "propose", file, "--json"]).json()["columns"].clone();
    assert_eq!((&columns[0]["days"], &columns[2]["amounts"]), (&json!(["dmy"]), &json!(["comma"])));
    let said = ["--column", "date=1", "--column", "description=2", "--column", "amount=3", "--currency", "EUR"];
    let made = run(&[&["statement", "propose", file, "--out", out][..], &said].concat());
    assert_eq!(made.code, 0, "{}", made.err);
    let read = run(&["statement", "read", "--format", out, file, "--json"]).json();
    let totals = &read["statements"][0]["totals"];
    assert_eq!((&totals["in"]["amount"], &totals["out"]["amount"]), (&json!(200_000), &json!(150)));
    for (wrong, named) in [("dat=1", "'date'"), ("date=4", "1 to 3"), ("date", "FIELD=NUMBER")] {
        let told = run(&["statement", "propose", file, "--column", wrong]);
        assert!(told.code == 2 && told.err.contains(named), "{} {}", told.code, told.err);
    }
    let twice = run(&["statement", "propose", file, "--column", "date=1", "--column", "amount=1"]);
    assert_eq!(twice.code, 2);
}

#[test]
fn no_layout_is_written_of_what_cannot_read_the_file() {
    let scratch = folder("propose-lacks");
    let (file, out) = (scratch.join("file.csv"), scratch.join("own.json"));
    std::fs::write(&file, "When,What,How much\n2026-01-31,A bakery,-1.50\n2026-01-30,Wages,2000.00\n").unwrap();
    let (file, path) = (file.to_str().unwrap(), out.to_str().unwrap());
    for (said, lacks, misfits, named) in [
        (&["date=1", "amount=2", "EUR"], json!(["cells"]), json!([2]), "column 2"),
        (&["date=1", "amount=3", ""], json!(["currency"]), json!([]), "--currency"),
        (&["description=2", "amount=3", "EUR"], json!(["day"]), json!([]), "date=NUMBER"),
    ] {
        let columns = ["statement", "propose", file, "--out", path, "--column", said[0], "--column", said[1]];
        let currency = [&["--currency"][..], &said[2..]].concat();
        let all = [&columns[..], if said[2].is_empty() { &[] } else { &currency }].concat();
        let told = run(&all);
        assert!(told.code == 1 && told.out.contains(named), "{} {}", told.code, told.out);
        let json = run(&[&all[..], &["--json"]].concat()).json();
        assert_eq!((&json["lacks"], &json["misfits"], out.exists()), (&lacks, &misfits, false));
    }
}

#[test]
fn a_row_without_a_day_is_named_and_the_others_are_read() {
    let scratch = folder("without-day");
    let (file, layout) = (scratch.join("file.csv"), scratch.join("own.json"));
    let rows = "When,What,How much,Left\n";
    let rows = format!("{rows}2026-02-28,a,-4.20,5.80\nPending,b,-5.00,\n2026-02-27,c,-1.00,10.00\n");
    std::fs::write(&file, rows).unwrap();
    let (file, layout) = (file.to_str().unwrap(), layout.to_str().unwrap());
    let columns = ["date=1", "description=2", "amount=3", "balance=4"].map(|said| ["--column", said]).concat();
    let made = run(&[&["statement", "propose", file, "--out", layout, "--currency", "EUR"][..], &columns].concat());
    assert_eq!(made.code, 0, "{} {}", made.out, made.err);
    let told = run(&["statement", "read", "--format", layout, file]);
    assert!(told.code == 0 && told.out.contains("2 rows") && told.out.contains("line 3 has no day"), "{}", told.out);
}

#[test]
fn a_layout_that_is_wrong_is_named_with_its_line_where_it_is_used_too() {
    let example = |name: &str| root().join("examples/first-layout").join(name).to_str().unwrap().to_owned();
    let told = run(&["statement", "read", "--format", &example("draft.json"), &example("sample.csv")]);
    assert!(
        told.code == 2 && told.err.contains("draft.json:9:5: ") && told.err.contains("'description'"),
        "{}",
        told.err
    );
}

#[test]
fn every_code_of_a_problem_a_question_a_cause_and_a_need_is_told_in_the_package_s_readme() {
    let readme = std::fs::read_to_string(root().join("pkg/README.md")).unwrap();
    let schema = run(&["schema", "records"]).json();
    let mut told = 0;
    for name in ["ProblemKind", "QuestionKind", "Cause", "Need"] {
        let list = &schema["$defs"][name];
        let words = list["enum"].as_array().cloned().unwrap_or_default();
        let described = list["oneOf"].as_array().into_iter().flatten().map(|one| one["const"].clone());
        for word in words.into_iter().chain(described) {
            assert!(readme.contains(&format!("`{}`", word.as_str().unwrap())), "{name}: {word}");
            told += 1;
        }
    }
    assert!(told > 40, "{told}");
}
