//! What `Debug` prints goes into logs and panics: nothing of a person is in it.

use core::fmt::Debug;

use prescreen_fusion::category::Category;
use prescreen_fusion::feature::{Activity, Features, Finding};
use prescreen_fusion::integrity::Integrity;
use prescreen_fusion::ledger::{Apart, Corrections, Ledger, LinkKind, Pair, Recategorised};
use prescreen_fusion::money::Currency;
use prescreen_fusion::statement::{
    AccountKind, Balance, RowKind, Security, ShownRows, Stated, StatedSum, Statement, Status, Sum,
};

use crate::category::categories;
use crate::ledger::key;
use crate::made::{With, day, judged, row, running, statement};

/// A figure, texts and a day that stand nowhere else.
const FIGURE: i64 = 48_151_623;
const TEXTS: [&str; 6] = ["Zaphod", "6217000000004815", "hooloovoo", "Vogon", "000815", "magrathea"];
const DAY: &str = "2026-03-17";

fn rows() -> Vec<prescreen_fusion::Row> {
    let mut bought = row(day(3, 17), -FIGURE).from("Zaphod").account("6217000000004815").told("hooloovoo");
    bought = bought.method("Vogon").id("magrathea").reference("magrathea").kind(RowKind::Purchase).at(4, 8);
    bought.category = "Vogon".into();
    bought.fee = Some(FIGURE);
    bought.value_date = Some(day(3, 17));
    (bought.status, bought.refunded) = (Status::PartlyRefunded, Some(FIGURE - 1));
    bought.security = Some(Security {
        code: "000815".into(),
        name: "Vogon".into(),
        quantity: Some(FIGURE),
        held: Some(FIGURE),
        price: Some(FIGURE),
    });
    let mut bet = row(day(3, 17), -FIGURE).from("Zaphod");
    bet.kind = RowKind::Transfer;
    running(FIGURE, vec![bought, bet, row(day(3, 17), FIGURE).from("Zaphod")])
}

fn made(kind: AccountKind, name: &str) -> Statement {
    let mut made = statement(kind, "boc", "6217000000004815 Zaphod", name, rows());
    made.period = Some((day(3, 17), day(3, 17)));
    made.opening = Some(Balance { date: Some(day(3, 17)), amount: FIGURE, line: 1 });
    made.closing = made.opening;
    let sum = Some(StatedSum { rows: Some(2), amount: Some(FIGURE) });
    let given_back = Sum { rows: 1, amount: FIGURE };
    made.stated = Stated { rows: Some(3), incoming: sum, outgoing: sum, neutral: sum, given_back, ..Stated::default() };
    judged(made)
}

fn prints_nothing_of_the_person(what: &str, value: &dyn Debug) {
    for printed in [format!("{value:?}"), format!("{value:#?}")] {
        let figures: Vec<&str> = printed.split(|character: char| !character.is_ascii_digit()).collect();
        for amount in [FIGURE, FIGURE - 1, 2 * FIGURE] {
            assert!(!figures.contains(&amount.to_string().as_str()), "{what}: {printed}");
        }
        for text in TEXTS.iter().chain([&DAY, &"gambling", &"Gambling"]) {
            assert!(!printed.contains(text), "{what}: {printed}");
        }
        assert!(!printed.contains("04:08") && !printed.contains("14880"), "{what}: {printed}");
    }
}

#[test]
fn no_public_type_prints_a_figure_a_name_or_a_text() {
    let statements = [made(AccountKind::Bank, "a"), made(AccountKind::Broker, "b")];
    let corrections = Corrections {
        leave_out: vec![key("a", 0)],
        own_transfers: vec![key("a", 2)],
        pairs: vec![Pair { kind: LinkKind::SamePurchase, from: key("a", 1), to: key("b", 1) }],
        apart: vec![Apart { one: key("a", 1), other: key("b", 1) }],
        two_accounts: vec![Apart { one: key("a", 1), other: key("b", 1) }],
        one_account: Vec::new(),
        categories: vec![Recategorised { row: key("a", 1), category: Category::Gambling }],
    };
    let ledger = Ledger::of(&statements, Some((day(3, 17), day(3, 17))), &corrections).unwrap();
    let activity = Activity::of(&ledger, &statements, &categories(), Currency::CNY).unwrap();
    let features = Features::of(&activity);
    let statement = &statements[0];
    let integrity = Integrity { expected: Some(FIGURE), found: Some(FIGURE), ..statement.integrity.clone() };
    let values: &[(&str, &dyn Debug)] = &[
        ("statement", statement),
        ("rows", &statement.rows),
        ("security", &statement.rows[0].security),
        ("opening", &statement.opening),
        ("stated", &statement.stated),
        ("stated sum", &statement.stated.incoming),
        ("sum", &statement.stated.given_back),
        ("totals", &statement.totals()),
        ("notes", &statement.notes),
        ("integrity", &integrity),
        ("ledger", &ledger),
        ("sources", &ledger.sources),
        ("accounts", &ledger.accounts),
        ("coverage", &ledger.accounts[0].coverage),
        ("entries", &ledger.entries),
        ("links", &ledger.links),
        ("questions", &ledger.questions),
        ("flows", &ledger.flows),
        ("corrections", &corrections),
        ("activity", &activity),
        ("accounts of activity", &activity.accounts),
        ("movements", &activity.movements),
        ("trades", &activity.trades),
        ("features", &features),
        ("found", &features.iter().map(|(_, found)| found).collect::<Vec<Finding>>()),
        ("facts", &features.facts().into_iter().map(|(_, found)| found).collect::<Vec<_>>()),
    ];
    assert!(!ledger.flows.is_empty() && !activity.trades.is_empty() && !activity.movements.is_empty());
    // What is searched for is in what is shown to the person.
    let shown = serde_json::to_string(&ShownRows::of(statement, 0, 9)).unwrap();
    assert!(TEXTS.iter().all(|text| shown.contains(text)) && shown.contains(DAY), "{shown}");
    for (what, value) in values {
        prints_nothing_of_the_person(what, value);
    }
}

/// A structure that derives `Debug` prints all that is in it: none here may hold a figure, a day or a text.
#[test]
fn no_structure_with_figures_or_texts_derives_debug() {
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let (mut files, mut structures) = (Vec::new(), 0);
    for part in ["ledger", "feature", "statement", "integrity"] {
        let (folder, file) = (format!("{source}/{part}"), format!("{source}/{part}.rs"));
        let inside = std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
        files.extend(inside.chain([file.into()]).filter(|path| path.is_file()));
    }
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        // The catalogue is of features, not of a person.
        if path.to_string_lossy().contains("catalogue") {
            continue;
        }
        for part in text.split("#[derive(").skip(1) {
            let (derived, rest) = part.split_once(')').unwrap();
            let Some((_, body)) = rest.split_once("pub struct ").filter(|(before, _)| !before.contains('}')) else {
                continue;
            };
            let body = body.split("\n}").next().unwrap();
            structures += 1;
            let holds = ["i64", "String", "Date", "&'a str", "Category"].iter().find(|name| body.contains(**name));
            let fields = body.lines().next().unwrap();
            assert!(!derived.contains("Debug") || holds.is_none(), "{}: {fields} prints {holds:?}", path.display());
        }
    }
    assert!(structures > 12, "{structures}");
}
